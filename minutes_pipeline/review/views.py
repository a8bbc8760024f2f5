"""What the page shows, as plain values for JSON: doubts and voices."""

from __future__ import annotations

from typing import Any

from minutes_pipeline.document.remarks import Places
from minutes_pipeline.document.terms import NOTES, SEVERITIES, reason_in_japanese
from minutes_pipeline.document.voices import voices
from minutes_pipeline.document.wording import spoken_length
from minutes_pipeline.meeting import (
    ReviewNote,
    Role,
    RoleKind,
    Utterance,
    VoiceRole,
    note_key,
)
from minutes_pipeline.review.desk import View

MOST_UTTERANCES = 6
"""Utterances shown with one doubt; the rest is in the transcript."""
_CHOOSES_ROLE = {"role-undecided", "voice-mixed", "label-undecided"}
_CHOOSES_ITEM = {"item-border-doubtful"}
_COST = {
    code: n
    for n, code in enumerate(
        (
            "correction-unplaced",
            "recording-cut",
            "recording-damaged",
            "recording-gap",
            "outcome-doubtful",
            "item-empty",
            "role-undecided",
            "label-undecided",
            "number-doubtful",
            "number-heard-badly",
            "negation-doubtful",
            "name-doubtful",
            "speech-without-text",
            "item-border-doubtful",
            "voice-mixed",
        )
    )
}
"""Kinds of equal severity in the order of what they cost: a wrong decision or speaker misleads
whoever reads the minutes, a wrong word is read past."""


def doubts(view: View) -> list[dict[str, Any]]:
    """Return the open doubts, the costliest first; those of one kind and place are one."""
    places = Places(view.minutes, view.record.utterances)
    written = {p.id: p.text for p in view.minutes.paragraphs()}
    groups: dict[str, list[ReviewNote]] = {}
    for note in view.doubts:
        groups.setdefault(note_key(note), []).append(note)
    ordered = sorted(groups.items(), key=lambda g: _rank(g[1][0]))
    return [_doubt(key, notes, places, written) for key, notes in ordered]


def _rank(note: ReviewNote) -> tuple[int, int, bool, float]:
    cost = _COST.get(note.code, len(_COST))
    return (-note.severity, cost, note.start is None, note.start or 0.0)


def _doubt(
    key: str, notes: list[ReviewNote], places: Places, written: dict[str, str]
) -> dict[str, Any]:
    note = notes[0]
    spoken = places.utterances(note)
    paragraph = places.paragraph(note)
    start, end = note.start, note.end
    timed = [u.span for u in spoken if u.span is not None]
    if start is None and timed:
        start, end = timed[0].start, timed[-1].end
    chooses = "words"
    if note.code in _CHOOSES_ROLE:
        chooses = "role"
    elif note.code in _CHOOSES_ITEM:
        chooses = "item"
    elif not spoken:
        chooses = ""
    named = [u.id for u in spoken]
    return {
        "key": key,
        "code": note.code,
        "title": NOTES.get(note.code, "確かめるところ"),
        "severity": int(note.severity),
        "level": SEVERITIES[note.severity],
        "messages": list(dict.fromkeys(n.message for n in notes)),
        "alternatives": list(dict.fromkeys(a for n in notes for a in n.alternatives)),
        "start": start,
        "end": end,
        "chooses": chooses,
        "concerns": list(note.utterances) or named,
        "more": max(0, len(spoken) - MOST_UTTERANCES),
        "utterances": [_spoken(u, note) for u in spoken[:MOST_UTTERANCES]],
        "paragraph": {"id": paragraph, "text": written[paragraph]} if paragraph else None,
    }


def _spoken(utterance: Utterance, note: ReviewNote) -> dict[str, Any]:
    """Return an utterance in pieces: the doubtful words apart from the rest."""
    pieces: list[list[Any]] = []
    joined = "".join(w.text for w in utterance.words)
    if note.start is not None and note.end is not None and joined == utterance.text:
        for word in utterance.words:
            marked = word.span.start < note.end and note.start < word.span.end
            if pieces and pieces[-1][1] == marked:
                pieces[-1][0] += word.text
            else:
                pieces.append([word.text, marked])
    if not pieces or all(marked for _, marked in pieces):
        pieces = [[utterance.text, False]]
    return {**brief(utterance), "pieces": pieces}


def brief(utterance: Utterance) -> dict[str, Any]:
    """Return an utterance without its words."""
    return {
        "id": utterance.id,
        "text": utterance.text,
        "start": utterance.span.start if utterance.span else None,
        "end": utterance.span.end if utterance.span else None,
        "voice": utterance.speaker,
        "role": role_value(utterance.role),
        "label": label_of(utterance.role),
        "name": utterance.name,
        "item": utterance.item,
        "byPerson": (utterance.role_reason or "").startswith("corrected"),
    }


def label_of(role: Role | None) -> str:
    """Return a role as the page names it: the chair apart from members."""
    if role is None:
        return "未定"
    return "会長（議事進行）" if role.kind is RoleKind.CHAIR else role.label


def role_value(role: Role | None) -> str:
    """Return a role as the value of a choice: ``section:市民室``, ``member``, ``""``."""
    if role is None:
        return ""
    return f"{role.kind.value}:{role.section}" if role.section else role.kind.value


def roles(view: View) -> list[dict[str, str]]:
    """Return the roles that can be chosen: those of every sitting, of the roster, of the record."""
    known = [Role(kind) for kind in (RoleKind.CHAIR, RoleKind.MEMBER, RoleKind.SECRETARIAT)]
    known += view.made.roster.roles
    known += [u.role for u in view.record.utterances if u.role is not None]
    known += [Role(RoleKind.OTHER)]
    return [{"value": role_value(r), "label": label_of(r)} for r in dict.fromkeys(known)]


def voice_list(view: View) -> dict[str, Any]:
    """Return every voice with what tells whose it is, the roles and the people to choose from."""
    given = {
        view.utterances[heard.id].speaker
        for c in view.history.corrections.of(VoiceRole)
        if isinstance(c.change, VoiceRole)
        for heard in c.change.voice.heard[:1]
        if heard.id in view.utterances
    }
    groups: dict[str, list[Utterance]] = {}
    for one in view.record.utterances:
        if one.speaker is not None:
            groups.setdefault(one.speaker, []).append(one)
    listed = []
    for voice in voices(view.record.utterances):
        own = groups[voice.name]
        names = dict.fromkeys(u.name for u in own if u.name)
        values = [role_value(u.role) for u in own]
        listed.append(
            {
                "voice": voice.name,
                "roles": [list(pair) for pair in voice.roles],
                "role": max(dict.fromkeys(values), key=values.count),
                "names": list(names),
                "reasons": list(voice.reasons),
                "length": spoken_length(voice.seconds) if voice.seconds is not None else "—",
                "count": len(own),
                "decided": voice.name in given,
                "quotes": [brief(u) for u in voice.quotes],
            }
        )
    people = [
        {
            "name": p.name,
            "post": p.post or "",
            "role": role_value(p.role),
            "label": label_of(p.role),
        }
        for p in view.made.roster.people
    ]
    return {"voices": listed, "roles": roles(view), "people": people}


def reason_of(utterance: Utterance) -> str:
    """Return why the utterance has its role, in Japanese."""
    return reason_in_japanese(utterance.role_reason) if utterance.role_reason else ""
