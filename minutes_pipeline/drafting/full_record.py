"""全文記録: every utterance in its place, under the label of who spoke; nothing is sorted out."""

from __future__ import annotations

from collections.abc import Sequence

from minutes_pipeline.drafting.condensing import Block, Condensed, ItemDraft, Piece
from minutes_pipeline.drafting.manner import Manner, Style
from minutes_pipeline.drafting.turns import Turn
from minutes_pipeline.meeting import OmissionReason, Role, RoleKind, Roster

_FULL = Manner(style=Style.FULL)


def record_in_full(turns: Sequence[Turn], roster: Roster) -> Condensed:
    """Return the blocks of full minutes, in the order in which things were said.

    What is said outside every item stands with the item before it (the closing words with the last
    one); what is said before the first item stands by itself, in front.
    """
    result = Condensed()
    current: str | None = None
    for turn in turns:
        current = turn.item if turn.item is not None else current
        draft = result.items.setdefault(current, ItemDraft(current, _FULL))
        for utterance in turn.utterances:
            result.left_out.setdefault(utterance, OmissionReason.FILLER)
        if turn.sentences:
            _add(draft, turn, roster)
    return result


def _add(draft: ItemDraft, turn: Turn, roster: Roster) -> None:
    label = _label(turn.role, roster)
    block = draft.blocks[-1] if draft.blocks else None
    if block is None or block.label != label or block.speaker != turn.speaker or label is None:
        answers = turn.role is not None and turn.role.answers
        block = Block(label, turn.speaker, answers)
        draft.blocks.append(block)
    block.pieces.append(Piece(turn.sentences, block.answers, _FULL))


def _label(role: Role | None, roster: Roster) -> str | None:
    """Return who speaks; the chair by post (会長), since full minutes hold what the chair says."""
    if role is None:
        return None
    if role.kind is RoleKind.CHAIR:
        posts = [p.post for p in roster.of_kind(RoleKind.CHAIR) if p.post]
        return posts[0] if posts else role.label
    return role.label
