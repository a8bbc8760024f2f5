"""Doubts find their paragraph: by its name, by an utterance, or by the time."""

import pytest

from minutes_pipeline.document.remarks import Places, Remark, choose, gather
from minutes_pipeline.meeting import ReviewNote, Severity


def note(code="doubt", severity=Severity.MEDIUM, message="不確かです。", **where):
    return ReviewNote(code, severity, message, **where)


@pytest.fixture
def places(minutes, record):
    return Places(minutes, record.utterances)


def test_notes_of_all_stages_come_once_and_the_worst_first():
    late = note(severity=Severity.HIGH, start=50.0)
    early = note(severity=Severity.HIGH, start=5.0)
    timeless = note(severity=Severity.HIGH)
    small = note(severity=Severity.LOW, start=1.0)

    assert gather([[small, late], [late, timeless, early]]) == (early, late, timeless, small)


@pytest.mark.parametrize(
    ("where", "paragraph"),
    [
        ({"paragraphs": ("p0009",)}, "p0009"),
        ({"paragraphs": ("p9999", "p0004")}, "p0004"),
        ({"utterances": ("u0007",)}, "p0006"),
        ({"utterances": ("u0002", "u0003")}, "p0001"),
        ({"start": 221.0, "end": 222.0}, "p0010"),
        ({"start": 221.0}, "p0010"),
        ({"start": 155.0, "end": 170.0}, "p0007"),
        ({"start": 21.0, "end": 22.0}, None),
        ({"start": 9999.0, "end": 10000.0}, None),
        ({"utterances": ("u0001",)}, None),
        ({}, None),
    ],
)
def test_a_note_is_brought_to_its_paragraph(places, where, paragraph):
    assert places.paragraph(note(**where)) == paragraph


def test_a_note_on_a_paragraph_shows_what_was_said_at_its_time(places):
    spoken = places.utterances(note(paragraphs=("p0005", "p0006"), start=141.0, end=142.0))

    assert [one.id for one in spoken] == ["u0007"]


def test_a_comment_spells_out_a_few_notes_and_counts_the_rest():
    remark = Remark("p0001", tuple(note(message=f"{n}つ目") for n in range(1, 10)))

    assert list(remark.lines()) == [
        *(f"{n}つ目" for n in range(1, 7)),
        "ほか3件は checklist.html にあります。",
    ]


def test_the_worst_paragraphs_are_kept_in_order_of_the_minutes(minutes, places):
    notes = gather(
        [
            [
                note(paragraphs=("p0001",), severity=Severity.LOW),
                note(paragraphs=("p0010",), severity=Severity.HIGH),
                note(paragraphs=("p0005",), severity=Severity.MEDIUM),
                note(message="もう一つ", paragraphs=("p0005",), severity=Severity.LOW),
                note(start=9999.0),
            ]
        ]
    )
    kept, left = choose(notes, places, minutes, limit=2)

    assert [(remark.paragraph, len(remark.notes)) for remark in kept] == [
        ("p0005", 2),
        ("p0010", 1),
    ]
    assert left == 2


def test_a_note_that_runs_backwards_does_not_stop_the_draft(places):
    assert places.paragraph(note(start=101.0, end=-3.0)) == "p0004"
