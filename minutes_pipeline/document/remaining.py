"""What an edited file still says otherwise than the draft: changes of the printed form. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from minutes_pipeline.document.body import Line
from minutes_pipeline.document.matching import Match
from minutes_pipeline.document.places import PLACES
from minutes_pipeline.document.style import Style
from minutes_pipeline.document.taking_in import Taken, longest_rising
from minutes_pipeline.meeting import (
    Change,
    PrintedAdded,
    PrintedAnchor,
    PrintedMoved,
    PrintedText,
    made_paragraph,
)

_ORDINARY = Style.LEAD.value
"""The style of added text whose own style the city's form does not have."""


def remaining(
    matches: Sequence[Match], lines: Sequence[Line], next_id: Callable[[int], str]
) -> tuple[Taken, ...]:
    """Return the changes that bring *lines* to what was read, in the order to be laid over.

    Args:
        matches: Every paragraph of the edited file with the lines it holds.
        lines: The draft as it would be printed now, every other correction laid over.
        next_id: Gives the id of the correction that the n-th of the result will become.
    """
    return _Reader(lines, next_id).read(_tables_whole(matches, _printed_tables(matches)))


def reads_the_same(matches: Sequence[Match], lines: Sequence[Line]) -> bool:
    """Tell whether an edited file reads as the draft does, each paragraph as what it is.

    Then nothing is new in it, whatever else could be read out of it.
    """
    for one in matches:
        style = one.piece.block.style or ""
        for line in (lines[n] for n in one.lines):
            if line.written and PLACES.get(style, PLACES[line.style]) != PLACES[line.style]:
                return False
    return not remaining(matches, lines, str)


def _printed_tables(matches: Sequence[Match]) -> set[int | None]:
    """Return the tables of the edited file that the draft has as well."""
    return {one.piece.block.table for one in matches if one.lines}


def _tables_whole(matches: Sequence[Match], printed: set[int | None]) -> list[list[Match]]:
    """Join the rows of each table that an editor added, since it is drawn as one."""
    groups: list[list[Match]] = []
    for one in matches:
        table = one.piece.block.table
        last = groups[-1][-1] if groups else None
        fresh = table is not None and not one.lines and table not in printed
        if fresh and last is not None and last.piece.block.table == table and not last.lines:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


class _Reader:
    def __init__(self, lines: Sequence[Line], next_id: Callable[[int], str]) -> None:
        self.lines = lines
        self.next_id = next_id
        self.found: list[Taken] = []
        self.tables: dict[int | None, str] = {}
        """Style of each table of the edited file that the draft has as well."""

    def add(self, change: Change, match: Match | None) -> str:
        revisions = match.piece.block.revisions if match is not None else ()
        named = [one for one in revisions if one.author]
        self.found.append(Taken(change, named[-1] if named else None))
        return self.next_id(len(self.found) - 1)

    def anchor(self, line: Line, text: str | None = None) -> PrintedAnchor:
        return PrintedAnchor(line.id, line.text if text is None else text)

    def read(self, groups: Sequence[Sequence[Match]]) -> tuple[Taken, ...]:
        held = {line for group in groups for one in group for line in one.lines}
        for n, line in enumerate(self.lines):
            if n not in held:
                self.add(PrintedText(self.anchor(line), None), None)
        rows = [one for group in groups for one in group if one.piece.block.cells and one.lines]
        for row in rows:
            drawn = self.lines[row.lines[0]]
            if drawn.table is None:
                self.tables.setdefault(row.piece.block.table, drawn.style.value)
        known = [(group[0].lines[0], n) for n, group in enumerate(groups) if group[0].lines]
        kept = longest_rising([line for line, _ in known])
        moved = {n for at, (_, n) in enumerate(known) if at not in kept}
        last: PrintedAnchor | None = None
        for n, group in enumerate(groups):
            one = group[0]
            if not one.lines:
                last = self.new(group, last)
                continue
            line = self.lines[one.lines[0]]
            if n in moved:
                self.add(PrintedMoved(self.anchor(line), last), one)
            for other in one.lines[1:]:  # its words stand in this paragraph now
                self.add(PrintedText(self.anchor(self.lines[other]), None), one)
            last = self.same(one, line)
        return tuple(self.found)

    def same(self, one: Match, line: Line) -> PrintedAnchor:
        text, label = one.piece.text, one.piece.label
        if (label or "") == (line.head or "") and alike(line, text):
            return self.anchor(line)
        self.add(PrintedText(self.anchor(line), text, label or None), one)
        return self.anchor(line, text)

    def new(self, group: Sequence[Match], last: PrintedAnchor | None) -> PrintedAnchor:
        one = group[0]
        style = self.tables.get(one.piece.block.table)
        if style is not None:  # a further row of the draft's own table
            made = self.add(PrintedAdded(last, style, one.piece.text, one.piece.label), one)
            return PrintedAnchor(made_paragraph(made), one.piece.text)
        if one.piece.block.cells is not None:
            cells = tuple(other.piece.block.cells or () for other in group)
            made = self.add(PrintedAdded(last, Style.PARTICULARS.value, "", None, cells), one)
            return PrintedAnchor(made_paragraph(made), "")
        style = one.piece.block.style or ""
        added = PrintedAdded(
            last,
            style if style in set(Style) else _ORDINARY,
            one.piece.text,
            one.piece.label,
        )
        made = self.add(added, one)
        return PrintedAnchor(made_paragraph(made), one.piece.text)


def alike(line: Line, text: str) -> bool:
    """Tell whether a line reads *text*; a title may be parted anywhere.

    A name stands behind a tab, or where that has no room behind a space: that is the form's.
    """
    if line.style is Style.TITLE:
        return "".join(line.text.split("\n")) == "".join(text.split("\n"))
    if line.style is Style.PARTICULARS:
        return line.text.replace("\t", "　").rstrip() == text.replace("\t", "　").rstrip()
    return line.text.rstrip() == text.rstrip()
