"""Who was taken for whom: spoken seconds by true and by given role label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from minutes_pipeline.evaluation.reference import ReferenceTurn
from minutes_pipeline.meeting import Utterance


@dataclass(frozen=True, slots=True)
class RoleTable:
    """Spoken seconds, each under its true label and the one that was given.

    Attributes:
        seconds: Seconds by (true label, given label); given ``None`` where undecided.
        spoken: All spoken seconds of the reference, those without any utterance too.
    """

    seconds: Mapping[tuple[str, str | None], float]
    spoken: float

    @property
    def right(self) -> float:
        """Share of spoken time under the right label, in [0, 1]."""
        right = sum(s for (true, given), s in self.seconds.items() if true == given)
        return min(1.0, right / self.spoken) if self.spoken else 0.0

    @property
    def undecided(self) -> float:
        """Share of spoken time whose utterance has no role, in [0, 1]."""
        open_ = sum(s for (_, given), s in self.seconds.items() if given is None)
        return min(1.0, open_ / self.spoken) if self.spoken else 0.0

    @property
    def wrong_of_decided(self) -> float:
        """Share of decided time that is under a wrong label, in [0, 1]."""
        decided = sum(s for (_, given), s in self.seconds.items() if given is not None)
        wrong = sum(
            s for (true, given), s in self.seconds.items() if given is not None and true != given
        )
        return wrong / decided if decided else 0.0

    def rows(self) -> tuple[tuple[str, str | None, float], ...]:
        """Return (true label, given label, seconds), true labels together, the longest first."""
        weight: dict[str, float] = defaultdict(float)
        for (true, _), seconds in self.seconds.items():
            weight[true] += seconds
        found = [(true, given, seconds) for (true, given), seconds in self.seconds.items()]
        return tuple(sorted(found, key=lambda r: (-weight[r[0]], r[0], -r[2], r[1] or "")))


def role_table(turns: Iterable[ReferenceTurn], utterances: Sequence[Utterance]) -> RoleTable:
    """Return the table of roles of one meeting.

    Args:
        turns: As spoken.
        utterances: As drafted; those without times are not counted.
    """
    seconds: dict[tuple[str, str | None], float] = defaultdict(float)
    spoken = 0.0
    for turn in turns:
        for start, end in turn.speech:
            spoken += end - start
            for u in utterances:
                if u.span is None:
                    continue
                shared = min(u.span.end, end) - max(u.span.start, start)
                if shared > 0:
                    seconds[turn.role, u.role.label if u.role else None] += shared
    return RoleTable(dict(seconds), spoken)
