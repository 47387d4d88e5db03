# One typing error of 9999 among ages around 14: R's glm, tightened, and exact profile ends.
set.seed(20261127)
n <- 200
age <- round(rnorm(n, 14, 2), 1)
group <- rbinom(n, 1, 0.4)
outcome <- rbinom(n, 1, plogis(-8 + 0.5 * age + 0.4 * group))
age[17] <- 9999
outcome[17] <- 1
data <- data.frame(age, group, outcome)
write.csv(data, "data.csv", row.names = FALSE)
fit <- glm(outcome ~ age + group, binomial, data, control = glm.control(1e-14, 200))
drop <- function(j, b) {
  x <- model.matrix(fit)
  # Without a start at the estimate, glm's own start diverges on the wild row.
  rest <- glm.fit(x[, -j, drop = FALSE], outcome, family = binomial(), offset = x[, j] * b,
                  start = coef(fit)[-j] - c(14 * (b - coef(fit)[j]) * (j == 2), 0),
                  control = glm.control(1e-14, 200))
  rest$deviance - deviance(fit) - qchisq(0.95, 1)
}
se <- sqrt(diag(vcov(fit)))
end <- function(j, side) uniroot(function(b) drop(j, b), coef(fit)[j] + side * se[j] * c(1, 3),
                                 tol = 1e-12)$root
rows <- lapply(2:3, function(j) data.frame(term = names(coef(fit))[j], log_odds = coef(fit)[j],
  std_error = se[j], ci_low = end(j, -1), ci_high = end(j, 1)))
out <- do.call(rbind, rows)
out[-1] <- lapply(out[-1], format, digits = 15)
write.csv(out, "expected.csv", row.names = FALSE, quote = FALSE)
