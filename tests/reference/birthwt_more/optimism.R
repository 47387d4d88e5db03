# Optimism by rms::validate (Efron and Gong's bootstrap) on every third row of birthwt: 63 pupils,
# 19 events, 8 coefficients. Most resamples are separated, and rms keeps what lrm.fit stopped at.
# Run in this folder: Rscript optimism.R
suppressMessages({library(rms); library(jsonlite)})
all <- read.csv("../birthwt/data.csv")
d <- all[seq(1, nrow(all), 3), ]
fit <- lrm(low ~ age + lwt + race + smoke + ptl01 + ht + ui, data = d, x = TRUE, y = TRUE, maxit = 50)
set.seed(1)
v <- suppressWarnings(rms::validate(fit, B = 400, maxit = 50))
writeLines(toJSON(list(
  pupils = nrow(d), events = sum(d$low), coefficients = length(coef(fit)) - 1,
  apparent_auc = (v["Dxy", "index.orig"] + 1) / 2, auc = (v["Dxy", "index.corrected"] + 1) / 2,
  slope = v["Slope", "index.corrected"], resamples = v["Dxy", "n"],
  R = R.version.string, rms = as.character(packageVersion("rms"))),
  digits = 15, auto_unbox = TRUE, pretty = TRUE), "optimism.json")
