# Combined penalised profiles after imputation (CLIP; Heinze, Ploner & Beyea 2013, section 3).
# Run in this folder: Rscript make.R        (a few seconds)
#
# Endometrial cancer (79 women; NV is separated) with values of PI removed, completed by mice. Firth's
# penalised likelihood is maximised by own Fisher scoring, for the model and with one coefficient
# held; each profile is read as a distribution, and their mean has the ends and the p-value.
suppressMessages({library(mice); library(jsonlite)})
m <- 4
d <- read.csv("../endometrial/data.csv")[, c("HG", "NV", "PI", "EH")]
set.seed(2013)
d$PI[sample(nrow(d), 16)] <- NA
filled <- mice(d, m = m, maxit = 1, seed = 5, printFlag = FALSE, method = c("", "", "pmm", ""))
sets <- lapply(seq_len(m), function(i) complete(filled, i))
write.csv(do.call(rbind, lapply(seq_len(m), function(i) cbind(imp = i, sets[[i]]))), "imputed.csv",
          row.names = FALSE, quote = FALSE)

penalised <- function(x, y, beta) {
  eta <- drop(x %*% beta); p <- plogis(eta); q <- plogis(-eta)
  information <- crossprod(x * sqrt(p * q))
  list(value = sum(plogis((2 * y - 1) * eta, log.p = TRUE)) +
         0.5 * as.numeric(determinant(information)$modulus),
       information = information, p = p, q = q)
}

# Maximum over the free coefficients; the others stay where they start.
maximise <- function(x, y, beta, free = rep(TRUE, ncol(x))) {
  now <- penalised(x, y, beta)
  for (step in 1:2000) {
    w <- now$p * now$q
    h <- w * rowSums((x %*% solve(now$information)) * x)
    score <- drop(crossprod(x, ifelse(y == 1, now$q, -now$p) + h * (now$q - now$p) / 2))[free]
    if (max(abs(score)) < 1e-8) return(c(list(beta = beta), now))
    move <- numeric(length(beta))
    move[free] <- solve(now$information[free, free, drop = FALSE], score)
    repeat {
      new <- penalised(x, y, beta + move)
      if (is.finite(new$value) && new$value >= now$value - 1e-13) break
      move <- move / 2
    }
    beta <- beta + move; now <- new
  }
  stop(paste("not converged", max(abs(score)), max(abs(move)), beta[4], beta[2]))
}

# Columns brought to standard deviations, so that scores are of one size; undone at the end.
size <- function(s) c(1, sapply(s[, c("NV", "PI", "EH")], sd))
fits <- lapply(sets, function(s) {
  x <- cbind(1, as.matrix(s[, c("NV", "PI", "EH")])); k <- size(sets[[1]])
  x <- sweep(x, 2, k, "/")
  c(list(x = x, y = s$HG, k = k), top = list(maximise(x, s$HG, rep(0, 4))))
})
share <- function(fit, i, value) {
  held <- fit$top$beta; held[i] <- value * fit$k[i]
  free <- seq_along(held) != i
  drop <- 2 * (fit$top$value - maximise(fit$x, fit$y, held, free)$value)
  pnorm(sign(held[i] - fit$top$beta[i]) * sqrt(max(drop, 0)))
}
combined <- function(i, value) mean(sapply(fits, share, i = i, value = value))

terms <- lapply(2:4, function(i) {
  betas <- sapply(fits, function(f) f$top$beta[i] / f$k[i])
  errors <- sapply(fits, function(f) sqrt(solve(f$top$information)[i, i]) / f$k[i])
  find <- function(share) uniroot(function(b) combined(i, b) - share, tol = 1e-12,
    interval = mean(betas) + sign(share - 0.5) * c(0.1, 6) * max(errors), extendInt = "yes")$root
  below <- combined(i, 0)
  list(term = c("NV", "PI", "EH")[i - 1], estimate = mean(betas), low = find(0.025),
       high = find(0.975), p = 2 * min(below, 1 - below),
       single = sapply(fits, function(f) f$top$beta[i] / f$k[i]))
})
writeLines(toJSON(list(terms = terms, meta = list(R = R.version.string,
  mice = as.character(packageVersion("mice")))), auto_unbox = TRUE, digits = NA, pretty = TRUE),
  "expected.json")
