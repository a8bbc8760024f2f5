"""Words of the draft that the recogniser itself was unsure of.

Whisper gives every token a probability. One low token is common in well heard speech; what tells is
the least sure token of a whole word. Measured on the two spoken samples with whisper-base: of the
words of two and more 漢字 or カタカナ whose least sure token lies below 0.4, 46 of 85 were wrong,
and they held 46 of all 87 wrong ones (docs/decisions/0026-comments-at-the-words.md). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minutes_pipeline.meeting import (
    Minutes,
    Paragraph,
    ReviewNote,
    Severity,
    Span,
    Utterance,
)

WORD_BELOW = 0.4
"""Least probability of a token below which a word is shown as doubtful."""
NUMBER_BELOW = 0.33
"""The same for a number. On three spoken meetings 5 of 10 numbers below were wrong, and 1 of the
12 between this and a half: who asks about those teaches people to nod."""
A_MINUTE = 1.0
"""Words of a minute of speech that are asked about one by one, the least sure first; numbers do not
count. More nobody checks: with half of them right, it is quicker to hear all again."""
ERAS = ("令和", "平成", "昭和")
AT_LEAST = 10
"""Words that even a short recording may ask about."""
_WORDS = re.compile(r"\d[\d,.]*[%％\u4e00-\u9fff々]{0,2}|[\u4e00-\u9fff々ヶ]{2,}|[ァ-ヴー]{3,}")


@dataclass(frozen=True, slots=True)
class Heard:
    """A word of the draft as it was heard.

    Attributes:
        text: The word.
        probability: That of its least sure token, in [0, 1].
        span: When it was said.
        utterance: Id of the utterance.
    """

    text: str
    probability: float
    span: Span
    utterance: str

    @property
    def number(self) -> bool:
        """Whether it is a number."""
        return self.text[0].isdigit()


def unsure_words(minutes: Minutes, utterances: Sequence[Utterance]) -> tuple[ReviewNote, ...]:
    """Return a note for what was heard badly in the draft, once a paragraph.

    Every number has its note; of the words the least sure ones, and how many more there are.

    Args:
        minutes: The draft.
        utterances: What it rests on; those without timed words say nothing here.
    """
    spoken = {utterance.id: utterance for utterance in utterances if utterance.words}
    # A recogniser is never sure of what it was told beforehand (transcription's hints): such words
    # of the agenda lay below the limit three times in four though they were right.
    titles = (item.title or "" for item in minutes.items)
    expected = "".join((minutes.sitting.title or "", *titles, *ERAS))
    found = [
        (one, p)
        for p in minutes.paragraphs()
        for one in _unsure(p, spoken)
        if one.number or one.text not in expected
    ]
    seconds = sum(u.span.duration for u in spoken.values() if u.span is not None)
    most = max(AT_LEAST, round(seconds / 60 * A_MINUTE))
    words = sorted((one.probability for one, _ in found if not one.number))
    enough = words[most] if len(words) > most else 1.0
    shown = [(one, p) for one, p in found if one.number or one.probability < enough]
    notes = tuple(_note(one, paragraphs) for one, paragraphs in _once(shown))
    return (*notes, _rest(len(found) - len(shown))) if len(shown) < len(found) else notes


def heard(text: str, utterance: Utterance) -> Heard | None:
    """Return *text* as it was heard in *utterance*; None where it was not said so.

    Of several places, the least sure one.
    """
    whole = "".join(word.text for word in utterance.words)
    found: Heard | None = None
    at = whole.find(text)
    while at >= 0:
        one = _between(utterance, at, at + len(text))
        if one is not None and (found is None or one.probability < found.probability):
            found = one
        at = whole.find(text, at + len(text))
    return found


def _between(utterance: Utterance, first: int, last: int) -> Heard | None:
    covered, position, text = [], 0, ""
    for word in utterance.words:
        begin, position = position, position + len(word.text)
        if begin < last and position > first:
            covered.append(word)
            text += word.text[max(0, first - begin) : last - begin]
    sure = [word.probability for word in covered if word.probability is not None]
    if not sure:
        return None
    return Heard(text, min(sure), covered[0].span | covered[-1].span, utterance.id)


def _unsure(paragraph: Paragraph, spoken: dict[str, Utterance]) -> Iterator[Heard]:
    """Yield what was heard badly, but no part of what is yielded as a whole (請求 in 開示請求)."""
    found = tuple(_below(paragraph, spoken))
    for one in found:
        longer = (o for o in found if one.text != o.text and one.text in o.text)
        if not any(o.utterance == one.utterance and o.span.overlap(one.span) for o in longer):
            yield one


def _below(paragraph: Paragraph, spoken: dict[str, Utterance]) -> Iterator[Heard]:
    for text in dict.fromkeys(_WORDS.findall(paragraph.text)):
        found = [
            one
            for source in paragraph.sources
            if source in spoken and (one := heard(text, spoken[source])) is not None
        ]
        if not found:
            continue
        # Said twice, once clearly: then it is known.
        best = max(found, key=lambda one: one.probability)
        if best.probability < (NUMBER_BELOW if best.number else WORD_BELOW):
            yield best


def _once(shown: Sequence[tuple[Heard, Paragraph]]) -> Iterator[tuple[Heard, tuple[str, ...]]]:
    """Yield what was heard at one moment once, with every paragraph that it stands in.

    What one paragraph calls 開示請求, another calls 請求.
    """
    ordered = sorted(shown, key=lambda one: -len(one[0].text))
    leading: dict[Heard, list[str]] = {}
    for one, paragraph in ordered:
        same = (
            o
            for o in leading
            if o.utterance == one.utterance and o.span.overlap(one.span) and one.text in o.text
        )
        leading.setdefault(next(same, one), []).append(paragraph.id)
    for one, _ in shown:
        if one in leading:
            yield one, tuple(dict.fromkeys(leading.pop(one)))


def _note(one: Heard, paragraphs: tuple[str, ...]) -> ReviewNote:
    what = "の数字の" if one.number else "の"
    return ReviewNote(
        code="number-doubtful" if one.number else "word-doubtful",
        severity=Severity.HIGH if one.number else Severity.MEDIUM,
        message=f"「{one.text}」{what}聞き取りが不確かです（信頼度 {one.probability:.2f}）。",
        start=one.span.start,
        end=one.span.end,
        utterances=(one.utterance,),
        paragraphs=paragraphs,
    )


def _rest(count: int) -> ReviewNote:
    return ReviewNote(
        "word-doubtful",
        Severity.MEDIUM,
        f"原案の中に、このほかに{count}か所、聞き取りの不確かな言葉があります。多すぎるため一つずつは"
        "示しません。大きいモデル（--model）を使うか、録音を聞きながら全体を読み直してください。",
    )
