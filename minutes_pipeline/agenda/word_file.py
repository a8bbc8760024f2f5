"""A Word agenda as lines: paragraphs, tables, and the numbers that Word itself counts.

Numbers of a numbered list are not in the text of a .docx: ``numbering.xml`` says how to count and
each paragraph says at which level of which list it stands (ECMA-376-1, 17.9). They are counted
here as Word does.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from minutes_pipeline.agenda.marks import MarkStyle, read_mark
from minutes_pipeline.workspace.foreign import check_packed, refusing, unreadable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table
    from docx.text.paragraph import Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_UNSEEN = frozenset(
    {f"{_W}rt", f"{_W}tabs", f"{_W}del"}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_AIUEO = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)
_KANJI = "〇一二三四五六七八九"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def docx_lines(data: bytes, path: Path) -> tuple[str, ...]:
    """Return the lines of a .docx in reading order, list numbers written out.

    A list level below the first is shown by two spaces of indentation each; cells of a table row
    stand on one line, parted by tabs.

    Args:
        data: The file's bytes.
        path: Where they come from, for messages.

    Raises:
        PaperError: P01 the file is broken or no Word document, P04 it is behind a password, P09
            it is too large when unpacked.
    """
    from docx import Document as open_document  # noqa: N813 - heavy, and rarely needed

    cure = "Wordで開いて「Word 文書（.docx）」で保存し直してください。"
    with refusing(unreadable("次第", path, "Word文書", cure)):
        check_packed(data, "次第", path)
        document = open_document(io.BytesIO(data))
        numbers = _Numbering(document)
        return tuple(_block_lines(document.element.body, document, numbers))


def _block_lines(root: Any, parent: Any, numbers: _Numbering) -> Iterator[str]:
    """Yield the lines of the XML element *root*, which belongs to python-docx's *parent*."""
    from docx.table import Table as WordTable
    from docx.text.paragraph import Paragraph as WordParagraph

    for node in _blocks(root):
        if node.tag == f"{_W}tbl":
            yield from _table_lines(WordTable(node, parent), numbers)
        else:
            yield from _paragraph_lines(WordParagraph(node, parent), numbers)


def _blocks(root: Any) -> Iterator[Any]:
    """Yield paragraphs and tables in order, those inside content controls among them."""
    for node in root:
        if node.tag in {f"{_W}p", f"{_W}tbl"}:
            yield node
        elif node.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"}:
            yield from _blocks(node)


def _paragraph_lines(paragraph: Paragraph, numbers: _Numbering) -> Iterator[str]:
    text = _text(paragraph)
    label, level = numbers.label(paragraph) if text.strip() else ("", 0)
    first, *rest = text.split("\n")
    yield f"{'  ' * level}{label}{' ' if label else ''}{first}"
    yield from rest


def _text(paragraph: Paragraph) -> str:
    """Return the paragraph's text; text of ruby (ふりがな) and of deleted revisions left out."""
    parts: list[str] = []
    for node in paragraph._p.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):  # noqa: SLF001
        if any(up.tag in _UNSEEN for up in node.iterancestors()):
            continue
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        else:
            parts.append("　" if node.tag == f"{_W}tab" else "\n")
    return "".join(parts)


def _table_lines(table: Table, numbers: _Numbering) -> Iterator[str]:
    """Yield rows as lines; a cell with several list paragraphs gives lines of its own."""
    seen: list[Any] = []  # merged cells come once a row and column
    for row in table.rows:
        cells: list[tuple[str, ...]] = []
        for cell in row.cells:
            node = cell._tc  # noqa: SLF001
            if not any(node is known for known in seen):
                seen.append(node)
                lines = _block_lines(node, cell, numbers)
                cells.append(tuple(line for line in lines if line.strip()))
        yield from _row_lines(cells)


def _row_lines(cells: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield one line for a row; more where a cell holds a list or begins with a number."""
    line: list[str] = []
    for several in cells:
        lines = several
        if line and len(lines) > 1 and not any(_is_listed(one) for one in lines):
            lines = ("、".join(one.strip() for one in lines),)  # 資料2-1 above 資料2-2
        text = " ".join(lines).strip()
        numbered = bool(line) and _begins_item(text)
        if line and (len(lines) > 1 or numbered):
            yield "\t".join(line)
            line = []
        if len(lines) > 1:
            yield from lines
        else:
            line.append(text)
    if any(line):
        yield "\t".join(line)


def _is_listed(text: str) -> bool:
    mark, _ = read_mark(text.strip())
    return mark.style is not MarkStyle.NONE


def _begins_item(text: str) -> bool:
    mark, rest = read_mark(text)
    return mark.number is not None and len(rest) > 3


class _Numbering:
    """Counts the lists of one document in reading order."""

    def __init__(self, document: Document) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.part import XmlPart

        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, Any] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        try:
            part = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        except KeyError:  # a document without lists
            return
        if not isinstance(part, XmlPart):  # a file that names its parts wrongly
            return
        root = part.element
        for node in root.findall(f"{_W}abstractNum"):
            self._abstract[node.get(f"{_W}abstractNumId")] = node
        for node in root.findall(f"{_W}num"):
            self._lists[node.get(f"{_W}numId")] = node

    def label(self, paragraph: Paragraph) -> tuple[str, int]:
        """Return the label Word prints before *paragraph*, and its level; ``("", 0)`` for none."""
        place = self._place(paragraph)
        if place is None or place[0] not in self._lists:
            return "", 0
        list_id, level = place
        node = self._lists[list_id]
        abstract_id = _value(node.find(f"{_W}abstractNumId")) or ""
        counts = self._counts.setdefault(abstract_id, {})
        start = self._override(node, level)
        if start is not None and (list_id, level) not in self._started:
            counts[level] = start - 1
        self._started.add((list_id, level))
        counts[level] = counts.get(level, self._start(abstract_id, level) - 1) + 1
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        return self._written(abstract_id, level, counts), level

    def _place(self, paragraph: Paragraph) -> tuple[str, int] | None:
        nodes = [paragraph._p.pPr]  # noqa: SLF001
        style: Any = paragraph.style
        while style is not None:
            nodes.append(style.element.find(f"{_W}pPr"))
            style = style.base_style
        list_id = level = None
        for node in nodes:
            place = node.find(f"{_W}numPr") if node is not None else None
            if place is None:
                continue
            list_id = list_id or _value(place.find(f"{_W}numId"))
            level = level or _value(place.find(f"{_W}ilvl"))
        return None if list_id in (None, "0") else (str(list_id), int(level or 0))

    @staticmethod
    def _override(node: Any, level: int) -> int | None:
        for change in node.findall(f"{_W}lvlOverride"):
            if change.get(f"{_W}ilvl") == str(level):
                value = _value(change.find(f"{_W}startOverride"))
                return int(value) if value is not None else None
        return None

    def _level(self, abstract_id: str, level: int) -> Any:
        node = self._abstract.get(abstract_id)
        for one in node.findall(f"{_W}lvl") if node is not None else ():
            if one.get(f"{_W}ilvl") == str(level):
                return one
        return None

    def _start(self, abstract_id: str, level: int) -> int:
        one = self._level(abstract_id, level)
        value = _value(one.find(f"{_W}start")) if one is not None else None
        return int(value) if value is not None else 1

    def _written(self, abstract_id: str, level: int, counts: dict[int, int]) -> str:
        one = self._level(abstract_id, level)
        if one is None:
            return ""
        if (_value(one.find(f"{_W}numFmt")) or "decimal") == "bullet":
            return "・"

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shape = self._level(abstract_id, at)
            form = (_value(shape.find(f"{_W}numFmt")) if shape is not None else None) or "decimal"
            return _figure(counts.get(at, self._start(abstract_id, at)), form)

        return re.sub(r"%(\d)", number, _value(one.find(f"{_W}lvlText")) or "").strip()


def _value(node: Any) -> str | None:
    return None if node is None else node.get(f"{_W}val")


def _figure(n: int, form: str) -> str:
    """Return *n* in Word's number format *form* (ECMA-376-1, 17.18.59); decimal when unknown."""
    write = _FIGURES.get(form)
    return write(n) if write is not None else str(n)


def _roman(n: int) -> str:
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    out = ""
    for worth, sign in signs:
        out += sign * (n // worth)
        n %= worth
    return out


def _kanji(n: int) -> str:
    tens, ones = divmod(n, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_KANJI[tens % 10]}十") + (
        _KANJI[ones] if ones or n == 0 else ""
    )


def _of(letters: str) -> Callable[[int], str]:
    return lambda n: letters[(n - 1) % len(letters)]


_FIGURES: dict[str, Callable[[int], str]] = {
    "none": lambda _n: "",
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": lambda n: chr(0x2460 + n - 1) if n <= 20 else str(n),
    "decimalEnclosedCircleChinese": lambda n: chr(0x2460 + n - 1) if n <= 20 else str(n),
    "decimalEnclosedParen": lambda n: f"({n})",
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    "lowerLetter": _of("abcdefghijklmnopqrstuvwxyz"),
    "aiueo": _of(_AIUEO),
    "aiueoFullWidth": _of(_AIUEO),
    "iroha": _of(_IROHA),
    "irohaFullWidth": _of(_IROHA),
    "japaneseCounting": _kanji,
    "japaneseDigitalTenThousand": _kanji,
    "chineseCounting": _kanji,
    "chineseCountingThousand": _kanji,
    "ideographDigital": _kanji,
}
