"""Samples -> turns of anonymous voices. The door is `stage`."""
