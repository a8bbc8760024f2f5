"""A fictional sitting of 若葉市, drawn as approved minutes would be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from minutes_pipeline.archive.account import Holder, Identity
from minutes_pipeline.archive.package import Edition
from minutes_pipeline.archive.word_file import lines
from minutes_pipeline.document.template import (
    Template,
    find_template,
    load_template,
    template_names,
)
from minutes_pipeline.document.word import render
from minutes_pipeline.meeting import (
    Agenda,
    AgendaItem,
    Exchange,
    Minutes,
    MinutesItem,
    Paragraph,
    Person,
    ReviewNote,
    Role,
    RoleKind,
    Severity,
    Sitting,
    Span,
    Utterance,
)

CHAIR = Role(RoleKind.CHAIR)
MEMBER = Role(RoleKind.MEMBER)
OFFICE = Role(RoleKind.SECRETARIAT)
ROADS = Role(RoleKind.SECTION, "道路課")
GUEST = Role(RoleKind.OTHER, "参考人")

PEOPLE = (
    Person("柏木 春子", "かしわぎ はるこ", "会長", CHAIR, None, attended=True),
    Person("森 一", "もり はじめ", "委員", MEMBER, None, attended=True),
    Person("久保田 航", "くぼた わたる", "課長", ROADS, "建設部道路課", attended=True),
    Person("高梨 夏目", "たかなし なつめ", "係長", OFFICE, "総務部総務課", attended=True),
    Person("勅使河原 冬実", "てしがわら ふゆみ", "住民代表", GUEST, "柳町町内会", attended=True),
)
SITTING = Sitting(
    title="令和7年度第1回若葉市通学路安全審議会",
    date="2025-07-03",
    start_time="10:00",
    end_time="11:30",
    place="若葉市役所 3階 第2会議室",
    people=PEOPLE,
    openness="一部非公開",
    observers=1,
    materials=("資料1 通学路の点検結果", "資料2 柳町交差点の事故の記録"),
    department="総務部総務課",
)
AGENDA = Agenda(
    title=SITTING.title,
    items=(
        AgendaItem("1", "通学路の点検結果について", "報告"),
        AgendaItem("2", "柳町交差点の事故の記録について", "審議"),
        AgendaItem("3", "見守り活動について", "報告", details=("ボランティアの募集", "保険の加入")),
        AgendaItem("4", "その他"),
    ),
)


def said(number: int, role: Role, text: str) -> Utterance:
    return Utterance(
        f"u{number:04}", text, Span(number * 10.0, number * 10.0 + 8), "SPEAKER_00", role=role
    )


UTTERANCES = (
    said(1, ROADS, "点検箇所は48か所でございます。"),
    said(2, MEMBER, "柵はいつ直るのですか。"),
    said(3, ROADS, "9月までに直します。"),
    said(4, OFFICE, "事故は令和6年12月に起きました。"),
    said(5, GUEST, "私の家の前でした。"),
    said(6, OFFICE, "見守りは120人で行っています。"),
    said(7, CHAIR, "次回は10月です。"),
)


def wrote(number: int, text: str, source: int) -> Paragraph:
    return Paragraph(f"p{number:04}", text, (f"u{source:04}",), ("plain-style",))


ITEMS = (
    MinutesItem(
        "1",
        "通学路の点検結果について",
        "報告",
        lead=wrote(1, "資料に基づいて、建設部道路課から説明を行った。", 1),
        points=(wrote(2, "点検箇所は48か所である。", 1), wrote(3, "<柵> & 標識を直す。", 1)),
        exchanges=(
            Exchange("委員", (wrote(4, "柵はいつ直るのか。", 2),)),
            Exchange(
                "道路課", (wrote(5, "9月までに直す。", 3), wrote(6, "費用は1,200万円である。", 3))
            ),
        ),
        outcome=wrote(7, "異議なく、了承された。", 7),
    ),
    MinutesItem(
        "2",
        "柳町交差点の事故の記録について",
        "審議",
        lead=wrote(8, "資料に基づいて、事務局から説明を行った。", 4),
        points=(wrote(9, "事故は令和6年12月に柳町交差点で起きた。", 4),),
        exchanges=(Exchange("参考人", (wrote(10, "自宅の前で起き、孫がけがをした。", 5),)),),
        outcome=wrote(11, "継続して審議することとした。", 4),
    ),
    MinutesItem(
        "3",
        "見守り活動について",
        "報告",
        points=(wrote(12, "見守りは120人で行っている。", 6),),
        exchanges=(Exchange("委員", (wrote(13, "森委員と勅使河原氏の協力に感謝する。", 6),)),),
    ),
    MinutesItem("4", "その他", outcome=wrote(14, "次回は10月に開く。", 7)),
)
MINUTES = Minutes(
    SITTING,
    ITEMS,
    notes=(
        ReviewNote("number-doubtful", Severity.HIGH, "「48」の数字が不確かです。", start=12.0),
        ReviewNote("word-doubtful", Severity.LOW, "言葉が不確かです。"),
    ),
)
Draw = Callable[..., bytes]


@pytest.fixture(scope="session")
def minutes() -> Minutes:
    return MINUTES


@pytest.fixture(scope="session")
def agenda() -> Agenda:
    return AGENDA


@pytest.fixture(scope="session")
def utterances() -> tuple[Utterance, ...]:
    return UTTERANCES


@pytest.fixture(scope="session", params=template_names())
def each_form(request: pytest.FixtureRequest) -> Template:
    return final(load_template(find_template(request.param)))


def final(template: Template) -> Template:
    return replace(template, form=template.form.model_copy(update={"draft": ""}))


@pytest.fixture(scope="session")
def form() -> Template:
    return final(load_template(find_template("izumi")))


@pytest.fixture(scope="session")
def draw(form: Template) -> Draw:
    """Draw minutes (these, or those given) as an approved Word file."""

    def drawn(minutes=MINUTES, agenda=AGENDA, utterances=UTTERANCES, template=form, notes=()):
        return render(template, minutes, agenda, utterances, notes)

    return drawn


@pytest.fixture(scope="session")
def drawn(draw: Draw) -> bytes:
    return draw()


@pytest.fixture(scope="session")
def printed(drawn: bytes):
    return lines(drawn)


@pytest.fixture(scope="session")
def holder() -> Holder:
    return Holder("若葉市", "若葉市中央1-1", "総務部総務課", "000-000-0000", "a@example.jp")


@pytest.fixture(scope="session")
def identity() -> Identity:
    return Identity(
        "minutes-2025-07-03-0a1b2c3d",
        "令和7年度第1回若葉市通学路安全審議会会議録",
        "2025-07-03",
        "2025-08-01",
        "2025-08-04T09:00:00+09:00",
        "若葉市役所",
        ("資料1 通学路の点検結果",),
    )


@pytest.fixture(scope="session")
def edition(drawn: bytes, identity: Identity, holder: Holder) -> Edition:
    """Without a PDF: tests that need LibreOffice ask for it."""
    return Edition(drawn, replace(identity, pdf=False), holder)
