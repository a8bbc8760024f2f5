"""The numbers that decide roles and items, as knobs that a search can turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import ModuleType

from minutes_pipeline.agenda import evidence as item_evidence
from minutes_pipeline.agenda import path
from minutes_pipeline.attribution import candidates, chain, cues, evidence, inference, roles

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
    """

    name: str
    module: ModuleType
    share: bool = False
    grid: tuple[float, ...] = ()

    @property
    def value(self) -> float:
        """Its present value; 1 for a cue, whose weights are turned together."""
        return 1.0 if self.module is cues else float(getattr(self.module, self.name))

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
    Knob("_CERTAIN_CONFUSION", inference, share=True),
    Knob("_SECOND_CHAIR", inference, share=True),
    Knob("_SURELY", inference, share=True),
    Knob("_CONTRADICTING", inference),
    Knob("_CONTRADICTING_CHAIR", inference),
    Knob("_SAME_ANSWERER", chain, share=True),
    Knob("_SAME_ANSWERER_HEARD", chain, share=True),
    Knob("_KEEPS_ROLE", chain, share=True),
    Knob("_KEEPS_ROLE_BEHIND", chain, share=True),
    Knob("_NOT_YET_NAMED", evidence),
    Knob("_STYLE_OF_OTHERS", evidence, share=True),
    Knob("_STRONGEST", evidence),
    Knob("_KEEPS_MINUTES", candidates, share=True),
)
CUE_WEIGHTS = tuple(Knob(cue.name, cues) for cue in cues.CUES)
THRESHOLDS = tuple(
    Knob(name, roles, grid=(0.5, 0.6, 0.7, 0.8, 0.9, 0.95))
    for name in ("_SURE", "_SURE_MIXED", "_SURE_UNHEARD")
)
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
            setattr(knob.module, knob.name, setting[knob])
        if scaled:
            cues.CUES = tuple(  # type: ignore[misc]
                replace(c, weights={k: w * scaled.get(c.name, 1.0) for k, w in c.weights.items()})
                for c in table
            )
        yield
    finally:
        cues.CUES = table  # type: ignore[misc]
        for knob, value in before.items():
            setattr(knob.module, knob.name, value)
