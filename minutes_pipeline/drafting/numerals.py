"""Numbers: kanji numerals that are counts become digits; long digits get their separators."""

from __future__ import annotations

import re
from dataclasses import replace

from minutes_pipeline.drafting.analysis import Token, Tokens
from minutes_pipeline.drafting.wordlists import words

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_TENS = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10_000, "億": 100_000_000, "兆": 1_000_000_000_000}
_KANJI = re.compile(r"[〇零一二三四五六七八九十百千万億兆]+")

_COUNTERS = tuple(words("counters"))
"""What is counted with digits. つ is not among them, nor 人 after 一 and 二 (一人, 二人)."""

_FIXED_WITH_ONE = words("fixed_after_one")
"""After 一 these make words of their own (一部, 一度, 一番, 一時, 一種)."""

_GROUP = re.compile(r"(?<![\d.,])[1-9]\d{3,}(?![\d.])")
_NO_GROUP_BEFORE = ("第", "西暦", "-", "－", "番号", "No", "NO", ".")
_NO_GROUP_AFTER = ("年", "号", "番", "-", "－")


def value_of(text: str) -> int | None:
    """Return the number that kanji numerals say, None when *text* is no such number.

    >>> value_of("三千二百五"), value_of("一二"), value_of("百三億")
    (3205, 12, 10300000000)
    """
    if not _KANJI.fullmatch(text):
        return None
    if not any(c in _TENS or c in _MYRIADS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = part = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = digit * 10 + _DIGITS[c]
        elif c in _TENS:
            part += (digit or 1) * _TENS[c]
            digit = 0
        else:
            total += (part + digit or 1) * _MYRIADS[c]
            part = digit = 0
    return total + part + digit


def write_value(value: int) -> str:
    """Write *value* as the house does: 万, 億 and 兆 in kanji, the rest in digits.

    >>> write_value(12_500), write_value(3_000), write_value(200_000_000)
    ('1万2,500', '3,000', '2億')
    """
    text = ""
    for sign, size in sorted(_MYRIADS.items(), key=lambda entry: -entry[1]):
        if value >= size:
            text += f"{value // size:,}{sign}"
            value %= size
    return text + (f"{value:,}" if value or not text else "")


def write_numbers(tokens: Tokens) -> Tokens:
    """Return *tokens* with counts in digits, thousands parted by commas."""
    tokens = _mended(tokens)
    made: list[Token] = []
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and tokens[end].is_number and _KANJI.fullmatch(tokens[end].surface):
            end += 1
        if end > at:
            made.extend(_kanji_number(tokens, at, end))
            at = end
            continue
        made.append(_grouped(tokens, at))
        at += 1
    return tuple(made)


_RUN_ON = re.compile(r"([〇一二三四五六七八九十百千万]+)([^〇一二三四五六七八九十百千万]{1,3})")
_ALONE = ("回", "回目", "回限り")
_PARTS = ("％", "パーセント", "倍", "ポイント", "度", "メートル", "キロ", "ヘクタール")


def _mended(tokens: Tokens) -> Tokens:
    """Return *tokens* with numerals parted from counters, and decimals in one word.

    The analyser takes 二百三十人 for 二百三 and a place 十人, 一回 for one word, and reads
    一・二パーセント and 一点二パーセント as two numbers.
    """
    made: list[Token] = []
    for token in tokens:
        found = _RUN_ON.fullmatch(token.surface)
        follows = bool(made) and made[-1].is_number and _KANJI.fullmatch(made[-1].surface)
        if found and found[2] in (_COUNTERS if follows else _ALONE):
            number, counter = found.groups()
            made.append(replace(token, surface=number, lemma=number, tag=_NUMERAL))
            made.append(Token(counter, counter, "接尾辞-名詞的-一般"))
        else:
            made.append(token)
    at = 0
    while at + 3 < len(made):
        whole, mark, part, unit = (t.surface for t in made[at : at + 4])
        if mark in ("・", "点") and unit in _PARTS and _digits(whole) and _digits(part):
            text = f"{value_of(whole)}.{''.join(str(_DIGITS[c]) for c in part)}"
            made[at : at + 3] = [replace(made[at], surface=text, lemma=text)]
        at += 1
    return tuple(made)


_NUMERAL = "名詞-数詞"


def _digits(text: str) -> bool:
    """Whether *text* is a numeral that reads digit by digit (一五), or ten at most."""
    return text != "" and all(c in _DIGITS for c in text)


def _kanji_number(tokens: Tokens, at: int, end: int) -> Tokens:
    said = tokens[at:end]
    text = "".join(t.surface for t in said)
    before = tokens[at - 1].surface if at else ""
    after = tokens[end].surface if end < len(tokens) else ""
    value = value_of(text)
    beyond = tokens[end + 1].tag if end + 1 < len(tokens) else ""
    never = text == "二" and [t.surface for t in tokens[end : end + 2]] == ["度", "と"]
    if value is None or never or _is_word(text, before, after, beyond):
        return said
    return (replace(said[0], surface=write_value(value), lemma=str(value)),)


def _is_word(text: str, before: str, after: str, beyond: str) -> bool:
    """Whether kanji numerals are part of a word, a name or a rough number, and so stay."""
    rough = before[-1:] in _APPROXIMATE or before[-1:].isdigit() or after[:1] == "数"
    rough = rough or (len(text) > 1 and all(c in _DIGITS for c in text))  # 二三人, 五六日
    if rough or set(text) <= set(_MYRIADS) or not after.startswith(_COUNTERS):
        return True
    if after == "種" and beyond.startswith("名詞"):
        return True
    if before == "第":
        return not after.startswith(_NUMBERED)
    if text == "一":
        return after in _FIXED_WITH_ONE and before != "月"
    return text == "二" and after in ("人", "次")


_DAY = re.compile(r"([一二三四五六七八九十]+)日")
_NUMBERED = ("回", "条", "項", "号", "期")
_APPROXIMATE = frozenset("数何幾・")
"""Before a numeral: 数十人, 何百件."""


def _grouped(tokens: Tokens, at: int) -> Token:
    token = tokens[at]
    day = _DAY.fullmatch(token.surface)
    if day and at and tokens[at - 1].surface.endswith("月"):
        return replace(token, surface=f"{value_of(day[1])}日")
    if not token.is_number or not _GROUP.search(token.surface):
        return token
    before = tokens[at - 1].surface if at else ""
    after = tokens[at + 1].surface if at + 1 < len(tokens) else ""
    if before.endswith(_NO_GROUP_BEFORE) or after.startswith(_NO_GROUP_AFTER):
        return token
    return replace(token, surface=_GROUP.sub(lambda m: f"{int(m[0]):,}", token.surface))
