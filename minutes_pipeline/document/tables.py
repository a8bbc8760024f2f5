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
from minutes_pipeline.document.writing import columns_of, fill

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


def draw_particulars(
    document: Document, rows: Sequence[Row], em: Length, spare: float = 0.0
) -> Table:
    """Append the block at the head and return it.

    Args:
        document: To append to.
        rows: At least one; rows in a row with the same label share one cell for it.
        em: Width of a full-width character.
        spare: Characters more that a column needs: on a grid of characters words begin and
            end at cells of the grid, wherever the column does.
    """
    table = _table(document, Style.PARTICULARS, len(rows), 3, "会議の概要")
    widths = _columns(rows, text_width(document), em, spare)
    _set_widths(table, widths)
    for index, row in enumerate(rows):
        label, group, body = table.rows[index].cells
        room = widths[2]
        if row.group is None:
            body, room = group.merge(body), Length(widths[1] + widths[2])
        else:
            fill(group, Style.TABLE_BODY, [row.group])
        _fill_entries(body, row.lines, room, em, spare)
        if index and rows[index - 1].label == row.label:
            table.cell(index - 1, 0).merge(label)
        else:
            fill(label, Style.TABLE_HEAD, [row.label])
    return table


def _columns(
    rows: Sequence[Row], whole: Length, em: Length, spare: float
) -> tuple[Length, Length, Length]:
    """Return the widths of label, group and text: as wide as the longest label needs."""
    label = (max(SHORTEST, *(columns_of(row.label) for row in rows)) + spare) * em + PADDING
    group = (max(SHORTEST, *(columns_of(row.group or "") for row in rows)) + spare) * em + PADDING
    label, group = min(label, whole * 0.3), min(group, whole * 0.2)
    return Length(int(label)), Length(int(group)), Length(int(whole - label - group))


def _fill_entries(
    cell: _Cell, lines: Iterable[str], room: Length, em: Length, spare: float
) -> None:
    """Fill a cell; where lines hold a tab, names stand in one column behind the posts."""
    lines = list(lines)
    longest = max((columns_of(line.split("\t")[0]) for line in lines if "\t" in line), default=0.0)
    stop = Length(int((longest + 1.5 + spare) * em))
    if stop > room * 0.6:
        lines = [line.replace("\t", "　") for line in lines]
    for paragraph in fill(cell, Style.TABLE_BODY, lines):
        if "\t" in paragraph.text:
            paragraph.paragraph_format.tab_stops.add_tab_stop(stop)


def draw_signatures(
    document: Document, lines: Sequence[tuple[str | None, str]], em: Length
) -> Table:
    """Append the lines for signatures and return them; a page's end never cuts the block.

    Args:
        document: To append to.
        lines: Who signs and what is signed already; None and the line for the day.
        em: Width of a full-width character.
    """
    table = _table(document, Style.SIGNATURES, len(lines), 2, "署名欄")
    table.alignment = WD_TABLE_ALIGNMENT.RIGHT
    label = max(SHORTEST, *(columns_of(signer or "") for signer, _ in lines)) * em + PADDING
    _set_widths(table, (Length(int(label)), Length(int(SIGNATURE * em))))
    for index, (signer, signed) in enumerate(lines):
        if signer is None:
            fill(table.cell(index, 0).merge(table.cell(index, 1)), Style.SIGNATURE, [signed])
            continue
        (name,) = fill(table.cell(index, 0), Style.SIGNATURE, [signer])
        name.alignment = WD_ALIGN_PARAGRAPH.DISTRIBUTE
        fill(table.cell(index, 1), Style.SIGNATURE, signed.split("\n"))
        wordml.underline_cell(table, index, 1)
    wordml.keep_rows_whole(table)
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True
    return table


def draw_cells(
    document: Document, rows: Sequence[Sequence[str]], shares: Sequence[int] | None = None
) -> Table:
    """Append a ruled table and return it.

    Args:
        document: To append to.
        rows: At least one; shorter ones are filled up.
        shares: Of the width, in percent, by column; None for equal ones.
    """
    columns = max(len(row) for row in rows)
    table = _table(document, Style.PARTICULARS, len(rows), columns, "表")
    whole = text_width(document)
    parts = list(shares or [1] * columns)
    _set_widths(table, [Length(whole * part // sum(parts)) for part in parts])
    for index, row in enumerate(rows):
        for column in range(columns):
            text = row[column] if column < len(row) else ""
            fill(table.cell(index, column), Style.TABLE_BODY, text.split("\n"))
    return table


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
