"""Compares a written paragraph with the words it rests on, and looks at its form.

The rules only rearrange what was said; these checks are the second pair of eyes. A number, a
negation or a name that differs, or a form that official minutes do not have, becomes a doubt for a
person. They know nothing of the rules, so that a faulty rule cannot hide from them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from minutes_pipeline.drafting.numerals import value_of, write_value
from minutes_pipeline.drafting.orthography import SPELLING
from minutes_pipeline.drafting.wordlists import words
from minutes_pipeline.meeting import Severity

_KANJI_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千万億兆]+")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_ASIDE = re.compile(
    r"(?:一つ|1つ|[一二三四五1-9]点)(?:だけ|ほど|、)*(?=.{0,6}(?:質問|伺|聞|確認|尋ね|教え|意見|お願い))"
    r"|資料\d+(?:-\d+)?|\d+ページ"
)
_NOT_NEGATION = re.compile(
    r"すみません|すいません|申し訳(?:あり|ござい)ません|かもしれ(?:ません|ない)|少なく|危な|間違いな|もったいな"
    r"|必ず|まず|さまざま|いずれ|わずか|ずつ|はず|ならびに|おのずから|つまらな|くだらな|やむを得"
)
_NEGATION = re.compile(
    r"(?:ません|ない|なかっ|なく(?!な[っりる])|なけれ|なきゃ|なくちゃ|なさ[そす]|(?<=[わかさたなまらがばせけてれ])ず(?=[、。に一-龥]|$)|ぬ(?=[、。])|なし)"
)
_POLITE = re.compile(
    r"(?:です|ます|でした|ました|ません|ください|ましょう|でしょう)(?:か|ね|よ|が)?[。、]"
)
_BROKEN_END = re.compile(r"(?:[をにと]|って|けど|ので|から(?!。)|まして|[^いなくの]が)。")
_ODD = re.compile(r"[０-９Ａ-Ｚａ-ｚ?!()]|(?<!\d),|,(?!\d)|えー|あのー|ん。")
_NAME = re.compile(r"[ァ-ヴー]{3,}|[一-龥々]{2,}")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person should compare.

    Attributes:
        code: Stable kind, as in `ReviewNote.code`.
        severity: What it costs if it is a fault.
        message: For the clerk, in Japanese.
    """

    code: str
    severity: Severity
    message: str


def numbers(text: str) -> Counter[str]:
    """Return the numbers in *text*, kanji numerals in digits, 万 and 億 apart."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)

    def written(found: re.Match[str]) -> str:
        value = value_of(found[0]) if not set(found[0]) <= set("万億兆") else None
        return found[0] if value is None else write_value(value).replace(",", "")

    return Counter(_DIGITS.findall(_KANJI_NUMBER.sub(written, text)))


def negations(text: str) -> int:
    """Return how many negations *text* has."""
    return len(_NEGATION.findall(_NOT_NEGATION.sub("、", text)))


def doubts(written: str, spoken: str) -> tuple[Doubt, ...]:
    """Return what is doubtful about *written*, which rests on the words *spoken*.

    Args:
        written: A finished paragraph.
        spoken: The sentences it was made from, as they were said.
    """
    found: list[Doubt] = []
    said, told = numbers(spoken), numbers(written)
    matters = numbers(_ASIDE.sub("", spoken))
    if set(told) - set(said):
        extra = "、".join(sorted(set(told) - set(said)))
        found.append(_doubt("number-doubtful", f"発言にない数（{extra}）が文にあります。"))
    if set(matters) - set(told):
        lost = "、".join(sorted(set(matters) - set(told)))
        found.append(_doubt("number-doubtful", f"発言にある数（{lost}）が文にありません。"))
    if negations(written) != negations(spoken):
        found.append(_doubt("negation-doubtful", "打消し（ない・ず）の数が発言と合いません。"))
    strange = sorted({n for n in _NAME.findall(written) if not _heard(n, spoken)})
    if strange:
        found.append(
            _doubt("name-doubtful", f"発言にない語（{'、'.join(strange)}）が文にあります。")
        )
    return (*found, *style_doubts(written))


def contradictions(written: str, spoken: str) -> tuple[tuple[str, str], ...]:
    """Return where a person's text says another number, name or negation than was spoken.

    Args:
        written: What a person wrote.
        spoken: The words it rests on.

    Returns:
        Code and message of each, as in `ReviewNote`.
    """
    found = doubts(written, spoken)
    return tuple((one.code, one.message) for one in found if one.severity is Severity.HIGH)


def style_doubts(written: str) -> tuple[Doubt, ...]:
    """Return where the form of *written* differs from that of official minutes."""
    faults = []
    if not written.endswith("。"):
        faults.append("文末に句点がありません")
    if _POLITE.search(written):
        faults.append("です・ます体が残っています")
    if _ODD.search(written):
        faults.append("記号か話し言葉が残っています")
    if _BROKEN_END.search(written):
        faults.append("文が途中で切れています")
    if not faults:
        return ()
    return (Doubt("style-doubtful", Severity.LOW, f"{'。'.join(faults)}。文を確かめてください。"),)


def _doubt(code: str, what: str) -> Doubt:
    return Doubt(code, Severity.HIGH, f"{what}録音と比べてください。")


def _heard(name: str, spoken: str) -> bool:
    """Whether *name*, or every part of it, was said or belongs to the words of the house."""
    if name in spoken or name in _HOUSE:
        return True
    known = (*_HOUSE, *(w for w in SPELLING.values() if len(w) > 1))
    rest = name
    for word in sorted(known, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest in spoken or bool(_KANJI_NUMBER.fullmatch(rest))


_HOUSE = words("written_words")
