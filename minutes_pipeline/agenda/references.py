"""Numbers of items as people say them: 次第の3番, 議題(2), 議案第5号, 3番から5番まで."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from minutes_pipeline.agenda.speech_text import spoken
from minutes_pipeline.meeting import AgendaItem

_TOP = "次第|しだい|時代|日程|予定表|日程表|進行表"
_GROUP = (
    "案件|議題|議事|付議案件|議案|報告事項|報告案件|協議事項|審議事項|検討事項|調査事項|諮問事項|連絡事項|確認事項|"
    "審議案件|協議|審議|諮問|報告|事項|項目|テーマ"
)
_PAPER = (
    "協議案|審議案|議案|意見書案|決議案|報告|認定|承認|同意|諮問|請願|陳情|発議"
    "|協議|審議|審査|調査|検討|議|報"
)
_N = r"[0-9]{1,3}"
_REFERENCE = re.compile(
    rf"(?:(?P<word>{_TOP}|{_GROUP})(?:事項|案件)?(?P<of>の|、|に(?:あり|ござい)ます|は)?\s*)?"
    rf"(?P<dai>第)?\s*\(?(?P<n>{_N})\)?(?P<unit>番目|番|号(?:議案|報告|諮問|協議|審議|審査|案件|請願|陳情|承認|同意|認定|発議)|号|つ目|件目|点目)?"
    rf"(?:の\s*\(?(?P<sub>{_N})\)?(?:番目|番|号)?(?![0-9年月日時分人件つ回]))?"
)
_DESIGNATION = re.compile(rf"(?P<paper>{_PAPER})\s*(?:第)?\s*(?P<n>{_N})\s*号")
_NUMBERED_FIRST = re.compile(
    rf"^第\s*(?P<n>{_N})\s*号\s*(?P<paper>議案|報告|諮問|協議|審議|審査|案件|請願|陳情|承認|同意|認定|発議)"
)
"""第1号議案, where other cities write 議案第1号."""
TOP_WORD = re.compile(rf"(?:{_TOP})$")
"""What a number of the whole paper is called."""
_POINT = re.compile(r"^の?(?:ご|御)?(?:質問|点|理由|意見|ポイント|論点|要望|項目)")
_PERSON = re.compile(r"^(?:議員|委員|[、,\s]*[^\s、。]{1,8}(?:議員|委員|君|さん))")
_AFTER_NUMBER = re.compile(r"[のはをにがでともへ、。,\s]|です|でござい|について|につき|から|及び")
"""What stands behind 1番 where it is a number."""
_COUNTED = re.compile(r"[0-9年月日時分人円%款目部回期条箇ページ頁歳件案]|か(?:月|所|年|国)")
_COUNTS_CASES = frozenset({"件目", "点目"})
"""What also counts the cases and points within an item."""
_BILLS = frozenset({"議案", "議"})
_BARE_UNITS = frozenset({"番", "番目", "つ目", "件目", "点目"})
_BEFORE = re.compile(r"([^\s、。,0-9のはをに]{1,4})(?:の|、|第)?$")
_SOUNDS = (
    ("ギダイ", "議題"), ("ギアン", "議案"), ("アンケン", "案件"), ("シダイ", "次第"),
    ("ジダイ", "次第"), ("ニッテイ", "日程"), ("ジコウ", "事項"), ("コウモク", "項目"),
)  # fmt: skip
_AND = re.compile(r"^(?:及び|および|並びに|ならびに|と|・|、|,)?$")
_UNTIL = re.compile(r"^(?:から|より|~|-|ないし|乃至|から、)+$")


@dataclass(frozen=True, slots=True)
class Reference:
    """A number as said.

    Attributes:
        start: Where it begins in the text.
        end: Where it ends.
        word: The word before it (次第, 議題 …) or the bill's kind; None for a bare number.
        numbers: ``("3",)`` or, for 3の1, ``("3", "1")``.
        unit: What counts it (番, 号 …); None when nothing does.
        bill: Whether it names a bill (議案第5号).
        until: Number that a range goes to; None without a range.
    """

    start: int
    end: int
    word: str | None
    numbers: tuple[str, ...]
    unit: str | None = None
    bill: bool = False
    until: str | None = None


def references(text: str) -> tuple[Reference, ...]:
    """Return every number in *text* that may name an item, in order, ranges joined."""
    found = [
        Reference(match.start(), match.end(), match["paper"], (match["n"],), "号", bill=True)
        for match in _DESIGNATION.finditer(text)
    ]
    taken = [(r.start, r.end) for r in found]
    for match in _REFERENCE.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        word = match["word"] or _sounds_like_word(text[: match.start()])
        if _may_name(text, match, found, named=word is not None):
            numbers = (match["n"],) if match["sub"] is None else (match["n"], match["sub"])
            found.append(Reference(match.start(), match.end(), word, numbers, match["unit"]))
    return _with_ranges(text, sorted(found, key=lambda r: r.start))


def _sounds_like_word(before: str) -> str | None:
    """Return the item word that a misheard one before a number sounds like (義題 → 議題)."""
    match = _BEFORE.search(before)
    if match is None:
        return None
    heard = spoken(match[1]).reading
    if heard == "ダイ":  # the first syllable of 議題 is easily lost
        return "議題"
    return next((word for sound, word in _SOUNDS if heard.endswith(sound)), None)


def _may_name(text: str, match: re.Match[str], before: Sequence[Reference], *, named: bool) -> bool:
    """Whether a number is said as that of an item: not a date, an amount or a member's seat."""
    after = text[match.end() :]
    if text[: match.start()][-1:].isdigit() or _COUNTED.match(after):
        return False
    if match["unit"] == "番" and _PERSON.match(after):
        return False
    if match["unit"] in _BARE_UNITS and match["word"] is None and _POINT.match(after):
        return False
    most = match[0] == "1番" and after and not _AFTER_NUMBER.match(after)
    if most:  # 一番関心の高い
        return False
    bracket = "(" in match[0] and ")" in match[0]
    follows = any(_joins(text[r.end : match.start()]) for r in before if r.end < match.start())
    ordinal = match["unit"] in _BARE_UNITS or bool(match["dai"] and match["unit"])
    return named or bracket or ordinal or follows


def _joins(between: str) -> bool:
    return bool(_AND.match(between) or _UNTIL.match(between)) and between != ""


def _with_ranges(text: str, found: list[Reference]) -> tuple[Reference, ...]:
    out: list[Reference] = []
    for one in found:
        between = text[out[-1].end : one.start] if out else ""
        if out and _UNTIL.match(between):
            if out[-1].bill and not one.bill and len(out) > 1 and out[-2].word == one.word:
                out.pop()  # 日程第8、議案第7号から日程第42、議案第41号まで: the 日程 make the range
            out.append(replace(out.pop(), end=one.end, until=one.numbers[-1]))
        elif out and one.word is None and _AND.match(between):
            out.append(replace(one, word=out[-1].word, bill=out[-1].bill))
        else:
            out.append(one)
    return tuple(out)


def fits(reference: Reference, item: AgendaItem, lines: Sequence[AgendaItem]) -> float:
    """Return how well *reference* names *item*, in [0, 1].

    次第の3 means the third line of the paper where there is one, 議題の1 the first of its group.
    """
    if reference.until is not None:
        return _in_range(reference, item, lines)
    numbered = (reference.unit or "").startswith("号")
    bill = _names_bill(reference, item) if numbered else 0.0
    if reference.bill or bill:
        return bill
    path = tuple(re.findall(r"[0-9]+", item.number))
    if len(reference.numbers) > 1:
        return 1.0 if reference.numbers == path else 0.0
    said = reference.numbers[0]
    if not path or said != path[-1] or re.match(r"\D*第[0-9]+号", item.number):
        return 0.0
    if reference.word is None:
        return 0.3 if reference.unit in _COUNTS_CASES else 0.6
    return _by_word(reference.word, said, item, lines)


def _by_word(word: str, said: str, item: AgendaItem, lines: Sequence[AgendaItem]) -> float:
    """Return how well a number equal to the item's last one names it, by the word before it."""
    if re.fullmatch(_TOP, word):
        top = any(line.number == said for line in lines)
        return 1.0 if item.number == said else 0.3 if top else 0.8
    if not item.heading:
        return 0.5 if any(line.heading for line in lines) else 1.0
    if _same_group(word, item.heading):
        return 1.0
    return 0.7 if "-" not in item.number else 0.6


def _same_group(word: str, heading: str) -> bool:
    """Whether *word* (議題, 報告事項) may be said of a group headed *heading*."""
    core = word.replace("事項", "").replace("案件", "") or word
    if core in heading:
        return True
    special = ("報告", "協議", "審議", "諮問", "連絡", "確認", "調査", "検討")
    return core not in special and not any(kind in heading for kind in special)


def _names_bill(reference: Reference, item: AgendaItem) -> float:
    """Return how well 議案第5号 names *item*; 第5号 alone says less."""
    said = reference.numbers[0]
    for text in (item.number, item.title):
        match = _NUMBERED_FIRST.match(text)
        if match is not None and match["n"] == said:
            paper = (reference.unit or "")[1:] or reference.word
            return 1.0 if paper in {match["paper"], None} else 0.3
        match = _DESIGNATION.match(text)
        if match is not None and match["n"] == said:
            same = match["paper"] == reference.word or {match["paper"], reference.word} <= _BILLS
            return 1.0 if same else 0.0 if reference.bill else 0.7
    leaf = re.findall(r"[0-9]+", item.number)[-1:] == [said]
    return 0.8 if leaf and item.heading and (reference.word or "?") in item.heading else 0.0


def _in_range(reference: Reference, item: AgendaItem, lines: Sequence[AgendaItem]) -> float:
    first = replace(reference, until=None)
    last = replace(reference, numbers=(str(reference.until),), until=None)
    starts = [i for i, line in enumerate(lines) if fits(first, line, lines) >= 0.6]
    ends = [i for i, line in enumerate(lines) if fits(last, line, lines) >= 0.6]
    if not starts or not ends:
        return 0.0
    at = next((i for i, line in enumerate(lines) if line is item or line == item), -1)
    return 1.0 if starts[0] <= at <= ends[-1] else 0.0
