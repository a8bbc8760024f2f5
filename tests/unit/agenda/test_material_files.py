"""Materials are read whatever they were written with; one that cannot be read stops nothing."""

from __future__ import annotations

import docx
import pytest
from openpyxl import Workbook

from minutes_pipeline.agenda import material_file
from minutes_pipeline.agenda.material_file import material_lines, read_materials
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Materials


def test_word_excel_and_plain_text(tmp_path):
    word, excel, plain = (tmp_path / n for n in ("資料1.docx", "資料2.xlsx", "資料3.txt"))
    document = docx.Document()
    document.add_paragraph("汚水処理施設共同整備事業の概要")
    document.save(str(word))
    book = Workbook()
    book.active["B2"] = "下水道使用料"
    book.active["C2"] = 1200
    book.save(excel)
    plain.write_bytes("放流水質の基準\n\n".encode("cp932"))
    found = read_materials([word, excel, plain])
    assert [f.name for f in found.files] == ["資料1.docx", "資料2.xlsx", "資料3.txt"]
    assert [f.lines for f in found.files] == [
        ("汚水処理施設共同整備事業の概要",),
        ("下水道使用料",),
        ("放流水質の基準",),
    ]
    assert found.notes == ()


def test_no_material_is_nothing():
    assert read_materials([]) == Materials()


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path):
    broken, picture, good = (tmp_path / n for n in ("a.xlsx", "b.jpg", "c.txt"))
    broken.write_bytes(b"PK\x03\x04 no workbook")
    picture.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01")
    good.write_text("水質検査計画", encoding="utf-8")
    found = read_materials([broken, picture, good])
    assert [f.lines for f in found.files] == [("水質検査計画",)]
    assert [n.code for n in found.notes] == ["material-unread"] * 2
    assert "1番目に指定した資料（.xlsx）" in found.notes[0].message
    with pytest.raises(PaperError) as caught:
        material_lines(broken)
    assert caught.value.code == "P01"


def test_only_the_beginning_of_an_endless_file_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(material_file, "MOST", 25)
    path = tmp_path / "長い.txt"
    path.write_text("\n".join(["一二三四五六七八九十"] * 9), encoding="utf-8")
    (file,) = read_materials([path]).files
    assert len(file.lines) == 2
