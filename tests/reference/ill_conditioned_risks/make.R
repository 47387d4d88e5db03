# Estimates and standardised risks of a number whose mean is 1e7 and 1e8 standard deviations: the data, and R's values on
# the column less its mean, which has the same effects. Base R; delta method with exact gradients.
# Run in this folder: Rscript make.R
set.seed(8)
n <- 160
k <- sample(-3:3, n, replace = TRUE); group <- rbinom(n, 1, 0.4)
outcome <- rbinom(n, 1, plogis(-0.8 + 0.3 * k + 0.6 * group))
options(scipen = 20)
write.csv(data.frame(outcome, number = 2e8 + k, group), "data.csv", row.names = FALSE, quote = FALSE)
write.csv(data.frame(outcome, number = 2e7 + k, group), "data_1e7.csv", row.names = FALSE, quote = FALSE)
fit <- glm(outcome ~ k + group, binomial, control = glm.control(epsilon = 1e-14, maxit = 100))
X <- model.matrix(fit); b <- coef(fit); V <- vcov(fit); z <- qnorm(0.975)
one <- function(x) { p <- plogis(drop(x %*% b)); list(p = mean(p), g = colMeans(p * (1 - p) * x)) }
up <- X; up[, 2] <- up[, 2] + 1
g1 <- X; g1[, 3] <- 1; g0 <- X; g0[, 3] <- 0
numbers <- function(name, level, with_it, without) {
  a <- one(with_it); r <- one(without)
  se <- function(g) sqrt(drop(t(g) %*% V %*% g))
  d <- a$p - r$p; sd <- se(a$g - r$g)
  l <- log(a$p / r$p); sl <- se(a$g / a$p - r$g / r$p)
  sr <- se(a$g / (a$p * (1 - a$p)))
  value <- c(risk = a$p, risk_low = plogis(qlogis(a$p) - z * sr), risk_high = plogis(qlogis(a$p) + z * sr),
    risk_reference = r$p, difference = d, difference_low = d - z * sd, difference_high = d + z * sd,
    difference_p = 2 * pnorm(-abs(d / sd)), ratio = exp(l), ratio_low = exp(l - z * sl), ratio_high = exp(l + z * sl))
  data.frame(predictor = name, level = level, quantity = names(value), value = sprintf("%.15g", value))
}
write.csv(rbind(numbers("number", "", up, X), numbers("group", "1", g1, g0)), "expected.csv",
  row.names = FALSE, quote = FALSE)

# Estimates, and profile ends by uniroot on refits.
se <- sqrt(diag(V))
drop_at <- function(j, v) glm.fit(X[, -j], outcome, family = binomial(), offset = X[, j] * v,
  control = glm.control(epsilon = 1e-14, maxit = 100))$deviance - deviance(fit) - qchisq(0.95, 1)
end <- function(j, side) uniroot(function(v) drop_at(j, v), b[j] + side * se[j] * c(1, 3), tol = 1e-13)$root
estimates <- do.call(rbind, lapply(2:3, function(j) data.frame(predictor = c("number", "group")[j - 1], level = c("", "1")[j - 1],
  quantity = c("log_odds", "std_error", "ci_low_log", "ci_high_log"), value = sprintf("%.15g", c(b[j], se[j], end(j, -1), end(j, 1))))))
write.csv(estimates, "estimates.csv", row.names = FALSE, quote = FALSE)
