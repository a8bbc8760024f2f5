"""What may be written in the place of what sounds like it: the meeting's terms by reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from minutes_pipeline.meeting import Agenda, Roster
from minutes_pipeline.transcription.lexicon import lexicon
from minutes_pipeline.transcription.readings import Reader, Token, katakana, morae, shortened
from minutes_pipeline.transcription.vocabulary import Hotword, subject, undated

SHORTEST = 3
"""Beats of a term of agenda or roster below which too many words sound the same."""
ELSEWHERE = 4
"""The same for terms of materials and of the table: there are many of them."""
NEAR = 6
"""Beats from which a term may be recognised although a long vowel was misheard."""
LONGEST = 6
"""Words of which one term may have been made by mishearing."""

_KANJI = re.compile(r"[一-鿿々]")


@dataclass(frozen=True, slots=True)
class Terms:
    """What may be put in, by reading in katakana.

    Attributes:
        words: Compounds of the agenda and names of sections.
        names: Surnames; only before a title such as 委員.
        others: Words of the materials, of the city's list and of committees in general.
        near: Terms of `words` and of the city's list by reading without long vowels.
        called: How members are called (森田委員), by reading without long vowels.
        numbered: Number and title of every line of the agenda.
    """

    words: Mapping[str, str]
    names: Mapping[str, str]
    others: Mapping[str, str] = field(default_factory=dict)
    near: Mapping[str, str] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    numbered: tuple[tuple[str, str], ...] = ()

    def holds(self, text: str) -> bool:
        """Tell whether the meeting's own words have *text*, whole or within one."""
        known = (self.words, self.names, self.others)
        return any(text in term for terms in known for term in terms.values())


def terms_of(
    agenda: Agenda,
    roster: Roster,
    reader: Reader,
    listed: Sequence[Hotword] = (),
    found: Sequence[str] = (),
) -> Terms:
    """Return the meeting's terms; readings that two terms share are left out.

    Args:
        agenda: Its titles count most.
        roster: Sections and surnames.
        reader: Cuts and reads.
        listed: The city's own list; each whole entry is a term.
        found: Terms taken from the materials.
    """
    sources = [subject(item.title) for item in agenda.items]
    sources += [undated(agenda.title or "")]
    sources += [role.section for role in roster.roles if role.section]
    sources += [p.affiliation for p in roster.people if p.affiliation]
    pairs = [
        (reading, surface)
        for source in sources
        for surface, reading in _compounds(reader.tokens(source))
    ]
    own = [(word.reading or reader.reading(word.text), word.text) for word in listed]
    words = _distinct([*pairs, *(pair for pair in own if morae(pair[0]) >= SHORTEST)])
    names = _distinct(
        (surname_reading(p.reading, p.surname, reader), p.surname) for p in roster.people
    )
    general = [(reader.reading(text), text) for text in (*found, *lexicon().words)]
    others = _distinct(pair for pair in general if morae(pair[0]) >= ELSEWHERE)
    return Terms(
        words,
        names,
        {reading: text for reading, text in others.items() if reading not in words},
        _distinct((shortened(r), s) for r, s in (*pairs, *own) if morae(r) >= NEAR),
        _distinct(
            (shortened(reading + "イイン"), name + "委員") for reading, name in names.items()
        ),
        tuple((line.number, line.title) for line in agenda.lines or agenda.items),
    )


def _compounds(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield every run of nouns, and every part of one, with kanji and enough beats."""
    for first, head in enumerate(tokens):
        within = first > 0 and tokens[first - 1].noun
        if head.suffix or (within and len(head.surface) == 1):  # 会 of 審議会 begins no term
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


def surname_reading(reading: str | None, surname: str, reader: Reader) -> str:
    """Return how a surname is read: as the roster says, else as the dictionary reads it."""
    return katakana(reading.split()[0]) if reading and reading.split() else reader.reading(surname)


def _distinct(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the readings that stand for one spelling only."""
    found: dict[str, set[str]] = {}
    for reading, surface in pairs:
        found.setdefault(reading, set()).add(surface)
    return {reading: spellings.pop() for reading, spellings in found.items() if len(spellings) == 1}
