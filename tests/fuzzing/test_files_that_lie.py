"""Small files that say they are huge: refused before the memory is full, and said so."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from fuzzed_parsers import PARSERS, patience, survives

from minutes_pipeline.attribution.roster_file import read_roster

SPACES = b" " * 80_000_000


def with_part(data: bytes, name: str, held: bytes) -> bytes:
    """Return a packed file with one part exchanged or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in source.namelist():
            made.writestr(part, held if part == name else source.read(part))
        if name not in source.namelist():
            made.writestr(name, held)
    return target.getvalue()


@pytest.mark.parametrize(
    ("parser", "part", "code"),
    [
        ("agenda-word", "word/document.xml", "P09"),
        ("roster-sheet", "xl/worksheets/sheet1.xml", "P09"),
        ("edited-word", "word/document.xml", "P09"),
        ("template-word", "word/document.xml", "F02"),
        ("material", "xl/worksheets/sheet1.xml", ""),  # named in a note: it stops nothing
    ],
)
def test_a_part_that_unpacks_to_far_too_much(
    tmp_path: Path, parser: str, part: str, code: str
) -> None:
    name, data = PARSERS[parser].seeds[0]

    bomb = with_part(data, part, SPACES)

    assert len(bomb) < len(SPACES) / 100
    assert survives(PARSERS[parser], name, bomb, tmp_path) == code


def test_an_entity_of_a_file_outside_is_not_read(tmp_path: Path) -> None:
    name, data = PARSERS["agenda-word"].seeds[0]
    (tmp_path / "秘密.txt").write_text("ひみつの案件", encoding="utf-8")
    place = (tmp_path / "秘密.txt").as_uri()
    document = (
        f'<!DOCTYPE w [<!ENTITY x SYSTEM "{place}">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        "<w:p><w:r><w:t>1 計画&x;について</w:t></w:r></w:p></w:body></w:document>"
    ).encode()
    (tmp_path / name).write_bytes(with_part(data, "word/document.xml", document))

    from minutes_pipeline.agenda.paper import agenda_lines

    assert "ひみつ" not in "".join(agenda_lines(tmp_path / name))


def test_a_sheet_coloured_to_its_last_corner_is_a_roster_all_the_same(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["区分", "氏名"])
    book.active.append(["委員", "森 太一"])
    book.active["XFD1048576"].style = "Good"
    path = tmp_path / "名簿.xlsx"
    book.save(path)

    with patience():
        roster, _ = read_roster(path)

    assert [person.name for person in roster.people] == ["森 太一"]


def test_a_sheet_merged_from_corner_to_corner_is_refused(tmp_path: Path) -> None:
    name, data = PARSERS["roster-sheet"].seeds[0]
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        sheet = source.read("xl/worksheets/sheet1.xml")
    whole = sheet.replace(b'ref="A3:A4"', b'ref="A1:XFD1048576"')

    assert whole != sheet
    assert (
        survives(
            PARSERS["roster-sheet"],
            name,
            with_part(data, "xl/worksheets/sheet1.xml", whole),
            tmp_path,
        )
        == "P09"
    )
