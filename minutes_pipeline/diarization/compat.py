"""Imports of torch's companions that would stop for a reason that does not concern this package."""

from __future__ import annotations

from typing import Any

import torch


def import_torchaudio() -> Any:
    """Import torchaudio, which pyannote.audio imports in its turn, and return it.

    torchaudio refuses to be imported when it was built for another CUDA version than torch. Its
    releases have stopped while torch's go on, so that the newest pair on PyPI (torch 2.15 for
    CUDA 13.2, torchaudio 2.11 for 13.0) never fits. Here only its filter bank is used, which is
    written in Python and calls nothing that was compiled for CUDA; so while it is imported, torch
    says nothing of its CUDA version.
    """
    cuda = torch.version.cuda
    torch.version.cuda = None
    try:
        import torchaudio  # only inside the guard
        import torchaudio.compliance.kaldi
    finally:
        torch.version.cuda = cuda
    return torchaudio
