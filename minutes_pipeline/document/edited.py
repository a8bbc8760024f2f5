"""An edited Word file as its reader sees it: every paragraph, table and comment, changes accepted.

Raw XML on purpose: python-docx sees neither what was inserted under tracking, nor what stands in
content controls, nor replies to comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes_pipeline.document.comments_file import EditedComment, read_comments
from minutes_pipeline.document.package import Package, broken, open_package
from minutes_pipeline.document.revisions import Accepted, Element, Revision, W
from minutes_pipeline.workspace.foreign import refusing

TRACE = "{urn:minutes-pipeline:trace:1}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_WRAPPERS = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{_MC}Choice")
_UNSEEN = (
    *(f"{W}{name}" for name in ("pPr", "rPr", "delText", "instrText", "delInstrText", "rt")),
    *(f"{W}{name}" for name in ("sdtPr", "txbxContent", "pict", "object")),
    f"{_MC}Fallback",
)
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or one row of a table, as it is read.

    Attributes:
        text: Its words; of a row, the cells joined by a tab.
        style: Name of its style; None where the file does not name it.
        marks: Names of the bookmarks that begin in it, in order.
        ends: Names of the bookmarks that end in it and began before it.
        listed: Word puts a ・ or a number before it.
        label: Its first words as far as they are in a style of characters for labels.
        cells: Of a row: each cell's text, paragraphs parted by line breaks; None for a paragraph.
        table: Number of the table that a row stands in, from 0; None for a paragraph.
        revisions: The tracked changes in it.
    """

    text: str
    style: str | None = None
    marks: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    listed: bool = False
    label: str = ""
    cells: tuple[str, ...] | None = None
    table: int | None = None
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """What the draft's hidden part says of it; all None where it is gone.

    Attributes:
        meeting: Digest that tells this recording from others.
        draft: Digest of what was printed.
        title: The minutes' title at the time.
        date: ISO date of the sitting.
        texts: Digest of each line's text, by the line's id.
    """

    meeting: str | None = None
    draft: str | None = None
    title: str | None = None
    date: str | None = None
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Edited:
    """An edited file.

    Attributes:
        name: Its file name.
        blocks: What stands in it, in order; paragraphs without words are left out.
        comments: All comments with their replies.
        trace: What it says of the draft it was made from.
        editor: Who saved it last, as Word knew them.
        changes: Number of tracked changes that were accepted.
        apart: Words outside the running text, that a draft has no place for: of footnotes, text
            boxes; each with the position of the block that refers to it.
        pictures: Number of pictures, which cannot be taken in.
    """

    name: str
    blocks: tuple[Block, ...]
    comments: tuple[EditedComment, ...] = ()
    trace: Trace = Trace()
    editor: str | None = None
    changes: int = 0
    apart: tuple[tuple[int, str], ...] = ()
    pictures: int = 0


def read_edited(path: Path) -> Edited:
    """Read the Word file at *path* with all its changes accepted.

    Raises:
        PaperError: It is not a Word file that can be read (P01, I01–I03).
    """
    package = open_package(path)
    with refusing(broken(path.name)):
        return _Reader(package, path.name).read()


class _Reader:
    def __init__(self, package: Package, name: str) -> None:
        self.package = package
        self.name = name
        self.styles = _styles(package)
        self.blocks: list[Block] = []
        self.apart: list[tuple[int, str]] = []
        self.open: dict[str, str] = {}
        self.places: dict[str, int] = {}
        self.quotes: dict[str, str] = {}
        self.asked: set[str] = set()
        self.notes = self._footnotes()
        self._held: tuple[str, ...] = ()
        """Bookmarks whose beginning was left in an empty line before their words."""

    def read(self) -> Edited:
        root = self.package.xml(self.package.main)
        body = None if root is None else root.find(f"{W}body")
        if root is None or body is None:
            raise broken(self.name)
        self.accepted = Accepted(root)
        tables = 0
        for element in _flat(body):
            if element.tag == f"{W}p":
                self.paragraph(element)
            elif element.tag == f"{W}tbl":
                self.table(element, tables)
                tables += 1
            elif element.tag == f"{W}bookmarkStart":
                self.open[element.get(f"{W}id", "")] = element.get(f"{W}name", "")
                self._carry([element.get(f"{W}name", "")])
            elif element.tag == f"{W}bookmarkEnd":
                self.open.pop(element.get(f"{W}id", ""), None)
        comments = read_comments(self.package, self.places, self.quotes)
        core = self.package.xml("docProps/core.xml")
        pictures = sum(1 for _ in root.iter(f"{W}drawing", f"{W}object"))
        return Edited(
            self.name,
            tuple(self.blocks),
            comments,
            self._trace(core),
            None if core is None else core.findtext(f"{_CORE}lastModifiedBy"),
            self.accepted.count,
            tuple(self.apart),
            pictures,
        )

    def paragraph(self, element: Element) -> None:
        marks, ends, text = self._walk(element)
        style = element.find(f"{W}pPr/{W}pStyle")
        style_id = None if style is None else style.get(f"{W}val")
        if not text.strip():
            self._carry(marks)
            return
        block = Block(
            text=text,
            style=self.styles.get(style_id or "", None),
            marks=(*self._carried(), *marks),
            ends=tuple(ends),
            listed=element.find(f"{W}pPr/{W}numPr/{W}numId") is not None,
            label=self._label(element),
            revisions=self.accepted.revisions(element),
        )
        self.blocks.append(block)

    def _carry(self, marks: list[str]) -> None:
        self._held = (*self._held, *marks)

    def _carried(self) -> tuple[str, ...]:
        held, self._held = self._held, ()
        return tuple(name for name in held if name in self.open.values())

    def table(self, element: Element, number: int) -> None:
        carried: dict[int, str] = {}
        for row in _flat(element):
            if row.tag != f"{W}tr":
                continue
            cells: list[str] = []
            marks: list[str] = []
            revisions: list[Revision] = []
            column = 0
            for cell in (one for one in _flat(row) if one.tag == f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                lines = []
                for paragraph in cell.iter(f"{W}p"):
                    begun, _, text = self._walk(paragraph)
                    marks += begun
                    lines.append(text)
                    revisions += self.accepted.revisions(paragraph)
                text = "\n".join(lines).strip("\n")
                if merge is not None and merge.get(f"{W}val", "continue") == "continue":
                    text = carried.get(column, "")
                carried[column] = text
                cells.append(text)
                column += int(span.get(f"{W}val", "1")) if span is not None else 1
            self.blocks.append(
                Block(
                    "\t".join(cells),
                    marks=tuple(marks),
                    cells=tuple(cells),
                    table=number,
                    revisions=tuple(revisions),
                )
            )

    def _walk(self, element: Element) -> tuple[list[str], list[str], str]:
        """Return the bookmarks that begin, those that end, and the words that are seen."""
        marks: list[str] = []
        ends: list[str] = []
        text: list[str] = []
        for one in _seen(element):
            tag = str(one.tag)
            if tag in (f"{W}t", f"{_MATH}t"):
                text.append(one.text or "")
                for comment in self.asked:
                    self.quotes[comment] = self.quotes.get(comment, "") + (one.text or "")
            elif tag in _SIGNS:
                text.append(_SIGNS[tag])
            elif tag == f"{W}br" and one.get(f"{W}type", "textWrapping") == "textWrapping":
                text.append("\n")
            elif tag == f"{W}sym":
                text.append(_symbol(one))
            elif tag == f"{W}bookmarkStart":
                name = one.get(f"{W}name", "")
                self.open[one.get(f"{W}id", "")] = name
                marks.append(name)
            elif tag == f"{W}bookmarkEnd":
                name = self.open.pop(one.get(f"{W}id", ""), "")
                if name and name not in marks:
                    ends.append(name)
            else:
                self._refer(one)
        return marks, ends, "".join(text)

    def _refer(self, one: Element) -> None:
        """Remember where a comment or a note is tied to the text."""
        number = one.get(f"{W}id", "")
        if one.tag == f"{W}commentRangeStart":
            self.places.setdefault(number, len(self.blocks))
            self.asked.add(number)
        elif one.tag == f"{W}commentRangeEnd":
            self.asked.discard(number)
        elif one.tag == f"{W}commentReference":
            self.places.setdefault(number, len(self.blocks))
        elif one.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            note = self.notes.get((str(one.tag), number))
            if note:
                self.apart.append((len(self.blocks), f"脚注：{note}"))
        elif one.tag in (f"{W}drawing", f"{_MC}AlternateContent"):
            for box in one.iter(f"{W}txbxContent"):
                words = _plain(box)
                if words:
                    self.apart.append((len(self.blocks), f"テキストボックス：{words}"))
                break

    def _label(self, element: Element) -> str:
        """Return the first words in a style of characters for labels."""
        label = ""
        for run in element.iter(f"{W}r"):
            style = run.find(f"{W}rPr/{W}rStyle")
            name = self.styles.get(style.get(f"{W}val", "")) if style is not None else None
            words = "".join(t.text or "" for t in run.iter(f"{W}t"))
            if name not in ("発言者名", "要確認"):
                if words or run.find(f"{W}tab") is not None or run.find(f"{W}br") is not None:
                    break
                continue
            label += words
        return label

    def _footnotes(self) -> dict[tuple[str, str], str]:
        found = {}
        for kind in ("footnote", "endnote"):
            name = self.package.related(f"{kind}s")
            root = self.package.xml(name) if name else None
            if root is None:
                continue
            Accepted(root)
            for note in root.iter(f"{W}{kind}"):
                found[f"{W}{kind}Reference", note.get(f"{W}id", "")] = _plain(note)
        return found

    def _trace(self, core: Element | None) -> Trace:
        for name in sorted(self.package.parts):
            if (
                not name.startswith("customXml/")
                or b"urn:minutes-pipeline:trace:1" not in (self.package.parts[name])
            ):
                continue
            root = self.package.xml(name)
            if root is None or root.tag != f"{TRACE}trace":
                continue
            return Trace(
                root.get("meeting"),
                root.get("digest"),
                root.get("title"),
                root.get("date"),
                tuple(
                    (line.get("id", ""), line.get("text", "")) for line in root.iter(f"{TRACE}line")
                ),
            )
        if core is None:
            return Trace()
        stated = core.findtext(f"{_DC}identifier") or ""
        draft = stated.removeprefix("urn:minutes-pipeline:draft:")
        return Trace(draft=draft or None, title=core.findtext(f"{_DC}title"))


def _flat(element: Element) -> Iterator[Element]:
    """Yield the children of *element*, and those of wrappers in their place."""
    for child in element:
        if child.tag in _WRAPPERS or child.tag == f"{_MC}AlternateContent":
            yield from _flat(child)
        elif child.tag not in _UNSEEN:
            yield child


def _seen(element: Element) -> Iterator[Element]:
    """Yield every element that bears words or signs, in reading order."""
    for child in element:
        if child.tag in _UNSEEN:
            continue
        if child.tag == f"{W}r" and _hidden(child):
            continue
        yield child
        if child.tag not in (f"{W}drawing", f"{_MC}AlternateContent"):
            yield from _seen(child)


def _hidden(run: Element) -> bool:
    """Tell whether a run's words are hidden; what a style hides is not looked up."""
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val", "true") not in ("0", "false", "off")


def _symbol(element: Element) -> str:
    """Return a sign of a symbol font: its own character where Unicode knows it."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if not 0x20 <= code < 0x110000:
        return ""
    return chr(code) if not 0xE000 <= code <= 0xF8FF else "□"


def _plain(element: Element) -> str:
    lines = ("".join(t.text or "" for t in p.iter(f"{W}t")) for p in element.iter(f"{W}p"))
    return "／".join(line.strip() for line in lines if line.strip())


def _styles(package: Package) -> dict[str, str]:
    """Return the name of each style by its id."""
    name = package.related("styles")
    root = package.xml(name) if name else None
    if root is None:
        return {}
    found = {}
    for style in root.iter(f"{W}style"):
        own = style.find(f"{W}name")
        if own is not None:
            shown = own.get(f"{W}val", "")
            found[style.get(f"{W}styleId", "")] = shown.replace("heading ", "Heading ")
    return found
