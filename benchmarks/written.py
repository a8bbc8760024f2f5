"""Written meetings as if they had been heard without error, by voices that nobody knows."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, replace
from pathlib import Path

from minutes_pipeline.agenda.paper import agenda_lines
from minutes_pipeline.agenda.parsing import parse_agenda
from minutes_pipeline.attribution.roster_file import read_roster
from minutes_pipeline.evaluation.reference import (
    GoldItem,
    Reference,
    ReferenceTurn,
    load_reference,
)
from minutes_pipeline.meeting import Agenda, Record, Roster, Span, Utterance
from minutes_pipeline.workspace.artifacts import AGENDA, MACHINE_UTTERANCES, ROSTER
from minutes_pipeline.workspace.folder import WorkFolder

ROOT = Path(__file__).resolve().parent.parent
HELD_BACK = "_unseen"
_SECONDS_A_LETTER = 1 / 6
_PAUSE = 0.8


@dataclass(frozen=True, slots=True)
class Meeting:
    """A script with its papers and what is true of it.

    Attributes:
        name: Of its folder.
        record: Every turn an utterance, voices anonymous.
        reference: True roles and items, and gold minutes where there are any.
        agenda: As its reader gives it.
        roster: As its reader gives it.
    """

    name: str
    record: Record
    reference: Reference
    agenda: Agenda
    roster: Roster

    @property
    def held_back(self) -> bool:
        """Whether no rule may be changed for what it shows."""
        return self.name.endswith(HELD_BACK)

    @property
    def script(self) -> str:
        """What was said in it: the name before what a benchmark did to its voices."""
        return self.name.split(":", 1)[0]

    def without_voices(self) -> Meeting:
        """Return the same with nothing told of who is one person."""
        said = tuple(replace(u, speaker=None) for u in self.record.utterances)
        return replace(self, record=replace(self.record, utterances=said))


def folders(root: Path = ROOT) -> list[Path]:
    """Return the folders of all written meetings of this project."""
    tests = root / "tests"
    found = [*(tests / "meetings").glob("*/script.tsv"), *(tests / "sittings").glob("*/script.tsv")]
    return [root / "samples" / "aoba", *(path.parent for path in sorted(found))]


def heard(work: Path, reference: Path) -> Meeting:
    """Read what a run heard in a spoken meeting, and what is true of it."""
    found = WorkFolder(work.absolute())
    return Meeting(
        work.stem,
        found.load(MACHINE_UTTERANCES),
        load_reference(reference),
        found.load(AGENDA),
        found.load(ROSTER),
    )


def load(folder: Path) -> Meeting:
    """Read a folder with ``script.tsv``, ``items.json`` and the papers."""
    with (folder / "script.tsv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.reader(lines, delimiter="\t") if row]
    numbers = {speaker: n for n, speaker in enumerate(dict.fromkeys(row[0] for row in rows))}
    at, said, turns = 0.0, [], []
    for n, (speaker, _, role, text) in enumerate(rows, start=1):
        end = at + len(text) * _SECONDS_A_LETTER
        said.append(Utterance(f"u{n:04d}", text, Span(at, end), f"SPEAKER_{numbers[speaker]:02d}"))
        turns.append(ReferenceTurn(start=at, end=end, speaker=speaker, role=role, text=text))
        at = end + _PAUSE
    items = json.loads((folder / "items.json").read_text("utf-8"))
    gold = folder / "gold.json"
    written = json.loads(gold.read_text("utf-8"))["items"] if gold.is_file() else []
    agenda, _ = parse_agenda(agenda_lines(folder / "agenda.txt"), "agenda.txt")
    return Meeting(
        folder.name,
        Record(at, tuple(said)),
        Reference(
            turns=tuple(turns),
            items=tuple(None if allowed is None else tuple(allowed) for allowed in items),
            gold=tuple(GoldItem.model_validate(item) for item in written),
        ),
        agenda,
        read_roster(folder / "roster.csv")[0],
    )
