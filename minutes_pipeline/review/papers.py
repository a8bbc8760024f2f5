"""What the page shows, as plain values for JSON: transcript, minutes, particulars, history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from minutes_pipeline.document.terms import OMISSIONS
from minutes_pipeline.document.wording import japanese_date, parse_day
from minutes_pipeline.meeting import Correction, Minutes, MinutesItem, Paragraph, note_key
from minutes_pipeline.review.desk import View
from minutes_pipeline.review.telling import told
from minutes_pipeline.review.views import brief, reason_of, roles

_FIELDS = (
    ("title", "会議名"),
    ("date", "開催日"),
    ("start_time", "開始"),
    ("end_time", "終了"),
    ("place", "場所"),
    ("openness", "公開・非公開"),
    ("observers", "傍聴者"),
    ("department", "所管課"),
    ("materials", "配布資料（1行に1つ）"),
)


def transcript(view: View) -> dict[str, Any]:
    """Return all utterances without their words, the items and the roles."""
    rows = [brief(u) for u in view.record.utterances]
    return {
        "rows": rows,
        "items": items(view),
        "roles": roles(view),
        "duration": view.record.duration,
    }


def items(view: View) -> list[dict[str, Any]]:
    """Return the agenda's items."""
    return [{"number": i.number, "title": i.title} for i in view.made.agenda.items]


def words(view: View, ids: Iterable[str]) -> dict[str, Any]:
    """Return the timed words and the reason for the role of some utterances."""
    found = [one for name in ids if (one := view.utterances.get(name)) is not None]
    return {
        one.id: {
            "reason": reason_of(one),
            "heard": view.machine[one.id].text if one.id in view.machine else one.text,
            "words": [
                [w.text, round(w.span.start, 3), round(w.span.end, 3), w.probability]
                for w in one.words
            ]
            if "".join(w.text for w in one.words) == one.text
            else [],
        }
        for one in found
    }


def minutes(view: View) -> dict[str, Any]:
    """Return the minutes with the speech that every paragraph rests on, and what was left out."""
    machine = {p.id: p.text for p in view.made.minutes.paragraphs()}
    return {
        "items": [_item(item, view, machine) for item in view.minutes.items],
        "omitted": [
            {**brief(view.utterances[o.utterance]), "reason": OMISSIONS.get(o.reason, o.reason)}
            for o in view.minutes.omitted
            if o.utterance in view.utterances
        ],
        "labels": sorted({e.label for i in view.minutes.items for e in i.exchanges if e.label}),
    }


def _item(item: MinutesItem, view: View, machine: dict[str, str]) -> dict[str, Any]:
    rows: list[dict[str, Any]] = []
    if item.lead is not None:
        rows.append(_paragraph(item.lead, "lead", None, view, machine))
    rows += [_paragraph(p, "point", None, view, machine) for p in item.points]
    for exchange in item.exchanges:
        for n, one in enumerate(exchange.paragraphs):
            row = _paragraph(one, "speech", exchange.label, view, machine)
            rows.append({**row, "opens": n == 0})
    if item.outcome is not None:
        rows.append(_paragraph(item.outcome, "outcome", None, view, machine))
    return {"number": item.number, "title": item.title, "kind": item.kind, "paragraphs": rows}


def _paragraph(
    paragraph: Paragraph, place: str, label: str | None, view: View, machine: dict[str, str]
) -> dict[str, Any]:
    drafted = machine.get(paragraph.id)
    return {
        "id": paragraph.id,
        "place": place,
        "label": label,
        "text": paragraph.text,
        "drafted": drafted if drafted != paragraph.text else None,
        "byPerson": drafted != paragraph.text,
        "rules": list(paragraph.rules),
        "sources": [brief(view.utterances[s]) for s in paragraph.sources if s in view.utterances],
    }


def particulars(view: View) -> dict[str, Any]:
    """Return the particulars of the sitting as a form, with who was present."""
    sitting = view.minutes.sitting
    fields = []
    for name, title in _FIELDS:
        value = getattr(sitting, name)
        text = "\n".join(value) if isinstance(value, tuple) else value
        fields.append({"field": name, "title": title, "value": "" if text is None else str(text)})
    day = parse_day(sitting.date)
    people = [
        {"name": p.name, "post": p.post or "", "unit": p.affiliation or "", "attended": p.attended}
        for p in sitting.people
    ]
    return {"fields": fields, "era": japanese_date(day) if day else "", "people": people}


def state(view: View) -> dict[str, Any]:
    """Return how far the review is, and what undo and redo would do."""
    history = view.history
    made = {c.batch: c for c in reversed(history.made)}
    undo, redo = history.last_made, history.last_undone
    return {
        "steps": view.steps,
        "mark": view.made.mark,
        "open": len({note_key(doubt) for doubt in view.doubts}),
        "corrections": len(history.corrections.made),
        "undo": told(made[undo]) if undo in made else None,
        "redo": told(made[redo]) if redo in made else None,
    }


def history(view: View) -> list[dict[str, Any]]:
    """Return every correction, the newest first, with who, when, and whether it holds."""
    return [{**_line(c), "holds": view.history.holds(c.batch)} for c in reversed(view.history.made)]


def _line(correction: Correction) -> dict[str, Any]:
    return {
        "id": correction.id,
        "batch": correction.batch,
        "who": correction.who,
        "when": correction.when.isoformat(),
        "by": correction.by,
        "what": told(correction),
    }


def title(minutes: Minutes) -> str:
    """Return what the sitting is called."""
    return minutes.sitting.title or "会議録"
