"""Edits in XML as Word writes it: cut runs, nested revisions, controls, fields, moved stretches."""

import copy
import re
from dataclasses import replace

import pytest
from word_edits import NS, Hands, desk_of, etree, seen, words

from minutes_pipeline.document.margins import foreign_words
from minutes_pipeline.document.template import DOCX

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
BY = 'w:id="991" w:author="山田" w:date="2024-10-09T10:20:00Z"'
POINT = "市が管理する街路樹は"


def elements(xml):
    return list(etree.fromstring(f"<x {SPACES}>{xml}</x>"))


def run(text, look=""):
    words_ = f'<w:t xml:space="preserve">{text}</w:t>'
    return (
        f'<w:r w:rsidR="00AB12CD"><w:rPr>{look}<w:rFonts w:hint="eastAsia"/></w:rPr>{words_}</w:r>'
    )


def out(text):
    gone = f'<w:delText xml:space="preserve">{text}</w:delText>'
    return f'<w:del {BY}><w:r w:rsidDel="00AB12CD">{gone}</w:r></w:del>'


def into(text):
    return f"<w:ins {BY}>{run(text)}</w:ins>"


def paragraph(style, inner, mark=""):
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{look}<w:rPr>{mark}</w:rPr></w:pPr>"
    return elements(f'<w:p w:rsidR="00AB12CD">{properties}{inner}</w:p>')[0]


@pytest.fixture
def desk(izumi, minutes, agenda, record):
    return desk_of(izumi, minutes, agenda, record)


@pytest.fixture
def take(desk, tmp_path):
    """Let an act change the draft, take it in, and return what is written now, by id."""

    def taken(act):
        hands = Hands(desk.docx())
        act(hands)
        desk.take(hands.save(tmp_path / "edited.docx"))
        return {one.id: one for one in desk.minutes.paragraphs()}

    return taken


def rewritten(start, xml):
    """Return an act that writes other runs in place of a paragraph's."""

    def act(hands):
        held = hands.paragraph(start)
        runs = held.findall("w:r", NS)
        for one in elements(xml):
            runs[0].addprevious(one)
        for one in runs:
            held.remove(one)

    return act


MOVED = (
    f'<w:moveFromRangeStart {BY} w:name="m"/><w:moveFrom {BY}>{run("市が管理する")}</w:moveFrom>'
    f'<w:moveFromRangeEnd w:id="991"/>{run("街路樹は")}<w:moveToRangeStart {BY} w:name="m"/>'
    f'<w:moveTo {BY}>{run("市が管理する")}</w:moveTo><w:moveToRangeEnd w:id="991"/>{run("木である。")}'
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =1 </w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("1,250")}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
SHOWN = '<w:vanish w:val="0"/>'
SPELT = '<w:proofErr w:type="spellStart"/><w:proofErr w:type="spellEnd"/>'
CONTROL = '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
WITHIN = {
    "runs cut by the spelling checker": (
        SPELT
        + run("市が")
        + run("管理する")
        + run("街路樹は1,2")
        + out("4")
        + into("5")
        + run("0本。"),
        "市が管理する街路樹は1,250本。",
    ),
    "out within in": (
        f"{run(POINT)}<w:ins {BY}>{run('、')}{out('およそ')}{run('約')}</w:ins>{run('千本である。')}",
        f"{POINT}、約千本である。",
    ),
    "all of it replaced": (f"{out('前の文。')}{into('市の樹木である。')}", "市の樹木である。"),
    "words moved within": (MOVED, "街路樹は市が管理する木である。"),
    "a control for some words": (
        f"{run(POINT)}{CONTROL.format(out('1,240') + into('1,250'))}{run('本である。')}",
        f"{POINT}1,250本である。",
    ),
    "a field": (f"{run(POINT)}{FIELD}{run('本である。')}", f"{POINT}1,250本である。"),
    "a link": (
        f'{run(POINT)}<w:hyperlink r:id="rId99">{run("台帳")}</w:hyperlink>{run("のとおり。")}',
        f"{POINT}台帳のとおり。",
    ),
    "a line break and a tab": (
        f"{run(POINT)}<w:r><w:br/></w:r>{run('千本')}<w:r><w:tab/></w:r>{run('である。')}",
        f"{POINT}\n千本\tである。",
    ),
    "curved quotes": (run("市が“街路樹”という。"), "市が“街路樹”という。"),
    "words that a style hides and shows again": (
        run(POINT) + run("約", SHOWN) + run("秘密", "<w:vanish/>") + run("千本。"),
        f"{POINT}約千本。",
    ),
}


@pytest.mark.parametrize("name", WITHIN)
def test_a_paragraph_reads_as_its_editor_saw_it(take, name):
    xml, expected = WITHIN[name]
    now = take(rewritten(POINT, xml))

    assert now["p0002"].text == expected
    assert now["p0002"].sources == ("u0003",)


def test_looks_alone_change_nothing(desk, tmp_path):
    hands = Hands(desk.docx())
    held = hands.paragraph(POINT)
    look = elements(f"<w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr>")[0]
    held.find("w:r", NS).insert(0, look)
    changed = f'<w:pPrChange {BY}><w:pPr><w:pStyle w:val="MinLead"/></w:pPr></w:pPrChange>'
    held.find("w:pPr", NS).append(elements(changed)[0])
    held.addnext(elements("<w:p/>")[0])

    assert desk.take(hands.save(tmp_path / "edited.docx")) == []


def test_a_paragraph_moved_with_its_ranges_keeps_its_id(take, desk):
    def act(hands):
        held = hands.paragraph("費用は")
        new = copy.deepcopy(held)
        for one in [e for e in new.iter() if re.search("ookmark|omment", str(e.tag))]:
            one.getparent().remove(one)
        for where, name in ((held, "moveFrom"), (new, "moveTo")):
            for one in where.findall("w:r", NS):
                mark = elements(f"<w:{name} {BY}/>")[0]
                one.addprevious(mark)
                mark.append(one)
            where.find("w:pPr", NS).append(elements(f"<w:rPr><w:{name} {BY}/></w:rPr>")[0])
            where.insert(1, elements(f'<w:{name}RangeStart {BY} w:name="m1"/>')[0])
        held.addnext(elements('<w:moveFromRangeEnd w:id="991"/>')[0])
        hands.paragraph("苗木<500>").addnext(new)

    now = take(act)
    where = [
        item.number for item in desk.minutes.items for p in item.paragraphs() if p.id == "p0004"
    ]

    assert where == ["3"]
    assert now["p0004"].sources == ("u0005",)


def test_a_paragraph_cut_in_two_under_tracking_keeps_what_it_rests_on(take):
    def act(hands):
        held = hands.paragraph(POINT)
        rewritten(POINT, run("市が管理する街路樹は"))(hands)
        held.find("w:pPr", NS).append(elements(f"<w:rPr><w:ins {BY}/></w:rPr>")[0])
        held.addnext(paragraph("MinBullet", run("1,240本である。")))

    now = take(act)

    assert now["p0002"].text == "市が管理する街路樹は"
    assert [one.sources for one in now.values() if one.text == "1,240本である。"] == [("u0003",)]


def labelled(desk, text):
    return [
        exchange.label
        for item in desk.minutes.items
        for exchange in item.exchanges
        if any(one.text == text for one in exchange.paragraphs)
    ]


@pytest.mark.parametrize(
    ("style", "gap", "label"),
    [
        ("MinSpeech", "<w:tab/>", "委員"),
        ("MinSpeechCont", "<w:t>　</w:t>", "教育総務課"),
        ("", "<w:t>　</w:t>", "副会長"),
        ("MinSpeech", "<w:t>：</w:t>", "事務局"),
    ],
)
def test_who_speaks_is_read_off_what_an_editor_types(take, desk, style, gap, label):
    typed = f"{into(label)}<w:ins {BY}><w:r>{gap}</w:r></w:ins>{into('期間はいつか。')}"
    new = paragraph(style, typed, f"<w:ins {BY}/>")
    take(lambda hands: hands.paragraph("また、財源").addnext(new))

    assert labelled(desk, "期間はいつか。") == [label]


def test_a_label_changed_under_tracking_is_the_new_one(take, desk):
    def act(hands):
        held = hands.paragraph("費用は").find("w:r", NS)
        look = '<w:rPr><w:rStyle w:val="MinLabel"/></w:rPr>'
        for name, inner in (("del", "delText"), ("ins", "t")):
            text = {"del": "委員", "ins": "原委員"}[name]
            xml = f"<w:{name} {BY}><w:r>{look}<w:{inner}>{text}</w:{inner}></w:r></w:{name}>"
            held.addprevious(elements(xml)[0])
        held.getparent().remove(held)

    take(act)

    assert labelled(desk, "費用はいくらか。") == ["原委員"]


def test_a_heading_is_the_items_own_title(take, desk):
    def act(hands):
        held = hands.heading("苗木の")
        hands.paragraph = lambda _: held
        xml = f"{run('3 苗木の')}{out('配布')}{into('無料配布')}{run('について（報告）')}"
        rewritten("", xml)(hands)

    take(act)

    assert [i.title for i in desk.minutes.items if i.number == "3"] == ["苗木の無料配布について"]


def test_a_new_heading_is_a_new_item(take, desk):
    def act(hands):
        heading = paragraph("Heading1", into("5 追加の案件について"), f"<w:ins {BY}/>")
        hands.paragraph("苗木<500>").addnext(heading)
        heading.addnext(paragraph("MinLead", into("資料に基づいて説明した。")))

    take(act)
    found = next(item for item in desk.minutes.items if item.number == "5")

    assert found.title == "追加の案件について"
    assert found.lead.text == "資料に基づいて説明した。"


@pytest.mark.parametrize(
    ("after", "style", "whole"),
    [
        ("資料に基づいて", "MinLead", "p0001"),
        ("原案のとおり", "MinOutcome", "p0009"),
        ("原案のとおり", "", "p0009"),
    ],
)
def test_a_further_lead_or_outcome_is_part_of_it(take, after, style, whole):
    new = paragraph(style, run("なお、報告を求める。"))
    now = take(lambda hands: hands.paragraph(after).addnext(new))

    assert now[whole].text.endswith("\nなお、報告を求める。")


def test_what_is_noted_between_is_nobodys_words(take):
    new = paragraph("", run("（暫時休憩）"))
    now = take(lambda hands: hands.paragraph("また、財源").addnext(new))

    assert not [one for one in now.values() if "暫時休憩" in one.text]


def test_a_row_of_the_block_is_drawn_in_its_table(take, desk):
    def act(hands):
        rows = hands.body.find("w:tbl", NS).findall("w:tr", NS)
        new = copy.deepcopy(rows[1])
        new.insert(0, elements(f"<w:trPr><w:ins {BY}/></w:trPr>")[0])
        for cell, text in zip(new.findall("w:tc", NS), ("記録", "要点記録"), strict=True):
            for one in cell.findall("w:p", NS):
                cell.remove(one)
            cell.append(paragraph("MinTableBody", run(text)))
        rows[1].addnext(new)

    take(act)
    table = Hands(desk.docx()).body.findall("w:tbl", NS)[0]
    texts = [words(row) for row in table.findall("w:tr", NS)]

    assert texts[1:4] == [texts[1], "記録要点記録", texts[3]]
    assert texts[3].startswith("出席者")


def test_a_name_behind_a_long_unit_is_nothing_new(izumi, with_sitting, agenda, record, tmp_path):
    """Where a tab has no room the name stands behind a space: an untouched file holds no change."""
    people = with_sitting().sitting.people
    long = replace(people[3], affiliation="都市整備部" * 5 + "公園緑地課")
    minutes = with_sitting(people=(*people[:3], long, people[4]))
    desk = desk_of(izumi, minutes, agenda, record)
    path = Hands(desk.docx()).save(tmp_path / "untouched.docx")

    assert any("公園緑地課　課長　西　航" in line for line in seen(path))
    assert desk.take(path) == []


def test_changed_headers_are_told_since_they_are_the_forms(desk, izumi, tmp_path):
    title = "令和6年度第2回青葉台市緑化審議会会議録（案）"
    hands = Hands(desk.docx())
    path = hands.save(tmp_path / "edited.docx")
    form = izumi.folder / DOCX
    assert foreign_words(path, form, title) == ()

    header = next(name for name in hands.parts if "header" in name and name.endswith(".xml"))
    hands.parts[header] = hands.parts[header].replace("（案）".encode(), "（最終）".encode())

    assert foreign_words(hands.save(path), form, title) == (title.replace("（案）", "（最終）"),)
