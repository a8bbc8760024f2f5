"""``python -m benchmarks.drafts FOLDER…``: drafts of written meetings beside their gold minutes.

Each FOLDER holds ``script.tsv``, ``items.json``, ``gold.json`` and a roster. Roles and items are
the true ones, so that what is measured is the drafting alone. ``--worst N`` shows, for each item,
the N paragraphs of the gold minutes that the draft meets worst, beside the words that stand there
instead; ``--hour`` also drafts a meeting of an hour and tells the seconds it takes.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from minutes_pipeline.attribution.roster_file import read_roster
from minutes_pipeline.drafting.analysis import Analyzer
from minutes_pipeline.drafting.assembly import draft_meeting
from minutes_pipeline.drafting.ginza_analyzer import GinzaAnalyzer
from minutes_pipeline.drafting.turns import read_turns
from minutes_pipeline.evaluation.measures import (
    chrf,
    item_text,
    label_likeness,
    minutes_chrf,
    numbers_invented,
    numbers_lost,
    polite_endings,
)
from minutes_pipeline.evaluation.reference import GoldItem
from minutes_pipeline.meeting import (
    Agenda,
    AgendaItem,
    Draft,
    Minutes,
    MinutesItem,
    Record,
    Role,
    RoleKind,
    Roster,
    Sitting,
    Utterance,
)

CHAIRS = {"会長", "委員長", "座長", "議長", "部会長", "分科会長"}
CHARACTERS_AN_HOUR = 20_000
"""What is said in an hour of a meeting, at some 330 characters a minute."""


def role_of(label: str, post: str) -> Role:
    """Return the role that a script writes for a speaker."""
    if label == "委員":
        return Role(RoleKind.CHAIR if post in CHAIRS else RoleKind.MEMBER)
    return Role(RoleKind.SECRETARIAT) if label == "事務局" else Role(RoleKind.SECTION, label)


def read_record(folder: Path) -> Record:
    """Return the words of a written meeting with their true roles and items."""
    rows = csv.reader(
        (folder / "script.tsv").read_text("utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
    items = json.loads((folder / "items.json").read_text("utf-8"))
    said: list[Utterance] = []
    for (speaker, post, label, text), allowed in zip(rows, items, strict=True):
        item = _item_of(text, allowed, said[-1].item if said else None)
        name = f"u{len(said) + 1:04d}"
        said.append(Utterance(name, text, speaker=speaker, role=role_of(label, post), item=item))
    return Record(None, tuple(said))


def _item_of(text: str, allowed: list[str] | None, before: str | None) -> str | None:
    """Return the item that an utterance names, goes on with or may stand under."""
    if not allowed:
        return None
    named = [number for number in allowed if f"議題{number}" in text]
    if len(allowed) > 1 and len(named) == 1:
        return named[0]
    return before if before in allowed else allowed[0]


def read_gold(folder: Path) -> tuple[Agenda, list[GoldItem]]:
    """Return the agenda as the gold minutes have it, and the gold minutes."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))["items"]
    agenda = Agenda(items=tuple(AgendaItem(i["number"], i["title"], i.get("kind")) for i in gold))
    return agenda, [GoldItem.model_validate(item) for item in gold]


def drafted(folder: Path, analyzer: Analyzer) -> tuple[Draft, Record, list[GoldItem]]:
    """Return the draft of a written meeting, with its true roles and items, and its gold."""
    record = read_record(folder)
    agenda, gold = read_gold(folder)
    papers = next(iter(sorted(folder.glob("roster.*"))), None)
    roster = read_roster(papers)[0] if papers is not None else Roster()
    turns = read_turns(record.utterances, analyzer)
    return draft_meeting(record, turns, agenda, roster, Sitting()), record, gold


@dataclass(frozen=True, slots=True)
class Score:
    """The measures of one draft, as the issue's scorer has them."""

    name: str
    chrf: float
    labels: float
    polite: int
    lost: int
    invented: int
    unaccounted: int
    length: float

    def row(self) -> str:
        """Return the line for people."""
        return (
            f"{self.name:<16} chrf {self.chrf:.4f}  labels {self.labels:.3f}  polite {self.polite}"
            f"  lost {self.lost}  invented {self.invented}  unaccounted {self.unaccounted}"
            f"  length {self.length:.2f}"
        )


def score(name: str, minutes: Minutes, record: Record, gold: list[GoldItem]) -> Score:
    """Return all measures of *minutes* against *gold*."""
    ids = tuple(u.id for u in record.utterances)
    drafted = sum(len(item_text(item)) for item in minutes.items)
    return Score(
        name,
        minutes_chrf(minutes, gold),
        label_likeness(minutes, gold),
        polite_endings(minutes),
        numbers_lost(minutes, gold),
        numbers_invented(minutes, record.utterances),
        len(minutes.unaccounted(ids)),
        drafted / max(1, sum(len(one.text) for one in gold)),
    )


def _gold_paragraphs(item: GoldItem) -> Iterator[tuple[str, str]]:
    yield from (("・", text) for text in item.points)
    for exchange in item.exchanges:
        yield from ((exchange.label, text) for text in exchange.paragraphs)
    if item.outcome:
        yield "結果", item.outcome


def _paragraphs(item: MinutesItem) -> Iterator[tuple[str, str]]:
    yield from (("・", p.text) for p in item.points)
    for exchange in item.exchanges:
        yield from ((exchange.label or "？", p.text) for p in exchange.paragraphs)
    if item.outcome is not None:
        yield "結果", item.outcome.text


def beside(
    gold: Sequence[tuple[str, str]], ours: Sequence[tuple[str, str]]
) -> list[tuple[float, list[tuple[str, str]], list[tuple[str, str]]]]:
    """Return gold paragraphs beside those of the draft that share most with them, in order.

    Each entry is the likeness, one or more paragraphs of the gold and those of the draft that
    belong to them; a paragraph without a counterpart stands beside nothing.
    """
    pairs = [
        max(range(len(gold)), key=lambda n: _shared(text, gold[n][1])) if gold else -1
        for _, text in ours
    ]
    alike = [
        n if n >= 0 and _shared(text, gold[n][1]) > 0.25 else -1
        for n, (_, text) in zip(pairs, ours, strict=True)
    ]
    found = []
    for n, entry in enumerate(gold):
        mine = [one for one, at in zip(ours, alike, strict=True) if at == n]
        likeness = chrf("".join(t for _, t in mine), entry[1]) if mine else 0.0
        found.append((likeness, [entry], mine))
    found += [(0.0, [], [one]) for one, at in zip(ours, alike, strict=True) if at < 0]
    return found


def _shared(one: str, other: str) -> float:
    left, right = _bigrams(one), _bigrams(other)
    return len(left & right) / max(1, min(len(left), len(right)))


def _bigrams(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}


def show_worst(minutes: Minutes, gold: Sequence[GoldItem], count: int) -> None:
    """Print, item by item, the paragraphs that are least alike."""
    by_number = {item.number: item for item in minutes.items}
    for one in gold:
        item = by_number.get(one.number)
        ours = list(_paragraphs(item)) if item is not None else []
        likeness = chrf("".join(t for _, t in ours), one.text)
        print(f"\n== {one.number}  {likeness:.3f}")
        entries = sorted(beside(list(_gold_paragraphs(one)), ours), key=lambda entry: entry[0])
        for share, theirs, mine in entries[:count]:
            if theirs == mine:
                continue
            print(f"-- {share:.2f}")
            _print("正", theirs)
            _print("案", mine)


def _print(mark: str, entries: Iterable[tuple[str, str]]) -> None:
    for label, text in entries:
        print(f"  {mark} {label} {text}")


def hour(folders: Sequence[Path], analyzer: Analyzer) -> tuple[int, float, float]:
    """Draft a meeting of an hour, made of *folders*; return characters, CPU and clock seconds.

    The analyser reads its model within the time.
    """
    said: list[Utterance] = []
    while sum(len(u.text) for u in said) < CHARACTERS_AN_HOUR:
        for folder in folders:
            said += read_record(folder).utterances
    said = [replace(u, id=f"u{n:04d}") for n, u in enumerate(said, 1)]
    length, kept = 0, []
    for utterance in said:
        if length >= CHARACTERS_AN_HOUR:
            break
        kept.append(utterance)
        length += len(utterance.text)
    agenda, _ = read_gold(folders[0])
    record = Record(None, tuple(kept))
    cpu, clock = time.process_time(), time.monotonic()
    turns = read_turns(record.utterances, analyzer)
    draft_meeting(record, turns, agenda, Roster(), Sitting())
    return length, time.process_time() - cpu, time.monotonic() - clock


def main() -> None:
    """Print one line a meeting, and what was asked for besides."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--worst", type=int, default=0, help="paragraphs to show for each item")
    parser.add_argument("--hour", action="store_true", help="measure the speed as well")
    asked = parser.parse_args()
    if asked.hour:
        length, cpu, clock = hour(asked.folders, GinzaAnalyzer())
        print(f"{length} characters: {cpu:.1f} s of CPU, {clock:.1f} s by the clock")
    analyzer = GinzaAnalyzer()
    for folder in asked.folders:
        draft, record, gold = drafted(folder, analyzer)
        print(score(folder.name, draft.minutes, record, gold).row(), flush=True)
        if asked.worst:
            show_worst(draft.minutes, gold, asked.worst)


if __name__ == "__main__":
    main()
