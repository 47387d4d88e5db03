# Natural effects when the outcome model is separated: Firth by brglm2, intercept by FLIC, base R.
# Run in this folder: Rscript separated_decomposition.R
suppressMessages({library(brglm2); library(jsonlite)})
d <- expand.grid(x = 0:1, z = 0:1)
d$events <- c(6, 9, 8, 12); d$n <- c(40, 30, 25, 12)   # with both, everyone has the outcome
tight <- brglmControl(type = "AS_mean", epsilon = 1e-13, maxit = 2000)
y <- glm(cbind(events, n - events) ~ x * z, binomial, d, method = "brglmFit", control = tight)
m <- glm(z ~ x, binomial, d, weights = n, control = glm.control(epsilon = 1e-14))
eta <- predict(y)
shift <- uniroot(function(s) sum(d$n * plogis(eta + s)) - sum(d$events), c(-5, 5), tol = 1e-15)$root
risk <- function(a, b) plogis(predict(y, transform(d, x = a, z = b)) + shift)
q <- function(a) predict(m, transform(d, x = a), type = "response")
mean_risk <- function(a, b) weighted.mean(risk(a, 1) * q(b) + risk(a, 0) * (1 - q(b)), d$n)
direct <- mean_risk(1, 0) - mean_risk(0, 0)
indirect <- mean_risk(1, 1) - mean_risk(1, 0)
writeLines(toJSON(list(data = d, natural = c(direct + indirect, direct, indirect), R = R.version.string,
  brglm2 = as.character(packageVersion("brglm2"))), digits = 15, auto_unbox = TRUE, pretty = TRUE),
  "separated_decomposition.json")
