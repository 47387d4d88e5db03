# CR2 with Satterthwaite degrees of freedom and HTZ tests of factors, from clubSandwich.
# Run in this folder: Rscript make.R
suppressMessages({library(clubSandwich); library(geepack); library(jsonlite)})
tight <- glm.control(epsilon = 1e-14, maxit = 100)

numbers <- function(fit, cluster, tests) {
  V <- vcovCR(fit, cluster = cluster, type = "CR2")
  one <- coef_test(fit, vcov = V, test = "Satterthwaite")
  joint <- lapply(tests, function(at) {
    w <- Wald_test(fit, constraints = constrain_zero(at), vcov = V, test = "HTZ")
    list(at = I(at), F = w$Fstat, df = w$df_denom, p = w$p_val)
  })
  ends <- conf_int(fit, vcov = V, level = 0.95)
  list(beta = unname(coef(fit)), V = unname(as.matrix(V)), se = one$SE, df = one$df_Satt, p = one$p_Satt,
    low = ends$CI_L, high = ends$CI_U, tests = joint)
}

data(ohio)
ohio_fit <- glm(resp ~ age + smoke, binomial, ohio, control = tight)

# Eight schools, unequal; measure is the same within a school, exists only there; only is a level of one school.
set.seed(8)
schools <- c(9, 12, 15, 20, 26, 33, 40, 45)
d <- data.frame(school = rep(seq_along(schools), schools))
d$measure <- c(0, 1, 0, 0, 1, 1, 0, 1)[d$school]
d$age <- sample(6:17, nrow(d), TRUE)
d$group <- sample(c("a", "b", "c"), nrow(d), TRUE)
d$only <- as.integer(d$school == 6)
d$y <- rbinom(nrow(d), 1, plogis(-1.2 + 0.5 * d$measure + 0.08 * (d$age - 11) + 0.4 * (d$group == "b")
  + rnorm(8, 0, 0.6)[d$school]))
write.csv(d[, c("y", "school", "measure", "age", "group", "only")], "data.csv", row.names = FALSE, quote = FALSE)
eight <- glm(y ~ measure + age + group, binomial, d, control = tight)
decided <- glm(y ~ only + age + group, binomial, d, control = tight)

write_json(list(
  ohio = numbers(ohio_fit, ohio$id, list(2:3)),
  eight = numbers(eight, d$school, list(4:5, 2:5)),
  decided = numbers(decided, d$school, list(4:5)),
  meta = list(R = R.version.string, clubSandwich = as.character(packageVersion("clubSandwich")))),
  "expected.json", digits = NA, auto_unbox = TRUE, pretty = TRUE)
