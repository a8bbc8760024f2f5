"""Every kind of edit, alone and mixed: after the import the draft reads as the editor saw it."""

import docx
import pytest
import word_edits
from word_edits import Hands, desk_of, seen

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


@pytest.fixture
def desk(izumi, minutes, agenda, record):
    return desk_of(izumi, minutes, agenda, record)


@pytest.fixture
def edit(desk, tmp_path):
    """Edit the draft, take it in, and return what was new and what is read now."""

    def edited(*steps):
        hands = Hands(desk.docx())
        for step in steps:
            step(hands)
        path = hands.save(tmp_path / "edited.docx")
        changes = desk.take(path)
        after = tmp_path / "after.docx"
        after.write_bytes(desk.docx())
        return changes, path, after

    return edited


def does(name, *args, **more):
    """Return a step: one act of the editor's hands."""

    def step(hands):
        getattr(hands, name)(*args, **more)

    step.__name__ = f"{name}({', '.join(map(str, args))})"
    return step


def table(hands):
    hands.paragraph(POINT2).addnext(word_edits.drawn_table([["年度", "本数"], ["令和5年度", "48"]]))


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
    "an ordinary paragraph": ([does("add", OUTCOME, "（暫時休憩）", bare=True)], PrintedAdded),
    "words before the heading": ([does("add", "日時", "（写し）", bare=True)], None),
    "a new heading": ([does("add", SEEDLINGS, "5 追加の案件", "Heading1")], ItemHeaded),
    "a heading's words": ([does("write", "3 苗木", "配布", "無料配布")], PrintedText),
    "the title": ([does("write", "令和6年度第2回", "第2回", "第3回")], ParticularStated),
    "the certificate": ([does("write", "会議の顛末", "顛末", "経過")], PrintedText),
    "a point taken out": ([does("delete", POINT2)], ParagraphDeleted),
    "a question taken out": ([does("delete", ASK)], ParagraphDeleted),
    "the head of an answer taken out": ([does("delete", ANSWER)], ParagraphDeleted),
    "a heading taken out": ([does("delete", "3 苗木")], PrintedText),
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
    "the place": ([does("cell", 1, 1, "青葉台市役所 3階 第1会議室")], ParticularStated),
    "the day": ([does("cell", 0, 1, "令和6年10月9日（水）午前10時から正午まで")], ParticularStated),
    "the observers": ([does("cell", 7, 1, "3人")], ParticularStated),
    "the observers in words": ([does("cell", 7, 1, "3人（うち報道1人）")], PrintedText),
    "who came": ([does("cell", 4, 2, "総務部総務課　係長　北川　和")], Attendance),
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
        does("write", "3 苗木", "配布", "無料配布"),
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


@pytest.mark.parametrize("name", ALL)
def test_the_draft_reads_as_the_editor_saw_it(edit, name):
    _, path, after = edit(*ALL[name])

    assert seen(after) == seen(path)


@pytest.mark.parametrize("name", ALL)
def test_taking_the_same_file_in_twice_changes_nothing(edit, desk, name):
    _, path, after = edit(*ALL[name])

    assert desk.take(path) == []
    assert desk.take(after) == []


@pytest.mark.parametrize("name", [name for name, (_, kind) in ONE.items() if kind])
def test_each_edit_is_kept_as_what_it_is(edit, name):
    changes, _, _ = edit(*ONE[name][0])

    assert ONE[name][1] in {type(change) for change in changes}


def test_a_draft_that_nobody_touched_holds_nothing_new(edit):
    assert edit()[0] == []


def test_the_matrix_is_as_wide_as_promised():
    assert len(ALL) >= 40


def test_ids_are_kept_where_half_of_the_words_survive(edit, desk):
    before = {p.id: p.text for p in desk.minutes.paragraphs()}
    edit(*MIXED["everything"])
    now = {p.id: p.text for p in desk.minutes.paragraphs()}

    assert set(before) - set(now) == {"p0006"}
    assert {one for one in now if one not in before and not one.startswith("c")} == set()


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
