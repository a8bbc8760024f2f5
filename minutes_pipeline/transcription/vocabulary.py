"""The words of this meeting that a recogniser cannot know: given to it as hints, within a budget.

Names and titles are what a general model mishears, and what a clerk cannot accept wrong. But
every hint takes room from the text, and long hints are repeated instead of listened to: so they
are ranked, and cut off at a budget.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from minutes_pipeline.meeting import Agenda, Roster

BUDGET = 110
"""Tokens for all hints; Whisper's decoder has 448 for hints and text together."""

SEPARATOR = "、"

_KIND = re.compile(r"[（(](?:[^（）()]*)[）)]\s*$")
_NUMBERED = re.compile(
    r"^(?:(?:議案|報告|諮問|認定|請願|陳情|承認|同意|発議)?"
    r"第\s*[0-9０-９一二三四五六七八九十]+号?[\s　:：]*)+"
)
_TAIL = re.compile(
    r"(?:の一部を改正する条例)?(?:の?制定)?(?:に(?:ついて|関すること|関する件|係る件)|の件|の報告)$"
)
_DATED = re.compile(r"^(?:(?:令和|平成).{1,3}年度?\s*)?(?:第.{1,4}回)?\s*")
_EMPTY = re.compile(
    r"^(?:その他|開会|閉会|会議|あいさつ|挨拶|委員長?あいさつ|会議録署名委員の指名|次回.*|事務連絡)$"
)


def ranked_terms(agenda: Agenda, roster: Roster) -> tuple[str, ...]:
    """Return the meeting's own terms, the most useful first, each once.

    Titles of items come first, since they are said most often and hold the subject's own words;
    then the answering sections, the sitting's name, and full names of units. Names of people are
    no hints: a recogniser that knows them puts them where nobody said them, and a name that was
    said is set right afterwards by its reading (`repair`).
    """
    found = (_plain(term) for term in _candidates(agenda, roster))
    return tuple(dict.fromkeys(term for term in found if len(term) >= 2))


def _candidates(agenda: Agenda, roster: Roster) -> Iterator[str]:
    yield from (subject(item.title) for item in agenda.items if not _EMPTY.match(item.title))
    yield from (role.section for role in roster.roles if role.section)
    if agenda.title:
        yield undated(agenda.title)
    yield from (p.affiliation for p in roster.people if p.affiliation and p.role and p.role.answers)


def subject(title: str) -> str:
    """Return an item's title without number, kind and the formal ending.

    >>> subject("議案第12号　下水道条例の一部を改正する条例について（審議）")
    '下水道条例'
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
