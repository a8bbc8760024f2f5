"""The one check that no format may fail: all of them say the same words."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace

from minutes_pipeline.archive import akoma_ntoso, kokkai, plain_text, word_file
from minutes_pipeline.archive.printed import Printed, bare, bare_lines, first_difference
from minutes_pipeline.errors import PaperError


def _pdf(data: bytes) -> str:
    import pikepdf

    from minutes_pipeline.archive.pdf_text import text_of

    with pikepdf.open(io.BytesIO(data)) as file:
        return text_of(file)


def _docx(data: bytes) -> str:
    return "\n".join(line.words for line in word_file.lines(data).lines)


_READERS: Mapping[str, Callable[[bytes], str]] = {
    ".docx": _docx,
    ".pdf": _pdf,
    ".akn.xml": akoma_ntoso.read_back,
    ".txt": plain_text.read_back,
    ".kokkai.json": kokkai.read_back,
}
_UNSIGNED = (".akn.xml",)
"""Formats that say what is a point by structure, not by a sign before it."""


def difference_in(printed: Printed, name: str, data: bytes) -> tuple[str, str] | None:
    """Return where a file first says other words than the printed ones, and what; None if nowhere.

    Args:
        printed: What was approved.
        name: The file's name, which tells its format.
        data: The file.
    """
    suffix = next(one for one in _READERS if name.endswith(one))
    signs = suffix not in _UNSIGNED
    expected = bare_lines((x if signs else replace(x, sign="")).words for x in printed.lines)
    return first_difference(expected, bare(_READERS[suffix](data)))


def refuse_different(printed: Printed, files: Mapping[str, bytes]) -> None:
    """Read every file back and hold its words against the printed ones.

    White space is not compared, and accents and the like are composed first (NFC).

    Args:
        printed: What was approved.
        files: The formats by file name.

    Raises:
        PaperError: B06, with the first difference of every file that has one.
    """
    faults = []
    for name, data in files.items():
        difference = difference_in(printed, name, data)
        if difference is not None:
            wanted, found = difference
            faults.append(f"\n　・{name}: 「{wanted}」のところが「{found}」になっています")
    if faults:
        raise PaperError(
            "B06",
            f"形式によって言葉が違うため、保存を止めました。{''.join(faults)}\n",
            "様式の自動番号など、Wordが印刷のときに補う文字があれば、文字で書くように直してください。"
            "思い当たらないときは、表示された内容を添えて担当者に知らせてください。",
        )
