"""How many voices a recording may hold: what the roster says, and what clustering makes of it."""

from __future__ import annotations

import numpy as np

from minutes_pipeline.diarization.engine import GUESTS, VoiceBounds
from minutes_pipeline.diarization.grouping import group
from minutes_pipeline.meeting import Person, Role, RoleKind, Roster

CHAIR, MEMBER = Role(RoleKind.CHAIR), Role(RoleKind.MEMBER)
OFFICE = Role(RoleKind.SECRETARIAT)


def voices(people: int, each: int) -> np.ndarray:
    """Vectors of *people* far apart from each other, *each* windows of everybody."""
    chance = np.random.default_rng(0)
    centres = np.eye(192)[:people]
    return np.repeat(centres, each, axis=0) + chance.normal(0, 0.02, (people * each, 192))


def test_without_a_roster_any_number_is_possible():
    assert VoiceBounds.of(Roster()) == VoiceBounds(1, None)


def test_whoever_is_there_may_speak_and_guests_as_well():
    roster = Roster((Person("大森 徹", role=CHAIR), Person("西田 京子", role=MEMBER)))
    assert VoiceBounds.of(roster) == VoiceBounds(1, 2 + GUESTS)


def test_where_people_ask_and_answer_there_are_two_voices_at_least():
    roster = Roster((Person("大森 徹", role=CHAIR), Person("原 信二", role=OFFICE)))
    assert VoiceBounds.of(roster) == VoiceBounds(2, 2 + GUESTS)


def test_who_was_absent_does_not_count():
    roster = Roster(
        (
            Person("大森 徹", role=CHAIR),
            Person("原 信二", role=OFFICE, attended=False),
        )
    )
    assert VoiceBounds.of(roster) == VoiceBounds(1, 1 + GUESTS)


def test_the_most_voices_hold():
    people = group(voices(6, 15), 0.5, 1, 4)
    assert people.max() + 1 == 4


def test_the_fewest_voices_hold_where_the_cut_joins_all():
    near = voices(2, 15) + 1.5 * np.eye(192)[5]
    assert group(near, 0.5, 1, 10).max() + 1 == 1
    assert group(near, 0.5, 2, 10).max() + 1 == 2
