"""Common words by their reading, for what was written by sound and is no word (提員 for 定員).

A recogniser that does not know a word writes kanji that sound like it. Where one common word and
no other sounds the same, that word was said. How common a word is comes from ``wordfreq`` (Speer
2022, https://doi.org/10.5281/zenodo.7199437), how it is read from the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minutes_pipeline.transcription.lexicon import Respelling
from minutes_pipeline.transcription.readings import Reader, Token, soundings
from minutes_pipeline.transcription.suspects import odd_words

COMMON = 5.9e-6
"""Share of all words from which a word is common: six of a million."""
POSSIBLE = 6e-7
"""Share from which a word counts as another that may have been said."""
RIVAL = 6.0
"""How many times as common the word must be as every other that sounds the same."""

_LONE = re.compile(r"[一-鿿々\d〇]")
_WORD = re.compile(r"[一-鿿々]{2,4}")


def share_of(word: str) -> float:
    """Return how common *word* is: its share of all words, 0 where the list does not have it."""
    from wordfreq import get_frequency_dict  # read once, a tenth of a second

    return float(get_frequency_dict("ja", wordlist="large").get(word, 0.0))


@dataclass(frozen=True, slots=True)
class CommonWords:
    """Words of two to four kanji that are not too rare.

    Attributes:
        by_reading: The words of a reading in katakana, the most common first, with their shares.
        words: All of them.
    """

    by_reading: dict[str, tuple[tuple[str, float], ...]]
    words: frozenset[str]

    @classmethod
    def load(cls, reader: Reader) -> CommonWords:
        """Read all words that the dictionary has as one."""
        from wordfreq import get_frequency_dict  # a tenth of a second that no other command needs

        found: dict[str, list[tuple[str, float]]] = {}
        for word, share in get_frequency_dict("ja", wordlist="large").items():
            if share < POSSIBLE or not _WORD.fullmatch(word):
                continue
            tokens = reader.tokens(word)
            if len(tokens) == 1 and tokens[0].known and tokens[0].noun and not tokens[0].name:
                found.setdefault(tokens[0].reading, []).append((word, share))
        ordered = {
            reading: tuple(sorted(words, key=lambda one: -one[1]))
            for reading, words in found.items()
        }
        return cls(ordered, frozenset(word for words in found.values() for word, _ in words))

    def sounding(self, run: Sequence[Token]) -> tuple[tuple[str, float], ...]:
        """Return the words that *run* may be by its sound, the most common first, with shares."""
        found: dict[str, float] = {}
        for reading in soundings(run):
            found.update(self.by_reading.get(reading, ()))
        return tuple(sorted(found.items(), key=lambda one: -one[1]))

    def misheard(self, tokens: Sequence[Token]) -> Iterator[Respelling]:
        """Yield what is no word among *tokens* and can only be one common word.

        What stands beside a lone 漢字 or a figure may be part of something longer, and stays.
        """
        starts = {token.start: n for n, token in enumerate(tokens)}
        for place, old in odd_words(tokens):
            end = place + len(old)
            run = [token for token in tokens if place <= token.start < end]
            first = starts[place]
            around = (*tokens[max(0, first - 1) : first], *tokens[first + len(run) :][:1])
            if not _WORD.fullmatch(old) or any(map(_may_belong, around)):
                continue
            new = self.meant(run)
            if new is not None and new != old:
                yield Respelling(place, old, new)

    def meant(self, run: Sequence[Token]) -> str | None:
        """Return the one common word that *run* can only be, None where none or several may be."""
        words = self.sounding(run)
        if not words or words[0][1] < COMMON:
            return None
        rivals = words[1][1] if len(words) > 1 else 0.0
        return words[0][0] if words[0][1] >= RIVAL * rivals else None


def _may_belong(token: Token) -> bool:
    """Tell whether what stands beside *token* may be part of one word with it."""
    return bool(_LONE.fullmatch(token.surface)) or (
        not token.known and bool(_LONE.match(token.surface))
    )
