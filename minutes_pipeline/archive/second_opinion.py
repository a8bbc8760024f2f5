"""The Library of Congress' own checker, asked after ours: two programs that must agree."""

from __future__ import annotations

import logging
from pathlib import Path


def objection(folder: Path) -> str | None:
    """Return what bagit-python has against the package in *folder*, None when nothing.

    Its words are English and name files by path; they are shown as they are.
    """
    import bagit

    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    try:
        bagit.Bag(str(folder)).validate()
    except (bagit.BagError, OSError, UnicodeError, ValueError) as error:
        return " ".join(str(error).split())
    return None
