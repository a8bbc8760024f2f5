"""The written minutes, and the account of what was left out of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from minutes_pipeline.meeting.review import ReviewNote
from minutes_pipeline.meeting.sitting import Sitting


class OmissionReason(StrEnum):
    """Why an utterance does not stand in the condensed minutes."""

    CHAIR_PROCEDURE = "chair-procedure"
    """議事の進行: the chair opens, calls, moves on, closes."""
    GREETING = "greeting"
    """あいさつ, thanks, self-introduction."""
    ACKNOWLEDGEMENT = "acknowledgement"
    """相づち, 了解: はい, わかりました."""
    FILLER = "filler"
    """Nothing but えー, あのー."""
    PAGE_FINDING = "page-finding"
    """資料の案内: お手元の資料2ページをご覧ください."""
    IMPRESSION = "impression"
    """感想だけの発言; left out of tight minutes only."""
    OFF_AGENDA = "off-agenda"
    """Outside every agenda item."""
    BY_PERSON = "by-person"
    """A person took the paragraph out that rested on it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One written paragraph or ・point, with the utterances it rests on.

    Attributes:
        id: ``p0001`` and so on, in order of the minutes.
        text: As written; a full sentence or several, ending in 。
        sources: Ids of the utterances it rests on, at least one; none only where a person wrote
            the paragraph.
        rules: Names of the writing rules that were applied, in order.
    """

    id: str
    text: str
    sources: tuple[str, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question or an answer as written under a role label.

    Attributes:
        label: 委員, 事務局, 市民室 …; None while the role is undecided.
        paragraphs: At least one.
    """

    label: str | None
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """The minutes of one agenda item.

    Attributes:
        number: The agenda's own number; None for speech that belongs to no item but must be kept.
        title: As in the agenda; None likewise.
        kind: 報告, 諮問 … or None.
        joint_with: Numbers of the other items taken together with this one (一括議題).
        lead: 「資料に基づいて、…から説明を行った。」; None when nothing was explained.
        points: The explanation as ・points.
        exchanges: Questions and answers in order.
        outcome: What was decided; None when nothing was.
    """

    number: str | None
    title: str | None
    kind: str | None = None
    joint_with: tuple[str, ...] = ()
    lead: Paragraph | None = None
    points: tuple[Paragraph, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    outcome: Paragraph | None = None

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield every paragraph of this item in printed order."""
        if self.lead is not None:
            yield self.lead
        yield from self.points
        for exchange in self.exchanges:
            yield from exchange.paragraphs
        if self.outcome is not None:
            yield self.outcome


@dataclass(frozen=True, slots=True)
class Omission:
    """An utterance that stands in no paragraph, with the reason."""

    utterance: str
    reason: OmissionReason


@dataclass(frozen=True, slots=True)
class Minutes:
    """The draft: particulars, items in order, and what was left out.

    Every utterance id of the record stands in some paragraph's ``sources`` or in ``omitted``.
    """

    sitting: Sitting
    items: tuple[MinutesItem, ...]
    omitted: tuple[Omission, ...] = ()
    notes: tuple[ReviewNote, ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield every paragraph in printed order."""
        for item in self.items:
            yield from item.paragraphs()

    def unaccounted(self, utterances: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of *utterances* that no paragraph cites and no omission lists."""
        known = {source for p in self.paragraphs() for source in p.sources}
        known |= {omission.utterance for omission in self.omitted}
        return tuple(u for u in utterances if u not in known)
