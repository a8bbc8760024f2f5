"""Special terms of a sitting's materials: compounds that they repeat, and compounds at all."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from minutes_pipeline.meeting import Materials
from minutes_pipeline.transcription.readings import Reader, Token

SHORTEST, LONGEST = 3, 14
"""Characters of a term: less is an everyday word, more is a heading."""
REPEATED = 2
"""Times that a compound must occur to be given to the recogniser."""
MOST = 600
"""Terms that the repair may put in: the more there are, the more sound alike."""

_PIECE = 1000
_TERM = re.compile(r"[一-鿿々ァ-ヶーぁ-ゖ]+")
_STRONG = re.compile(r"[一-鿿々].*[一-鿿々ァ-ヶ]|[ァ-ヶー]{4,}")
_FORMAL = re.compile(
    r"^(?:資料|別紙|別表|参考|図表?|表|目次|概要|合計|小計|備考|内訳|年度|前年度?|今年度?|対前年.*|単位.*|項目|区分"
    r"|令和|平成|昭和|以上|以下|未満|件数|人数|金額|比較|増減|事務局|委員会?|会議)+$"
)


def terms_in(materials: Materials, reader: Reader) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the terms of the materials: those for the recogniser, and all for the repair.

    A term is a compound of at least two words, or a word of katakana. Those that the materials
    repeat come first, the longer of two that occur as often before the shorter; the recogniser
    is given none that occurs once.
    """
    counts: Counter[str] = Counter()
    for file in materials.files:
        for line in file.lines:
            counts.update(_terms(line, reader))
    ranked = sorted(counts, key=lambda term: (-counts[term], -len(term), term))
    repeated = tuple(term for term in ranked if counts[term] >= REPEATED)
    return repeated, tuple(ranked[:MOST])


def _terms(line: str, reader: Reader) -> Iterator[str]:
    text = unicodedata.normalize("NFKC", line)
    for first in range(0, len(text), _PIECE):
        run: list[Token] = []
        figure = False
        for token in reader.tokens(text[first : first + _PIECE]):
            counts = not run and (token.suffix or (figure and len(token.surface) == 1))
            figure = token.surface[-1:].isdigit()
            if counts:  # 歳以上 behind 65 is no term
                continue
            if token.noun and _TERM.fullmatch(token.surface):
                run.append(token)
                continue
            yield from _compound(run)
            run = []
        yield from _compound(run)


def _compound(run: Sequence[Token]) -> Iterator[str]:
    surface = "".join(token.surface for token in run)
    single = len(run) == 1 and not re.fullmatch(r"[ァ-ヶー]{4,}", surface)
    if single or not SHORTEST <= len(surface) <= LONGEST:
        return
    if _STRONG.search(surface) and not _FORMAL.match(surface):
        yield surface
