"""How like a title a piece of speech is: by its writing, its sound and its words.

Speech recognisers write titles as they hear them (戸籍 as コセキ or 古関), so readings are compared
as well as characters, and words count by how few titles share them.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from minutes_pipeline.agenda.speech_text import Spoken, normal_speech, spoken
from minutes_pipeline.agenda.titles import compact
from minutes_pipeline.agenda.wording import OTHER_TITLE, STEP_TITLE
from minutes_pipeline.meeting import AgendaItem

_TAIL = re.compile(r"(?:について|に関して|に関すること|に係る件|の件)?(?:\([^)]*\))*$")
_DESIGNATION = re.compile(r"^\D{1,4}第[0-9]+号\s*")
_OTHER_SAID = re.compile(
    r"(?:議題|案件|最後に|次第|番).{0,4}そのため(?:で)?(?:ございます|です)|その(?:他|ほか|外|た|田|多|太)(?:について|につきまして|に(?:入|移|なり|進)|で(?:ござい|す|あり|何)|とし(?:て|まし)|と(?:なり|いう)|"
    r"の(?:案件|項目|件|部分|事項|議題|報告|連絡)|(?:、|として|で)?(?:(?:皆(?:さん|様)|事務局|委員)(?:から|より|の(?:ほう|方)から)?)?[、]?"
    r"(?:何か|(?:ござい|あり)ます)|(?:[、,。]|$))"
)
_OTHER_QUESTION = re.compile(r"その(?:他|ほか|外|た|田|多|太)[、,に]?.{0,6}(?:質問|意見|質疑|発言)")
_NO_NAME = re.compile(
    r"案$|資料|報告|審議|協議|諮問|答申|承認|意見|継続|公開|予定|令和|平成|年度|第[0-9]+|変更|一部|[0-9]+(?:年|月|回|期)|説明|素案|改定|概要|中間|事項"
)
"""What brackets hold beside names."""
_SHORTEST_ALIAS = 4
_LONE_WORD = 0.2
"""Likeness of speech that holds the only word of a title, but nothing like the title."""
_FUZZY_WORD = 80.0
"""Percent of a word's sounds that must be heard for the word to count."""


@dataclass(frozen=True, slots=True)
class Title:
    """An agenda title as it is looked for in speech.

    Attributes:
        core: Without 議案第5号, について, （案）.
        weights: Weight of each content word, by reading.
        aliases: What stands in brackets behind it and may be said for it: 里山クラブ.
        other: Whether it is その他.
    """

    core: Spoken
    weights: tuple[tuple[str, float], ...]
    other: bool
    aliases: tuple[Spoken, ...] = ()


def _points(item: AgendaItem) -> tuple[str, ...]:
    """Return the points of *item*, without what is done with any (質疑応答)."""
    return tuple(point for point in item.details if not STEP_TITLE.match(compact(point)))


def titles_of(items: Sequence[AgendaItem], sitting: str | None) -> tuple[Title, ...]:
    """Return the titles of *items*.

    Words that many of them share weigh little, and so do words of the sitting's own name, which is
    said whatever is talked about.
    """
    everywhere = frozenset(spoken(normal_speech(sitting or "")).words)
    cores = [spoken(_core(item.title)) for item in items]
    extra = [spoken(normal_speech("、".join(_points(item)))).words for item in items]
    spread = Counter(w for core in cores for w in core.words)
    return tuple(
        Title(
            core,
            tuple(
                (w, math.log((len(items) + 1) / spread[w]) * (0.3 if w in everywhere else 1.0))
                for w in core.words
            )
            + tuple((w, 0.3) for w in more if w not in spread),
            bool(OTHER_TITLE.match(compact(item.title))),
            _aliases(item.title),
        )
        for item, core, more in zip(items, cores, extra, strict=True)
    )


def _core(title: str) -> str:
    text = _DESIGNATION.sub("", normal_speech(title))
    return _TAIL.sub("", text) or text


def _aliases(title: str) -> tuple[Spoken, ...]:
    """Return what the brackets behind a title name: who applies, what a plan is called."""
    inside = re.findall(r"\(([^()]+)\)|「([^「」]+)」", normal_speech(title))
    named = (re.sub(r"^[^::]{1,6}[::]", "", a or b).strip() for a, b in inside)
    return tuple(
        spoken(name)
        for name in dict.fromkeys(named)
        if len(name) >= _SHORTEST_ALIAS and not _NO_NAME.search(name)
    )


def likeness(title: Title, said: Spoken) -> float:
    """Return how surely *said* names *title*, in [0, 1]; 0 at the level of chance."""
    if title.other:
        return _names_other(said.text)
    if any(alias.text in said.text or alias.reading in said.reading for alias in title.aliases):
        return 1.0
    whole = max(
        _above_chance(
            fuzz.partial_ratio(title.core.text, said.text), len(title.core.text), said.text
        ),
        _above_chance(
            fuzz.partial_ratio(title.core.reading, said.reading),
            len(title.core.reading),
            said.reading,
        ),
    )
    words = heard_words(title, said)
    if words is None:
        return whole
    if len(title.weights) == 1 and whole == 0.0:
        return _LONE_WORD * words  # one common word is no title: 委員 of 委員長報告
    return 0.5 * whole + 0.5 * min(1.0, max(0.0, words - 0.15) / 0.75)


def _above_chance(percent: float, length: int, within: str) -> float:
    """Scale a partial match so that what random speech reaches is 0.

    Short titles are found anywhere by chance, so they must match almost whole.
    """
    if length == 0 or len(within) < 0.6 * length:
        return 0.0
    chance = min(0.9, 0.45 + 1.6 / length)
    return max(0.0, min(1.0, (percent / 100 - chance) / (0.95 - chance)))


def heard_words(title: Title, said: Spoken) -> float | None:
    """Return the weighted share of the title's words that *said* holds; None without words."""
    total = sum(weight for _, weight in title.weights)
    if not total:
        return None
    got = 0.0
    for word, weight in title.weights:
        if word in said.reading:
            got += weight
        elif len(word) > 3 and fuzz.partial_ratio(word, said.reading) >= _FUZZY_WORD:
            got += weight * 0.8
    return got / total


def words_in_common(title: Title, words: frozenset[str]) -> float:
    """Return the weighted share of the title's words that are among *words*."""
    total = sum(weight for _, weight in title.weights)
    if not total or title.other:
        return 0.0
    return sum(weight for word, weight in title.weights if word in words) / total


def _names_other(text: str) -> float:
    match = _OTHER_SAID.search(text)
    if match is None:
        return 0.0
    if _OTHER_QUESTION.search(text):
        return 0.3
    return 0.7 if match[0][-1] in "、,。" or match[0].endswith(("何か", "ます")) else 1.0
