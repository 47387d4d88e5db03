# What mice says about the cohorts of prove_imputation.py.
# Usage: python benchmarks/prove_imputation.py --export FOLDER --cohorts 400
#        Rscript benchmarks/prove_imputation.R FOLDER benchmarks/prove_imputation_mice.csv
# One predictor is incomplete, so one round (maxit = 1) is a whole imputation.
suppressMessages(library(mice))
arguments <- commandArgs(TRUE)
all <- read.csv(file.path(arguments[1], "cohorts.csv"))
all$girl <- factor(all$girl, c("no", "yes"))
all$home <- factor(all$home, c("none", "some", "serious"))
all$outcome <- factor(all$outcome)
names <- c("x", "girl=yes", "home=some", "home=serious")

answer <- function(number, matcher) {
  d <- subset(all, cohort == number, select = -cohort)
  imp <- mice(d, m = 20, maxit = 1, seed = 1000 + number, printFlag = FALSE,
              method = c("", "pmm", "", "")[match(names(d), c("outcome", "x", "girl", "home"))],
              use.matcher = matcher)
  fits <- lapply(1:20, function(i)
    glm(outcome ~ x + girl + home, family = binomial, data = complete(imp, i)))
  pooled <- summary(pool(as.mira(fits)), type = "all", conf.int = TRUE)[-1, ]
  data.frame(cohort = number, method = if (matcher) "mice (matcher)" else "mice (matchindex)",
             term = names, estimate = pooled$estimate, std_error = pooled$std.error,
             low = pooled$`2.5 %`, high = pooled$`97.5 %`, p_value = pooled$p.value,
             fmi = pooled$fmi)
}

numbers <- sort(unique(all$cohort))
rows <- c(lapply(numbers, answer, matcher = TRUE),
          lapply(numbers, answer, matcher = FALSE))
result <- do.call(rbind, rows)
result[4:9] <- lapply(result[4:9], signif, 7)
write.csv(result, arguments[2], row.names = FALSE, quote = FALSE)
