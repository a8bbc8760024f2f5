"""Temporary files of a run: in the work folder, where only its owner may look, and gone at the end.

The system's own place for them is shared by all, is not always erased, and may lie on another disk
than the one that an office keeps its recordings on.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_VARIABLES = ("TMPDIR", "TEMP", "TMP")
_Places = tuple[str | None, dict[str, str | None]]
_usual: list[_Places] = []


@contextmanager
def temporary_files_in(folder: Path) -> Iterator[None]:
    """Let this process, and what it starts, put temporary files into *folder*; erase it after.

    Raises:
        OSError: The folder cannot be made.
    """
    shutil.rmtree(folder, ignore_errors=True)  # what a killed run left
    folder.mkdir(mode=0o700)
    _usual.append(_places())
    _put((str(folder), dict.fromkeys(_VARIABLES, str(folder))))
    try:
        yield
    finally:
        _put(_usual.pop())
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def usual_place() -> Iterator[None]:
    """Put temporary files where the system has them: for what outlives a run and holds no text."""
    here = _places()
    _put(_usual[0] if _usual else here)
    try:
        yield
    finally:
        _put(here)


def _places() -> _Places:
    return tempfile.tempdir, {name: os.environ.get(name) for name in _VARIABLES}


def _put(places: _Places) -> None:
    tempfile.tempdir, variables = places
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
