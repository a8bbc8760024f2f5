"""The work folder: stored results, their freshness, and the files that people open."""
