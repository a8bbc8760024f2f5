"""The minutes as plain text: UTF-8, composed (NFC), lines end with LF; readable by anything."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from minutes_pipeline.archive.printed import Kind, Line, Printed

_INDENT = "　"


def plain_text(printed: Printed) -> bytes:
    """Return the printed minutes as a text file; only white space is added."""
    text = "\n".join(_written(printed.lines)).strip("\n") + "\n"
    return unicodedata.normalize("NFC", text).encode("utf-8")


def read_back(data: bytes) -> str:
    """Return the words of a text file."""
    return data.decode("utf-8")


def _written(lines: tuple[Line, ...]) -> Iterator[str]:
    before: Kind | None = None
    for line in lines:
        if before is not None and _parted(before, line.kind):
            yield ""
        yield from _one(line)
        before = line.kind


def _parted(before: Kind, now: Kind) -> bool:
    """Tell whether an empty line stands between two lines."""
    apart = (Kind.TITLE, Kind.SECTION, Kind.HEADING, Kind.CERTIFICATE)
    if now is Kind.HEADING and before is Kind.HEADING:
        return False
    return now in apart or before is Kind.TITLE or (now is not before and now is Kind.SPEECH)


def _one(line: Line) -> Iterator[str]:
    texts = [text.replace("\t", _INDENT).strip() for text in line.text.split("\n")]
    match line.kind:
        case Kind.PARTICULAR:
            head = _INDENT.join(part for part in (line.label, line.group) if part)
            if len(texts) == 1 and head:
                yield f"{head}{_INDENT}{texts[0]}"
                return
            if head:
                yield head
            yield from (f"{_INDENT}{text}" for text in texts)
        case Kind.SPEECH if line.label:
            yield f"{line.label}{_INDENT}{texts[0]}"
            yield from (f"{_INDENT}{text}" for text in texts[1:])
        case Kind.LEAD | Kind.POINT | Kind.CONTINUED | Kind.OUTCOME:
            yield f"{_INDENT}{line.sign}{texts[0]}"
            yield from (f"{_INDENT}{text}" for text in texts[1:])
        case Kind.TITLE:
            yield "".join(texts)
        case _:
            yield f"{line.sign}{texts[0]}"
            yield from texts[1:]
