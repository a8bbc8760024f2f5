"""People's words, voices, roles and items over the record, also after the machine made it anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes_pipeline.corrections.realigning import realign
from minutes_pipeline.corrections.speech import correct_items, correct_roles, correct_words
from minutes_pipeline.meeting import (
    Correction,
    Corrections,
    Record,
    ReviewNote,
    Role,
    RoleKind,
    Severity,
    Span,
    Utterance,
    UtteranceAnchor,
    UtteranceItem,
    UtteranceRole,
    UtteranceText,
    VoiceAnchor,
    VoiceMerge,
    VoiceRole,
    VoiceSplit,
    Word,
)

MEMBER, CHAIR = Role(RoleKind.MEMBER), Role(RoleKind.CHAIR)
OFFICE = Role(RoleKind.SECTION, "高齢介護課")


def said(number, text, speaker="S1", start=None):
    start = float(number * 10) if start is None else start
    words = tuple(Word(c, Span(start + n, start + n + 1), 0.9) for n, c in enumerate(text))
    return Utterance(f"u{number:04d}", text, Span(start, start + 9), speaker, words)


RECORD = Record(
    100.0,
    (
        said(1, "開会します", "S1"),
        said(2, "説明します", "S2"),
        said(3, "質問です", "S3"),
        said(4, "答えます", "S2"),
        said(5, "休憩です", "S2"),
    ),
)


def at(number, record=RECORD):
    one = next(u for u in record.utterances if u.id == f"u{number:04d}")
    return UtteranceAnchor(one.id, one.text, one.span.start)


def voice(label, *numbers):
    return VoiceAnchor(label, tuple(at(n) for n in numbers))


def laid(*changes):
    when = datetime(2026, 1, 1, tzinfo=UTC)
    return Corrections(
        tuple(
            Correction(f"c{n:04d}", f"c{n:04d}", "田中", when, c) for n, c in enumerate(changes, 1)
        )
    )


def codes(record):
    return [note.code for note in record.notes]


def test_without_corrections_nothing_changes():
    assert correct_words(RECORD, Corrections()) == RECORD
    assert correct_roles(RECORD, RECORD, Corrections()) == RECORD
    assert correct_items(RECORD, RECORD, Corrections()) == RECORD


def test_a_mended_word_keeps_the_times_of_the_words_around_it():
    done = correct_words(RECORD, laid(UtteranceText(at(5), "9件です")))

    mended = done.utterances[4]
    assert mended.text == "9件です"
    assert "".join(w.text for w in mended.words) == "9件です"
    assert mended.words[0] == Word("9件", Span(50, 52), None)
    assert mended.words[-1] == RECORD.utterances[4].words[-1]
    assert done.utterances[:4] == RECORD.utterances[:4]


def test_the_last_of_several_texts_counts():
    done = correct_words(RECORD, laid(UtteranceText(at(5), "9"), UtteranceText(at(5), "8件です")))

    assert done.utterances[4].text == "8件です"
    assert done.notes == ()


def test_an_utterance_can_be_emptied():
    done = correct_words(RECORD, laid(UtteranceText(at(5), "")))

    assert (done.utterances[4].text, done.utterances[4].words) == ("", ())


def test_two_voices_become_one():
    done = correct_words(RECORD, laid(VoiceMerge(voice("S3", 3), voice("S1", 1))))

    assert [u.speaker for u in done.utterances] == ["S1", "S2", "S1", "S2", "S2"]


def test_a_voice_is_split_from_an_utterance_on():
    done = correct_words(RECORD, laid(VoiceSplit(voice("S2", 2), at(4), "S2-2")))

    assert [u.speaker for u in done.utterances] == ["S1", "S2", "S3", "S2-2", "S2-2"]


def test_a_split_voice_can_be_split_and_merged_again():
    done = correct_words(
        RECORD,
        laid(
            VoiceSplit(voice("S2", 2, 4, 5), at(4), "S2-2"),
            VoiceSplit(voice("S2-2", 4, 5), at(5), "S2-3"),
            VoiceMerge(voice("S2-2", 4), voice("S3", 3)),
        ),
    )

    assert [u.speaker for u in done.utterances] == ["S1", "S2", "S3", "S3", "S2-3"]


def test_a_voice_is_known_by_what_it_said_when_labels_are_dealt_anew():
    swap = {"S1": "S2", "S2": "S1", "S3": "S3"}
    anew = replace(
        RECORD, utterances=tuple(replace(u, speaker=swap[u.speaker]) for u in RECORD.utterances)
    )

    done = correct_roles(anew, anew, laid(VoiceRole(voice("S2", 2, 4), OFFICE)))

    assert [u.role for u in done.utterances] == [None, OFFICE, None, OFFICE, OFFICE]


def test_a_role_of_a_voice_has_its_reason_and_person():
    done = correct_roles(RECORD, RECORD, laid(VoiceRole(voice("S2", 2), OFFICE, "山田 太郎")))

    assert {(u.role, u.name, u.role_reason) for u in done.utterances if u.speaker == "S2"} == {
        (OFFICE, "山田 太郎", "corrected: 田中")
    }
    assert done.utterances[0] == RECORD.utterances[0]


def test_the_role_of_an_utterance_goes_before_that_of_its_voice():
    done = correct_roles(
        RECORD, RECORD, laid(UtteranceRole((at(4),), CHAIR), VoiceRole(voice("S2", 2), OFFICE))
    )

    assert [u.role for u in done.utterances] == [None, OFFICE, None, CHAIR, OFFICE]


def test_a_range_is_put_under_an_item_and_taken_out_again():
    done = correct_items(
        RECORD,
        RECORD,
        laid(UtteranceItem((at(2), at(3), at(4)), "2"), UtteranceItem((at(4),), None)),
    )

    assert [u.item for u in done.utterances] == [None, "2", "2", None, None]


@pytest.mark.parametrize(
    ("code", "change", "over"),
    [
        ("role-undecided", UtteranceRole((at(3), at(4)), MEMBER), correct_roles),
        ("item-border-doubtful", UtteranceItem((at(3), at(4)), "1"), correct_items),
    ],
)
def test_a_doubt_that_was_decided_is_not_asked_again(code, change, over):
    note = ReviewNote(code, Severity.HIGH, "?", utterances=("u0003", "u0004"))
    other = ReviewNote(code, Severity.HIGH, "?", utterances=("u0004", "u0005"))
    record = replace(RECORD, notes=(note, other))

    assert over(record, record, laid(change)).notes == (other,)


def test_words_that_changed_beneath_are_shown_for_review():
    anew = replace(
        RECORD,
        utterances=(*RECORD.utterances[:4], said(5, "休憩をとります", "S2")),
    )

    done = correct_words(anew, laid(UtteranceText(at(5), "9件です")))

    assert done.utterances[4].text == "9件です"
    assert codes(done) == ["correction-over-changed"]
    assert done.notes[0].utterances == ("u0005",)
    assert done.notes[0].alternatives == ("9件です",)


def test_the_same_words_are_found_under_another_id():
    shifted = Record(
        100.0,
        (
            said(1, "えー", "S1", 0.0),
            *(replace(u, id=f"u{n:04d}") for n, u in enumerate(RECORD.utterances, 2)),
        ),
    )

    done = correct_words(shifted, laid(UtteranceText(at(5), "9件です")))

    assert [u.text for u in done.utterances][-1] == "9件です"
    assert done.utterances[4].text == "答えます"
    assert done.notes == ()


def test_what_has_no_place_any_more_is_said_and_never_dropped_silently():
    short = replace(RECORD, utterances=RECORD.utterances[:2])

    done = correct_words(short, laid(UtteranceText(at(5), "9件です")))

    assert codes(done) == ["correction-unplaced"]
    assert done.notes[0].alternatives == ("9件です",)
    assert "田中" in done.notes[0].message


def test_without_times_ids_and_words_count():
    plain = replace(
        RECORD, utterances=tuple(replace(u, span=None, words=()) for u in RECORD.utterances)
    )
    anchor = UtteranceAnchor("u0005", "休憩です", None)

    assert (
        correct_words(plain, laid(UtteranceText(anchor, "9件です"))).utterances[4].text == "9件です"
    )


@given(
    st.text(alphabet="あいう一二9 、", max_size=12),
    st.text(alphabet="あいう一二9 、", max_size=12),
)
def test_realigned_words_read_the_text_and_run_forward(before, after):
    words = tuple(Word(c, Span(n, n + 1), 0.5) for n, c in enumerate(before))

    made = realign(words, after)

    assert "".join(w.text for w in made) == (after if before else "")
    assert all(a.span.start <= b.span.start for a, b in pairwise(made))
    assert all(0 <= w.span.start <= w.span.end <= len(before) for w in made)
