"""Before anything is fitted: a draft of a cohort file, a look at a cohort, synthetic cohorts."""
