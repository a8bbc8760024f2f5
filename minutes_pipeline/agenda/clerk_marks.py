"""The clerk's marks: a small table of times and items, kept during the sitting.

One line a mark, 「0:12:30,議題2」: from that time on the item is before the sitting, until the next
mark. Who sat there knows better than any text: marks override what was found. A mark is pressed a
little late as a rule, so a turn that was found to take up its item just before it keeps it.
Source of the idea: Banerjee, Rose, Rudnicky, "The necessity of a meeting recording and playback
system" (2005): notes that people take anyway tell topics better than the words do.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from minutes_pipeline.agenda.titles import compact
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Agenda, AgendaItem, Record, ReviewNote, Severity, Utterance
from minutes_pipeline.workspace.foreign import refusing, unreadable
from minutes_pipeline.workspace.papers import decode_text, paper_bytes

_WHAT = "案件の時刻表"
_LATE = 30.0
"""Seconds by which a clerk may be late with a mark."""
_TIME = re.compile(r"(?:(?P<h>\d{1,2})[:時])?(?P<m>\d{1,3})[:分](?P<s>\d{1,2}(?:\.\d+)?)?秒?")
_SECONDS = re.compile(r"\d+(?:\.\d+)?")
_OUTSIDE = frozenset({"", "-", "ー", "外", "案件の外", "休憩", "開会", "閉会", "終了", "終わり"})
_ORDINAL = re.compile(r"^(?:次第|議題|議事|案件|日程|項目|審議|報告|協議|第)+の?(?=[0-9(])")


@dataclass(frozen=True, slots=True)
class ClerkMark:
    """From *time* on, *items* are before the sitting.

    Attributes:
        time: Seconds from the start of the recording.
        items: Numbers of the agenda; several where taken together, none outside every item.
    """

    time: float
    items: tuple[str, ...]


def read_marks(path: Path, agenda: Agenda) -> tuple[ClerkMark, ...]:
    """Return the marks of the table at *path*, in order of time.

    Raises:
        PaperError: P01-P03 unreadable; P35 no agenda, or a line without a time or with an
            unknown item.
    """
    text = decode_text(paper_bytes(path, _WHAT), path, _WHAT)
    if not agenda.items:
        raise PaperError(
            "P35",
            f"{_WHAT}（{path}）はありますが、次第がないため使えません。",
            "「--agenda 次第」も指定してください。",
        )
    delimiter = max(",\t;、", key=text.count)
    marks: list[ClerkMark] = []
    cure = "Excelで開いて「CSV UTF-8」で保存し直してください。"
    with refusing(unreadable(_WHAT, path, "CSV", cure)):
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    for number, row in enumerate(rows, start=1):
        cells = [unicodedata.normalize("NFKC", cell).strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        time = _seconds(cells[0])
        if time is None and number == 1:
            continue  # the headings
        items = _items(cells[1] if len(cells) > 1 else "", agenda)
        if time is None or items is None:
            shown = "、".join(cells)[:40]
            known = "、".join(item.number for item in agenda.items)
            raise PaperError(
                "P35",
                f"{_WHAT}の{number}行目（{shown}）を読めません（{path}）。",
                f"「0:12:30,2」のように、時刻と次第の番号を書いてください。番号: {known}",
            )
        marks.append(ClerkMark(time, items))
    return tuple(sorted(marks, key=lambda mark: mark.time))


def _seconds(text: str) -> float | None:
    match = _TIME.fullmatch(text)
    if match is None:
        return float(text) if _SECONDS.fullmatch(text) else None
    return int(match["h"] or 0) * 3600 + int(match["m"]) * 60 + float(match["s"] or 0)


def _items(text: str, agenda: Agenda) -> tuple[str, ...] | None:
    """Return the numbers that a cell names; None when it names something unknown."""
    if compact(text) in _OUTSIDE:
        return ()
    whole = _item(text, agenda)
    if whole is not None:
        return (whole.number,)
    named = [_item(part, agenda) for part in re.split(r"[・+/&と]", text)]
    return tuple(item.number for item in named if item) if all(named) else None


def _item(text: str, agenda: Agenda) -> AgendaItem | None:
    """Return the one item of that number, that number behind its word, or that title."""
    said = compact(text)
    level = re.sub(r"[()]|番$", "", said)
    number = _ORDINAL.sub("", level)
    items = agenda.items
    ways = (
        [i for i in items if compact(i.number) in {said, number}],
        [i for i in items if f"{i.heading or ''}{i.number.rsplit('-', 1)[-1]}" == level],
        [i for i in items if compact(i.title) == said],
        [i for i in items if len(said) > 1 and said in compact(i.title)],
    )
    return next((found[0] for found in ways if len(found) == 1), None)


def lay_marks(record: Record, marks: Sequence[ClerkMark]) -> Record:
    """Return the placed *record* with the clerk's marks laid over it.

    What was said before the first mark keeps its place. Doubts about borders are settled where a
    mark stands; utterances without times can't be marked, which a note tells.
    """
    if not marks:
        return record
    if not any(u.span for u in record.utterances):
        note = ReviewNote(
            code="marks-unused",
            severity=Severity.MEDIUM,
            message="発言に時刻がないため、案件の時刻表は使っていません。案件の境目を確かめてください。",
        )
        return replace(record, notes=(*record.notes, note))
    placed = tuple(_marked(u, marks) for u in record.utterances)
    from_mark = {u.id for u in placed if u.span and u.span.end > marks[0].time - _LATE}
    notes = tuple(
        n
        for n in record.notes
        if n.code != "item-border-doubtful" or not from_mark.issuperset(n.utterances)
    )
    reached = {u.item for u in placed}
    joint = tuple(dict.fromkeys(m.items for m in marks if len(m.items) > 1))
    groups = tuple(g for g in record.joint if not any(set(g) & set(m) for m in joint))
    kept = tuple(g for g in groups if reached & set(g))
    return replace(record, utterances=placed, notes=notes, joint=(*kept, *joint))


def _marked(utterance: Utterance, marks: Sequence[ClerkMark]) -> Utterance:
    if utterance.span is None:
        return utterance
    due = [mark for mark in marks if mark.time <= utterance.span.middle]
    following = next((mark for mark in marks if mark.time > utterance.span.middle), None)
    if following is not None and utterance.item in following.items:
        soon = following.time - utterance.span.start <= _LATE
        if soon and not (due and utterance.item in due[-1].items):
            return utterance
    if not due:
        return utterance
    return replace(utterance, item=due[-1].items[0] if due[-1].items else None)
