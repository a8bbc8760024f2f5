"""A fictional sitting of 青葉台市, rich enough to have everything minutes can have."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest

from minutes_pipeline.document.remarks import gather
from minutes_pipeline.document.template import find_template, load_template
from minutes_pipeline.document.word import render
from minutes_pipeline.meeting import (
    Agenda,
    AgendaItem,
    Exchange,
    Minutes,
    MinutesItem,
    Omission,
    OmissionReason,
    Paragraph,
    Person,
    Record,
    ReviewNote,
    Role,
    RoleKind,
    Severity,
    Sitting,
    Span,
    Utterance,
    Word,
)

CHAIR = Role(RoleKind.CHAIR)
MEMBER = Role(RoleKind.MEMBER)
OFFICE = Role(RoleKind.SECRETARIAT)
PARKS = Role(RoleKind.SECTION, "公園緑地課")

PEOPLE = (
    Person("森 太一", "もり たいち", "会長", CHAIR, "青葉台大学", attended=True),
    Person("原 みどり", "はら みどり", "職務代理者", MEMBER, None, attended=True),
    Person("東海林 さくら", None, "委員", MEMBER, None, attended=False),
    Person("西 航", None, "課長", PARKS, "都市整備部公園緑地課", attended=True),
    Person("北川 和", None, "係長", OFFICE, "総務部総務課", attended=None),
)
SITTING = Sitting(
    title="令和6年度第2回青葉台市緑化審議会",
    date="2024-10-08",
    start_time="09:30",
    end_time="11:00",
    place="青葉台市役所 2階 大会議室",
    people=PEOPLE,
    openness="公開",
    observers=0,
    materials=("資料1 街路樹更新計画（案）", "資料2 樹木台帳"),
)
AGENDA = Agenda(
    title=SITTING.title,
    items=(
        AgendaItem("1", "街路樹更新計画について", "諮問"),
        AgendaItem("2", "街路樹管理の指針について", "諮問"),
        AgendaItem("3", "苗木の配布について", "報告"),
        AgendaItem("4", "その他"),
    ),
)


def spoken(number, text, role, item, *, speaker="SPEAKER_00", start=None, words=()):
    at = number * 20.0 if start is None else start
    reason = "opens-sitting: 開会" if role is CHAIR else None
    return Utterance(
        f"u{number:04}",
        text,
        Span(at, at + 15.5),
        speaker,
        tuple(words),
        0.9,
        role,
        reason,
        None,
        item,
    )


UTTERANCES = (
    spoken(1, "ただいまから緑化審議会を開会いたします。", CHAIR, None),
    spoken(2, "議題の1と2は関連しますので一括して議題といたします。", CHAIR, "1"),
    spoken(
        3, "公園緑地課でございます。街路樹は1,240本ございます。", PARKS, "1", speaker="SPEAKER_01"
    ),
    spoken(4, "倒木の危険がある48本を先に更新いたします。", PARKS, "1", speaker="SPEAKER_01"),
    spoken(
        5,
        "費用はいくらか。",
        MEMBER,
        "1",
        speaker="SPEAKER_02",
        words=(
            Word("費用は", Span(100.0, 101.0), 0.9),
            Word("いくら", Span(101.0, 102.0), 0.2),
            Word("か。", Span(102.0, 102.5), 0.9),
        ),
    ),
    spoken(6, "はい。3,600万円を見込んでおります。", PARKS, "1", speaker="SPEAKER_01"),
    spoken(7, "財源には基金を充てます。", PARKS, "1", speaker="SPEAKER_01"),
    spoken(8, "私からも。樹種は変えないのですか。", CHAIR, "1"),
    spoken(9, "変えません。", None, "1", speaker="SPEAKER_03"),
    spoken(10, "原案のとおりとしてよろしいですか。異議なしと認めます。", CHAIR, "1"),
    spoken(11, "苗木を<500>本 & 花の種を配ります。", OFFICE, "3", speaker="SPEAKER_04"),
    spoken(12, "駐車場が混んでいました。", MEMBER, None, speaker="SPEAKER_02"),
    spoken(13, "はい、わかりました。", MEMBER, "3", speaker="SPEAKER_02"),
)


def written(number, text, *sources):
    return Paragraph(f"p{number:04}", text, tuple(f"u{one:04}" for one in sources))


ITEMS = (
    MinutesItem(
        "1",
        "街路樹更新計画について",
        "諮問",
        ("2",),
        lead=written(1, "資料に基づいて、都市整備部公園緑地課から説明を行った。", 3),
        points=(
            written(2, "市が管理する街路樹は1,240本である。", 3),
            written(3, "倒木の危険がある48本を先に更新する。", 4),
        ),
        exchanges=(
            Exchange("委員", (written(4, "費用はいくらか。", 5),)),
            Exchange(
                "公園緑地課",
                (
                    written(5, "3,600万円を見込んでいる。", 6),
                    written(6, "また、財源には基金を充てる。", 7),
                ),
            ),
            Exchange("委員", (written(7, "樹種は変えないのか。", 8),)),
            Exchange(None, (written(8, "変えない。", 9),)),
        ),
        outcome=written(9, "原案のとおり了承された。", 10),
    ),
    MinutesItem("2", "街路樹管理の指針について", "諮問", ("1",)),
    MinutesItem(
        "3",
        "苗木の配布について",
        "報告",
        points=(written(10, "苗木<500>本 & 花の種を配布する。", 11),),
    ),
    MinutesItem(
        None, None, exchanges=(Exchange("委員", (written(11, "駐車場が混んでいた。", 12),)),)
    ),
)
NOTES = (
    ReviewNote(
        "number-doubtful",
        Severity.HIGH,
        "「48本」の数字が不確かです。",
        start=80.0,
        end=82.0,
        paragraphs=("p0003",),
        alternatives=("48本", "4,8本"),
    ),
    ReviewNote("role-undecided", Severity.HIGH, "誰の発言か決まりません。", utterances=("u0009",)),
    ReviewNote("word-doubtful", Severity.LOW, "<b>言葉</b>が不確かです。", start=101.2, end=101.9),
    ReviewNote("lost", Severity.MEDIUM, "開会の前の声です。", start=2537.9, end=2539.0),
)
MINUTES = Minutes(
    SITTING,
    ITEMS,
    omitted=(
        Omission("u0001", OmissionReason.CHAIR_PROCEDURE),
        Omission("u0002", OmissionReason.CHAIR_PROCEDURE),
        Omission("u0013", OmissionReason.ACKNOWLEDGEMENT),
    ),
    notes=NOTES,
)
RECORD = Record(2600.0, UTTERANCES)


@pytest.fixture(scope="session")
def izumi():
    return load_template(find_template("izumi"))


@pytest.fixture(scope="session")
def other_form():
    return load_template(find_template("_sample"))


@pytest.fixture(scope="session")
def minutes():
    return MINUTES


@pytest.fixture(scope="session")
def agenda():
    return AGENDA


@pytest.fixture(scope="session")
def record():
    return RECORD


@pytest.fixture(scope="session")
def draw():
    """Render minutes (the rich ones, or those given) in a form."""

    def drawn(template, minutes=MINUTES, agenda=AGENDA, utterances=UTTERANCES, notes=None):
        held = minutes.notes if notes is None else notes
        return render(template, minutes, agenda, utterances, gather([held]))

    return drawn


@pytest.fixture(scope="session")
def file(draw, izumi):
    return draw(izumi)


@pytest.fixture
def document(file):
    return docx.Document(io.BytesIO(file))


@pytest.fixture(scope="session")
def with_sitting():
    """Return the rich minutes with some particulars changed."""

    def changed(**particulars):
        return replace(MINUTES, sitting=replace(SITTING, **particulars))

    return changed
