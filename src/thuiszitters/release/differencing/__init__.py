"""What earlier releases about the same pupils add to what an outsider knows."""
