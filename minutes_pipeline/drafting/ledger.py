"""The account: every utterance is cited by a paragraph or listed as omitted, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from minutes_pipeline.meeting import Minutes, Omission, OmissionReason, Record


def close(minutes: Minutes, record: Record, reasons: Mapping[str, OmissionReason]) -> Minutes:
    """Return *minutes* with ``omitted`` filled in.

    Raises:
        LookupError: An utterance is neither cited nor has a reason; a fault of this room.
    """
    missing = minutes.unaccounted(tuple(u.id for u in record.utterances))
    omitted = tuple(Omission(utterance, reasons[utterance]) for utterance in missing)
    closed = replace(minutes, omitted=omitted)
    check(closed, record)
    return closed


def check(minutes: Minutes, record: Record) -> None:
    """Make sure that the account is complete and cites only what exists.

    Raises:
        LookupError: An utterance is unaccounted for, or a paragraph cites one that is not there.
    """
    ids = tuple(u.id for u in record.utterances)
    lost = minutes.unaccounted(ids)
    if lost:
        raise LookupError(f"utterances neither cited nor omitted: {', '.join(lost)}")
    cited = {source for p in minutes.paragraphs() for source in p.sources}
    unknown = (cited | {o.utterance for o in minutes.omitted}) - set(ids)
    if unknown:
        raise LookupError(f"no such utterances: {', '.join(sorted(unknown))}")
    empty = [p.id for p in minutes.paragraphs() if not p.sources]
    if empty:
        raise LookupError(f"paragraphs without sources: {', '.join(empty)}")
