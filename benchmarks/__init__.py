"""The speech side against what a user would script today from the same libraries and weights."""
