# Estimating equations with exchangeable correlation, and the intraclass correlation by analysis of variance.
# Run in this folder: Rscript make.R
suppressMessages({library(geepack); library(jsonlite)})
d <- read.csv("../few_clusters/data.csv"); d <- d[order(d$school), ]
fit <- geeglm(y ~ measure + age + group, binomial, d, id = school, corstr = "exchangeable",
  control = geese.control(epsilon = 1e-10, maxit = 200))
table <- anova(lm(y ~ factor(school), d)); n <- table(d$school)
typical <- (sum(n) - sum(n^2) / sum(n)) / (length(n) - 1); ms <- table[["Mean Sq"]]
write_json(list(beta = unname(coef(fit)), se = unname(summary(fit)$coefficients[, "Std.err"]), alpha = unname(fit$geese$alpha),
  icc = (ms[1] - ms[2]) / (ms[1] + (typical - 1) * ms[2]),
  meta = list(R = R.version.string, geepack = as.character(packageVersion("geepack")))),
  "expected.json", digits = NA, auto_unbox = TRUE, pretty = TRUE)
