"""Comments stand at the very words they are about."""

import io
from dataclasses import replace

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from minutes_pipeline.document.anchors import anchor, merged
from minutes_pipeline.document.hearing import AT_LEAST, unsure_words
from minutes_pipeline.document.wordml import cut_out
from minutes_pipeline.meeting import (
    Minutes,
    MinutesItem,
    Paragraph,
    ReviewNote,
    Severity,
    Sitting,
    Span,
    Utterance,
    Word,
)


def uttered(*tokens):
    """An utterance of (text, probability), a second a token."""
    words = tuple(Word(t, Span(float(n), n + 1.0), p) for n, (t, p) in enumerate(tokens))
    return Utterance("u0001", "".join(t for t, _ in tokens), Span(0.0, len(tokens)), words=words)


def minutes_of(text):
    return Minutes(
        Sitting(), (MinutesItem("1", "件", points=(Paragraph("p0001", text, ("u0001",)),)),)
    )


def about(message, **more):
    return ReviewNote("word-doubtful", Severity.MEDIUM, message, **more)


def commented(held):
    """The words under each comment, by the comment's first line."""
    document = docx.Document(io.BytesIO(held))
    texts = {c.comment_id: c.text.splitlines()[0] for c in document.comments}
    found = {}
    for start in document.element.body.iter(qn("w:commentRangeStart")):
        words, element = "", start.getnext()
        while element.tag != qn("w:commentRangeEnd"):
            words += "".join(t.text or "" for t in element.iter(qn("w:t")))
            element = element.getnext()
        found[texts[int(start.get(qn("w:id")))]] = words
    return found


def test_a_comment_holds_no_more_than_the_doubtful_words(draw, izumi):
    assert commented(draw(izumi)) == {
        "確かめていただきたいことは、ほかに1件あります。": "令和6年度第2回青葉台市緑化審議会会議録（案）",
        "「48本」の数字が不確かです。": "48本",
        "<b>言葉</b>が不確かです。": "いくら",
        "誰の発言か決まりません。": "【要確認】変えない。",
    }


def test_the_text_stays_the_same_around_a_comment(draw, izumi):
    with_comments = docx.Document(io.BytesIO(draw(izumi)))
    form = izumi.form.model_copy(
        update={"doubts": izumi.form.doubts.model_copy(update={"comments": False})}
    )
    without = docx.Document(io.BytesIO(draw(replace(izumi, form=form))))

    assert [p.text for p in with_comments.paragraphs] == [p.text for p in without.paragraphs]


def test_words_of_one_place_share_a_comment_and_distant_ones_do_not():
    assert merged([(30, 34), (0, 4), (6, 8), (7, 12)]) == ((0, 12), (30, 34))


def test_a_note_on_a_whole_remark_has_no_words_of_its_own():
    note = ReviewNote("item-border-doubtful", Severity.MEDIUM, "ここは「2」に入れました。")

    assert anchor(note, "資料2のとおり。", ()) is None


def test_a_note_that_only_knows_a_time_is_put_at_what_was_said_then():
    spoken = uttered(("街路樹は", 0.9), ("1,240本", 0.3), ("ございます", 0.9))

    assert anchor(about("不確か", start=1.0, end=2.0), "街路樹は1,240本である。", [spoken]) == (
        4,
        10,
    )
    assert anchor(about("不確か", start=0.0, end=3.0), "街路樹は1,240本である。", [spoken]) is None


def test_badly_heard_words_are_noted_with_figure_and_time():
    spoken = uttered(("街路樹", 0.35), ("は", 0.1), ("1,240本", 0.25), ("倒木", 0.9))
    notes = unsure_words(minutes_of("街路樹は1,240本で倒木もある。"), [spoken])

    assert [(n.code, n.message, n.start, n.end) for n in notes] == [
        ("word-doubtful", "「街路樹」の聞き取りが不確かです（信頼度 0.35）。", 0.0, 1.0),
        ("number-doubtful", "「1,240本」の数字の聞き取りが不確かです（信頼度 0.25）。", 2.0, 3.0),
    ]


def test_a_word_heard_clearly_once_is_not_doubted():
    spoken = uttered(("街路樹", 0.1), ("は", 0.9))
    clear = replace(uttered(("街路樹", 0.95)), id="u0002")
    minutes = Minutes(
        Sitting(),
        (MinutesItem("1", "件", points=(Paragraph("p0001", "街路樹は。", ("u0001", "u0002")),)),),
    )

    assert unsure_words(minutes, [spoken, clear]) == ()


def test_without_figures_nothing_is_said():
    assert (
        unsure_words(minutes_of("街路樹は1,240本。"), [Utterance("u0001", "街路樹は1,240本。")])
        == ()
    )


def test_runs_are_cut_without_losing_a_character():
    paragraph = docx.Document().add_paragraph()
    paragraph.add_run("委員").bold = True
    paragraph.add_run("\t")
    paragraph.add_run("街路樹は1,240本ある。")
    before = paragraph.text
    inside = cut_out(paragraph, 1, 6)

    assert "".join(run.text for run in inside) == before[1:6] == "員\t街路樹"
    assert paragraph.text == before
    assert isinstance(paragraph, WordParagraph)
    assert [run.text for run in paragraph.runs if run.bold] == ["委", "員"]


def test_a_part_of_a_doubted_word_is_not_asked_about_again():
    spoken = uttered(("開示", 0.1), ("請求", 0.2), ("は", 0.9))

    notes = unsure_words(minutes_of("開示請求は請求である。"), [spoken])

    assert [n.message for n in notes] == ["「開示請求」の聞き取りが不確かです（信頼度 0.10）。"]


def test_the_least_sure_words_are_shown_and_the_rest_is_counted():
    names = [a + b for a in "春夏秋冬朝" for b in "山川空海雲"]
    spoken = uttered(*((word, 0.01 * n + 0.02) for n, word in enumerate(names)), ("50本", 0.30))
    text = "、".join([*names, "50本"])

    *words, rest = unsure_words(minutes_of(f"{text}。"), [spoken])

    shown = [n for n in words if n.code == "word-doubtful"]
    assert len(shown) == AT_LEAST
    assert all(names[n] in note.message for n, note in enumerate(shown))
    assert [n.code for n in words].count("number-doubtful") == 1
    assert f"このほかに{len(names) - AT_LEAST}か所" in rest.message


def test_words_of_the_agenda_and_eras_are_expected_and_no_doubts():
    spoken = uttered(
        ("令和", 0.1), ("の", 0.9), ("環境", 0.1), ("計画", 0.1), ("と", 0.9), ("測量", 0.1)
    )
    minutes = minutes_of("令和の環境計画と測量である。")
    (item,) = minutes.items
    titled = replace(minutes, items=(replace(item, title="環境計画について"),))

    assert len(unsure_words(minutes, [spoken])) == 2
    assert [n.message[:4] for n in unsure_words(titled, [spoken])] == ["「測量」"]


def test_what_was_said_once_is_asked_about_once_however_many_paragraphs_hold_it():
    spoken = uttered(("開示", 0.1), ("請求", 0.2), ("は", 0.9), ("14件", 0.2))
    one, two = (
        Paragraph(f"p000{n}", text, ("u0001",))
        for n, text in ((1, "請求は14件。"), (2, "開示請求は14件。"))
    )
    notes = unsure_words(Minutes(Sitting(), (MinutesItem("1", "件", points=(one, two)),)), [spoken])

    assert [(n.message[:6], n.paragraphs) for n in notes] == [
        ("「14件」の", ("p0001", "p0002")),
        ("「開示請求」", ("p0002", "p0001")),
    ]
