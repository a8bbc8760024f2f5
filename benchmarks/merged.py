"""``python -m benchmarks.merged``: voices that were merged from two people, as diarization errs.

In every written meeting that is not held back a member or chair and somebody who answers are
given one voice, up to five pairs a meeting. Printed are the pairs that the clerk is told of, what
is wrong of what was decided, and how many voices that are one person's are taken for two.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from benchmarks.written import Meeting, folders, load
from minutes_pipeline.attribution.roles import assign_roles
from minutes_pipeline.attribution.tokens import SudachiTokenizer
from minutes_pipeline.evaluation.role_table import role_table
from minutes_pipeline.meeting import Record

_ASKS = "委員"
_NEITHER = "発言者"
_PAIRS = 5
_SEED = 3
_NOTE = "voice-mixed"


@dataclass(frozen=True, slots=True)
class Merged:
    """A meeting in which two people have one voice.

    Attributes:
        meeting: With that voice; its name tells the two.
        voice: The one voice.
    """

    meeting: Meeting
    voice: str


@dataclass(frozen=True, slots=True)
class Found:
    """What became of the merged voices.

    Attributes:
        pairs: How many there were.
        noticed: Of how many the clerk is told.
        right: Share of the time with its right role.
        wrong: Share of what was decided that is wrong.
        alarms: Voices that are one person's and were taken for two people's.
    """

    pairs: int
    noticed: int
    right: float
    wrong: float
    alarms: int


def merged(meetings: Iterable[Meeting]) -> Iterator[Merged]:
    """Yield the same pairs every time."""
    chance = random.Random(_SEED)
    for meeting in meetings:
        roles: dict[str, str] = {}
        for said, turn in zip(meeting.record.utterances, meeting.reference.turns, strict=True):
            roles.setdefault(str(said.speaker), turn.role)
        asking = [voice for voice, role in roles.items() if role == _ASKS]
        answering = [voice for voice, role in roles.items() if role not in (_ASKS, _NEITHER)]
        pairs = [(one, other) for one in asking for other in answering]
        chance.shuffle(pairs)
        for one, other in pairs[:_PAIRS]:
            said_by = tuple(
                replace(u, speaker=one if u.speaker == other else u.speaker)
                for u in meeting.record.utterances
            )
            record = replace(meeting.record, utterances=said_by)
            name = f"{meeting.name}:{one}+{other}"
            yield Merged(replace(meeting, name=name, record=record), one)


def told_of(record: Record, voice: str) -> bool:
    """Whether the clerk is told that *voice* is two people's."""
    return any(note.code == _NOTE and voice in note.message for note in record.notes)


def found(meetings: Iterable[Meeting]) -> Found:
    """Judge every pair, and every meeting without one for false alarms."""
    meetings = list(meetings)
    tokenizer = SudachiTokenizer()
    pairs = noticed = 0
    decided = wrong = right = spoken = 0.0
    for pair in merged(meetings):
        record = assign_roles(pair.meeting.record, pair.meeting.roster, tokenizer)
        table = role_table(pair.meeting.reference.turns, record.utterances)
        seconds = table.spoken * (1 - table.undecided)
        decided += seconds
        wrong += seconds * table.wrong_of_decided
        right += table.spoken * table.right
        spoken += table.spoken
        pairs += 1
        noticed += told_of(record, pair.voice)
    alarms = sum(
        note.code == _NOTE
        for meeting in meetings
        for note in assign_roles(meeting.record, meeting.roster, tokenizer).notes
    )
    return Found(pairs, noticed, right / spoken, wrong / decided, alarms)


def main() -> None:
    it = found(m for m in map(load, folders()) if not m.held_back)
    print(f"{it.noticed} of {it.pairs} pairs noticed; right {it.right:.3f},", end=" ")
    print(f"wrong of decided {it.wrong:.4f}; one person taken for two: {it.alarms}")


if __name__ == "__main__":
    main()
