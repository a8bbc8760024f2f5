"""The two tables of minutes: the particulars at the head, the signatures at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt
from docx.table import Table, _Cell

from minutes_pipeline.document import wordml
from minutes_pipeline.document.particulars import Row
from minutes_pipeline.document.style import Style
from minutes_pipeline.document.writing import columns_of, fill, write_text

PADDING = Pt(11)
"""What a cell's left and right margins take together, as the forms set them."""
SHORTEST = 4.0
"""Characters that a column of labels has room for, however short its labels are."""
SIGNATURE = 14
"""Characters that the line for a signature is long."""


def text_width(document: Document) -> Length:
    """Return the width between the page's margins."""
    section = document.sections[-1]
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    return Length((section.page_width or Pt(595)) - margins)


def draw_particulars(document: Document, rows: Sequence[Row], em: Length) -> None:
    """Append the block at the head.

    Args:
        document: To append to.
        rows: At least one; rows in a row with the same label share one cell for it.
        em: Width of a full-width character.
    """
    table = _table(document, Style.PARTICULARS, len(rows), 3, "会議の概要")
    widths = _columns(rows, text_width(document), em)
    _set_widths(table, widths)
    for index, row in enumerate(rows):
        label, group, body = table.rows[index].cells
        room = widths[2]
        if row.group is None:
            body, room = group.merge(body), Length(widths[1] + widths[2])
        else:
            fill(group, Style.TABLE_BODY, [row.group])
        _fill_entries(body, row.lines, room, em)
        if index and rows[index - 1].label == row.label:
            table.cell(index - 1, 0).merge(label)
        else:
            fill(label, Style.TABLE_HEAD, [row.label])


def list_particulars(document: Document, rows: Sequence[Row], entry: str, em: Length) -> None:
    """Append the block at the head as lines: an entry each, further lines set in below it.

    Args:
        document: To append to.
        rows: At least one; rows in a row with the same label are one entry.
        entry: The head of an entry.
        em: Width of a full-width character.
    """
    numbers: dict[str, int] = {}
    for row in rows:
        numbers.setdefault(row.label, len(numbers) + 1)
    heads = {label: entry.format(number=number, label=label) for label, number in numbers.items()}
    stop = Length(int((max(columns_of(head) for head in heads.values()) + 1) * em))
    for index, row in enumerate(rows):
        first = not index or rows[index - 1].label != row.label
        lines = (
            [f"{row.group}：", *(f"　{one}" for one in row.lines)] if row.group else list(row.lines)
        )
        if row.group and len(row.lines) == 1:
            lines = [f"{row.group}：{row.lines[0]}"]
        for number, line in enumerate(lines):
            head = heads[row.label] if first and not number else ""
            text = f"{head}\t{line.replace(chr(9), '　')}"
            paragraph = document.add_paragraph(style=Style.TABLE_BODY.value)
            write_text(paragraph, text)
            layout = paragraph.paragraph_format
            layout.left_indent, layout.first_line_indent = stop, Length(-stop)
            layout.tab_stops.add_tab_stop(stop)


def _columns(rows: Sequence[Row], whole: Length, em: Length) -> tuple[Length, Length, Length]:
    """Return the widths of label, group and text: as wide as the longest label needs."""
    label = max(SHORTEST, *(columns_of(row.label) for row in rows)) * em + PADDING
    group = max(SHORTEST, *(columns_of(row.group or "") for row in rows)) * em + PADDING
    label, group = min(label, whole * 0.3), min(group, whole * 0.2)
    return Length(int(label)), Length(int(group)), Length(int(whole - label - group))


def _fill_entries(cell: _Cell, lines: Iterable[str], room: Length, em: Length) -> None:
    """Fill a cell; where lines hold a tab, names stand in one column behind the posts."""
    lines = list(lines)
    longest = max((columns_of(line.split("\t")[0]) for line in lines if "\t" in line), default=0.0)
    stop = Length(int((longest + 1.5) * em))
    if stop > room * 0.6:
        lines = [line.replace("\t", "　") for line in lines]
    for paragraph in fill(cell, Style.TABLE_BODY, lines):
        if "\t" in paragraph.text:
            paragraph.paragraph_format.tab_stops.add_tab_stop(stop)


def draw_signatures(document: Document, day: str, signers: Sequence[str], em: Length) -> None:
    """Append the lines for signatures; the block is never cut by the end of a page.

    Args:
        document: To append to.
        day: The line for the day.
        signers: At least one.
        em: Width of a full-width character.
    """
    table = _table(document, Style.SIGNATURES, len(signers) + 1, 2, "署名欄")
    table.alignment = WD_TABLE_ALIGNMENT.RIGHT
    label = max(SHORTEST, *(columns_of(signer) for signer in signers)) * em + PADDING
    _set_widths(table, (Length(int(label)), Length(int(SIGNATURE * em))))
    fill(table.cell(0, 0).merge(table.cell(0, 1)), Style.SIGNATURE, [day])
    for index, signer in enumerate(signers, 1):
        (name,) = fill(table.cell(index, 0), Style.SIGNATURE, [signer])
        name.alignment = WD_ALIGN_PARAGRAPH.DISTRIBUTE
        fill(table.cell(index, 1), Style.SIGNATURE, [""])
        wordml.underline_cell(table, index, 1)
    wordml.keep_rows_whole(table)
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _table(document: Document, style: Style, rows: int, columns: int, caption: str) -> Table:
    table: Table = document.add_table(rows, columns, style=style.value)
    table.autofit = False
    wordml.describe(table, caption)
    return table


def _set_widths(table: Table, widths: Sequence[Length]) -> None:
    """Set the columns' widths, on every cell too: Word looks there, LibreOffice at the columns."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
