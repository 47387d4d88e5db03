# R's numbers of the tables in a JSON file: Rscript reference.R tables.json answers.json
# One process for all tables. Estimates by an own Newton search with halved steps, handed to glm as
# its start, so that what packages make of a fit does not depend on where glm stops; profile ends by
# uniroot on that search. brglm2 is a second opinion on Firth, sandwich and clubSandwich make the
# robust covariances, mice pools.
suppressPackageStartupMessages({library(jsonlite); library(brglm2); library(sandwich); library(clubSandwich); library(mice)})
options(warn = -1)
TARGET <- qchisq(0.95, 1)

# The inverse of an information matrix whose columns may have any unit.
inverse <- function(M) { unit <- 1 / sqrt(diag(M)); outer(unit, unit) * solve(M * outer(unit, unit)) }
log1pexp <- function(x) pmax(x, 0) + log1p(exp(-abs(x)))

# Value, score and curvature of the (penalised) log likelihood of e of n pupils per row.
at <- function(d, beta) {
  eta <- drop(d$X %*% beta); p <- plogis(eta); w <- d$n * p * plogis(-eta)
  value <- sum(d$e * eta - d$n * log1pexp(eta)); residual <- d$e - d$n * p; weight <- w
  if (d$firth) {
    root <- tryCatch(chol(crossprod(d$X * sqrt(w))), error = function(e) NULL)
    if (is.null(root)) return(list(value = -Inf))
    half <- forwardsolve(t(root), t(d$X)); h <- w * colSums(half^2)
    value <- value + sum(log(diag(root))); residual <- residual + h * (0.5 - p); weight <- w * (1 + h / d$n)
  }
  list(value = value, score = drop(crossprod(d$X, residual)), curvature = crossprod(d$X * sqrt(weight)),
    information = crossprod(d$X * sqrt(w)), p = p)
}

# Minus the derivative of the penalised score, by central differences: where Fisher's steps are slow, exact
# curvature is not. NULL where it is not positive definite.
bent <- function(d, beta, free, scale) {
  places <- which(free); step <- 1e-5 / scale
  columns <- sapply(seq_along(places), function(i) {
    up <- down <- beta; up[places[i]] <- up[places[i]] + step[i]; down[places[i]] <- down[places[i]] - step[i]
    above <- at(d, up)$score; below <- at(d, down)$score
    if (is.null(above) || is.null(below)) return(rep(NA_real_, length(places)))
    -(above[free] - below[free]) / (2 * step[i])
  })
  columns <- matrix(columns, length(places)); columns <- (columns + t(columns)) / 2 / outer(scale, scale)
  if (any(!is.finite(columns)) || is.null(tryCatch(chol(columns), error = function(e) NULL))) NULL else columns
}

# The maximum over the free coefficients, from one start.
climb <- function(d, beta, free = rep(TRUE, length(beta)), steps = 400) {
  here <- at(d, beta)
  if (!is.finite(here$value)) return(list(beta = beta, value = -Inf, done = FALSE))
  for (i in seq_len(steps)) {
    scale <- sqrt(diag(here$curvature))[free]
    if (!any(free)) return(list(beta = beta, value = here$value, done = TRUE))
    curvature <- if (d$firth && i > 6) bent(d, beta, free, scale)
    if (is.null(curvature)) curvature <- here$curvature[free, free, drop = FALSE] / outer(scale, scale)
    step <- tryCatch(solve(curvature, here$score[free] / scale) / scale,
      error = function(e) NULL)
    if (is.null(step) || any(!is.finite(step))) return(list(beta = beta, value = here$value, done = FALSE))
    rise <- sum(step * here$score[free])
    if (rise < 1e-20) return(list(beta = beta, value = here$value, done = TRUE))
    share <- 1
    repeat {
      trial <- beta; trial[free] <- beta[free] + share * step
      there <- at(d, trial)
      if (is.finite(there$value) && there$value >= here$value - 1e-13 * (1 + abs(here$value))) break
      share <- share / 2
      if (share < 1e-12) return(list(beta = beta, value = here$value, done = rise < 1e-12))
    }
    beta <- trial; here <- there
  }
  list(beta = beta, value = here$value, done = rise < 1e-12)
}

best <- function(d, starts, free = rep(TRUE, ncol(d$X))) {
  found <- lapply(starts, function(start) climb(d, start, free))
  found[[which.max(sapply(found, `[[`, "value"))]]
}

# Starts in all directions, of several lengths, in standard errors.
scattered <- function(centre, spread, amount) {
  lapply(seq_len(amount), function(i) centre + rnorm(length(centre)) * spread * exp(runif(1, log(0.3), log(10))))
}

profile_drop <- function(d, top, j, value, warm, extra = list()) {
  free <- seq_along(top$beta) != j
  starts <- c(list(warm, top$beta), extra)
  starts <- lapply(starts, function(start) { start[j] <- value; start })
  found <- best(d, starts, free)
  if (!found$done) { zero <- rep(0, length(top$beta)); zero[j] <- value; found <- best(d, c(list(found$beta), list(zero)), free) }
  list(drop = 2 * (top$value - found$value), beta = found$beta)
}

profile_end <- function(d, top, j, side, error, extra = list()) {
  near <- top$beta[j]; warm <- top$beta; reach <- error
  repeat {
    far <- top$beta[j] + side * reach
    found <- profile_drop(d, top, j, far, warm, extra)
    if (found$drop > TARGET || reach > 1e6 * error) break
    near <- far; warm <- found$beta; reach <- reach * 1.5
  }
  uniroot(function(b) profile_drop(d, top, j, b, warm, extra)$drop - TARGET, sort(c(near, far)),
    tol = 1e-11 * reach, maxiter = 500)$root
}

# Distinct rows with their pupils and events.
collapse <- function(X, y, n) {
  key <- do.call(paste, as.data.frame(X)); first <- !duplicated(key)
  place <- match(key, key[first])
  list(X = X[first, , drop = FALSE], e = as.vector(rowsum(y * n, place)), n = as.vector(rowsum(n, place)), firth = FALSE)
}

columns_of <- function(rows, table) {
  X <- cbind(`(Intercept)` = rep(1, length(rows$outcome))); of <- ""; centred <- FALSE
  for (name in table$predictors) {
    levels <- unlist(table$levels[[name]])
    if (length(levels)) {
      for (level in levels[-1]) { X <- cbind(X, as.numeric(rows[[name]] == level)); colnames(X)[ncol(X)] <- paste0(name, "=", level); of <- c(of, name) }
    } else {
      x <- rows[[name]]
      if (abs(mean(x)) > 10 * sd(x)) { x <- x - sort(x)[1]; centred <- TRUE }
      X <- cbind(X, x); colnames(X)[ncol(X)] <- name; of <- c(of, name)
    }
  }
  keep <- c(TRUE, apply(X[, -1, drop = FALSE], 2, function(x) length(unique(x)) > 1))
  list(X = X[, keep, drop = FALSE], of = of[keep], centred = centred)
}

plain <- function(rows) lapply(rows, function(column) { column[vapply(column, is.null, TRUE)] <- NA; unlist(column) })

complete <- function(rows, table) {
  used <- Reduce(`&`, lapply(rows[table$predictors], function(x) !is.na(x))) & rows$n_pupils > 0
  lapply(rows, function(x) x[used])
}

risks <- function(X, of, n, beta, V, shift, put) {
  average <- function(x) {
    p <- plogis(drop(x %*% beta) + shift); share <- n / sum(n)
    list(p = sum(share * p), g = drop(crossprod(x, share * p * (1 - p))))
  }
  for (j in seq_along(of)[-1]) {
    up <- low <- X
    if (colnames(X)[j] == of[j]) up[, j] <- up[, j] + 1
    else { up[, of == of[j]] <- 0; low[, of == of[j]] <- 0; up[, j] <- 1 }
    a <- average(up); r <- average(low); name <- colnames(X)[j]
    put("risk", name, a$p); put("risk_reference", name, r$p)
    if (is.null(V)) next
    error <- function(g) sqrt(drop(t(g) %*% V %*% g))
    put("difference_error", name, error(a$g - r$g)); put("log_ratio_error", name, error(a$g / a$p - r$g / r$p))
    put("logit_error", name, error(a$g / (a$p * (1 - a$p))))
  }
}

answer <- function(table) {
  table$predictors <- unlist(table$predictors)
  set.seed(table$number)
  found <- list(); put <- function(what, name, value) found[[paste(what, name, sep = "|")]] <<- unname(value)
  rows <- complete(plain(table$rows), table); made <- columns_of(rows, table); X <- made$X; of <- made$of
  if (qr(scale(X[, -1, drop = FALSE]))$rank < ncol(X) - 1 || length(unique(rows$outcome)) < 2) return(list(`skipped|` = 1))
  d <- collapse(X, rows$outcome, rows$n_pupils); k <- ncol(X); named <- if (made$centred) 2:k else 1:k
  zero <- rep(0, k)
  # Separated: linear predictors still grow after many Newton steps.
  some <- climb(d, zero, steps = 35); more <- climb(d, some$beta, steps = 15)
  separated <- !more$done || max(abs(d$X %*% (more$beta - some$beta))) > 0.5
  put("separated", "", as.numeric(separated))
  if (separated || table$estimator == "firth") firth(d, of, named, put)
  else likelihood(d, X, of, named, rows, more, put)
  if (length(table$completed)) pooled(table, put)
  found
}

firth <- function(d, of, named, put) {
  d$firth <- TRUE; k <- ncol(d$X); spread <- 1 / apply(d$X, 2, function(x) max(sd(x), 0.1))
  first <- climb(d, rep(0, k))
  top <- best(d, c(list(first$beta), scattered(first$beta, spread, 8)))
  V <- inverse(at(d, top$beta)$information); error <- sqrt(diag(V))
  # Profiles of at most four terms: each end is searched from many places.
  profiled <- named[unique(round(seq(1, length(named), length.out = min(4, length(named)))))]
  for (j in named) {
    name <- colnames(d$X)[j]
    put("firth_beta", name, top$beta[j]); put("firth_error", name, error[j])
    if (!(j %in% profiled)) next
    extra <- list(); ends <- c(0, 0)
    for (round in 1:4) {
      ends <- c(profile_end(d, top, j, -1, error[j], extra), profile_end(d, top, j, 1, error[j], extra))
      again <- c(list(rep(0, k)), scattered(top$beta, spread, 5))
      lower <- sapply(ends, function(b) profile_drop(d, top, j, b, top$beta, c(extra, again))$drop) - TARGET
      if (max(abs(lower)) < 1e-7) break
      extra <- c(extra, again)
    }
    put("firth_low", name, ends[1]); put("firth_high", name, ends[2])
    put("firth_p", name, pchisq(profile_drop(d, top, j, 0, top$beta, again)$drop, 1, lower.tail = FALSE))
  }
  other <- tryCatch(brglm_fit(d$X, d$e / d$n, weights = d$n, family = binomial(),
    control = list(epsilon = 1e-12, maxit = 300, type = "AS_mean")), error = function(e) list(converged = FALSE))
  # Where brglm2 ends on a lower maximum it has another answer, which is not the highest.
  if (isTRUE(other$converged) && at(d, other$coefficients)$value > top$value - 1e-9)
    for (j in named) put("brglm2_beta", colnames(d$X)[j], other$coefficients[j])
  eta <- drop(d$X %*% top$beta)
  shift <- uniroot(function(s) sum(d$n * plogis(eta + s)) - sum(d$e), c(-30, 30), tol = 1e-13)$root
  risks(d$X, of, d$n, top$beta, NULL, shift, function(what, name, value) put(paste0("flic_", what), name, value))
}

likelihood <- function(d, X, of, named, rows, top, put) {
  top <- climb(d, top$beta); V <- inverse(at(d, top$beta)$information); error <- sqrt(diag(V)); k <- ncol(X)
  put("log_likelihood", "", top$value)
  for (j in named) {
    name <- colnames(X)[j]
    put("beta", name, top$beta[j]); put("error", name, error[j])
    put("wald_p", name, 2 * pnorm(-abs(top$beta[j] / error[j])))
    put("low", name, profile_end(d, top, j, -1, error[j])); put("high", name, profile_end(d, top, j, 1, error[j]))
    put("lr_p", name, pchisq(profile_drop(d, top, j, 0, top$beta)$drop, 1, lower.tail = FALSE))
  }
  restricted <- function(out) 2 * (top$value - climb(d, ifelse(out, 0, top$beta), !out)$value)
  blocks <- setdiff(unique(of), "")
  for (name in blocks) put("lr_statistic", name, restricted(of == name))
  put("lr_statistic", "", restricted(of != ""))
  risks(d$X, of, d$n, top$beta, V, 0, put)
  # What packages make of the fit, one row per pupil.
  each <- rep(seq_along(rows$outcome), rows$n_pupils)
  data <- list(y = rows$outcome[each], X = X[each, , drop = FALSE])
  fit <- glm(y ~ 0 + X, binomial, data, start = top$beta, control = glm.control(epsilon = 1e-14, maxit = 100))
  for (j in named) put("glm_beta", colnames(X)[j], coef(fit)[j])
  if (is.null(rows$site)) {
    robust <- sqrt(diag(vcovHC(fit, type = "HC1")))
    for (j in named) put("HC1_error", colnames(X)[j], robust[j])
    return()
  }
  site <- rows$site[each]; G <- length(unique(site)); usual <- vcovCL(fit, cluster = site, type = "HC0", cadjust = TRUE)
  reduced <- vcovCR(fit, cluster = site, type = "CR2")
  one <- coef_test(fit, vcov = reduced, test = "Satterthwaite")
  for (j in named) {
    name <- colnames(X)[j]
    put("CR1_error", name, sqrt(usual[j, j])); put("CR1_p", name, 2 * pt(-abs(top$beta[j]) / sqrt(usual[j, j]), G - 1))
    put("CR2_error", name, one$SE[j]); put("CR2_df", name, one$df_Satt[j]); put("CR2_p", name, one$p_Satt[j])
  }
  for (name in blocks) {
    places <- which(of == name); q <- length(places); if (q >= G - 1) next
    W <- drop(top$beta[places] %*% solve(usual[places, places], top$beta[places]))
    put("CR1_block_p", name, pf(W / q, q, G - 1, lower.tail = FALSE))
    if (q > 1) put("CR2_block_p", name, Wald_test(fit, constraints = constrain_zero(places), vcov = reduced, test = "HTZ")$p_val)
  }
}

pooled <- function(table, put) {
  fits <- lapply(table$completed, function(rows) {
    rows <- plain(rows); X <- columns_of(rows, table)$X
    glm(y ~ 0 + X, binomial, list(y = rows$outcome, X = X), control = glm.control(epsilon = 1e-14, maxit = 100))
  })
  names <- colnames(columns_of(plain(table$completed[[1]]), table)$X)
  if (any(sapply(fits, function(f) length(coef(f)) != length(names) || max(abs(f$linear.predictors)) > 15))) return()
  found <- summary(pool(as.mira(fits)))
  for (j in seq_along(names)) {
    put("pooled_beta", names[j], found$estimate[j]); put("pooled_error", names[j], found$std.error[j])
    put("pooled_df", names[j], found$df[j]); put("pooled_p", names[j], found$p.value[j])
  }
}

given <- commandArgs(TRUE)
tables <- fromJSON(given[1], simplifyVector = FALSE)
answers <- lapply(tables, function(table) {
  found <- tryCatch(answer(table), error = function(e) list(`failed|` = conditionMessage(e)))
  list(number = table$number, found = found)
})
write_json(answers, given[2], digits = NA, auto_unbox = TRUE)
