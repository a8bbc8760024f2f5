"""Characters that no font at hand can draw, found before anything is printed."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from minutes_pipeline.archive.pdfa import environment
from minutes_pipeline.archive.printed import Printed
from minutes_pipeline.errors import PaperError

_PATIENCE = 60
_FIRST = ("ipaexm", "ipaexg", "ipamjm", "NotoSerifCJK", "NotoSansCJK")
"""Fonts that hold nearly all that minutes need, asked first: reading a font takes a moment."""
_PRIVATE = ("Co", "Cn", "Cs")
"""Unicode categories whose look is nobody's: 外字, unassigned, broken."""


def refuse_undrawable(printed: Printed) -> tuple[str, ...]:
    """Return the characters that not the usual font but another one draws.

    Raises:
        PaperError: B04, there are characters that none draws; all are named, with their places.
    """
    wanted = {char for char in printed.characters() if not char.isspace()}
    lost = {char for char in wanted if unicodedata.category(char) in _PRIVATE}
    paths = _fonts()
    rare: set[str] = set()
    if paths:
        wanted = {char for char in wanted - lost if unicodedata.category(char) not in ("Cf", "Mn")}
        rare = wanted - _drawn(paths[0])
        left = set(rare)
        for path in paths[1:]:
            if not left:
                break
            left -= _drawn(path)
        lost |= left
    if lost:
        listed = "".join(f"\n　・{one}" for one in _places(printed, lost))
        raise PaperError(
            "B04",
            f"PDFにできない文字が{len(lost)}字あります。{listed}\n",
            "外字は、文字情報基盤などの通常の漢字か、かなに直してください。"
            "人名の漢字は IPAmj明朝（fonts-ipamj-mincho）を入れると印刷できることがあります。",
        )
    return tuple(sorted(rare))


def _places(printed: Printed, lost: set[str]) -> Iterator[str]:
    for char in sorted(lost):
        line = next(line for line in printed.lines if char in line.words)
        at = line.words.index(char)
        around = line.words[max(0, at - 8) : at + 9].replace("\n", " ").replace("\t", " ")
        name = "外字" if unicodedata.category(char) in _PRIVATE else "書体にない文字"
        yield f"「{char}」（U+{ord(char):04X}、{name}）: …{around}…"


@cache
def _fonts() -> tuple[Path, ...]:
    """Return the files of all fonts that LibreOffice would see; empty where nobody can tell.

    Windows and macOS have no fontconfig; there a character that is not drawn is found in the
    finished file, by `pdf_text.Unmapped` and by the comparison of its words.
    """
    program = shutil.which("fc-list")
    if program is None:
        return ()
    done = subprocess.run(
        [program, "--format", "%{file}\n"],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=_PATIENCE,
        check=False,
        env=environment(),
    )
    paths = sorted({Path(line) for line in done.stdout.splitlines() if line.strip()})
    outlines = [path for path in paths if path.suffix.lower() in {".ttf", ".otf", ".ttc", ".otc"}]
    ranks = {name: rank for rank, name in enumerate(_FIRST)}

    def rank(path: Path) -> int:
        return min((r for n, r in ranks.items() if path.name.startswith(n)), default=len(ranks))

    return tuple(sorted(outlines, key=lambda path: (rank(path), path)))


@cache
def _drawn(path: Path) -> frozenset[str]:
    """Return the characters that the font in a file draws."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, fontNumber=0, lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap() or {}))
    except (TTLibError, OSError, KeyError, AssertionError):
        return frozenset()  # a font that cannot be read draws nothing
