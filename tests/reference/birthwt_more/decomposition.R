# KHB decomposition, natural effects and BCa for birthwt, with base R and boot.
# Run in this folder: Rscript decomposition.R
suppressMessages({library(boot); library(jsonlite)})
d <- read.csv("../birthwt/data.csv")
tight <- glm.control(epsilon = 1e-14, maxit = 100)

# KHB: smoking, with premature labour and irritable uterus as mediators, age and weight adjusted.
# The reduced model has the residuals of the mediators in their place.
r1 <- resid(lm(ptl01 ~ smoke + age + lwt, d)); r2 <- resid(lm(ui ~ smoke + age + lwt, d))
full <- glm(low ~ smoke + age + lwt + ptl01 + ui, binomial, d, control = tight)
reduced <- glm(low ~ smoke + age + lwt + r1 + r2, binomial, d, control = tight)
theta <- c(coef(lm(ptl01 ~ smoke + age + lwt, d))["smoke"], coef(lm(ui ~ smoke + age + lwt, d))["smoke"])
b <- coef(full)[c("ptl01", "ui")]; Vb <- vcov(full)[c("ptl01", "ui"), c("ptl01", "ui")]
X <- model.matrix(~ smoke + age + lwt, d)
Sigma <- crossprod(cbind(r1, r2)) / nrow(d)   # seemingly unrelated regressions, divisor n
Vt <- Sigma * solve(crossprod(X))["smoke", "smoke"]
khb <- list(total = coef(reduced)[["smoke"]], direct = coef(full)[["smoke"]],
  indirect = coef(reduced)[["smoke"]] - coef(full)[["smoke"]],
  total_se = sqrt(vcov(reduced)["smoke", "smoke"]), direct_se = sqrt(vcov(full)["smoke", "smoke"]),
  indirect_se = sqrt(drop(t(theta) %*% Vb %*% theta + t(b) %*% Vt %*% b)))

# Natural effects of smoking through premature labour, product of both in the outcome model.
effects <- function(d, w = rep(1, nrow(d))) {
  d$w <- w
  m <- suppressWarnings(glm(ptl01 ~ smoke + age + lwt, binomial, d, weights = w, control = tight))
  y <- suppressWarnings(glm(low ~ smoke * ptl01 + age + lwt, binomial, d, weights = w, control = tight))
  risk <- function(a, z) predict(y, transform(d, smoke = a, ptl01 = z), type = "response")
  q <- function(a) predict(m, transform(d, smoke = a), type = "response")
  mean_risk <- function(a, b) weighted.mean(risk(a, 1) * q(b) + risk(a, 0) * (1 - q(b)), w)
  direct <- mean_risk(1, 0) - mean_risk(0, 0); indirect <- mean_risk(1, 1) - mean_risk(1, 0)
  c(direct + indirect, direct, indirect)
}
natural <- effects(d)
set.seed(20260101)
b1 <- boot(d, function(d, i) effects(d[i, ]), R = 2000)
n <- nrow(d)
L <- t(sapply(1:n, function(i) (n - 1) * (natural - effects(d[-i, ]))))
ends <- t(sapply(1:3, function(k)
  boot.ci(b1, type = "bca", index = k, L = L[, k])$bca[4:5]))

# The interval formula alone: fixed replicates and influences.
set.seed(5); t <- rgamma(499, 3); inf <- as.numeric(scale(rexp(60), scale = FALSE)); t0 <- 2.9
fixed <- boot.ci(list(t0 = t0, t = matrix(t), R = 499, call = call("boot"), sim = "ordinary",
  stype = "i", weights = rep(1 / 60, 60), strata = rep(1, 60), data = 1:60),
  type = "bca", L = inf, t0 = t0, t = t)$bca[4:5]

writeLines(toJSON(list(khb = khb, natural = natural, natural_bca = ends,
  bca = list(t = t, L = inf, t0 = t0, ends = fixed), R = R.version.string,
  boot = as.character(packageVersion("boot"))), digits = 15, auto_unbox = TRUE, pretty = TRUE), "decomposition.json")
