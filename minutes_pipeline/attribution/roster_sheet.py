"""The cells of an Excel workbook as rows of text, read within bounds."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from minutes_pipeline.workspace.foreign import check_packed, refusing, too_large, unreadable

_MOST_ROWS = 1_048_576
"""Rows of a sheet in Excel."""
MOST_CELLS = 4_000_000
"""Cells that are laid out, empty ones among them: a sheet that was coloured down to its last row
has a million rows, and a roster has thirty."""
_AREA = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*\bref=[\"']\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)"
)


def sheet_rows(data: bytes, what: str, path: Path) -> list[list[list[str]]]:
    """Return the rows of every sheet; a merged cell's value stands in all its rows.

    Args:
        data: The file's bytes.
        what: What the file is to the clerk (``"名簿"``).
        path: Where they come from, for messages.

    Raises:
        PaperError: P01 broken or no workbook, P04 behind a password, P09 too large when unpacked.
    """
    from openpyxl import load_workbook

    cure = "Excelで開いて「Excel ブック（.xlsx）」で保存し直してください。"
    with refusing(unreadable(what, path, "Excelブック", cure)):
        check_packed(data, what, path)
        if _covered(data) > MOST_CELLS:
            raise too_large(what, path)
        book = load_workbook(io.BytesIO(data), data_only=True)
        sheets = [_values(sheet) for sheet in book.worksheets]
    if any(rows is None for rows in sheets):
        raise too_large(what, path)
    return [rows for rows in sheets if rows is not None]


def _covered(data: bytes) -> int:
    """Return how many cells merged areas and links cover: openpyxl makes each of them."""
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for part in packed.infolist():
            if part.filename.endswith(".xml"):
                for left, top, right, bottom in _AREA.findall(packed.read(part)):
                    width = abs(_column(right) - _column(left)) + 1
                    count += width * (abs(int(bottom[:9]) - int(top[:9])) + 1)
    return count


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _values(sheet: Any) -> list[list[str]] | None:
    """Return the cells that hold something as rows of text; None when there would be too many.

    Not `sheet.values`: that makes every cell up to the last corner that is named anywhere.
    """
    held = {
        place: str(cell.value)
        for place, cell in sheet._cells.items()  # noqa: SLF001 - see above
        if cell.value is not None
    }
    widths: dict[int, int] = {}
    for row, column in held:
        widths[row] = max(widths.get(row, 0), column)
    last = max(widths, default=0)
    if last > _MOST_ROWS or sum(widths.values()) > MOST_CELLS:
        return None
    rows = [[""] * widths.get(number, 0) for number in range(1, last + 1)]
    for (row, column), value in held.items():
        rows[row - 1][column - 1] = value
    for area in sheet.merged_cells.ranges:
        if (text := held.get((area.min_row, area.min_col))) is not None:
            for cells in rows[area.min_row : area.max_row]:
                cells.extend([""] * (area.min_col - len(cells)))
                cells[area.min_col - 1] = text
    return rows
