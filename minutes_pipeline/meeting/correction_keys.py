"""What corrections and doubts are known by: ids, targets, keys that outlive a run."""

from __future__ import annotations

import hashlib
from dataclasses import fields

from minutes_pipeline.meeting.anchors import (
    ParagraphAnchor,
    PrintedAnchor,
    UtteranceAnchor,
    VoiceAnchor,
)
from minutes_pipeline.meeting.corrections import (
    Change,
)
from minutes_pipeline.meeting.review import ReviewNote


def made_paragraph(correction: str, number: int = 1) -> str:
    """Return the id of a paragraph that a correction made.

    >>> made_paragraph("c0012")
    'c0012-1'
    """
    return f"{correction}-{number}"


def targets(change: Change) -> frozenset[str]:
    """Return what a change decides on: two with a common target stand in each other's way.

    >>> from minutes_pipeline.meeting import UtteranceText
    >>> sorted(targets(UtteranceText(UtteranceAnchor("u0001", "えー"), "")))
    ['utterance-text u0001']
    """
    found: set[str] = set()
    for field in fields(change):
        value = getattr(change, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, VoiceAnchor):
                found.add(f"voice {one.label}")
            elif isinstance(one, UtteranceAnchor) and field.name != "since":
                found.add(f"{change.kind} {one.id}")
            elif isinstance(one, PrintedAnchor) and field.name == "line":
                found.add(f"line {one.id}")
            elif isinstance(one, ParagraphAnchor) and field.name != "after":
                found.add(f"paragraph {one.id}")
        if field.name in ("field", "person", "note") and not found:
            found.add(f"{change.kind} {value}")
    return frozenset(found)


def note_key(note: ReviewNote) -> str:
    """Return what a doubt is known by from run to run: its kind and its place, not its wording.

    Probabilities and guesses in the wording change with every run. Paragraph ids do so too and
    count only where a doubt names nothing else.
    """
    place: tuple[object, ...] = note.utterances
    if note.start is not None:
        place = (*place, round(note.start, 1), round(note.end or note.start, 1))
    if not place:
        place = (*note.paragraphs, note.message)
    return hashlib.sha256(repr((note.code, place)).encode()).hexdigest()[:16]


def words_digest(texts: tuple[str, ...]) -> str:
    """Return the digest of the words that a doubt is about, as `NoteSettled.over` keeps it."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
