"""People's paragraphs and particulars over the draft, also after it was drafted anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutes_pipeline.corrections.doubts import open_doubts, words_beneath
from minutes_pipeline.corrections.writing import correct_minutes
from minutes_pipeline.meeting import (
    Attendance,
    Correction,
    Corrections,
    Exchange,
    Minutes,
    MinutesItem,
    NoteSettled,
    Omission,
    OmissionReason,
    OmissionRestored,
    Paragraph,
    ParagraphAdded,
    ParagraphAnchor,
    ParagraphDeleted,
    ParagraphLabel,
    ParagraphMerged,
    ParagraphMoved,
    ParagraphSplit,
    ParagraphText,
    ParticularStated,
    Person,
    Record,
    ReviewNote,
    Role,
    RoleKind,
    Severity,
    Sitting,
    Span,
    Utterance,
    UtteranceAnchor,
    note_key,
)


def said(number, item, role=RoleKind.MEMBER):
    return Utterance(
        f"u{number:04d}",
        f"発言{number}",
        Span(number * 10, number * 10 + 5),
        "S1",
        role=Role(role),
        item=item,
    )


RECORD = Record(100.0, tuple(said(n, "1" if n < 6 else "2") for n in range(1, 9)))


def paragraph(number, *sources):
    return Paragraph(f"p{number:04d}", f"文{number}。", tuple(f"u{s:04d}" for s in sources))


MINUTES = Minutes(
    Sitting(title="審査会", people=(Person("山田 太郎"), Person("鈴木 花子", attended=True))),
    (
        MinutesItem(
            "1",
            "予算",
            lead=paragraph(1, 1),
            points=(paragraph(2, 2), paragraph(3, 2)),
            exchanges=(
                Exchange("委員", (paragraph(4, 3), paragraph(5, 3))),
                Exchange("事務局", (paragraph(6, 4),)),
            ),
            outcome=paragraph(7, 5),
        ),
        MinutesItem("2", "決算", exchanges=(Exchange(None, (paragraph(8, 7),)),)),
    ),
    (
        Omission("u0006", OmissionReason.CHAIR_PROCEDURE),
        Omission("u0008", OmissionReason.GREETING),
    ),
    (
        ReviewNote(
            "label-undecided", Severity.HIGH, "?", utterances=("u0007",), paragraphs=("p0008",)
        ),
    ),
)


def at(number, minutes=MINUTES):
    one = next(p for p in minutes.paragraphs() if p.id == f"p{number:04d}")
    return ParagraphAnchor(one.id, one.text, one.sources)


def laid(*changes):
    when = datetime(2026, 1, 1, tzinfo=UTC)
    return Corrections(
        tuple(
            Correction(f"c{n:04d}", f"c{n:04d}", "田中", when, c) for n, c in enumerate(changes, 1)
        )
    )


def nothing(written, spoken):
    return ()


def done(*changes, minutes=MINUTES, compare=nothing, record=RECORD):
    made = correct_minutes(minutes, record, record, laid(*changes), compare)
    assert made.unaccounted(tuple(u.id for u in record.utterances)) == ()
    return made


def texts(minutes, item=0):
    return [p.text for p in minutes.items[item].paragraphs()]


def labels(minutes, item=0):
    return [(e.label, [p.text for p in e.paragraphs]) for e in minutes.items[item].exchanges]


def test_without_corrections_the_draft_is_as_it_was():
    assert done() == MINUTES


def test_a_text_is_replaced_and_says_that_a_person_wrote_it():
    made = done(ParagraphText(at(4), "直した文。"))

    assert texts(made) == ["文1。", "文2。", "文3。", "直した文。", "文5。", "文6。", "文7。"]
    changed = made.items[0].exchanges[0].paragraphs[0]
    assert (changed.id, changed.sources, changed.rules) == ("p0004", ("u0003",), ("by-person",))


def test_a_deleted_paragraph_leaves_its_speech_in_the_list_of_omissions():
    made = done(ParagraphDeleted(at(6)))

    assert labels(made) == [("委員", ["文4。", "文5。"])]
    assert Omission("u0004", OmissionReason.BY_PERSON) in made.omitted


def test_what_another_paragraph_still_cites_is_not_omitted():
    made = done(ParagraphDeleted(at(4)))

    assert {o.utterance for o in made.omitted} == {"u0006", "u0008"}


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        (ParagraphAdded("1", at(2), "point", "新。"), ["文1。", "文2。", "新。", "文3。"]),
        (ParagraphAdded("1", None, "point", "新。"), ["文1。", "新。", "文2。", "文3。"]),
        (ParagraphAdded("1", at(8), "point", "新。"), ["文1。", "文2。", "文3。", "新。"]),
    ],
)
def test_a_point_is_added_where_it_was_put(added, expected):
    assert texts(done(added))[:4] == expected


def test_an_added_speech_goes_on_under_the_label_before_it_or_opens_its_own():
    made = done(
        ParagraphAdded("1", at(4), "speech", "続き。"),
        ParagraphAdded("1", at(5), "speech", "質問。", label="会長"),
    )

    assert labels(made) == [
        ("委員", ["文4。", "続き。", "文5。"]),
        ("会長", ["質問。"]),
        ("事務局", ["文6。"]),
    ]


def test_an_added_paragraph_can_be_edited_and_deleted_by_the_id_it_got():
    added = ParagraphAdded("1", at(2), "point", "新。")
    own = ParagraphAnchor("c0001-1", "新。")

    assert texts(done(added, ParagraphText(own, "もっと新。")))[2] == "もっと新。"
    assert texts(done(added, ParagraphDeleted(own))) == texts(MINUTES)


def test_a_paragraph_moves_within_its_item_and_to_another():
    made = done(ParagraphMoved(at(2), "1", at(3), "point"))
    assert texts(made)[1:3] == ["文3。", "文2。"]

    made = done(ParagraphMoved(at(4), "2", None, "speech"))
    assert labels(made, 1) == [("委員", ["文4。"]), (None, ["文8。"])]


def test_a_split_paragraph_cites_the_same_speech_twice():
    made = done(ParagraphSplit(at(4), ("前。", "中。", "後。")))

    assert labels(made)[0] == ("委員", ["前。", "中。", "後。", "文5。"])
    first, second = made.items[0].exchanges[0].paragraphs[:2]
    assert (first.id, second.id) == ("p0004", "c0001-1")
    assert first.sources == second.sources


def test_merged_paragraphs_cite_all_that_they_rested_on():
    made = done(ParagraphMerged((at(5), at(6)), "一つの文。"))

    assert labels(made) == [("委員", ["文4。", "一つの文。"])]
    assert made.items[0].exchanges[0].paragraphs[1].sources == ("u0003", "u0004")
    assert (
        texts(done(ParagraphMerged((at(5), at(6)), "一つ。"), ParagraphText(at(6), "後。")))[4]
        == "後。"
    )


def test_a_label_counts_to_the_end_of_its_exchange():
    assert labels(done(ParagraphLabel(at(5), "会長"))) == [
        ("委員", ["文4。"]),
        ("会長", ["文5。"]),
        ("事務局", ["文6。"]),
    ]
    assert labels(done(ParagraphLabel(at(6), None))) == [("委員", ["文4。", "文5。", "文6。"])]


def test_a_label_that_was_given_is_not_asked_for_again():
    made = done(ParagraphLabel(at(8), "委員"))

    assert labels(made, 1) == [("委員", ["文8。"])]
    assert made.notes == ()


def test_what_was_left_out_is_put_back_in_its_item_and_time():
    spoken = RECORD.utterances[7]
    made = done(OmissionRestored(UtteranceAnchor(spoken.id, spoken.text, 80.0), "礼があった。"))

    assert labels(made, 1) == [(None, ["文8。"]), ("委員", ["礼があった。"])]
    assert made.items[1].exchanges[1].paragraphs[0].sources == ("u0008",)
    assert [o.utterance for o in made.omitted] == ["u0006"]


def test_particulars_and_attendance_are_stated():
    made = done(
        ParticularStated("place", "第1会議室"),
        ParticularStated("observers", 0),
        ParticularStated("materials", ("資料1",)),
        Attendance("山田 太郎", attended=False),
    )

    assert made.sitting.place == "第1会議室"
    assert made.sitting.observers == 0
    assert made.sitting.materials == ("資料1",)
    assert [p.attended for p in made.sitting.people] == [False, True]


def test_a_second_outcome_stands_on_a_line_of_its_own():
    made = done(ParagraphAdded("1", at(7), "outcome", "附帯意見を付す。"))

    assert made.items[0].outcome.text == "文7。\n附帯意見を付す。"


def test_an_edit_is_found_again_after_the_draft_was_numbered_anew():
    anew = replace(
        MINUTES,
        items=(
            replace(
                MINUTES.items[0],
                points=(),
                lead=None,
                exchanges=(Exchange("委員", (replace(paragraph(4, 3), id="p0002"),)),),
            ),
            MINUTES.items[1],
        ),
        omitted=(
            *MINUTES.omitted,
            *(Omission(f"u000{n}", OmissionReason.FILLER) for n in (1, 2, 4)),
        ),
    )

    made = done(ParagraphText(at(4), "直した文。"), minutes=anew)

    assert labels(made) == [("委員", ["直した文。"])]
    assert [n.code for n in made.notes] == ["label-undecided"]


def test_a_text_that_changed_beneath_an_edit_is_shown_and_the_edit_kept():
    point = replace(paragraph(2, 2), text="別の文。")
    anew = replace(MINUTES, items=(replace(MINUTES.items[0], points=(point,)), MINUTES.items[1]))

    made = done(ParagraphText(at(2), "人の文。"), minutes=anew)

    assert texts(made)[1] == "人の文。"
    note = made.notes[-1]
    assert (note.code, note.paragraphs, note.alternatives) == (
        "correction-over-changed",
        ("p0002",),
        ("別の文。",),
    )


def test_an_edit_without_a_place_is_said_with_its_text():
    anew = replace(
        MINUTES,
        items=(MINUTES.items[0],),
        omitted=(*MINUTES.omitted, Omission("u0007", OmissionReason.FILLER)),
    )

    made = done(ParagraphText(at(8), "人の文。"), minutes=anew)

    assert made.notes[-1].code == "correction-unplaced"
    assert made.notes[-1].alternatives == ("人の文。",)


def test_what_a_person_wrote_is_compared_with_the_speech():
    seen = []

    def compare(written, spoken):
        seen.append((written, spoken))
        return [("number-doubtful", "数が違います。")]

    made = done(ParagraphText(at(6), "10件である。"), compare=compare)

    assert seen == [("10件である。", "発言4")]
    note = made.notes[-1]
    assert (note.code, note.severity, note.start, note.paragraphs) == (
        "number-doubtful",
        Severity.HIGH,
        40,
        ("p0006",),
    )


def test_a_settled_doubt_is_asked_again_only_when_the_words_beneath_change():
    note = ReviewNote("word-doubtful", Severity.MEDIUM, "p=0.31", 30.0, 31.0, ("u0003",))
    record = {u.id: u.text for u in RECORD.utterances}
    settled = laid(NoteSettled(note_key(note), words_beneath(note, record)))
    reworded = replace(note, message="p=0.29", paragraphs=("p0099",))
    changed = replace(
        RECORD, utterances=tuple(replace(u, text=u.text + "か") for u in RECORD.utterances)
    )

    assert open_doubts([[note]], RECORD, Corrections()) == (note,)
    assert open_doubts([[note], [reworded]], RECORD, settled) == ()
    assert open_doubts([[note]], changed, settled) == (note,)


def test_doubts_come_most_serious_first_and_once():
    low = ReviewNote("style-doubtful", Severity.LOW, "a", 1.0, 2.0)
    late = ReviewNote("number-doubtful", Severity.HIGH, "b", 9.0, 10.0)
    early = ReviewNote("number-doubtful", Severity.HIGH, "c", 3.0, 4.0)
    timeless = ReviewNote("item-without-speech", Severity.HIGH, "d")

    found = open_doubts([[low, late], [timeless, early, late]], RECORD, Corrections())

    assert found == (early, late, timeless, low)


_NUMBERS = st.integers(1, 8)
_CHANGES = st.one_of(
    st.builds(lambda n: ParagraphText(at(n), f"直{n}。"), _NUMBERS),
    st.builds(lambda n: ParagraphDeleted(at(n)), _NUMBERS),
    st.builds(
        lambda n, m, item, place: ParagraphMoved(at(n), item, at(m) if m < 8 else None, place),
        _NUMBERS,
        _NUMBERS,
        st.sampled_from(["1", "2", None]),
        st.sampled_from(["lead", "point", "speech", "outcome"]),
    ),
    st.builds(
        lambda n, item, place: ParagraphAdded(item, at(n), place, f"加{n}。"),
        _NUMBERS,
        st.sampled_from(["1", "2", None]),
        st.sampled_from(["lead", "point", "speech", "outcome"]),
    ),
    st.builds(lambda n: ParagraphSplit(at(n), (f"前{n}。", f"後{n}。")), _NUMBERS),
    st.builds(lambda n, m: ParagraphMerged((at(n), at(m)), f"合{n}{m}。"), _NUMBERS, _NUMBERS),
    st.builds(
        lambda n, label: ParagraphLabel(at(n), label), _NUMBERS, st.sampled_from([None, "会長"])
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_CHANGES, max_size=8))
def test_whatever_is_done_nothing_said_is_lost_and_no_id_stands_twice(changes):
    made = done(*changes)

    ids = [p.id for p in made.paragraphs()]
    assert len(ids) == len(set(ids))
    cited = {s for p in made.paragraphs() for s in p.sources}
    assert not cited & {o.utterance for o in made.omitted}
