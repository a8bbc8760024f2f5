"""Writes a paragraph and proves it: where a check fails, the same words get a lighter edit.

Three hands, each lighter than the one before: all rules; only those that change endings and
spelling; the words as they were said. Sentence by sentence, a hand is left for a lighter one where
that one does better at keeping numbers, negations, names and words.
"""

from __future__ import annotations

from collections.abc import Iterable

from minutes_pipeline.drafting.analysis import surface
from minutes_pipeline.drafting.checks import Doubt, doubts, style_doubts
from minutes_pipeline.drafting.condensing import Piece
from minutes_pipeline.drafting.enumerating import enumerate_once
from minutes_pipeline.drafting.facts import gone, names
from minutes_pipeline.drafting.lint import Kind
from minutes_pipeline.drafting.manner import Style
from minutes_pipeline.drafting.turns import Sentence
from minutes_pipeline.drafting.writing import Hand, Written, write
from minutes_pipeline.meeting import Severity

_CORRECTION = "self-correction"
Numbers = tuple[int, ...]
"""Numbers of the sentences as said that one written sentence is made from."""


def prove(piece: Piece, *, point: bool = False) -> tuple[Written, tuple[Doubt, ...]]:
    """Return *piece* written as heavily as the checks allow, and what stays doubtful.

    Args:
        piece: The sentences, as they were said.
        point: Whether it is a ・point.
    """
    known = {number: one for one in piece.sentences for number in one.numbers}
    hands: dict[Numbers, Hand] = {}
    written = write(piece, point=point)
    found = _compare(written, known)
    for hand in (Hand.LIGHT, Hand.NONE):
        wanting = [numbers for numbers, kept in found.items() if _asks_for(hand, kept)]
        if not wanting:
            continue
        tried = write(piece, point=point, hands=hands | dict.fromkeys(wanting, hand))
        outcome = _compare(tried, known)
        better = [n for n in wanting if len(_serious(outcome[n])) < len(_serious(found[n]))]
        if better:
            hands |= dict.fromkeys(better, hand)
            written = write(piece, point=point, hands=hands)
            found = _compare(written, known)
    doubtful = dict.fromkeys(doubt for one in found.values() for doubt in one)
    if hands and not _serious(doubtful):
        doubtful[LIGHT] = None
    if piece.manner.style is not Style.FULL:
        written = enumerate_once(written, piece)
    if written.text:
        kind = Kind.POINT if point else Kind.SPEECH
        doubtful.update(dict.fromkeys(style_doubts(written.text, kind)))
    return written, tuple(doubtful)


def _asks_for(hand: Hand, found: Iterable[Doubt]) -> bool:
    """Whether doubts about a sentence call for a lighter hand.

    The very words stand, polite as they are, only where a number would be wrong otherwise.
    """
    serious = _serious(found)
    if hand is Hand.NONE:
        return any(one.code == "number-doubtful" and not one.lost for one in serious)
    return bool(serious)


LIGHT = Doubt(
    "style-doubtful",
    Severity.LOW,
    "要約すると数や打消しが変わるおそれがあるため、発言に近い形で残しました。文を整えてください。",
)
_CORRECTED = Doubt(
    "number-doubtful",
    Severity.HIGH,
    "言い直しと判断し、言い直す前の語を除きました。録音と比べてください。",
)


def _serious(found: Iterable[Doubt]) -> list[Doubt]:
    return [one for one in found if one.severity > Severity.LOW and one is not _CORRECTED]


def _compare(written: Written, known: dict[int, Sentence]) -> dict[Numbers, tuple[Doubt, ...]]:
    """Return the doubts about each written sentence, by the numbers of what it was made from."""
    found: dict[Numbers, tuple[Doubt, ...]] = {}
    for edit in written.edits:
        said = [known[number] for number in edit.numbers]
        text = edit.steps[-1].text if edit.steps else "".join(surface(s.tokens) for s in said)
        corrected = any(step.rule == _CORRECTION for step in edit.steps)
        kept = [
            doubt
            for doubt in _of_sentence(text, said)
            if not (corrected and doubt.lost and doubt.code == "number-doubtful")
        ]
        found[edit.numbers] = (*kept, *((_CORRECTED,) if corrected else ()))
    return found


def _of_sentence(text: str, said: list[Sentence]) -> Iterable[Doubt]:
    spoken = "。".join(one.text for one in said)
    kept = tuple(name for one in said for name in names(one.tokens))
    for doubt in doubts(text, spoken, kept):
        if doubt.severity > Severity.LOW:
            yield doubt
    if lost := gone((one.tokens for one in said), text):
        listed = "、".join(lost[:_LISTED])
        yield Doubt(
            "words-lost",
            Severity.MEDIUM,
            f"発言にある語（{listed}）が文に多くありません。録音と比べてください。",
            lost=True,
        )


_LISTED = 6
"""Words named at most in one message."""
