"""The words of a tagged PDF in reading order, by its structure tree.

Page numbers, running heads and line numbers are marked as artifacts in the file and so have no
place in the tree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pikepdf

_SHOW = {"Tj", "TJ", "'", '"'}
_HEX = r"<([0-9A-Fa-f\s]*)>"
_RANGE = re.compile(rf"{_HEX}\s*{_HEX}\s*(?:{_HEX}|\[((?:\s*<[0-9A-Fa-f\s]*>)*)\s*\])")
_PAIR = re.compile(rf"{_HEX}\s*{_HEX}")

Key = tuple[tuple[int, int], int]


class Unmapped(ValueError):
    """A glyph is drawn of which the file does not say which character it is."""


def text_of(pdf: pikepdf.Pdf) -> str:
    """Return all words in reading order.

    Raises:
        Unmapped: A glyph has no character: a missing font drew it, or its map is broken.
        ValueError: The file has no structure tree.
    """
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        raise ValueError("the PDF is not tagged")
    pieces: dict[Key, str] = {}
    for page in pdf.pages:
        for mark, text in _marked(page).items():
            pieces[page.obj.objgen, mark] = text
    return "".join(pieces.get(key, "") for key in _order(tree))


def shown(pdf: pikepdf.Pdf) -> str:
    """Return every character that is drawn, artifacts too, page after page as drawn.

    Raises:
        Unmapped: As for `text_of`.
    """
    return "".join("".join(_marked(page, whole=True).values()) for page in pdf.pages)


def _order(node: Any, page: Any = None) -> Iterator[Key]:
    """Yield page and mark of every piece of text below *node*."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _order(child, page)
    elif isinstance(node, pikepdf.Dictionary):
        page = node.get("/Pg", page)
        if node.get("/Type") == "/OBJR":
            return
        if "/MCID" in node and page is not None:
            yield page.objgen, int(node["/MCID"])
        elif "/K" in node:
            yield from _order(node["/K"], page)
    elif page is not None and node is not None:
        yield page.objgen, int(node)


def _marked(page: pikepdf.Page, *, whole: bool = False) -> dict[int, str]:
    """Return the text of each marked stretch of a page by its number.

    Args:
        page: The page.
        whole: Return all text under the number 0 instead.
    """
    reader = _PageReader(page)
    for instruction in pikepdf.parse_content_stream(page):
        reader.step(str(instruction.operator), list(instruction.operands))
    if whole:
        return {0: "".join(text for _, text in reader.pieces)}
    found: defaultdict[int, str] = defaultdict(str)
    for mark, text in reader.pieces:
        if mark is not None:
            found[mark] += text
    return dict(found)


class _PageReader:
    """Follows a page's instructions as far as text and marks are concerned.

    Attributes:
        pieces: Each shown text with the number of the marked stretch it is in; None outside all.
    """

    def __init__(self, page: pikepdf.Page) -> None:
        resources: Any = page.obj.get("/Resources", pikepdf.Dictionary())
        self.fonts: Any = resources.get("/Font", pikepdf.Dictionary())
        self.maps: dict[str, tuple[int, dict[int, str]]] = {}
        self.font: str | None = None
        self.stack: list[int | None] = []
        self.pieces: list[tuple[int | None, str]] = []

    def step(self, operator: str, operands: list[Any]) -> None:
        if operator == "BMC":
            self.stack.append(None)
        elif operator == "BDC":
            about = operands[1]
            mark = about.get("/MCID") if isinstance(about, pikepdf.Dictionary) else None
            self.stack.append(None if mark is None else int(mark))
        elif operator == "EMC" and self.stack:
            self.stack.pop()
        elif operator == "Tf":
            self.font = str(operands[0])
            if self.font not in self.maps:
                self.maps[self.font] = _map(self.fonts[self.font])
        elif operator in _SHOW and self.font is not None:
            innermost = next((one for one in reversed(self.stack) if one is not None), None)
            self.pieces.append((innermost, _decoded(operands[-1], *self.maps[self.font])))


def _decoded(shown: Any, width: int, characters: dict[int, str]) -> str:
    strings = shown if isinstance(shown, pikepdf.Array) else [shown]
    text = ""
    for one in strings:
        if not isinstance(one, pikepdf.String):
            continue
        data = bytes(one)
        for at in range(0, len(data), width):
            code = int.from_bytes(data[at : at + width], "big")
            if code not in characters:
                raise Unmapped(f"code {code:#x}")
            text += characters[code]
    return text


def _map(font: Any) -> tuple[int, dict[int, str]]:
    """Return how many bytes a code of *font* has, and the characters by code."""
    width = 2 if font.get("/Subtype") == "/Type0" else 1
    characters: dict[int, str] = {}
    stream = font.get("/ToUnicode")
    if stream is None:
        return width, characters
    program = stream.read_bytes().decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", program, re.DOTALL):
        for code, text in _PAIR.findall(block):
            characters[int(code, 16)] = _utf16(text)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", program, re.DOTALL):
        for first, last, text, listed in _RANGE.findall(block):
            codes = range(int(first, 16), int(last, 16) + 1)
            if listed:
                texts = [_utf16(one) for one in re.findall(_HEX, listed)]
            else:
                base = _utf16(text)
                texts = [base[:-1] + chr(ord(base[-1]) + n) for n in range(len(codes))]
            characters.update(zip(codes, texts, strict=False))
    return width, characters


def _utf16(digits: str) -> str:
    return bytes.fromhex("".join(digits.split())).decode("utf-16-be", "replace")
