"""Why the draft says what it says: from a paragraph to the words, and from words to paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from minutes_pipeline.drafting.titles import title_of
from minutes_pipeline.meeting import (
    Account,
    Minutes,
    MinutesItem,
    Paragraph,
    Record,
    Rewriting,
    Utterance,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """An utterance as it was heard.

    Attributes:
        id: Its id.
        start: Seconds; None without times.
        end: Seconds; None without times.
        speaker: The anonymous voice; None when unknown.
        role: Label of the role; None while undecided.
        text: The words.
    """

    id: str
    start: float | None
    end: float | None
    speaker: str | None
    role: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Applied:
    """One rule at work: its name, its Japanese title, and the sentence after it."""

    rule: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """From what was said to one written sentence.

    Attributes:
        said: The sentences as they were said.
        steps: The rules, in order.
    """

    said: tuple[str, ...]
    steps: tuple[Applied, ...]


@dataclass(frozen=True, slots=True)
class ParagraphExplained:
    """A paragraph, the words it rests on and how it came to be.

    Attributes:
        id: Its id.
        item: Number of the agenda item; None outside every item.
        title: Title of the item; None likewise.
        place: ``lead``, ``point``, ``speech`` or ``outcome``.
        label: The role label it stands under; None elsewhere, and while undecided.
        text: As it stands in the minutes.
        drafted: As the rules made it, where that is not what stands there now; else None.
        heard: The utterances it cites.
        ways: How each of its sentences came to be.
        rules: All rules with their titles, in the order in which each was first applied.
    """

    id: str
    item: str | None
    title: str | None
    place: str
    label: str | None
    text: str
    drafted: str | None
    heard: tuple[Heard, ...]
    ways: tuple[Way, ...]
    rules: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one sentence.

    Attributes:
        text: As it was said.
        paragraphs: Id and text of the paragraphs that hold it; empty when it was left out.
        reason: Why it was left out (`OmissionReason`); None when it was not.
    """

    text: str
    paragraphs: tuple[tuple[str, str], ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class UtteranceExplained:
    """An utterance and what became of each of its sentences.

    Attributes:
        heard: The utterance.
        fates: Its sentences, in order.
        cited: Id and text of further paragraphs that cite it without holding its words.
        reason: Why the whole utterance is left out of the minutes; None when it is not.
    """

    heard: Heard
    fates: tuple[Fate, ...]
    cited: tuple[tuple[str, str], ...]
    reason: str | None


def explain_paragraph(
    name: str, minutes: Minutes, drafted: Minutes, account: Account, record: Record
) -> ParagraphExplained | None:
    """Return why a paragraph says what it says, None when there is none of that id.

    Args:
        name: Id of the paragraph.
        minutes: The minutes as they stand.
        drafted: The minutes as the rules made them.
        account: The account of the latter.
        record: What was said.
    """
    found = next((one for one in _placed(minutes.items) if one[3].id == name), None)
    if found is None:
        return None
    item, place, label, paragraph = found
    made = next((p for p in drafted.paragraphs() if p.id == name), None)
    cited = [u for u in record.utterances if u.id in paragraph.sources]
    return ParagraphExplained(
        id=name,
        item=item.number,
        title=item.title,
        place=place,
        label=label,
        text=paragraph.text,
        drafted=made.text if made is not None and made.text != paragraph.text else None,
        heard=tuple(map(_heard, cited)),
        ways=tuple(_way(one, account) for one in account.of_paragraph(name)) if made else (),
        rules=tuple((rule, title_of(rule)) for rule in paragraph.rules),
    )


def explain_utterance(
    name: str, minutes: Minutes, account: Account, record: Record
) -> UtteranceExplained | None:
    """Return what became of an utterance, None when there is none of that id.

    Args:
        name: Id of the utterance.
        minutes: The minutes as they stand.
        account: The account of the draft.
        record: What was said.
    """
    utterance = next((u for u in record.utterances if u.id == name), None)
    if utterance is None:
        return None
    texts = {p.id: p.text for p in minutes.paragraphs()}
    fates = tuple(
        Fate(
            saying.text,
            tuple((p, texts[p]) for p in saying.paragraphs if p in texts),
            saying.reason.value if saying.reason is not None else None,
        )
        for saying in account.of_utterance(name)
    )
    told = {p for fate in fates for p, _ in fate.paragraphs}
    cited = tuple(
        (p.id, p.text) for p in minutes.paragraphs() if name in p.sources and p.id not in told
    )
    reason = next((o.reason.value for o in minutes.omitted if o.utterance == name), None)
    return UtteranceExplained(_heard(utterance), fates, cited, reason)


def left_out(minutes: Minutes, account: Account, record: Record) -> tuple[UtteranceExplained, ...]:
    """Return every utterance of which the minutes leave something out, in order.

    Of an utterance that is cited, only the sentences that were left out are listed.
    """
    found = []
    for utterance in record.utterances:
        one = explain_utterance(utterance.id, minutes, account, record)
        if one is None:
            continue
        dropped = tuple(fate for fate in one.fates if fate.reason is not None)
        if dropped or one.reason is not None:
            found.append(UtteranceExplained(one.heard, dropped, (), one.reason))
    return tuple(found)


def _placed(
    items: Iterable[MinutesItem],
) -> Iterable[tuple[MinutesItem, str, str | None, Paragraph]]:
    """Yield every paragraph with its item, its place and its label."""
    for item in items:
        if item.lead is not None:
            yield item, "lead", None, item.lead
        for point in item.points:
            yield item, "point", None, point
        for exchange in item.exchanges:
            for paragraph in exchange.paragraphs:
                yield item, "speech", exchange.label, paragraph
        if item.outcome is not None:
            yield item, "outcome", None, item.outcome


def _heard(utterance: Utterance) -> Heard:
    span = utterance.span
    return Heard(
        id=utterance.id,
        start=span.start if span is not None else None,
        end=span.end if span is not None else None,
        speaker=utterance.speaker,
        role=utterance.role.label if utterance.role is not None else None,
        text=utterance.text,
    )


def _way(one: Rewriting, account: Account) -> Way:
    return Way(
        tuple(account.sayings[n].text for n in one.sayings),
        tuple(Applied(step.rule, title_of(step.rule), step.text) for step in one.steps),
    )
