"""Which line of the draft each paragraph of an edited file is. Pure.

Three carriers, since none survives everything (docs/decisions/0027-word-import.md): bookmarks, the
digests of the hidden part, and the words themselves. Bookmarks come first, but words overrule one
that lies on something else entirely: Word leaves a bookmark behind when its paragraph is cut out
and pasted elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from minutes_pipeline.document.body import Line
from minutes_pipeline.document.edited import Block, Trace
from minutes_pipeline.document.fingerprints import text_digest
from minutes_pipeline.document.style import Style

HALF = 0.5
"""Share of a line's characters that must survive, in order, for it to be the same line."""
STRANGER = 0.3
"""Share below which a bookmark alone does not make it the same line."""
MOST_PAIRS, REACH = 400_000, 100
"""Pairs above which only lines within reach of the expected place are compared."""
_TABLES = (Style.PARTICULARS, Style.SIGNATURES)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a row of an edited file, told apart into label and words.

    Attributes:
        block: As it was read.
        text: Its words without the label, comparable with those of a line.
        label: What stands before them; None where nothing does.
    """

    block: Block
    text: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a piece is.

    Attributes:
        piece: The piece.
        lines: Positions of the lines it holds: none for new words, several where the editor
            joined paragraphs.
    """

    piece: Piece
    lines: tuple[int, ...] = ()


def match(pieces: Sequence[Piece], lines: Sequence[Line], trace: Trace) -> tuple[Match, ...]:
    """Return every piece with the lines it holds; a line is held by one piece at most."""
    return _Matcher(pieces, lines, trace).all()


class _Matcher:
    def __init__(self, pieces: Sequence[Piece], lines: Sequence[Line], trace: Trace) -> None:
        self.pieces = pieces
        self.lines = lines
        self.held: dict[int, list[int]] = {}
        self.free = set(range(len(lines)))
        self.words = {squeezed(piece.text) for piece in pieces}
        self.trace = trace

    def all(self) -> tuple[Match, ...]:
        self.by_bookmark()
        self.by_digest()
        self.by_words()
        self.by_likeness()
        self.joined()
        return tuple(
            Match(piece, tuple(sorted(self.held.get(n, ())))) for n, piece in enumerate(self.pieces)
        )

    def take(self, piece: int, line: int) -> None:
        self.held.setdefault(piece, []).append(line)
        self.free.discard(line)

    def by_bookmark(self) -> None:
        known = {line.bookmark: n for n, line in enumerate(self.lines)}
        claims: dict[int, list[tuple[float, int]]] = {}
        for n, piece in enumerate(self.pieces):
            for name in piece.block.marks:
                line = known.get(name)
                if line is None or not self._same_kind(piece, self.lines[line]):
                    continue
                share = survived(self.lines[line].text, piece.text)
                if share >= HALF or self._rewritten(piece, self.lines[line], share):
                    claims.setdefault(line, []).append((share, n))
        for line, found in claims.items():
            self.take(self._owner(found, self.lines[line].text), line)

    def _owner(self, found: list[tuple[float, int]], text: str) -> int:
        """Return which of several pieces with one bookmark has it.

        A copy carries the bookmark along: the piece that kept most of the words has it. LibreOffice
        puts it on both halves of a split paragraph: then the first has it.
        """
        best, owner = max(found, key=lambda one: (one[0], -one[1]))
        halves = "".join(self.pieces[n].text for _, n in sorted(found, key=lambda one: one[1]))
        if len(found) > 1 and survived(text, halves) > best:
            return min(n for _, n in found)
        return owner

    def _rewritten(self, piece: Piece, line: Line, share: float) -> bool:
        """Tell whether a bookmark holds though its words are gone: rewritten in place."""
        own = squeezed(line.text)
        if not own:
            return True
        if own in self.words:  # cut out and pasted elsewhere
            return False
        return share >= STRANGER or len(piece.block.marks) == 1

    def by_digest(self) -> None:
        """Find lines by the digests that the draft itself carries."""
        known = {line.id: n for n, line in enumerate(self.lines)}
        digests: dict[str, list[int]] = {}
        for name, digest in self.trace.texts:
            line = known.get(name, -1)
            if line in self.free and self.lines[line].text.strip():
                digests.setdefault(digest, []).append(line)
        for n in self._unheld():
            self._take_nearest(n, digests.get(text_digest(self.pieces[n].text), []))

    def by_words(self) -> None:
        """Find lines by the very same words."""
        texts: dict[str, list[int]] = {}
        for n in sorted(self.free):
            if self.lines[n].text.strip():
                texts.setdefault(squeezed(self.lines[n].text), []).append(n)
        for n in self._unheld():
            self._take_nearest(n, texts.get(squeezed(self.pieces[n].text), []))

    def by_likeness(self) -> None:
        """Find lines by words that survived, the most alike first."""
        pairs = []
        unheld = self._unheld()
        reach = len(self.lines) if len(unheld) * len(self.free) < MOST_PAIRS else REACH
        for n in unheld:
            piece, expected = self.pieces[n], self._expected(n)
            for line in self.free:
                if abs(expected - line) > reach or not self._same_kind(piece, self.lines[line]):
                    continue
                share = survived(self.lines[line].text, piece.text)
                if piece.block.cells is not None and self._same_row(piece, self.lines[line]):
                    share = 1.0 + share
                if share >= HALF:
                    own = survived(piece.text, self.lines[line].text)
                    pairs.append((-share - own, abs(expected - line), n, line))
        for _, _, n, line in sorted(pairs):
            if n not in self.held and line in self.free:
                self.take(n, line)

    def joined(self) -> None:
        """Find lines whose words went whole into the paragraph before or behind them."""
        where = {line: n for n, lines in self.held.items() for line in lines}
        for line in sorted(self.free):
            own = squeezed(self.lines[line].text)
            if len(own) < 2 or not self.lines[line].written:
                continue
            for neighbour in (line - 1, line + 1):
                n = where.get(neighbour)
                if n is not None and self._took_in(n, own):
                    self.take(n, line)
                    where[line] = n
                    break

    def _took_in(self, n: int, own: str) -> bool:
        """Tell whether a piece holds, beside its own lines, these words as well."""
        whole = squeezed(self.pieces[n].text)
        kept = sum(len(squeezed(self.lines[line].text)) for line in self.held[n])
        return own in whole and len(whole) >= HALF * (kept + len(own)) and len(own) >= 8

    def _take_nearest(self, n: int, found: list[int]) -> None:
        free = [
            line
            for line in found
            if line in self.free and self._same_kind(self.pieces[n], self.lines[line])
        ]
        if free:
            self.take(n, min(free, key=lambda line: abs(self._expected(n) - line)))

    def _expected(self, n: int) -> int:
        """Return the line that a piece would be if nothing had moved: behind the last known one."""
        for before in range(n - 1, -1, -1):
            if before in self.held:
                return max(self.held[before]) + n - before
        return n

    def _unheld(self) -> list[int]:
        return [n for n in range(len(self.pieces)) if n not in self.held]

    def _same_kind(self, piece: Piece, line: Line) -> bool:
        """Rows are rows and paragraphs are paragraphs."""
        return (piece.block.cells is not None) == (line.style in _TABLES)

    def _same_row(self, piece: Piece, line: Line) -> bool:
        return bool(piece.label) and piece.label == line.head


def survived(before: str, after: str) -> float:
    """Return the share of *before*'s characters that stand in *after*, in order.

    >>> survived("街路樹を更新する。", "街路樹は更新しない。")
    0.7777777777777778
    """
    before, after = squeezed(before), squeezed(after)
    if not before:
        return 0.0
    return float(LCSseq.similarity(before, after)) / len(before)


def squeezed(text: str) -> str:
    r"""Return *text* without white space.

    >>> squeezed("街路樹\t の　更新")
    '街路樹の更新'
    """
    return "".join(text.split())
