"""A form started from any Word file of a city."""

import io

import docx
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from minutes_pipeline.document.new_form import start_form
from minutes_pipeline.document.template import load_template
from minutes_pipeline.errors import PaperError


@pytest.fixture
def old(tmp_path):
    """Minutes of the past, as an office writes them without any styles of its own."""
    document = docx.Document()
    document.add_heading("令和5年度第1回あさひ市図書館協議会会議要録", 0)
    heads = ["開催日時", "会 場", "出席委員", "欠席委員", "傍聴者", "議題"]
    table = document.add_table(len(heads), 2)
    for row, head in zip(table.rows, heads, strict=True):
        row.cells[0].text, row.cells[1].text = head, "内容"
    for text in (
        "【森会長】　開会する。",
        "【事務局】　説明する。",
        "以上のとおり相違ないので署名する。",
    ):
        document.add_paragraph(text)
    document.add_paragraph("一つ目の点", style="List Bullet")
    path = tmp_path / "old.docx"
    document.save(str(path))
    return path


def test_a_form_is_started_that_has_no_faults(old, tmp_path, draw):
    folder = start_form(tmp_path / "asahi", old)
    form = load_template(folder)
    words = [p.text for p in docx.Document(io.BytesIO(draw(form))).paragraphs]

    assert "【委員】　費用はいくらか。" in words
    assert "市が管理する街路樹は1,240本である。" in words


def test_the_wording_of_the_file_is_taken_over(old, tmp_path):
    form = load_template(start_form(tmp_path / "asahi", old)).form

    assert form.suffix == "会議要録"
    assert (form.label.form, form.label.separator) == ("【{label}】", "space")
    assert [(one.block, one.label) for one in form.particulars] == [
        ("date", "開催日時"),
        ("place", "会場"),
        ("present", "出席委員"),
        ("absent", "欠席委員"),
        ("observers", "傍聴者"),
        ("agenda", "議題"),
    ]
    assert form.closing.sentence == "以上のとおり相違ないので署名する。"


def test_what_is_written_in_it_is_valid(old, tmp_path, draw):
    path = tmp_path / "minutes.docx"
    path.write_bytes(draw(load_template(start_form(tmp_path / "asahi", old))))
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, strict=True)

    assert [one.description for one in validator.validate(str(path)).errors] == []


def test_a_form_that_is_there_is_not_written_over(old, tmp_path):
    start_form(tmp_path / "asahi", old)
    with pytest.raises(PaperError, match=r"F03.*上書きしません"):
        start_form(tmp_path / "asahi", old)


def test_a_file_that_is_not_words_is_refused_and_nothing_is_left(tmp_path):
    path = tmp_path / "memo.txt"
    path.write_text("memo", encoding="utf-8")
    with pytest.raises(PaperError, match="I01"):
        start_form(tmp_path / "asahi", path)

    assert not (tmp_path / "asahi").exists()
