"""How the two ways of hearing are compared: words joined to turns, marks, the table."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from benchmarks.__main__ import table
from benchmarks.heard import Heard, Stopwatch, largest_overlap, marks, peak_memory
from minutes_pipeline.evaluation.reference import ReferenceTurn

TRUTH = (
    ReferenceTurn(start=0, end=4, speaker="a", role="委員", text="はい、始めます。"),
    ReferenceTurn(start=4, end=10, speaker="b", role="事務局", text="説明します。"),
)
WORDS = ((None, "はい始めます", 0.0, 4.0), (None, "説明します", 4.0, 10.0))
RIGHT = ((0.0, 4.0, "x"), (4.0, 10.0, "y"))
MERGED = ((0.0, 10.0, "x"),)


def heard(**voices) -> Heard:
    return Heard(10.0, WORDS, voices, {"transcribe": 1.0}, cpu=8.0, peak=500_000_000, wall=5.0)


def test_text_goes_to_the_voice_it_shares_most_time_with():
    joined = list(largest_overlap([(None, "そう", 3.0, 6.0), (None, "え", 20.0, 21.0)], RIGHT))

    assert [voice for voice, *_ in joined] == ["y", "?"]


def test_the_best_setting_counts():
    best, other = marks(heard(low=MERGED, high=RIGHT), TRUTH)

    assert best.setting == "high"
    assert best.der == best.cer == best.cpcer == 0.0
    assert (best.found, best.true) == (2, 2)
    assert other.der == pytest.approx(0.4)
    assert other.cpcer > 0.5


def test_a_result_is_stored_and_read_back(tmp_path):
    made = heard(high=RIGHT)
    made.store(tmp_path / "result.json")

    assert Heard.load(tmp_path / "result.json", 5.0) == made


def test_the_table_names_both_ways():
    best = marks(heard(high=RIGHT), TRUTH)[0]
    result = {
        "recording": "見本",
        "seconds": 10.0,
        "stock": asdict(best),
        "ours": asdict(best),
        "times_as_fast": 1.0,
        "times_less_work": 1.0,
        "cer_points_lower": 0.0,
        "der_points_lower": 0.0,
        "cpcer_points_lower": 0.0,
    }

    lines = table([result]).splitlines()

    assert len(lines) == 4
    assert "stock high" in lines[1]
    assert "0.500" in lines[2]
    assert "2/2" in lines[2]


def test_time_and_memory_are_measured():
    watch = Stopwatch()
    watch.stop("nothing")

    assert watch.parts["nothing"] >= 0.0
    peak = peak_memory()
    assert peak is None or peak > 1_000_000
