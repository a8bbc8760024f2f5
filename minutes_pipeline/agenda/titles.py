"""A line's title apart from what stands with it: kind, material numbers, leaders."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from minutes_pipeline.agenda.wording import (
    FORMALITY_TITLE,
    GROUP_TITLE,
    KIND,
    MATERIAL_LABEL,
    MATERIAL_MENTION,
    MATERIAL_NUMBER,
    OTHER_TITLE,
)

_BRACKETS = {
    "(": ")",
    "（": "）",
    "【": "】",
    "［": "］",
    "[": "]",
    "〔": "〕",
    "〈": "〉",
    "＜": "＞",
}
_OPENING = "".join(re.escape(sign) for sign in _BRACKETS)
_CLOSING = "".join(re.escape(sign) for sign in _BRACKETS.values())
_TRAILING = re.compile(rf"[{_OPENING}]([^{_OPENING}{_CLOSING}]*)[{_CLOSING}]\s*$")
_LEADING = re.compile(rf"^[{_OPENING}]([^{_OPENING}{_CLOSING}]*)[{_CLOSING}]\s*(?=\S)")
_LEADERS = re.compile(
    r"[\s　]*(?:[…‥⋯─―－]{2,}|[･・.．]{3,}|[…‥⋯](?=[\s　]*(?:$|資料|別紙|参考|[pP]?[0-9０-９])))"
    r"[…‥⋯･・.．─―－\s　]*(?P<tail>.*)$"
)
"""Dots or a line that lead from a title to its paper, and what they lead to."""
_BARE_MATERIAL = re.compile(rf"[\s　]+[*＊※]?({MATERIAL_LABEL}\s*[0-9０-９].*)$")
_PAPERS_FIRST = re.compile(
    rf"^{MATERIAL_LABEL}\s*(?:{MATERIAL_NUMBER})?"
    rf"(?:\s*[・、,~〜及び\-]+\s*(?:{MATERIAL_LABEL})?\s*{MATERIAL_NUMBER})*"
)
_MINUTES = re.compile(r"(?:約|予定)?[0-9]{1,3}分(?:間|程度|予定)?|[0-9]{1,2}:[0-9]{2}[~\-〜].*")
"""How long an item may take, in brackets behind its title."""
_CLOCK = re.compile(
    r"^[0-9０-９]{1,2}[:：][0-9０-９]{2}"
    r"(?:\s*[~〜～\-－ー]\s*(?:[0-9０-９]{1,2}[:：][0-9０-９]{2})?)?[\s　]+"
)
_TABLE_HEADS = frozenset(
    [
        "番号",
        "No.",
        "No",
        "№",
        "件名",
        "案件名",
        "案件",
        "議題",
        "議題名",
        "内容",
        "事項",
        "区分",
        "種別",
        "資料",
        "資料番号",
        "担当",
        "担当課",
        "所管",
        "所管課",
        "説明者",
        "説明",
        "時間",
        "備考",
        "項目",
        "次第",
        "次第内容",
        "順序",
        "順番",
        "順",
    ]
)


@dataclass(frozen=True, slots=True)
class CleanTitle:
    """A title and what was taken from it."""

    text: str
    kind: str | None = None
    materials: tuple[str, ...] = ()


def compact(text: str) -> str:
    """Return *text* in NFKC without any white space and without surrounding brackets.

    >>> compact("【 議　題 】"), compact("＜報告事項＞")
    ('議題', '報告事項')
    """
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).rstrip(":")
    inner = re.fullmatch(r"[【\[〔〈<《「『(](.*?)[】\]〕〉>》」』)]", text)
    return inner[1] if inner else text


def tidy(text: str) -> str:
    """Return *text* with half-width figures and letters, full-width brackets, single spaces."""
    out = []
    for sign in unicodedata.normalize("NFC", text):
        wide = unicodedata.normalize("NFKC", sign)
        half_kana = "\uff61" <= sign <= "\uff9f"
        out.append(wide if half_kana or (len(wide) == 1 and wide.isalnum()) else sign)
    joined = unicodedata.normalize("NFC", "".join(out))
    joined = re.sub(r"(?<=[0-9A-Za-z])[－‐−](?=[0-9A-Za-z])", "-", joined)
    joined = re.sub(r"\(([^()]*)\)", r"（\1）", joined)
    return re.sub(r"[\s　]+", " ", joined).strip()


def is_table_head(cells: list[str]) -> bool:
    """Whether *cells* are the headings of a table rather than an entry of it."""
    words = [compact(cell) for cell in cells if cell.strip()]
    return len(words) > 1 and all(word in _TABLE_HEADS for word in words)


def without_clock(text: str) -> str:
    """Return *text* without the time of a timetable at its head (``14:00 開会``)."""
    return _CLOCK.sub("", text)


def clean_title(text: str) -> CleanTitle:
    """Part a title from its kind, its material numbers and table cells beside it.

    >>> clean_title("戸籍システムのクラウド化について（報告）　資料２－１").kind
    '報告'
    """
    title, *cells = [cell.strip() for cell in text.split("\t") if cell.strip()] or [""]
    beside = [compact(cell) for cell in cells]
    materials = [tidy(c) for c in cells if MATERIAL_MENTION.match(compact(c))]
    kind = next((cell for cell in beside if KIND.match(cell)), None)
    if led := _LEADERS.search(title):
        title, tail = title[: led.start()], clean_title(led["tail"])
        kind = kind or tail.kind
        materials = [*tail.materials, *materials]
        if paper := _PAPERS_FIRST.match(tail.text):
            materials.insert(0, tidy(paper[0]))
    title, inner_kind, inner_materials = _without_brackets(title)
    kind, materials = kind or inner_kind, [*inner_materials, *materials]
    if match := _BARE_MATERIAL.search(title):
        rest = clean_title(title[: match.start()])
        found = (*rest.materials, tidy(match[1]), *materials)
        return CleanTitle(rest.text, kind or rest.kind, found)
    short = compact(title)
    for form in (GROUP_TITLE, OTHER_TITLE, FORMALITY_TITLE):
        if form.match(short) and len(short) <= 12:
            return CleanTitle(tidy(short), kind, tuple(materials))
    return CleanTitle(tidy(title), kind, tuple(materials))


def _without_brackets(title: str) -> tuple[str, str | None, list[str]]:
    """Take kinds and materials in brackets from both ends of *title*."""
    kind: str | None = None
    materials: list[str] = []
    while match := _TRAILING.search(title):
        inside = compact(match[1])
        if kind is None and KIND.match(inside):
            kind = inside
        elif MATERIAL_MENTION.match(inside):
            materials.insert(0, tidy(match[1]))
        elif not _MINUTES.fullmatch(inside):
            break
        title = title[: match.start()].rstrip()
    match = _LEADING.match(title)
    if kind is None and match and KIND.match(compact(match[1])):
        return title[match.end() :], compact(match[1]), materials
    return title, kind, materials
