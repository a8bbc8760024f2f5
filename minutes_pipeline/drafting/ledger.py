"""The account: every utterance and every sentence is in a paragraph or left out with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from minutes_pipeline.drafting.analysis import surface
from minutes_pipeline.drafting.turns import Sentence, Turn
from minutes_pipeline.drafting.writing import Edit
from minutes_pipeline.meeting import (
    Account,
    Minutes,
    Omission,
    OmissionReason,
    Record,
    Rewriting,
    Saying,
)


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


class Book:
    """Keeps, while the paragraphs are written, what each was made from."""

    def __init__(self) -> None:
        """Begin an empty account."""
        self._rewritings: list[Rewriting] = []
        self._emptied: set[int] = set()

    def enter(self, paragraph: str, edits: Iterable[Edit]) -> None:
        """Note that *paragraph* was made by *edits*."""
        for edit in edits:
            if not edit.numbers:
                continue
            self._rewritings.append(Rewriting(paragraph, edit.numbers, edit.steps))
            if edit.steps and not edit.steps[-1].text:
                self._emptied.update(edit.numbers)

    def empty(self, edits: Iterable[Edit]) -> None:
        """Note that nothing was left of the sentences of *edits*: they were fillers."""
        self._emptied.update(number for edit in edits for number in edit.numbers)

    def consume(self, paragraph: str, sentences: Iterable[Sentence]) -> None:
        """Note that *paragraph* tells what *sentences* say, without being written from them."""
        known = {n for one in self._rewritings if one.paragraph == paragraph for n in one.sayings}
        for sentence in sentences:
            if sentence.numbers and not known.issuperset(sentence.numbers):
                self._rewritings.append(Rewriting(paragraph, sentence.numbers))
                known.update(sentence.numbers)

    def account(
        self, turns: Sequence[Turn], dropped: Mapping[int, OmissionReason]
    ) -> tuple[Account, tuple[Saying, ...]]:
        """Return the account, and the sentences that neither stand anywhere nor have a reason.

        The latter are a fault of this room; nothing is raised, so that a person hears of it and
        the rest of the draft is not lost.

        Args:
            turns: All that was said.
            dropped: Why a sentence was left out, by its number.
        """
        places: dict[int, dict[str, None]] = {}
        for one in self._rewritings:
            for number in one.sayings:
                places.setdefault(number, {})[one.paragraph] = None
        sayings = []
        lost = []
        for turn in turns:
            for sentence in turn.sentences:
                (number,) = sentence.numbers
                where = tuple(places.get(number, ()))
                reason = None if where else dropped.get(number)
                if number in self._emptied:
                    where, reason = (), OmissionReason.FILLER
                saying = Saying(number, surface(sentence.tokens), sentence.sources, where, reason)
                sayings.append(saying)
                if not where and reason is None:
                    lost.append(saying)
        return Account(tuple(sayings), tuple(self._rewritings)), tuple(lost)
