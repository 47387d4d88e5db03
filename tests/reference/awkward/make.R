# Tables on which R itself needs care: wild scales, near-collinear columns, profiles along which
# glm diverges from its usual start, counts of zero, levels with commas and accents.
# Run in this folder: Rscript make.R
suppressMessages(library(jsonlite))
tight <- list(epsilon = 1e-14, maxit = 200)

# A fit on columns brought to size, its numbers turned back, and exact profile ends by uniroot; every
# refit starts at the nearest top found so far, since glm.fit's own start can run off.
reference <- function(name, data, formula, weights) {
  frame <- model.frame(formula, data); y <- model.response(frame); x <- model.matrix(formula, frame)
  w <- weights
  mid <- c(0, colMeans(x)[-1]); size <- c(1, apply(x, 2, sd)[-1])
  z <- sweep(sweep(x, 2, mid), 2, size, "/"); z[, 1] <- 1
  fit <- glm.fit(z, y, weights = w, family = binomial(), control = tight)
  V <- solve(crossprod(z * sqrt(w * fit$fitted.values * (1 - fit$fitted.values))))
  p <- fit$fitted.values
  terms <- lapply(seq_len(ncol(z))[-1], function(j) {
    se <- sqrt(V[j, j])
    # What the other columns do not explain: they are free, so the profile is the same.
    others <- lm.fit(z[, -j, drop = FALSE], z[, j]); own <- others$residuals
    top <- fit$coefficients[-j] + others$coefficients * fit$coefficients[[j]]; begin <- top
    drop_at <- function(u) {
      m <- suppressWarnings(glm.fit(z[, -j, drop = FALSE], y, weights = w, offset = own * u * se,
        family = binomial(), start = begin, control = tight))
      begin <<- m$coefficients
      m$deviance - fit$deviance
    }
    at <- fit$coefficients[[j]] / se
    ends <- sapply(c(-1, 1), function(side) {
      begin <<- top; far <- at
      while (drop_at(far) < qchisq(.95, 1)) far <- far + side / 4
      uniroot(function(u) drop_at(u) - qchisq(.95, 1), sort(c(far - side / 4, far)), tol = 1e-12)$root
    })
    begin <<- top
    for (u in seq(at, 0, length.out = 20)) statistic <- drop_at(u)
    list(column = colnames(z)[j], log_odds = fit$coefficients[[j]] / size[[j]], std_error = se / size[[j]],
      low = ends[1] * se / size[[j]], high = ends[2] * se / size[[j]],
      p = pchisq(statistic, 1, lower.tail = FALSE))
  })
  list(name = name, terms = terms, n = sum(w), aic = 2 * ncol(z) + fit$deviance,
    log_likelihood = -fit$deviance / 2, brier = sum(w * (y - p)^2) / sum(w))
}
save <- function(data, name) write.csv(data, paste0(name, ".csv"), row.names = FALSE, na = "")

tooth <- data.frame(y = as.integer(ToothGrowth$len > 19), supp = as.character(ToothGrowth$supp),
  dose = ToothGrowth$dose)
save(tooth, "tooth")

air <- na.omit(airquality)
air <- data.frame(y = as.integer(air$Ozone > 40), wind = air$Wind * 1e6, temp = air$Temp * 1e-6 + 3,
  sun = air$Solar.R + 1e6)
save(air, "air")

long <- rbind(data.frame(y = 1, esoph[, 1:3], n = esoph$ncases),
  data.frame(y = 0, esoph[, 1:3], n = esoph$ncontrols))
long <- data.frame(y = long$y, age = as.character(long$agegp),
  alcohol = sub("0-39g/day", "laag, of \u00e9\u00e9n \"glas\"", as.character(long$alcgp)), n = long$n)
save(long, "esoph")
long$alcohol <- relevel(factor(long$alcohol), "laag, of \u00e9\u00e9n \"glas\"")
used <- long[long$n > 0, ]

set.seed(1); near <- data.frame(x = round(rnorm(200), 6))
near$y <- rbinom(200, 1, plogis(near$x)); near$x2 <- near$x + round(rnorm(200), 3) * 1e-4
save(near, "near")

writeLines(toJSON(list(
  cases = list(
    reference("tooth", tooth, y ~ supp + dose, rep(1, nrow(tooth))),
    reference("air", air, y ~ wind + temp + sun, rep(1, nrow(air))),
    reference("esoph", used, y ~ age + alcohol, used$n),
    reference("near", near, y ~ x + x2, rep(1, nrow(near)))),
  meta = list(R = R.version.string)), auto_unbox = TRUE, digits = NA, pretty = TRUE), "expected.json")
