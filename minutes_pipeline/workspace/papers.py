"""Text files that people give: which of Japan's encodings they are in, and what they say."""

from __future__ import annotations

import re
from pathlib import Path

from minutes_pipeline.errors import PaperError
from minutes_pipeline.workspace.foreign import too_large

# Half-width katakana fill what cp932 makes of EUC-JP bytes; real text hardly has them.
_HALF_KANA = re.compile(r"[\uff61-\uff9f]")
LARGEST = 100_000_000
"""Bytes above which a file is no paper of a meeting: pictures make some large, words never do."""
_ORDINARY = re.compile(r"[\n\r\t -~\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")
_BINARY = re.compile(rb"[\x00-\x06\x0e-\x1a].*[\x00-\x06\x0e-\x1a]", re.DOTALL)
"""Bytes that stand in no text of any encoding that writes a character in one to three bytes."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")


def paper_bytes(path: Path, what: str) -> bytes:
    """Return the bytes of a file that a person gave.

    Args:
        path: The file.
        what: What it is to the clerk (``"次第"``), for messages.

    Raises:
        PaperError: P01 it cannot be opened, P02 it is empty, P09 it is larger than any paper.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise too_large(what, path)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise PaperError(
            "P01",
            f"{what}のファイルが見つかりません（{path}）。",
            "ファイルの名前と場所を確かめてください。",
        ) from error
    except OSError as error:
        raise PaperError(
            "P01",
            f"{what}のファイルを開けません（{path}）。",
            "ほかのソフトで開いていれば閉じ、読み取りの権限があるか確かめてください。",
        ) from error
    if not data.strip():
        raise PaperError(
            "P02",
            f"{what}のファイルが空です（{path}）。",
            "中身のあるファイルを指定してください。",
        )
    return data


def decode_text(data: bytes, path: Path, what: str) -> str:
    """Return the text of *data*: UTF-8, UTF-16 with a mark, JIS, Shift_JIS (cp932) or EUC-JP.

    Args:
        data: The file's bytes.
        path: Where they come from, for messages.
        what: What the file is to the clerk, for messages.

    Raises:
        PaperError: P02 white space only, P03 none of these encodings fits.
    """
    text = _decoded(data)
    if text is None or _CONTROL.search(text):
        if _BINARY.search(data):
            raise PaperError(
                "P03",
                f"{what}として読めません（{path}）。録音や写真など、文字でないファイルのようです。",
                f"{what}のファイルを指定しているか確かめてください。",
            )
        raise PaperError(
            "P03",
            f"{what}のファイルの文字コードが分かりません（{path}）。",
            "メモ帳などで開き、文字コード「UTF-8」で保存し直してください。",
        )
    if not text.strip():
        raise PaperError(
            "P02",
            f"{what}のファイルに文字がありません（{path}）。",
            "中身のあるファイルを指定してください。",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _try(data, "utf-16")
    if b"\0" in data and len(data) % 2 == 0:
        return _without_mark(data)
    if b"\x1b$" in data or b"\x1b(" in data:  # JIS is plain ASCII to every other decoder
        return _try(data, "iso2022_jp_ext")
    text = _try(data, "utf-8-sig")
    if text is not None:
        return text
    shift_jis, euc = _try(data, "cp932"), _try(data, "euc_jp")
    if shift_jis is None or euc is None:
        return shift_jis if shift_jis is not None else euc
    return min(shift_jis, euc, key=lambda t: len(_HALF_KANA.findall(t)))


def _without_mark(data: bytes) -> str | None:
    """Return UTF-16 text that lost its mark: the byte order in which nearly all is ordinary."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _try(data, encoding)
        if text and len(_ORDINARY.findall(text)) > 0.9 * len(text):
            return text
    return None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
