"""From canonical tables to one row per pupil: eligibility, outcome, constructs, predictors."""
