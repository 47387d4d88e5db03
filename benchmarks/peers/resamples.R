# Bootstrap fits of a small table: Rscript resamples.R FILE.csv TIMES
given <- commandArgs(trailingOnly = TRUE)
data <- read.csv(given[1])
x <- model.matrix(y ~ ., data)
set.seed(1)
found <- replicate(as.integer(given[2]), {
  rows <- sample.int(nrow(x), replace = TRUE)
  suppressWarnings(glm.fit(x[rows, ], data$y[rows], family = binomial())$coefficients)
})
print(apply(found, 1, sd))
