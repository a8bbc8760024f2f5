"""Where the data files that come with the program lie: the model catalog, the cities' forms."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent.parent


def bundled(kind: Literal["models", "templates"]) -> Path:
    """Return the folder that holds the data files of one kind.

    In a checkout these are the folders beside the package, so that a form can be edited in
    place; in an installed program they are copies inside the package. A checkout is told by its
    ``pyproject.toml``: a folder named ``models`` beside an installed package may be anybody's.

    Args:
        kind: ``"models"`` (``catalog.toml``) or ``"templates"`` (a folder for each city).
    """
    checkout = _PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / kind).is_dir():
        return checkout / kind
    return _PACKAGE / "_bundled" / kind
