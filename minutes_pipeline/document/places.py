"""What a paragraph of an edited file is within its item: lead, point, speech or outcome. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from minutes_pipeline.document.body import Line
from minutes_pipeline.document.matching import Match
from minutes_pipeline.document.style import Style
from minutes_pipeline.meeting import Place

PLACES: Mapping[str, Place] = {
    Style.LEAD: "lead",
    Style.POINT: "point",
    Style.SPEECH: "speech",
    Style.SPEECH_CONT: "speech",
    Style.OUTCOME: "outcome",
}
"""Where a paragraph of each style stands within its item."""
WHOLE: tuple[Place, ...] = ("lead", "outcome")
"""Places of which an item has one: what stands there together is one paragraph of the minutes."""
HEADINGS = (Style.ITEM, Style.SUBITEM)
_ASIDE = re.compile(r"[（(［〔【].*[）)］〕】]", re.DOTALL)
"""What an editor notes down between: （暫時休憩）. Nobody said it."""
_OWN = frozenset(Style)


def heads(one: Match, line: Line) -> bool:
    """Tell whether a paragraph is the heading that *line* is, and still looks like one."""
    return line.style in HEADINGS and one.piece.block.style in HEADINGS


def ordinary(one: Match) -> bool:
    """Tell whether a paragraph has no style of the form's and is no note in brackets."""
    style = one.piece.block.style or ""
    own = style in _OWN or style.startswith("Heading") or one.piece.block.cells is not None
    return not own and one.piece.label is None and not _ASIDE.fullmatch(one.piece.text.strip())


class Wholes:
    """Leads and outcomes of several paragraphs: as they were printed, and as an editor left them.

    Attributes:
        heads: The first line of every paragraph of the minutes, by its id.
    """

    def __init__(self, lines: Sequence[Line], held: Collection[int]) -> None:
        """Know the printed *lines*; those of *held* stand in the edited file."""
        self.heads = {line.id: line for line in lines if line.written}
        self._lines = lines
        self._held = {lines[n].id for n in held}
        self._texts: dict[str, list[str]] = {}
        for line in lines:
            self._texts.setdefault(line.of or line.id, []).append(line.text)

    def printed(self, name: str) -> str:
        """Return the words of a paragraph as they were printed, a line for each part."""
        return "\n".join(self._texts[name])

    def stretch(self, matches: Sequence[Match], position: int) -> list[Match]:
        """Return the parts of the lead or outcome that begins at *position*.

        Empty where none begins there, or it has one part only, now as before.
        """
        place = self._place(matches[position])
        if place is None:
            return []
        found = [matches[position]]
        for one in matches[position + 1 :]:
            goes_on = not one.lines and ordinary(one) and one.piece.text.endswith("。")
            if not goes_on and self._place(one) != place:
                break
            found.append(one)
        lines = [self._lines[n] for one in found for n in one.lines]
        names = {line.of or line.id for line in lines}
        name = next(iter(names), "")
        # A part that was taken away from its first paragraph stands for itself.
        apart = not any(line.written for line in lines) and name in self._held
        alone = len(found) == 1 and len(self._texts.get(name, ())) == 1
        return found if len(names) == 1 and not apart and not alone else []

    def _place(self, one: Match) -> Place | None:
        """Return whether a paragraph is, or is part of, a lead or an outcome."""
        if one.piece.label is not None or one.piece.block.cells is not None:
            return None
        lines = [self._lines[n] for n in one.lines]
        places = {PLACES.get(line.style) if line.written or line.of else None for line in lines}
        asked = PLACES.get(one.piece.block.style or "")
        if not lines:
            return asked if asked in WHOLE else None
        place = places.pop()
        return place if not places and place in WHOLE and asked in (None, place) else None
