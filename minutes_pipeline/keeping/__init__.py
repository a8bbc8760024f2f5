"""What the commands on keeping ask of the product: approve, archive, verify, purge.

This is where rendering, the state of the stages and the archive meet; each stays in its room.
"""
