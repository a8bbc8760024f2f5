"""Draft the official minutes of municipal committees from their recordings.

Settings that must stand before any engine is imported are made here: telemetry and network
access of the libraries are off. ``minutes models fetch`` alone goes to the network, and says so.
"""

import os

__version__ = "0.1.0"

# pyannote.audio and onnxruntime send usage figures unless told otherwise before their import, the
# one through OpenTelemetry; onnxruntime also keeps a number of this computer in the home folder.
os.environ["PYANNOTE_METRICS_ENABLED"] = "0"
os.environ["OTEL_SDK_DISABLED"] = "true"
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["DO_NOT_TRACK"] = "1"

# Weights are read as tables, never run as a program, also where a library would allow it.
os.environ["TORCH_FORCE_WEIGHTS_ONLY_LOAD"] = "1"
os.environ.pop("TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD", None)

# Threads of the engines sleep while they wait. By default they spin, and on a PC that does
# anything else at the same time that costs a multiple of the work (docs/decisions/0005).
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("KMP_BLOCKTIME", "0")
