"""The form of official minutes, as far as a machine can see it.

Endings, signs, numerals and lengths as the city's sample has them, and as the rules for official
documents (公用文作成の考え方, 令和4年1月7日) ask for.
"""

from __future__ import annotations

import re
from enum import StrEnum

_POLITE = re.compile(
    r"(?:です|ます|でした|ました|ません|ください|ましょう|でしょう)(?:か|ね|よ|が)?[。、]"
)
_BROKEN_END = re.compile(r"(?:[をにと]|って|けど|ので|から(?!。)|まして|[^いなくの]が)。")
_SIGNS = re.compile(r"[０-９Ａ-Ｚａ-ｚ?!()？！—…]|(?<!\d),|,(?!\d)|、。|。。|、、")
_SPOKEN = re.compile(r"えー|あのー|えっと|えーと|ん。|っていう|けれども")
_UNGROUPED = re.compile(
    r"(?<![\d.,第-])[1-9]\d{3,}(?![\d.,年号番-])(?=[円人件冊名トメキ]|世帯|か所)"
)
_PADDED = re.compile(r"(?:令和|平成|昭和)0\d|(?<=年)0\d月|(?<=月)0\d日")
_ADDRESS = re.compile(r"(?:さん|様|氏)(?:[、。]|が|は|の|を|に)")
_BRACKETS = (("「", "」"), ("（", "）"))
_QUESTION_END = re.compile(r"(?:か|は|かどうか)。$")
_LONGEST_POINT = 170
_MOST_SENTENCES = 2


class Kind(StrEnum):
    """What a paragraph is in the minutes; each has a form of its own."""

    LEAD = "lead"
    POINT = "point"
    SPEECH = "speech"
    OUTCOME = "outcome"


def faults(text: str, kind: Kind = Kind.SPEECH) -> tuple[str, ...]:
    """Return where the form of a paragraph differs from that of official minutes, in Japanese.

    Args:
        text: The paragraph.
        kind: What it is.
    """
    found = []
    if not text.endswith(("。", "【要確認】")):
        found.append("文末に句点がありません")
    if _POLITE.search(text):
        found.append("です・ます体が残っています")
    if _SIGNS.search(text) or _SPOKEN.search(text):
        found.append("記号か話し言葉が残っています")
    if _BROKEN_END.search(text):
        found.append("文が途中で切れています")
    if _PADDED.search(text):
        found.append("日付の数字に余分な0があります")
    if _UNGROUPED.search(text):
        found.append("4桁以上の数に区切り（,）がありません")
    if any(text.count(one) != text.count(other) for one, other in _BRACKETS):
        found.append("かっこが対になっていません")
    return (*found, *_of_kind(text, kind))


def _of_kind(text: str, kind: Kind) -> list[str]:
    found = []
    if kind is Kind.POINT:
        if len(text) > _LONGEST_POINT and text.count("。") > 1:
            found.append(f"要点が長すぎます（{len(text)}字）")
        if text.count("。") > _MOST_SENTENCES:
            found.append(f"一つの要点に文が{text.count('。')}つあります")
        if _QUESTION_END.search(text) and not text.endswith(("ほか。", "なか。", "は。")):
            found.append("説明の要点が問いの形で終わっています")
    if kind is Kind.LEAD and not text.endswith("説明を行った。"):
        found.append("導入文が決まった形ではありません")
    if kind is Kind.OUTCOME and text.count("。") > _MOST_SENTENCES:
        found.append("結果が1文にまとまっていません")
    return found
