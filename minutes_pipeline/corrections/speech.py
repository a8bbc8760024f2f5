"""Lays people's words, voices, roles and items over the record of what was said."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from minutes_pipeline.corrections.anchors import Finder, changed_beneath, lost
from minutes_pipeline.corrections.realigning import realign
from minutes_pipeline.meeting import (
    Correction,
    Corrections,
    Record,
    ReviewNote,
    Role,
    Utterance,
    UtteranceAnchor,
    UtteranceItem,
    UtteranceRole,
    UtteranceText,
    VoiceMerge,
    VoiceRole,
    VoiceSplit,
)

_TOO_MANY = 3
"""Notes on utterances of one correction, beyond which one says it for all."""


class _Desk:
    """A record on its way through the corrections."""

    def __init__(self, record: Record, machine: Record) -> None:
        self.finder = Finder(machine.utterances)
        self.spoken = {u.id: u for u in record.utterances}
        self.notes: list[ReviewNote] = []

    @property
    def speakers(self) -> dict[str, str | None]:
        return {u.id: u.speaker for u in self.spoken.values()}

    def find(
        self,
        anchors: Iterable[UtteranceAnchor],
        correction: Correction,
        what: str,
        texts: tuple[str, ...] = (),
    ) -> list[str]:
        """Return the utterances that *anchors* mean; note what is gone or not the same."""
        ids, changed, gone = [], [], 0
        for anchor in anchors:
            found = self.finder.find(anchor)
            if found is None or found.id not in self.spoken:
                gone += 1
                continue
            ids.append(found.id)
            if not found.same:
                changed.append(found.id)
        if gone:
            self.notes.append(lost(correction, what, texts))
        self.notes += [
            changed_beneath(correction, what, self.spoken[one], texts)
            for one in changed[:_TOO_MANY]
        ]
        return ids

    def put(self, utterance: Utterance) -> None:
        self.spoken[utterance.id] = utterance

    def record(self, record: Record, notes: Iterable[ReviewNote]) -> Record:
        spoken = tuple(self.spoken[u.id] for u in record.utterances)
        return replace(record, utterances=spoken, notes=(*notes, *self.notes))


def correct_words(record: Record, corrections: Corrections) -> Record:
    """Return the machine's *record* with words mended and voices merged and split."""
    desk = _Desk(record, record)
    for correction in corrections.of(UtteranceText, VoiceMerge, VoiceSplit):
        match correction.change:
            case UtteranceText(utterance=anchor, text=text):
                for one in desk.find((anchor,), correction, "発言の言葉", (text,)):
                    said = desk.spoken[one]
                    desk.put(replace(said, text=text, words=realign(said.words, text)))
            case VoiceMerge(voice=voice, into=into):
                speakers = desk.speakers
                old, new = (desk.finder.voice(v, speakers) for v in (voice, into))
                if old is None or new is None:
                    desk.notes.append(lost(correction, "声をまとめる"))
                    continue
                for said in [u for u in desk.spoken.values() if u.speaker == old]:
                    desk.put(replace(said, speaker=new))
            case VoiceSplit(voice=voice, since=since, label=label):
                _split(desk, correction, desk.finder.voice(voice, desk.speakers), since, label)
            case _:
                continue
    return desk.record(record, record.notes)


def _split(
    desk: _Desk,
    correction: Correction,
    voice: str | None,
    since: UtteranceAnchor,
    label: str,
) -> None:
    first = desk.find((since,), correction, "声を分ける")
    if voice is None or not first:
        if voice is None:
            desk.notes.append(lost(correction, "声を分ける"))
        return
    order = list(desk.spoken)
    for one in order[order.index(first[0]) :]:
        if desk.spoken[one].speaker == voice:
            desk.put(replace(desk.spoken[one], speaker=label))


def correct_roles(record: Record, machine: Record, corrections: Corrections) -> Record:
    """Return *record* with the roles and persons that people gave.

    A role of single utterances goes before that of their voice, whichever was given first.

    Args:
        record: With the inferred roles.
        machine: The utterances before every correction: what anchors refer to.
        corrections: All that hold.
    """
    desk = _Desk(record, machine)
    given: set[str] = set()
    for correction in corrections.of(VoiceRole):
        change = correction.change
        assert isinstance(change, VoiceRole)
        voice = desk.finder.voice(change.voice, desk.speakers)
        own = [u.id for u in desk.spoken.values() if voice is not None and u.speaker == voice]
        if not own:
            desk.notes.append(lost(correction, "声の役割"))
        _give(desk, own, correction, change.role, change.person)
        given.update(own)
    for correction in corrections.of(UtteranceRole):
        change = correction.change
        assert isinstance(change, UtteranceRole)
        own = desk.find(change.utterances, correction, "発言の役割")
        _give(desk, own, correction, change.role, change.person)
        given.update(own)
    return desk.record(record, _still_open(record.notes, {"role-undecided", "voice-mixed"}, given))


def _give(
    desk: _Desk, ids: Iterable[str], correction: Correction, role: Role | None, person: str | None
) -> None:
    reason = f"corrected: {correction.who}" if role is not None else None
    for one in ids:
        desk.put(replace(desk.spoken[one], role=role, role_reason=reason, name=person))


def correct_items(record: Record, machine: Record, corrections: Corrections) -> Record:
    """Return *record* with the agenda items that people gave.

    Args:
        record: Under the items as they were found.
        machine: The utterances before every correction: what anchors refer to.
        corrections: All that hold.
    """
    desk = _Desk(record, machine)
    given: set[str] = set()
    for correction in corrections.of(UtteranceItem):
        change = correction.change
        assert isinstance(change, UtteranceItem)
        for one in desk.find(change.utterances, correction, "発言の案件"):
            desk.put(replace(desk.spoken[one], item=change.item))
            given.add(one)
    return desk.record(record, _still_open(record.notes, {"item-border-doubtful"}, given))


def _still_open(
    notes: Iterable[ReviewNote], codes: Collection[str], given: Collection[str]
) -> list[ReviewNote]:
    """Return *notes* but for those of *codes* all of whose utterances a person decided on."""
    return [
        note
        for note in notes
        if note.code not in codes or not note.utterances or not set(note.utterances) <= set(given)
    ]
