"""Two notes on the same figure are one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from minutes_pipeline.corrections.doubts import open_doubts, words_beneath
from minutes_pipeline.meeting import (
    Agenda,
    Correction,
    Corrections,
    NoteSettled,
    Record,
    ReviewNote,
    Roster,
    Segment,
    Severity,
    Span,
    Transcript,
    Word,
    note_key,
)
from minutes_pipeline.transcription.readings import Reader
from minutes_pipeline.transcription.repair import repair
from minutes_pipeline.transcription.terms import terms_of

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
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


def repaired(heard: str, written: str, start: float) -> ReviewNote:
    return ReviewNote(
        "term-repaired",
        Severity.LOW,
        f"「{heard}」と聞こえた語を「{written}」と書きました。違うときは元に戻してください。",
        start=start,
        end=start + 0.5,
        alternatives=(heard,),
    )


def test_terms_that_were_put_right_are_one_list_with_what_was_heard_and_when():
    terms = [
        repaired("提告", "定刻", 1.6),
        repaired("古籍", "戸籍", 3725.0),
        repaired("に", "2", 42.8),
    ]
    (found,) = open_doubts([terms], Record(None, ()), Corrections())
    assert (found.code, found.severity, found.start) == ("term-repaired", Severity.LOW, None)
    assert found.message.endswith(
        "：「提告」→「定刻」（00:00:01）、「に」→「2」（00:00:42）、「古籍」→「戸籍」（01:02:05）"
    )
    assert "3語" in found.message


def test_the_list_is_made_of_what_the_repair_says():
    words = "ご意義なしと認めます。意義なし。本県は元案の通りです。お計りいたします。"
    timed = tuple(Word(c, Span(n, n + 1), 0.5) for n, c in enumerate(words))
    heard = Transcript((Segment(Span(0, len(words)), words, timed),))
    reader = Reader()
    notes = repair(heard, terms_of(Agenda(), Roster(()), reader), reader).notes

    (listed,) = open_doubts([notes], Record(None, ()), Corrections())

    assert len(notes) > 2
    assert all(f"「{note.alternatives[0]}」→" in listed.message for note in notes)
    assert "（2か所: 00:00:01、00:00:11）" in listed.message


def test_a_settled_list_stays_settled_and_two_terms_are_asked_about_one_by_one():
    terms = [repaired("提告", "定刻", 1.6), repaired("古籍", "戸籍", 37.0)]
    assert open_doubts([terms], Record(None, ()), Corrections()) == tuple(terms)
    terms.append(repaired("労映", "漏えい", 80.0))
    (listed,) = open_doubts([terms], Record(None, ()), Corrections())
    change = NoteSettled(note_key(listed), words_beneath(listed, {}))
    made = Corrections((Correction("c0001", "c0001", "田中", NOON, change),))
    assert open_doubts([terms], Record(None, ()), made) == ()


def test_a_figure_that_both_sides_doubt_is_one_doubt_without_a_guess_too():
    plain = replace(HEARD, alternatives=())
    assert open_doubts([[IN_DRAFT], [plain]], Record(None, ()), Corrections()) == (IN_DRAFT,)
