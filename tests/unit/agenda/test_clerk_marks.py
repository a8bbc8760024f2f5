"""The clerk's marks are read in the ways clerks write them, and override what was found."""

from pathlib import Path

import pytest

from minutes_pipeline.agenda.clerk_marks import ClerkMark, lay_marks, read_marks
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import (
    Agenda,
    AgendaItem,
    Record,
    ReviewNote,
    Severity,
    Span,
    Utterance,
)

AGENDA = Agenda(
    items=(
        AgendaItem("2-1", "運賃の改定について", heading="協議事項"),
        AgendaItem("2-2", "路線の見直しについて", heading="協議事項"),
        AgendaItem("3", "その他"),
    )
)


def table(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "時刻.csv"
    path.write_bytes(text.encode(encoding))
    return path


def said(*spoken: tuple[float, float, str | None]) -> Record:
    return Record(
        900.0,
        tuple(
            Utterance(f"u{n:04d}", "はい。", Span(start, end), item=item)
            for n, (start, end, item) in enumerate(spoken, start=1)
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_times_and_items_in_many_forms(tmp_path, encoding):
    text = "時刻,案件\n0:01:30,2-1\n５：００,協議事項(2)\n10分20秒,その他\n\n900,-\n"
    assert read_marks(table(tmp_path, text, encoding), AGENDA) == (
        ClerkMark(90.0, ("2-1",)),
        ClerkMark(300.0, ("2-2",)),
        ClerkMark(620.0, ("3",)),
        ClerkMark(900.0, ()),
    )


def test_items_taken_together_and_titles(tmp_path):
    text = "1:00\t2-1・2-2\n5:00\t路線の見直し\n"
    assert read_marks(table(tmp_path, text), AGENDA) == (
        ClerkMark(60.0, ("2-1", "2-2")),
        ClerkMark(300.0, ("2-2",)),
    )


@pytest.mark.parametrize("line", ["1:00,9", "すぐ,2-1", "1:00,予算について"])
def test_a_line_that_cannot_be_read_names_its_cure(tmp_path, line):
    with pytest.raises(PaperError) as caught:
        read_marks(table(tmp_path, f"0:30,2-1\n{line}\n"), AGENDA)
    assert caught.value.code == "P35"
    assert "2行目" in str(caught.value)
    assert "2-1、2-2、3" in str(caught.value)


def test_marks_without_an_agenda_tell_what_is_missing(tmp_path):
    with pytest.raises(PaperError, match="--agenda"):
        read_marks(table(tmp_path, "0:30,1\n"), Agenda())


def test_marks_override_what_was_found():
    record = said((0, 20, None), (60, 90, "3"), (300, 340, "3"), (700, 720, "2-2"))
    marks = (ClerkMark(55.0, ("2-1",)), ClerkMark(290.0, ("2-2",)), ClerkMark(650.0, ()))
    assert [u.item for u in lay_marks(record, marks).utterances] == [None, "2-1", "2-2", None]


def test_a_late_mark_leaves_the_turn_that_took_the_item_up():
    record = said((60, 80, "2-1"), (280, 295, "2-2"), (300, 360, "2-2"))
    marks = (ClerkMark(50.0, ("2-1",)), ClerkMark(305.0, ("2-2",)))
    assert [u.item for u in lay_marks(record, marks).utterances] == ["2-1", "2-2", "2-2"]


def test_joint_items_of_the_clerk_replace_others():
    record = Record(900.0, said((60, 80, "2-1")).utterances, joint=(("2-2", "3"),))
    laid = lay_marks(record, (ClerkMark(50.0, ("2-1", "2-2")),))
    assert laid.joint == (("2-1", "2-2"),)


def test_a_doubt_that_a_mark_settles_is_gone_and_others_stay():
    doubt = ReviewNote("item-border-doubtful", Severity.MEDIUM, "？", utterances=("u0002",))
    other = ReviewNote("item-without-speech", Severity.MEDIUM, "？")
    record = Record(900.0, said((0, 20, None), (60, 90, "3")).utterances, (doubt, other))
    assert lay_marks(record, (ClerkMark(55.0, ("2-1",)),)).notes == (other,)


def test_without_times_the_clerk_is_told_and_nothing_moves():
    record = Record(None, (Utterance("u0001", "はい。", item="3"),))
    laid = lay_marks(record, (ClerkMark(0.0, ("2-1",)),))
    assert laid.utterances == record.utterances
    assert [n.code for n in laid.notes] == ["marks-unused"]
