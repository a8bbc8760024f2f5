"""Characters wrong, under three norms, with the interval that chance alone would give.

Japanese has no spaces between words, so recognition is scored in characters. How text is made
comparable moves the figure by whole points; every report therefore names its norm:

strict    NFKC, white space removed, punctuation kept.
headline  lower case as well, punctuation and symbols removed, kanji numerals written as arabic
          ones, fillers (えー, あのー …) left out on both sides.
lenient   the readings of the headline text (SudachiPy): which kanji were chosen does not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from minutes_pipeline.evaluation.intervals import Rate, bootstrapped

_FILLERS = re.compile(
    r"(?:(?<=[、。\s])|^)(?:え[ーえ]+と?|えっと|あの[ーう]|あー|そのー|うー?ん|んー)(?=[、。\s]|$)"
)
_SIGNS = re.compile(r"[^\w]|_|ー")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {str(i): i for i in range(10)}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "億": 100_000_000}
_NUMERAL = re.compile(r"(?<![\d.])[\d〇一二三四五六七八九十百千万億]+")


@dataclass(frozen=True, slots=True)
class CharacterRate:
    """The character error rate of one meeting under one norm.

    Attributes:
        rate: All errors over the length of what was said.
        substituted: The part of it that is another character.
        deleted: The part that was said and not written.
        inserted: The part that was written and not said.
    """

    rate: Rate
    substituted: float
    deleted: float
    inserted: float


def _number(text: str) -> str:
    """Return a numeral of kanji, or of both kinds (2万3千), in arabic digits."""
    if not any(c in _UNITS or c in _LARGE for c in text):
        return "".join(str(_DIGITS[c]) for c in text)
    total = part = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = digit * 10 + _DIGITS[c]
        elif c in _UNITS:
            part, digit = part + (digit or 1) * _UNITS[c], 0
        else:
            total, part, digit = total + (part + digit or 1) * _LARGE[c], 0, 0
    return str(total + part + digit)


def strict(text: str) -> str:
    """Return *text* under the strict norm."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def headline(text: str) -> str:
    """Return *text* under the headline norm."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"(?<=\d),(?=\d{3})", "", _FILLERS.sub("", text))
    return _SIGNS.sub("", _NUMERAL.sub(lambda m: _number(m[0]), text))


@cache
def _tokenizer() -> Any:
    from sudachipy import Dictionary

    return Dictionary(dict="core").create()


def lenient(text: str) -> str:
    """Return the reading of *text*, in katakana."""
    pieces = re.findall(r"[^。]{1,400}。?|。", headline_keeping_stops(text))
    return _SIGNS.sub(
        "", "".join(m.reading_form() for piece in pieces for m in _tokenizer().tokenize(piece))
    )


def headline_keeping_stops(text: str) -> str:
    """Return *text* under the headline norm, but for its 。, at which it may be cut."""
    return "。".join(headline(part) for part in text.split("。"))


NORMS: dict[str, Callable[[str], str]] = {
    "strict": strict,
    "headline": headline,
    "lenient": lenient,
}


def turn_errors(said: Sequence[str], heard: str) -> tuple[list[tuple[int, int]], int, int, int]:
    """Align one meeting and count every error to the turn it falls in.

    Args:
        said: What was said, turn by turn, under a norm.
        heard: All that was recognised, under the same.

    Returns:
        For each turn its errors and its length; substitutions, deletions and insertions of all.
        What was heard while nothing was said makes a piece of length 0.
    """
    import jiwer  # only where speech is scored

    owner = [index for index, turn in enumerate(said) for _ in turn]
    if not owner:
        return [(len(heard), 0)], 0, 0, len(heard)
    found = jiwer.process_characters("".join(said), heard)
    errors = [0] * len(said)
    for chunk in found.alignments[0]:
        if chunk.type == "insert":
            place = owner[min(chunk.ref_start_idx, len(owner) - 1)]
            errors[place] += chunk.hyp_end_idx - chunk.hyp_start_idx
        elif chunk.type != "equal":
            for place in owner[chunk.ref_start_idx : chunk.ref_end_idx]:
                errors[place] += 1
    pieces = list(zip(errors, map(len, said), strict=True))
    return pieces, found.substitutions, found.deletions, found.insertions


def error_rate(said: Sequence[str], heard: str, norm: Callable[[str], str]) -> CharacterRate:
    """Return the character error rate of one meeting.

    The whole meeting is aligned at once (Levenshtein; jiwer); each error is counted to the turn
    it falls in, and the turns are resampled for the interval.

    Args:
        said: What was said, turn by turn.
        heard: All that was recognised.
        norm: One of `NORMS`.

    Raises:
        ImportError: jiwer is not installed.
    """
    pieces, substituted, deleted, inserted = turn_errors([norm(t) for t in said], norm(heard))
    length = max(1, sum(n for _, n in pieces))
    return CharacterRate(
        bootstrapped(pieces), substituted / length, deleted / length, inserted / length
    )
