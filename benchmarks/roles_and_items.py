"""``python -m benchmarks.roles_and_items [FOLDER…]``: who speaks as what, and on which item.

Every written meeting of the project, and each FOLDER given, is judged from its words with
anonymous voices: with its papers, without the roster, without the agenda, without both. The
meetings that are held back are told apart. ``--pairs`` drafts the minutes as well, to see which
answers stand under which questions (slow); ``--no-voices`` takes away who is one person;
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.written import Meeting, folders, heard, load
from minutes_pipeline.agenda.placement import place_utterances
from minutes_pipeline.attribution.roles import assign_roles
from minutes_pipeline.attribution.tokens import SudachiTokenizer
from minutes_pipeline.evaluation.borders import border_rates
from minutes_pipeline.evaluation.measures import item_time
from minutes_pipeline.evaluation.pairing import pair_rates
from minutes_pipeline.evaluation.role_table import role_table
from minutes_pipeline.meeting import Agenda, Minutes, Record, Roster, Sitting

CONDITIONS = {
    "papers": (True, True),
    "no roster": (False, True),
    "no agenda": (True, False),
    "neither": (False, False),
}
Drafting = Callable[[Record, Agenda, Roster], Minutes]


@dataclass(frozen=True, slots=True)
class Score:
    """What one meeting reached in one condition; None where there is nothing to measure."""

    role: float
    undecided: float
    wrong: float
    item: float | None
    windowdiff: float | None
    pk: float | None
    pairs: float | None = None


def judged(meeting: Meeting, *, roster: bool, agenda: bool) -> tuple[Record, Agenda, Roster]:
    """Return the record with roles and items, and the papers that were used."""
    papers = meeting.agenda if agenda else Agenda()
    people = meeting.roster if roster else Roster()
    record = assign_roles(meeting.record, people, SudachiTokenizer())
    return place_utterances(record, papers), papers, people


def score(meeting: Meeting, *, roster: bool, agenda: bool, draft: Drafting | None = None) -> Score:
    """Return the measures of one meeting with or without its papers."""
    record, papers, people = judged(meeting, roster=roster, agenda=agenda)
    said = record.utterances
    roles = role_table(meeting.reference.turns, said)
    borders = border_rates(meeting.reference, said) if agenda else None
    pairs = None
    if draft is not None and meeting.reference.gold and agenda:
        pairs = pair_rates(draft(record, papers, people), said, meeting.reference)
    return Score(
        roles.right,
        roles.undecided,
        roles.wrong_of_decided,
        item_time(meeting.reference, said) if agenda else None,
        borders.windowdiff if borders else None,
        borders.pk if borders else None,
        pairs.f if pairs else None,
    )


def drafting() -> Drafting:
    """Return what writes the minutes; it loads the parser of Japanese."""
    from minutes_pipeline.drafting.assembly import draft_meeting
    from minutes_pipeline.drafting.ginza_analyzer import GinzaAnalyzer
    from minutes_pipeline.drafting.turns import read_turns

    analyzer = GinzaAnalyzer()

    def draft(record: Record, agenda: Agenda, roster: Roster) -> Minutes:
        turns = read_turns(record.utterances, analyzer)
        return draft_meeting(record, turns, agenda, roster, Sitting()).minutes

    return draft


def mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of what was measured; None where nothing was."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def line(name: str, scores: Sequence[Score]) -> str:
    """Return one line of the table: the means of *scores*."""
    cells = (
        mean(getattr(one, field) for one in scores)
        for field in ("role", "undecided", "wrong", "item", "windowdiff", "pk", "pairs")
    )
    return f"{name:<18}" + "".join(
        f"{'-' if cell is None else format(cell, '.3f'):>11}" for cell in cells
    )


def table(meetings: Sequence[Meeting], condition: str, draft: Drafting | None = None) -> list[str]:
    """Return the lines of one condition: every meeting, then both groups' means."""
    roster, agenda = CONDITIONS[condition]
    scores = {m.name: score(m, roster=roster, agenda=agenda, draft=draft) for m in meetings}
    lines = [line(name, [one]) for name, one in scores.items()]
    for held_back, group in ((False, "MEAN tuning"), (True, "MEAN held back")):
        own = [scores[m.name] for m in meetings if m.held_back is held_back]
        lines += [line(group, own)] if own else []
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--only", choices=list(CONDITIONS), action="append")
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--no-voices", action="store_true")
    parser.add_argument(
        "--heard",
        nargs=2,
        type=Path,
        action="append",
        metavar=("WORK", "REFERENCE"),
        help="what a run heard, in place of the written meetings",
    )
    given = parser.parse_args()
    if given.heard:
        meetings = [heard(work, reference) for work, reference in given.heard]
    else:
        meetings = [load(folder) for folder in [*folders(), *given.folders]]
    if given.no_voices:
        meetings = [meeting.without_voices() for meeting in meetings]
    draft = drafting() if given.pairs else None
    heads = ("role right", "undecided", "wrong/dec.", "item right", "WindowDiff", "Pk", "pairs F")
    for condition in given.only or CONDITIONS:
        print(f"\n{condition:<18}" + "".join(f"{head:>11}" for head in heads), flush=True)
        print("\n".join(table(meetings, condition, draft)), flush=True)


if __name__ == "__main__":
    main()
