"""What is missing on this computer, and the cure: one finding a line, each tried for real.

`machine` looks at the computer, `parts` at the libraries, `stock` at models and programs beside
Python; `examine` puts them in the order in which a clerk would mend them.
"""
