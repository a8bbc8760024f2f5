"""Two notes on the same figure are one."""

from __future__ import annotations

from minutes_pipeline.corrections.doubts import open_doubts
from minutes_pipeline.meeting import Corrections, Record, ReviewNote, Severity

IN_DRAFT = ReviewNote(
    "number-doubtful", Severity.HIGH, "「612」", start=10.2, end=10.8, paragraphs=("p0003",)
)
HEARD = ReviewNote(
    "number-doubtful", Severity.HIGH, "数字「612」", start=10.0, end=11.0, alternatives=("62",)
)
ELSEWHERE = ReviewNote(
    "number-doubtful", Severity.HIGH, "数字「5」", start=20.0, end=20.4, alternatives=("ご",)
)


def test_a_figure_of_the_draft_gets_the_guesses_of_the_recogniser():
    found = open_doubts([[IN_DRAFT], [HEARD, ELSEWHERE]], Record(None, ()), Corrections())
    assert [(n.message, n.alternatives, n.paragraphs) for n in found] == [
        ("「612」", ("62",), ("p0003",)),
        ("数字「5」", ("ご",), ()),
    ]


def test_without_the_other_each_stays():
    found = open_doubts([[IN_DRAFT], [ELSEWHERE]], Record(None, ()), Corrections())
    assert set(found) == {IN_DRAFT, ELSEWHERE}
    assert open_doubts([[HEARD]], Record(None, ()), Corrections()) == (HEARD,)
