"""People's changes of the printed form, laid over its lines. Pure.

What an editor did to paragraphs of the draft is laid over the minutes themselves; this is for all
else: headings, particulars in words of their own, tables, the certificate, an order that minutes do
not have. A change whose line is gone is not lost: it is handed back and shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from minutes_pipeline.document.body import Line, body
from minutes_pipeline.document.form import Form
from minutes_pipeline.document.style import Style
from minutes_pipeline.meeting import (
    Agenda,
    Correction,
    Corrections,
    Minutes,
    PrintedAdded,
    PrintedAnchor,
    PrintedMoved,
    PrintedText,
    Utterance,
    made_paragraph,
)


def arranged(
    lines: Sequence[Line], corrections: Corrections
) -> tuple[tuple[Line, ...], tuple[Correction, ...]]:
    """Return *lines* as people want them printed, and the changes that found no place.

    Args:
        lines: As `body.body` returns them.
        corrections: All that hold; those of other kinds are passed over.
    """
    sheet = _Sheet(list(lines))
    left = [
        correction
        for correction in corrections.of(PrintedText, PrintedAdded, PrintedMoved)
        if not sheet.apply(correction)
    ]
    return tuple(sheet.lines), tuple(left)


BY_PERSON = "by-person"
"""Among a paragraph's rules: its words are a person's own."""


def printed(
    form: Form,
    minutes: Minutes,
    agenda: Agenda,
    utterances: Sequence[Utterance],
    corrections: Corrections,
) -> tuple[tuple[Line, ...], tuple[Correction, ...]]:
    """Return every line as it is to be printed, and the changes that found no place.

    Args:
        form: The city's form.
        minutes: With people's paragraphs laid over.
        agenda: Names items of which nothing is recorded.
        utterances: What the minutes rest on.
        corrections: All that hold.
    """
    kept = {one.id for one in minutes.paragraphs() if BY_PERSON in one.rules}
    return arranged(body(form, minutes, agenda, utterances, kept), corrections)


class _Sheet:
    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.made = {line.id: line.text for line in lines}
        """Each line's words before any change here: what anchors refer to, or the words since."""

    def apply(self, correction: Correction) -> bool:
        """Make one change; tell whether it found its place."""
        match correction.change:
            case PrintedText(line=anchor, text=text, label=label):
                return self.write(anchor, text, label)
            case PrintedMoved(line=anchor, after=after):
                at = self.find(anchor)
                if at is None:
                    return False
                line = self.lines.pop(at)
                self.insert(after, line)
                return True
            case PrintedAdded(after=after) as added:
                return self.insert(after, *_made(added, correction.id))
            case _:
                return True

    def write(self, anchor: PrintedAnchor, text: str | None, label: str | None) -> bool:
        at = self.find(anchor)
        if at is None:
            return text is None  # what was to go is gone
        if text is None:
            del self.lines[at]
        else:
            line = self.lines[at]
            group = line.group
            if line.style is Style.PARTICULARS and line.table is None and label is not None:
                label, _, rest = label.partition("\t")
                group = rest or None
            self.lines[at] = replace(line, text=text, label=label, group=group)
        return True

    def find(self, anchor: PrintedAnchor) -> int | None:
        """Return where the anchor's line stands: the same line with the same words."""
        here = [n for n, line in enumerate(self.lines) if line.id == anchor.id]
        if here:
            line = self.lines[here[0]]
            if anchor.text in (line.text, self.made.get(line.id)):
                return here[0]
        alike = [n for n, line in enumerate(self.lines) if line.text == anchor.text]
        return alike[0] if len(alike) == 1 else None

    def insert(self, after: PrintedAnchor | None, *lines: Line) -> bool:
        """Put *lines* behind their anchor; at the end where that is gone."""
        at = -1 if after is None else self.find(after)
        if at is None:
            same = [n for n, one in enumerate(self.lines) if after and one.id == after.id]
            place = same[0] + 1 if same else len(self.lines)
            self.lines[place:place] = lines
            return bool(same)
        if at >= 0 and self.lines[at].table:  # behind the whole table, not within it
            while at + 1 < len(self.lines) and self.lines[at + 1].table == self.lines[at].table:
                at += 1
        self.lines[at + 1 : at + 1] = lines
        return True


def _made(added: PrintedAdded, correction: str) -> list[Line]:
    """Return the lines of an addition: one, or those of a table."""
    if not added.cells:
        style, label, group = _style(added.style), added.label, None
        if style is Style.PARTICULARS and label is not None:
            label, _, group = label.partition("\t")
        return [Line(made_paragraph(correction), style, added.text, label, group=group or None)]
    return [
        Line(
            made_paragraph(correction, number),
            Style.PARTICULARS,
            row[-1] if row else "",
            "\t".join(row[:-1]) or None,
            table=correction,
        )
        for number, row in enumerate(added.cells, 1)
    ]


def _style(name: str) -> Style:
    """Return the style of that name; text of an unknown one is written as an ordinary paragraph."""
    try:
        return Style(name)
    except ValueError:
        return Style.LEAD
