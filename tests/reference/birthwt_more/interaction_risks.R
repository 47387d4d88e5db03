# RERI of odds ratios, interaction contrast of standardised risks and RERI of their ratios, with
# profile likelihood bounds (Richardson and Kaufman 2009), in base R.
# An end solves the conditions of Karush, Kuhn and Tucker by Newton's method, in steps of the drop;
# the program compared with it uses sequential quadratic programming.
# Run in this folder: Rscript interaction_risks.R
suppressMessages(library(jsonlite))
d <- read.csv("../birthwt/data.csv")
tight <- glm.control(epsilon = 1e-14, maxit = 100)
fit <- glm(low ~ age + lwt + smoke * ptl01, binomial, d, control = tight)
top <- as.numeric(logLik(fit))
X <- model.matrix(fit)
centre <- c(0, mean(d$age), mean(d$lwt), 0, 0, 0)
scale <- c(1, sd(d$age), sd(d$lwt), 1, 1, 1)
Z <- sweep(sweep(X, 2, centre), 2, scale, "/")  # columns of one size
start <- coef(glm(d$low ~ Z - 1, family = binomial, control = tight))
loglik <- function(b) { e <- drop(Z %*% b); sum(d$low * e - pmax(e, 0) - log1p(exp(-abs(e)))) }
risk <- function(b, s, p) {
  z <- Z; z[, 4] <- s; z[, 5] <- p; z[, 6] <- s * p
  mean(plogis(drop(z %*% b)))
}
contrast <- function(b) risk(b, 1, 1) - risk(b, 1, 0) - risk(b, 0, 1) + risk(b, 0, 0)
measures <- list(
  reri = function(b) exp(b[4] + b[5] + b[6]) - exp(b[4]) - exp(b[5]) + 1,
  interaction_contrast = contrast,
  reri_risk = function(b) contrast(b) / risk(b, 0, 0))
slope <- function(g, b) sapply(seq_along(b), function(j) {  # five-point differences, error near 1e-12
  h <- 1e-3; at <- function(k) { x <- b; x[j] <- x[j] + k * h; g(x) }
  (at(-2) - 8 * at(-1) + 8 * at(1) - at(2)) / (12 * h)
})
score <- function(b) drop(crossprod(Z, d$low - plogis(drop(Z %*% b))))
# An end is a point where score and slope are parallel and the likelihood is at its target (KKT).
solve_kkt <- function(g, b, lambda, last) {
  at <- function(v) {
    b <- v[1:6]; c(score(b) - v[7] * slope(g, b), last(b))
  }
  v <- c(b, lambda)
  for (i in 1:100) {
    now <- at(v)
    J <- sapply(1:7, function(j) { h <- 1e-5; up <- v; dn <- v; up[j] <- v[j] + h; dn[j] <- v[j] - h; (at(up) - at(dn)) / (2 * h) })
    step <- -solve(J, now); size <- 1
    while (size > 1e-6 && sum(at(v + size * step)^2) >= sum(now^2)) size <- size / 2
    v <- v + size * step
    if (max(abs(step)) < 1e-11) break
  }
  stopifnot(max(abs(at(v))) < 1e-7)
  v[1:6]
}
half <- qchisq(0.95, 1) / 2
V <- solve(crossprod(Z * sqrt(plogis(drop(Z %*% start)) * (1 - plogis(drop(Z %*% start))))))
result <- lapply(measures, function(g) {
  estimate <- unname(g(start)); s <- slope(g, start); se <- sqrt(drop(s %*% V %*% s))
  end <- function(side) {
    # Follow the end from a small drop to the whole one.
    b <- start; lambda <- NULL
    for (share in c(0.05, 0.2, 0.4, 0.6, 0.8, 1)) {
      target <- top - half * share
      z <- sqrt(2 * half * share)
      if (is.null(lambda)) { b <- start + side * z * drop(V %*% s) / se; lambda <- -side * z / se }
      b <- solve_kkt(g, b, lambda, function(b) loglik(b) - target)
      sl <- slope(g, b); lambda <- sum(score(b) * sl) / sum(sl^2)
    }
    unname(g(b))
  }
  null <- solve_kkt(g, start - estimate * drop(V %*% s) / se^2, estimate / se^2, g)
  list(estimate = estimate, low = end(-1), high = end(1),
    p_value = pchisq(2 * (top - loglik(null)), 1, lower.tail = FALSE))
})
writeLines(toJSON(c(result, R = R.version.string), digits = 15, auto_unbox = TRUE, pretty = TRUE),
  "interaction_risks.json")
