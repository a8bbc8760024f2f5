"""Characters wrong, under three norms, with the interval that chance alone would give.

Japanese has no spaces between words, so recognition is scored in characters. How text is made
comparable moves the figure by whole points; every report therefore names its norm:

strict    NFKC, white space removed, punctuation kept.
headline  lower case as well, punctuation and symbols removed, kanji numerals written as arabic
          ones, fillers (えー, あのー …) left out on both sides.
lenient   the readings of the headline text (SudachiPy): which kanji were chosen does not count.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz.distance import Levenshtein

RESAMPLES = 1000
_SEED = 20200925
_FILLERS = re.compile(
    r"(?:(?<=[、。\s])|^)(?:え[ーえ]+と?|えっと|あの[ーう]|あー|そのー|うー?ん|んー)(?=[、。\s]|$)"
)
_SIGNS = re.compile(r"[^\w]|_|ー")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "億": 100_000_000}
_NUMERAL = re.compile(r"[〇一二三四五六七八九十百千万億]+")


@dataclass(frozen=True, slots=True)
class Rate:
    """An error rate with its 95 % bootstrap interval over the turns of the meeting.

    Attributes:
        value: Errors over reference length.
        low: 2.5th percentile of the resampled rates.
        high: 97.5th percentile.
    """

    value: float
    low: float
    high: float


def _number(text: str) -> str:
    """Return a kanji numeral in arabic digits; one that is no number stays as it is."""
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
    text = re.sub(
        r"(\d+)([万億])",
        lambda m: str(int(m[1]) * _LARGE[m[2]]) if len(m[1]) < 5 else m[0],
        text,
    )
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


def error_rate(said: Sequence[str], heard: str, norm: Callable[[str], str]) -> Rate:
    """Return the character error rate of one meeting.

    The whole meeting is aligned at once (Levenshtein); each error is counted to the turn it
    falls in, and the turns are resampled for the interval.

    Args:
        said: What was said, turn by turn.
        heard: All that was recognised.
        norm: One of `NORMS`.
    """
    turns = [norm(text) for text in said]
    truth, found = "".join(turns), norm(heard)
    border, owner = 0, []
    for index, turn in enumerate(turns):
        owner += [index] * len(turn)
        border += len(turn)
    if not owner:
        return Rate(0.0, 0.0, 0.0)
    errors = [0] * len(turns)
    for edit in Levenshtein.editops(truth, found):
        errors[owner[min(edit.src_pos, border - 1)]] += 1
    pairs = list(zip(errors, map(len, turns), strict=True))
    return _bootstrapped(pairs)


def _bootstrapped(pairs: Sequence[tuple[int, int]]) -> Rate:
    """Return the rate of (errors, length) pairs with its percentile interval."""
    generator = random.Random(_SEED)  # noqa: S311 - statistics, not secrets
    rates = []
    for _ in range(RESAMPLES):
        drawn = generator.choices(pairs, k=len(pairs))
        length = sum(n for _, n in drawn)
        rates.append(sum(e for e, _ in drawn) / length if length else 0.0)
    rates.sort()
    value = sum(e for e, _ in pairs) / max(1, sum(n for _, n in pairs))
    return Rate(value, rates[int(RESAMPLES * 0.025)], rates[int(RESAMPLES * 0.975) - 1])
