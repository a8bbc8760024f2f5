"""Forms of other cities: labels, numbers, lists, grids, omissions, spelling."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from word_edits import Hands, desk_of, seen, seen_without_gaps

from minutes_pipeline.document.body import body
from minutes_pipeline.document.form import Form
from minutes_pipeline.document.particulars import file_name_of
from minutes_pipeline.document.template import find_template, load_template
from minutes_pipeline.meeting import Agenda, MinutesItem, Omission, OmissionReason, Paragraph


@pytest.fixture(scope="module")
def read(draw):
    def opened(name, **more):
        return docx.Document(io.BytesIO(draw(load_template(find_template(name)), **more)))

    return opened


@pytest.fixture(scope="module")
def named(record):
    """The utterances with the names of the chair and a member."""
    names = {"chair": "森 太一", "member": "原 みどり"}
    return tuple(
        replace(u, name=names.get(u.role.kind.value) if u.role else None) for u in record.utterances
    )


def speeches(document):
    return [p.text for p in document.paragraphs if p.style.name == "発言"]


def test_words_stand_under_the_label_where_the_form_says_so(read):
    assert speeches(read("hinode"))[:3] == [
        "〇委員\n費用はいくらか。",
        "〇公園緑地課\n3,600万円を見込んでいる。",
        "〇会長\n樹種は変えないのか。",
    ]


def test_people_are_named_where_they_are_known_and_only_there(read, named):
    assert speeches(read("wakaba", utterances=named))[:4] == [
        "【原職務代理者】　費用はいくらか。",
        "【公園緑地課】　3,600万円を見込んでいる。",
        "【森会長】　樹種は変えないのか。",
        "【要確認】　変えない。",
    ]


def test_particulars_can_be_a_list(read):
    lines = [p.text for p in read("hinode").paragraphs if p.style.name == "概要表本文"]

    assert lines[:6] == [
        "1　開催日時\t令和6年10月8日（火）午前9時30分から午前11時まで",
        "2　開催場所\t青葉台市役所 2階 大会議室",
        "3　出席者\t委員：",
        "\t　会長　森　太一",
        "\t　職務代理者　原　みどり",
        "\t実施機関：都市整備部公園緑地課　課長　西　航",
    ]


def test_a_grid_of_characters_is_laid_over_the_page(read):
    document = read("wakaba")
    grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
    section = document.sections[0]
    width = (section.page_width - section.left_margin - section.right_margin) / 12700
    height = (section.page_height - section.top_margin - section.bottom_margin) / 635
    pitch = 10.5 + int(grid.get(qn("w:charSpace"))) / 4096

    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(width / pitch + 1e-3) == 40
    assert int(height / int(grid.get(qn("w:linePitch")))) == 36


def test_numbers_are_written_by_their_level(read, minutes):
    items = (
        MinutesItem("1", "街路樹更新計画について", "諮問", lead=minutes.items[0].lead),
        MinutesItem("1-1", "樹種について", None, points=minutes.items[0].points),
    )
    document = read("hinode", minutes=replace(minutes, items=items), agenda=Agenda())
    heads = [(p.style.name, p.text) for p in document.paragraphs if "Heading" in p.style.name]

    assert heads[:2] == [
        ("Heading 1", "第1　街路樹更新計画について（諮問）"),
        ("Heading 2", "1　樹種について"),
    ]


def test_a_form_without_the_style_of_lower_headings_writes_them_as_headings(draw, minutes):
    form = load_template(find_template("hinode"))
    document = docx.Document(io.BytesIO(form.docx))
    style = document.styles["Heading 2"].element
    style.getparent().remove(style)
    held = io.BytesIO()
    document.save(held)
    items = (MinutesItem("1-1", "樹種について", points=minutes.items[0].points),)
    drawn = draw(replace(form, docx=held.getvalue()), replace(minutes, items=items))

    heads = [p.style.name for p in docx.Document(io.BytesIO(drawn)).paragraphs]
    assert "Heading 1" in heads
    assert "Heading 2" not in heads


def test_omissions_are_printed_as_said_where_the_form_asks_for_them(read, minutes):
    left = (*minutes.omitted, Omission("u0012", OmissionReason.OFF_AGENDA))
    lines = [p.text for p in read("wakaba", minutes=replace(minutes, omitted=left)).paragraphs]
    at = lines.index("議題以外の発言（発言のまま）")

    assert lines[at + 1] == "【委員】　駐車場が混んでいました。"
    assert not [one for one in lines if "開会いたします" in one]


def test_the_houses_spelling_spares_names_and_what_a_person_wrote(minutes, agenda, izumi):
    form = izumi.form.model_copy(update={"dictionary": {"サーバー": "サーバ"}})
    item = MinutesItem(
        "1",
        "件",
        points=(
            Paragraph("p0001", "サーバーを「サーバー研究会」と選ぶ。", ("u0003",)),
            Paragraph("p0002", "サーバーを選ぶ。", ("u0004",)),
        ),
    )
    lines = body(form, replace(minutes, items=(item,)), agenda, (), kept={"p0002"})
    texts = {line.id: line.text for line in lines}

    assert texts["p0001"] == "サーバを「サーバー研究会」と選ぶ。"
    assert texts["p0002"] == "サーバーを選ぶ。"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("file_name", "{title}:{date}", "ファイル名に"),
        ("dictionary", {"すべて": "すべてて"}, "また直す言葉"),
        ("dictionary", {"": "全て"}, "空にできません"),
    ],
)
def test_a_rule_that_cannot_hold_is_refused(key, value, said):
    with pytest.raises(ValueError, match=said):
        Form.model_validate({"format": 1, "name": "様式", "particulars": [], key: value})


def test_the_file_is_named_as_the_city_has_it(minutes, izumi):
    sitting = replace(minutes.sitting, title="令和6年度第2回緑化審議会 A/B部会")
    form = load_template(find_template("hinode")).form

    assert file_name_of(sitting, form) == (
        "2024-10-08_令和6年度第2回緑化審議会 A／B部会会議録（概要）（案）.docx"
    )
    assert file_name_of(sitting, izumi.form) is None


@pytest.fixture(scope="module")
def nested(minutes, agenda, record):
    """The rich sitting, its items listed under 1 議題 and 2 報告: minutes, agenda, record."""
    new = {"1": "1-1", "2": "1-2", "3": "2-1", "4": "3", None: None}
    under = {"1": "議題", "2": "議題", "3": "報告"}
    items = [
        replace(i, number=new[i.number], joint_with=tuple(new[one] for one in i.joint_with))
        for i in minutes.items
    ]
    listed = [replace(i, number=new[i.number], heading=under.get(i.number)) for i in agenda.items]
    said = [replace(u, item=new[u.item]) for u in record.utterances]
    return (
        replace(minutes, items=tuple(items)),
        replace(agenda, items=tuple(listed)),
        replace(record, utterances=tuple(said)),
    )


def test_items_stand_under_what_the_agenda_lists_them_under(read, nested):
    minutes, agenda, record = nested
    document = read("hinode", minutes=minutes, agenda=agenda, utterances=record.utterances)
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]

    assert headings == [
        "第1　議題",
        "1　街路樹更新計画について（諮問）",
        "2　街路樹管理の指針について（諮問）",
        "第2　報告",
        "1　苗木の配布について（報告）",
        "第3　その他",
        "その他の発言",
    ]
    whole = read("izumi", minutes=minutes, agenda=agenda, utterances=record.utterances)
    assert "2-1 苗木の配布について（報告）" in [p.text for p in whole.paragraphs]


def test_what_an_editor_does_around_such_headings_comes_back(nested, tmp_path):
    minutes, agenda, record = nested
    desk = desk_of(load_template(find_template("hinode")), minutes, agenda, record)
    hands = Hands(desk.docx())
    hands.write_heading("報告", "報告", "報告事項")
    hands.move("苗木<500>", "3,600万円")
    hands.delete_heading("第1　議題")
    path = hands.save(tmp_path / "edited.docx")
    desk.take(path)
    after = tmp_path / "after.docx"
    after.write_bytes(desk.docx())

    assert "第2　報告事項" in seen(after)
    assert seen_without_gaps(after) == seen_without_gaps(path)
    moved = next(i for i in desk.minutes.items if i.number == "1-1")
    assert "苗木" in "".join(p.text for p in moved.paragraphs())
    assert desk.take(path) == []
