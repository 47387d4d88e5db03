# Attributable fractions of birthwt (MASS): glm, the fraction of Greenland and Drescher (1993) and
# its standard error on the scale of log(R0 / R) by the analytic gradient, given the covariates.
# Run: Rscript make.R > expected.json
d <- read.csv("../birthwt/data.csv")
d$race <- relevel(factor(d$race), ref = "white")
fit <- glm(low ~ smoke + race + age + lwt, binomial, d, control = list(epsilon = 1e-14, maxit = 50))
b <- coef(fit)
X <- model.matrix(fit)
one <- function(columns) {
  X0 <- X
  X0[, columns] <- 0
  p <- plogis(drop(X %*% b))
  p0 <- plogis(drop(X0 %*% b))
  g <- colMeans(p0 * (1 - p0) * X0) / mean(p0) - colMeans(p * (1 - p) * X) / mean(p)
  est <- log(mean(p0) / mean(p))
  se <- sqrt(drop(t(g) %*% vcov(fit) %*% g))
  z <- qnorm(0.975)
  sprintf('{"log_left": %.15g, "se": %.15g, "fraction": %.15g, "low": %.15g, "high": %.15g}',
    est, se, 1 - exp(est), 1 - exp(est + z * se), 1 - exp(est - z * se))
}
cat(sprintf('{"r": "%s", "smoke": %s, "race": %s}\n', R.version.string,
  one("smoke"), one(c("raceblack", "raceother"))))
