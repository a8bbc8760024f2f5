"""The approved minutes as they are printed, line by line: what every format must hold alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a line of the minutes is."""

    TITLE = "title"
    PARTICULAR = "particular"
    """日時, 場所, 出席者 …: a line of the block at the head."""
    SECTION = "section"
    HEADING = "heading"
    """An agenda item's."""
    LEAD = "lead"
    """「資料に基づいて、…から説明を行った。」"""
    POINT = "point"
    """A ・point of the explanation."""
    SPEECH = "speech"
    """What somebody said, under a label."""
    CONTINUED = "continued"
    """A further paragraph of the same speech."""
    OUTCOME = "outcome"
    NOTE = "note"
    CERTIFICATE = "certificate"
    SIGNATURE = "signature"
    TEXT = "text"
    """Anything else that a city's form prints."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line or paragraph.

    Attributes:
        kind: What it is.
        text: Its words; a tab parts columns, a line break parts lines of one cell.
        label: 委員, 事務局 … of a speech, or the name of a particular; None for neither.
        group: 委員, 説明員 … of a particular; None without.
        level: Of a heading: 1 for items, 2 for items below them.
        id: The paragraph's id in the minutes (``p0007``); None where there is none.
        sign: What the form prints before the text (``・``).
    """

    kind: Kind
    text: str
    label: str | None = None
    group: str | None = None
    level: int = 1
    id: str | None = None
    sign: str = ""

    @property
    def words(self) -> str:
        """All it prints, in reading order."""
        return " ".join(part for part in (self.label, self.group, self.sign + self.text) if part)


@dataclass(frozen=True, slots=True)
class Printed:
    """All printed lines in order."""

    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        """The title on one line; empty when there is none."""
        one = next((line.text for line in self.lines if line.kind is Kind.TITLE), "")
        return "".join(one.split("\n"))

    def characters(self) -> str:
        """Return every character that is printed, once each, in order of code point."""
        return "".join(sorted({char for line in self.lines for char in line.words}))


def bare(text: str) -> str:
    """Return *text* as it is compared: composed (NFC), without white space.

    White space is where programs differ without differing in words: a PDF has none, a line of
    text breaks where a cell ends.
    """
    return "".join(unicodedata.normalize("NFC", text).split())


def bare_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Return each line bare, without those that hold nothing."""
    return tuple(one for one in map(bare, lines) if one)


def first_difference(expected: Sequence[str], found: str) -> tuple[str, str] | None:
    """Return where *found* leaves the text of *expected*, None when they say the same.

    Args:
        expected: Bare lines in order.
        found: The whole bare text of another format.

    Returns:
        What should stand there and what does, up to 30 characters each, from a little before.
    """
    whole = "".join(expected)
    if whole == found:
        return None
    at = next(
        (n for n, (a, b) in enumerate(zip(whole, found, strict=False)) if a != b),
        min(len(whole), len(found)),
    )
    start = max(0, at - 8)
    return whole[start : start + 30], found[start : start + 30]
