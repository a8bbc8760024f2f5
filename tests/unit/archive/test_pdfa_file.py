"""PDF/A-1b through LibreOffice: every form, checked by ours and by Apache PDFBox Preflight."""

import io
from dataclasses import replace

import pikepdf
import pytest

from minutes_pipeline.archive import pdfa, pdfa_check
from minutes_pipeline.archive.glyphs import refuse_undrawable
from minutes_pipeline.archive.package import made
from minutes_pipeline.archive.pdf_text import Unmapped, shown, text_of
from minutes_pipeline.archive.printed import Kind, Line, Printed, bare, bare_lines
from minutes_pipeline.archive.same_words import refuse_different
from minutes_pipeline.archive.word_file import Particulars, cleaned, lines
from minutes_pipeline.errors import PaperError

pytestmark = pytest.mark.office

ABOUT = Particulars("会議録 <A> & B", "若葉市", "2025-08-01")


@pytest.fixture(scope="module")
def pdf(drawn):
    return pdfa.converted(cleaned(drawn, ABOUT), ABOUT)


def test_every_form_gives_pdf_a_that_both_checkers_accept(draw, each_form, tmp_path):
    docx = cleaned(draw(template=each_form), ABOUT)

    held = pdfa.converted(docx, ABOUT)

    path = tmp_path / "minutes.pdf"
    path.write_bytes(held)
    assert pdfa_check.faults(held) == ()
    assert pdfa_check.preflight_faults(path) == ()
    refuse_different(lines(docx), {"minutes.pdf": held})


def test_the_same_file_gives_the_same_pdf(drawn, pdf):
    assert pdfa.converted(cleaned(drawn, ABOUT), ABOUT) == pdf


def test_the_right_fonts_are_embedded(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as file:
        names = {
            str(one.BaseFont)
            for one in file.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
        }

    assert {name.partition("+")[2] for name in names} == {"IPAexMincho", "IPAexGothic"}


def test_page_numbers_and_running_heads_are_no_words_of_the_minutes(pdf, printed):
    with pikepdf.open(io.BytesIO(pdf)) as file:
        words, drawn = bare(text_of(file)), bare(shown(file))

    assert words == "".join(bare_lines(line.words for line in printed.lines))
    assert len(drawn) > len(words)


def test_the_kept_package_holds_the_pdf_and_the_reports(edition, tmp_path):
    package = made(replace(edition, identity=replace(edition.identity, pdf=True)))
    package.seal(tmp_path / "kept")

    report = (tmp_path / "kept/data/reports/pdfa.txt").read_text("utf-8")
    assert "Preflight: 適合" in report
    assert "LibreOffice" in report
    assert "PDFなし" not in (tmp_path / "kept/bag-info.txt").read_text("utf-8")


def changed(pdf, change):
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        change(file)
        file.save(result, force_version="1.4", fix_metadata_version=False)
    return result.getvalue()


def annotate(file):
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9])
    file.pages[0].obj.Annots = pikepdf.Array([note])


def script(file):
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    file.Root.OpenAction = file.make_indirect(action)


def lose_font(file):
    for one in file.objects:
        if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one:
            del one["/FontFile2"]


def lose_map(file):
    for one in file.objects:
        if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
            del one["/ToUnicode"]


def retitle(file):
    file.docinfo["/Title"] = pikepdf.String("別の標題")


def claim(file):
    data = file.Root.Metadata.read_bytes().replace(b"<pdfaid:part>1", b"<pdfaid:part>2")
    file.Root.Metadata.write(data)


def speak_english(file):
    file.Root.Lang = pikepdf.String("en-US")


def untag(file):
    del file.Root["/StructTreeRoot"]
    del file.Root["/MarkInfo"]


def lose_colours(file):
    del file.Root["/OutputIntents"]


def make_glassy(file):
    state = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, ca=0.5)
    file.Root.Glass = file.make_indirect(state)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (annotate, "注釈があります"),
        (script, "命令"),
        (lose_font, "書体が埋め込まれていません"),
        (lose_map, "文字の対応表がありません"),
        (retitle, "二か所で違います（Title）"),
        (claim, "PDF/A-1b であると書かれていません"),
        (speak_english, "言語が日本語になっていません"),
        (untag, "構造（タグ）がありません"),
        (lose_colours, "色の基準"),
        (make_glassy, "透明な部分"),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_our_checks_find_what_is_not_pdf_a(pdf, change, told):
    assert any(told in fault for fault in pdfa_check.faults(changed(pdf, change)))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 broken", b"no pdf"])
def test_what_is_no_pdf_is_told(data):
    assert "開けません" in pdfa_check.faults(data)[0]


def test_an_unmapped_glyph_is_never_passed_over(pdf):
    with pikepdf.open(io.BytesIO(changed(pdf, lose_map))) as file, pytest.raises(Unmapped):
        text_of(file)


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\ue000", "外字"),
        ("\U000f0001", "外字"),
        ("\U0001f9ff", "書体にない文字"),
        ("\u0378", "外字"),
    ],
)
def test_characters_that_cannot_be_drawn_are_named_before(char, name):
    printed = Printed((Line(Kind.SPEECH, f"担当は{char}田である。", "委員"),))

    with pytest.raises(PaperError) as caught:
        refuse_undrawable(printed)

    assert caught.value.code == "B04"
    assert f"U+{ord(char):04X}、{name}" in caught.value.what
    assert "担当は" in caught.value.what


def test_a_rare_character_that_another_font_has_is_reported():
    printed = Printed((Line(Kind.TEXT, "一般の字と ȹ"),))

    assert refuse_undrawable(printed) == ("ȹ",)


def test_without_libreoffice_the_cure_is_told(monkeypatch):
    monkeypatch.setattr(pdfa, "find_office", lambda: None)

    with pytest.raises(PaperError) as caught:
        pdfa.office()

    assert caught.value.code == "B03"
    assert "--without-pdf" in caught.value.cure
