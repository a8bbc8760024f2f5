"""Figures that nobody says so: a share above the whole, a rate in persons, an era without its year.

A recogniser loses the point of 24.6 (246パーセント) or writes a figure as the word that it sounds
like (令和御都市, ご for 5), and is sure of it. What is left fits no place where figures are said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

BEFORE = 40
"""Characters before a figure in which stands what it is a share of."""
FOUR = 4
"""Digits before 万 or 億 at most."""
WHOLE = 100
"""Percents of a whole."""

COUNTERS = (
    r"(?:円|人|名|件|台|戸|枚|通|トン|平方|平米|メートル|m(?![a-zA-Z])|ヘクタール|世帯|か所|箇所|クラブ"
    r"|校|回|票|棟|頭|冊|床|食|キロ)"
)
"""What figures of things, places and measures are said with."""
NUMERALS = {
    **dict.fromkeys(("いち", "イチ", "一"), 1),
    "に": 2,
    **dict.fromkeys(("さん", "サン", "三"), 3),
    **dict.fromkeys(("よん", "ヨン", "四"), 4),
    **dict.fromkeys(("ご", "五"), 5),
    **dict.fromkeys(("ろく", "六"), 6),
    **dict.fromkeys(("なな", "ナナ", "七"), 7),
    **dict.fromkeys(("はち", "ハチ", "八"), 8),
    **dict.fromkeys(("きゅう", "キュウ", "九"), 9),
}
"""Figures written as words."""
MISWRITTEN = {"位置": 1, "参": 3, "御": 5, "誤": 5, "語": 5, "後": 5}
"""Words that sound like figures."""
_NUMBER = r"\d+(?:[.,]\d+)*"
_ABOVE = re.compile(
    r"容積|前年|昨年|比(?!較)|対前|に対|達成|充足|倍|経常|進捗|超え|超過|伸び|増加率|上昇率|定員|乗車|稼働"
)
"""What may be more than the whole of something."""
_SAID = NUMERALS | MISWRITTEN
_NOUGHT = 10
"""Shares above the whole that are told in full tens (120パーセント) are told so on purpose."""
UNCLEAR = "の数字が確かではありません。"
_MORE_THAN_ALL = "は100パーセントを超えています。小数点が抜けたおそれがあります。"
_NO_SHARE = "は、割合の数字として不自然です。"


@dataclass(frozen=True, slots=True)
class Implausible:
    """A figure, or the place where one should stand.

    Attributes:
        first: Its first character.
        last: The character behind its last.
        guesses: What may have been said.
        why: Goes on behind what was heard, in brackets.
    """

    first: int
    last: int
    guesses: tuple[str, ...] = ()
    why: str = UNCLEAR


_SHARE = re.compile(r"(?<![\d.,])(?P<figure>\d{3,})(?=パーセント|[%％])")
_RATE_OF_THINGS = re.compile(
    r"[一-鿿]{0,4}(?:率|割合)(?:に(?:つきまして|関しまして|ついて))?(?:[はがも])?"
    rf"(?:です(?:が|けれども)|でございますが)?、?(?:現在)?、?(?:およそ|約)?{_NUMBER}{COUNTERS}"
)
"""回収率は47人: 47.2パーセント. No rate counts heads."""
_OTHERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, ...]]], ...] = (
    (  # 現在が0.80にと申し: 0.82. The last figure became the word that it sounds like
        re.compile(
            r"(?P<rest>\d+\.\d*?)0?(?P<said>に|さん|よん|ご|なな)"
            r"(?=と申|で(?:す|ござ)|パーセント|[%％]|ポイント|と(?:なっ|なり))"
        ),
        lambda m: (f"{m['rest']}{_SAID[m['said']]}",),
    ),
    (  # 令和御都市: 令和5年. Something else than a year stands behind the name of an era
        re.compile(
            r"(?:令和|平成)(?![元\d〇一二三四五六七八九十何]|[のへがとは以時代中初終、。「」()・\s]"
            r"|各|生まれ|に[入な]|会|館|年|$)[^\d、。]{1,3}"
        ),
        lambda _: (),
    ),
    (  # 資料2のごページ: 5ページ
        re.compile(
            r"(?<=[のはがを、に])(?P<said>ご|御|いち|さん|よん|ろく|なな|はち|きゅう|参|誤|語|後)ページ"
        ),
        lambda m: (f"{_SAID[m['said']]}ページ",),
    ),
    (  # 補助は、位置500万円: 1,500万円. The first figure became a word that none stands behind
        re.compile(
            r"(?P<said>いち|イチ|位置|(?<![一-鿿ァ-ヶ々皆])さん|よん|ヨン|なな|ナナ|はち|ハチ|きゅう|キュウ)、?"
            r"(?P<rest>\d{2,4})(?=[万億])"
        ),
        lambda m: (f"{_SAID[m['said']]}{m['rest']:0>3}" if len(m["rest"]) < FOUR else "",),
    ),
    (  # 合計に1810万円: 2,180万円; 合わせてに件: 2件. Nothing but a figure stands behind these
        re.compile(
            r"(?:合わせて|あわせて|全部で|およそ|おおよそ|延べ|(?<![一-鿿])約)に(?=、?[\d一-鿿])"
            r"(?:、?\d+)?|(?:合計|総額)に、?\d+"
        ),
        lambda _: (),
    ),
    (  # 11にパーセント: 11.2. The part behind the point became a word
        re.compile(
            r"(?P<rest>\d+)(?P<said>に|さん|よん|ご|ろく|なな|はち|きゅう)(?=パーセント|[%％]|ポイント)"
        ),
        lambda m: (f"{m['rest']}.{_SAID[m['said']]}",),
    ),
    (  # 比べてに4パーセント, 最大でに8倍: 2.4, 2.8. No two of these particles meet
        re.compile(r"(?<=[てでは])に(?P<rest>\d)(?=パーセント|[%％]|ポイント|倍)"),
        lambda m: (f"2.{m['rest']}",),
    ),
    (  # 前年度のに174件: 274件. のに stands behind no noun
        re.compile(rf"(?<=[一-鿿])のに(?P<rest>\d{{2,3}})(?=[万億]|{COUNTERS})"),
        lambda m: (f"2{m['rest'][1:]}", f"2,{m['rest']}") if m["rest"][0] == "1" else (),
    ),
    (  # 10番人を超え: 10万人
        re.compile(r"(?P<rest>\d+)番(?=人(?:を|以上|程度|の|が|は))"),
        lambda m: (f"{m['rest']}万",),
    ),
    (  # 46万に300円: 46万2,300円. What stands between belongs to the figure
        re.compile(
            r"(?P<head>\d[\d,]*[万億])"
            r"(?![\d円人件名台本戸枚食冊点個棟頭床校回票社円余強弱以前年ト平キメヘポ世か箇ものでは])"
            r"(?P<said>[^\d、。\s]{1,2})、?(?P<rest>\d{3})(?=[万円人件台戸])"
        ),
        lambda m: (f"{m['head']}{_SAID[m['said']]},{m['rest']}",) if m["said"] in _SAID else (),
    ),
    (  # 合計後、0万円: 合計5,000万円
        re.compile(rf"(?:{'|'.join(w for w in _SAID if w != 'に')})、0(?=[万円])"),
        lambda _: (),
    ),
    (  # 1億人430万円, 318億円260万円
        re.compile(r"\d億(?:人、?\d+|円、?\d+万)"),
        lambda _: (),
    ),
    (  # 率にしますと133になります: 13.3パーセント
        re.compile(
            r"(?:率|割合)にし(?:ますと|まして|て|たら)、?(?P<whole>\d{1,3}?)(?P<part>\d)"
            r"(?![\d.,、]|パーセント|[%％割分倍]|ポイント|万)"
        ),
        lambda m: (f"{m['whole']}.{m['part']}",),
    ),
    (  # 50割3パーセント, 30月9: 58.3, 38.9
        re.compile(r"\d0(?:割|月|話|話ち|わち|街|発|鉢)\d(?=パーセント|[%％]|ポイント|人|、|前)"),
        lambda _: (),
    ),
    (  # 1万3600に10世帯: 13,620
        re.compile(rf"[\d,万]*00に[1-9]0(?={COUNTERS})"),
        lambda _: (),
    ),
    (  # 因住にな中級名のご出席: 12名中9名. So many are present, in figures
        re.compile(
            r"[^\d一二三四五六七八九十何数氏各全者署指記匿実両題地品]名(?:の(?:方|委員))?の?(?:ご|御)出席(?!者|の方|い?ただけ)"
        ),
        lambda _: (),
    ),
    (  # ゼロ7を下回る: 0.7. The point was not written
        re.compile(r"ゼロ(?P<rest>\d)(?!\d)"),
        lambda m: (f"0.{m['rest']}",),
    ),
    (  # 400万年で: 万円
        re.compile(r"(?P<rest>\d[\d,]*[万億])年(?!前|以上前|の歴史)"),
        lambda m: (f"{m['rest']}円",),
    ),
    (  # きましたわち600点: 8,600点
        re.compile(r"わっ?ち、?(?P<rest>\d{3})(?!\d)"),
        lambda m: (f"8,{m['rest']}",),
    ),
    (  # 計画法第重7条: 17条
        re.compile(r"[重住銃柔](?P<rest>\d)(?=[条号名人件日])"),
        lambda m: (f"1{m['rest']}",),
    ),
    (  # およそ1、200等を: 1,200トン. A sign stands in the figure, and what it counts became a word
        re.compile(r"(?<![\d、,.])(?P<head>\d{1,3})、(?P<rest>\d{3})(?=等を|頭を|[をと]見込)"),
        lambda m: (f"{m['head']},{m['rest']}",),
    ),
)


def implausible(text: str, before: str = "") -> Iterator[Implausible]:
    """Yield every place of *text* where a figure cannot stand as it does.

    Args:
        text: What was heard, with figures in half width.
        before: What was heard right before it.
    """
    for match in _SHARE.finditer(text):
        value = int(match["figure"])
        around = (before + text[: match.start()])[-BEFORE:]
        if value > WHOLE and value % _NOUGHT and not _ABOVE.search(around):
            point = f"{match['figure'][:-1]}.{match['figure'][-1]}"
            guesses = (point,) if float(point) <= WHOLE else ()
            yield Implausible(*match.span(), guesses, _MORE_THAN_ALL)
    for match in _RATE_OF_THINGS.finditer(text):
        yield Implausible(*match.span(), (), _NO_SHARE)
    for pattern, guess in _OTHERS:
        for match in pattern.finditer(text):
            yield Implausible(*match.span(), guess(match))
