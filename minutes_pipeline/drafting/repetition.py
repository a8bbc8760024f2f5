"""Repeated, broken off and corrected words: the last form stands."""

from __future__ import annotations

import re

from minutes_pipeline.drafting.analysis import Token, Tokens, surface

_LONGEST = 6
"""Words in the longest repetition that is looked for."""

_KANA = re.compile(r"[ぁ-んァ-ヶー]+")

_CORRECTIONS = (
    "失礼しました",
    "失礼いたしました",
    "失礼",
    "すみません",
    "すいません",
    "もとい",
    "いや",
    "いえ",
    "じゃなくて",
    "ではなくて",
)


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

    Only where what is taken back and what replaces it are alike: number and counter, or noun and
    noun with the same last character. Anything else stays as it was said.
    """
    for at in range(1, len(tokens)):
        for word in _CORRECTIONS:
            end = _spells(tokens, at, word)
            if end is None or tokens[at - 1].surface != "、" or end >= len(tokens):
                continue
            end += tokens[end].surface in ("、", "。")
            begin = _noun_phrase_back(tokens, at - 1)
            stop = _noun_phrase_on(tokens, end)
            old, new = tokens[begin : at - 1], tokens[end:stop]
            if old and new and _alike(old, new):
                return drop_corrected(tokens[:begin] + tokens[end:])
    return tokens


def _spells(tokens: Tokens, at: int, word: str) -> int | None:
    text = ""
    while at < len(tokens) and len(text) < len(word):
        text += tokens[at].surface
        at += 1
    return at if text == word else None


def _noun_phrase_back(tokens: Tokens, end: int) -> int:
    at = end
    while at > 0 and tokens[at - 1].tag.startswith(("名詞", "接尾辞", "接頭辞", "記号")):
        at -= 1
    return at


def _noun_phrase_on(tokens: Tokens, at: int) -> int:
    while at < len(tokens) and tokens[at].tag.startswith(("名詞", "接尾辞", "接頭辞", "記号")):
        at += 1
    return at


def _alike(old: Tokens, new: Tokens) -> bool:
    if any(t.is_number for t in old) is not any(t.is_number for t in new):
        return False
    return surface(old)[-1] == surface(new)[-1]
