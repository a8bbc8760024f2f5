"""Puts the written paragraphs together as `Minutes`, numbers them, and closes the ledger."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minutes_pipeline.drafting.condensing import Block, Condensed, ItemDraft, Piece, condense
from minutes_pipeline.drafting.ledger import close
from minutes_pipeline.drafting.turns import Turn
from minutes_pipeline.drafting.writing import Written, write
from minutes_pipeline.meeting import (
    Agenda,
    Exchange,
    Minutes,
    MinutesItem,
    Paragraph,
    Record,
    ReviewNote,
    Roster,
    Severity,
    Sitting,
)


_DECLARING = re.compile(r"^(よって|それでは|では|したがって|以上により)、")
_UNOPPOSED = re.compile(r"^(ご?異議(なし|がない)(と認め|ので|ため|ようなので|ようであるので)?)、")
_SUBJECT = re.compile(r"^(本案|本件|本議案|議題\d+|[^、。]{0,8}第\d+号)(について|に関して)?(は|、)、?")


class _Numbering:
    """Gives paragraphs their ids, in printed order."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, written: Written, sources: Sequence[str]) -> Paragraph:
        self._count += 1
        return Paragraph(f"p{self._count:04d}", written.text, tuple(sources), written.rules)


def draft_minutes(
    record: Record, turns: Sequence[Turn], agenda: Agenda, roster: Roster, sitting: Sitting
) -> Minutes:
    """Return the minutes of *record*.

    Every agenda item stands in the result, also one under which nothing was said.
    """
    condensed = condense(turns, roster, {item.number: item.title for item in agenda.items})
    number = _Numbering()
    items = tuple(
        _item(condensed.items.get(key) or ItemDraft(key), record, agenda, number)
        for key in _order(agenda, condensed)
    )
    notes = _undecided(items)
    return close(Minutes(sitting, items, notes=notes), record, condensed.left_out)


def _order(agenda: Agenda, condensed: Condensed) -> list[str | None]:
    """Return item numbers in the agenda's order; speech outside every item comes last."""
    known: list[str | None] = [item.number for item in agenda.items]
    rest = [key for key in condensed.items if key is not None and key not in known]
    outside: list[str | None] = [None] if None in condensed.items else []
    return [*known, *rest, *outside]


def _item(draft: ItemDraft, record: Record, agenda: Agenda, number: _Numbering) -> MinutesItem:
    planned = agenda.item(draft.number) if draft.number is not None else None
    points = [(piece, write(piece, point=True)) for piece in draft.points]
    points = [(piece, written) for piece, written in points if written.text]
    lead = number(_lead(draft), draft.lead_sources) if points else None
    return MinutesItem(
        number=draft.number,
        title=planned.title if planned is not None else None,
        kind=planned.kind if planned is not None else None,
        joint_with=_joint(record, draft.number),
        lead=lead,
        points=tuple(number(written, piece.sources) for piece, written in points),
        exchanges=tuple(e for block in draft.blocks if (e := _exchange(block, number)) is not None),
        outcome=_outcome(draft, number),
    )


def _lead(draft: ItemDraft) -> Written:
    units = "及び".join(draft.explained_by)
    basis = "資料に基づいて、" if draft.material else ""
    return Written(f"{basis}{units}から説明を行った。", ("lead",))


def _exchange(block: Block, number: _Numbering) -> Exchange | None:
    paragraphs = tuple(
        number(written, piece.sources) for piece in block.pieces if (written := write(piece)).text
    )
    return Exchange(block.label, paragraphs) if paragraphs else None


def _outcome(draft: ItemDraft, number: _Numbering) -> Paragraph | None:
    decision = draft.decision
    if decision is None:
        return None
    if not decision.sentences:
        return number(Written(decision.after, ("outcome",)), decision.sources)
    written = write(Piece(decision.sentences))
    text = _DECLARING.sub("", written.text)
    if decision.prefix:
        text = _SUBJECT.sub("", _UNOPPOSED.sub("", text))
    if decision.after:
        text = text.removesuffix("。") + decision.after
    return number(Written(decision.prefix + text, (*written.rules, "outcome")), decision.sources)


def _joint(record: Record, number: str | None) -> tuple[str, ...]:
    """Return the other items taken together with *number*, as the agenda room found them."""
    groups: tuple[tuple[str, ...], ...] = getattr(record, "joint", ())
    return tuple(other for group in groups if number in group for other in group if other != number)


def _undecided(items: Sequence[MinutesItem]) -> tuple[ReviewNote, ...]:
    """Return a note for every exchange whose speaker's role is not known."""
    return tuple(
        ReviewNote(
            code="label-undecided",
            severity=Severity.HIGH,
            message="発言者の役割が分からないため、委員・事務局などの別を空けてあります。録音を聞いて補ってください。",
            utterances=tuple(dict.fromkeys(s for p in exchange.paragraphs for s in p.sources)),
            paragraphs=tuple(p.id for p in exchange.paragraphs),
        )
        for item in items
        for exchange in item.exchanges
        if exchange.label is None
    )
