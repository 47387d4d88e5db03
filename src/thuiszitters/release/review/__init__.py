"""A page for the person who decides whether results may leave, and the same in the terminal."""
