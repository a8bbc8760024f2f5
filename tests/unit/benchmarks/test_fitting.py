"""The search for numbers: what it leaves out, what it puts back, what it finds."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.fitting import Search
from benchmarks.knobs import CUE_WEIGHTS, Knob, turned
from benchmarks.reliability import Told, calibration_error, table
from minutes_pipeline.agenda import path
from minutes_pipeline.attribution import cues

LEAVE = Knob("LEAVE", path)


def losses_by(best: dict[str, float]):
    """A loss that is least where LEAVE is what each meeting would have it."""
    return lambda meeting: 0.1 + abs(path.LEAVE - best[meeting])


def test_numbers_are_put_back_after_a_trial():
    before, table_of_cues = path.LEAVE, cues.CUES
    first = CUE_WEIGHTS[0]
    with turned({LEAVE: 9.0, first: 0.5}):
        assert path.LEAVE == 9.0
        assert cues.CUES[0].weights != table_of_cues[0].weights
    assert before == path.LEAVE
    assert cues.CUES is table_of_cues


def test_the_meeting_left_out_has_no_say():
    high, low = path.LEAVE * 2, path.LEAVE / 2
    search = Search(["a", "b", "c"], [LEAVE], losses_by({"a": high, "b": low, "c": low}))
    assert dict(search.fitted()) == {LEAVE: low}
    assert dict(search.fitted(left_out=0)) == {LEAVE: low}
    assert dict(search.fitted(left_out=1)) == {}  # high against low: the present one stays


def test_a_number_stays_where_little_is_won():
    search = Search(["a"], [LEAVE], losses_by({"a": path.LEAVE + 0.001}))
    assert search.fitted() == ()


def test_the_calibration_error_is_what_was_claimed_too_much():
    told = [Told(10.0, 0.9, right=n < 6, true=0.9) for n in range(10)]
    assert calibration_error(told) == pytest.approx(0.3)
    assert table(told)[1].split()[-1] == "0.600"
    assert np.isclose(calibration_error([Told(5.0, 1.0, right=True, true=1.0)]), 0.0)
