"""Samples -> segments of timed words. The door is `stage`."""
