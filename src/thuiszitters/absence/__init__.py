"""Spells of absence, and the outcome they make under a named definition."""
