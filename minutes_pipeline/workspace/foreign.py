"""Files from outside that are packed or laid out by other programs: read within bounds.

The libraries that read them (python-docx, openpyxl, pypdf) have no error of their own for a file
that lies about itself: they raise whatever their code stumbles over. And a file of a few kilobytes
may say that it holds gigabytes. Both are turned into a refusal here, for every room alike.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from minutes_pipeline.errors import MinutesError, PaperError

MOST_UNPACKED = 300_000_000
"""Bytes of all parts of a packed file together, pictures among them."""
MOST_XML = 60_000_000
"""Bytes of its parts in XML, of which a parser takes up to ten times as much memory; the minutes
of three hours have three million."""
_MOST_PARTS = 20_000


@contextmanager
def refusing(refusal: MinutesError) -> Iterator[None]:
    """Turn whatever a library raises over a broken file into *refusal*; our own errors pass.

    Raises:
        MinutesError: The refusal, where the library stumbled.
    """
    try:
        yield
    except MinutesError:
        raise
    except Exception as error:
        raise refusal from error


def unreadable(what: str, path: Path, kind: str, cure: str) -> PaperError:
    """Return the refusal of a file that is not what it should be (P01).

    Args:
        what: What the file is to the clerk (``"次第"``).
        path: The file.
        kind: What it should be (``"Word文書"``).
        cure: How to go on.
    """
    return PaperError(
        "P01",
        f"{what}のファイルを{kind}として読めません（{path}）。壊れているか、{kind}ではありません。",
        cure,
    )


def check_packed(data: bytes, what: str, path: Path) -> None:
    """Refuse a packed file (.docx, .xlsx) that holds more than a computer should unpack.

    What a part states as its size is also the most that is ever unpacked of it, so that the sum
    can be believed.

    Raises:
        PaperError: Too large when unpacked (P09), or behind a password (P04).
        zipfile.BadZipFile: It is no whole zip file.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    whole = sum(part.file_size for part in parts)
    if whole > MOST_UNPACKED or xml > MOST_XML or len(parts) > _MOST_PARTS:
        raise too_large(what, path)
    if any(part.flag_bits & 1 for part in parts):
        raise PaperError(
            "P04",
            f"{what}のファイルはパスワードで保護されています（{path}）。",
            "パスワードを外して保存し直してください。",
        )


def too_large(what: str, path: Path) -> PaperError:
    """Return the refusal of a file that would fill the memory."""
    return PaperError(
        "P09",
        f"{what}のファイルは、開くと大きくなりすぎます（{path}）。",
        "必要なところだけを新しいファイルに写し、保存し直してください。"
        "心当たりのないファイルは開かないでください。",
    )
