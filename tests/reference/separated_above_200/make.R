# Firth's profile of one number under complete separation with more than 200 pupils, base R.
# Run in this folder: Rscript make.R
# Given a slope the intercept solves its modified score, by uniroot; so does the slope, given that.
# An end is where the penalised likelihood, highest over the intercept, has dropped by half the quantile.
# Every root of the intercept's score on a grid is tried, so that a lower maximum is never taken.
half <- qchisq(0.95, 1) / 2
parts <- function(a, b, x, y) {
  p <- plogis(a + b * x); w <- p * plogis(-(a + b * x))
  s0 <- sum(w); u <- x - sum(w * x) / s0; s2 <- sum(w * u^2)  # about the weighted mean: no digits cancel
  h <- w * (1 / s0 + u^2 / s2)
  r <- y - p + h * (0.5 - p)
  eta <- (2 * y - 1) * (a + b * x)
  list(value = sum(-log1p(exp(-abs(eta))) + pmin(eta, 0)) + 0.5 * (log(s0) + log(s2)), a = sum(r), b = sum(r * x))
}
best <- function(b, x, y) {
  grid <- -b * quantile(x, seq(0.02, 0.98, 0.02), names = FALSE) - 1e-3
  score <- sapply(grid, function(a) parts(a, b, x, y)$a)
  at <- which(diff(sign(score)) != 0)
  if (!length(at) || abs(b) < 1e-6) return(uniroot(function(a) parts(a, b, x, y)$a, c(-10, 10), tol = 1e-15)$root)
  roots <- sapply(at, function(i) uniroot(function(a) parts(a, b, x, y)$a, sort(grid[i + 0:1]), tol = 1e-15)$root)
  roots[which.max(sapply(roots, function(a) parts(a, b, x, y)$value))]
}
profile <- function(b, x, y) parts(best(b, x, y), b, x, y)$value
numbers <- function(name, x, y, from, to) {
  # The slope in units of the standard deviation, and back.
  s <- sd(x); m <- mean(x); z <- (x - m) / s
  top <- uniroot(function(b) parts(best(b, z, y), b, z, y)$b, c(from, to) * s, tol = 1e-14)$root
  high <- profile(top, z, y); drop <- function(b) high - profile(b, z, y) - half
  low <- uniroot(drop, c(0.01 * top, top), tol = 1e-14)$root
  far <- top * 2; while (drop(far) < 0) far <- far * 1.5
  up <- uniroot(drop, c(top, far), tol = 1e-14)$root
  data.frame(case = name, quantity = c("log_odds", "ci_low_log", "ci_high_log", "p_value"), value = sprintf("%.15g",
    c(top / s, low / s, up / s, pchisq(2 * (high - profile(0, z, y)), 1, lower.tail = FALSE))))
}
set.seed(20261127)
ordered <- data.frame(x = 1:400, y = as.integer(1:400 > 200))
x <- round(rnorm(300), 4); normal <- data.frame(x = x, y = as.integer(x > 0.3))
write.csv(ordered, "separated_ordered.csv", row.names = FALSE, quote = FALSE)
write.csv(normal, "separated_normal.csv", row.names = FALSE, quote = FALSE)
write.csv(rbind(numbers("separated_ordered", ordered$x, ordered$y, 0.05, 60), numbers("separated_normal", normal$x, normal$y, 0.5, 3000)),
  "expected.csv", row.names = FALSE, quote = FALSE)
