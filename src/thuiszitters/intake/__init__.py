"""Getting a cohort in: readers, mapping of columns and values, and the canonical tables."""
