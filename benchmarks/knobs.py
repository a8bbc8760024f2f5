"""The numbers that decide roles and items, as knobs that a search can turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import ModuleType

from minutes_pipeline.agenda import evidence as item_evidence
from minutes_pipeline.agenda import path
from minutes_pipeline.attribution import (
    candidates,
    chain,
    cues,
    evidence,
    fields,
    frames,
    hosts,
    identified,
    inference,
    reasons,
    roles,
)

_FACTORS = (0.5, 1.0, 2.0)
_ODDS = (1 / 3, 1.0, 3.0)
_CUE_FACTORS = (0.5, 1.0, 1.5)


@dataclass(frozen=True, slots=True)
class Knob:
    """One number of a module, or the weights of one cue.

    Attributes:
        name: Of the module's constant, or of the cue.
        module: Where it stands; the table of cues for a cue.
        share: Whether it is a probability, whose odds are turned rather than itself.
        grid: Values to try instead of multiples of the present one.
        place: Which number of a table it is; None where it stands alone.
    """

    name: str
    module: ModuleType
    share: bool = False
    grid: tuple[float, ...] = ()
    place: tuple[int, ...] | None = None

    @property
    def title(self) -> str:
        """Its name with its module's, and with its place in a table."""
        part = self.module.__name__.rsplit(".", 1)[-1]
        where = "" if self.place is None else str(list(self.place))
        return f"{part}.{self.name.lstrip('_')}{where}"

    @property
    def value(self) -> float:
        """Its present value; 1 for a cue, whose weights are turned together."""
        if self.module is cues:
            return 1.0
        own = getattr(self.module, self.name)
        return float(own if self.place is None else own[self.place])

    def turn(self, value: float) -> None:
        """Let it have *value*; a number that counts stays whole, a table is not shared."""
        own = getattr(self.module, self.name)
        if self.place is None:
            setattr(self.module, self.name, type(own)(value))
            return
        table = own.copy()
        table[self.place] = value
        setattr(self.module, self.name, table)

    def values(self) -> tuple[float, ...]:
        """Return the values to try, the present one among them."""
        if self.grid:
            return tuple(sorted({*self.grid, self.value}))
        if self.module is cues:
            return _CUE_FACTORS
        if not self.share:
            return tuple(round(self.value * factor, 4) for factor in _FACTORS)
        odds = self.value / (1 - self.value)
        return tuple(round(odds * f / (1 + odds * f), 4) for f in _ODDS)


ROLE_NUMBERS = (
    Knob("_CONFUSION", inference, share=True),
    Knob("_SHARPNESS", inference, grid=(1.0, 1.3, 2.0)),
    Knob("_PRIOR_WEIGHT", inference),
    Knob("_IDENTITY_WEIGHT", inference),
    Knob("_CERTAIN_WEIGHT", inference),
    Knob("_NAMED_WEIGHT", inference),
    Knob("_CERTAIN_CONFUSION", inference, share=True),
    Knob("_SECOND_CHAIR", inference, share=True),
    Knob("_LIKELY_CHAIR", inference),
    Knob("_CHAIR_ELSEWHERE", inference),
    Knob("_CHAIRS_TRIED", inference, grid=(2, 4, 8)),
    Knob("_FORMAL", inference),
    Knob("_TELLING_MOST", inference),
    Knob("_FULL_LENGTH", inference, grid=(15, 30, 60)),
    Knob("_SHORTEST", inference),
    Knob("_SAME_ANSWERER_HEARD", chain, share=True),
    Knob("_KEEPS_ROLE", chain, share=True),
    Knob("_KEEPS_ROLE_BEHIND", chain, share=True),
    Knob("_STYLE_OF_OTHERS", evidence, share=True),
    Knob("_STRONGEST", evidence),
    Knob("_LEADS_TOO", evidence),
    Knob("STATEMENT", evidence, grid=(15, 30, 60)),
    Knob("_LEFT", hosts, share=True),
    Knob("_PRESIDING", hosts),
    Knob("_CALLS", frames),
    Knob("_PERHAPS_CALLS", frames),
    Knob("_SAYS_WHO", frames),
    Knob("_SAYS_UNIT", frames),
    Knob("_SAYS_LOOSELY", frames),
)
"""How voices are judged, and what names and calls are worth."""
HINTS = (
    Knob("_NOT_YET_NAMED", reasons),
    Knob("_ACTING", reasons),
    Knob("_FIRST", reasons),
    Knob("_FIRST_KEEPER", reasons),
    Knob("_LAST", reasons),
    Knob("_THANKED", reasons),
    Knob("_CLOSES_BEHIND", reasons),
    Knob("_CALLS", reasons),
    Knob("_CALLS_AS_KEEPER", reasons),
    Knob("_CALLS_THE_CHAIR", reasons),
    Knob("_ASKS_CHAIR", reasons),
    Knob("_STATES", reasons),
    Knob("STATEMENT", reasons, grid=(15, 30, 60)),
    Knob("_SPEAKS_LONG", reasons),
    Knob("_LONG", reasons, grid=(100, 200, 400)),
    Knob("_A_WORD", fields),
    Knob("_MOST", fields),
)
"""What the place, the length and the matter of an utterance are worth."""
SHARES = (
    Knob("_KEEPS_MINUTES", candidates, share=True),
    Knob("_UNLISTED", candidates),
    Knob("_UNNAMED", candidates),
    Knob("_CHAIR_SHARE", candidates),
    Knob("_MEMBERS_SHARE", candidates),
    Knob("_ANSWERS_SHARE", candidates),
    Knob("_OTHERS_SHARE", candidates),
    Knob("_OTHERS_UNTOLD", candidates),
)
"""How likely each role is before anything is heard."""
_BEHIND = ("_BEHIND_A_QUESTION", "_BEHIND_CHAIRS_QUESTION", "_INVITED", "_EXPLAINED")
PATTERNS = (
    *(Knob("_BASE", chain, place=(to,)) for to in range(4)),
    *(Knob("_PASSES", chain, place=(of, to)) for of in range(4) for to in range(4)),
    *(Knob("_PASSES_WITH_OTHERS", chain, place=(of, to)) for of in range(4) for to in range(4)),
    *(Knob(name, chain, place=(to,)) for name in _BEHIND for to in range(4)),
    Knob("_OTHERS_ASKED", chain),
    Knob("_OTHERS_ASKED_BY_CHAIR", chain),
)
"""How the turn passes."""
UNHEARD = (
    Knob("_SAME_ANSWERER", chain, share=True),
    Knob("_ON_BEHIND_A_CALL", evidence, share=True),
    Knob("_ON_WHEN_OVER", evidence, share=True),
    Knob("_ON_BY_WORDS", evidence, share=True),
    Knob("_ON_EXPLAINING", evidence, share=True),
    Knob("_ON_ELSE", evidence, share=True),
    Knob("_EXPLAINING", evidence, grid=(40, 80, 160)),
)
"""What tells who speaks on where no voice does."""
MIXED = (
    Knob("_SURELY", inference, share=True),
    Knob("_CONTRADICTING", inference),
    Knob("_CONTRADICTING_CHAIR", inference),
    Knob("_FEWEST", inference, grid=(2, 3, 4, 6)),
)
"""What tells that a voice is two people's."""
CUE_WEIGHTS = tuple(Knob(cue.name, cues) for cue in cues.CUES)
THRESHOLDS = (
    *(
        Knob(name, roles, grid=(0.5, 0.6, 0.7, 0.8, 0.9, 0.95))
        for name in ("_SURE", "_SURE_MIXED", "_SURE_UNHEARD")
    ),
    Knob("_ASKS", roles),
    Knob("_CLEAR", roles),
    Knob("_CONTRADICTION", roles),
    Knob("_NAMED", identified),
    Knob("_HALF", identified, grid=(0.3, 0.5, 0.7)),
    Knob("_UNLIKELY", identified),
)
"""From when a role is decided, and what belies a voice."""
ITEM_COSTS = tuple(
    Knob(name, path)
    for name in (
        *("LEAVE", "SKIP", "BACK", "BACK_ANNOUNCED", "REOPEN", "END_SKIP", "UNTOLD", "TOLD"),
    )
)
ITEM_WEIGHTS = tuple(
    Knob(name, item_evidence) for name in ("_TITLE", "_NUMBER", "_HEADING", "_CONTENT")
)


@contextmanager
def turned(setting: Mapping[Knob, float]) -> Iterator[None]:
    """Let the knobs have the values of *setting* for a while."""
    before = {knob: knob.value for knob in setting if knob.module is not cues}
    table = cues.CUES
    scaled = {knob.name: value for knob, value in setting.items() if knob.module is cues}
    try:
        for knob in before:
            knob.turn(setting[knob])
        if scaled:
            cues.CUES = tuple(  # type: ignore[misc]
                replace(c, weights={k: w * scaled.get(c.name, 1.0) for k, w in c.weights.items()})
                for c in table
            )
        yield
    finally:
        cues.CUES = table  # type: ignore[misc]
        for knob, value in before.items():
            knob.turn(value)
