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


def refuse_different(printed: Printed, files: Mapping[str, bytes]) -> None:
    """Read every file back and hold its words against the printed ones.

    White space is not compared, and accents and the like are composed first (NFC).

    Args:
        printed: What was approved.
        files: The formats by file name.

    Raises:
        PaperError: B06, with the first difference of every file that has one.
    """
    signed = bare_lines(line.words for line in printed.lines)
    unsigned = bare_lines(replace(line, sign="").words for line in printed.lines)
    faults = []
    for name, data in files.items():
        suffix = next(one for one in _READERS if name.endswith(one))
        expected = unsigned if suffix in _UNSIGNED else signed
        difference = first_difference(expected, bare(_READERS[suffix](data)))
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
