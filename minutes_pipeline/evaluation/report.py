"""All measures of one draft, as a value and as a table."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from minutes_pipeline.evaluation import measures
from minutes_pipeline.evaluation.reference import Reference
from minutes_pipeline.meeting import Minutes, Utterance


@dataclass(frozen=True, slots=True)
class Report:
    """The measures of one draft; None where the reference does not allow one.

    Attributes:
        cer: Characters wrong, whole meeting.
        role_time: Share of spoken time under the right role.
        role_wrong: Share of decided time under a wrong role.
        item_time: Share of time inside items that is under the right one.
        labels: Likeness of the sequence of labels with the gold minutes.
        minutes_chrf: Likeness of the written text with the gold minutes.
        polite: Sentences left in polite style.
        numbers_lost: Numbers of the gold minutes that the draft lacks.
        numbers_invented: Numbers of the draft that nobody was heard to say.
        unaccounted: Utterances that are neither cited nor listed as omitted.
    """

    cer: float
    role_time: float
    role_wrong: float
    item_time: float | None
    labels: float | None
    minutes_chrf: float | None
    polite: int
    numbers_lost: int | None
    numbers_invented: int
    unaccounted: int

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return the table for people: Japanese name and value."""
        return tuple(
            (TITLES[name], "―" if value is None else _shown(value))
            for name, value in asdict(self).items()
        )


TITLES = {
    "cer": "文字誤り率",
    "role_time": "役割が正しい時間の割合",
    "role_wrong": "役割を決めたうち誤りの割合",
    "item_time": "案件が正しい時間の割合",
    "labels": "質疑の順の一致",
    "minutes_chrf": "会議録の一致（chrF）",
    "polite": "敬体の残り",
    "numbers_lost": "抜けた数",
    "numbers_invented": "聞こえていない数",
    "unaccounted": "行方の分からない発言",
}


def _shown(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.4f}"


def evaluate(utterances: tuple[Utterance, ...], minutes: Minutes, reference: Reference) -> Report:
    """Return all measures of a draft against its reference."""
    gold = reference.gold
    return Report(
        cer=measures.character_error_rate(
            "".join(t.text for t in reference.turns), "".join(u.text for u in utterances)
        ),
        role_time=measures.role_time(reference.turns, utterances),
        role_wrong=measures.wrong_role_time(reference.turns, utterances),
        item_time=measures.item_time(reference, utterances),
        labels=measures.label_likeness(minutes, gold) if gold else None,
        minutes_chrf=measures.minutes_chrf(minutes, gold) if gold else None,
        polite=measures.polite_endings(minutes),
        numbers_lost=measures.numbers_lost(minutes, gold) if gold else None,
        numbers_invented=measures.numbers_invented(minutes, utterances),
        unaccounted=len(minutes.unaccounted(tuple(u.id for u in utterances))),
    )
