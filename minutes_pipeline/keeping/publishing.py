"""The printed lines as the public may see them.

Works on the lines and not on the minutes beneath: what editors wrote into headings, particulars and
tables stands in the lines alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from minutes_pipeline.archive.redaction import (
    OUTSIDE,
    Eraser,
    Judgement,
    Rules,
    judged,
    sentences_of,
)
from minutes_pipeline.document.body import Line
from minutes_pipeline.document.form import Form
from minutes_pipeline.document.particulars import heading_of
from minutes_pipeline.document.style import Style
from minutes_pipeline.meeting import Agenda, AgendaItem, Minutes, Utterance

_HEADINGS = (Style.ITEM, Style.SUBITEM)
_ENDS = (Style.CERTIFICATE, Style.SIGNATURES, Style.SIGNATURE)
_OMITTED = "omitted_"


@dataclass(frozen=True, slots=True)
class Public:
    """The minutes as the public may see them.

    Attributes:
        lines: Redacted.
        eraser: Knows what must not be found any more.
        closed: Numbers of the items that went whole, sorted.
        unknown: Names and numbers in the rules that the minutes do not have.
    """

    lines: tuple[Line, ...]
    eraser: Eraser
    closed: tuple[str, ...]
    unknown: tuple[str, ...]


def published(
    lines: Sequence[Line],
    minutes: Minutes,
    agenda: Agenda,
    utterances: Sequence[Utterance],
    form: Form,
    rules: Rules,
) -> Public:
    """Return the lines without what the public may not see.

    Args:
        lines: The approved minutes.
        minutes: Beneath them: whose names and which items there are.
        agenda: Of the sitting.
        utterances: Under which item each was said.
        form: The city's form.
        rules: What goes.
    """
    judgement = judged(minutes, agenda, rules)
    eraser = Eraser(judgement.secrets, judgement.people, rules.mark)
    places = {u.id: u.item if u.item is not None else OUTSIDE for u in utterances}
    parts = list(_parted(lines, judgement, places))
    gone = [line for line, closed in parts if closed]
    entries = _entries(minutes, agenda, judgement, form, rules)
    shown = tuple(_shown(parts, eraser, form, rules, entries))
    closed_words = [part for line in gone for part in (line.text, line.label or "")]
    whole = Eraser(
        [*judgement.secrets, *sentences_of(closed_words, (line.text for line in shown))],
        judgement.people,
        rules.mark,
    )
    return Public(shown, whole, tuple(sorted(judgement.closed)), judgement.unknown)


def _parted(
    lines: Sequence[Line], judgement: Judgement, places: Mapping[str, str]
) -> Iterator[tuple[Line, bool]]:
    """Yield each line and whether it belongs to a closed item: by its place and by its origin."""
    within = False
    for line in lines:
        if line.style in _HEADINGS:
            number = line.item if line.item is not None else OUTSIDE
            own = line.id != "omissions" and not line.grouping
            within = own and number in judgement.closed
        elif line.style in _ENDS or line.id.startswith(_OMITTED):
            within = False
        said = places.get(line.id.removeprefix(_OMITTED)) if _OMITTED in line.id else line.item
        yield line, within or said in judgement.closed


def _shown(
    parts: Sequence[tuple[Line, bool]],
    eraser: Eraser,
    form: Form,
    rules: Rules,
    entries: Mapping[str, str],
) -> Iterator[Line]:
    told: set[str | None] = set()
    for index, (line, closed) in enumerate(parts):
        if not closed:
            yield _cleaned(line, eraser, entries)
            continue
        if line.style in _HEADINGS:
            number = line.id.removeprefix("item_")
            text = form.heading.outside
            if line.item is not None:
                text = heading_of(AgendaItem(number, rules.mark), form)
            yield replace(line, text=text, label=None)
            following = parts[index + 1][0] if index + 1 < len(parts) else None
            if line.item not in told and not (following is not None and following.joined):
                told.add(line.item)
                yield Line(f"closed_{len(told)}", Style.LEAD, rules.closed)


def _cleaned(line: Line, eraser: Eraser, entries: Mapping[str, str]) -> Line:
    text = "\n".join(entries.get(one.strip(), one) for one in line.text.split("\n"))
    return replace(
        line,
        text=eraser.clean(text),
        label=None if line.label is None else eraser.clean(line.label),
        group=None if line.group is None else eraser.clean(line.group),
    )


def _entries(
    minutes: Minutes, agenda: Agenda, judgement: Judgement, form: Form, rules: Rules
) -> dict[str, str]:
    """Return what closed items become in lists of items, by what is printed there."""
    listed = [
        *agenda.items,
        *(AgendaItem(i.number, i.title or "", i.kind) for i in minutes.items if i.number),
    ]
    return {
        heading_of(one, form): heading_of(AgendaItem(one.number, rules.mark), form)
        for one in listed
        if one.number in judgement.closed
    }
