"""The ledger ``run.json``: what was made, from what, by what, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError


@dataclass(frozen=True, slots=True)
class Entry:
    """How one stage's result came to be.

    Attributes:
        revision: The stage's own revision.
        fingerprint: Digest of all that decided the result.
        reads: Digest of each artifact or source that was read.
        settings: The stage's settings and the digests of its models.
        file: The result's path inside the work folder.
        sha256: Digest of the result.
        previous: Digest of the result before this one: what lies there after a crash between
            the ledger's line and the file's replacement.
        seconds: Working time.
        finished: When, ISO 8601 with time zone.
        version: Version of this program.
    """

    revision: int
    fingerprint: str
    reads: dict[str, str]
    settings: dict[str, str]
    file: str
    sha256: str
    previous: str | None
    seconds: float
    finished: str
    version: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """All entries by stage name.

    Attributes:
        format: Name and version of this format.
        stages: The entries, in the order of the recipe.
        engines: Version of each library that took part.
    """

    format: str = "minutes-pipeline/run/1"
    stages: dict[str, Entry] = field(default_factory=dict)
    engines: dict[str, str] = field(default_factory=dict)

    def with_entry(self, name: str, entry: Entry) -> Ledger:
        """Return a copy in which *entry* stands for stage *name*."""
        return Ledger(self.format, {**self.stages, name: entry}, self.engines)


_LEDGER: TypeAdapter[Ledger] = TypeAdapter(Ledger)


def dump_ledger(ledger: Ledger) -> bytes:
    """Return *ledger* as JSON."""
    return _LEDGER.dump_json(ledger, indent=1) + b"\n"


def load_ledger(path: Path) -> Ledger:
    """Read a ledger; an absent or unreadable one is an empty one: everything is made anew."""
    try:
        return _LEDGER.validate_json(path.read_bytes())
    except (FileNotFoundError, ValidationError):
        return Ledger()
