"""Roles and items of the written sittings, from reference transcripts with anonymous voices."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from minutes_pipeline.agenda.paper import agenda_lines
from minutes_pipeline.agenda.parsing import parse_agenda
from minutes_pipeline.agenda.placement import place_utterances
from minutes_pipeline.attribution.roles import assign_roles
from minutes_pipeline.attribution.roster_file import read_roster
from minutes_pipeline.attribution.tokens import SudachiTokenizer
from minutes_pipeline.evaluation.measures import item_time
from minutes_pipeline.evaluation.reference import Reference, ReferenceTurn
from minutes_pipeline.evaluation.role_table import RoleTable, role_table
from minutes_pipeline.meeting import Agenda, Record, Roster, Span, Utterance

FOLDERS = sorted(
    folder
    for folder in (Path(__file__).resolve().parent.parent / "sittings").glob("*/")
    if not folder.name.endswith("_unseen")  # these are reported, never worked towards
)
SECONDS_A_LETTER = 1 / 6


@dataclass(frozen=True)
class Case:
    """A script as if it had been heard without error by anonymous voices."""

    record: Record
    reference: Reference
    folder: Path


def case_of(folder: Path) -> Case:
    with (folder / "script.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.reader(lines, delimiter="\t") if row]
    voices = {
        speaker: f"SPEAKER_{n:02d}" for n, speaker in enumerate(dict.fromkeys(r[0] for r in rows))
    }
    at, said, turns = 0.0, [], []
    for n, (speaker, _, role, text) in enumerate(rows, start=1):
        end = at + len(text) * SECONDS_A_LETTER
        said.append(Utterance(f"u{n:04d}", text, Span(at, end), voices[speaker]))
        turns.append(ReferenceTurn(start=at, end=end, speaker=speaker, role=role, text=text))
        at = end + 0.8
    items = tuple(
        None if allowed is None else tuple(allowed)
        for allowed in json.loads((folder / "items.json").read_text("utf-8"))
    )
    return Case(Record(at, tuple(said)), Reference(turns=tuple(turns), items=items), folder)


def judged(case: Case, *, papers: bool) -> tuple[RoleTable, float | None]:
    agenda, roster = Agenda(), Roster()
    if papers:
        path = case.folder / "agenda.txt"
        agenda, _ = parse_agenda(agenda_lines(path), path.name)
        roster, _ = read_roster(case.folder / "roster.csv")
    record = assign_roles(case.record, roster, SudachiTokenizer())
    placed = place_utterances(record, agenda).utterances
    return role_table(case.reference.turns, placed), item_time(case.reference, placed)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_roles_and_items_are_right_by_time(folder: Path) -> None:
    table, items = judged(case_of(folder), papers=True)
    assert table.right >= 0.97
    assert table.wrong_of_decided <= 0.02
    assert items is not None
    assert items >= 0.95


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_without_papers_more_is_left_open_but_little_is_wrong(folder: Path) -> None:
    table, _ = judged(case_of(folder), papers=False)
    assert table.right >= 0.85
    assert table.wrong_of_decided <= 0.03
