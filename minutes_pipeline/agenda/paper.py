"""The lines of an agenda file, whatever it was written with."""

from __future__ import annotations

import io
import logging
import re
from pathlib import Path

from minutes_pipeline.agenda.word_file import docx_lines
from minutes_pipeline.errors import PaperError
from minutes_pipeline.workspace.foreign import refusing, unreadable
from minutes_pipeline.workspace.papers import decode_text, paper_bytes

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of .doc, of 一太郎 files and of Office files locked with a password."""

_MARKDOWN_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_PAGE_NUMBER = re.compile(
    r"^\s*[-－–—]?\s*[0-9０-９]{1,3}\s*([/／]\s*[0-9０-９]{1,3}\s*)?[-－–—]?\s*$"
)
_WHAT = "次第"


def agenda_lines(path: Path) -> tuple[str, ...]:
    """Return the lines of the agenda at *path*, indentation kept, table cells parted by tabs.

    The kind of file is told by its first bytes, the name only helps: .txt, .md, .docx, .pdf.

    Raises:
        PaperError: P01 unreadable, P02 empty, P03 unknown encoding, P04 locked PDF,
            P05 PDF without text, P06 a kind of file that is not read.
    """
    data = paper_bytes(path, _WHAT)
    suffix = path.suffix.lower()
    if data.startswith(_OLE):
        raise _old_office(path, locked=suffix in {".docx", ".docm"})
    if data.lstrip()[:5] == b"%PDF-":
        lines = _pdf_lines(data, path)
    elif data.startswith(b"PK\x03\x04"):
        if suffix in {".odt", ".xlsx", ".pptx", ".zip", ".ods"}:
            raise _other_kind(path)
        lines = docx_lines(data, path)
    elif suffix == ".rtf" or data.startswith(b"{\\rtf"):
        raise _other_kind(path)
    else:
        text = decode_text(data, path, _WHAT)
        lines = tuple(text.split("\n"))
        if suffix in {".md", ".markdown"}:
            lines = tuple(_from_markdown(line) for line in lines)
    if not any(line.strip() for line in lines):
        raise PaperError(
            "P02",
            f"{_WHAT}のファイルに文字がありません（{path}）。",
            "中身のあるファイルを指定してください。",
        )
    return lines


def _from_markdown(line: str) -> str:
    if _MARKDOWN_RULE.match(line):
        return ""
    if line.lstrip().startswith("|"):
        return "\t".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    line = re.sub(r"^(\s*)#+\s*", r"\1", line)
    line = re.sub(r"^(\s*)[-*+]\s+(?=\S)", r"\1・", line)
    line = re.sub(
        r"^(\s*)・(?=[\(（0-9０-９①-⑳])", r"\1", line
    )  # "- (1) …": the number is the mark
    return re.sub(r"(\*\*|__)(.+?)\1", r"\2", line).rstrip("\\ ")


def _pdf_lines(data: bytes, path: Path) -> tuple[str, ...]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings say nothing to a clerk
    cure = "元の文書からPDFを作り直すか、Word（.docx）かテキスト（.txt）で指定してください。"
    with refusing(unreadable(_WHAT, path, "PDF", cure)):
        try:
            reader = PdfReader(io.BytesIO(data))
            locked = reader.is_encrypted and not reader.decrypt("")
            pages = [] if locked else [page.extract_text() for page in reader.pages]
        except ImportError:  # pypdf needs `cryptography` for AES
            locked, pages = True, []
    if locked:
        raise PaperError(
            "P04",
            f"{_WHAT}のPDFはパスワードで保護されています（{path}）。",
            "パスワードを外したPDFか、元のWord（.docx）を指定してください。",
        )
    lines = [line for page in pages for line in page.split("\n") if not _PAGE_NUMBER.match(line)]
    if not "".join(lines).strip():
        raise PaperError(
            "P05",
            f"{_WHAT}のPDFに文字の情報がありません（{path}）。紙を読み取った画像のようです。",
            "元のWord（.docx）を指定するか、次第をテキスト（.txt）に打ち直してください。",
        )
    return tuple(lines)


def _old_office(path: Path, *, locked: bool) -> PaperError:
    if locked:
        return PaperError(
            "P04",
            f"{_WHAT}のWordファイルはパスワードで保護されているか、古い形式です（{path}）。",
            "パスワードを外し、「Word 文書（.docx）」で保存し直してください。",
        )
    return PaperError(
        "P06",
        f"{_WHAT}のファイルは古いWord（.doc）か一太郎などの形式で、読めません（{path}）。",
        "「Word 文書（.docx）」かPDF、テキスト（.txt）で保存し直してください。",
    )


def _other_kind(path: Path) -> PaperError:
    return PaperError(
        "P06",
        f"この種類のファイルは{_WHAT}として読めません（{path}）。",
        ".txt、.md、.docx、.pdf のどれかで保存し直してください。",
    )
