"""Review: a page on this computer on which a person settles what only a person can decide."""
