"""Digests of files, remembered as long as a file's size and time of change stay the same.

Hashing three gigabytes takes seconds; a run must not pay them each time it looks at a model.
`verify` hashes afresh and does not trust what is remembered.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Fingerprints:
    """Digests of files, kept in one small JSON file.

    A lost or broken file costs time, nothing else: digests are then taken again. Where it cannot
    be written (weights on a shared drive that is read-only), nothing is remembered.
    """

    def __init__(self, file: Path) -> None:
        """Keep digests in *file*; its folder must exist for them to be kept."""
        self._file = file
        self._known: dict[str, list[int | str]] | None = None

    def of(self, path: Path, *, afresh: bool = False) -> str:
        """Return the digest of *path*.

        Args:
            path: An existing file.
            afresh: Hash the bytes even when a digest is remembered.
        """
        key, stat = str(path.absolute()), path.stat()
        sign: list[int | str] = [stat.st_size, stat.st_mtime_ns]
        known = self._load()
        if not afresh and key in known and known[key][:2] == sign:
            return str(known[key][2])
        digest = sha256_of(path)
        if known.get(key) != [*sign, digest]:
            known[key] = [*sign, digest]
            self._save(known)
        return digest

    def _load(self) -> dict[str, list[int | str]]:
        if self._known is None:
            try:
                raw = json.loads(self._file.read_text(encoding="utf-8"))
                self._known = {str(k): list(v) for k, v in raw.items() if len(v) == 3}
            except (OSError, ValueError, AttributeError, TypeError):
                self._known = {}
        return self._known

    def _save(self, known: dict[str, list[int | str]]) -> None:
        if not self._file.parent.is_dir():
            return
        fresh = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            fresh.write_text(json.dumps(known, ensure_ascii=False, indent=0), encoding="utf-8")
            fresh.replace(self._file)
