"""A first cohort file, drafted from the files themselves, with its evidence as comments."""
