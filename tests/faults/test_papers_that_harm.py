"""Agendas and rosters that are empty, huge, locked, packed to burst, or ask for other files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from clerk import AGENDA, ROSTER, Run, asked, intact
from pypdf import PdfWriter

PAPER = 4
SECRET = "機密の文字列"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
"""What Office writes for a document behind a password: a compound file, and in it this name."""


def word() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for line in AGENDA.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def excel() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for line in ROSTER.splitlines():
        book.active.append(line.split(","))
    book.save(out)
    return out.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a packed file with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            held = old.read(name)
            new.writestr(name, change(held) if name == part else held)
    return out.getvalue()


def asking(data: bytes, part: str, root: bytes, where: str) -> bytes:
    """Return a packed file whose text names an entity that lies in another file."""
    head = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{where}">]>'.encode()
    return changed(
        data, part, lambda held: held.replace(root, head + root, 1).replace(b"</", b"&e;</", 1)
    )


def swollen(data: bytes, part: str) -> bytes:
    """Return a packed file of a few kilobytes of which a part unpacks to 70 MB."""
    return changed(data, part, lambda held: held + b" " * 70_000_000)


def marked_locked(data: bytes) -> bytes:
    """Return a zip file that says of all its parts that they are encrypted."""
    out = bytearray(data)
    for sign, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = out.find(sign)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(sign, at + 4)
    return bytes(out)


def locked_pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


DOCUMENT, SHEET = "word/document.xml", "xl/worksheets/sheet1.xml"
READ = [
    *((f"{code}.txt", AGENDA.encode(code)) for code in ("utf-16", "utf-16-le", "utf-16-be")),
    *((f"{code}.txt", AGENDA.encode(code)) for code in ("euc_jp", "cp932", "utf-8-sig")),
    *((f"{code}.csv", ROSTER.encode(code)) for code in ("utf-16", "euc_jp", "cp932", "utf-8-sig")),
    ("Wordの次第.txt", word()),
    ("Excelの名簿.csv", excel()),
]
REFUSED = [
    ("空.txt", b"", "P02"),
    ("空白だけ.txt", " \n　\n".encode(), "P02"),
    ("巨大.txt", (AGENDA + "3　" + "あ" * 400_000).encode(), "P09"),
    ("雑音.txt", bytes(range(128, 256)) * 20, "P03"),
    ("ウェブページ.docx", b"<html><body>x</body></html>", "P0"),
    ("途中まで.docx", word()[:9000], "P01"),
    ("鍵.docx", LOCKED, "P04"),
    ("鍵のzip.docx", marked_locked(word()), "P04"),
    ("鍵.pdf", locked_pdf(), "P04"),
    ("爆弾.docx", swollen(word(), DOCUMENT), "P09"),
    ("._次第.docx", b"\0\5\x16\7\0\2\0\0Mac OS X        " + bytes(99), "P03"),
    ("空.csv", b"", "P02"),
    ("見出し違い.csv", "番号,電話\n1,2\n".encode(), "P21"),
    ("見出しだけ.csv", "氏名,役職\n".encode(), "P22"),
    ("巨大.csv", (ROSTER + "森 次郎,委員,委員,\n" * 5000).encode(), "P09"),
    ("引用符.csv", (ROSTER + '"' + "あ" * 200_000).encode(), "P01"),
    ("鍵.xlsx", LOCKED, "P06"),
    ("爆弾.xlsx", swollen(excel(), SHEET), "P09"),
    ("途中まで.xlsx", excel()[:3000], "P01"),
]


def given(place: Path, name: str, data: bytes, tmp_path: Path) -> tuple[Path, str]:
    """Lay a paper down and ask for a draft with it; return the work folder and its stage."""
    place.mkdir(exist_ok=True)
    (place / name).write_bytes(data)
    kind = "roster" if name.endswith((".csv", ".xlsx")) else "agenda"
    return asked(tmp_path / "会議.minutes", **{kind: place / name}), f"read-{kind}"


@pytest.mark.parametrize(("name", "data"), READ, ids=[r[0] for r in READ])
def test_every_encoding_and_name_is_read(
    minutes: Run, tmp_path: Path, name: str, data: bytes
) -> None:
    out, stage = given(tmp_path / "書類", name, data, tmp_path)

    minutes("run", out, "--until", stage).went()

    word = "森 太一" if stage == "read-roster" else "利用料の改定"
    assert word in (out / "work" / f"{stage.removeprefix('read-')}.json").read_text("utf-8")


@pytest.mark.parametrize(("name", "data", "code"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_cannot_be_read_is_refused_by_its_own_name(
    minutes: Run, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    out, stage = given(tmp_path / "書類", name, data, tmp_path)

    said = minutes("run", out, "--until", stage)

    said.refused(PAPER, code, name)
    assert "work/inputs" not in said.text
    intact(out)


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@pytest.mark.parametrize("scheme", ["file", "http"])
def test_a_paper_that_asks_for_another_file_does_not_get_it(
    minutes: Run, tmp_path: Path, kind: str, scheme: str
) -> None:
    (tmp_path / "secret.txt").write_text(SECRET, "utf-8")
    where = (tmp_path / "secret.txt").as_uri() if scheme == "file" else "http://127.0.0.1:9/x"
    data = (
        asking(word(), DOCUMENT, b"<w:document", where)
        if kind == "docx"
        else asking(excel(), SHEET, b"<worksheet", where)
    )
    out, stage = given(tmp_path / "書類", f"外部.{kind}", data, tmp_path)

    said = minutes("run", out, "--until", stage)

    assert said.status in (0, PAPER), said.text
    assert "Traceback" not in said.text
    for path in (p for p in out.rglob("*") if p.is_file()):
        assert SECRET.encode() not in path.read_bytes()
    assert SECRET not in said.text
