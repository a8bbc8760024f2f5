"""What the rules see of a text: words with their inflection, behind a small Protocol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Token:
    """A linguistic word.

    Attributes:
        surface: As it stands in the text.
        lemma: Dictionary form (``行う`` for 行っ).
        tag: Part of speech of the UniDic family (``動詞-一般``, ``助詞-格助詞``).
        klass: Class of inflection (``五段-ラ行``); empty for a word that does not inflect.
        form: Inflected form (``連用形``, without the part after the hyphen); empty likewise.
        reading: Katakana; empty when unknown or when a rule made the word.
        bunsetsu: Whether a phrase (文節) begins here.
        start: Offset of its first character in the analysed text; -1 for a word made by a rule.
        made: Whether a rule made or re-inflected it, so that its surface must be worked out.
    """

    surface: str
    lemma: str
    tag: str
    klass: str = ""
    form: str = ""
    reading: str = ""
    bunsetsu: bool = False
    start: int = -1
    made: bool = False

    @property
    def is_punctuation(self) -> bool:
        """Whether it is 、。「」 and the like."""
        return self.tag.startswith(("補助記号", "空白"))

    @property
    def is_number(self) -> bool:
        """Whether it is a numeral, in digits or in kanji."""
        return self.tag.startswith("名詞-数詞")

    @property
    def is_name(self) -> bool:
        """Whether it is a proper name."""
        return "固有名詞" in self.tag

    @property
    def is_particle(self) -> bool:
        """Whether it is a particle (助詞)."""
        return self.tag.startswith("助詞")

    @property
    def inflects(self) -> bool:
        """Whether its form can be changed."""
        return bool(self.klass)


Tokens = tuple[Token, ...]


class Analyzer(Protocol):
    """Splits Japanese text into words with part of speech and inflection."""

    @property
    def identity(self) -> str:
        """Name and version of what decides the result, for the ledger."""

    def analyze(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the words of each text, in order; an empty text has none.

        The surfaces joined give the text without its white space, and ``start`` counts in the
        text as given.
        """


def surface(tokens: Sequence[Token]) -> str:
    """Return the text that *tokens* stand for."""
    return "".join(token.surface for token in tokens)
