# Predicted risks of groups of birthwt (MASS): predict.glm with everyone at some levels. Of a group that
# names every predictor it is one row of predict.glm on the link scale; of another the mean of the
# probabilities, with the standard error on the logit scale by the analytic gradient, given the covariates.
# Run: Rscript make.R > expected.json
d <- read.csv("../birthwt/data.csv")
d$race <- relevel(factor(d$race), ref = "white")
d$smoke <- factor(d$smoke)
control <- list(epsilon = 1e-14, maxit = 50)
z <- qnorm(0.975)
print_one <- function(eta, se) {
  sprintf('{"risk": %.15g, "low": %.15g, "high": %.15g, "se": %.15g}',
    plogis(eta), plogis(eta - z * se), plogis(eta + z * se), se)
}
whole <- glm(low ~ smoke + race, binomial, d, control = control)
all_named <- function(smoke, race) {
  p <- predict(whole, data.frame(smoke = smoke, race = race), type = "link", se.fit = TRUE)
  print_one(p$fit, p$se.fit)
}
fit <- glm(low ~ smoke + race + age + lwt, binomial, d, control = control)
averaged <- function(levels) {
  e <- d
  for (name in names(levels)) e[[name]] <- factor(levels[[name]], levels = levels(d[[name]]))
  p <- predict(fit, e, type = "response")
  X <- model.matrix(delete.response(terms(fit)), e)
  m <- mean(p)
  g <- colMeans(p * (1 - p) * X) / (m * (1 - m))
  print_one(qlogis(m), sqrt(drop(t(g) %*% vcov(fit) %*% g)))
}
cat(sprintf('{"r": "%s",\n "all": {"1,black": %s,\n  "0,white": %s},\n "averaged": {"1,other": %s,\n  "0,": %s}}\n',
  R.version.string, all_named("1", "black"), all_named("0", "white"),
  averaged(list(smoke = "1", race = "other")), averaged(list(smoke = "0"))))
