"""Polish: ask a language model for a better wording, and keep it only where every check passes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from minutes_pipeline.drafting.analysis import Analyzer
from minutes_pipeline.drafting.facts import names
from minutes_pipeline.drafting.lint import Kind
from minutes_pipeline.drafting.polishing.asking import Model, NoAnswer
from minutes_pipeline.drafting.polishing.judging import objections
from minutes_pipeline.meeting import (
    Draft,
    Minutes,
    MinutesItem,
    Paragraph,
    Polishing,
    Proposal,
    ReviewNote,
    Severity,
)
from minutes_pipeline.progress import Progress
from minutes_pipeline.workspace.artifacts import DRAFT, POLISHING, Artifact
from minutes_pipeline.workspace.stage import Inputs, Reads

_PATIENCE = 3
"""Failures in a row after which no more is asked."""
_RECORDED = 600
"""Characters kept of an answer."""


@dataclass(frozen=True, slots=True)
class PolishMinutes:
    """Stage: the draft -> what a model proposed for each paragraph, accepted or refused.

    Attributes:
        model: Who is asked.
        analyzer: For the words of answers.
    """

    model: Model
    analyzer: Analyzer

    name: ClassVar[str] = "polish"
    title: ClassVar[str] = "言語モデルで文を推敲"
    revision: ClassVar[int] = 1
    reads: ClassVar[Reads] = (DRAFT,)
    writes: ClassVar[Artifact[Polishing]] = POLISHING

    def decides(self) -> Mapping[str, str]:
        """Return who is asked, and what analyses the answers."""
        return {"model": self.model.identity, "analyzer": self.analyzer.identity}

    def run(self, inputs: Inputs, progress: Progress) -> Polishing:
        """Return every proposal; a model that does not answer leaves the draft as it is."""
        done = polish(inputs.get(DRAFT), self.model, self.analyzer, progress)
        if done.stopped is not None:
            progress.remark(f"{done.stopped}規則で整えた文のままにします。")
        return done


def polish(draft: Draft, model: Model, analyzer: Analyzer, progress: Progress) -> Polishing:
    """Ask *model* for every point and every remark of *draft* that no person need look at.

    Args:
        draft: What the rules made, and the account of it.
        model: Who is asked.
        analyzer: For the words of answers.
        progress: Is told of every paragraph.
    """
    asked = tuple(_asked(draft.minutes))
    proposals: list[Proposal] = []
    failures, stopped = 0, None
    for n, (paragraph, kind) in enumerate(asked):
        try:
            answer = model.propose(paragraph.text).strip()
        except NoAnswer as error:
            failures += 1
            proposals.append(
                Proposal(
                    paragraph.id, paragraph.text, None, accepted=False, reasons=(error.reason,)
                )
            )
            if error.gone or failures == _PATIENCE:
                stopped = f"言語モデル（{model.host}）: {error.reason}"
                break
            continue
        failures = 0
        reasons = _judge(answer, paragraph, kind, draft, analyzer)
        proposals.append(
            Proposal(
                paragraph.id,
                paragraph.text,
                answer[:_RECORDED],
                accepted=not reasons and answer != paragraph.text,
                reasons=reasons,
            )
        )
        progress.at((n + 1) / len(asked))
    return Polishing(model.name, model.host, tuple(proposals), stopped)


def _asked(minutes: Minutes) -> Iterator[tuple[Paragraph, Kind]]:
    """Yield what may be polished; not what is doubtful already, nor the fixed forms."""
    doubtful = {p for n in minutes.notes if n.severity > Severity.LOW for p in n.paragraphs}
    for item in minutes.items:
        for point in item.points:
            if point.id not in doubtful:
                yield point, Kind.POINT
        for exchange in item.exchanges:
            for paragraph in exchange.paragraphs:
                if paragraph.id not in doubtful:
                    yield paragraph, Kind.SPEECH


def _judge(
    answer: str, paragraph: Paragraph, kind: Kind, draft: Draft, analyzer: Analyzer
) -> tuple[str, ...]:
    if len(answer) > 2 * len(paragraph.text) + 40:
        return ("長さが大きく変わっています",)
    said = [
        draft.account.sayings[number].text
        for way in draft.account.of_paragraph(paragraph.id)
        for number in way.sayings
    ]
    spoken = "".join(said)
    new, old, heard = analyzer.analyze([answer, paragraph.text, spoken])
    return objections(answer, paragraph.text, spoken, names(heard), (new, old, heard), kind)


def with_polish(minutes: Minutes, polishing: Polishing) -> Minutes:
    """Return *minutes* with every accepted proposal in place, each with a note for the clerk."""
    taken = {one.paragraph: one for one in polishing.proposals if one.accepted}
    notes = [_note(minutes, one) for one in taken.values()]

    def put(paragraph: Paragraph) -> Paragraph:
        one = taken.get(paragraph.id)
        if one is None or one.answer is None or one.before != paragraph.text:
            return paragraph
        return replace(paragraph, text=one.answer, rules=(*paragraph.rules, "polish"))

    def polished(item: MinutesItem) -> MinutesItem:
        return replace(
            item,
            points=tuple(map(put, item.points)),
            exchanges=tuple(
                replace(e, paragraphs=tuple(map(put, e.paragraphs))) for e in item.exchanges
            ),
        )

    return replace(
        minutes, items=tuple(map(polished, minutes.items)), notes=(*minutes.notes, *notes)
    )


def _note(minutes: Minutes, one: Proposal) -> ReviewNote:
    sources: Sequence[str] = next(
        (p.sources for p in minutes.paragraphs() if p.id == one.paragraph), ()
    )
    return ReviewNote(
        code="polished",
        severity=Severity.LOW,
        message="言語モデルの案を採りました。元の文と比べてください。",
        utterances=tuple(sources),
        paragraphs=(one.paragraph,),
        alternatives=(one.before,),
    )
