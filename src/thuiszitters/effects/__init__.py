"""What a fitted model says in other words: risks, overlap, interaction."""
