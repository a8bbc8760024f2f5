"""Materials of a sitting as lines of text: .txt, .md, .docx, .pdf, .xlsx.

They only help to hear terms right. So one that cannot be read stops nothing: it is named to the
clerk.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from minutes_pipeline.agenda.paper import agenda_lines
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Material, Materials, ReviewNote, Severity
from minutes_pipeline.workspace.foreign import check_packed, refusing, unreadable
from minutes_pipeline.workspace.papers import paper_bytes

MOST = 300_000
"""Characters of one file that are read; a budget book has millions, and says nothing new."""

_WHY = {
    "P01": "壊れているか、開けません",
    "P02": "文字がありません",
    "P03": "文字コードが分かりません",
    "P04": "パスワードで保護されています",
    "P05": "文字の情報がありません（紙を読み取った画像のようです）",
    "P09": "開くと大きくなりすぎます",
    "P06": "読める種類（.txt .md .docx .pdf .xlsx）ではありません",
}


def read_materials(paths: Sequence[Path]) -> Materials:
    """Return the text of all files; for each that cannot be read, a note."""
    files: list[Material] = []
    notes: list[ReviewNote] = []
    for number, path in enumerate(paths, start=1):
        try:
            files.append(Material(path.name, material_lines(path)))
        except PaperError as error:
            notes.append(_unread(number, path, _WHY.get(error.code, "読めません")))
    return Materials(tuple(files), tuple(notes))


def material_lines(path: Path) -> tuple[str, ...]:
    """Return the lines of one file, `MOST` characters at most; of an .xlsx, the text of its cells.

    Raises:
        PaperError: P01 unreadable, P02 empty, P03 unknown encoding, P04 locked PDF,
            P05 PDF without text, P06 a kind of file that is not read, P09 too large when unpacked.
    """
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        return tuple(_first(_cells(path)))
    return tuple(_first(agenda_lines(path)))


def _cells(path: Path) -> Iterator[str]:
    from openpyxl import load_workbook

    cure = "Excelで開いて「Excel ブック（.xlsx）」で保存し直してください。"
    with refusing(unreadable("資料", path, "Excelブック", cure)):
        data = paper_bytes(path, "資料")
        check_packed(data, "資料", path)
        book: Any = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            # Rows as long as they are: one that says to end at XFD1048576 would be filled up to it.
            sheet.reset_dimensions()
            for row in sheet.iter_rows(values_only=True):
                yield from (value for value in row if isinstance(value, str))


def _first(lines: Iterable[str]) -> Iterator[str]:
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
