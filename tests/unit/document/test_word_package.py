"""The Word file as a program reads it: a clean, complete and repeatable package."""

import io
import re
import zipfile

import docx
import pytest
from lxml import etree

from minutes_pipeline.document.wordml import TRACE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


@pytest.fixture(params=["izumi", "other_form"])
def held(request, draw):
    """The rich minutes in each form, as an open zip file."""
    with zipfile.ZipFile(io.BytesIO(draw(request.getfixturevalue(request.param)))) as opened:
        yield opened


def part(held, name):
    return etree.fromstring(held.read(name))


def test_no_part_is_there_twice_and_none_is_broken(held):
    names = held.namelist()

    assert len(names) == len(set(names))
    assert held.testzip() is None


def test_every_relation_leads_to_a_part(held):
    missing = []
    for name in held.namelist():
        if not name.endswith(".rels"):
            continue
        folder = name.replace("_rels/", "").rpartition("/")[0]
        for relation in part(held, name):
            target = relation.get("Target")
            path = (
                target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            )
            while "/../" in f"/{path}":
                path = re.sub(r"[^/]+/\.\./", "", path, count=1)
            if path not in held.namelist():
                missing.append((name, target))

    assert missing == []


def test_nothing_of_anybody_elses_template_is_left(held):
    names = " ".join(held.namelist())

    assert "thumbnail" not in names
    assert "stylesWithEffects" not in names
    assert b"python-docx" not in b"".join(held.read(name) for name in held.namelist())


def test_every_font_is_named_on_all_slots_and_none_by_theme(held):
    texts = ("word/styles.xml", "word/document.xml", "word/numbering.xml", "word/header1.xml")
    fonts = [element for name in texts for element in part(held, name).iter(f"{W}rFonts")]

    assert fonts
    for font in fonts:
        assert {font.get(f"{W}{slot}") for slot in SLOTS} == {font.get(f"{W}eastAsia")}
        assert not [name for name in font.attrib if name.endswith("Theme")]


def test_the_text_is_japanese_to_word_and_figures_are_whole(held):
    """LibreOffice cuts figures apart at the end of a line where they are Japanese to it."""
    language = part(held, "word/styles.xml").find(f"{W}docDefaults").find(f".//{W}lang")

    assert (language.get(f"{W}val"), language.get(f"{W}eastAsia")) == ("en-US", "ja-JP")


def test_the_page_is_a4_with_a_grid_of_lines(held):
    page = part(held, "word/document.xml").find(f".//{W}sectPr")

    assert page.find(f"{W}pgSz").get(f"{W}w") == "11906"
    assert page.find(f"{W}pgSz").get(f"{W}h") == "16838"
    assert page.find(f"{W}docGrid").get(f"{W}type") == "lines"


def test_style_ids_are_ascii_and_every_style_used_is_there(held):
    ids = {style.get(f"{W}styleId") for style in part(held, "word/styles.xml").iter(f"{W}style")}
    used = {
        element.get(f"{W}val")
        for name in ("word/document.xml", "word/comments.xml")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for element in part(held, name).iter(f"{W}{tag}")
    }

    assert all(one.isascii() for one in ids)
    assert used <= ids


def test_points_are_numbered_by_their_style_alone(held):
    points = [
        style
        for style in part(held, "word/styles.xml").iter(f"{W}style")
        if style.find(f"{W}name").get(f"{W}val") == "説明要点"
    ]
    level = part(held, "word/numbering.xml").find(f".//{W}lvl")

    assert points[0].find(f".//{W}numId") is not None
    assert level.find(f"{W}pStyle").get(f"{W}val") == points[0].get(f"{W}styleId")
    assert level.find(f"{W}lvlText").get(f"{W}val") == "・"
    assert part(held, "word/document.xml").find(f".//{W}numPr") is None


def test_bookmarks_and_comments_are_opened_and_closed_in_pairs(held):
    body = part(held, "word/document.xml")
    for start, end in (("bookmarkStart", "bookmarkEnd"), ("commentRangeStart", "commentRangeEnd")):
        opened = [element.get(f"{W}id") for element in body.iter(f"{W}{start}")]
        closed = [element.get(f"{W}id") for element in body.iter(f"{W}{end}")]

        assert opened
        assert opened == closed
        assert len(opened) == len(set(opened))


def test_the_hidden_part_ties_paragraphs_to_what_was_said(held, minutes, record):
    trace = part(held, "customXml/item1.xml")
    paragraphs = {p.get("id"): p for p in trace.iter(f"{{{TRACE}}}paragraph")}
    second = paragraphs["p0003"]
    times = {u.id: u.span for u in record.utterances}

    assert {
        name: tuple(source.get("utterance") for source in element)
        for name, element in paragraphs.items()
    } == {p.id: p.sources for p in minutes.paragraphs()}
    assert second.get("item") == "1"
    assert float(second[0].get("start")) == times["u0004"].start
    assert float(second[0].get("end")) == times["u0004"].end
    assert [(o.get("utterance"), o.get("reason")) for o in trace.iter(f"{{{TRACE}}}omitted")] == [
        ("u0001", "chair-procedure"),
        ("u0002", "chair-procedure"),
        ("u0013", "acknowledgement"),
    ]


def test_a_form_that_holds_custom_xml_already_keeps_it(draw, izumi):
    once = draw(izumi)
    twice = draw(izumi.__class__(izumi.folder, izumi.form, once))
    with zipfile.ZipFile(io.BytesIO(twice)) as held:
        names = held.namelist()

    assert len(names) == len(set(names))
    assert {"customXml/item1.xml", "customXml/item2.xml"} <= set(names)


def test_properties_say_what_the_file_is(document):
    core = document.core_properties

    assert core.title == "令和6年度第2回青葉台市緑化審議会会議録（案）"
    assert core.language == "ja-JP"
    assert core.content_status == "案"
    assert re.fullmatch(r"urn:minutes-pipeline:draft:[0-9a-f]{16}", core.identifier)


def test_the_same_values_give_the_same_bytes(draw, izumi, file):
    assert draw(izumi) == file


def test_other_minutes_are_told_apart_by_their_identifier(draw, izumi, document, with_sitting):
    other = docx.Document(io.BytesIO(draw(izumi, with_sitting(observers=3))))

    assert other.core_properties.identifier != document.core_properties.identifier


def test_no_moment_of_writing_is_kept(file):
    with zipfile.ZipFile(io.BytesIO(file)) as held:
        stamps = {info.date_time for info in held.infolist()}
        comments = held.read("word/comments.xml").decode()

    assert stamps == {(1980, 1, 1, 0, 0, 0)}
    assert "w:date=" not in comments
