"""Transcripts as assemblies and councils publish them: labels give roles, lines give items."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from minutes_pipeline.agenda.paper import agenda_lines
from minutes_pipeline.agenda.parsing import parse_agenda
from minutes_pipeline.agenda.placement import place_utterances
from minutes_pipeline.attribution.roles import assign_roles
from minutes_pipeline.attribution.tokens import SudachiTokenizer
from minutes_pipeline.meeting import Agenda, Record, Roster
from minutes_pipeline.transcription.written import read_transcript

FOLDER = Path(__file__).resolve().parent / "transcripts"
TOKENIZER = SudachiTokenizer()


def judged(name: str, agenda: Agenda | None = None) -> Record:
    record = assign_roles(read_transcript(FOLDER / name), Roster(), TOKENIZER)
    return place_utterances(record, agenda or Agenda())


def labels(record: Record) -> list[str | None]:
    return [u.role.label if u.role else None for u in record.utterances]


def test_an_assembly_in_its_usual_form() -> None:
    path = FOLDER / "assembly_agenda.txt"
    agenda, _ = parse_agenda(agenda_lines(path), path.name)
    record = judged("assembly.txt", agenda)

    said = {u.label: u.role.label for u in record.utterances if u.label and u.role}
    assert said == {
        "議長（秋元　昇君）": "委員",
        "２番（沼田久美君）": "委員",
        "市長（羽田　努君）": "市長",
        "都市部長（中道　勝君）": "都市部",
        "建築住宅課長（波多野健二君）": "建築住宅課",
        "総務委員長（五十嵐　司君）": "委員",
    }
    assert None not in labels(record)
    items = [u.item for u in record.utterances]
    assert items[0] is None
    assert items[1:11] == ["1"] * 10
    assert items[11:15] == ["2"] * 4
    assert items[-1] is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "council.txt",
            "委員 介護保険課 委員 介護保険課 委員 地域包括支援センター 委員 事務局 委員",
        ),
        ("colons.txt", "委員 土木課 委員 委員 学校教育課 市長 委員 事務局"),
    ],
)
def test_labels_in_brackets_and_before_colons(name: str, expected: str) -> None:
    assert labels(judged(name)) == expected.split()


def test_without_any_label_what_is_decided_is_right() -> None:
    truth = ["委員", "都市計画課", "委員", "委員", "都市計画課", "委員", "委員", "委員"]
    record = judged("nameless.txt")
    given = labels(record)
    assert all(found in {None, true} for found, true in zip(given, truth, strict=True))
    assert given.count(None) <= 2
    noted = {i for n in record.notes for i in n.utterances}
    assert noted == set()  # notes of roles belong to the stage before


@pytest.mark.parametrize("seed", range(6))
def test_scrambled_lines_are_judged_without_complaint(seed: int, tmp_path: Path) -> None:
    """Cut, doubled and reordered lines of every kind are read, and nothing said is lost."""
    rng = random.Random(seed)
    lines = [
        line
        for path in sorted(FOLDER.glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
    ]
    rng.shuffle(lines)
    mixed = [line[: rng.randrange(1, len(line) + 1)] if line else line for line in lines]
    path = tmp_path / "文字起こし.txt"
    path.write_text("\n".join([*mixed, "会長：それでは始めます。", *lines[:10]]), "utf-8")
    record = read_transcript(path)
    agenda, _ = parse_agenda(["1 一般質問", "2 その他"], "次第.txt")
    placed = place_utterances(assign_roles(record, Roster(), TOKENIZER), agenda)
    assert [u.text for u in placed.utterances] == [u.text for u in record.utterances]
    assert {u.item for u in placed.utterances} <= {None, "1", "2"}
