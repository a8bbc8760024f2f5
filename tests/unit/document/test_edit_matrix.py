"""Every kind of edit, alone and mixed: after the import the draft reads as the editor saw it.

In the sample's form every edit; in the forms of other cities those that depend on the form.
``MINUTES_EVERY_FORM=1`` runs every edit in every form.
"""

import os

import docx
import pytest
import word_edits
from word_edits import Hands, desk_of, seen

from minutes_pipeline.document.matching import HALF, survived
from minutes_pipeline.document.template import find_template, load_template, template_names
from minutes_pipeline.meeting import (
    Attendance,
    CommentKept,
    ItemHeaded,
    ParagraphAdded,
    ParagraphDeleted,
    ParagraphLabel,
    ParagraphMerged,
    ParagraphMoved,
    ParagraphSplit,
    ParagraphText,
    ParticularStated,
    PrintedAdded,
    PrintedMoved,
    PrintedText,
)

POINT, POINT2 = "市が管理する街路樹は", "倒木の危険がある"
ASK, ANSWER, MORE, CHAIR, NAMELESS = "費用は", "3,600万円", "また、財源", "樹種は", "変えない。"
LEAD, OUTCOME, SEEDLINGS, PARKING = "資料に基づいて", "原案のとおり", "苗木<500>", "駐車場"
NEW = "あわせて、周辺の住民に説明する。"


class Editor:
    """Edits a draft, takes it in, and remembers what was read before and after."""

    def __init__(self, desk, folder):
        self.desk, self.folder = desk, folder

    def __call__(self, *steps):
        hands = Hands(self.desk.docx())
        for step in steps:
            step(hands)
        path = hands.save(self.folder / "edited.docx")
        changes = self.desk.take(path)
        after = self.folder / "after.docx"
        after.write_bytes(self.desk.docx())
        return changes, path, after


@pytest.fixture
def desk(izumi, minutes, agenda, record):
    return desk_of(izumi, minutes, agenda, record)


@pytest.fixture
def edit(desk, tmp_path):
    return Editor(desk, tmp_path)


@pytest.fixture(scope="module")
def forms():
    return {name: load_template(find_template(name)) for name in template_names()}


def does(name, *args, **more):
    """Return a step: one act of the editor's hands."""

    def step(hands):
        getattr(hands, name)(*args, **more)

    step.__name__ = f"{name}({', '.join(map(str, args))})"
    return step


def table(hands):
    hands.paragraph(POINT2).addnext(word_edits.drawn_table([["年度", "本数"], ["令和5年度", "48"]]))


def row(hands):
    """Put a row into the table of particulars."""
    rows = hands.body.find("w:tbl", word_edits.NS).findall("w:tr", word_edits.NS)
    new = word_edits.drawn_table([["記録", "要点記録"]]).find("w:tr", word_edits.NS)
    rows[1].addnext(new)


def foreign_style(hands):
    document = hands.paragraph(POINT)
    style = document.find("w:pPr/w:pStyle", word_edits.NS)
    style.set(f"{word_edits.W}val", "Normal")


def wrapped(hands):
    """Put a paragraph into a content control, as a template of Word does."""
    paragraph = hands.paragraph(POINT)
    control = word_edits.etree.Element(f"{word_edits.W}sdt")
    content = word_edits.etree.SubElement(control, f"{word_edits.W}sdtContent")
    paragraph.addprevious(control)
    content.append(paragraph)


def without_bookmarks(hands):
    for one in list(hands.body.iter()):
        if "bookmark" in str(one.tag):
            one.getparent().remove(one)


def without_trace(hands):
    hands.parts = {n: p for n, p in hands.parts.items() if not n.startswith("customXml")}
    name = "word/_rels/document.xml.rels"
    rels = word_edits.etree.fromstring(hands.parts[name])
    for one in list(rels):
        if "customXml" in one.get("Target"):
            rels.remove(one)
    hands.parts[name] = word_edits.etree.tostring(rels)


ONE = {
    "a word of a point": ([does("write", POINT, "1,240本", "1,250本")], ParagraphText),
    "a word of the lead": ([does("write", LEAD, "説明", "詳しい説明")], ParagraphText),
    "a word of a question": ([does("write", ASK, "いくら", "どれほど")], ParagraphText),
    "a word of the outcome": ([does("write", OUTCOME, "了承", "承認")], ParagraphText),
    "a whole answer": ([does("rewrite", ANSWER, "見積もりを取っている。")], ParagraphText),
    "a whole point": ([does("rewrite", POINT, "詳細は資料のとおり。")], ParagraphText),
    "a new point": ([does("add", POINT, NEW)], ParagraphAdded),
    "a new point at the end": ([does("add", POINT2, NEW)], ParagraphAdded),
    "two new points": ([does("add", POINT, NEW), does("add", POINT, "別の点。")], ParagraphAdded),
    "a new speech": ([does("add", MORE, "委員\t期間はいつか。", "MinSpeech")], ParagraphAdded),
    "a speech goes on": ([does("add", ASK, "また、工期は。", "MinSpeechCont")], ParagraphAdded),
    "an outcome where none was": (
        [does("add", SEEDLINGS, "了承された。", "MinOutcome")],
        ParagraphAdded,
    ),
    "a second lead": ([does("add", LEAD, "あわせて資料2を配った。", "MinLead")], ParagraphText),
    "a second outcome": (
        [does("add", OUTCOME, "なお、報告を求める。", "MinOutcome")],
        ParagraphText,
    ),
    "an ordinary point": ([does("add", POINT, NEW, bare=True)], ParagraphAdded),
    "an ordinary outcome": ([does("add", OUTCOME, NEW, bare=True)], ParagraphText),
    "a lead and an outcome split": (
        [does("split", LEAD, "都市整備部"), does("split", OUTCOME, "了承")],
        ParagraphText,
    ),
    "a gap filled": (
        [
            does(
                "write",
                "【要確認：この案件",
                "【要確認：この案件の記録がありません】",
                "質問はなかった。",
            )
        ],
        ParagraphAdded,
    ),
    "a label with a colon": ([does("write", ASK, "委員", "委員：")], PrintedText),
    "an ordinary paragraph": ([does("add", OUTCOME, "（暫時休憩）", bare=True)], PrintedAdded),
    "words before the heading": ([does("add", "日時", "（写し）", bare=True)], None),
    "a new heading": ([does("add", SEEDLINGS, "5 追加の案件", "Heading1")], ItemHeaded),
    "a heading's words": ([does("write_heading", "苗木の", "配布", "無料配布")], ItemHeaded),
    "a heading's number": ([does("write_heading", "苗木の", "3", "4")], PrintedText),
    "the list of items": ([does("write", "苗木の", "配布", "無料配布")], PrintedText),
    "the title": ([does("write", "令和6年度第2回", "第2回", "第3回")], ParticularStated),
    "the certificate": ([does("write", "署名する。", "署名", "記名")], PrintedText),
    "a point taken out": ([does("delete", POINT2)], ParagraphDeleted),
    "a question taken out": ([does("delete", ASK)], ParagraphDeleted),
    "the head of an answer taken out": ([does("delete", ANSWER)], ParagraphDeleted),
    "a heading taken out": ([does("delete_heading", "苗木の")], PrintedText),
    "a mark taken out": ([does("delete", "【要確認：この案件")], PrintedText),
    "points in another order": ([does("move", POINT, POINT2)], ParagraphMoved),
    "a speech moved": ([does("move", NAMELESS, ANSWER)], ParagraphMoved),
    "a point among the speeches": ([does("move", POINT2, MORE)], PrintedMoved),
    "a speech under another item": ([does("move", PARKING, SEEDLINGS)], ParagraphMoved),
    "a paragraph copied": ([does("copy", POINT, SEEDLINGS)], ParagraphAdded),
    "a point split": ([does("split", POINT, "1,240本")], ParagraphSplit),
    "a speech split": ([does("split", CHAIR, "変えない")], ParagraphSplit),
    "points joined": ([does("join", POINT)], ParagraphMerged),
    "an answer joined": ([does("join", ANSWER)], ParagraphMerged),
    "a label": ([does("relabel", ASK, "原委員")], ParagraphLabel),
    "an undecided label": ([does("relabel", NAMELESS, "公園緑地課")], ParagraphLabel),
    "the place in words": ([does("write", "大会議室", "大会議室", "小会議室")], ParticularStated),
    "a row of the block": ([row], PrintedAdded),
    "the place": ([does("cell", 1, 1, "青葉台市役所 3階 第1会議室")], ParticularStated),
    "the day": ([does("cell", 0, 1, "令和6年10月9日（水）午前10時から正午まで")], ParticularStated),
    "the observers": ([does("cell", 7, 1, "3人")], ParticularStated),
    "the observers in words": ([does("cell", 7, 1, "3人（うち報道1人）")], PrintedText),
    "who came": ([does("cell", 4, 2, "総務部総務課　係長\t北川　和")], Attendance),
    "a name of a particular": ([does("cell", 1, 0, "開催場所")], PrintedText),
    "who signs": ([does("cell", 1, 1, "森　太一", table=1)], PrintedText),
    "a table": ([table], PrintedAdded),
    "another style": ([foreign_style], None),
    "a content control": ([wrapped], None),
    "tracked insertion": (
        [does("track_insert", POINT, "街路樹は", "、令和6年4月現在で")],
        ParagraphText,
    ),
    "tracked deletion": ([does("track_delete", POINT2, "先に")], ParagraphText),
    "a tracked new point": ([does("track_add", POINT, NEW)], ParagraphAdded),
    "a point deleted under tracking": ([does("track_delete_paragraph", POINT2)], ParagraphDeleted),
    "points joined under tracking": ([does("track_delete_mark", POINT)], ParagraphMerged),
    "a tracked move": ([does("track_move", POINT, POINT2)], ParagraphMoved),
    "bookmarks lost": (
        [without_bookmarks, does("write", POINT, "1,240本", "1,250本")],
        ParagraphText,
    ),
    "all traces lost": (
        [without_bookmarks, without_trace, does("write", POINT, "1,240本", "1,250本")],
        ParagraphText,
    ),
}
MIXED = {
    "moved and reworded": [does("move", POINT, POINT2), does("write", POINT, "1,240本", "1,250本")],
    "split and reworded": [
        does("split", POINT, "1,240本"),
        does("write", "市が管理", "市", "本市"),
    ],
    "joined and reworded": [does("join", POINT), does("write", POINT, "48本", "50本")],
    "deleted and replaced": [does("delete", POINT2), does("add", POINT, NEW)],
    "label and words": [does("relabel", ASK, "会長"), does("write", ASK, "いくら", "どれほど")],
    "tracked and plain": [
        does("track_insert", POINT, "街路樹は", "、現在"),
        does("write", ASK, "いくら", "どれほど"),
        does("track_delete_paragraph", POINT2),
    ],
    "everything": [
        does("write", LEAD, "説明", "詳しい説明"),
        does("move", POINT, POINT2),
        does("track_add", POINT2, NEW),
        does("relabel", NAMELESS, "公園緑地課"),
        does("delete", MORE),
        does("split", CHAIR, "変えない"),
        does("cell", 1, 1, "本庁舎"),
        does("write_heading", "苗木の", "配布", "無料配布"),
        does("add", SEEDLINGS, "5 追加の案件", "Heading1"),
        does("add", "5 追加の案件", "追加の説明があった。", "MinLead"),
        table,
    ],
    "bookmarks lost and much else": [
        without_bookmarks,
        does("write", POINT, "1,240本", "1,250本"),
        does("move", NAMELESS, ANSWER),
        does("delete", SEEDLINGS),
        does("add", OUTCOME, "（暫時休憩）", bare=True),
    ],
}
ALL = {**{name: steps for name, (steps, _) in ONE.items()}, **MIXED}
GONE = {
    "a point taken out": {"p0003"},
    "a question taken out": {"p0004"},
    "the head of an answer taken out": {"p0005"},
    "a point deleted under tracking": {"p0003"},
    "deleted and replaced": {"p0003"},
    "tracked and plain": {"p0003"},
    "everything": {"p0006"},
    "bookmarks lost and much else": {"p0010"},
}
"""The paragraphs that an edit takes out."""
JOINED = {
    "points joined": {"p0003": "p0002"},
    "an answer joined": {"p0006": "p0005"},
    "points joined under tracking": {"p0003": "p0002"},
    "joined and reworded": {"p0003": "p0002"},
}
"""The paragraphs whose words an edit puts into another, which has both ids' sources then."""
IN_TABLE = {
    *("the place", "the day", "the observers", "the observers in words", "who came"),
    *("a name of a particular", "who signs", "everything", "a row of the block"),
}
"""Edits that need the particulars in a table with the rows of the sample's form."""
BY_FORM = {
    *("a whole answer", "a new speech", "a speech goes on", "a second lead", "a second outcome"),
    *("a heading's words", "the list of items", "a new heading", "a gap filled", "the title"),
    *("a label", "an undecided label", "a label with a colon", "a speech moved", "a speech split"),
    *("a point among the speeches", "an answer joined", "the place in words", "a tracked move"),
    *("all traces lost", "label and words", "bookmarks lost and much else"),
}
"""Edits of which more depends on the city's form than its styles."""


def cases():
    """Yield each form with each edit that can be made in it."""
    every = os.environ.get("MINUTES_EVERY_FORM") == "1"
    for form in template_names():
        for name in ALL if form == "izumi" or every else sorted(BY_FORM):
            signed = form != "shiomi" or name != "the certificate"
            if signed and (form == "izumi" or name not in IN_TABLE):
                yield form, name


@pytest.mark.parametrize(("form", "name"), list(cases()))
def test_the_draft_reads_as_the_editor_saw_it(forms, minutes, agenda, record, tmp_path, form, name):
    """Every edit: what is read, what is kept of it, ids and sources, and that twice is once."""
    desk = desk_of(forms[form], minutes, agenda, record)
    before = {p.id: p for p in desk.minutes.paragraphs()}
    changes, path, after = Editor(desk, tmp_path)(*ALL[name])

    # What stands between a label and its words is the form's, whatever an editor typed there.
    read = seen if form == "izumi" else word_edits.seen_without_gaps
    assert read(after) == read(path)
    if form == "izumi" and name in ONE and ONE[name][1]:
        assert ONE[name][1] in {type(change) for change in changes}
    kept = {p.id: p for p in desk.minutes.paragraphs()}
    for own in before.values():
        where = JOINED.get(name, {}).get(own.id, own.id)
        half = any(survived(own.text, line) >= HALF for line in seen(path))
        if half and own.id not in GONE.get(name, ()):
            assert set(own.sources) <= set(kept[where].sources)
    assert set(before) - set(kept) == GONE.get(name, set()) | set(JOINED.get(name, {}))
    assert desk.take(path) == []
    assert desk.take(after) == []


def test_a_draft_that_nobody_touched_holds_nothing_new(edit):
    assert edit()[0] == []


def test_the_matrix_is_as_wide_as_promised():
    assert len(ALL) >= 40


def test_comments_of_people_are_kept_beside_their_words(desk, tmp_path):
    path = tmp_path / "edited.docx"
    path.write_bytes(desk.docx())
    document = docx.Document(str(path))
    paragraph = next(p for p in document.paragraphs if ASK in p.text)
    document.add_comment(paragraph.runs, "金額を確かめること", author="山田", initials="山")
    document.save(str(path))
    changes = desk.take(path)
    path.write_bytes(desk.docx())
    kept = [c for c in docx.Document(str(path)).comments if c.author == "山田"]

    assert [type(change) for change in changes] == [CommentKept]
    assert [c.text for c in kept] == ["金額を確かめること"]
    assert desk.take(path) == []
