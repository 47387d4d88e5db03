# Interaction, RERI, splines and calibration for birthwt, with base R and rms.
# Run in this folder: Rscript make.R
suppressMessages({library(rms); library(jsonlite)})
d <- read.csv("../birthwt/data.csv")
tight <- glm.control(epsilon = 1e-14, maxit = 100)

# Interaction of smoking and hypertension-free history of premature labour, age and weight adjusted.
small <- glm(low ~ age + lwt + smoke + ptl01, binomial, d, control = tight)
large <- glm(low ~ age + lwt + smoke * ptl01, binomial, d, control = tight)
b <- coef(large)[c("smoke", "ptl01", "smoke:ptl01")]
V <- vcov(large)[names(b), names(b)]
joint <- exp(sum(b))
reri <- joint - exp(b[[1]]) - exp(b[[2]]) + 1
slope <- c(joint - exp(b[[1]]), joint - exp(b[[2]]), joint)
ap <- reri / joint
ap_slope <- slope / joint - ap
interaction <- list(
  coef = as.list(coef(large)), lr = deviance(small) - deviance(large),
  reri = reri, reri_se = sqrt(drop(t(slope) %*% V %*% slope)),
  ap = ap, ap_se = sqrt(drop(t(ap_slope) %*% V %*% ap_slope)))

# Spline of mother's weight on rms' own default knots, and the test of its bend.
knots <- attr(rcs(d$lwt, 4), "parms")
straight <- glm(low ~ age + lwt + smoke, binomial, d, control = tight)
basis <- rcspline.eval(d$lwt, knots = knots, inclx = FALSE)
bent <- glm(low ~ age + lwt + smoke + basis, binomial, d, control = tight)
spline <- list(knots = knots, coef = unname(coef(bent)), loglik = as.numeric(logLik(bent)),
  lr = deviance(straight) - deviance(bent), df = ncol(basis))

# Calibration of a model of the odd rows on the even rows.
train <- d[seq(1, 189, 2), ]; test <- d[seq(2, 188, 2), ]
m <- glm(low ~ age + lwt + smoke + ht, binomial, train, control = tight)
lp <- predict(m, test)
slope_fit <- glm(test$low ~ lp, binomial, control = tight)
calibration <- list(
  intercept = coef(glm(test$low ~ 1, binomial, offset = lp, control = tight))[[1]],
  slope = coef(slope_fit)[[2]], slope_se = sqrt(vcov(slope_fit)[2, 2]))

writeLines(toJSON(list(interaction = interaction, spline = spline, calibration = calibration,
  R = R.version.string, rms = as.character(packageVersion("rms"))),
  digits = 15, auto_unbox = TRUE, pretty = TRUE), "numbers.json")
