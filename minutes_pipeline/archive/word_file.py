"""The Word file of a package: cleaned, read back, and searched for what still waits.

Works on the zip and its XML alone; how a draft is drawn is the document room's affair.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from minutes_pipeline.archive.printed import Kind, Line, Printed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = {
    "標題": Kind.TITLE,
    "概要表項目": Kind.PARTICULAR,
    "概要表本文": Kind.PARTICULAR,
    "区分見出し": Kind.SECTION,
    "heading 1": Kind.HEADING,
    "heading 2": Kind.HEADING,
    "heading 3": Kind.HEADING,
    "導入文": Kind.LEAD,
    "説明要点": Kind.POINT,
    "発言": Kind.SPEECH,
    "発言（続き）": Kind.CONTINUED,
    "結論": Kind.OUTCOME,
    "注記": Kind.NOTE,
    "証明文": Kind.CERTIFICATE,
    "署名欄本文": Kind.SIGNATURE,
}
"""The styles that every city's form has (docs/how-to-template.md)."""
_LABELS = ("発言者名", "要確認")
_SIGNATURES = "署名欄"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_DROPPED = re.compile(
    r"word/(?:comments\w*|people|glossary/.*)\.xml|customXml/.*|docProps/(?:custom\.xml|thumbnail.*)"
    r"|word/(?:_rels/comments\w*\.xml\.rels|stylesWithEffects\.xml)"
)
"""Parts of a Word file that hold what nobody prints."""
_CHANGES = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")
_FORMATS = re.compile(r".*PrChange|numberingChange")
_COMMENT_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_NOISE = ("proofErr", "lastRenderedPageBreak", "rsids")


@dataclass(frozen=True, slots=True)
class Pending:
    """What an editor left to decide in a Word file.

    Attributes:
        changes: Count of tracked insertions, deletions and moves.
        formats: Count of tracked changes of form.
        comments: Count of comments.
        authors: Who made them, sorted.
    """

    changes: int
    formats: int
    comments: int
    authors: tuple[str, ...]

    def __bool__(self) -> bool:
        """Tell whether anything is left."""
        return bool(self.changes or self.formats or self.comments)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the file says of itself.

    Attributes:
        title: The minutes' title.
        author: Who issues them: the city, or its 所管課.
        day: ISO date of the approval, the only moment the file holds.
    """

    title: str
    author: str
    day: str


def pending(docx: bytes, *, machine: str | None = None) -> Pending:
    """Return what is still to be decided in a Word file.

    Args:
        docx: The file.
        machine: Author whose comments do not count: the doubts that the draft itself shows.

    Raises:
        ValueError: It is not a Word file.
    """
    changes = formats = comments = 0
    authors = set()
    for name, root in _parts(docx):
        if not name.startswith("word/"):
            continue
        for element in root.iter(etree.Element):
            local = etree.QName(element).localname
            author = element.get(f"{W}author") or "不明"
            if element.tag == f"{W}comment":
                if author == machine:
                    continue
                comments += 1
            elif local in _CHANGES and element.tag.startswith(W):
                changes += 1
            elif _FORMATS.fullmatch(local) and element.tag.startswith(W):
                formats += 1
            else:
                continue
            authors.add(author)
    return Pending(changes, formats, comments, tuple(sorted(authors)))


def cleaned(docx: bytes, about: Particulars, *, bookmarks: bool = True) -> bytes:
    """Return the file with nothing in it but what is printed; the same bytes for the same file.

    Args:
        docx: As drawn, without tracked changes.
        about: Goes into its properties in place of all that was there.
        bookmarks: Whether paragraphs keep the ids that other formats know them by.

    Raises:
        ValueError: It is not a Word file, or a change is pending in it.
    """
    left = pending(docx)
    if left.changes or left.formats:
        raise ValueError("tracked changes must be settled before a file is cleaned")
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if _DROPPED.fullmatch(name):
                continue
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _core(about)
            elif name == "docProps/app.xml":
                data = _APP
            elif name.endswith((".xml", ".rels")):
                data = _cleaned_part(data, bookmarks=bookmarks)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, data)
    return result.getvalue()


def ragged(docx: bytes) -> bytes:
    """Return a Word file whose lines are not stretched to the right margin.

    For LibreOffice: where a line behind a hanging label is stretched, it may lose a 、 or 。 that
    would end the line behind figures (「2分の1、」), from page and text alike. Seen with 7.4.7.
    """
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name in ("word/document.xml", "word/styles.xml"):
                root = etree.fromstring(data)
                for alignment in root.iter(f"{W}jc"):
                    if alignment.get(f"{W}val") == "both":
                        alignment.set(f"{W}val", "left")
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            target.writestr(zipfile.ZipInfo(name, _EPOCH), data)
    return result.getvalue()


def lines(docx: bytes) -> Printed:
    """Return what a Word file of the minutes prints, headers and footers left out.

    Raises:
        ValueError: It is not a Word file.
    """
    parts = dict(_parts(docx))
    if "word/document.xml" not in parts:
        raise ValueError("not a Word file")
    styles = parts.get("word/styles.xml", etree.Element("none"))
    names = {
        style.get(f"{W}styleId", ""): _value(style, "name") for style in styles.iter(f"{W}style")
    }
    signs = _signs(parts)
    body = parts["word/document.xml"].find(f"{W}body")
    return Printed(tuple(_Reader(names, signs).blocks([] if body is None else body)))


def _signs(parts: Mapping[str, etree._Element]) -> dict[str, str]:
    """Return the sign that Word puts before paragraphs of a style, by the style's id."""
    numbering = parts.get("word/numbering.xml", etree.Element("none"))
    return {
        _value(level, "pStyle"): _value(level, "lvlText")
        for level in numbering.iter(f"{W}lvl")
        if _value(level, "numFmt") == "bullet"
    }


def _value(element: etree._Element, *path: str) -> str:
    """Return the value of a child of *element*, empty where there is none."""
    found = element.find("/".join(f"{W}{name}" for name in path))
    return "" if found is None else str(found.get(f"{W}val", ""))


class _Reader:
    """Turns paragraphs and tables into lines."""

    def __init__(self, names: Mapping[str, str], signs: Mapping[str, str]) -> None:
        self.names = names
        self.signs = signs

    def blocks(self, elements: Iterable[etree._Element]) -> Iterator[Line]:
        for element in elements:
            if element.tag == f"{W}p":
                yield from self.paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self.table(element)
            elif element.tag == f"{W}sdt":
                content = element.find(f"{W}sdtContent")
                yield from self.blocks([] if content is None else content)

    def style(self, element: etree._Element, kind: str) -> str:
        return self.names.get(_value(element, f"{kind}Pr", f"{kind}Style"), "")

    def paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        name = self.style(paragraph, "p")
        kind = _STYLES.get(name, _STYLES.get(name.lower(), Kind.TEXT))
        level = int(name[-1]) if kind is Kind.HEADING else 1
        label, text = "", ""
        for run in paragraph.iter(f"{W}r"):
            words = _run_text(run)
            if kind is Kind.SPEECH and not text.strip() and self.style(run, "r") in _LABELS:
                label += text + words
                text = ""
            else:
                text += words
        if (text + label).strip():
            sign = self.signs.get(_value(paragraph, "pPr", "pStyle") or "-", "")
            said = label.strip() or None
            yield Line(kind, text.strip(), said, level=level, id=_id(paragraph), sign=sign)

    def table(self, table: etree._Element) -> Iterator[Line]:
        signatures = self.style(table, "tbl") == _SIGNATURES
        for row in table.iter(f"{W}tr"):
            cells = [self.cell(cell) for cell in row.iterchildren(f"{W}tc")]
            if signatures:
                text = "\t".join(cell for cell in cells if cell)
                if text:
                    yield Line(Kind.SIGNATURE, text)
                continue
            first, *rest = cells or [""]
            # A label over several rows is printed once, beside the first of them.
            *groups, text = rest or [""]
            group = " ".join(one for one in groups if one)
            if first or group or text:
                yield Line(Kind.PARTICULAR, text, first or None, group or None)

    def cell(self, cell: etree._Element) -> str:
        texts = ["".join(map(_run_text, p.iter(f"{W}r"))) for p in cell.iter(f"{W}p")]
        return "\n".join(text for text in texts if text.strip())


def _run_text(run: etree._Element) -> str:
    written = ""
    for child in run:
        match str(child.tag).removeprefix(W):
            case "t":
                written += child.text or ""
            case "tab" | "ptab":
                written += "\t"
            case "br" | "cr":
                written += "\n"
            case "noBreakHyphen":
                written += "-"
    return written


def _id(paragraph: etree._Element) -> str | None:
    """Return the paragraph's id as its bookmark has it: ``p_0007`` is p0007."""
    for mark in paragraph.iter(f"{W}bookmarkStart"):
        name = mark.get(f"{W}name", "")
        if re.fullmatch(r"p_\d+\w*", name):
            return name.replace("_", "", 1)
    return None


def _parts(docx: bytes) -> Iterator[tuple[str, etree._Element]]:
    """Yield every XML part of the file with its name."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_pis=True)
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as held:
            for name in held.namelist():
                if name.endswith((".xml", ".rels")):
                    yield name, etree.fromstring(held.read(name), parser)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, RuntimeError, EOFError) as error:
        raise ValueError(f"not a Word file: {error}") from error


def _cleaned_part(data: bytes, *, bookmarks: bool) -> bytes:
    """Return a part without comments, ids of editing sessions and links to dropped parts."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(data, parser)
    marks = () if bookmarks else ("bookmarkStart", "bookmarkEnd")
    for element in list(root.iter(etree.Element)):
        for attribute in list(element.attrib):
            if "}rsid" in str(attribute) or str(attribute).endswith(("}paraId", "}textId")):
                del element.attrib[attribute]
        local = etree.QName(element).localname
        target = element.get("Target") or element.get("PartName") or ""
        parted = local in {"Relationship", "Override"} and _drops(target)
        if parted or local in (*_COMMENT_MARKS, *_NOISE, *marks):
            _remove(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _drops(target: str) -> bool:
    """Tell whether a relationship or content type speaks of a part that is left out."""
    path = target.lstrip("/").removeprefix("../")
    return any(_DROPPED.fullmatch(f"{folder}{path}") for folder in ("", "word/"))


def _remove(element: etree._Element) -> None:
    """Take an element out, and the run around it when nothing else is left in that."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.tag == f"{W}r" and all(child.tag == f"{W}rPr" for child in parent):
        _remove(parent)


def _core(about: Particulars) -> bytes:
    moment = f"{about.day}T00:00:00Z"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(about.title)}</dc:title><dc:subject>会議録</dc:subject>"
        f"<dc:creator>{escape(about.author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(about.author)}</cp:lastModifiedBy>"
        "<cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        "<cp:category>会議録</cp:category><cp:contentStatus>承認済み</cp:contentStatus>"
        "<dc:language>ja-JP</dc:language></cp:coreProperties>"
    ).encode()


_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>minutes_pipeline</Application></Properties>"
)
