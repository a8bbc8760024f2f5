"""Repeated, broken off and corrected words: the last form stands."""

from __future__ import annotations

import re

from minutes_pipeline.drafting.analysis import Token, Tokens, surface
from minutes_pipeline.drafting.spans import substitute

_LONGEST = 6
"""Words in the longest repetition that is looked for."""

_KANA = re.compile(r"[ぁ-んァ-ヶー]+")

_CORRECTION = re.compile(
    r"(、|。)?((あ|えっと|えー|いや|いえ|もとい|すみません|すいません|申し訳ありません|失礼いたしました|失礼しました|失礼"
    r"|訂正します|ではなく|ではなくて|じゃなくて)(、|。)?)+"
)
_MARKS_OF_ERROR = re.compile(r"いや|いえ|もとい|すみません|すいません|申し訳|失礼|訂正|なくて?")
_NOMINAL = ("名詞", "接尾辞", "接頭辞", "記号")
_REACH = 8
"""Words after a correction within which the right number must come."""


def drop_repeats(tokens: Tokens) -> Tokens:
    """Leave out words that are said again at once (市の、市の方針 → 市の方針).

    Kept are numerals, and words said twice without a pause or particle between (一つ一つ).
    """
    made: list[Token] = []
    at = 0
    while at < len(tokens):
        length = _repeat_length(tokens, at)
        if length:
            at += length
        else:
            made.append(tokens[at])
            at += 1
    return tuple(made)


def _repeat_length(tokens: Tokens, at: int) -> int:
    """Return how many words from *at* on, comma included, are said again at once; 0 for none."""
    for size in range(_LONGEST, 0, -1):
        first = tokens[at : at + size]
        if len(first) < size or any(t.is_punctuation or t.is_number for t in first):
            continue
        comma = at + size < len(tokens) and tokens[at + size].surface == "、"
        again = at + size + comma
        same = [t.surface for t in tokens[again : again + size]] == [t.surface for t in first]
        if not same:
            continue
        if first[-1].is_particle and not first[0].is_particle:
            return size + comma
        if comma and len(surface(first)) > 1:
            return size + comma
    return 0


_REALLY = re.compile(r"(本当に|ほんとに|ほんとうに|誠に)、?")


def drop_emphasis(tokens: Tokens) -> Tokens:
    """Leave out 本当に, except where a question asks whether something is really so."""
    if surface(tokens).rstrip("。？ ").endswith("か"):
        return tokens
    return substitute(tokens, _REALLY, lambda _: "")


def drop_false_starts(tokens: Tokens) -> Tokens:
    """Leave out the beginning of a word that is then said in full (こじ、個人情報)."""
    made: list[Token] = []
    at = 0
    while at < len(tokens):
        if at + 2 < len(tokens) and _broken_off(tokens[at], tokens[at + 1], tokens[at + 2 :]):
            at += 2
            continue
        made.append(tokens[at])
        at += 1
    return tuple(made)


def _broken_off(token: Token, comma: Token, rest: Tokens) -> bool:
    if comma.surface != "、" or not _KANA.fullmatch(token.surface):
        return False
    if token.is_particle or len(token.surface) > 4:
        return False
    if (
        token.tag.startswith(("接続詞", "副詞", "連体詞", "代名詞"))
        or rest[0].surface[:1] in "はがを"
    ):
        return False
    spoken = _katakana(token.surface)
    following = "".join(t.reading for t in rest[:3])
    return len(spoken) > 1 and following.startswith(spoken) and rest[0].surface != token.surface


def _katakana(text: str) -> str:
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ん" else c for c in text)


def drop_corrected(tokens: Tokens) -> Tokens:
    """Leave out what the speaker takes back at once (3件、失礼しました、5件 → 5件).

    Only where what is taken back and what replaces it are alike: numbers with the same unit, or
    nouns with the same last character. Of a date only the part that is said anew is replaced
    (令和8年3月31日、失礼しました、3月13日). Anything else stays as it was said.
    """
    offsets = _offsets(tokens)
    for found in _CORRECTION.finditer(surface(tokens)):
        begin, end = offsets.get(found.start()), offsets.get(found.end())
        if not begin or end is None or end >= len(tokens) or not _MARKS_OF_ERROR.search(found[0]):
            continue
        marked = found[0][0] in "、。" or tokens[begin - 1].is_punctuation
        if not marked and not re.search(r"失礼|訂正|申し訳", found[0]):
            continue
        cut = _taken_back(tokens, begin, end)
        if cut is not None:
            return drop_corrected(tokens[:cut] + tokens[end:])
    return tokens


def _offsets(tokens: Tokens) -> dict[int, int]:
    """Return which word begins at which character; the end of the text included."""
    at, offsets = 0, {}
    for n, token in enumerate(tokens):
        offsets[at] = n
        at += len(token.surface)
    return offsets | {at: len(tokens)}


def _taken_back(tokens: Tokens, end: int, on: int) -> int | None:
    """Return where the words begin that the words from *on* replace; None when they do not."""
    begin = end
    while begin > 0 and tokens[begin - 1].tag.startswith(_NOMINAL):
        begin -= 1
    old = tokens[begin:end]
    if not old:
        return None
    if any(t.is_number for t in old):
        return _number_taken_back(tokens, begin, end, on)
    stop = on
    while stop < len(tokens) and tokens[stop].tag.startswith(_NOMINAL):
        stop += 1
    new = tokens[on:stop]
    alike = new and not any(t.is_number for t in new) and surface(old)[-1] == surface(new)[-1]
    return begin if alike else None


def _number_taken_back(tokens: Tokens, begin: int, end: int, on: int) -> int | None:
    new = tokens[on : on + _REACH]
    if tokens[end - 1].is_number and new and new[0].is_number:
        return end - 1
    for n, token in enumerate(new):
        if token.is_punctuation:
            return None
        if not token.is_number or n + 1 >= len(new):
            continue
        unit = new[n + 1].surface
        for back in range(end - 1, begin, -1):
            if tokens[back].surface == unit and tokens[back - 1].is_number:
                return back - 1 if _dated(tokens[begin : back - 1]) else begin
        return None
    return None


def _dated(words: Tokens) -> bool:
    """Whether the part of a date before what is said anew must stay (令和8年)."""
    return bool(words) and words[-1].surface in ("年", "月", "年度")
