"""What sounds like a term of the meeting is written like it, and nothing else is touched."""

from __future__ import annotations

import pytest

from minutes_pipeline.meeting import (
    Agenda,
    AgendaItem,
    Person,
    Role,
    RoleKind,
    Roster,
    Segment,
    Span,
    Transcript,
    Word,
)
from minutes_pipeline.transcription.readings import Reader, katakana, morae
from minutes_pipeline.transcription.repair import repair, terms_of

AGENDA = Agenda(
    title="令和6年度第1回若草市住民生活審議会",
    items=(AgendaItem("1", "戸籍システムの更新について"), AgendaItem("2", "会議録の公開について")),
)
ROSTER = Roster(
    (
        Person("斎藤 実", "さいとう みのる", role=Role(RoleKind.MEMBER)),
        Person("河合 恵", "かわい めぐみ", role=Role(RoleKind.MEMBER)),
        Person("川井 進", "かわい すすむ", role=Role(RoleKind.MEMBER)),
        Person(
            "原 宏", "はら ひろし", "課長", Role(RoleKind.SECTION, "環境政策課"), "環境部環境政策課"
        ),
    )
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def said(text: str, reader: Reader) -> Transcript:
    words = tuple(
        Word(c, Span(i * 0.1, i * 0.1 + 0.1), 0.5 + i % 5 / 10) for i, c in enumerate(text)
    )
    heard = Transcript((Segment(Span(0, len(text) * 0.1), text, words),))
    return repair(heard, terms_of(AGENDA, ROSTER, reader), reader)


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("まずコセキシステムでございますが、", "まず戸籍システムでございますが、"),
        ("個席の届出を受け付けます。", "戸籍の届出を受け付けます。"),
        ("環境制作家でございます。", "環境政策課でございます。"),
        ("斉藤委員、お願いします。", "斎藤委員、お願いします。"),
    ],
)
def test_same_sound_becomes_the_term(heard, meant, reader):
    after = said(heard, reader)
    assert after.segments[0].text == meant
    assert after.notes[0].code == "term-repaired"
    assert after.notes[0].alternatives[0] in heard


@pytest.mark.parametrize(
    "text",
    [
        "戸籍システムの更新について御説明いたします。",
        "高新はしておりません。",
        "斉藤という町内会の方から伺いました。",
        "河井委員、お願いします。",
        "環境に配慮した制作をお願いします。",
        "会議録の公開をしておりますので、後悔はありません。",
    ],
)
def test_everything_else_stays(text, reader):
    after = said(text, reader)
    assert after.segments[0].text == text
    assert after.notes == ()


def test_words_keep_their_times_and_join_to_the_text(reader):
    after = said("まずコセキシステムで", reader).segments[0]
    assert "".join(w.text for w in after.words) == after.text
    assert after.words[2].text == "戸籍システム"
    assert after.words[2].span.start == pytest.approx(0.2)
    assert after.words[2].span.end == pytest.approx(0.9)
    assert after.words[2].probability == 0.5


def test_without_words_the_text_alone_changes(reader):
    heard = Transcript((Segment(Span(0, 1), "コセキの届出"),))
    after = repair(heard, terms_of(AGENDA, ROSTER, reader), reader)
    assert after.segments[0].text == "戸籍の届出"
    assert after.segments[0].words == ()


def test_readings():
    assert katakana("さいとう") == "サイトウ"
    assert morae("キョウ") == 2
    assert morae("コセキ") == 3
