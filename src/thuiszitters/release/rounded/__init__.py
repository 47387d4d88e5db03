"""Numbers beside rounded counts: made from a cohort that has the rounded counts."""
