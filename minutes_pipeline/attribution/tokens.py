"""Linguistic tokens: where a Japanese word may begin, and how it is read.

Whisper's "words" are pieces of one to three characters; a voice never changes inside a word
of the language, so both are needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

_DEPENDENT = frozenset({"助詞", "助動詞", "接尾辞", "補助記号", "空白"})
"""Parts of speech that lean on what stands before them."""

_CHUNK = 10_000
"""Characters given to Sudachi at once; it refuses texts beyond 49 149 bytes."""

_VOICED = str.maketrans("ヅヂヲ", "ズジオ")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the language.

    Attributes:
        surface: As written.
        reading: In katakana; the surface itself where the dictionary has none.
        dependent: True for particles, auxiliaries, suffixes and signs.
        verb_end: True for an auxiliary such as です, ます, た that may end a sentence.
        person: True for a name of a person.
        common: True for a noun that names no person and no place.
        particle: True for particles, auxiliaries and verbs: no part of a unit's name.
    """

    surface: str
    reading: str
    dependent: bool
    verb_end: bool
    person: bool = False
    particle: bool = False
    common: bool = False


class Tokenizer(Protocol):
    """Cuts Japanese text into words."""

    @property
    def version(self) -> str:
        """Name and version of engine and dictionary, for the ledger."""

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the words of *text*; their surfaces joined give *text*."""


@lru_cache(maxsize=1)
def _engine() -> tuple[Callable[[str], Any], str]:
    """Build Sudachi with the dictionary that GiNZA uses, once a process."""
    import sudachipy

    tokenizer = sudachipy.Dictionary(dict="core").create(mode=sudachipy.SplitMode.C)
    return tokenizer.tokenize, str(sudachipy.__version__)


@dataclass(frozen=True, slots=True)
class SudachiTokenizer:
    """The dictionary that GiNZA brings along, without GiNZA's parser: fast, same words."""

    dictionary: str = field(default="core")

    @property
    def version(self) -> str:
        """Name and version of engine and dictionary."""
        return f"sudachipy {_engine()[1]} {self.dictionary}"

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the words of *text*; their surfaces joined give *text*."""
        tokenize, _ = _engine()
        found: list[Token] = []
        for first in range(0, len(text), _CHUNK):
            piece = text[first : first + _CHUNK]
            at = 0
            for morpheme in tokenize(piece):
                begin, end = morpheme.begin(), morpheme.end()
                if begin > at:  # white space that the dictionary skips
                    found.append(Token(piece[at:begin], "", dependent=True, verb_end=False))
                found.append(_token(piece[begin:end], morpheme))
                at = end
            if at < len(piece):
                found.append(Token(piece[at:], "", dependent=True, verb_end=False))
        return tuple(token for token in found if token.surface)


def _token(surface: str, morpheme: Any) -> Token:
    kind = morpheme.part_of_speech()
    reading = str(morpheme.reading_form())
    return Token(
        surface,
        "" if kind[0] in {"補助記号", "空白"} else reading or surface,
        dependent=kind[0] in _DEPENDENT or kind[1] == "非自立可能",
        verb_end=kind[0] == "助動詞" and kind[5].startswith("終止形"),
        person=kind[2] == "人名",
        common=kind[1] == "普通名詞",
        particle=kind[0]
        in {"助詞", "助動詞", "動詞", "形容詞", "感動詞", "接続詞", "代名詞", "副詞"},
    )


def reading_of(text: str, tokenizer: Tokenizer) -> str:
    """Return how *text* sounds, in katakana without long-vowel marks.

    ヂ, ヅ and ヲ become ジ, ズ and オ, which sound alike.

    >>> reading_of("市民室", SudachiTokenizer())
    'シミンシツ'
    """
    sound = "".join(token.reading for token in tokenizer.tokens(text))
    return katakana(sound)


def katakana(text: str) -> str:
    """Return *text* with hiragana turned into katakana, spaces and ー dropped, ヂヅヲ levelled."""
    turned = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)
    return "".join(c for c in turned if not c.isspace() and c != "ー").translate(_VOICED)
