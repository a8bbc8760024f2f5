from __future__ import annotations

import json
from pathlib import Path

import pytest

from minutes_pipeline.drafting.assembly import draft_meeting
from minutes_pipeline.drafting.condensing import STANDARD
from minutes_pipeline.drafting.ginza_analyzer import GinzaAnalyzer
from minutes_pipeline.drafting.turns import read_turns
from minutes_pipeline.meeting import (
    Agenda,
    AgendaItem,
    Person,
    Record,
    Role,
    RoleKind,
    Roster,
    Sitting,
    Span,
    Utterance,
)

MEETINGS = Path(__file__).parents[2] / "meetings"
CHAIRS = {"会長", "委員長", "座長", "議長", "部会長"}


@pytest.fixture(scope="session")
def analyzer():
    return GinzaAnalyzer()


def role_of(label, title=""):
    if label is None:
        return None
    if label == "委員":
        return Role(RoleKind.CHAIR if title in CHAIRS else RoleKind.MEMBER)
    if label == "事務局":
        return Role(RoleKind.SECRETARIAT)
    return Role(RoleKind.SECTION, label)


ROSTER = Roster(
    (
        Person("水野 葵", post="会長", role=role_of("委員", "会長")),
        Person("森田 学", post="委員", role=role_of("委員")),
        Person("大野 桜", post="課長", role=role_of("環境課"), affiliation="市民部環境課"),
    )
)


def record_of(lines):
    """Lines of (speaker, title, role, item, text) as a record with times."""
    utterances, at = [], 0.0
    for n, (speaker, title, role, item, text) in enumerate(lines):
        end = at + max(0.5, 0.15 * len(text))
        utterances.append(
            Utterance(
                id=f"u{n + 1:04d}",
                text=text,
                span=Span(at, end),
                speaker=speaker,
                role=role_of(role, title),
                item=item,
            )
        )
        at = end + 0.5
    return Record(at, tuple(utterances))


@pytest.fixture(scope="session")
def whole_draft(analyzer):
    """The draft with its account, from lines as `record_of` takes them."""

    def make(lines, titles=None, roster=ROSTER, manner=STANDARD):
        record = record_of(lines)
        titles = titles or {"1": "ごみの減量について"}
        agenda = Agenda(items=tuple(AgendaItem(n, t) for n, t in titles.items()))
        turns = read_turns(record.utterances, analyzer)
        return draft_meeting(record, turns, agenda, roster, Sitting(), manner)

    return make


@pytest.fixture(scope="session")
def draft(whole_draft):
    def make(lines, titles=None, roster=ROSTER, manner=STANDARD):
        return whole_draft(lines, titles, roster, manner).minutes

    return make


def meeting(name):
    """A written test meeting as lines for `record_of`, and the titles of its items."""
    folder = MEETINGS / name
    items = json.loads((folder / "items.json").read_text("utf-8"))
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    rows = (folder / "script.tsv").read_text("utf-8").splitlines()
    lines = []
    for row, item in zip(rows, items, strict=True):
        speaker, title, role, text = row.split("\t")
        lines.append((speaker, title, role, item[0] if item else None, text))
    return lines, {i["number"]: i["title"] for i in gold["items"]}


@pytest.fixture(scope="session")
def draft_of(draft):
    def make(name, roster=ROSTER, manner=STANDARD):
        lines, titles = meeting(name)
        return lines, draft(lines, titles, roster, manner)

    return make


@pytest.fixture(scope="session")
def meeting_of():
    return meeting


@pytest.fixture(scope="session")
def recorded():
    return record_of
