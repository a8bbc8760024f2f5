"""Sittings written for these tests: an agenda, then who|items it may stand under|what was said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from minutes_pipeline.agenda.parsing import parse_agenda
from minutes_pipeline.meeting import Agenda, Record, Role, RoleKind, Span, Utterance

DATA = Path(__file__).parent / "data"
NAMES = tuple(sorted(path.stem for path in DATA.glob("*.txt")))
_KINDS = {
    "会長": RoleKind.CHAIR,
    "委員長": RoleKind.CHAIR,
    "座長": RoleKind.CHAIR,
    "議長": RoleKind.CHAIR,
    "委員": RoleKind.MEMBER,
    "議員": RoleKind.MEMBER,
    "事務局": RoleKind.SECRETARIAT,
}


@dataclass(frozen=True)
class OwnSitting:
    """A sitting and, for each utterance, the items it may stand under (empty: none)."""

    agenda: Agenda
    record: Record
    items: tuple[frozenset[str | None], ...]


def role_of(who: str) -> Role:
    return Role(_KINDS[who]) if who in _KINDS else Role(RoleKind.SECTION, who)


def sitting(name: str, *, roles: bool = True, voices: bool = True) -> OwnSitting:
    """Return the sitting *name*, with or without what attribution would know."""
    head, body = (DATA / f"{name}.txt").read_text("utf-8").split("----\n")
    agenda, _ = parse_agenda(head.split("\n"), name)
    utterances, items = [], []
    for at, line in enumerate(body.splitlines()):
        who, numbers, text = line.split("|")
        utterances.append(
            Utterance(
                f"u{at + 1:04d}",
                text,
                span=Span(at * 10.0, at * 10.0 + 9.0),
                speaker=who if voices else None,
                role=role_of(who) if roles else None,
            )
        )
        items.append(frozenset(None if n == "-" else n for n in numbers.split(",")))
    record = Record(len(utterances) * 10.0, tuple(utterances))
    return OwnSitting(agenda, record, tuple(items))


def share_right(placed: Record, own: OwnSitting) -> float:
    """Return the share of characters that stand under an item they may stand under."""
    total = sum(len(u.text) for u in placed.utterances)
    pairs = zip(placed.utterances, own.items, strict=True)
    return sum(len(u.text) for u, may in pairs if u.item in may) / total
