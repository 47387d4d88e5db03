# Kaplan-Meier with ties and censoring, read at fixed times; the log-log interval. And Wilson's
# score interval of a share. Rscript make.R writes data.csv and expected.json.
library(survival)
library(jsonlite)
lung <- survival::lung
data <- data.frame(time = lung$time, ended = as.integer(lung$status == 2))
write.csv(data, "data.csv", row.names = FALSE)
at <- c(4, 7, 30, 91, 105, 180, 364, 700, 1022)
curve <- function(level) {
  fit <- survfit(Surv(time, ended) ~ 1, data = data, conf.type = "log-log", conf.int = level)
  found <- summary(fit, times = at)
  list(surv = found$surv, low = found$lower, high = found$upper,
       later = sapply(at, function(t) sum(data$time > t)))
}
wilson <- function(part, whole, level) {
  prop.test(part, whole, conf.level = level, correct = FALSE)$conf.int[1:2]
}
shares <- list(c(10, 50), c(0, 37), c(37, 37), c(203, 320), c(1, 1000))
made <- list(
  meta = list(R = R.version.string, survival = as.character(packageVersion("survival")),
              data = "survival::lung (Loprinzi et al. 1994)"),
  at = at, level_95 = curve(0.95), level_90 = curve(0.90),
  wilson = lapply(shares, function(s) list(part = s[1], whole = s[2],
    level_95 = wilson(s[1], s[2], 0.95), level_99 = wilson(s[1], s[2], 0.99)))
)
write_json(made, "expected.json", digits = NA, auto_unbox = TRUE, pretty = TRUE, na = "null")
