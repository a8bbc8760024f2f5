"""Drafting: what was said, as condensed written minutes, by named rules and without a generator."""
