"""The words of this meeting that a recogniser cannot know: given to it as hints, within a budget.

Names and titles are what a general model mishears, and what a clerk cannot accept wrong. But
every hint takes room from the text, and long hints are repeated instead of listened to: so they
are ranked, and cut off at a budget.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from minutes_pipeline.meeting import Agenda, Roster
from minutes_pipeline.transcription.readings import katakana

BUDGET = 110
"""Tokens for all hints; Whisper's decoder has 448 for hints and text together."""

SEPARATOR = "、"

_KIND = re.compile(r"[（(](?:[^（）()]*)[）)]\s*$")
_NUMBERED = re.compile(
    r"^(?:(?:議案|報告|諮問|認定|請願|陳情|承認|同意|発議)?"
    r"第\s*[0-9０-９一二三四五六七八九十]+(?:号|(?=[\s　:：]))[\s　:：]*)+"
)
_TAIL = re.compile(
    r"(?:の一部を改正する条例)?(?:の?制定)?(?:に(?:ついて|関すること|関する件|係る件)|の件|の報告)$"
)
_DATED = re.compile(r"^(?:(?:令和|平成).{1,3}年度?\s*)?(?:第.{1,4}回)?\s*")
_READING = re.compile(r"[ァ-ヶー]+")
_EMPTY = re.compile(
    r"^(?:その他|開会|閉会|会議|あいさつ|挨拶|委員長?あいさつ|会議録署名委員の指名|次回.*|事務連絡)$"
)


@dataclass(frozen=True, slots=True)
class Hotword:
    """A term of the city's own list.

    Attributes:
        text: As it is to be written.
        reading: Katakana; None where the list gives none.
    """

    text: str
    reading: str | None = None


def read_hotwords(text: str) -> tuple[Hotword, ...]:
    r"""Return the terms of a ``hotwords.txt``: one a line, its reading behind a tab or a comma.

    Empty lines, and lines that begin with ``#``, say nothing.

    >>> read_hotwords("# 施設\n青葉の森公園\tあおばのもりこうえん\n")
    (Hotword(text='青葉の森公園', reading='アオバノモリコウエン'),)
    """
    found: dict[str, Hotword] = {}
    for line in text.splitlines():
        term, *more = re.split(r"[\t,、，]", line.strip(), maxsplit=1)
        term, reading = _plain(term), katakana(_plain("".join(more)))
        if len(term) >= 2 and not term.startswith("#"):
            word = Hotword(term, reading if _READING.fullmatch(reading) else None)
            found[term] = word if word.reading else found.get(term, word)
    return tuple(found.values())


def ranked_terms(
    agenda: Agenda,
    roster: Roster,
    listed: Sequence[Hotword] = (),
    found: Sequence[str] = (),
) -> tuple[str, ...]:
    """Return the meeting's own terms, the most useful first, each once.

    Titles of items come first, since they are said most often and hold the subject's own words;
    then the answering sections, what the materials repeat, the sitting's name, full names of
    units, and the city's list, in its order: a list for every sitting says least of this one.
    Names of people are no hints: a recogniser that knows them puts them where nobody said them,
    and a name that was said is set right afterwards by its reading (`repair`). A term that stands
    whole inside another is spared.

    Args:
        agenda: The 次第.
        roster: The 名簿.
        listed: The city's own list.
        found: Terms of the materials, the most useful first.
    """
    said = dict.fromkeys(_plain(term) for term in _candidates(agenda, roster, listed, found))
    kept: list[str] = []
    for term in said:
        if len(term) >= 2 and not any(term in other for other in kept):
            kept.append(term)
    return tuple(kept)


def _candidates(
    agenda: Agenda, roster: Roster, listed: Sequence[Hotword], found: Sequence[str]
) -> Iterator[str]:
    yield from (subject(item.title) for item in agenda.items if not _EMPTY.match(item.title))
    yield from (role.section for role in roster.roles if role.section)
    yield from found
    if agenda.title:
        yield undated(agenda.title)
    yield from (p.affiliation for p in roster.people if p.affiliation and p.role and p.role.answers)
    yield from (word.text for word in listed)


def subject(title: str) -> str:
    """Return an item's title without number, kind and the formal ending.

    >>> subject("議案第12号　下水道条例の一部を改正する条例について（審議）")
    '下水道条例'
    >>> subject("第三期環境基本計画について")
    '第三期環境基本計画'
    """
    bare = _NUMBERED.sub("", _KIND.sub("", title.strip()))
    return _TAIL.sub("", bare) or bare


def undated(title: str) -> str:
    """Return a sitting's title without year and number.

    >>> undated("令和2年度第1回個人情報保護審査会")
    '個人情報保護審査会'
    """
    return _DATED.sub("", title)


def within_budget(
    terms: Iterable[str], tokens: Callable[[str], int], budget: int = BUDGET
) -> tuple[str, ...]:
    """Return the first of *terms* that fit into *budget* together, in their order.

    A term that is too long by itself is passed over, so that one endless title does not keep
    every name away.

    Args:
        terms: Ranked.
        tokens: Counts the engine's tokens of a text.
        budget: Tokens for all of them with what stands between.
    """
    chosen: list[str] = []
    used = 0
    for term in terms:
        cost = tokens(term + SEPARATOR)
        if used + cost <= budget:
            chosen.append(term)
            used += cost
    return tuple(chosen)


def _plain(term: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", term))
