"""Archive: what is kept of a sitting, sealed in open formats; one file per format.

Nothing here decides what the minutes say: values and finished files come in, a package goes out.
"""
