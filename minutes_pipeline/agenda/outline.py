"""The 次第 as an outline: which line stands under which.

Japanese papers number their levels in many orders (1 → (1) → ア, 第1 → 1, ■ → ・), so no fixed
order is supposed: a mark of a style already open stands beside it, a number that goes on from an
earlier one stands beside that, a new style stands below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from minutes_pipeline.agenda.marks import Mark, MarkStyle
from minutes_pipeline.agenda.titles import clean_title, compact
from minutes_pipeline.agenda.wording import (
    FORMALITY_TITLE,
    GROUP_TITLE,
    OTHER_TITLE,
    SUBSTANTIVE_TITLE,
)

_RESTARTS = frozenset({"1", "ア", "a", "A"})
_NUMERIC = frozenset(
    {
        MarkStyle.WORD, MarkStyle.CHAPTER, MarkStyle.KANJI, MarkStyle.PLAIN,
        MarkStyle.DESIGNATION, MarkStyle.PAREN, MarkStyle.CIRCLE,
    }
)  # fmt: skip


@dataclass(slots=True)
class Entry:
    """One line of the 次第 with what stands below it.

    Attributes:
        mark: What it begins with.
        raw: The title as it stands, wrapped lines joined.
        indent: Columns of white space before it.
        heading: Whether it is a heading without number, such as 【報告事項】.
        children: Lines below it.
    """

    mark: Mark
    raw: str
    indent: int
    heading: bool = False
    children: list[Entry] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The title without kind, materials and leaders."""
        return clean_title(self.raw).text

    @property
    def gathers(self) -> bool:
        """Whether the title only gathers others (議題, 報告事項)."""
        return self.heading or bool(GROUP_TITLE.match(compact(self.title)))

    @property
    def formality(self) -> bool:
        """Whether it opens, greets or closes (開会, あいさつ)."""
        return bool(FORMALITY_TITLE.match(compact(self.title)))

    @property
    def residual(self) -> bool:
        """Whether it is その他."""
        return bool(OTHER_TITLE.match(compact(self.title)))

    @property
    def substantive(self) -> bool:
        """Whether it can be taken up by itself (…について)."""
        return bool(SUBSTANTIVE_TITLE.search(compact(self.title)))

    @property
    def is_group(self) -> bool:
        """Whether its children are the 案件, and not it.

        Numbered lines below a title that is not itself a subject, or that are subjects
        themselves, are taken one by one; ア and ・ below a subject are points of it.
        """
        if not self.children:
            return False
        if self.gathers:
            return True
        if self.formality:
            return False
        subjects = sum(child.substantive for child in self.children)
        if not all(child.mark.style in _NUMERIC for child in self.children):
            return not self.substantive and not self.residual and subjects == len(self.children)
        return subjects * 2 > len(self.children)


class Outline:
    """Grows line by line."""

    def __init__(self) -> None:
        """Begin without lines."""
        self.roots: list[Entry] = []
        self._open: list[Entry] = []

    @property
    def last(self) -> Entry | None:
        """The line added last; None at the beginning."""
        return self._open[-1] if self._open else None

    def add(self, entry: Entry) -> None:
        """Put *entry* where its mark, its number and its indentation say."""
        depth = self._depth(entry)
        del self._open[depth:]
        (self._open[-1].children if self._open else self.roots).append(entry)
        self._open.append(entry)

    def _depth(self, entry: Entry) -> int:
        """Return how many of the open entries stay open above *entry*."""
        if entry.heading:
            return self._heading_depth(entry)
        if entry.mark.style in (MarkStyle.NONE, MarkStyle.BULLET):
            return self._unnumbered_depth(entry)
        last = self._open[-1] if self._open else None
        eager = last is not None and last.gathers and not last.children
        begins = entry.mark.number in _RESTARTS or entry.mark.style is MarkStyle.DESIGNATION
        if eager and begins and last is not None and last.mark.style is not entry.mark.style:
            return len(self._open)
        for depth in range(len(self._open), -1, -1):
            if self._goes_on(entry, self._open[depth - 1].children if depth else self.roots):
                return depth
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].mark.style is entry.mark.style:
                return depth
        depth = len(self._open)
        while depth and self._outranked(self._open[depth - 1], entry):
            depth -= 1
        return depth

    @staticmethod
    def _outranked(above: Entry, entry: Entry) -> bool:
        return not above.heading and above.mark.style >= entry.mark.style

    @staticmethod
    def _goes_on(entry: Entry, siblings: list[Entry]) -> bool:
        number = entry.mark.number
        before = [s for s in siblings if s.mark.style is entry.mark.style and s.mark.number]
        if number is None or not before or not number.isdecimal():
            return False
        previous = before[-1].mark.number
        return previous is not None and previous.isdecimal() and int(previous) + 1 == int(number)

    def _heading_depth(self, entry: Entry) -> int:
        for depth in range(len(self._open) - 1, -1, -1):
            if self._open[depth].heading:
                return depth
        for depth, above in enumerate(self._open):
            if above.gathers and (above.indent < entry.indent or not above.children):
                return depth + 1
        return 0

    def _unnumbered_depth(self, entry: Entry) -> int:
        depth = len(self._open)
        if entry.residual or entry.formality:
            while depth:
                above = self._open[depth - 1]
                if above.gathers and above.indent < entry.indent:
                    break
                depth -= 1
            return depth
        while depth:
            above = self._open[depth - 1]
            if above.mark.style < entry.mark.style or above.heading:
                break
            if above.mark.style is entry.mark.style and above.indent < entry.indent:
                break
            depth -= 1
        return depth


def walk(entries: list[Entry]) -> Iterator[Entry]:
    """Yield every entry in reading order."""
    for entry in entries:
        yield entry
        yield from walk(entry.children)
