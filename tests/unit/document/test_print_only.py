"""What an editor did that only the printed draft can show is told as such."""

import pytest
from word_edits import Hands, desk_of, drawn_table

from minutes_pipeline.document.telling import print_only


@pytest.fixture
def told(izumi, minutes, agenda, record, tmp_path):
    """Let somebody edit the draft; return what is told of changes of print alone."""

    def after(*edits):
        desk = desk_of(izumi, minutes, agenda, record)
        hands = Hands(desk.docx())
        for edit in edits:
            edit(hands)
        return list(print_only(desk.take(hands.save(tmp_path / "edited.docx"))))

    return after


def test_what_the_minutes_follow_needs_no_word(told):
    assert told() == []
    assert told(lambda hands: hands.write("48本", "48本", "50本")) == []


def test_a_name_mended_among_those_present_belongs_into_the_roster(told):
    lines = told(lambda hands: hands.write("原　みどり", "みどり", "緑"))

    assert len(lines) == 2
    assert "出席者の欄1件" in lines[0]
    assert "minutes.json" in lines[0]
    assert "名簿も直してください" in lines[1]


def test_tables_and_headings_without_a_number_are_counted(told):
    lines = told(
        lambda hands: hands.paragraph("48本").addnext(drawn_table([("年度", "本数"), ("6", "48")])),
        lambda hands: hands.add("費用は", "現地の様子", "Heading1"),
        lambda hands: hands.add("樹種は", "（暫時休憩）", bare=True),
    )

    assert len(lines) == 1
    assert all(part in lines[0] for part in ("新しい表1件", "番号のない見出し1件", "行1件"))
