"""Finds again what a correction was made on, after the machine has made it anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from minutes_pipeline.meeting import (
    Correction,
    ReviewNote,
    Severity,
    Utterance,
    UtteranceAnchor,
    VoiceAnchor,
)

_NEAR = 3.0
"""Seconds by which an utterance may have shifted and still be the same."""
_TELLING = 6
"""Characters from which the same words elsewhere are taken for the same utterance."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where an anchor leads now.

    Attributes:
        id: The utterance.
        same: Whether the machine's words are still those that the person saw.
    """

    id: str
    same: bool


class Finder:
    """The utterances as the machine made them, to be found by anchors."""

    def __init__(self, utterances: Iterable[Utterance]) -> None:
        """Know *utterances*, which bear no correction."""
        self._by_id: dict[str, Utterance] = {}
        self._by_text: dict[str, list[Utterance]] = {}
        for one in utterances:
            self._by_id[one.id] = one
            self._by_text.setdefault(one.text, []).append(one)

    def find(self, anchor: UtteranceAnchor) -> Found | None:
        """Return the utterance that *anchor* means, None when it is gone.

        The same id with the same words; else the same words near by; else whatever is spoken at
        that time.
        """
        named = self._by_id.get(anchor.id)
        if named is not None and named.text == anchor.text:
            return Found(named.id, same=True)
        alike = [u for u in self._by_text.get(anchor.text, ()) if self._near(u, anchor)]
        if alike:
            return Found(min(alike, key=lambda u: _distance(u, anchor)).id, same=True)
        if anchor.start is None:
            return Found(named.id, same=False) if named is not None else None
        spoken = [u for u in self._by_id.values() if _distance(u, anchor) <= _NEAR]
        if not spoken:
            return None
        return Found(min(spoken, key=lambda u: _distance(u, anchor)).id, same=False)

    def _near(self, utterance: Utterance, anchor: UtteranceAnchor) -> bool:
        if anchor.start is not None and utterance.span is not None:
            return _distance(utterance, anchor) <= _NEAR
        return len(anchor.text) >= _TELLING and len(self._by_text[anchor.text]) == 1

    def voice(self, anchor: VoiceAnchor, speakers: Mapping[str, str | None]) -> str | None:
        """Return the label of the voice that *anchor* means, None when it is gone.

        Labels are dealt out anew when voices are told apart anew; what a voice said tells more.

        Args:
            anchor: The voice.
            speakers: Present label of every utterance by id.
        """
        found = [at.id for one in anchor.heard if (at := self.find(one)) is not None]
        labels = Counter(label for one in found if (label := speakers.get(one)) is not None)
        if not labels:
            return anchor.label if anchor.label in speakers.values() else None
        return anchor.label if anchor.label in labels else labels.most_common(1)[0][0]


def _distance(utterance: Utterance, anchor: UtteranceAnchor) -> float:
    """Return by how many seconds *utterance* misses the beginning of *anchor*; 0.0 within."""
    if anchor.start is None or utterance.span is None:
        return 0.0 if utterance.id == anchor.id else float("inf")
    before, after = utterance.span.start - anchor.start, anchor.start - utterance.span.end
    return max(before, after, 0.0)


def lost(correction: Correction, what: str, texts: tuple[str, ...] = ()) -> ReviewNote:
    """Return the note on a correction whose place is not there any more.

    Args:
        correction: Nothing of it is dropped: it stays in the log.
        what: What it decided, in Japanese.
        texts: What the person wrote.
    """
    return ReviewNote(
        "correction-unplaced",
        Severity.HIGH,
        f"{correction.who}さんの直し（{what}）を当てはめるところが見つかりません。"
        "もう一度直すか、要らなければそのままにしてください。",
        alternatives=texts,
    )


def changed_beneath(
    correction: Correction, what: str, utterance: Utterance, texts: tuple[str, ...] = ()
) -> ReviewNote:
    """Return the note on a correction that stands, over words that are not the same any more."""
    span = utterance.span
    return ReviewNote(
        "correction-over-changed",
        Severity.MEDIUM,
        f"{correction.who}さんが直した後で、もとの文字起こしが変わりました（{what}）。"
        "直しがまだ当てはまるか確かめてください。",
        start=span.start if span else None,
        end=span.end if span else None,
        utterances=(utterance.id,),
        alternatives=texts,
    )
