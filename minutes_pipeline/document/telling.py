"""What was taken in from an edited file, told to the clerk: line by line, and in repeated terms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from minutes_pipeline.document.style import Style
from minutes_pipeline.document.taking_in import Taken
from minutes_pipeline.meeting import (
    Attendance,
    Change,
    CommentKept,
    ItemHeaded,
    ParagraphAdded,
    ParagraphDeleted,
    ParagraphLabel,
    ParagraphMerged,
    ParagraphMoved,
    ParagraphSplit,
    ParagraphText,
    ParticularStated,
    PrintedAdded,
    PrintedMoved,
    PrintedText,
)

MOST = 28
"""Characters quoted on each side of a change."""
_FIELDS = {
    "title": "会議の名前",
    "date": "日付",
    "start_time": "開始",
    "end_time": "終了",
    "place": "場所",
    "openness": "公開の別",
    "observers": "傍聴者",
    "materials": "資料",
    "department": "所管課",
}
_TERM = re.compile(r"[\u4e00-\u9fff々ヶァ-ヴーA-Za-z0-9]+")
LONGEST_TERM = 12
_HEADINGS = (Style.SECTION, Style.ITEM, Style.SUBITEM)
_PEOPLE = "出席者の欄"
REPEATED = 2
"""Times that a term must be corrected alike to be offered."""


def told(taken: Taken) -> str:
    """Return one line on one change, with who made it where the file says so."""
    by = ""
    if taken.by is not None and taken.by.author:
        when = f" {taken.by.when[:16].replace('T', ' ')}" if taken.by.when else ""
        by = f"（{taken.by.author}{when}）"
    return f"{_what(taken.change)}{by}"


def _what(change: Change) -> str:
    match change:
        case ParagraphText(paragraph=old, text=text):
            said = f"文を直しました：{_difference(old.text, text)}"
        case ParagraphAdded(text=text):
            said = f"段落を加えました：「{_cut(text)}」"
        case ParagraphDeleted(paragraph=old):
            said = f"段落を消しました：「{_cut(old.text)}」"
        case ParagraphMoved(paragraph=old):
            said = f"段落を移しました：「{_cut(old.text)}」"
        case ParagraphSplit(paragraph=old, texts=texts):
            said = f"段落を{len(texts)}つに分けました：「{_cut(old.text)}」"
        case ParagraphMerged(paragraphs=olds, text=text):
            said = f"{len(olds)}つの段落をつなぎました：「{_cut(text)}」"
        case ParagraphLabel(paragraph=old, label=label):
            said = f"発言者名を「{label or '（なし）'}」にしました：「{_cut(old.text)}」"
        case _:
            said = _other(change)
    return said


def _other(change: Change) -> str:
    match change:
        case ItemHeaded(item=number, title=title, over=None):
            said = f"案件{number}を加えました：「{_cut(title)}」"
        case ItemHeaded(item=number, title=title):
            said = f"案件{number}の名前を「{_cut(title)}」にしました"
        case ParticularStated(field=field, value=value):
            shown = "／".join(value) if isinstance(value, tuple) else str(value)
            said = f"{_FIELDS[field]}を「{_cut(shown)}」にしました"
        case Attendance(person=person, attended=attended):
            said = f"{person}さんを{'出席' if attended else '欠席'}にしました"
        case PrintedText(line=line, text=None):
            said = f"印刷しないことにしました：「{_cut(line.text)}」"
        case PrintedText(line=line, text=text):
            said = f"書式の欄を直しました：{_difference(line.text, text or '')}"
        case PrintedAdded(text=text, label=label, cells=cells):
            shown = "／".join(" ".join(row) for row in cells) or f"{label or ''} {text}"
            said = f"{'表' if cells else '行'}を加えました：「{_cut(shown)}」"
        case PrintedMoved(line=line):
            said = f"位置を変えました：「{_cut(line.text)}」"
        case CommentKept(author=author, text=text):
            said = f"コメントを残しました：{author}「{_cut(text)}」"
        case _:
            said = change.kind
    return said


def print_only(changes: Iterable[Change]) -> Iterator[str]:
    """Yield what a person must know of changes that only the printed draft shows.

    The data of the minutes (minutes.json) has no place for them: names in the list of those
    present are the roster's, and nothing is recorded of tables, rows and headings without a number.

    Args:
        changes: What was taken in.
    """
    found = Counter(part for one in changes if (part := _part(one)) is not None)
    if not found:
        return
    counted = "・".join(f"{part}{count}件" for part, count in found.items())
    yield (
        f"直しのうち{counted}は、印刷する原案だけに入れました。"
        "会議録のデータ（minutes.json）には入りません。"
    )
    if found[_PEOPLE]:
        yield (
            "出席者の氏名を直したときや人を加えたときは、名簿も直してください。"
            "発言者の名前は名簿から付けます。"
        )


def _part(change: Change) -> str | None:
    """Return what of the printed form a change concerns, None where the minutes follow it."""
    match change:
        case PrintedAdded(cells=cells) if cells:
            return "新しい表"
        case PrintedAdded(style=style) if style in _HEADINGS:
            return "番号のない見出し"
        case PrintedAdded(after=anchor) | PrintedText(line=anchor):
            name = "" if anchor is None else anchor.id
            if name.startswith(("row_present", "row_absent")):
                return _PEOPLE
            return "概要の欄" if name.startswith("row_") else "そのほかの行"
        case PrintedMoved():
            return "行の位置"
        case _:
            return None


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MOST else f"{text[:MOST]}…"


def _difference(old: str, new: str) -> str:
    """Quote where two texts differ, with a little of what stands around."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    begin = max(0, first - 6)
    head = "…" if begin else ""
    before, after = old[begin : len(old) - last + 4], new[begin : len(new) - last + 4]
    return f"「{head}{_cut(before)}」→「{head}{_cut(after)}」"


def repeated_terms(
    changes: Sequence[Change], printed: Mapping[str, str]
) -> Iterator[tuple[str, str, int]]:
    """Yield terms that were corrected alike several times: the old, the new, how often.

    Args:
        changes: What was taken in.
        printed: The words of each paragraph before, by its id.
    """
    found: Counter[tuple[str, str]] = Counter()
    for change in changes:
        if isinstance(change, ParagraphText):
            old = printed.get(change.paragraph.id, change.paragraph.text)
            found.update(_terms(old, change.text))
    for (old, new), count in found.most_common():
        if count >= REPEATED:
            yield old, new, count


def _terms(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the words that took each other's place, whole words of 漢字, カタカナ and letters."""
    before, after = _words(old), _words(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "replace" or b - a != d - c:
            continue
        for one, other in zip(before[a:b], after[c:d], strict=True):
            words = _TERM.fullmatch(one) and _TERM.fullmatch(other) and not other.isdigit()
            if words and max(len(one), len(other)) <= LONGEST_TERM:
                yield one, other


def _words(text: str) -> list[str]:
    return re.findall(r"[\u4e00-\u9fff々ヶ]+|[ァ-ヴー]+|[A-Za-z]+|\d+|.", text)
