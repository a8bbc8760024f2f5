"""Spoken Japanese made ready for comparing: width, fillers, numerals, sentences, readings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from minutes_pipeline.agenda.marks import kanji_number

_FILLERS = re.compile(
    r"(?:え[ーぇ]+と?|えっと|ええと|あの[ーぉ]+|その[ーぉ]+|(?<![ぁ-ん])まあ|んー+|うーん|あー+)[、,]?"
    r"|(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])"
)
_COUNTED = "番|号|つ目|件目|点目|項目|件|議題"
_KANJI_NUMBER = re.compile(
    rf"(?<=[第題案件題告程項])[一二三四五六七八九十]+|(?<=[議題案告件項事]の)[一二三四五六七八九十]{{1,2}}(?=[、。のはにも]|$)|[一二三四五六七八九十]+(?=(?:{_COUNTED}))"
)
_KANA_NUMBERS = {
    "いち": 1, "に": 2, "さん": 3, "よん": 4, "ご": 5, "ろく": 6, "なな": 7, "しち": 7, "はち": 8,
    "きゅう": 9, "く": 9, "じゅう": 10,
}  # fmt: skip
_KANA_NUMBER = re.compile(
    rf"(?<=[の第、。\s題件案告])({'|'.join(_KANA_NUMBERS)})(?=(?:番|ばん|号|ごう|つ目|番目))"
)
_SOUNDED_NUMBERS = {
    "イチ": 1, "ニ": 2, "サン": 3, "ヨン": 4, "ゴ": 5, "ロック": 6, "ロク": 6, "ナナ": 7,
    "シチ": 7, "ハチ": 8, "キュウ": 9, "ジュウ": 10,
}  # fmt: skip
_SOUNDED_NUMBER = re.compile(rf"(?<=ギダイ)(?:{'|'.join(_SOUNDED_NUMBERS)})")
"""A number that was written by its sound together with the word before it: ギダイロック."""
_NUMBER_SIGN = re.compile(
    r"(?<=[0-9])(?:ばん|バン|盤|板|晩|判|万(?=[、の]))|(?<=[0-9])(?:ごう|ゴウ|郷|合(?=[、の]))"
)
_ONWARD = (
    "それでは|では|続きまして|続いて|次に|次は|次の|ありがとう|ほかに|他に|はい|以上|なお|まず|"
    "これより|これで|じゃあ|早速|ただいま|最後に"
)
_ENDS = re.compile(
    r"(?<=[。？！?!\n])"
    rf"|(?<=ます|です|した|せん|ょう|さい)(?=[、,]?(?:{_ONWARD}))"
    rf"|(?<=まして、|ますので|たので、)(?=、?(?:{_ONWARD}|次第|議題|案件|議案|日程|議事|報告事項|最後))"
)
_SAME_SOUND = str.maketrans({"ヲ": "オ", "ヅ": "ズ", "ヂ": "ジ", "ー": None, "ヴ": "ブ"})
_CONTENT = frozenset({"普通名詞", "固有名詞"})
_EMPTY_WORDS = frozenset(
    [
        "コト",
        "モノ",
        "ケン",
        "トウ",
        "ナド",
        "ネンド",
        "レイワ",
        "ヘイセイ",
        "シ",
        "マチ",
        "チョウ",
        "ムラ",
        "ソン",
        "ケンマイ",
        "アン",
        "ホウコク",
        "セツメイ",
        "ギダイ",
        "ギアン",
        "アンケン",
        "シンギ",
        "キョウギ",
        "ショ",
        "タメ",
        "ホカ",
        "タ",
        "カイ",
        "ネン",
        "ツキ",
        "ニチ",
        "ヒ",
        "イチブ",
        "ジギョウ",
    ]
)
"""Readings of words that titles share whatever they are about."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence, or a title, in the forms that are compared.

    Attributes:
        text: NFKC, without fillers, ordinals in figures.
        reading: Katakana, like-sounding signs made one; what the dictionary cannot read stays.
        words: Readings of its content words (nouns), in order.
    """

    text: str
    reading: str
    words: tuple[str, ...]


def normal_speech(text: str) -> str:
    """Return *text* in NFKC, without fillers, with ordinals in figures (三番, さん番 → 3番)."""
    text = _FILLERS.sub("", unicodedata.normalize("NFKC", text))
    text = _KANJI_NUMBER.sub(lambda m: str(kanji_number(m[0])), text)
    text = _KANA_NUMBER.sub(lambda m: str(_KANA_NUMBERS[m[1]]), text)
    text = _SOUNDED_NUMBER.sub(lambda m: str(_SOUNDED_NUMBERS[m[0]]), text)
    return _NUMBER_SIGN.sub(lambda m: "番" if m[0] in _BAN else "号", text)


_BAN = frozenset({"ばん", "バン", "盤", "板", "晩", "判", "万"})


def sentences(text: str) -> tuple[str, ...]:
    """Part normalised speech into sentences; also where a recogniser set no full stops."""
    return tuple(part for piece in _ENDS.split(text) if (part := piece.strip()))


@cache
def _tokenizer() -> tuple[Any, Any]:
    from sudachipy import Dictionary, SplitMode

    return Dictionary().create(), SplitMode.A


@cache
def spoken(text: str) -> Spoken:
    """Return *text* (as `normal_speech` gives it) with its reading and content words."""
    tokenizer, mode = _tokenizer()
    reading, words = [], []
    for token in tokenizer.tokenize(text, mode):
        kind = token.part_of_speech()
        if kind[0] in {"補助記号", "空白"}:
            continue
        said = _sound(token.reading_form() or token.surface())
        reading.append(said)
        if kind[0] == "名詞" and kind[1] in _CONTENT and len(said) > 1 and said not in _EMPTY_WORDS:
            words.append(said)
    return Spoken(text, "".join(reading), tuple(dict.fromkeys(words)))


def _sound(reading: str) -> str:
    katakana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in reading)
    return katakana.translate(_SAME_SOUND)
