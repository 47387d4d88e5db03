# Fixed imputations of a clustered table, sandwich's CR1 in each, pooled by hand by Rubin's rules.
# Run in this folder: Rscript make.R
suppressMessages({library(MASS); library(mice); library(sandwich); library(jsonlite)})
m <- 6
d <- transform(bacteria, y = as.integer(y == "y"), week = as.numeric(week))[, c("y", "ID", "trt", "week")]
set.seed(20210101)
d$trt[sample(nrow(d), 30)] <- NA
d$week[sample(nrow(d), 25)] <- NA
filled <- mice(d[, c("y", "trt", "week")], m = m, seed = 1, printFlag = FALSE,
  method = c("", "polyreg", "pmm"))
sets <- lapply(seq_len(m), function(i) cbind(imp = i, ID = d$ID, complete(filled, i)))
write.csv(do.call(rbind, sets), "imputed.csv", row.names = FALSE, quote = FALSE)

# Risk of everyone at a level of trt, and its slope in the coefficients.
standardised <- function(fit, level, data) {
  x <- model.matrix(delete.response(terms(fit)), transform(data, trt = factor(level, levels(data$trt))))
  p <- plogis(drop(x %*% coef(fit)))
  list(risk = mean(p), slope = colMeans(x * p * (1 - p)))
}
one <- function(data) {
  fit <- glm(y ~ trt + week, binomial, data, control = glm.control(epsilon = 1e-14, maxit = 100))
  # HC0 with the cluster adjustment alone is G / (G - 1).
  V <- vcovCL(fit, cluster = data$ID, type = "HC0", cadjust = TRUE)
  high <- standardised(fit, "drug", data); low <- standardised(fit, "placebo", data)
  slope <- high$slope - low$slope
  list(beta = coef(fit), V = V, difference = high$risk - low$risk,
    difference_variance = drop(t(slope) %*% V %*% slope))
}
fits <- lapply(sets, one)
clusters <- length(unique(d$ID)); dfcom <- clusters - 1

pool <- function(q, u) {
  W <- mean(u); B <- var(q); total <- W + (1 + 1 / m) * B
  lambda <- (1 + 1 / m) * B / total
  old <- (m - 1) / lambda^2; observed <- (dfcom + 1) / (dfcom + 3) * dfcom * (1 - lambda)
  df <- old * observed / (old + observed); se <- sqrt(total)
  list(estimate = mean(q), se = se, df = df, low = mean(q) - qt(.975, df) * se,
    high = mean(q) + qt(.975, df) * se, p = 2 * pt(-abs(mean(q) / se), df))
}
terms <- lapply(names(coef(glm(y ~ trt + week, binomial, sets[[1]]))), function(name) c(term = name,
  pool(sapply(fits, function(f) f$beta[[name]]), sapply(fits, function(f) f$V[name, name]))))

# D1 of both levels of trt, with Reiter's (2007) degrees of freedom.
names <- c("trtdrug", "trtdrug+")
q <- sapply(fits, function(f) f$beta[names]); k <- 2
W <- Reduce(`+`, lapply(fits, function(f) f$V[names, names])) / m
B <- cov(t(q)); r <- (1 + 1 / m) * sum(diag(B %*% solve(W))) / k
statistic <- drop(t(rowMeans(q)) %*% solve(W) %*% rowMeans(q)) / (k * (1 + r))
t <- k * (m - 1); a <- r * t / (t - 2); v <- (dfcom + 1) / (dfcom + 3) * dfcom
c0 <- 1 / (t - 4); c1 <- v - 2 * (1 + a); c2 <- v - 4 * (1 + a)
z <- 1 / c2 + c0 * (a^2 * c1 / ((1 + a)^2 * c2)) + c0 * (8 * a^2 * c1 / ((1 + a) * c2^2) +
  4 * a^2 / ((1 + a) * c2)) + c0 * (4 * a^2 / (c2 * c1) + 16 * a^2 * c1 / c2^3) + c0 * (8 * a^2 / c2^2)
residual <- 4 + 1 / z
difference <- pool(sapply(fits, `[[`, "difference"), sapply(fits, `[[`, "difference_variance"))

writeLines(toJSON(list(clusters = clusters, terms = terms,
  trt = list(statistic = statistic, df = residual, p = pf(statistic, k, residual, lower.tail = FALSE)),
  difference = difference[c("estimate", "se")],
  meta = list(R = R.version.string, mice = as.character(packageVersion("mice")),
    sandwich = as.character(packageVersion("sandwich")), MASS = as.character(packageVersion("MASS")))),
  auto_unbox = TRUE, digits = NA, pretty = TRUE), "expected.json")
