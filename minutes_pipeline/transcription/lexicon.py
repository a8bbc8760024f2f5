"""What committees of any municipality say, and how recognisers misspell it (``lexicon.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

_ITEM = re.compile(
    r"(?:(?<=次第の)|(?<=案件の)|(?<=議題の)|(?<=議事の)|(?<=日程の))(?P<heard>に|さん|よん|し|ご|後|五|ろく|六|なな|七|はち|八|いち|一|位置)(?:番)?[、は]{0,2}"
)
_SAID = {
    "1": ("いち", "一", "位置"),
    "2": ("に",),
    "3": ("さん",),
    "4": ("よん", "し"),
    "5": ("ご", "後", "五"),
    "6": ("ろく", "六"),
    "7": ("なな", "七"),
    "8": ("はち", "八"),
}
_NUMERALS = "〇一二三四五六七八九"
_WITH_NUMERAL = re.compile(
    rf"(?<![{_NUMERALS}十百千万])[一二三四五六七八九](?![年月日回号条項期週円名人件歳つ般部か十百千万])"
    r"[^のにをはと、・「」（）()\s]{3,}"
)
_SHORTEST = 4
"""Characters of a word of a title that may have been written with a figure."""
_PREFIX = 2
"""Characters of an item's title behind its number by which it is recognised."""


@dataclass(frozen=True, slots=True)
class Respelling:
    """One place of a text that is to read otherwise.

    Attributes:
        place: Of its first character.
        old: What stands there.
        new: What is to stand there.
        counts: Whether *new* states how many, which a person is asked about.
    """

    place: int
    old: str
    new: str
    counts: bool = False

    @property
    def end(self) -> int:
        """Place after the last character of what stands there."""
        return self.place + len(self.old)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The table.

    Attributes:
        words: Put in where what was heard is no word and sounds the same.
        context: Patterns whose surroundings leave no doubt, what is to stand there, and whether
            that states how many (週2回).
    """

    words: tuple[str, ...]
    context: tuple[tuple[re.Pattern[str], str, bool], ...]


@cache
def lexicon() -> Lexicon:
    """Return the table that comes with the program."""
    text = resources.files(__package__).joinpath("lexicon.toml").read_text("utf-8")
    table = tomllib.loads(text)
    rules = tuple(
        (re.compile(rule["find"]), str(rule["put"]), bool(rule.get("counts")))
        for rule in table["context"]
    )
    return Lexicon(tuple(table["words"]), rules)


def misspelt(text: str) -> Iterator[Respelling]:
    """Yield what the context shows to be misspelt, rule by rule."""
    for pattern, put, counts in lexicon().context:
        for match in pattern.finditer(text):
            new = match.expand(put)
            if new != match[0]:
                yield Respelling(match.start(), match[0], new, counts)


def item_numbers(text: str, titles: Sequence[tuple[str, str]]) -> Iterator[Respelling]:
    """Yield numbers of the agenda that were heard as words (次第の後、その他 for 次第の5、その他).

    Only where the title that has that number stands behind it.

    Args:
        text: As heard.
        titles: Number and title of each line of the agenda.
    """
    for match in _ITEM.finditer(text):
        for number, title in titles:
            if match["heard"] in _SAID.get(number, ()) and text.startswith(
                title[:_PREFIX], match.end()
            ):
                yield Respelling(match.start("heard"), match["heard"], number)
                break


def in_figures(text: str, titles: Sequence[tuple[str, str]]) -> Iterator[Respelling]:
    """Yield words of titles that were written with a figure: 1時預かり for 一時預かり.

    What only counts or dates (第三期, 三年) is left to the rules of writing.

    Args:
        text: As heard.
        titles: Number and title of each line of the agenda.
    """
    words = {match[0] for _, title in titles for match in _WITH_NUMERAL.finditer(title)}
    for word in sorted(words, key=len, reverse=True):
        figure = str(_NUMERALS.index(word[0]))
        for length in range(len(word), _SHORTEST - 1, -1):
            for match in re.finditer(rf"(?<!\d){figure}{re.escape(word[1:length])}", text):
                yield Respelling(match.start(), match[0], word[:length])


def apart(changes: Sequence[Respelling]) -> tuple[Respelling, ...]:
    """Return *changes* in order of place, of two that overlap only the first given."""
    kept: list[Respelling] = []
    for change in changes:
        if all(change.end <= other.place or change.place >= other.end for other in kept):
            kept.append(change)
    return tuple(sorted(kept, key=lambda change: change.place))
