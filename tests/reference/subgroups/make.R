# Odds ratios within levels of another predictor, as contrasts of a model with products, and its test.
# Run in this folder: Rscript make.R
suppressMessages({library(brglm2); library(clubSandwich); library(sandwich); library(jsonlite)})
tight <- glm.control(epsilon = 1e-14, maxit = 100)
d <- read.csv("../birthwt/data.csv")
d$race <- factor(d$race, c("white", "black", "other"))

# Contrasts of a model with products: the coefficient of smoking, plus that of a product.
contrasts_of <- function(names, main, products) {
  rows <- lapply(c("", products), function(product) as.numeric(names == main | names == product))
  do.call(rbind, rows)
}
formula <- low ~ age + lwt + race * smoke
fit <- glm(formula, binomial, d, control = tight)
L <- contrasts_of(names(coef(fit)), "smoke", c("raceblack:smoke", "raceother:smoke"))
beta <- drop(L %*% coef(fit)); se <- sqrt(diag(L %*% vcov(fit) %*% t(L)))
lr <- anova(update(fit, . ~ . - race:smoke), fit, test = "LRT")

# Exact profile ends of each contrast: the likelihood with the contrast held at a value.
X <- model.matrix(fit); y <- d$low
loglik <- function(b) { e <- drop(X %*% b); sum(y * e - log1p(exp(e))) }
penalised <- function(b) {
  p <- plogis(drop(X %*% b))
  loglik(b) + 0.5 * determinant(crossprod(X * sqrt(p * (1 - p))))$modulus[1]
}
slope <- function(b, firth) {
  p <- plogis(drop(X %*% b)); r <- y - p
  if (firth) {
    W <- X * sqrt(p * (1 - p)); h <- rowSums((W %*% solve(crossprod(W))) * W); r <- r + h * (0.5 - p)
  }
  drop(crossprod(X, r))
}
# The top with the coefficients of H free and the rest given by `at`: Newton with halved steps.
top <- function(H, at, start, firth) {
  value <- if (firth) penalised else loglik
  u <- start
  for (i in 1:500) {
    b <- at + drop(H %*% u); p <- plogis(drop(X %*% b))
    g <- drop(t(H) %*% slope(b, firth)); I <- crossprod((X %*% H) * sqrt(p * (1 - p)))
    step <- solve(I, g); size <- 1
    while (value(at + drop(H %*% (u + size * step))) < value(b) - 1e-12 && size > 1e-8) size <- size / 2
    u <- u + size * step
    if (max(abs(size * step)) < 1e-11) break
  }
  list(u = u, value = value(at + drop(H %*% u)))
}
profile_of <- function(l, start, firth, spread) {
  H <- MASS::Null(l); a <- l / sum(l^2); best <- sum(l * start)
  full <- (if (firth) penalised else loglik)(start)
  drop_at <- function(v) 2 * (full - top(H, a * v, drop(t(H) %*% start), firth)$value)
  end <- function(side) uniroot(function(v) drop_at(v) - qchisq(0.95, 1), best + side * c(0.05, 8) * spread,
    tol = 1e-12)$root
  c(low = min(end(-1), end(1)), high = max(end(-1), end(1)), p = pchisq(drop_at(0), 1, lower.tail = FALSE))
}
ends <- lapply(seq_len(3), function(i) profile_of(L[i, ], coef(fit), FALSE, se[i]))

firth <- glm(formula, binomial, d, method = "brglmFit", type = "AS_mean", epsilon = 1e-13, maxit = 1000)
b <- top(diag(ncol(X)), 0 * coef(firth), coef(firth), TRUE)
stopifnot(max(abs(b$u - coef(firth))) < 1e-8)
without <- diag(ncol(X))[, !grepl(":", colnames(X))]
restricted <- top(without, 0 * coef(firth), coef(firth)[!grepl(":", colnames(X))], TRUE)
firth_ends <- lapply(seq_len(3), function(i) profile_of(L[i, ], b$u, TRUE, se[i]))
as_list <- function(ends, beta) lapply(seq_along(ends), function(i) c(list(beta = beta[i]), as.list(ends[[i]])))

# Clusters: CR2 of the contrasts, and HTZ of the products. The association of the measure by group of pupils.
e <- read.csv("../few_clusters/data.csv")
eight <- glm(y ~ age + group * measure, binomial, e, control = tight)
V <- vcovCR(eight, cluster = e$school, type = "CR2")
M <- contrasts_of(names(coef(eight)), "measure", c("groupb:measure", "groupc:measure"))
inside <- linear_contrast(eight, vcov = V, contrasts = M, test = "Satterthwaite", p_values = TRUE)
htz <- Wald_test(eight, constraints = constrain_zero(grep(":", names(coef(eight)))), vcov = V, test = "HTZ")

# Imputations: the slope of the week by treatment, CR1 in each, pooled by hand (see clustered_imputations).
tables <- read.csv("../clustered_imputations/imputed.csv")
sets <- split(tables, tables$imp); m <- length(sets)
one <- function(data) {
  f <- glm(y ~ trt * week, binomial, transform(data, trt = factor(trt, c("placebo", "drug", "drug+"))), control = tight)
  list(beta = coef(f), V = vcovCL(f, cluster = data$ID, type = "HC0", cadjust = TRUE))
}
fits <- lapply(sets, one); dfcom <- length(unique(tables$ID)) - 1
pool <- function(q, u) {
  W <- mean(u); B <- var(q); total <- W + (1 + 1 / m) * B; lambda <- (1 + 1 / m) * B / total
  old <- (m - 1) / lambda^2; observed <- (dfcom + 1) / (dfcom + 3) * dfcom * (1 - lambda)
  df <- old * observed / (old + observed); s <- sqrt(total)
  list(beta = mean(q), se = s, low = mean(q) - qt(.975, df) * s, high = mean(q) + qt(.975, df) * s, p = 2 * pt(-abs(mean(q) / s), df))
}
K <- contrasts_of(names(fits[[1]]$beta), "week", c("trtdrug:week", "trtdrug+:week"))
pooled <- lapply(seq_len(3), function(i) pool(
  sapply(fits, function(f) sum(K[i, ] * f$beta)), sapply(fits, function(f) drop(K[i, ] %*% f$V %*% K[i, ]))))
at <- grep(":", names(fits[[1]]$beta)); k <- 2
q <- sapply(fits, function(f) f$beta[at]); W <- Reduce(`+`, lapply(fits, function(f) f$V[at, at])) / m
B <- cov(t(q)); r <- (1 + 1 / m) * sum(diag(B %*% solve(W))) / k
d1 <- drop(t(rowMeans(q)) %*% solve(W) %*% rowMeans(q)) / (k * (1 + r))

write_json(list(
  ml = list(wald = lapply(seq_len(3), function(i) list(beta = beta[i], se = se[i])), profile = as_list(ends, beta),
    lr = lr$Deviance[2], df = lr$Df[2], p = lr[["Pr(>Chi)"]][2]),
  firth = list(profile = as_list(firth_ends, drop(L %*% b$u)), lr = 2 * (b$value - restricted$value)),
  clusters = list(beta = inside$Est, se = inside$SE, p = inside$p_val, low = inside$CI_L, high = inside$CI_U,
    F = htz$Fstat, htz_p = htz$p_val),
  imputed = list(terms = pooled, statistic = d1),
  meta = list(R = R.version.string, brglm2 = as.character(packageVersion("brglm2")),
    clubSandwich = as.character(packageVersion("clubSandwich")), sandwich = as.character(packageVersion("sandwich")))),
  "expected.json", digits = NA, auto_unbox = TRUE, pretty = TRUE)
