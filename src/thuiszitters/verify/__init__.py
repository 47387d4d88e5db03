"""Shipped reference cases: the same numbers on the user's machine as in other software."""
