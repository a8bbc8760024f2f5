"""``python -m benchmarks.hands FOLDER…``: how far two clerks agree, and a draft with each of them.

For every FOLDER that holds ``gold-2.json`` besides ``gold.json``: the minutes that two hands wrote
of the same script, each without the other's, compared as a draft is (minutes_chrf and labels). What
the first clerk's minutes score against the second's is what a person reaches with this measure; a
draft that scores as much is as near to that clerk as a colleague is. The second hand is the fairer
judge of a draft: no rule was ever tried on its minutes.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.drafts import drafted
from minutes_pipeline.drafting.ginza_analyzer import GinzaAnalyzer
from minutes_pipeline.evaluation.measures import label_likeness, minutes_chrf
from minutes_pipeline.evaluation.reference import GoldItem
from minutes_pipeline.meeting import Exchange, Minutes, MinutesItem, Paragraph, Sitting


def read_hand(path: Path) -> list[GoldItem]:
    """Return the gold minutes in *path*."""
    return [GoldItem.model_validate(one) for one in json.loads(path.read_text("utf-8"))["items"]]


def as_minutes(gold: list[GoldItem]) -> Minutes:
    """Return gold minutes in the shape of a draft, so that they can be scored as one."""

    def paragraph(text: str) -> Paragraph:
        return Paragraph("", text, (), ())

    return Minutes(
        Sitting(),
        tuple(
            MinutesItem(
                number=one.number,
                title=None,
                kind=None,
                joint_with=(),
                lead=None,
                points=tuple(map(paragraph, one.points)),
                exchanges=tuple(
                    Exchange(said.label, tuple(map(paragraph, said.paragraphs)))
                    for said in one.exchanges
                ),
                outcome=paragraph(one.outcome) if one.outcome else None,
            )
            for one in gold
        ),
    )


def main() -> None:
    """Print one line a meeting and the means."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    folders = [one for one in parser.parse_args().folders if (one / "gold-2.json").exists()]
    analyzer = GinzaAnalyzer()
    print(f"{'':<16} {'draft/1':>8} {'draft/2':>8} {'hand 1/2':>8} {'hand 2/1':>8}   labels")
    rows = []
    for folder in folders:
        minutes = drafted(folder, analyzer)[0].minutes
        first, second = read_hand(folder / "gold.json"), read_hand(folder / "gold-2.json")
        row = (
            minutes_chrf(minutes, first),
            minutes_chrf(minutes, second),
            minutes_chrf(as_minutes(first), second),
            minutes_chrf(as_minutes(second), first),
        )
        rows.append(row)
        labels = (
            f"{label_likeness(minutes, first):.2f} {label_likeness(minutes, second):.2f}"
            f" {label_likeness(as_minutes(first), second):.2f}"
        )
        print(f"{folder.name:<16} " + " ".join(f"{one:8.3f}" for one in row) + f"   {labels}")
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)] if rows else []
    print(f"{'mean':<16} " + " ".join(f"{one:8.3f}" for one in means))


if __name__ == "__main__":
    main()
