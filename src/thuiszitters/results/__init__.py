"""What leaves, and how to read it."""
