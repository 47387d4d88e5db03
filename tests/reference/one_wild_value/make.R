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

# Robust standard errors, of coefficients and of risk differences (delta method); sites in turn.
suppressMessages({library(sandwich); library(clubSandwich)})
site <- (seq_len(n) - 1) %% 12
kinds <- list(HC1 = vcovHC(fit, type = "HC1"), CR1 = vcovCL(fit, cluster = site, type = "HC0", cadjust = TRUE),
              CR2 = vcovCR(fit, cluster = site, type = "CR2"))
X <- model.matrix(fit)
gradient <- function(x) { p <- plogis(as.vector(x %*% coef(fit))); colMeans(p * (1 - p) * x) }
replaced <- function(j, value) { x <- X; x[, j] <- value; gradient(x) }
change <- function(j, high, low) replaced(j, high) - replaced(j, low)
slopes <- list(age = change(2, X[, 2] + 1, X[, 2]), group = change(3, X[, 3] + 1, X[, 3]))
robust <- do.call(rbind, lapply(names(kinds), function(kind) { V <- as.matrix(kinds[[kind]])
  data.frame(kind, term = c("age", "group"), std_error = sqrt(diag(V))[2:3],
             difference_error = sapply(slopes, function(g) sqrt(as.vector(g %*% V %*% g)))) }))
robust[3:4] <- lapply(robust[3:4], format, digits = 15)
write.csv(robust, "expected_robust.csv", row.names = FALSE, quote = FALSE)
