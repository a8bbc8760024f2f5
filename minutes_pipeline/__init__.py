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

# Threads of the engines sleep while they wait. By default they spin, and on a PC that does
# anything else at the same time that costs a multiple of the work (docs/decisions/0005).
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("KMP_BLOCKTIME", "0")
