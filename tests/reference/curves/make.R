# Odds ratios along a restricted cubic spline against a reference value, by contrasts of rms's basis.
# Run in this folder: Rscript make.R
suppressMessages({library(rms); library(clubSandwich); library(sandwich); library(jsonlite)})
tight <- glm.control(epsilon = 1e-14, maxit = 100)
basis <- function(x, knots) rcspline.eval(x, knots = knots, inclx = TRUE, norm = 2)
weights_of <- function(names, values, against, knots) {
  L <- matrix(0, length(values), length(names))
  L[, grep("^B", names)] <- sweep(basis(c(values, against), knots)[seq_along(values), , drop = FALSE], 2,
    basis(c(against, values), knots)[1, ])
  L
}
# Harrell's shares of table 2.3, as rms places four and three knots.
at4 <- c(0.05, 0.35, 0.65, 0.95); at3 <- c(0.1, 0.5, 0.9)

d <- read.csv("../birthwt/data.csv"); knots <- unname(quantile(d$lwt, at4)); B <- basis(d$lwt, knots)
fit <- glm(low ~ age + smoke + B, binomial, d, control = tight)
values <- c(100, 120, 140, 160, 180); L <- weights_of(names(coef(fit)), values, 130, knots)
estimate <- drop(L %*% coef(fit)); se <- sqrt(diag(L %*% vcov(fit) %*% t(L)))
X <- model.matrix(fit)
ends <- sapply(seq_along(values), function(i) {
  l <- L[i, ]; H <- MASS::Null(l); a <- l / sum(l^2)
  # A centred and scaled copy of the same columns, for the digits of the refits.
  drop_at <- function(v) {
    f <- glm.fit(X %*% H, d$low, family = binomial(), offset = drop(X %*% a) * v, control = tight)
    f$deviance - fit$deviance - qchisq(0.95, 1)
  }
  sapply(c(-1, 1), function(side) uniroot(drop_at, estimate[i] + side * c(0.05, 6) * se[i], tol = 1e-11)$root)
})
lr <- anova(update(fit, . ~ . - B + lwt), fit, test = "LRT")

e <- read.csv("../few_clusters/data.csv"); k8 <- unname(quantile(e$age, at4)); B <- basis(e$age, k8)
eight <- glm(y ~ group + B, binomial, cbind(e, B = I(B)), control = tight)
V <- vcovCR(eight, cluster = e$school, type = "CR2"); v8 <- c(8, 10, 14, 16)
M <- weights_of(names(coef(eight)), v8, 12, k8)
inside <- linear_contrast(eight, vcov = V, contrasts = M, test = "Satterthwaite")
bend <- grep("^B", names(coef(eight)))[-1]
htz <- Wald_test(eight, constraints = constrain_zero(bend), vcov = V, test = "HTZ")

tables <- read.csv("../clustered_imputations/imputed.csv"); sets <- split(tables, tables$imp); m <- length(sets)
dfcom <- length(unique(tables$ID)) - 1; kw <- unname(quantile(sets[[1]]$week, at3))
one <- function(data) {
  B <- basis(data$week, kw)
  f <- glm(y ~ trt + B, binomial, transform(data, trt = factor(trt, c("placebo", "drug", "drug+"))), control = tight)
  list(beta = coef(f), V = vcovCL(f, cluster = data$ID, type = "HC0", cadjust = TRUE))
}
fits <- lapply(sets, one); vw <- c(4, 6, 8, 10); K <- weights_of(names(fits[[1]]$beta), vw, 2, kw)
pool <- function(q, u) {
  W <- mean(u); B <- var(q); total <- W + (1 + 1 / m) * B; lambda <- (1 + 1 / m) * B / total
  old <- (m - 1) / lambda^2; observed <- (dfcom + 1) / (dfcom + 3) * dfcom * (1 - lambda)
  df <- old * observed / (old + observed); s <- sqrt(total)
  list(beta = mean(q), se = s, low = mean(q) - qt(.975, df) * s, high = mean(q) + qt(.975, df) * s)
}
pooled <- lapply(seq_along(vw), function(i) pool(
  sapply(fits, function(f) sum(K[i, ] * f$beta)), sapply(fits, function(f) drop(K[i, ] %*% f$V %*% K[i, ]))))

write_json(list(
  ml = list(values = values, beta = estimate, se = se, low = ends[1, ], high = ends[2, ], lr = lr$Deviance[2], df = lr$Df[2]),
  clusters = list(values = v8, beta = inside$Est, se = inside$SE, low = inside$CI_L, high = inside$CI_U, p = htz$p_val),
  imputed = list(values = vw, points = pooled),
  meta = list(R = R.version.string, rms = as.character(packageVersion("rms")),
    clubSandwich = as.character(packageVersion("clubSandwich")))), "expected.json", digits = NA, auto_unbox = TRUE, pretty = TRUE)
