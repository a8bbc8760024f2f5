"""Tracked changes of Word, all accepted, with who made them and when.

python-docx's text of a paragraph leaves out what was inserted under tracking, so a reader built on
it loses an editor's insertions. Here the XML itself is brought into the state that 「すべての変更を
反映」 leaves (ECMA-376 Part 1, 17.13.5): also where a paragraph's mark was deleted, which joins two
paragraphs and which the common libraries leave standing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INSERTED = (f"{W}ins", f"{W}moveTo")
_DELETED = (f"{W}del", f"{W}moveFrom")
_MARKERS = tuple(
    f"{W}{name}"
    for name in (
        *("pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange"),
        *("tblGridChange", "tblPrExChange", "numberingChange"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart"),
        *("customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd"),
        *("customXmlMoveToRangeStart", "customXmlMoveToRangeEnd"),
    )
)
_SHOWN = tuple(f"{W}{name}" for name in ("t", "tab", "br", "sym", "drawing", "object", "pict"))

Element = etree._Element  # noqa: SLF001 - lxml has no public name for it


@dataclass(frozen=True, slots=True)
class Revision:
    """One tracked change.

    Attributes:
        author: Who made it, as Word knew them; None where Word kept nobody.
        when: ISO 8601, as in the file; None where the file has none.
        kind: ``ins``, ``del``, ``moveFrom`` or ``moveTo``.
    """

    author: str | None
    when: str | None
    kind: str


class Accepted:
    """A part of a Word file with all its changes accepted.

    Attributes:
        count: How many changes of words there were; those of looks do not count.
    """

    def __init__(self, root: Element) -> None:
        """Accept every change in *root*, in place."""
        self._touched: dict[Element, list[Revision]] = {}
        self.count = 0
        self._remember(root)
        _drop(root, _MARKERS)
        _drop_rows(root)
        joined = [
            next(mark.iterancestors(f"{W}p"))
            for mark in root.iter(*_DELETED)
            if _is_paragraph_mark(mark)
        ]
        _drop(root, _DELETED)
        _unwrap(root, _INSERTED)
        for paragraph in joined:
            self._join(paragraph)

    def revisions(self, paragraph: Element) -> tuple[Revision, ...]:
        """Return the changes that were made in *paragraph*, in the order of the file."""
        return tuple(self._touched.get(paragraph, ()))

    def _remember(self, root: Element) -> None:
        gone: list[Revision] = []
        for paragraph in root.iter(f"{W}p"):
            found = [
                Revision(mark.get(f"{W}author"), mark.get(f"{W}date"), _name(mark))
                for mark in paragraph.iter(*_INSERTED, *_DELETED)
            ]
            self.count += len(found)
            # Who deleted a paragraph is remembered at the one behind it.
            self._touched[paragraph] = gone + found if found or gone else []
            gone = found if any(_is_paragraph_mark(m) for m in paragraph.iter(*_DELETED)) else []

    def _join(self, paragraph: Element) -> None:
        """Join *paragraph*, whose mark was deleted, to the one behind it, whose form survives."""
        following = paragraph.getnext()
        while following is not None and following.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            following = following.getnext()
        parent = paragraph.getparent()
        if parent is None:
            return
        kept = any(True for _ in paragraph.iter(*_SHOWN))
        if following is None or following.tag != f"{W}p":
            if not kept and _may_go(paragraph):
                parent.remove(paragraph)
            return
        if kept:
            place = 0 if following.find(f"{W}pPr") is None else 1
            for child in [one for one in paragraph if one.tag != f"{W}pPr"]:
                following.insert(place, child)
                place += 1
        else:
            _close_bookmarks(paragraph, following)
        self._touched[following] = [*self.revisions(paragraph), *self.revisions(following)]
        parent.remove(paragraph)


def _name(mark: Element) -> str:
    return str(mark.tag).removeprefix(W)


def _is_paragraph_mark(mark: Element) -> bool:
    outer = mark.getparent()
    if outer is None or outer.tag != f"{W}rPr":
        return False
    properties = outer.getparent()
    return properties is not None and properties.tag == f"{W}pPr"


def _may_go(paragraph: Element) -> bool:
    """Tell whether a paragraph without words may be taken out: a cell must keep its last one."""
    parent = paragraph.getparent()
    if parent is None or parent.tag != f"{W}tc":
        return paragraph.find(f"{W}pPr/{W}sectPr") is None
    return len(parent.findall(f"{W}p")) > 1


def _drop(root: Element, tags: tuple[str, ...]) -> None:
    for mark in list(root.iter(*tags)):
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)


def _drop_rows(root: Element) -> None:
    """Take out rows and cells of tables that were deleted under tracking."""
    for mark in [*root.iter(f"{W}trPr"), *root.iter(f"{W}tcPr")]:
        if mark.find(f"{W}del") is None and mark.find(f"{W}cellDel") is None:
            continue
        holder = mark.getparent()
        outer = holder.getparent() if holder is not None else None
        if holder is not None and outer is not None:
            outer.remove(holder)


def _unwrap(root: Element, tags: tuple[str, ...]) -> None:
    """Put the content of each element of *tags* in its place; they may stand in each other."""
    for mark in reversed(list(root.iter(*tags))):
        parent = mark.getparent()
        if parent is None:
            continue
        place = parent.index(mark)
        for child in reversed(list(mark)):
            parent.insert(place, child)
        parent.remove(mark)


def _close_bookmarks(paragraph: Element, following: Element) -> None:
    """Let bookmarks of a deleted paragraph go; those that only end in it end behind it."""
    opened = {one.get(f"{W}id") for one in paragraph.iter(f"{W}bookmarkStart")}
    closed = list(paragraph.iter(f"{W}bookmarkEnd"))
    ended = {one.get(f"{W}id") for one in closed}
    place = 0 if following.find(f"{W}pPr") is None else 1
    for one in [*paragraph.iter(f"{W}bookmarkStart"), *closed]:
        inside = one.get(f"{W}id") in opened & ended
        if not inside:  # the other end stands elsewhere: without this one the file would break
            following.insert(place, one)
            place += 1


def paragraphs(root: Element) -> Iterator[Element]:
    """Yield every paragraph in the order of the file, also those in tables and frames."""
    yield from root.iter(f"{W}p")
