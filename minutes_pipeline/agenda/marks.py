"""The number or sign that a line of a 次第 begins with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum


class MarkStyle(IntEnum):
    """How a line is numbered; a greater value usually stands deeper in an outline."""

    WORD = 1
    """議題1, 案件第1号, 日程第1: an ordinal with its word."""
    CHAPTER = 2
    """第1, Ⅰ."""
    KANJI = 3
    """一、"""
    PLAIN = 4
    """1, １．, 1-1."""
    DESIGNATION = 5
    """議案第5号: the document's own name, kept whole as the item's number."""
    PAREN = 6
    """(1), （１）, 1)."""
    CIRCLE = 7
    """①."""
    KANA = 8
    """ア, (ア)."""
    LETTER = 9
    """a), (a)."""
    BULLET = 10
    """・, ○, ■."""
    NONE = 11
    """No mark at all."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line begins with.

    Attributes:
        style: How it is numbered.
        number: Half-width number (``"1"``, ``"1-2"``, ``"ア"``, ``"議案第5号"``); None for bullets.
        word: The ordinal's word (議題, 日程 …); None without one.
    """

    style: MarkStyle
    number: str | None = None
    word: str | None = None


_D = r"[0-9０-９]{1,3}"
_K = r"[一二三四五六七八九十]{1,3}"
_WORDS = (
    "日程|議題|議事|案件|付議案件|協議事項|審議事項|報告事項|検討事項|調査事項|諮問事項|連絡事項|確認事項|"
    "議案|報告|協議|審議|諮問|項目|次第|テーマ|件名"
)
_PAPERS = (
    "(?:市長|町長|村長|議員|委員会)?提出?(?:協)?議案|議案|報告|認定|承認|同意|諮問|請願|陳情|発議|発委|"
    "意見書案|決議案|協議案|協議|審議案|審議|審査|調査|説明|承認事項|検討|選挙|選任|推薦|許可|承諾|議|報|認|諮|発"
)
_END = r"[\]】〕〉＞》)）]?[\s:：.．、，,]*"
_OPEN = r"[\[【〔〈＜《(（]?\s*"
_COUNTERS = "年月日時分秒回階人名件条項期次か箇ヶケカ部課係%％円号枚校区番"

_FORMS: tuple[tuple[MarkStyle, re.Pattern[str]], ...] = (
    (
        MarkStyle.DESIGNATION,
        re.compile(rf"^{_OPEN}(?P<name>(?:{_PAPERS})\s*第\s*(?:{_D}|{_K})\s*号){_END}(?=\S|$)"),
    ),
    (
        MarkStyle.DESIGNATION,
        re.compile(
            rf"^{_OPEN}(?P<name>第\s*(?:{_D}|{_K})\s*号\s*(?:議案|報告|諮問|協議|審議|審査|案件|請願|陳情|承認|同意|認定|発議))"
            rf"{_END}(?=\S|$)"
        ),
    ),
    (
        MarkStyle.WORD,
        re.compile(
            rf"^{_OPEN}(?P<word>{_WORDS})\s*(?:第\s*)?(?P<n>{_D}|{_K}(?=[号番\s、.．]))"
            rf"\s*(?:号|番)?{_END}"
        ),
    ),
    (
        MarkStyle.WORD,
        re.compile(rf"^{_OPEN}(?P<word>{_WORDS})\s*[(（]\s*(?P<n>{_D})\s*[)）]{_END}"),
    ),
    (
        MarkStyle.WORD,
        re.compile(rf"^{_OPEN}(?P<word>{_WORDS})\s*(?P<circle>[①-⑳]){_END}"),
    ),
    (
        MarkStyle.WORD,  # whatever word a city chose: 話題１．, 論点2:
        re.compile(
            rf"^{_OPEN}(?P<word>(?!資料|別紙|別添|参考|様式|図|表|令和|平成|昭和|午前|午後|第|約|全|年)"
            rf"[一-龥ァ-ヴー]{{2,6}}?)\s*(?P<n>{_D})(?:[.．、,，:：)）\]】]\s*|[\s　]+)(?=\S)"
            rf"(?![{_COUNTERS}/／~〜～])"
        ),
    ),
    (
        MarkStyle.CHAPTER,
        re.compile(rf"^第\s*(?P<n>{_D}|{_K})(?:[\s:：.．、]+|(?=[「（(]))"),
    ),
    (MarkStyle.CHAPTER, re.compile(r"^(?P<roman>[Ⅰ-Ⅻ]|[IVX]{1,4}(?=[.．\s]))[.．、\s]*")),
    (MarkStyle.PAREN, re.compile(rf"^[(（]\s*(?P<n>{_D}|{_K})\s*[)）][.．、\s]*")),
    (MarkStyle.PAREN, re.compile(r"^(?P<paren>[⑴-⒇㈠-㈩])[.．、\s]*")),
    (MarkStyle.PAREN, re.compile(rf"^(?P<n>{_D})\s*[)）][.．、\s]*")),
    (MarkStyle.CIRCLE, re.compile(r"^(?P<circle>[①-⑳㉑-㉟❶-❿])[.．、\s]*")),
    (
        MarkStyle.PLAIN,
        re.compile(r"^(?P<path>[0-9０-９]{1,2}(?:[-－‐.．][0-9０-９]{1,2})+)(?:[.．、\s]+)(?=\S)"),
    ),
    (
        MarkStyle.PLAIN,
        re.compile(
            rf"^(?P<n>{_D})(?:\s*[.．、，,:：](?![0-9０-９])\s*|\s+)(?![{_COUNTERS}/／~〜～](?:\s|[0-9０-９]|$))"
        ),
    ),
    (
        MarkStyle.PLAIN,
        re.compile(rf"^(?P<n>[0-9０-９]{{1,2}})(?=[^\s0-9０-９.．:：,，/／~〜～\-－{_COUNTERS}])"),
    ),
    (MarkStyle.KANJI, re.compile(rf"^(?P<n>{_K})(?:[、.．]\s*|\s+)(?=\S)")),
    (MarkStyle.KANA, re.compile(r"^[(（]\s*(?P<kana>[ア-オカ-コｱ-ｺ])\s*[)）]\s*")),
    (MarkStyle.KANA, re.compile(r"^(?P<kana>[ア-オカ-コｱ-ｺ])(?:[.．、)）]\s*|\s+)")),
    (
        MarkStyle.LETTER,
        re.compile(r"^[(（]?(?P<letter>[a-zA-Zａ-ｚＡ-Ｚ])[)）.．](?![a-zA-Zａ-ｚ])\s*"),
    ),
    (MarkStyle.BULLET, re.compile(r"^(?:[・･◇◆■□▪◎•‣∙➢▶▷►★☆*＊]|[●○◯〇](?![●○◯〇]))\s*")),
    (MarkStyle.BULLET, re.compile(r"^[-－–—]\s+")),
)

_KANJI_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    str(i): i for i in range(10)
}
_ROMAN = {"I": 1, "V": 5, "X": 10}


def read_mark(line: str) -> tuple[Mark, str]:
    """Return the mark at the head of *line* and what follows it.

    Args:
        line: A line without indentation.

    Returns:
        The mark (style ``NONE`` when there is none) and the rest, stripped.
    """
    for style, form in _FORMS:
        match = form.match(line)
        if match is None:
            continue
        rest = line[match.end() :].strip()
        return Mark(style, _number(match), match.groupdict().get("word")), rest
    return Mark(MarkStyle.NONE), line.strip()


def kanji_number(text: str) -> int:
    """Return the value of a kanji or decimal number below 1000.

    >>> kanji_number("二十三"), kanji_number("一〇"), kanji_number("１２")
    (23, 10, 12)
    """
    text = unicodedata.normalize("NFKC", text)
    if text.isdecimal():
        return int(text)
    if "十" in text or "百" in text:
        total, digit = 0, None
        for sign in text:
            if sign in "十百":
                total += (1 if digit is None else digit) * (10 if sign == "十" else 100)
                digit = None
            else:
                digit = _KANJI_DIGITS[sign]
        return total + (digit or 0)
    return int("".join(str(_KANJI_DIGITS[sign]) for sign in text))


def _number(match: re.Match[str]) -> str | None:
    for group, said in match.groupdict().items():
        if said is not None and group in _READERS:
            return _READERS[group](unicodedata.normalize("NFKC", said), said)
    return None


def _designation(name: str) -> str:
    compact = re.sub(r"\s+", "", name)
    return re.sub(rf"第({_K})号", lambda m: f"第{kanji_number(m[1])}号", compact)


def _circled(plain: str, sign: str) -> str:
    return str(ord(sign) - ord("❶") + 1) if sign >= "❶" else plain


def _roman(text: str) -> int:
    values = [_ROMAN[sign] for sign in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-now if now < after else now for now, after in pairs)


_READERS: dict[str, Callable[[str, str], str]] = {
    "name": lambda plain, _: _designation(plain),
    "n": lambda plain, _: str(kanji_number(plain)),
    "path": lambda plain, _: re.sub(r"[-‐.]", "-", plain),
    "paren": lambda plain, _: str(kanji_number(plain.strip("()"))),
    "circle": _circled,
    "roman": lambda plain, _: str(_roman(plain)),
    "kana": lambda plain, _: plain,
    "letter": lambda plain, _: plain,
}
"""How each named group of `_FORMS` gives a number; called with its NFKC form and as it stands."""
