"""Signs that a recogniser did not listen: loops, stock phrases, echoed hints, text out of nothing.

Signs alone never delete anything; they decide that a window is heard again, and what a person is
asked to look at.
"""

from __future__ import annotations

import math
import re
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

COMPRESSION = 2.8
"""Length over compressed length from which a text repeats itself; vote formulas reach 2.3."""
LOGPROB = -1.0
"""Mean log-probability of a token below which the engine itself does not believe the text."""
FASTEST, SLOWEST = 13.0, 1.2
"""Characters per second of speech that nobody exceeds, and that nobody falls below."""
LONG_ENOUGH = 4.0
"""Seconds of speech from which the speed says anything."""
ECHO = 10
"""Characters of two hints in a row that nobody says by chance."""
PIECE = 3
"""Characters below which a hint, or a part of one, says nothing."""
LEAK = 0.1
"""Probability (geometric mean) below which a hint in the text was not said.

The engine states probabilities without the hints: what it would not have written from the sound
alone came from them. On four spoken meetings with whisper-base 7 of 102 hinted runs lay below (at
0.03 and less) and all were invented; the least certain right one lay at 0.23.
"""

WEIGHTS = {
    "loop": 3,
    "echo": 3,
    "leak": 3,
    "stock": 3,
    "compression": 2,
    "empty": 2,
    "logprob": 1,
    "fast": 1,
    "slow": 1,
    "cut": 1,
}
"""How much each sign speaks against a text, to choose between two hearings of one window.

``cut`` is a loop that was written once and left enough of what was said around it.
"""

_STOCK = (
    "ご視聴ありがとうございました",
    "ご視聴いただきありがとうございます",
    "最後までご視聴",
    "最後までご覧いただき",
    "チャンネル登録",
    "高評価",
    "次の動画",
    "次回の動画",
    "また次回お会いしましょう",
    "字幕",
    "おやすみなさい",
    "ご覧いただきありがとうございます",
    "この動画は",
)
_LOOP = re.compile(
    r"(?P<few>.{1,30}?)(?P=few){3,}"
    r"|(?P<clause>(?P<head>.{5}).{10,55}?)(?P=clause)+(?P=head)"
)
_SIGNS = re.compile(r"[\s、。,.!?「」『』()・…]")


@dataclass(frozen=True, slots=True)
class Heard:
    """One window as heard once.

    Attributes:
        text: The whole text.
        speech: Seconds of speech in the window.
        logprob: Mean log-probability of a token; None when nothing was heard.
        hints: What was given to the engine, in its order.
        sure: The engine's probability for every character of *text*; empty when it gave none.
    """

    text: str
    speech: float
    logprob: float | None
    hints: tuple[str, ...] = ()
    sure: tuple[float, ...] = ()


def signs(heard: Heard) -> tuple[str, ...]:
    """Return why *heard* looks wrong, empty when it looks right.

    The words are ``empty``, ``loop``, ``compression``, ``logprob``, ``fast``, ``slow``, ``stock``,
    ``echo`` and ``leak``.
    """
    text = bare(heard.text)
    if not text:
        return ("empty",) if heard.speech >= 1.0 else ()
    found = []
    if loops(text):
        found.append("loop")
    if compression(text) > COMPRESSION:
        found.append("compression")
    if heard.logprob is not None and heard.logprob < LOGPROB:
        found.append("logprob")
    if heard.speech > 0 and len(text) / heard.speech > FASTEST:
        found.append("fast")
    if heard.speech >= LONG_ENOUGH and len(text) / heard.speech < SLOWEST:
        found.append("slow")
    if stock(text):
        found.append("stock")
    if echoes(text, heard.hints):
        found.append("echo")
    if leaks(heard.text, heard.sure, heard.hints):
        found.append("leak")
    return tuple(found)


def bare(text: str) -> str:
    """Return *text* in one width, without signs and spaces."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text))


def loops(text: str) -> bool:
    """Tell whether a piece stands four times or more in a row, ten characters at least.

    A clause of fifteen characters and more that stands there twice and begins a third time is
    one, too; a vote's formula stands there twice at most. Laughter, long vowels and noughts
    (ははは, ーーー, 000) repeat single characters: these need a dozen.
    """
    return any(
        len(match.group(0)) >= (12 if len(match["few"] or "") == 1 else 10)
        for match in _LOOP.finditer(text)
    )


def repeated(text: str) -> tuple[tuple[int, int], ...]:
    """Return from where to where *text* repeats itself: each loop but for its first piece.

    Looked for in the text as it stands, signs included; a loop is what `loops` calls one.
    """
    return tuple(
        (max(match.end("few"), match.end("clause")), match.end())
        for match in _LOOP.finditer(text)
        if loops(match.group(0))
    )


def compression(text: str) -> float:
    """Return length over compressed length in UTF-8, as Whisper's authors measure it."""
    raw = text.encode()
    return len(raw) / len(zlib.compress(raw)) if raw else 0.0


def stock(text: str) -> bool:
    """Tell whether *text* holds a phrase that Whisper learnt from the ends of videos."""
    return any(phrase in text for phrase in _STOCK)


def only_stock(text: str) -> bool:
    """Tell whether *text* is nothing but such a phrase, or nearly."""
    plain = bare(text)
    return any(p in plain and len(plain) <= len(p) + 12 for p in _STOCK) or any(
        fuzz.ratio(plain, p) >= 80 for p in _STOCK if len(p) >= 8
    )


def echoes(text: str, hints: Sequence[str]) -> bool:
    """Tell whether *text* repeats the hints one after the other instead of what was said.

    Somebody who reads out an item's title says one hint, and something after it. Two hints, or
    one and the beginning of another, with nothing between them are an echo; so is one hint twice.
    """
    plain = bare(text)
    known = [bare(hint) for hint in hints]
    for first in known:
        place = plain.find(first) if len(first) >= PIECE else -1
        while place >= 0:
            rest = plain[place + len(first) :]
            for second in known:
                if len(second) < PIECE or second in first:
                    continue
                shared = _shared_start(rest, second)
                if shared >= PIECE and len(first) + shared >= ECHO:
                    return True
            if len(first) + PIECE >= ECHO and rest.startswith(first):
                return True
            place = plain.find(first, place + 1)
    return False


def leaks(text: str, sure: Sequence[float], hints: Sequence[str]) -> bool:
    """Tell whether part of a hint stands in *text* that the engine did not hear.

    Args:
        text: As heard.
        sure: The engine's probability for each of its characters.
        hints: What was given to the engine.
    """
    if len(sure) != len(text):
        return False
    parts = {
        hint[first : first + PIECE]
        for hint in map(bare, hints)
        for first in range(len(hint) - PIECE + 1)
    }
    plain, place = _plain(text)
    start = 0
    while start <= len(plain) - PIECE:
        end = start
        while plain[end : end + PIECE] in parts:
            end += 1
        if end == start:
            start += 1
            continue
        end += PIECE - 1
        run = [max(1e-3, sure[place[at]]) for at in range(start, end)]
        if math.exp(sum(map(math.log, run)) / len(run)) < LEAK:
            return True
        start = end
    return False


def _plain(text: str) -> tuple[str, list[int]]:
    """Return *text* as `bare` makes it, and the place in *text* of each of its characters."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for plain in bare(character):
            characters.append(plain)
            places.append(place)
    return "".join(characters), places


def _shared_start(first: str, second: str) -> int:
    """Return how many characters both begin with."""
    count = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        count += 1
    return count
