"""Every touch of raw Word XML: what python-docx has no word for.

Each function takes python-docx's objects and leaves them valid; schema order of children is kept
here and nowhere else is an element of Word's made by hand.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from itertools import pairwise

from docx.comments import Comment
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree

TRACE = "urn:minutes-pipeline:trace:1"
"""Namespace of the part that ties paragraphs to what was said."""
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_UNPRINTABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
_TWIP, _POINT = 635, 12_700
"""English Metric Units in 1/20 pt and in a point."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip file can hold: stands for no time at all."""


def clean(text: str) -> str:
    r"""Return *text* without the control characters that XML cannot hold.

    >>> clean("案件\x0b1")
    '案件1'
    """
    return _UNPRINTABLE.sub("", text)


def text_size(document: Document) -> float:
    """Return the size of the form's text in points: the width of one full-width character."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:sz')}")
    return 10.5 if defaults is None else int(defaults.get(qn("w:val"))) / 2


def clear_body(document: Document) -> None:
    """Take out the body's samples; the page with its header and footer stays."""
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)


def fill_placeholders(document: Document, values: Mapping[str, str]) -> None:
    """Replace ``{標題}`` and the like in all headers and footers.

    Word may have cut a placeholder into several runs; the text then goes into the first of them.
    """
    kinds = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    for relation in document.part.rels.values():
        if relation.reltype not in kinds:
            continue
        for paragraph in relation.target_part.element.iter(qn("w:p")):
            texts = list(paragraph.iter(qn("w:t")))
            whole = "".join(text.text or "" for text in texts)
            filled = whole
            for placeholder, value in values.items():
                filled = filled.replace(placeholder, clean(value))
            if filled != whole:
                for text in texts:
                    text.text = ""
                texts[0].text = filled


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Put a bookmark around all of *paragraph*.

    Args:
        paragraph: Holds its text already.
        name: ASCII, at most 40 characters, not used before.
        number: Not used before in the document.
    """
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    properties = paragraph._p.pPr  # noqa: SLF001 - python-docx knows no bookmarks
    paragraph._p.insert(0 if properties is None else 1, start)  # noqa: SLF001
    paragraph._p.append(end)  # noqa: SLF001


def cut_out(paragraph: Paragraph, first: int, last: int) -> list[Run]:
    """Split runs so that the characters from *first* to *last* are whole runs; return those.

    Args:
        paragraph: Its runs hold text, tabs and line breaks, as python-docx writes them.
        first: Position in the paragraph's text.
        last: Position behind the last character.
    """
    inside, position = [], 0
    for run in paragraph.runs:
        text = run.text
        inner = (cut - position for cut in (first, last))
        cuts = [0, *sorted(cut for cut in set(inner) if 0 < cut < len(text)), len(text)]
        piece = run
        for begin, end in pairwise(cuts):
            if begin:
                piece = _copied_behind(piece)
            if len(cuts) > 2:  # a run that is not cut stays as it is
                piece.text = text[begin:end]
            if first <= position + begin < position + end <= last:
                inside.append(piece)
        position += len(text)
    return inside


def _copied_behind(run: Run) -> Run:
    element = copy.deepcopy(run._r)  # noqa: SLF001 - python-docx cannot split a run
    run._r.addnext(element)  # noqa: SLF001
    return Run(element, run._parent)  # noqa: SLF001


def date_comment(comment: Comment, when: str | None) -> None:
    """Give a comment the moment it was written, or none: the same draft shall give the same file.

    Args:
        comment: python-docx has put the present moment on it.
        when: ISO 8601; None for none.
    """
    element = comment._comment_elm  # noqa: SLF001 - python-docx always sets the present moment
    if qn("w:date") in element.attrib:
        del element.attrib[qn("w:date")]
    if when is not None and _MOMENT.fullmatch(when):
        element.set(qn("w:date"), when)


def describe(table: Table, caption: str) -> None:
    """Give *table* a name that is read aloud to people who do not see it."""
    element = OxmlElement("w:tblCaption")
    element.set(qn("w:val"), caption)
    table._tbl.tblPr.append(element)  # noqa: SLF001 - python-docx knows no captions


def keep_rows_whole(table: Table) -> None:
    """Forbid a page break inside any row of *table*."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001


def underline_cell(table: Table, row: int, column: int) -> None:
    """Draw a line under one cell: where somebody signs."""
    borders, bottom = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    table.cell(row, column)._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001


def number_lines(document: Document, every: int) -> None:
    """Number the lines in the margin, anew on each page, in all sections."""
    for properties in document.element.body.iter(qn("w:sectPr")):
        element = OxmlElement("w:lnNumType")
        element.set(qn("w:countBy"), str(every))
        element.set(qn("w:restart"), "newPage")
        # The schema wants it right behind the margins and borders of the page.
        before = [qn(f"w:{name}") for name in ("pgBorders", "paperSrc", "pgMar", "pgSz")]
        anchor = next(child for tag in before for child in properties.iterchildren(tag))
        anchor.addnext(element)


def lay_grid(document: Document, lines: int, characters: int, em: int) -> None:
    """Lay a grid of lines, or of lines and characters, over every page.

    Args:
        document: Its pages and margins decide how far lines and characters stand apart.
        lines: Lines a page; 0 to keep the form's distance.
        characters: Characters a line; 0 for a grid of lines only.
        em: Width of a full-width character in English Metric Units.

    The unit of ``charSpace`` is 1/4096 pt (ECMA-376, 17.6.5).
    """
    for section in document.sections:
        properties = section._sectPr  # noqa: SLF001 - python-docx knows no grid
        grid = properties.find(qn("w:docGrid"))
        if grid is None:
            grid = OxmlElement("w:docGrid")
            properties.append(grid)
        width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        height = (section.page_height or 0) - (section.top_margin or 0)
        height -= section.bottom_margin or 0
        grid.set(qn("w:type"), "linesAndChars" if characters else "lines")
        if lines:
            grid.set(qn("w:linePitch"), str(height // _TWIP // lines))
        if characters:
            apart = (width / characters - em) / _POINT
            grid.set(qn("w:charSpace"), str(round(apart * 4096)))


def add_trace(
    document: Document,
    attributes: Mapping[str, str],
    paragraphs: Iterable[tuple[Mapping[str, str], Iterable[Mapping[str, str]]]],
    lines: Iterable[Mapping[str, str]],
    omitted: Iterable[Mapping[str, str]],
) -> None:
    """Add a custom XML part: which paragraph rests on which utterances, and their times.

    Word and LibreOffice carry it along unseen. It is what an edited file is matched by when its
    bookmarks are gone.

    Args:
        document: To add it to.
        attributes: Of the whole: title, digest of the draft.
        paragraphs: Attributes of each paragraph, and of each utterance it rests on.
        lines: Attributes of each printed line: id and digest of its words.
        omitted: Attributes of each utterance that was left out.
    """
    root = etree.Element(f"{{{TRACE}}}trace", _cleaned(attributes), nsmap={None: TRACE})  # type: ignore[dict-item] # lxml-stubs know no default
    for own, sources in paragraphs:
        element = etree.SubElement(root, f"{{{TRACE}}}paragraph", _cleaned(own))
        for source in sources:
            etree.SubElement(element, f"{{{TRACE}}}source", _cleaned(source))
    for line in lines:
        etree.SubElement(root, f"{{{TRACE}}}line", _cleaned(line))
    for one in omitted:
        etree.SubElement(root, f"{{{TRACE}}}omitted", _cleaned(one))
    package = document.part.package
    used = {str(part.partname) for part in package.iter_parts()}
    # A city's own form may hold custom XML already: two parts of one name break the file.
    number = next(n for n in range(1, 1000) if f"/customXml/item{n}.xml" not in used)
    item = Part(
        PackURI(f"/customXml/item{number}.xml"), CONTENT_TYPE.XML, _serialized(root), package
    )
    properties = etree.Element(
        f"{{{_PROPERTIES}}}datastoreItem",
        {f"{{{_PROPERTIES}}}itemID": _guid(attributes.get("digest", ""))},
        nsmap={"ds": _PROPERTIES},
    )
    references = etree.SubElement(properties, f"{{{_PROPERTIES}}}schemaRefs")
    etree.SubElement(references, f"{{{_PROPERTIES}}}schemaRef", {f"{{{_PROPERTIES}}}uri": TRACE})
    about = Part(
        PackURI(f"/customXml/itemProps{number}.xml"),
        CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES,
        _serialized(properties),
        package,
    )
    item.relate_to(about, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    document.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def _cleaned(attributes: Mapping[str, str]) -> dict[str, str]:
    return {name: clean(value) for name, value in attributes.items()}


def _serialized(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _guid(digest: str) -> str:
    """Make the id that Office wants out of the draft's digest: same draft, same id."""
    digits = digest[:32].upper().ljust(32, "0")
    cuts = (0, 8, 12, 16, 20, 32)
    return "{" + "-".join(digits[a:b] for a, b in pairwise(cuts)) + "}"


def saved(document: Document) -> bytes:
    """Return the file's bytes: the same for the same document, whenever it is saved."""
    loose, firm = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(firm, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # not the operating system's own number
            target.writestr(entry, source.read(name))
    return firm.getvalue()
