"""What an editor did to the draft, as corrections. Pure.

In two steps, so that no word can be lost between them. First what concerns paragraphs of the
minutes, the particulars and the comments (`taken_in`): that becomes part of the record. When it has
been laid over, the draft is printed again in the mind, and whatever still differs from the edited
file is kept as a change of the printed form (`remaining`): after that, both read the same.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from minutes_pipeline.document.body import Line
from minutes_pipeline.document.form import Form
from minutes_pipeline.document.headings import Items
from minutes_pipeline.document.matching import Match, survived
from minutes_pipeline.document.pieces import spoken_label
from minutes_pipeline.document.places import HEADINGS, PLACES, WHOLE, Wholes, heads, ordinary
from minutes_pipeline.document.revisions import Revision
from minutes_pipeline.document.style import Style
from minutes_pipeline.document.wording import MARK
from minutes_pipeline.meeting import (
    Change,
    ItemHeaded,
    Minutes,
    Paragraph,
    ParagraphAdded,
    ParagraphAnchor,
    ParagraphDeleted,
    ParagraphLabel,
    ParagraphMerged,
    ParagraphMoved,
    ParagraphSplit,
    ParagraphText,
    Place,
    made_paragraph,
)

SPLIT_GAIN = 0.1
"""Share of a line's words that a following new paragraph must bring back to be its second half."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One change, and who made it.

    Attributes:
        change: The correction.
        by: The tracked change that made it; None where the file does not say.
    """

    change: Change
    by: Revision | None = None


@dataclass(slots=True)
class _Spot:
    """Where in the minutes the reading stands."""

    item: str | None = None
    numbered: str | None = None
    inside: bool = False
    now: Place | None = None
    last: dict[Place, ParagraphAnchor] = field(default_factory=dict)
    taken: set[tuple[str | None, Place]] = field(default_factory=set)


def taken_in(
    matches: Sequence[Match],
    lines: Sequence[Line],
    minutes: Minutes,
    machine: Minutes,
    form: Form,
    next_id: Callable[[int], str],
) -> tuple[Taken, ...]:
    """Return what was done to paragraphs of the minutes, in the order to be laid over.

    Args:
        matches: Every paragraph of the edited file with the lines it holds.
        lines: The draft as it is printed now.
        minutes: The minutes as they stand now.
        machine: The minutes before every correction: what anchors refer to.
        form: The city's form.
        next_id: Gives the id of the correction that the n-th of the result will become.
    """
    reader = _Reader(lines, minutes, machine, form, next_id)
    return reader.read(matches)


class _Reader:
    def __init__(
        self,
        lines: Sequence[Line],
        minutes: Minutes,
        machine: Minutes,
        form: Form,
        next_id: Callable[[int], str],
    ) -> None:
        self.lines = lines
        self.form = form
        self.next_id = next_id
        self.current = {p.id: p for p in minutes.paragraphs()}
        self.machine = {p.id: p for p in machine.paragraphs()}
        self.items = Items(lines, minutes, form)
        self.wholes = Wholes(lines, ())
        self.found: list[Taken] = []
        self.spot = _Spot()

    def read(self, matches: Sequence[Match]) -> tuple[Taken, ...]:
        self.moved = self._out_of_order(matches)
        firsts = [(one, self.lines[one.lines[0]]) for one in matches if one.lines]
        headings = [line for one, line in firsts if heads(one, line)]
        self.headed = {line.item for line in headings if not line.grouping}
        held = {line for one in matches for line in one.lines}
        self.wholes = Wholes(self.lines, held)
        parts = {self.lines[n].of for n in held}
        for n, line in enumerate(self.lines):
            if line.written and n not in held and line.id not in parts:
                self.add(ParagraphDeleted(self.anchor(line.id)), None)
        self.spot.taken = {
            (line.item, PLACES[line.style])
            for n, line in enumerate(self.lines)
            if line.written and n in held and line.style in PLACES
        }
        position = 0
        while position < len(matches):
            position += self.piece(matches, position)
        return tuple(self.found)

    def add(self, change: Change, match: Match | None) -> str:
        """Keep a change; return the id that it will have."""
        revisions = match.piece.block.revisions if match is not None else ()
        named = [one for one in revisions if one.author]
        self.found.append(Taken(change, named[-1] if named else None))
        return self.next_id(len(self.found) - 1)

    def anchor(self, paragraph: str) -> ParagraphAnchor:
        known: Paragraph = self.machine.get(paragraph) or self.current[paragraph]
        return ParagraphAnchor(known.id, known.text, known.sources)

    def piece(self, matches: Sequence[Match], position: int) -> int:
        """Take in the piece at *position*; return how many pieces it used up."""
        one = matches[position]
        lines = [self.lines[n] for n in one.lines]
        heading = lines[0] if lines else None
        if self.heading(one, heading):
            return 1
        stretch = self.wholes.stretch(matches, position) if self.spot.inside else []
        if stretch:
            return self.whole(stretch, position)
        if heading is not None and heading.id.startswith("missing_") and self.filled(one, heading):
            return 1
        # What stood beside a lead and was taken elsewhere is new words there.
        lines = [line for line in lines if line.of is None]
        written = [line for line in lines if line.written]
        if len(written) > 1:
            self.merged(one, written, position)
            return 1
        if written:
            return self.same(matches, position, written[0])
        if not lines and self.spot.inside and one.piece.block.cells is None:
            self.new(one)
        return 1

    # --- headings ----------------------------------------------------------------------------

    def heading(self, one: Match, line: Line | None) -> bool:
        """Go on under the heading that a piece is; tell whether it is one."""
        if line is None and one.piece.block.style in HEADINGS:
            headed = self.items.added(one.piece.text, self.spot.numbered)
            self.spot.inside = headed is not None  # under any other heading stands no item
            if headed is not None:
                self.item(headed, one)
                self.enter(headed.item)
            return True
        if line is None or not heads(one, line):
            return False
        self.spot.inside = line.id.startswith(("item_", "outside"))
        self.enter(line.item)
        self.item(self.items.renamed(line, one.piece.text), one)
        return True

    def enter(self, item: str | None) -> None:
        """Go on reading under the heading of *item*."""
        self.spot.item, self.spot.now, self.spot.last = item, None, {}
        self.spot.numbered = item or self.spot.numbered

    def item(self, headed: ItemHeaded | None, one: Match | None) -> None:
        """Keep what is new about an item, where anything is."""
        if headed is not None:
            self.add(headed, one)

    def filled(self, one: Match, line: Line) -> bool:
        """Take in what was written over the mark of an item without a record."""
        text = one.piece.text
        if text == line.text or MARK.search(text) or not self.spot.inside:
            return False
        self.new(one, PLACES.get(one.piece.block.style or "", "outcome"))
        return True

    # --- leads and outcomes ------------------------------------------------------------------

    def whole(self, stretch: Sequence[Match], position: int) -> int:
        """Take in a lead or an outcome of several paragraphs; return how many they are."""
        at = next(n for n, one in enumerate(stretch) if one.lines)
        first = self.lines[stretch[at].lines[0]]
        line = self.wholes.heads[first.of or first.id]
        anchor = self.anchor(line.id)
        place = self.placed(stretch[at], line, anchor, position + at)
        text = "\n".join(one.piece.text for one in stretch)
        if text != self.wholes.printed(line.id):
            by = next((one for one in stretch if one.piece.block.revisions), stretch[at])
            self.add(ParagraphText(anchor, text), by)
        self.stand(anchor, place)
        return len(stretch)

    # --- paragraphs --------------------------------------------------------------------------

    def merged(self, one: Match, written: Sequence[Line], position: int) -> None:
        anchors = tuple(self.anchor(line.id) for line in written)
        self.add(ParagraphMerged(anchors, one.piece.text), one)
        place = self.placed(one, written[0], anchors[0], position)
        self.stand(anchors[0], place)
        self.label(one, written[0], anchors[0])

    def placed(self, one: Match, line: Line, anchor: ParagraphAnchor, position: int) -> Place:
        """Keep where a paragraph stands now, where it was moved; return its place."""
        place = PLACES.get(one.piece.block.style or "", PLACES[line.style])
        if one.piece.label is not None:
            place = "speech"
        # A paragraph whose own heading was taken out stays in its item all the same.
        elsewhere = self.spot.item != line.item and line.item in self.headed
        if self.spot.inside and (
            position in self.moved or elsewhere or place != PLACES[line.style]
        ):
            self.item(self.items.lacking(self.spot.item), None)
            self.add(ParagraphMoved(anchor, self.spot.item, self.spot.last.get(place), place), one)
        elif self.spot.inside and self.spot.item != line.item:
            self.spot.item, self.spot.last = line.item, {}
        return place

    def same(self, matches: Sequence[Match], position: int, line: Line) -> int:
        """Take in a paragraph that is still there: its words, its halves, its place, its label."""
        one = matches[position]
        anchor = self.anchor(line.id)
        parts = self._parts(matches, position, line)
        place = self.placed(one, line, anchor, position)
        texts = [part.piece.text for part in parts]
        if len(parts) > 1:
            made = self.add(ParagraphSplit(anchor, tuple(texts)), one)
            self.stand(anchor, place)
            self.label(one, line, anchor)
            for number, part in enumerate(parts[1:], 1):
                half = ParagraphAnchor(made_paragraph(made, number), part.piece.text)
                self.stand(half, place)
                if part.piece.label is not None:
                    label = spoken_label(part.piece.label, self.form)
                    self.add(ParagraphLabel(half, label), part)
            return len(parts)
        if texts[0] != line.text:
            self.add(ParagraphText(anchor, texts[0]), one)
        self.stand(anchor, place)
        self.label(one, line, anchor)
        return 1

    def _parts(self, matches: Sequence[Match], position: int, line: Line) -> list[Match]:
        """Return the pieces that a line was split into, the first of them its own."""
        parts = [matches[position]]
        text = parts[0].piece.text
        for following in matches[position + 1 :]:
            piece = following.piece
            if following.lines or piece.block.cells is not None:
                break
            gain = survived(line.text, text + piece.text) - survived(line.text, text)
            own = survived(piece.text, line.text)
            if gain < SPLIT_GAIN or own < 0.5:
                break
            text += piece.text
            parts.append(following)
        return parts

    def stand(self, anchor: ParagraphAnchor, place: Place) -> None:
        self.spot.last[place] = anchor
        self.spot.now = place
        self.spot.taken.add((self.spot.item, place))

    def label(self, one: Match, line: Line, anchor: ParagraphAnchor) -> None:
        if line.style not in (Style.SPEECH, Style.SPEECH_CONT) or one.piece.label == line.label:
            return
        label = spoken_label(one.piece.label, self.form)
        if label is None and one.piece.label is not None:
            return  # still undecided
        if label is not None and label == spoken_label(line.label, self.form):
            return  # but for a sign behind it
        self.add(ParagraphLabel(anchor, label), one)

    def new(self, one: Match, place: Place | None = None) -> None:
        """Take in a new paragraph, where the minutes have a place for it."""
        piece, spot = one.piece, self.spot
        if MARK.fullmatch(piece.text):  # a mark of the program's says nothing that was said
            return
        place = place or self._place_of_new(one)
        if place is None or (place in WHOLE and (spot.item, place) in spot.taken):
            return
        label = spoken_label(piece.label, self.form) if place == "speech" else None
        if place == "speech" and label is None and spot.last.get("speech") is None:
            return
        self.item(self.items.lacking(self.spot.item), None)
        added = ParagraphAdded(spot.item, spot.last.get(place), place, piece.text, label)
        made = self.add(added, one)
        spot.last[place], spot.now = ParagraphAnchor(made_paragraph(made), piece.text), place
        spot.taken.add((spot.item, place))

    def _place_of_new(self, one: Match) -> Place | None:
        """Return what a new paragraph is: by its style, else what stands before it goes on."""
        place, spot = PLACES.get(one.piece.block.style or ""), self.spot
        if place == "lead" and spot.now == "point" and (spot.item, "lead") in spot.taken:
            return "point"
        if place is not None:
            return place
        if one.piece.label is not None and one.piece.block.cells is None:
            return "speech"
        if not ordinary(one):
            return None
        if spot.now == "speech":
            return "speech"
        return (spot.now or "lead") if one.piece.text.endswith("。") else None

    def _out_of_order(self, matches: Sequence[Match]) -> set[int]:
        """Return the pieces that were moved: the fewest that explain the new order."""
        order = [
            (one.lines[0], n)
            for n, one in enumerate(matches)
            if one.lines and self.lines[one.lines[0]].written
        ]
        kept = longest_rising([line for line, _ in order])
        return {n for at, (_, n) in enumerate(order) if at not in kept}


def longest_rising(values: Sequence[int]) -> set[int]:
    """Return the positions of a longest rising part of *values*.

    >>> sorted(longest_rising([3, 0, 1, 2]))
    [1, 2, 3]
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(value)
            ends.append(n)
        else:
            tails[at], ends[at] = value, n
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept
