"""What sounds the same as a term of this meeting is written as the meeting writes it.

A recogniser that hears コセキ writes 高析, 個席 or コセキ; the agenda says 戸籍. Only the meeting's
own terms are put in, only where the whole reading is the same, and only where what stands there
is no word of its own. Every change keeps what stood there, for a person to undo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from minutes_pipeline.meeting import Agenda, ReviewNote, Roster, Segment, Severity, Transcript, Word
from minutes_pipeline.transcription.readings import Reader, Token, katakana, morae
from minutes_pipeline.transcription.vocabulary import subject, undated

SHORTEST = 3
"""Beats below which too many words sound the same."""
LONGEST = 6
"""Words of which one term may have been made by mishearing."""

_KANA = re.compile(r"[ァ-ヶー]+|[ぁ-ゖー]{4,}")
_KANJI = re.compile(r"[一-鿿々]")
_AFTER_NAME = re.compile(
    r"(?:副|前)?(?:委員長?|会長|議長|座長|議員|課長|室長|部長|局長|次長|係長|参事|主幹|市長|町長|村長|教育長|所長|館長|氏|さん|様)"
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What may be put in, by reading in katakana.

    Attributes:
        words: Compounds of the agenda and names of sections.
        names: Surnames; only before a title such as 委員.
    """

    words: Mapping[str, str]
    names: Mapping[str, str]


def terms_of(agenda: Agenda, roster: Roster, reader: Reader) -> Terms:
    """Return the meeting's terms; readings that two terms share are left out."""
    sources = [subject(item.title) for item in agenda.items]
    sources += [undated(agenda.title or "")]
    sources += [role.section for role in roster.roles if role.section]
    sources += [p.affiliation for p in roster.people if p.affiliation]
    words = _distinct(
        (reading, surface)
        for source in sources
        for surface, reading in _compounds(reader.tokens(source))
    )
    names = _distinct(
        (_surname_reading(p.reading, p.surname, reader), p.surname) for p in roster.people
    )
    return Terms(words, names)


def repair(transcript: Transcript, terms: Terms, reader: Reader) -> Transcript:
    """Return *transcript* with the meeting's terms written right, each change noted."""
    segments: list[Segment] = []
    notes = list(transcript.notes)
    for segment in transcript.segments:
        changes = list(_changes(segment.text, terms, reader))
        segments.append(_rewritten(segment, changes))
        notes += [
            ReviewNote(
                "term-repaired",
                Severity.LOW,
                f"「{old}」と聞こえた語を「{new}」と書きました。違うときは元に戻してください。",
                start=segment.span.start,
                end=segment.span.end,
                alternatives=(old,),
            )
            for _, old, new in changes
        ]
    return replace(transcript, segments=tuple(segments), notes=tuple(notes))


def _compounds(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield every run of nouns, and every part of one, with kanji and enough beats."""
    for first, head in enumerate(tokens):
        if head.suffix:
            continue
        for last in range(first, min(len(tokens), first + LONGEST)):
            if not tokens[last].noun:
                break
            run = tokens[first : last + 1]
            surface = "".join(t.surface for t in run)
            reading = "".join(t.reading for t in run)
            if (
                _KANJI.search(surface)
                and morae(reading) >= SHORTEST
                and not re.search(r"\d", surface)
            ):
                yield surface, reading


def _surname_reading(reading: str | None, surname: str, reader: Reader) -> str:
    return katakana(reading.split()[0]) if reading and reading.split() else reader.reading(surname)


def _distinct(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the readings that stand for one spelling only."""
    found: dict[str, set[str]] = {}
    for reading, surface in pairs:
        found.setdefault(reading, set()).add(surface)
    return {reading: spellings.pop() for reading, spellings in found.items() if len(spellings) == 1}


def _changes(text: str, terms: Terms, reader: Reader) -> Iterator[tuple[int, str, str]]:
    """Yield place, what stands there and what is to stand there, in order, not overlapping."""
    tokens = reader.tokens(text)
    first = 0
    while first < len(tokens):
        for count in range(min(LONGEST, len(tokens) - first), 0, -1):
            run = tokens[first : first + count]
            new = _meant(run, text, terms)
            if new is not None:
                yield run[0].start, text[run[0].start : run[-1].end], new
                first += count
                break
        else:
            first += 1


def _meant(run: Sequence[Token], text: str, terms: Terms) -> str | None:
    """Return the term that *run* stands for, None when it stands for itself."""
    if not all(token.noun for token in run):
        return None
    surface = text[run[0].start : run[-1].end]
    reading = "".join(token.reading for token in run)
    name = terms.names.get(reading)
    if name is not None and surface != name and _AFTER_NAME.match(text, run[-1].end):
        # 斉藤 for 斎藤 is a word of its own, and still not how this member writes it.
        return name if len(run) > 1 or run[0].name or not _ordinary(run[0]) else None
    word = terms.words.get(reading)
    if word is None or surface == word:
        return None
    # One word of the dictionary was probably meant; several in a row that sound like the term
    # are a compound that nobody says.
    return word if len(run) > 1 or not _ordinary(run[0]) else None


def _ordinary(token: Token) -> bool:
    return token.known and not _KANA.fullmatch(token.surface)


def _rewritten(segment: Segment, changes: Sequence[tuple[int, str, str]]) -> Segment:
    """Put the changes in; the words under one become one word over their time."""
    if not changes:
        return segment
    text, words = segment.text, segment.words
    for place, old, new in reversed(changes):
        text = text[:place] + new + text[place + len(old) :]
        words = _words_with(words, place, old, new)
    return replace(segment, text=text, words=words)


def _words_with(words: tuple[Word, ...], place: int, old: str, new: str) -> tuple[Word, ...]:
    end = place + len(old)
    touched: list[int] = []
    starts: list[int] = []
    position = 0
    for index, word in enumerate(words):
        starts.append(position)
        if position < end and position + len(word.text) > place:
            touched.append(index)
        position += len(word.text)
    if not touched:
        return words
    first, last = touched[0], touched[-1]
    joined = "".join(word.text for word in words[first : last + 1])
    inside = place - starts[first]
    known = [w.probability for w in words[first : last + 1] if w.probability is not None]
    one = Word(
        joined[:inside] + new + joined[inside + len(old) :],
        words[first].span | words[last].span,
        min(known) if known else None,
    )
    return (*words[:first], one, *words[last + 1 :])
