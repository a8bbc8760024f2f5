"""A transcript in a Word file, as Teams, Word itself and offices write them: its lines."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from minutes_pipeline.workspace.foreign import check_packed, refusing, unreadable

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HIDDEN = frozenset(
    {f"{_W}rt", f"{_W}del"}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)


def docx_text(data: bytes, path: Path, what: str) -> str:
    """Return the words of a .docx, one line a paragraph; cells of a row are parted by tabs.

    Args:
        data: The file's bytes.
        path: Where they come from, for messages.
        what: What the file is to the clerk, for messages.

    Raises:
        PaperError: P01 it is broken or no Word document, P04 it is behind a password, P09 it is
            too large when unpacked.
    """
    from docx import Document  # heavy, and rarely needed
    from docx.text.paragraph import Paragraph as WordParagraph

    cure = "元のソフトで「書式なしテキスト（.txt）」として保存し直してください。"
    with refusing(unreadable(what, path, "Word文書", cure)):
        check_packed(data, what, path)
        lines: list[str] = []
        for block in Document(io.BytesIO(data)).iter_inner_content():
            if isinstance(block, WordParagraph):
                lines.append(_words(block))
            else:
                lines.extend(_rows(block))
        return "\n".join(lines)


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells = ["\n".join(map(_words, cell.paragraphs)).strip() for cell in row.cells]
        yield "\t".join(cells)


def _words(paragraph: Paragraph) -> str:
    """Return a paragraph's words: revisions as accepted, readings over letters left out."""
    parts: list[str] = []
    for node in paragraph._p.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):  # noqa: SLF001
        if any(up.tag in _HIDDEN for up in node.iterancestors()):
            continue
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif any(up.tag == f"{_W}r" for up in node.iterancestors()):  # no tab stop of its style
            parts.append("\t" if node.tag == f"{_W}tab" else "\n")
    return "".join(parts)
