"""Minutes <-> Word: the city's form, the draft document, and the list of what a person must check.

The only room that imports python-docx; raw Word XML stands in `wordml` and nowhere else.
"""
