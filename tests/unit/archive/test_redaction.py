"""What the public may not see leaves no trace in any file of the public package."""

import unicodedata
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from minutes_pipeline.archive.package import made
from minutes_pipeline.archive.redaction import OUTSIDE, Eraser, Rules, folded
from minutes_pipeline.archive.traces import traces
from minutes_pipeline.archive.word_file import lines
from minutes_pipeline.document.arrangement import printed as arranged_lines
from minutes_pipeline.document.form import Omissions
from minutes_pipeline.errors import PaperError
from minutes_pipeline.keeping.condition import Finished, drawn
from minutes_pipeline.keeping.publishing import published
from minutes_pipeline.keeping.sealing import public_edition
from minutes_pipeline.meeting import (
    Correction,
    Corrections,
    Exchange,
    Minutes,
    MinutesItem,
    Omission,
    OmissionReason,
    Paragraph,
    Person,
    PrintedAdded,
    PrintedAnchor,
    PrintedText,
    Role,
    RoleKind,
    Utterance,
)
from minutes_pipeline.meeting.keeping import Approval

ALL = tuple(RoleKind)
NOBODY: tuple[RoleKind, ...] = ()


@dataclass(frozen=True)
class Case:
    """One thing to hide.

    Attributes:
        rules: What the city and the clerk chose.
        gone: Words that no file may hold, as a reader would search for them.
        stays: Words that must still be there.
        said: A paragraph added to item 4, to hide something in.
    """

    rules: Rules
    gone: tuple[str, ...]
    stays: tuple[str, ...] = ("点検箇所は48か所である。",)
    said: str = ""
    label: str = "委員"
    changes: dict = field(default_factory=dict)


def phrase(*phrases, said="", gone=(), **more):
    rules = Rules(hidden=NOBODY, phrases=phrases)
    return Case(rules, gone or phrases, said=said, **more)


CASES = {
    "a guest's name, by the rule that holds by default": Case(
        Rules(), ("勅使河原", "冬実", "てしがわら"), ("［非公開］", "柏木　春子", "協力に感謝")
    ),
    "the name of a person of unknown kind": Case(
        Rules(),
        ("蛭田", "蛭田　栄", "ひるた"),
        changes={"people": (Person("蛭田 栄", "ひるた さかえ", "", None, attended=True),)},
    ),
    "members by kind, also a surname of one letter before a title": Case(
        Rules(hidden=(RoleKind.MEMBER,)),
        ("森委員", "森　一", "森 一"),
        ("柏木　春子", "勅使河原氏"),
    ),
    "everybody": Case(
        Rules(hidden=ALL), ("柏木", "久保田", "高梨", "勅使河原", "森委員"), ("会長", "道路課")
    ),
    "one person by name": Case(Rules(hidden=NOBODY, names=("久保田航",)), ("久保田", "くぼた")),
    "all of a kind but one": Case(
        Rules(hidden=ALL, shown=("柏木　春子",)), ("久保田", "高梨", "勅使河原"), ("柏木　春子",)
    ),
    "a surname alone in a sentence": Case(
        Rules(hidden=NOBODY, names=("高梨 夏目",)),
        ("高梨",),
        ("が答えた。",),
        said="高梨が答えた。",
    ),
    "a name spaced otherwise": Case(
        Rules(hidden=NOBODY, names=("高梨 夏目",)),
        ("高梨", "夏目"),
        said="担当は高 梨　夏 目である。",
    ),
    "a given name with さん": Case(
        Rules(hidden=NOBODY, names=("高梨 夏目",)), ("夏目さん",), said="夏目さんから連絡があった。"
    ),
    "a name in kana before a title": Case(
        Rules(hidden=NOBODY, names=("高梨 夏目",)), ("たかなし",), said="たかなし係長に伝える。"
    ),
    "a name as a label": Case(
        Rules(hidden=NOBODY, names=("高梨 夏目",)), ("高梨",), label="【高梨係長】", said="伝える。"
    ),
    "a closed item whole, its title in agenda and materials too": Case(
        Rules(hidden=NOBODY, items=("2",)),
        ("柳町交差点の事故", "孫がけが", "令和6年12月に", "継続して審議", "資料2 柳町"),
        ("（この案件の記録は公開していません。）", "見守りは120人"),
    ),
    "a closed item with what is listed under it": Case(
        Rules(hidden=NOBODY, items=("3",)), ("見守り活動", "ボランティアの募集", "120人")
    ),
    "an item taken together with a closed one": Case(
        Rules(hidden=NOBODY, items=("2",)),
        ("孫がけが", "48か所"),
        ("見守りは120人",),
        changes={"joint": True},
    ),
    "speech outside every item": Case(
        Rules(hidden=NOBODY, items=(OUTSIDE,)),
        ("駐車場の鍵",),
        changes={"outside": "駐車場の鍵を失くした。"},
    ),
    "a phrase in a sentence": phrase("株式会社ひなた組", said="受注者は株式会社ひなた組である。"),
    "a phrase in letters of another width": phrase(
        "ＡＢＣ工業", said="受注者はABC工業である。", gone=("ABC工業", "ＡＢＣ工業")
    ),
    "a phrase in narrow kana": phrase(
        "データセンター", said="ﾃﾞｰﾀｾﾝﾀｰに置く。", gone=("ﾃﾞｰﾀｾﾝﾀｰ", "データセンター")
    ),
    "a phrase whose kana are composed otherwise": phrase(
        "がくどう会", said=unicodedata.normalize("NFD", "がくどう会が行う。"), gone=("がくどう会",)
    ),
    "a phrase cut by spaces": phrase(
        "072-123-4567", said="電話は０７２－ １２３ －４５６７である。"
    ),
    "an address for mail": phrase("hinata@example.jp", said="宛先は Hinata@Example.jp である。"),
    "a phrase in the head of the minutes": phrase("第2会議室"),
    "a phrase in a title": phrase("通学路安全"),
    "a phrase with signs of XML": phrase("<柵> & 標識"),
    "a longer phrase that holds a shorter one": phrase(
        "ひなた", "ひなた商店街", said="ひなた商店街とひなた保育園が協力する。"
    ),
    "phrases that overlap": phrase(
        "青山川沿い", "川沿いの道", said="青山川沿いの道を直す。", gone=("青山川", "沿いの道")
    ),
}
NAMES = list(CASES)


def arranged(case, minutes):
    """Return the minutes with what the case adds to them."""
    items = list(minutes.items)
    if case.said:
        added = Exchange(case.label, (Paragraph("p0099", case.said, ("u0007",)),))
        items[3] = replace(items[3], exchanges=(added,))
    if case.changes.get("joint"):
        items[0] = replace(items[0], joint_with=("2",))
        items[1] = replace(items[1], joint_with=("1",))
    if "outside" in case.changes:
        told = Exchange("委員", (Paragraph("p0098", case.changes["outside"], ("u0007",)),))
        items.append(MinutesItem(None, None, exchanges=(told,)))
    people = (*minutes.sitting.people, *case.changes.get("people", ()))
    return Minutes(replace(minutes.sitting, people=people), tuple(items))


APPROVAL = Approval("会長 柏木 春子", "2025-08-01", "0" * 64, "2025-08-02T09:00:00+09:00")


class Desk:
    """Makes public packages of the sitting."""

    def __init__(self, minutes, agenda, utterances, form):
        self.minutes, self.agenda, self.utterances, self.form = minutes, agenda, utterances, form

    def lines(self, case, edits=()):
        made_ = tuple(
            Correction(f"c{n:04}", f"c{n:04}", "編集者", datetime(2025, 7, 20, tzinfo=UTC), one)
            for n, one in enumerate(edits, 1)
        )
        minutes = arranged(case, self.minutes)
        found, _ = arranged_lines(
            self.form.form, minutes, self.agenda, self.utterances, Corrections(made_)
        )
        return minutes, found

    def publish(self, case, edits=(), *, pdf=False):
        """Return the public package's content and what was made public."""
        minutes, found = self.lines(case, edits)
        public = published(found, minutes, self.agenda, self.utterances, self.form.form, case.rules)
        docx = drawn(self.form, found)
        done = Finished(self.form, minutes, self.agenda, self.utterances, found, docx, lines(docx))
        edition = public_edition(done, public, APPROVAL, "2025-08-04T09:00:00+09:00", pdf=pdf)
        return made(edition), public


@pytest.fixture(scope="module")
def desk(minutes, agenda, utterances, form):
    return Desk(minutes, agenda, utterances, form)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_hidden_leaves_no_trace(name, desk, tmp_path):
    case = CASES[name]
    before = folded("".join(f"{line.label or ''}{line.text}" for line in desk.lines(case)[1]))
    package, public = desk.publish(case)

    package.seal(tmp_path / "public", public.eraser)

    searched = Eraser(case.gone, (), "")
    assert searched.finds(before)
    assert traces(tmp_path / "public", searched) == ()
    text = folded((tmp_path / "public/data/minutes/minutes.txt").read_text("utf-8"))
    for word in case.stays:
        assert folded(word) in text, word


@pytest.mark.office
def test_the_pdf_of_a_public_version_holds_no_trace_either(desk, tmp_path):
    """All that can be hidden at once, hidden."""
    rules = Rules(hidden=ALL, items=("2",), phrases=("<柵> & 標識", "第2会議室", "通学路安全"))
    gone = ("柏木", "勅使河原", "森委員", "孫がけが", "<柵>", "第2会議室", "通学路安全")
    package, public = desk.publish(Case(rules, gone), pdf=True)

    package.seal(tmp_path / "public", public.eraser)

    assert (tmp_path / "public/data/minutes/minutes.pdf").is_file()
    assert traces(tmp_path / "public", Eraser(gone, (), "")) == ()


def test_what_editors_wrote_into_closed_parts_goes_with_them(desk, tmp_path):
    """Changes of the printed form stand in the lines alone, not in the minutes beneath."""
    edits = (
        PrintedText(
            PrintedAnchor("item_2", "2 柳町交差点の事故の記録について（審議）"),
            "2 秘密の題（審議）",
        ),
        PrintedAdded(PrintedAnchor("item_2", "2 秘密の題（審議）"), "注記", "内密の注記である。"),
        PrintedAdded(
            PrintedAnchor("p0011", "継続して審議することとした。"), "説明要点", "末尾の秘密。"
        ),
        PrintedAdded(
            PrintedAnchor("p0010", "自宅の前で起き、孫がけがをした。"),
            "注記",
            "",
            cells=(("被害者", "勅使河原冬実の孫"),),
        ),
        PrintedText(PrintedAnchor("p0012", "見守りは120人で行っている。"), "見守りは高梨が担う。"),
    )
    rules = Rules(hidden=NOBODY, names=("高梨 夏目", "勅使河原 冬実"), items=("2",))
    gone = ("秘密の題", "内密の注記", "末尾の秘密", "被害者", "高梨")
    case = Case(rules, gone)
    package, public = desk.publish(case, edits)

    package.seal(tmp_path / "public", public.eraser)

    assert traces(tmp_path / "public", Eraser(gone, (), "")) == ()
    text = (tmp_path / "public/data/minutes/minutes.txt").read_text("utf-8")
    assert "見守りは［非公開］が担う。" in text
    assert "2 ［非公開］\n　（この案件の記録は公開していません。）\n" in text


def test_left_out_remarks_of_a_closed_item_are_not_printed(desk, form, agenda, tmp_path):
    """Some forms print remarks that the minutes leave out; those of closed items go."""
    printing = form.form.model_copy(
        update={"omissions": Omissions(print=(OmissionReason.OFF_AGENDA,))}
    )
    spoken = (
        Utterance("u0050", "公開の雑談です。", role=Role(RoleKind.MEMBER), item="1"),
        Utterance("u0051", "内緒の雑談です。", role=Role(RoleKind.MEMBER), item="2"),
    )
    left = tuple(Omission(one.id, OmissionReason.OFF_AGENDA) for one in spoken)
    minutes = replace(desk.minutes, omitted=left)
    found, _ = arranged_lines(printing, minutes, agenda, spoken, Corrections())
    rules = Rules(hidden=NOBODY, items=("2",))

    shown = published(found, minutes, agenda, spoken, printing, rules).lines

    texts = [line.text for line in shown]
    assert "公開の雑談です。" in texts
    assert "内緒の雑談です。" not in texts


def test_the_search_finds_what_the_unredacted_files_hold(edition, tmp_path):
    """Every file of the minutes is really looked into, Word's pieces too."""
    made(edition).seal(tmp_path / "full")
    found = traces(tmp_path / "full", Eraser(["孫がけがをした"], (), ""))

    assert found == (
        "data/minutes/minutes.akn.xml",
        "data/minutes/minutes.docx",
        "data/minutes/minutes.kokkai.json",
        "data/minutes/minutes.txt",
    )


def test_a_public_package_with_a_trace_is_never_named(edition, tmp_path):
    with pytest.raises(PaperError) as caught:
        made(edition).seal(tmp_path / "public", Eraser(["孫がけが"], (), ""))

    assert caught.value.code == "B09"
    assert "minutes.docx" in caught.value.what
    assert list(tmp_path.iterdir()) == []


def test_words_that_only_look_like_a_name_stay():
    person = Person("森 一", "もり はじめ", "委員", Role(RoleKind.MEMBER))
    longer = Person("柳町 花", None, "委員", Role(RoleKind.MEMBER))
    eraser = Eraser((), (person, longer), "■")

    assert eraser.clean("森林の保全、森委員、森さん") == "森林の保全、■委員、■さん"
    assert eraser.clean("柳町交差点で柳町委員が述べ、柳町も賛成した") == (
        "柳町交差点で■委員が述べ、■も賛成した"
    )
    assert not eraser.finds("森林と柳町交差点")


def test_what_the_open_record_says_too_is_no_secret(desk):
    """The same sentence in an open item and in a closed one does not stop the export."""
    shared = "資料に基づいて、事務局から説明を行った。"
    case = Case(Rules(hidden=NOBODY, items=("2",)), (), said=shared)

    _, public = desk.publish(case)

    assert not public.eraser.finds(shared)
    assert public.closed == ("2",)


def test_rules_that_name_what_is_not_there_are_told(desk):
    rules = Rules(names=("山田 太郎",), shown=("柏木 春子",), items=("2", "9"))

    assert desk.publish(Case(rules, ()))[1].unknown == ("山田 太郎", "9")


def test_nobodys_name_as_approver_and_no_source_is_in_a_public_package(desk, tmp_path):
    case = Case(Rules(hidden=(RoleKind.CHAIR,)), ())
    package, public = desk.publish(case)
    package.seal(tmp_path / "public", public.eraser)

    names = {
        p.relative_to(tmp_path / "public").as_posix() for p in (tmp_path / "public").rglob("*")
    }
    assert not any(
        name.startswith(("data/drafts", "data/transcript", "data/source")) for name in names
    )
    assert traces(tmp_path / "public", Eraser(["柏木", "u0001", "p0001", "p_0001"], (), "")) == ()
