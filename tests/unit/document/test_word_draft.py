"""The Word file as an editor reads it."""

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from minutes_pipeline.meeting import Agenda, Minutes, ReviewNote, Severity, Sitting


def styled(document, *names):
    """Return the body's paragraphs as (style, text); all of them, or those of some styles."""
    pairs = [(p.style.name, p.text) for p in document.paragraphs]
    return [pair for pair in pairs if not names or pair[0] in names]


def table_text(table):
    """Return a table's rows, each cell once."""
    rows = []
    for row in table.rows:
        cells = {id(cell._tc): cell.text for cell in row.cells}
        rows.append(list(cells.values()))
    return rows


def test_title_is_the_sittings_with_the_mark_of_a_draft(document):
    assert styled(document, "標題") == [("標題", "令和6年度第2回青葉台市緑化審議会会議録（案）")]


def test_a_title_that_already_says_minutes_says_it_once(draw, izumi, with_sitting):
    held = draw(izumi, with_sitting(title="令和6年度第2回緑化審議会会議録"))

    assert (
        docx.Document(io.BytesIO(held)).paragraphs[0].text == "令和6年度第2回緑化審議会会議録（案）"
    )


def test_a_long_title_is_parted_before_the_word_minutes(draw, izumi, with_sitting):
    title = "令和6年度第2回青葉台市みどりと水辺のまちづくり推進計画策定検討委員会専門部会"
    held = draw(izumi, with_sitting(title=title))

    assert docx.Document(io.BytesIO(held)).paragraphs[0].text == f"{title}\n会議録（案）"


def test_particulars_stand_in_a_table(document):
    rows = table_text(document.tables[0])

    assert rows == [
        ["日時", "令和6年10月8日（火）午前9時30分から午前11時まで"],
        ["場所", "青葉台市役所 2階 大会議室"],
        ["出席者", "委員", "会長\t森　太一\n職務代理者\t原　みどり"],
        ["出席者", "説明員", "都市整備部公園緑地課　課長\t西　航"],
        ["出席者", "事務局", "総務部総務課　係長\t北川　和【要確認：出欠】"],
        ["欠席者", "委員\t東海林　さくら"],
        ["公開の別", "公開"],
        ["傍聴者", "0人"],
        [
            "案件",
            (
                "1 街路樹更新計画について（諮問）\n2 街路樹管理の指針について（諮問）\n"
                "3 苗木の配布について（報告）\n4 その他"
            ),
        ],
        ["資料", "資料1 街路樹更新計画（案）\n資料2 樹木台帳"],
    ]


def test_a_label_over_several_groups_is_one_cell(document):
    labels = [row.cells[0] for row in document.tables[0].rows]

    assert labels[2]._tc is labels[3]._tc is labels[4]._tc


def test_items_are_written_in_order_with_their_styles(document):
    body = styled(document)

    assert body[1:] == [
        ("Heading 1", "1 街路樹更新計画について（諮問）"),
        ("Heading 1", "2 街路樹管理の指針について（諮問）"),
        ("注記", "（以上2件、一括議題）"),
        ("導入文", "資料に基づいて、都市整備部公園緑地課から説明を行った。"),
        ("説明要点", "市が管理する街路樹は1,240本である。"),
        ("説明要点", "倒木の危険がある48本を先に更新する。"),
        ("発言", "委員\t費用はいくらか。"),
        ("発言", "公園緑地課\t3,600万円を見込んでいる。"),
        ("発言（続き）", "また、財源には基金を充てる。"),
        ("発言", "委員\t樹種は変えないのか。"),
        ("発言", "【要確認】\t変えない。"),
        ("結論", "原案のとおり了承された。"),
        ("Heading 1", "3 苗木の配布について（報告）"),
        ("説明要点", "苗木<500>本 & 花の種を配布する。"),
        ("Heading 1", "4 その他"),
        ("結論", "【要確認：この案件の記録がありません】"),
        ("Heading 1", "案件外の発言"),
        ("発言", "委員\t駐車場が混んでいた。"),
        ("証明文", "会議の顛末を記載し、その相違ないことを証明するために、ここに署名する。"),
    ]


def test_every_paragraph_of_the_minutes_is_printed_once(file, minutes):
    text = [p.text.split("\t")[-1] for p in docx.Document(io.BytesIO(file)).paragraphs]

    assert [text.count(p.text) for p in minutes.paragraphs()] == [1] * 11


def test_another_form_has_its_own_wording(draw, other_form):
    body = styled(docx.Document(io.BytesIO(draw(other_form))))

    assert ("区分見出し", "会議の概要") in body
    assert ("Heading 1", "議題3　苗木の配布について［報告］") in body
    assert ("発言", "〇公園緑地課\t3,600万円を見込んでいる。") in body
    assert ("発言", "【要確認】\t変えない。") in body


def test_the_chair_is_labelled_as_the_form_says(draw, other_form, izumi):
    by_form = {
        template.form.label.chair: styled(docx.Document(io.BytesIO(draw(template))), "発言")
        for template in (izumi, other_form)
    }

    assert ("発言", "委員\t樹種は変えないのか。") in by_form["委員"]
    assert ("発言", "〇会長\t樹種は変えないのか。") in by_form["会長"]
    assert ("発言", "〇委員\t費用はいくらか。") in by_form["会長"]


def test_what_nobody_stated_is_marked_and_never_guessed(draw, izumi):
    document = docx.Document(io.BytesIO(draw(izumi, Minutes(Sitting(), ()), agenda=Agenda())))

    assert document.paragraphs[0].text == "【要記入】会議録（案）"
    assert table_text(document.tables[0]) == [
        ["日時", "【要記入】【要記入】から【要記入】まで"],
        *([label, "【要記入】"] for label in ("場所", "出席者", "欠席者", "公開の別", "傍聴者")),
        ["案件", "【要記入】"],
        ["資料", "【要記入】"],
    ]
    assert "令和" not in "".join(cell for row in table_text(document.tables[1]) for cell in row)


def test_marks_stand_out_wherever_they_are(document):
    marked = [
        run.text
        for p in document.element.body.iter(qn("w:p"))
        for run in docx.text.paragraph.Paragraph(p, document._body).runs
        if run.style.name == "要確認"
    ]

    assert marked == ["【要確認：出欠】", "【要確認】", "【要確認：この案件の記録がありません】"]


def test_labels_have_the_style_of_labels(document):
    labels = [
        run.text for p in document.paragraphs for run in p.runs if run.style.name == "発言者名"
    ]

    assert labels == ["委員", "公園緑地課", "委員", "委員"]


def test_signature_never_parts_from_its_sentence(document):
    sentence = document.paragraphs[-1]
    rows = document.tables[-1].rows
    kept = [
        all(p.paragraph_format.keep_with_next for c in r.cells for p in c.paragraphs) for r in rows
    ]

    assert sentence.style.paragraph_format.keep_with_next
    assert kept == [True, True, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert sentence._p.getnext() is document.tables[-1]._tbl


def test_signature_names_the_day_and_every_signer(document):
    assert [row[0] for row in table_text(document.tables[-1])] == [
        "令和　　年　　月　　日",
        "会長",
        "署名委員",
    ]


def test_header_names_the_sitting_and_footer_counts_pages(document):
    section = document.sections[0]
    footer = section.footer._element.xml

    assert [p.text for p in section.header.paragraphs] == [
        "令和6年度第2回青葉台市緑化審議会会議録（案）"
    ]
    assert " PAGE " in footer
    assert " NUMPAGES " in footer


def test_lines_are_numbered_where_the_form_asks_for_it(draw, other_form, document):
    numbered = (
        docx.Document(io.BytesIO(draw(other_form))).sections[0]._sectPr.find(qn("w:lnNumType"))
    )

    assert numbered.get(qn("w:countBy")) == "5"
    assert document.sections[0]._sectPr.find(qn("w:lnNumType")) is None


def test_every_paragraph_is_bookmarked_by_its_id(document, minutes):
    found = {}
    for start in document.element.body.iter(qn("w:bookmarkStart")):
        paragraph = docx.text.paragraph.Paragraph(start.getparent(), None)
        found[start.get(qn("w:name"))] = paragraph.text.split("\t")[-1]
    items = {name: text for name, text in found.items() if name.startswith("item_")}

    assert {p.id.replace("p", "p_"): p.text for p in minutes.paragraphs()} == {
        name: text for name, text in found.items() if name.startswith("p_")
    }
    assert list(items) == ["item_1", "item_2", "item_3", "item_4"]


def test_bookmarks_of_strange_numbers_stay_valid_and_apart(draw, izumi, minutes):
    odd = tuple(replace(item, number=n) for item, n in zip(minutes.items, "①②3", strict=False))
    document = docx.Document(io.BytesIO(draw(izumi, replace(minutes, items=odd))))
    names = [b.get(qn("w:name")) for b in document.element.body.iter(qn("w:bookmarkStart"))]

    assert len(names) == len(set(names))
    assert all(name.isascii() and name.replace("_", "").isalnum() for name in names)


def test_doubts_are_comments_at_their_paragraphs(document):
    comments = {comment.comment_id: comment.text for comment in document.comments}
    at = {}
    for start in document.element.body.iter(qn("w:commentRangeStart")):
        paragraph = docx.text.paragraph.Paragraph(start.getparent(), None)
        at[paragraph.text] = comments[int(start.get(qn("w:id")))]

    assert at == {
        "令和6年度第2回青葉台市緑化審議会会議録（案）": "確かめていただきたいことは、ほかに1件あります。\n"
        "checklist.html に一覧があります。",
        "倒木の危険がある48本を先に更新する。": "「48本」の数字が不確かです。\n"
        "音声 00:01:20–00:01:22\n候補：48本／4,8本",
        "委員\t費用はいくらか。": "<b>言葉</b>が不確かです。\n音声 00:01:41",
        "【要確認】\t変えない。": "誰の発言か決まりません。",
    }


def test_comments_are_as_many_as_the_form_allows_and_the_worst_first(draw, izumi, minutes):
    few = replace(
        izumi,
        form=izumi.form.model_copy(
            update={"doubts": izumi.form.doubts.model_copy(update={"limit": 1})}
        ),
    )
    comments = list(docx.Document(io.BytesIO(draw(few))).comments)

    assert [c.text.splitlines()[0] for c in comments] == [
        "確かめていただきたいことは、ほかに3件あります。",
        "「48本」の数字が不確かです。",
    ]


def test_a_form_can_do_without_comments(draw, izumi):
    silent = replace(
        izumi,
        form=izumi.form.model_copy(
            update={"doubts": izumi.form.doubts.model_copy(update={"comments": False})}
        ),
    )

    assert list(docx.Document(io.BytesIO(draw(silent))).comments) == []


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ufffe"])
def test_signs_that_word_cannot_hold_do_not_stop_the_draft(draw, izumi, minutes, sign):
    item = minutes.items[2]
    point = replace(item.points[0], text=f"苗木{sign}を配布する。")
    note = ReviewNote("x", Severity.LOW, f"音{sign}", paragraphs=(point.id,))
    changed = replace(
        minutes,
        sitting=replace(minutes.sitting, title=f"緑化{sign}審議会"),
        items=(replace(item, points=(point,)),),
    )
    document = docx.Document(io.BytesIO(draw(izumi, changed, notes=(note,))))

    assert ("説明要点", "苗木を配布する。") in styled(document)
    assert document.paragraphs[0].text == "緑化審議会会議録（案）"


def test_words_move_right_where_a_label_is_long(draw, izumi, minutes, document):
    item = minutes.items[0]
    answer = replace(item.exchanges[1], label="こども家庭支援課")
    long = replace(minutes, items=(replace(item, exchanges=(item.exchanges[0], answer)),))
    room = {}
    for name, one in (("short", document), ("long", docx.Document(io.BytesIO(draw(izumi, long))))):
        speech, cont = (one.styles[s].paragraph_format for s in ("発言", "発言（続き）"))
        room[name] = speech.left_indent
        assert speech.left_indent == cont.left_indent == -speech.first_line_indent
        assert [stop.position for stop in speech.tab_stops] == [speech.left_indent]

    assert room["long"].pt == 9 * 11
    assert room["long"] > room["short"]


def test_headings_taken_together_stand_together(document):
    headings = [p for p in document.paragraphs if p.style.name == "Heading 1"]

    assert [p.paragraph_format.space_before for p in headings] == [None, 0, None, None, None]


def test_a_paragraph_that_lost_its_words_is_marked_and_can_bear_a_comment(draw, izumi, minutes):
    item = minutes.items[2]
    empty = replace(minutes, items=(replace(item, points=(replace(item.points[0], text="\x07"),)),))
    note = ReviewNote("x", Severity.LOW, "空です。", paragraphs=("p0010",))
    document = docx.Document(io.BytesIO(draw(izumi, empty, notes=(note,))))

    assert ("説明要点", "【要確認】") in styled(document)
    assert [comment.text for comment in document.comments] == ["空です。"]
