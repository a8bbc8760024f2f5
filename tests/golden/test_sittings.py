"""Roles and items of the written sittings, from reference transcripts with anonymous voices."""

from __future__ import annotations

from statistics import mean

import pytest

from benchmarks.roles_and_items import Score, score
from benchmarks.written import folders, load

MEETINGS = [
    meeting
    for folder in folders()
    if folder.parent.name == "sittings" and not (meeting := load(folder)).held_back
]
"""Those that are held back are reported, never worked towards."""


@pytest.fixture(scope="module")
def with_papers() -> dict[str, Score]:
    return {m.name: score(m, roster=True, agenda=True) for m in MEETINGS}


@pytest.fixture(scope="module")
def without_roster() -> dict[str, Score]:
    return {m.name: score(m, roster=False, agenda=True) for m in MEETINGS}


@pytest.mark.parametrize("name", [m.name for m in MEETINGS])
def test_little_of_what_is_decided_is_wrong(
    name: str, with_papers: dict[str, Score], without_roster: dict[str, Score]
) -> None:
    assert with_papers[name].wrong <= 0.02
    assert without_roster[name].wrong <= 0.15


def test_little_is_wrong_where_no_roster_tells_the_sides(
    without_roster: dict[str, Score],
) -> None:
    """On the average: as what an observer or a school is written, only a roster can tell."""
    assert mean(one.wrong for one in without_roster.values()) <= 0.02


@pytest.mark.parametrize("name", [m.name for m in MEETINGS])
def test_items_are_right_by_time(
    name: str, with_papers: dict[str, Score], without_roster: dict[str, Score]
) -> None:
    assert with_papers[name].item is not None
    assert with_papers[name].item >= 0.95
    assert without_roster[name].item is not None
    assert without_roster[name].item >= 0.95


def test_roles_are_right_by_time(
    with_papers: dict[str, Score], without_roster: dict[str, Score]
) -> None:
    """On the average: where a chair never says which section answers, nobody can tell."""
    assert mean(one.role for one in with_papers.values()) >= 0.96
    assert mean(one.role for one in without_roster.values()) >= 0.78
