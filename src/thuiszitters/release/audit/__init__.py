"""Whether released numbers of large fits give a suppressed count back: a second cohort is shown."""
