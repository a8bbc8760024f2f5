"""Materials of a sitting as lines of text: .txt, .md, .docx, .pdf, .xlsx.

They only help to hear terms right. So one that cannot be read stops nothing: it is named to the
clerk.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from minutes_pipeline.agenda.paper import agenda_lines
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Material, Materials, ReviewNote, Severity

MOST = 300_000
"""Characters of one file that are read; a budget book has millions, and says nothing new."""

_WHY = {
    "P01": "壊れているか、開けません",
    "P02": "文字がありません",
    "P03": "文字コードが分かりません",
    "P04": "パスワードで保護されています",
    "P05": "文字の情報がありません（紙を読み取った画像のようです）",
    "P06": "読める種類（.txt .md .docx .pdf .xlsx）ではありません",
}


def read_materials(paths: Sequence[Path]) -> Materials:
    """Return the text of all files; for each that cannot be read, a note."""
    files: list[Material] = []
    notes: list[ReviewNote] = []
    for number, path in enumerate(paths, start=1):
        try:
            files.append(Material(path.name, tuple(_first(material_lines(path)))))
        except PaperError as error:
            notes.append(_unread(number, path, _WHY.get(error.code, "読めません")))
    return Materials(tuple(files), tuple(notes))


def material_lines(path: Path) -> tuple[str, ...]:
    """Return the lines of one file; of an .xlsx, the text of its cells.

    Raises:
        PaperError: P01 unreadable, P02 empty, P03 unknown encoding, P04 locked PDF,
            P05 PDF without text, P06 a kind of file that is not read.
    """
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        return tuple(_cells(path))
    return agenda_lines(path)


def _cells(path: Path) -> Iterator[str]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    broken = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError)
    try:
        book: Any = load_workbook(path, read_only=True, data_only=True)
    except broken as error:
        raise PaperError(
            "P01",
            f"資料のExcelファイルを読めません（{path}）。壊れているか、Excelではありません。",
            "Excelで開いて「Excel ブック（.xlsx）」で保存し直してください。",
        ) from error
    try:
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                yield from (value for value in row if isinstance(value, str))
    finally:
        book.close()


def _first(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines until `MOST` characters are reached."""
    count = 0
    for line in lines:
        count += len(line)
        if count > MOST:
            return
        if line.strip():
            yield line.strip()


def _unread(number: int, path: Path, why: str) -> ReviewNote:
    return ReviewNote(
        "material-unread",
        Severity.LOW,
        f"{number}番目に指定した資料（{path.suffix or path.name}）は{why}。"
        "用語の参考にできませんでした。"
        "Word（.docx）かテキスト（.txt）があれば、それを指定して作り直すと、聞き違いが減ります。",
    )
