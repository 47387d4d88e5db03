"""Who is in the cohort, by outcome, and which problems occur together."""
