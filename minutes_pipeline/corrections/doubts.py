"""All doubts of all stages, but for those that a person has settled."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from minutes_pipeline.meeting import (
    Corrections,
    NoteSettled,
    Record,
    ReviewNote,
    Severity,
    note_key,
    timecode,
    words_digest,
)

_FIGURE, _WORD, _REPAIRED = "number-doubtful", "word-doubtful", "term-repaired"
_QUOTED = re.compile(r"「([^「」]{2,})」")
_PUT_RIGHT = re.compile(
    r"「(?P<heard>[^「」]+)」[^「」]*「(?P<written>[^「」]+)」と書きました(?P<places>（[^（）]*）)?"
)
LISTED = 3
"""Terms put right by their sound from which they are listed in one doubt: nearly all are right, and
a list is looked through at once."""


def open_doubts(
    groups: Iterable[Iterable[ReviewNote]], machine: Record, corrections: Corrections
) -> tuple[ReviewNote, ...]:
    """Return every doubt once that nobody has settled: most serious first, then by time.

    Args:
        groups: The notes of each stage.
        machine: The utterances before every correction.
        corrections: All that hold.
    """
    texts = {u.id: u.text for u in machine.utterances}
    settled = {
        (c.change.note, c.change.over)
        for c in corrections.made
        if isinstance(c.change, NoteSettled)
    }
    once = _joined(dict.fromkeys(note for group in groups for note in group))
    once = _without_repetition(once)

    def still_open(notes: Iterable[ReviewNote]) -> list[ReviewNote]:
        return [n for n in notes if (note_key(n), words_beneath(n, texts)) not in settled]

    return tuple(sorted(still_open(_listed(still_open(once))), key=_rank))


def _listed(notes: Sequence[ReviewNote]) -> Sequence[ReviewNote]:
    """Return *notes* with the terms that were put right in one, each with what was heard, when."""
    found = {
        note: match
        for note in notes
        if note.code == _REPAIRED and (match := _PUT_RIGHT.search(note.message))
    }
    if len(found) < LISTED:
        return notes
    terms = "、".join(
        f"「{match['heard']}」→「{match['written']}」{match['places'] or _when(note)}"
        for note, match in sorted(found.items(), key=lambda one: one[0].start or 0.0)
    )
    every = ReviewNote(
        _REPAIRED,
        Severity.LOW,
        f"音の似た{len(found)}語を、会議の言葉に直しました。違うものは発言の中で元に戻してください：{terms}",
    )
    return [*(note for note in notes if note not in found), every]


def _when(note: ReviewNote) -> str:
    return "" if note.start is None else f"（{timecode(note.start)}）"


def _joined(notes: Iterable[ReviewNote]) -> tuple[ReviewNote, ...]:
    """Return *notes* with two on the same figure made one: a place in the draft, and guesses.

    The draft knows in which paragraph an unsure figure stands; the recogniser may know what it
    may have been instead.
    """
    every = tuple(notes)
    guessed = [n for n in every if n.code == _FIGURE and not n.paragraphs]
    used: set[ReviewNote] = set()
    found = []
    for note in every:
        beside = next((g for g in guessed if _same_place(note, g)), None)
        if note.code == _FIGURE and note.paragraphs and not note.alternatives and beside:
            used.add(beside)
            found.append(replace(note, alternatives=beside.alternatives))
        else:
            found.append(note)
    return tuple(note for note in found if note not in used)


def _without_repetition(notes: Sequence[ReviewNote]) -> tuple[ReviewNote, ...]:
    """Return *notes* without words of the draft that the recogniser's side already asks about.

    A word without meaning, or one that was put right by its sound, says more than that it was
    heard badly.
    """
    said = [n for n in notes if n.code in (_WORD, _REPAIRED) and not n.paragraphs]
    return tuple(
        note
        for note in notes
        if not (
            note.code == _WORD
            and note.paragraphs
            and any(_same_place(note, other) and _same_words(note, other) for other in said)
        )
    )


def _same_words(one: ReviewNote, other: ReviewNote) -> bool:
    """Return whether a word in quotation marks of the one is, or is part of, one of the other."""
    pairs = itertools.product(_QUOTED.findall(one.message), _QUOTED.findall(other.message))
    return any(a in b or b in a for a, b in pairs)


def _same_place(one: ReviewNote, other: ReviewNote) -> bool:
    if one.start is None or other.start is None:
        return False
    last = min(one.end or one.start, other.end or other.start)
    return max(one.start, other.start) <= last


def words_beneath(note: ReviewNote, texts: Mapping[str, str]) -> str:
    """Return the digest of the machine's words that *note* is about.

    Args:
        note: The doubt.
        texts: What every utterance said before every correction, by id. For a note on what a
            person wrote, its other readings count as well: they are the text beneath.
    """
    words = tuple(texts.get(one, "") for one in note.utterances)
    if note.code.startswith("correction-"):
        words = (*words, *note.alternatives)
    return words_digest(words)


def _rank(note: ReviewNote) -> tuple[int, bool, float]:
    return (-note.severity, note.start is None, note.start or 0.0)
