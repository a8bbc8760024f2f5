"""Every figure of the draft in a row, to be held against the papers.

A recogniser that hears 24 for 14 leaves no trace of it: such a figure is under no doubt, and only
the papers or the recording tell. Proofreaders therefore go through the figures once by themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from minutes_pipeline.meeting import Minutes, MinutesItem, Paragraph, Utterance

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[兆億万千]\d[\d,]*)*[兆億万]?")
_POINTER = re.compile(
    r"(?:資料|案件|議題|議事|日程|次第の|別紙|別表|図|表|様式|議案第|報告第|諮問第|陳情第|請願第)$"
)
"""Before a figure that only points at a paper or an item."""
_SENTENCE = re.compile(r"[^。]+。?")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the draft that holds figures.

    Attributes:
        parts: Its text in pieces, with whether a piece is a figure.
        start: When its first figure was said, in seconds of the recording; None where that is not
            known.
    """

    parts: tuple[tuple[str, bool], ...]
    start: float | None


def statements(
    minutes: Minutes, utterances: Sequence[Utterance]
) -> Iterator[tuple[MinutesItem, tuple[Statement, ...]]]:
    """Yield each item that states figures, with the sentences that hold them, in printed order."""
    spoken = {utterance.id: utterance for utterance in utterances}
    for item in minutes.items:
        found = tuple(one for p in item.paragraphs() for one in _stated(p, spoken))
        if found:
            yield item, found


def _stated(paragraph: Paragraph, spoken: Mapping[str, Utterance]) -> Iterator[Statement]:
    """Yield the sentences of *paragraph* that hold figures, each timed by its first.

    A figure that was said more than once is looked for behind those that stand before it.
    """
    sources = [spoken[source] for source in paragraph.sources if source in spoken]
    begins = next((one.span.start for one in sources if one.span is not None), None)
    since = -1.0
    for sentence in _SENTENCE.findall(paragraph.text):
        parts = _parts(sentence)
        figures = [text for text, figure in parts if figure]
        times = []
        for figure in figures:
            found = next((time for time in _times(figure, sources) if time > since), None)
            if found is not None:
                times.append(found)
                since = found
        if figures:
            yield Statement(parts, times[0] if times else begins)


def _parts(sentence: str) -> tuple[tuple[str, bool], ...]:
    parts: list[tuple[str, bool]] = []
    at = 0
    for match in _FIGURE.finditer(sentence):
        if _POINTER.search(sentence[: match.start()]):
            continue
        parts += [(sentence[at : match.start()], False), (match[0], True)]
        at = match.end()
    parts.append((sentence[at:], False))
    return tuple(part for part in parts if part[0])


def _times(figure: str, sources: Sequence[Utterance]) -> Iterator[float]:
    """Yield when *figure* was said: the beginning of the word that begins it."""
    wanted = re.compile(rf"(?<![\d.]){re.escape(figure.replace(',', ''))}(?![\d.])")
    for utterance in sources:
        text, times = "", []
        for word in utterance.words:
            plain = unicodedata.normalize("NFKC", word.text).replace(",", "")
            text += plain
            times += [word.span.start] * len(plain)
        yield from (times[match.start()] for match in wanted.finditer(text))
