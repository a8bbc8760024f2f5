"""Japanese words with their readings, by Sudachi."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from minutes_pipeline.errors import StageFailed

_NOUNLIKE = ("名詞", "接頭辞", "接尾辞")
_SMALL = str.maketrans("", "", "ァィゥェォャュョヮ")


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


def katakana(text: str) -> str:
    """Return hiragana as katakana, everything else as it is."""
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


def morae(reading: str) -> int:
    """Return how many beats a katakana *reading* has (キョ is one, ー and ン are one each)."""
    return len(reading.translate(_SMALL))
