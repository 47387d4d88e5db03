"""What a fitted model says in other words: risks, decomposition, interaction."""
