"""Tables of speech (CSV, TSV) that programs write: a line of headings, then a row a turn."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from minutes_pipeline.errors import PaperError
from minutes_pipeline.transcription.written_piece import Piece, Pieces, joined_captions
from minutes_pipeline.transcription.written_times import spans

_HEADINGS = {
    "text": r"テキスト|発言|発言内容|内容|発話|発話内容|本文|文字起こし|会話"
    r"|text|transcript|content|utterance|sentence",
    "label": r"話者|発言者|発話者|話し手|氏名|名前|役職|speaker|name|who|speaker_?name",
    "start": r"開始|開始時間|開始時刻|開始位置|時刻|時間|タイムスタンプ"
    r"|start|start_?time|begin|time|timestamp|timecode",
    "end": r"終了|終了時間|終了時刻|終了位置|end|end_?time",
}
_MOST_COLUMNS = 12


def is_table(text: str) -> bool:
    """Whether *text* begins with the headings of such a table.

    >>> is_table("話者,発言"), is_table("会長,委員")
    (True, False)
    """
    return _columns(text) is not None


def read_table(text: str, path: Path) -> Pieces:
    """Read a table of speech.

    Raises:
        PaperError: P27 it is no whole table, P28 a time makes no sense.
    """
    found = _columns(text)
    assert found is not None
    columns, delimiter = found
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter))[1:]
    except csv.Error as error:
        raise PaperError(
            "P27",
            f"文字起こしの表を読めません（{path}）。",
            "「話者：発言」の行に書き直すか、書き出したソフトからもう一度書き出してください。",
        ) from error
    said = [row for row in rows if _cell(row, columns, "text")]
    texts = [_cell(row, columns, "text") for row in said]
    starts = [_cell(row, columns, "start") or None for row in said]
    ends = [_cell(row, columns, "end") or None for row in said]
    pieces = [
        Piece(words, _cell(row, columns, "label") or None, span)
        for row, words, span in zip(said, texts, spans(texts, starts, ends, path), strict=True)
    ]
    return Pieces(joined_captions(pieces))


def _columns(text: str) -> tuple[Mapping[str, int], str] | None:
    """Return where text, label and times stand, and what parts the columns; None for no table."""
    heading = text.lstrip("\ufeff\n").split("\n", 1)[0]
    for delimiter in ("\t", ",", ";"):
        names = [_plain(name) for name in heading.split(delimiter)]
        if not 1 < len(names) <= _MOST_COLUMNS:
            continue
        found: dict[str, int] = {}
        for meaning, pattern in _HEADINGS.items():
            at = next((n for n, name in enumerate(names) if re.fullmatch(pattern, name)), None)
            if at is not None:
                found[meaning] = at
        if "text" in found and ("label" in found or "start" in found):
            return found, delimiter
    return None


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).strip(' "\r').lower()
    return re.sub(r"[\s(（].*$", "", text)


def _cell(row: Sequence[str], columns: Mapping[str, int], meaning: str) -> str:
    at = columns.get(meaning)
    return row[at].strip() if at is not None and at < len(row) else ""
