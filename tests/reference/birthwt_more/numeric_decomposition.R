# Natural effects of a number, age per 5 years, through smoking, with base R.
# Every woman five years older is compared with every woman as she is.
# Run in this folder: Rscript numeric_decomposition.R
suppressMessages(library(jsonlite))
d <- read.csv("../birthwt/data.csv")
d$age5 <- d$age / 5
tight <- glm.control(epsilon = 1e-14, maxit = 100)
m <- glm(smoke ~ age5 + lwt + ui, binomial, d, control = tight)
y <- glm(low ~ age5 * smoke + lwt + ui, binomial, d, control = tight)
risk <- function(a, z) predict(y, transform(d, age5 = age5 + a, smoke = z), type = "response")
q <- function(a) predict(m, transform(d, age5 = age5 + a), type = "response")
mean_risk <- function(a, b) mean(risk(a, 1) * q(b) + risk(a, 0) * (1 - q(b)))
direct <- mean_risk(1, 0) - mean_risk(0, 0)
indirect <- mean_risk(1, 1) - mean_risk(1, 0)
writeLines(toJSON(list(natural = c(direct + indirect, direct, indirect), R = R.version.string),
  digits = 15, auto_unbox = TRUE, pretty = TRUE), "numeric_decomposition.json")
