"""Text files with equal lines."""

WANTED = ("y", "place")
