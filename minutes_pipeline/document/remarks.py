"""What a person must look at, brought to the paragraph where it can be seen.

Notes come from every stage; each names paragraphs, utterances, or no more than a moment. Pure:
the Word comments and the checklist are both made from what is gathered here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from minutes_pipeline.document.anchors import Stretch, anchor, merged
from minutes_pipeline.document.wording import stretch
from minutes_pipeline.meeting import Minutes, ReviewNote, Severity, Span, Utterance

MOST_LINES = 6
"""Most notes that one comment spells out: more hides the text beside it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Notes on one paragraph, or on some of its words: one comment in Word.

    Attributes:
        paragraph: Id of the paragraph.
        notes: Most serious first, at least one.
        words: From which to which character of its text they apply; None for all of it.
    """

    paragraph: str
    notes: tuple[ReviewNote, ...]
    words: Stretch | None = None

    def at_words(self, text: str, places: Places) -> tuple[Remark, ...]:
        """Return a remark for each group of doubtful words, after one for the whole paragraph.

        Args:
            text: The paragraph's text.
            places: Where the notes belong.
        """
        found = {note: anchor(note, text, places.utterances(note)) for note in self.notes}
        groups = merged([where for where in found.values() if where is not None])
        whole = tuple(note for note, where in found.items() if where is None)
        held = [Remark(self.paragraph, whole)] if whole else []
        for first, last in groups:
            inside = tuple(n for n, w in found.items() if w and first <= w[0] < last)
            held.append(Remark(self.paragraph, inside, (first, last)))
        return tuple(held)

    @property
    def severity(self) -> Severity:
        """That of the most serious note."""
        return self.notes[0].severity

    def lines(self) -> Iterator[str]:
        """Yield the comment's lines: what, when in the recording, which other readings."""
        for note in self.notes[:MOST_LINES]:
            yield note.message
            when = stretch(note.start, note.end)
            if when:
                yield f"音声 {when}"
            if note.alternatives:
                yield f"候補：{'／'.join(note.alternatives)}"
        if len(self.notes) > MOST_LINES:
            yield f"ほか{len(self.notes) - MOST_LINES}件は checklist.html にあります。"


def gather(groups: Iterable[Iterable[ReviewNote]]) -> tuple[ReviewNote, ...]:
    """Return all notes once, most serious first, then by time; those without a time last."""
    once = dict.fromkeys(note for group in groups for note in group)
    return tuple(sorted(once, key=_rank))


def _rank(note: ReviewNote) -> tuple[int, bool, float]:
    return (-note.severity, note.start is None, note.start or 0.0)


class Places:
    """Finds the utterances and the paragraph that a note is about."""

    def __init__(self, minutes: Minutes, utterances: Sequence[Utterance]) -> None:
        """Know the paragraphs of *minutes* and the *utterances* they rest on."""
        self._utterances = {utterance.id: utterance for utterance in utterances}
        self._sources = {p.id: p.sources for p in minutes.paragraphs()}
        self._citing: dict[str, str] = {}
        for paragraph, sources in self._sources.items():
            for source in sources:
                self._citing.setdefault(source, paragraph)

    def utterances(self, note: ReviewNote) -> tuple[Utterance, ...]:
        """Return what was said where *note* points: by name, by paragraph, or by its time."""
        named = note.utterances or tuple(
            source for one in note.paragraphs for source in self._sources.get(one, ())
        )
        found = tuple(self._utterances[one] for one in named if one in self._utterances)
        asked = _asked(note)
        if asked is None:
            return found
        spoken = found or tuple(self._utterances.values())
        timed = tuple(u for u in spoken if u.span is not None and _meet(u.span, asked))
        return timed or found

    def paragraph(self, note: ReviewNote) -> str | None:
        """Return the written paragraph that *note* is about, None when it is about none.

        Of several, the first that it names, or the one that holds most of what was said then.
        """
        named = next((one for one in note.paragraphs if one in self._sources), None)
        if named is not None:
            return named
        spoken = sorted(self.utterances(note), key=lambda one: -_shared(one, note))
        cited = (self._citing.get(utterance.id) for utterance in spoken)
        return next((one for one in cited if one is not None), None)


def _asked(note: ReviewNote) -> Span | None:
    """Return the stretch that *note* asks to listen to; a note may run backwards."""
    if note.start is None:
        return None
    start = max(0.0, note.start)
    return Span(start, max(start, note.end or 0.0))


def _shared(utterance: Utterance, note: ReviewNote) -> float:
    """Return for how many seconds of *note* the utterance is spoken."""
    asked = _asked(note)
    return utterance.span.overlap(asked) if utterance.span and asked else 0.0


def _meet(spoken: Span, asked: Span) -> bool:
    """Tell whether two stretches share a moment; an asked moment without length counts."""
    return spoken.start <= asked.end and asked.start < spoken.end


def choose(
    notes: Iterable[ReviewNote], places: Places, minutes: Minutes, limit: int
) -> tuple[tuple[Remark, ...], int]:
    """Group *notes* by paragraph and keep the *limit* most serious paragraphs.

    Args:
        notes: As `gather` returns them.
        places: Where they belong.
        minutes: Gives the order of paragraphs.
        limit: Most paragraphs to keep.

    Returns:
        The remarks in order of the minutes, and the number of notes that stand in none of them.
    """
    held: dict[str, list[ReviewNote]] = {}
    count = 0
    for note in notes:
        count += 1
        where = places.paragraph(note)
        if where is not None:
            held.setdefault(where, []).append(note)
    order = {paragraph.id: number for number, paragraph in enumerate(minutes.paragraphs())}
    remarks = [Remark(paragraph, tuple(group)) for paragraph, group in held.items()]
    remarks.sort(key=lambda remark: (-remark.severity, order[remark.paragraph]))
    kept = sorted(remarks[:limit], key=lambda remark: order[remark.paragraph])
    return tuple(kept), count - sum(len(remark.notes) for remark in kept)
