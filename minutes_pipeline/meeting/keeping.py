"""What was done with finished minutes: who approved which words, what was sealed, what erased."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

DeedKind = Literal["approval", "archive", "public-archive", "purge"]


@dataclass(frozen=True, slots=True)
class Approval:
    """A person approved the minutes.

    Attributes:
        by: Who, as stated.
        day: ISO date of the approval, as stated.
        words: SHA-256 of the printed words that were approved.
        recorded: When it was entered, ISO 8601 with time zone.
    """

    by: str
    day: str
    words: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One act on the finished minutes.

    Attributes:
        kind: What was done.
        moment: When, ISO 8601 with time zone.
        detail: For people, in Japanese: the package's name, the files that were erased.
        digest: The package's seal; for erased files one SHA-256 a file, in the order of *files*.
        files: The files concerned.
    """

    kind: DeedKind
    moment: str
    detail: str
    digest: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Keeping:
    """The record of all that was done, oldest first.

    Attributes:
        approval: The one that holds; None before the first.
        deeds: All acts.
    """

    approval: Approval | None = None
    deeds: tuple[Deed, ...] = ()

    def having(self, deed: Deed) -> Keeping:
        """Return the record with one more act."""
        return replace(self, deeds=(*self.deeds, deed))

    def last(self, kind: DeedKind) -> Deed | None:
        """Return the last act of a kind, None before the first."""
        return next((deed for deed in reversed(self.deeds) if deed.kind == kind), None)
