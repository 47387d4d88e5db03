"""What leaves: every result table declared once, and how released results are read."""
