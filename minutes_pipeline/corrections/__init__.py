"""Corrections: what people decided, laid over what the machine made, at every run again."""
