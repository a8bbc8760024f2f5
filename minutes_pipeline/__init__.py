"""Draft the official minutes of municipal committees from their recordings.

Settings that must stand before any engine is imported are made here: telemetry and network
access of the libraries are off. ``minutes models fetch`` alone goes to the network, and says so.
"""

import os

__version__ = "0.1.0"

# pyannote.audio sends usage figures unless told otherwise before its import.
os.environ["PYANNOTE_METRICS_ENABLED"] = "0"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["DO_NOT_TRACK"] = "1"
