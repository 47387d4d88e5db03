# One logistic regression by R: Rscript fit.R rows|counted FILE.csv; the outcome is column y.
given <- commandArgs(trailingOnly = TRUE)
if (given[1] == "counted") {
  library(data.table)
  data <- fread(given[2])
  counted <- data[, .(events = sum(y), rest = .N - sum(y)), by = c(setdiff(names(data), "y"))]
  fit <- glm(cbind(events, rest) ~ ., binomial, counted)
} else {
  fit <- glm(y ~ ., binomial, read.csv(given[2]))
}
print(exp(cbind(coef(fit), confint.default(fit))))
