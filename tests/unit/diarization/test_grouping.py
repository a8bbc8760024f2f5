"""Vectors of made-up voices, in rooms that are quiet and in rooms that are not."""

from __future__ import annotations

import numpy as np
import pytest

from minutes_pipeline.diarization.grouping import (
    CLOSE,
    FAR,
    FEW,
    SMALLEST,
    UNKNOWN,
    cut_for,
    group,
    straying,
    unit,
)

QUIET, NOISY = 0.45, 0.75
"""Length of what is added to a voice's direction, which has length 1."""


def cloud(counts: list[int], width: float, likeness: float = 0.3, seed: int = 1) -> np.ndarray:
    """Vectors of voices whose directions are alike by *likeness* (cosine)."""
    make = np.random.default_rng(seed)
    common = np.eye(192)[0] * np.sqrt(likeness)
    rows = []
    for voice, count in enumerate(counts, start=1):
        direction = common + np.eye(192)[voice] * np.sqrt(1 - likeness)
        noise = unit(make.standard_normal((count, 192)))
        rows.append(direction + width * noise)
    return np.concatenate(rows).astype(np.float32)


def sizes(labels: np.ndarray) -> list[int]:
    return sorted(np.bincount(labels).tolist(), reverse=True)


@pytest.mark.parametrize(("width", "cut"), [(QUIET, CLOSE), (NOISY, FAR)])
def test_every_voice_is_found_in_quiet_and_in_noise(width, cut):
    assert sizes(group(cloud([40, 30, 20], width), cut, 1, 99)) == [40, 30, 20]


def test_one_voice_stays_one():
    assert sizes(group(cloud([60], NOISY), FAR, 1, 99)) == [60]
    assert sizes(group(cloud([60], QUIET), CLOSE, 1, 99)) == [60]


def test_one_vector_is_one_voice():
    assert group(cloud([1], QUIET), CLOSE, 1, 99).tolist() == [0]


def test_a_short_answer_of_a_clear_voice_is_a_person():
    found = group(cloud([60, 50, SMALLEST + 1], QUIET, likeness=0.1), CLOSE, 1, 99)

    assert sizes(found) == [60, 50, SMALLEST + 1]


def test_a_short_piece_that_is_like_another_voice_is_not():
    found = group(cloud([60, 50, FEW - 2], QUIET, likeness=0.5), CLOSE, 1, 99)

    assert len(sizes(found)) == 2


def test_the_bounds_of_the_roster_are_kept():
    vectors = cloud([40, 30, 20], QUIET)

    assert len(sizes(group(vectors, CLOSE, 1, 2))) == 2
    assert len(sizes(group(vectors, 1.5, 3, 99))) == 3


def test_the_same_vectors_give_the_same_people():
    vectors = cloud([30, 30, 30], NOISY)

    assert (group(vectors, FAR, 1, 99) == group(vectors.copy(), FAR, 1, 99)).all()


def monologue(width: float, windows: int = 60) -> tuple[np.ndarray, np.ndarray]:
    vectors = np.full((windows, 3, 192), np.nan, np.float32)
    vectors[:, 1] = cloud([windows], width)
    activity = np.zeros((windows, 50, 3), np.float32)
    activity[:, :, 1] = 1.0
    return vectors, activity


def test_how_far_a_voice_strays_is_read_off_its_monologues():
    quiet, noisy = (straying(*monologue(width), lag=5) for width in (QUIET, NOISY))

    assert quiet == pytest.approx(1 - 1 / (1 + QUIET**2), abs=0.03)
    assert noisy == pytest.approx(1 - 1 / (1 + NOISY**2), abs=0.03)
    assert cut_for(quiet) == CLOSE
    assert cut_for(noisy) == FAR


def test_where_people_alternate_nothing_tells():
    vectors, activity = monologue(QUIET)
    activity[::3, :10, 0] = 1.0

    assert straying(vectors, activity, lag=5) is None
    assert cut_for(None) == UNKNOWN
