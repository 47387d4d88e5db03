"""Released numbers as tables that people read."""
