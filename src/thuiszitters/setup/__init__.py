"""Before anything is fitted: a cohort file from files nobody described, and a look at a cohort."""
