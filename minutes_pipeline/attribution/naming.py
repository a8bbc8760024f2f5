"""Names, where they are certain: called or introduced, and one person of the roster."""

from __future__ import annotations

from collections.abc import Sequence

from minutes_pipeline.attribution.evidence import Case
from minutes_pipeline.meeting import Person, Role

_TIMES = 2
"""How often a voice must be called by one name before its other turns take that name."""


def names(case: Case, roles: Sequence[Role | None]) -> list[str | None]:
    """Return the name of every utterance's speaker, None where it is not certain.

    A turn takes the name by which it was called or introduced itself, if the roster knows just
    one such person and the role agrees. The other turns of its voice take it as well when the
    voice introduced itself or was called twice, and never otherwise. A name that a transcript
    made elsewhere wrote behind the post stands as it was written.
    """
    found: list[Person | None] = [None] * len(roles)
    times: dict[str, dict[Person, int]] = {}
    for row, role in enumerate(roles):
        person, weight = _told(case, row)
        if person is None or role is None or not _agrees(person, role):
            continue
        found[row] = person
        voice = case.voices[row]
        if voice is not None:
            counts = times.setdefault(voice, {})
            counts[person] = counts.get(person, 0) + weight
    for row, role in enumerate(roles):
        if found[row] is not None or role is None:
            continue
        voice = case.voices[row]
        if voice is None:
            continue
        before = found[row - 1] if row and case.voices[row - 1] == voice else None
        counts = times.get(voice, {})
        one = next(iter(counts)) if len(counts) == 1 else None
        if before is not None and _agrees(before, role):
            found[row] = before  # the same turn goes on
        elif one is not None and counts[one] >= _TIMES and _agrees(one, role):
            found[row] = one
    return [
        person.name if person else label.name if label and role else None
        for person, label, role in zip(found, case.labels, roles, strict=True)
    ]


def _told(case: Case, row: int) -> tuple[Person | None, int]:
    """Return who is named for an utterance, and how many calls that is worth."""
    label = case.labels[row]
    if label is not None and label.person is not None:
        return label.person, _TIMES
    introduction, call = case.introductions[row], case.calls[row]
    called = call[0].meant.person if call is not None else None
    if introduction is not None:
        person = introduction.meant.person
        return (person, _TIMES) if person is not None else (None, 0)
    return called, 1


def _agrees(person: Person, role: Role) -> bool:
    if person.attended is False or person.role is None:
        return False
    return person.role.label == role.label
