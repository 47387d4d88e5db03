# Reference numbers for predictive mean matching among discrete explaining columns, with mice.
# Usage: Rscript make.R            (in this folder; about two minutes)
#
# two_groups.csv: 400 rows, a continuous x of mean 50 and SD 10, one binary g, outcome y; about a
# quarter of x is missing at random given y. Expected values of x take four values only, so that
# ties decide who the donors are.
# passengers.csv: like the Titanic (age missing beside sex and class): counts by class, sex and
# survival like those of its 1,309 passengers; ages are drawn by us, so no list is needed.
suppressMessages({library(mice); library(jsonlite)})
options(digits = 17)

two_groups <- function() {
  set.seed(20)
  n <- 400
  g <- rbinom(n, 1, 0.5)
  x <- round(rnorm(n, 50, 10), 1)
  y <- rbinom(n, 1, plogis(-1 + 0.05 * (x - 50) + 0.4 * g))
  lost <- runif(n) < ifelse(y == 1, 0.35, 0.2)
  data.frame(y = y, x = ifelse(lost, NA, x), g = g)
}

passengers <- function() {
  set.seed(1912)
  cells <- data.frame(
    class = rep(1:3, each = 4), female = rep(c(1, 1, 0, 0), 3), survived = rep(c(1, 0), 6),
    n = c(139, 5, 61, 118, 94, 12, 25, 146, 106, 110, 75, 418))
  d <- cells[rep(seq_len(nrow(cells)), cells$n), c("survived", "class", "female")]
  middle <- c(39, 29.5, 25)[d$class] - 4 * d$survived
  age <- round(pmin(pmax(rnorm(nrow(d), middle, 13), 1), 78), 1)
  lost <- runif(nrow(d)) < c(0.12, 0.06, 0.29)[d$class]
  data.frame(survived = d$survived, age = ifelse(lost, NA, age), female = d$female,
             class = paste0("c", d$class))
}

# What one call of mice with m = 20 says, over seeds: its distribution is the reference.
# mice's `matcher` breaks ties for every row anew; its default, `matchindex`, shuffles once for all
# rows, so rows that are alike share five donors by chance. Both are kept; `matcher` is ours.
over_seeds <- function(d, formula, x, seeds, m = 20, matcher = TRUE) {
  d[] <- lapply(d, function(v) if (is.character(v)) factor(v) else v)
  binary <- setdiff(names(d)[sapply(d, is.numeric)], x)
  d[binary] <- lapply(d[binary], factor)
  missing <- is.na(d[[x]])
  one <- function(seed) {
    imp <- mice(d, m = m, maxit = 1, seed = seed, method = "pmm", printFlag = FALSE,
                use.matcher = matcher)
    fits <- lapply(seq_len(m), function(i) glm(formula, family = binomial, data = complete(imp, i),
                                               control = glm.control(epsilon = 1e-12)))
    pooled <- pool(as.mira(fits))$pooled
    drawn <- as.matrix(imp$imp[[x]])
    c(beta = pooled$estimate, se = sqrt(pooled$t), fmi = pooled$fmi,
      mean = mean(drawn), sd = mean(apply(drawn, 2, sd)),
      mean_low = min(colMeans(drawn)), mean_high = max(colMeans(drawn)))
  }
  values <- t(sapply(seq_len(seeds), one))
  terms <- names(coef(glm(formula, family = binomial, data = d)))
  k <- length(terms)
  block <- function(from, name) lapply(seq_len(k), function(i) list(
    term = terms[i], mean = mean(values[, from + i]), sd = sd(values[, from + i])))
  rest <- values[, (3 * k + 1):(3 * k + 4), drop = FALSE]
  list(seeds = seeds, m = m, missing = sum(missing),
       beta = block(0), se = block(k), fmi = block(2 * k),
       drawn = setNames(lapply(1:4, function(i) list(mean = mean(rest[, i]), sd = sd(rest[, i]))),
                        c("mean", "sd", "mean_low", "mean_high")),
       observed = list(mean = mean(d[[x]], na.rm = TRUE), sd = sd(d[[x]], na.rm = TRUE)))
}

# Chance that each donor is drawn: mice::matcher over its own noise.
shares <- function() {
  expected <- c(1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 5, 5, 9)
  wanted <- c(0, 1.4, 2, 4.1, 100)
  set.seed(5)
  draws <- 200000
  index <- mice:::matcher(expected, rep(wanted, each = draws), 5L)
  table <- sapply(seq_along(wanted), function(i)
    tabulate(index[(i - 1) * draws + seq_len(draws)], length(expected)) / draws)
  list(expected = expected, wanted = wanted, draws = draws, shares = t(table))
}

a <- two_groups()
b <- passengers()
write.csv(a, "two_groups.csv", row.names = FALSE, na = "")
write.csv(b, "passengers.csv", row.names = FALSE, na = "")
result <- list(
  meta = list(r = R.version.string, mice = as.character(packageVersion("mice"))),
  matcher = shares(),
  two_groups = over_seeds(a, y ~ x + g, "x", 100),
  two_groups_matchindex = over_seeds(a, y ~ x + g, "x", 30, matcher = FALSE),
  passengers = over_seeds(b, survived ~ age + female + class, "age", 60))
write_json(result, "mice.json", auto_unbox = TRUE, digits = NA, pretty = TRUE)
