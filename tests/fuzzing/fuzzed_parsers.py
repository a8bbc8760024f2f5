"""Every parser of files that come from outside, each with real files to begin from.

What is held of all of them: they return a value, or raise the house's own error, in Japanese and
with the file's name; they do not go on for ever.
"""

from __future__ import annotations

import io
import json
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import docx
import openpyxl

from minutes_pipeline.agenda.clerk_marks import read_marks
from minutes_pipeline.agenda.material_file import read_materials
from minutes_pipeline.agenda.paper import agenda_lines
from minutes_pipeline.agenda.parsing import parse_agenda
from minutes_pipeline.agenda.particulars_file import read_particulars
from minutes_pipeline.agenda.sitting import describe_sitting
from minutes_pipeline.attribution.roster_file import read_roster
from minutes_pipeline.batch.meetings import listed
from minutes_pipeline.document.edited import read_edited
from minutes_pipeline.document.form import Publication
from minutes_pipeline.document.pieces import pieces
from minutes_pipeline.document.template import load_template
from minutes_pipeline.errors import MinutesError
from minutes_pipeline.evaluation.reference import load_reference
from minutes_pipeline.keeping.redaction_file import rules
from minutes_pipeline.meeting import Agenda, AgendaItem, Roster
from minutes_pipeline.transcription.vocabulary import read_hotwords
from minutes_pipeline.transcription.written import read_transcript
from minutes_pipeline.workspace.papers import decode_text, paper_bytes

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
"""Seconds of computing that one small file may take; none of the real ones takes one."""
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龥]")


class GoesOn(BaseException):
    """A parser did not come to an end; no ``except Exception`` of its own may catch this."""


@dataclass(frozen=True, slots=True)
class Parser:
    """A parser and what it is tried with.

    Attributes:
        read: Reads the file at a path.
        seeds: Real files, as name and content; the name is kept, for endings decide.
    """

    read: Callable[[Path], object]
    seeds: tuple[tuple[str, bytes], ...]


def survives(parser: Parser, name: str, data: bytes, folder: Path) -> str:
    """Read *data* as a file called *name*; return the code of the refusal, empty when it was read.

    Raises:
        AssertionError: The refusal is not in Japanese, or does not say which file is meant.
        GoesOn: The parser did not come to an end.
    """
    path = folder / name
    path.write_bytes(data)
    try:
        with patience():
            parser.read(path)
    except MinutesError as error:
        refusal = error
    else:
        return ""
    assert _JAPANESE.search(refusal.what), refusal.what
    assert _JAPANESE.search(refusal.cure), refusal.cure
    assert name in refusal.what or str(folder) in refusal.what, refusal.what
    return refusal.code


@contextmanager
def patience(seconds: float = PATIENCE) -> Iterator[None]:
    """End what takes more than *seconds* of computing; waiting for other programs counts not."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise GoesOn(seconds)

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


# --- readers that are more than one function ------------------------------------------------------

ITEMS = Agenda(items=(AgendaItem("1", "会長の選出について"), AgendaItem("2", "計画について")))


def _agenda(path: Path) -> object:
    agenda, _ = parse_agenda(agenda_lines(path), path.name)
    return describe_sitting(agenda, Roster(), None)


def _hotwords(path: Path) -> object:
    return read_hotwords(decode_text(paper_bytes(path, "用語一覧"), path, "用語一覧"))


def _edited(path: Path) -> object:
    return pieces(read_edited(path).blocks, (), FORM)


def _form(path: Path) -> object:
    """Read a form of which *path* is one of the two files, the other being a good one."""
    for good in (ROOT / "templates" / "_sample").iterdir():
        if good.name != path.name and good.suffix in (".toml", ".docx"):
            (path.parent / good.name).write_bytes(good.read_bytes())
    return load_template(path.parent)


FORM = load_template(ROOT / "templates" / "_sample").form


def _reference(path: Path) -> object:
    return load_reference(path.parent)


# --- seeds ----------------------------------------------------------------------------------------


def _files(*patterns: str, most: int = 6, name: str = "") -> tuple[tuple[str, bytes], ...]:
    found = [p for pattern in patterns for p in sorted(ROOT.glob(pattern))]
    assert found, patterns
    return tuple((name or path.name, path.read_bytes()) for path in found[:most])


def _word_agenda() -> bytes:
    document = docx.Document()
    document.add_heading("令和6年度第2回青葉市緑化審議会 次第", 1)
    document.add_paragraph("日時　令和6年10月8日（火）午前9時30分")
    for title in ("街路樹更新計画について（諮問）", "苗木の配布について"):
        document.add_paragraph(title, "List Number")
        document.add_paragraph("内訳", "List Number 2")
    table = document.add_table(3, 3)
    for number, row in enumerate(table.rows):
        for cell, text in zip(row.cells, (str(number), "件名\nについて", "資料1"), strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    return _saved(document)


def _word_transcript() -> bytes:
    document = docx.Document()
    document.add_paragraph("会議の録音")
    document.add_paragraph("山田 太郎   0:03").add_run().add_break()
    document.add_paragraph("開会します。")
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "会長", "質問はございますか。"
    return _saved(document)


def _saved(document: docx.document.Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["青葉市緑化審議会 委員名簿", None, None, None])
    sheet.append(["区分", "氏名", "よみ", "役職"])
    for row in (("委員", "森 太一", "もり たいち", "会長"), ("", "原 みどり", "はら", "")):
        sheet.append(row)
    sheet.append(["事務局", "西 航", "にし わたる", 5])
    sheet.merge_cells("A3:A4")
    book.create_sheet("別紙")["B7"] = "=1+1"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _pdf() -> bytes:
    """A page of text by glyph numbers with a ToUnicode map, nothing packed."""
    letters = "次第1議題について"
    glyphs = "".join(f"{n:04x}" for n in range(1, len(letters) + 1))
    pairs = "\n".join(f"<{n:04x}> <{ord(c):04x}>" for n, c in enumerate(letters, start=1))
    text = f"BT /F1 12 Tf 72 700 Td <{glyphs}> Tj 0 -20 Td [<{glyphs}> -200 <{glyphs}>] TJ ET"
    cmap = f"begincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(letters)} beginbfchar\n{pairs}\nendbfchar\nendcmap"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            " /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        (
            "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H"
            " /DescendantFonts [6 0 R] /ToUnicode 7 0 R >>"
        ),
        (
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 1000 /W [1 [500 1000]]"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        ),
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    )
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        out
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
            f"startxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )


def _captions(head: str, point: str) -> bytes:
    cues = (("委員", "開会します。"), ("", "異議ありませんか。"), ("市民室", "説明します。"))
    lines = [head] if head else []
    for n, (who, words) in enumerate(cues):
        voice = f"<v {who}>{words}" if head and who else f"{who}：{words}" if who else words
        lines += [f"{n + 1}", f"00:00:{n * 3:02}{point}000 --> 00:00:{n * 3 + 2:02}{point}500"]
        lines += [voice, ""]
    return "\n".join(lines).encode()


_OWN_JSON = {
    "format": "minutes-pipeline/utterances/1",
    "duration": 9.5,
    "utterances": [
        {
            "id": "u0001",
            "start": 1.3,
            "end": 9.0,
            "speaker": "SPEAKER_00",
            "role": "委員",
            "name": None,
            "item": "1",
            "text": "開会します。",
            "confidence": 0.9,
        }
    ],
}
_WHISPER_JSON = {
    "text": "開会します。",
    "segments": [
        {
            "id": 0,
            "start": 0.0,
            "end": 2.5,
            "text": "開会します。",
            "speaker": "S1",
            "words": [{"word": "開会", "start": 0.0, "end": 0.6, "probability": 0.8}],
        },
        {"offsets": {"from": 2500, "to": 4000}, "text": "次です。"},
    ],
}
_AZURE_JSON = {
    "recognizedPhrases": [
        {
            "speaker": 1,
            "offsetInTicks": 15_000_000,
            "durationInTicks": 25_000_000,
            "nBest": [{"display": "開会します。"}],
        }
    ]
}
_AMIVOICE_JSON = {
    "results": [
        {"tokens": [{"written": "開会", "starttime": 500, "endtime": 900, "label": "speaker0"}]}
    ]
}
_REDACTION = 'items = ["2"]\nnames = ["森 太一"]\nshown = []\nphrases = ["090-0000-0000"]\n'
_PARTICULARS = """会議名 = "令和2年度第1回和泉市個人情報保護審査会"
開催日 = "令和2年9月25日"
開始 = "午後2時"
終了 = "15:40"
公開 = "公開"
傍聴者 = 0
資料 = ["資料1 計画", "資料2"]
欠席 = ["鈴木 由美"]
"""
_LIST = "録音,次第,名簿,資料,作業フォルダ\na.mp3,次第.txt,,資料1.pdf;資料2.pdf,出力\n# 済み,,,,\n"


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


_AGENDAS = _files("tests/unit/agenda/data/*.txt", "samples/aoba/agenda.txt")
_MARKS = "時刻,議題\n0:00:10,1\n0:12:30,議題2\n45:10,外\n3000,1・2\n".encode()

PARSERS: dict[str, Parser] = {
    "agenda-text": Parser(_agenda, (*_AGENDAS, ("次第.md", _AGENDAS[0][1]))),
    "agenda-word": Parser(_agenda, (("次第.docx", _word_agenda()),)),
    "agenda-pdf": Parser(_agenda, (("次第.pdf", _pdf()),)),
    "roster-table": Parser(
        read_roster, _files("samples/aoba/roster.csv", "tests/meetings/*/roster.csv")
    ),
    "roster-sheet": Parser(read_roster, (("名簿.xlsx", _workbook()),)),
    "material": Parser(
        lambda path: read_materials([path]),
        (("資料.xlsx", _workbook()), ("資料.docx", _word_agenda()), ("資料.pdf", _pdf())),
    ),
    "transcript-json": Parser(
        read_transcript,
        (
            ("utterances.json", _dumped(_OWN_JSON)),
            ("whisper.json", _dumped(_WHISPER_JSON)),
            ("azure.json", _dumped(_AZURE_JSON)),
            ("amivoice.json", _dumped(_AMIVOICE_JSON)),
        ),
    ),
    "transcript-table": Parser(
        read_transcript,
        (
            (
                "発言.csv",
                "開始,終了,話者,発言\n0:00:01,0:00:04,会長,開会します。\n".encode("cp932"),
            ),
            ("whisper.tsv", "start\tend\ttext\n0\t4000\tはい、三件です。\n".encode()),
        ),
    ),
    "transcript-word": Parser(read_transcript, (("発言.docx", _word_transcript()),)),
    "transcript-captions": Parser(
        read_transcript,
        (("会議.vtt", _captions("WEBVTT\n", ".")), ("会議.srt", _captions("", ","))),
    ),
    "transcript-text": Parser(
        read_transcript,
        tuple(
            (name, data[:6000])
            for name, data in _files("tests/golden/transcripts/*.txt")
            if not name.endswith("_agenda.txt")  # the agenda of one of them
        ),
    ),
    "template-toml": Parser(_form, _files("templates/*/template.toml")),
    "template-word": Parser(_form, _files("templates/*/template.docx", most=2)),
    "edited-word": Parser(
        _edited, (*_files("templates/*/template.docx", most=2), ("原案.docx", _word_agenda()))
    ),
    "marks": Parser(lambda path: read_marks(path, ITEMS), (("時刻表.csv", _MARKS),)),
    "particulars": Parser(read_particulars, (("meeting.toml", _PARTICULARS.encode()),)),
    "hotwords": Parser(
        _hotwords, (("用語.txt", "# 施設\n青葉の森\tあおばのもり\n介護保険\n".encode()),)
    ),
    "batch-list": Parser(listed, (("一覧.csv", _LIST.encode()),)),
    "redaction": Parser(
        lambda path: rules(path, Publication()), (("redaction.toml", _REDACTION.encode()),)
    ),
    "reference": Parser(
        _reference,
        tuple(("reference.json", data) for _, data in _files("samples/aoba/reference.json")),
    ),
}
