"""Two notes on the same figure are one."""

from __future__ import annotations

from dataclasses import replace

import pytest

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


def word(message: str, code: str = "word-doubtful", **more: object) -> ReviewNote:
    return ReviewNote(code, Severity.MEDIUM, message, start=10.0, end=12.0, **more)


UNSURE = word("「反歴」の聞き取りが不確かです（信頼度 0.07）。", paragraphs=("p0004",))


@pytest.mark.parametrize(
    "said",
    [
        word("「反歴」は言葉になっていません。"),
        word("「窓交」、「反歴等」は言葉になっていません。"),
        word("「半歴」と聞こえた語を「反歴」と書きました。", "term-repaired"),
    ],
)
def test_a_word_that_is_asked_about_for_a_better_reason_is_asked_about_once(said):
    assert open_doubts([[UNSURE], [said]], Record(None, ()), Corrections()) == (said,)


def test_another_word_or_another_time_is_another_doubt():
    other = word("「窓交」は言葉になっていません。")
    later = replace(word("「反歴」は言葉になっていません。"), start=20.0, end=21.0)

    found = open_doubts([[UNSURE], [other, later]], Record(None, ()), Corrections())

    assert set(found) == {UNSURE, other, later}
