"""Files behind the wrong option: each is told in words, with the status of what is wrong."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from clerk import AGENDA, TALK, Run, intact

USAGE, RECORDING, PAPER = 2, 3, 4
WORDS = ("draft", "-", "--transcript", "発言.txt")
SWAPPED = {
    "次第を名簿に": ((*WORDS, "--roster", "次第.txt"), PAPER, ("P21", "次第.txt", "氏名")),
    "名簿を次第に": ((*WORDS, "--agenda", "名簿.csv"), PAPER, ("P07", "名簿.csv")),
    "名簿の表を次第に": ((*WORDS, "--agenda", "名簿.xlsx"), PAPER, ("P06", "名簿.xlsx")),
    "次第と名簿を逆に": (
        (*WORDS, "--agenda", "名簿.csv", "--roster", "次第.docx"),
        PAPER,
        ("P07", "名簿.csv"),
    ),
    "文字起こしを次第に": ((*WORDS, "--agenda", "発言.docx"), PAPER, ("P07", "発言.docx")),
    "文字起こしを名簿に": ((*WORDS, "--roster", "発言.txt"), PAPER, ("P21", "発言.txt")),
    "録音を次第に": ((*WORDS, "--agenda", "録音.wav"), PAPER, ("P03", "文字でない", "録音.wav")),
    "録音を名簿に": ((*WORDS, "--roster", "録音.wav"), PAPER, ("P03", "文字でない", "録音.wav")),
    "録音を文字起こしに": (("draft", "-", "--transcript", "録音.wav"), PAPER, ("P03", "録音.wav")),
    "次第を文字起こしに": (("draft", "-", "--transcript", "次第.txt"), PAPER, ("P27", "--agenda")),
    "名簿を文字起こしに": (("draft", "-", "--transcript", "名簿.csv"), PAPER, ("P27", "--roster")),
    "表計算を文字起こしに": (
        ("draft", "-", "--transcript", "名簿.xlsx"),
        PAPER,
        ("P25", "名簿.xlsx"),
    ),
    "Wordの次第を文字起こしに": (
        ("draft", "-", "--transcript", "次第.docx"),
        PAPER,
        ("P27", "--agenda"),
    ),
    "次第を録音に": (("draft", "次第.txt"), RECORDING, ("R02", "--agenda", "次第.txt")),
    "Wordを録音に": (("draft", "次第.docx"), RECORDING, ("R02", "次第.docx")),
    "文字起こしを録音に": (("draft", "発言.txt"), RECORDING, ("R02", "--transcript")),
    "二つ目の録音が次第": (("draft", "録音.wav", "次第.txt"), RECORDING, ("R02", "次第.txt")),
    "次第が作業フォルダ": ((*WORDS, "--out", "次第.txt"), PAPER, ("W07", "次第.txt")),
    "様式が次第": ((*WORDS, "--template", "次第.docx"), PAPER, ("F01", "次第.docx")),
    "フォルダを次第に": ((*WORDS, "--agenda", "箱"), PAPER, ("P01", "フォルダです")),
    "次第だけの時刻表": ((*WORDS, "--marks", "次第.txt"), PAPER, ("P35", "--agenda")),
    "会議の情報が次第": ((*WORDS, "--particulars", "次第.txt"), PAPER, ("P31", "次第.txt")),
}


@pytest.fixture
def desk(papers: Path, spoken: Path) -> Path:
    """The papers of a meeting in every form, beside a recording."""
    for name, text in (("次第.docx", AGENDA), ("発言.docx", TALK)):
        document = docx.Document()
        for line in text.splitlines():
            document.add_paragraph(line)
        document.save(str(papers / name))
    (papers / "名簿.xlsx").write_bytes(b"PK\x03\x04" + bytes(99))
    (papers / "録音.wav").write_bytes(spoken.read_bytes())
    (papers / "箱").mkdir()
    return papers


@pytest.mark.parametrize(
    ("arguments", "status", "words"), SWAPPED.values(), ids=list(SWAPPED.keys())
)
def test_a_file_behind_the_wrong_option_is_told(
    minutes: Run,
    desk: Path,
    tmp_path: Path,
    arguments: tuple[str, ...],
    status: int,
    words: tuple[str, ...],
) -> None:
    there = {one.name for one in desk.iterdir()}
    named = [desk / one if one in there else one for one in arguments]
    before = {one: one.read_bytes() for one in desk.iterdir() if one.is_file()}
    out = tmp_path / "会議.minutes"

    said = minutes(*named, *(() if "--out" in arguments else ("--out", out)))

    said.refused(status, *words)
    assert {one: one.read_bytes() for one in before} == before
    if out.exists():
        intact(out)
