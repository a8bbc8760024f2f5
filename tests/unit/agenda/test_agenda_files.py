"""Agenda files of every kind that is read, and of those that are not."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pypdf import PdfReader, PdfWriter

from minutes_pipeline.agenda.paper import agenda_lines
from minutes_pipeline.agenda.parsing import parse_agenda
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Agenda

TEXT = """令和２年度第１回松原市環境審議会　次第

日時　令和２年９月２５日（金）午後２時から
場所　松原市役所　３階

案件
１　会長の職務代理者の指名について
２　環境基本計画の改定について（諮問）
３　その他
"""
TITLES = ["会長の職務代理者の指名について", "環境基本計画の改定について", "その他"]


def read(path: Path) -> Agenda:
    return parse_agenda(agenda_lines(path), path.name)[0]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "euc_jp", "iso2022_jp"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_text_in_every_usual_encoding(tmp_path, encoding, newline):
    path = tmp_path / "次第.txt"
    path.write_bytes(TEXT.replace("\n", newline).encode(encoding))
    page = read(path)
    assert [item.title for item in page.items] == TITLES
    assert (page.title, page.date) == ("令和2年度第1回松原市環境審議会", "2020-09-25")


def test_markdown(tmp_path):
    path = tmp_path / "次第.md"
    path.write_text(
        "# 第1回**審議会** 次第\n\n- 日時: 令和2年9月25日 14:00〜\n\n## 議題\n\n"
        "1. 計画について（報告）\n2. 予算について\n\n"
        "| 番号 | 件名 | 資料 |\n|---|:--:|---|\n| 3 | 条例について | 資料3 |\n",
        "utf-8",
    )
    page = read(path)
    assert [(i.number, i.title, i.kind) for i in page.items] == [
        ("1", "計画について", "報告"),
        ("2", "予算について", None),
        ("3", "条例について", None),
    ]
    assert (page.title, page.date, page.start_time) == ("第1回審議会", "2020-09-25", "14:00")


def with_list(document: docx.document.Document, levels: list[tuple[str, str]]) -> int:
    """Give *document* a numbered list with (format, text) a level; return its number."""
    root = document.part.numbering_part.element
    shapes = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    first = root.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}num")
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{shapes}</w:abstractNum>'
    )
    first.addprevious(abstract)
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="88"><w:abstractNumId w:val="77"/></w:num>')
    )
    return 88


def listed(document: docx.document.Document, text: str, level: int, number: int) -> None:
    paragraph = document.add_paragraph(text)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        )
    )


def test_word_counts_its_lists_in_numbering_xml(tmp_path):
    document = docx.Document()
    document.add_paragraph("第3回まちづくり審議会　次第")
    number = with_list(document, [("decimalFullWidth", "%1"), ("decimal", "（%2）")])
    for text, level in [
        ("開会", 0),
        ("議題", 0),
        ("公園計画について（報告）", 1),
        ("景観計画について", 1),
        ("報告事項", 0),
        ("工事の進捗について", 1),
        ("その他", 0),
    ]:
        listed(document, text, level, number)
    path = tmp_path / "次第.docx"
    document.save(str(path))
    page = read(path)
    assert [(i.number, i.title) for i in page.items] == [
        ("2-1", "公園計画について"),
        ("2-2", "景観計画について"),
        ("3-1", "工事の進捗について"),
        ("4", "その他"),
    ]


@pytest.mark.parametrize(
    ("form", "text", "label"),
    [
        ("decimalEnclosedCircle", "%1", "②"),
        ("japaneseCounting", "第%1", "第二"),
        ("aiueoFullWidth", "%1", "イ"),
        ("upperRoman", "%1.", "II."),
        ("irohaFullWidth", "%1", "ロ"),
        ("bullet", "l", "・"),
    ],
)
def test_words_number_formats(tmp_path, form, text, label):
    document = docx.Document()
    number = with_list(document, [(form, text)])
    listed(document, "甲", 0, number)
    listed(document, "乙", 0, number)
    path = tmp_path / "次第.docx"
    document.save(str(path))
    assert agenda_lines(path)[-1] == f"{label} 乙"


def test_word_tables(tmp_path):
    document = docx.Document()
    document.add_paragraph("第1回審議会 次第")
    table = document.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows,
        [("番号", "件名", "資料"), ("１", "計画について（諮問）", "資料１"), ("２", "その他", "")],
        strict=True,
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    path = tmp_path / "次第.docx"
    document.save(str(path))
    page = read(path)
    assert [(i.number, i.title, i.kind) for i in page.items] == [
        ("1", "計画について", "諮問"),
        ("2", "その他", None),
    ]
    assert page.materials == ("資料1",)


def test_a_word_form_whose_cells_hold_lists(tmp_path):
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for cell, text in zip(
        [c for row in table.rows for c in row.cells],
        [
            "日　時",
            "令和2年9月25日（金）午後2時",
            "議　題",
            "1 計画について\n2 予算について",
            "",
            "3 その他",
        ],
        strict=True,
    ):
        cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    path = tmp_path / "次第.docx"
    document.save(str(path))
    page = read(path)
    assert [(i.number, i.heading) for i in page.items] == [
        ("1", "議題"),
        ("2", "議題"),
        ("3", "議題"),
    ]
    assert (page.date, page.start_time) == ("2020-09-25", "14:00")


def japanese_pdf(lines: list[str]) -> bytes:
    """Return a one-page PDF with a text layer, as Word exports it: glyph numbers and a ToUnicode map."""
    signs = sorted({sign for line in lines for sign in line})
    codes = {sign: i + 1 for i, sign in enumerate(signs)}
    pairs = "\n".join(f"<{c:04X}> <{ord(s):04X}>" for s, c in codes.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        "/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    )
    shown = " ".join(
        f"1 0 0 1 50 {800 - 20 * i} Tm <{''.join(f'{codes[s]:04X}' for s in line)}> Tj"
        for i, line in enumerate(lines)
    )
    content = f"BT /F 12 Tf {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources << /Font << /F 5 0 R >> >> >>"
        ),
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        (
            "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
            "/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>"
        ),
        (
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000 "
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        ),
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    out = b"%PDF-1.7\n"
    places = []
    for i, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{i} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        out
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n".encode()
        + f"<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()
    )


def test_pdf_with_a_text_layer(tmp_path):
    path = tmp_path / "次第.pdf"
    path.write_bytes(japanese_pdf([line for line in TEXT.split("\n") if line]))
    page = read(path)
    assert [item.title for item in page.items] == TITLES
    assert (page.date, page.start_time, page.place) == ("2020-09-25", "14:00", "松原市役所 3階")


def test_what_stands_below_an_item_is_the_same_in_every_kind_of_file(tmp_path):
    lines = [
        "市民会議 次第",
        "1 駅前広場の使い方",
        "　意見交換",
        "2 空き家の活用に関する",
        "　条例案",
        "3 その他",
    ]
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(tmp_path / "次第.docx"))
    (tmp_path / "次第.pdf").write_bytes(japanese_pdf(lines))
    (tmp_path / "次第.txt").write_text("\n".join(lines), "utf-8")
    for kind in ("docx", "pdf", "txt"):
        items = read(tmp_path / f"次第.{kind}").items
        assert [item.title for item in items] == [
            "駅前広場の使い方", "空き家の活用に関する条例案", "その他",
        ]  # fmt: skip
        assert items[0].details == ("意見交換",)


def refused(path: Path) -> PaperError:
    with pytest.raises(PaperError) as error:
        read(path)
    assert path.name in error.value.what
    assert error.value.cure
    return error.value


def test_a_locked_pdf_is_refused(tmp_path):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(japanese_pdf(["1 予算について"]))))
    writer.encrypt("secret", algorithm="RC4-128")
    path = tmp_path / "次第.pdf"
    writer.write(path)
    assert refused(path).code == "P04"


def test_a_scanned_pdf_is_refused(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    path = tmp_path / "次第.pdf"
    writer.write(path)
    assert refused(path).code == "P05"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("次第.txt", b"", "P02"),
        ("次第.txt", b" \n\n ", "P02"),
        ("次第.txt", "\u3000\n".encode(), "P02"),
        ("次第.txt", b"\x81\x00\xff\xfe\x00\x01\x02", "P03"),
        ("次第.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "P03"),
        ("次第.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "P06"),
        ("次第.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "P04"),
        ("次第.docx", b"PK\x03\x04broken", "P01"),
        ("次第.pdf", b"%PDF-1.7\nbroken", "P01"),
        ("次第.xlsx", b"PK\x03\x04....", "P06"),
        ("次第.rtf", b"{\\rtf1 abc}", "P06"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, name, data, code):
    path = tmp_path / name
    path.write_bytes(data)
    assert refused(path).code == code


def test_a_missing_file_is_told(tmp_path):
    assert refused(tmp_path / "ない.txt").code == "P01"


def test_a_folder_is_told(tmp_path):
    assert refused(tmp_path).code == "P01"


def test_papers_below_one_another_in_a_cell_stay_with_their_row(tmp_path):
    document = docx.Document()
    rows = (
        ("番号", "案件名", "資料", "担当課"),
        ("議題１", "料金の改定について（諮問）", "資料１", "経営課"),
        ("議題２", "計画の進捗（報告）", "資料２－１\n資料２－２", "工務課"),
    )
    table = document.add_table(rows=3, cols=4)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    path = tmp_path / "次第.docx"
    document.save(str(path))
    agenda = read(path)
    assert [(i.title, i.kind) for i in agenda.items] == [
        ("料金の改定について", "諮問"),
        ("計画の進捗", "報告"),
    ]
    assert agenda.materials == ("資料1", "資料2-1", "資料2-2")


def test_a_line_of_thousands_of_blanks_is_read_like_one_with_a_few(tmp_path):
    few, many = tmp_path / "few.txt", tmp_path / "many.txt"
    few.write_text("令和7年度第1回  審議会\n次第\n1 予算について\n", encoding="utf-8")
    many.write_text(f"令和7年度第1回{' ' * 4000}審議会\n次第\n1 予算について\n", encoding="utf-8")

    assert parse_agenda(agenda_lines(many), "次第") == parse_agenda(agenda_lines(few), "次第")
