"""Text into Word's paragraphs and cells, with what a person must look at standing out."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import east_asian_width

from docx.table import _Cell
from docx.text.paragraph import Paragraph

from minutes_pipeline.document.style import Style
from minutes_pipeline.document.wording import MARK
from minutes_pipeline.document.wordml import clean


def write_text(paragraph: Paragraph, text: str) -> Paragraph:
    """Append *text* to *paragraph*, with 【要記入】 and 【要確認】 standing out."""
    for piece in MARK.split(clean(text)):
        if piece:
            paragraph.add_run(piece, style=Style.DOUBT.value if MARK.fullmatch(piece) else None)
    return paragraph


def fill(cell: _Cell, style: Style, lines: Iterable[str]) -> list[Paragraph]:
    """Write *lines* into an empty cell, a paragraph each, and return the paragraphs."""
    written = []
    for number, line in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.style = style.value
        written.append(write_text(paragraph, line))
    return written


def columns_of(text: str) -> float:
    """Return the width of *text* in full-width characters."""
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text)
