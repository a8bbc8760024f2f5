"""Japanese words with their readings, by Sudachi; and how else a string of kanji may sound."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from minutes_pipeline.errors import StageFailed

_NOUNLIKE = ("名詞", "接頭辞", "接尾辞")
_SMALL = str.maketrans("", "", "ァィゥェォャュョヮ")
_TABLE = "kanji_readings.tsv"
_MOST = 48
"""Readings of one run of words that are tried: more are guesses."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the dictionary.

    Attributes:
        surface: As written.
        reading: Katakana.
        start: Place of its first character in the text.
        noun: Whether it can be part of a compound noun.
        suffix: Whether it only stands behind another word.
        name: Whether it is a person's name.
        known: Whether the dictionary has it.
    """

    surface: str
    reading: str
    start: int
    noun: bool
    suffix: bool
    name: bool
    known: bool

    @property
    def end(self) -> int:
        """Place after its last character."""
        return self.start + len(self.surface)

    @property
    def odd(self) -> bool:
        """Whether nobody would write it by itself: not in the dictionary, or a lone kanji."""
        lone = len(self.surface) == 1 and "一" <= self.surface <= "鿿"
        return not self.known or (lone and not self.suffix)


class Reader:
    """Cuts text into words and reads them."""

    def __init__(self) -> None:
        """Load the dictionary.

        Raises:
            StageFailed: Sudachi or its dictionary is not installed (A04).
        """
        try:
            from sudachipy import Dictionary, SplitMode  # heavy: loads the dictionary

            self._tokenizer: Any = Dictionary(dict="core").create(mode=SplitMode.B)
            self._long = SplitMode.C
        except Exception as error:
            # SudachiPy's native part raises its own classes for a missing dictionary.
            raise StageFailed(
                "A04",
                f"日本語辞書（SudachiDict）を読み込めません（{error}）。",
                "minutes_pipeline をインストールし直してください。",
            ) from error

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the words of *text*, in order."""
        found = []
        for morpheme in self._tokenizer.tokenize(text):
            kind = morpheme.part_of_speech()
            found.append(
                Token(
                    morpheme.surface(),
                    katakana(morpheme.reading_form() or morpheme.surface()),
                    morpheme.begin(),
                    kind[0] in _NOUNLIKE,
                    kind[0] == "接尾辞",
                    "人名" in kind,
                    not morpheme.is_oov(),
                )
            )
        return tuple(found)

    def reading(self, text: str) -> str:
        """Return the reading of *text* in katakana."""
        return "".join(token.reading for token in self.tokens(text))

    def one_word(self, text: str) -> bool:
        """Tell whether the dictionary has *text* as one word."""
        found = self._tokenizer.tokenize(text, self._long)
        return len(found) == 1 and not found[0].is_oov()


def soundings(run: Sequence[Token]) -> tuple[str, ...]:
    """Return the ways *run* may be read aloud, in katakana, the dictionary's own first.

    A word of the dictionary has its reading. What is no word (提告, 会事), and a lone kanji, is
    read as kanji are read inside compounds: a recogniser that mishears writes by sound.
    """
    options = [_sounds(token) for token in run]
    every = ("".join(parts) for parts in itertools.product(*options))
    return tuple(dict.fromkeys(itertools.islice(every, _MOST)))


def _sounds(token: Token) -> tuple[str, ...]:
    own = (token.reading,) if token.known else ()
    if token.known and len(token.surface) > 1 and not token.name:
        return own  # 時休 may be somebody's name, and still be part of 残時休計
    parts = [sounds_of(c) for c in token.surface]
    guessed = ("".join(p) for p in itertools.product(*parts)) if all(parts) else iter(())
    found = tuple(dict.fromkeys((*own, *itertools.islice(guessed, _MOST))))
    return found or (token.reading,)


def sounds_of(c: str) -> tuple[str, ...]:
    """Return how the character *c* may sound inside a word; kanji by the table."""
    kana = katakana(c)
    return (kana,) if "ァ" <= kana <= "ー" else _kanji().get(c, ())


@cache
def _kanji() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    table = resources.files(__package__).joinpath(_TABLE).read_text("utf-8")
    for line in table.splitlines():
        if not line.startswith("#"):
            kanji, readings = line.split("\t")
            found[kanji] = tuple(readings.split())
    return found


def katakana(text: str) -> str:
    """Return hiragana as katakana, everything else as it is."""
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


def morae(reading: str) -> int:
    """Return how many beats a katakana *reading* has (キョ is one, ー and ン are one each)."""
    return len(reading.translate(_SMALL))


_VOWELS = {
    "a": "アカガサザタダナハバパマヤラワァャ",
    "i": "イキギシジチヂニヒビピミリィ",
    "u": "ウクグスズツヅヌフブプムユルゥュ",
    "e": "エケゲセゼテデネヘベペメレェ",
    "o": "オコゴソゾトドノホボポモヨロヲォョ",
}
_VOWEL_OF = {kana: vowel for vowel, row in _VOWELS.items() for kana in row}
_LENGTHENS = {"a": "アー", "i": "イー", "u": "ウー", "e": "エイー", "o": "オウー"}


def shortened(reading: str) -> str:
    """Return *reading* without long vowels and doubled consonants, which are easily misheard.

    >>> shortened("コウセキ"), shortened("モリタイイン")
    ('コセキ', 'モリタイン')
    """
    out: list[str] = []
    for c in reading:
        vowel = _VOWEL_OF.get(out[-1]) if out else None
        if c == "ッ" or (vowel is not None and c in _LENGTHENS[vowel]):
            continue
        out.append("ジ" if c == "ヂ" else "ズ" if c == "ヅ" else c)
    return "".join(out)
