"""Puts the utterances of a sitting under the items of its agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from minutes_pipeline.agenda.evidence import Heard, Places, hear, places_of
from minutes_pipeline.agenda.path import Course, best_course
from minutes_pipeline.meeting import Agenda, Record, ReviewNote, Severity, Utterance

_DOUBT = 1.25
"""Below this margin a border is shown to a person: about a third of what a named title is worth."""


def place_utterances(record: Record, agenda: Agenda) -> Record:
    """Return *record* with each utterance under its item, joint items, and doubts.

    Every utterance keeps its place and its words; opening, closing and formalities stand under
    no item; a break stands under the item that it interrupts. Without an agenda everything does.
    """
    if not agenda.items or not record.utterances:
        kept = tuple(replace(u, item=None) for u in record.utterances)
        return replace(record, utterances=kept, notes=(), joint=())
    places = places_of(agenda)
    heard = hear(record.utterances, places)
    course = best_course(heard, places.items)
    numbers = [_number(place, places) for place in course.places]
    joint = _joint(heard, course, places, numbers)
    placed = tuple(
        replace(u, item=number) for u, number in zip(record.utterances, numbers, strict=True)
    )
    notes = (
        *_doubtful(placed, course, places, numbers),
        *_unheard(agenda, numbers, joint),
    )
    return replace(record, utterances=placed, notes=notes, joint=joint)


def _number(place: int, places: Places) -> str | None:
    at = int(place) - 1
    inside = 0 <= at < len(places.lines) and places.items[at]
    return places.lines[at].number if inside else None


def _joint(
    heard: Heard, course: Course, places: Places, numbers: Sequence[str | None]
) -> tuple[tuple[str, ...], ...]:
    """Return the groups of items that were taken together.

    Where the chair does not say which, they are the items from the present one up to the next that
    is taken up by itself.
    """
    groups: list[tuple[str, ...]] = []
    reached = set(numbers)
    for t, named in enumerate(heard.joint):
        group = [places.lines[i].number for i in named if places.items[i]]
        if not group and heard.asks_joint[t] and numbers[t] is not None:
            group = [str(numbers[t])]
            for i in range(int(course.places[t]), len(places.lines)):
                if not places.items[i] or places.lines[i].number in reached:
                    break
                group.append(places.lines[i].number)
        if len(group) > 1 and not any(set(group) & set(known) for known in groups):
            groups.append(tuple(group))
    return tuple(groups)


def _doubtful(
    placed: Sequence[Utterance], course: Course, places: Places, numbers: Sequence[str | None]
) -> list[ReviewNote]:
    """Return a note for every border that another course would draw elsewhere."""
    notes: list[ReviewNote] = []
    t = 0
    while t < len(placed):
        end = t + 1
        if course.margins[t] >= _DOUBT:
            t = end
            continue
        while end < len(placed) and course.margins[end] < _DOUBT and end - t < 30:
            end += 1
        run = placed[t:end]
        here = list(dict.fromkeys(_called(numbers[k]) for k in range(t, end)))
        others = [_called(_number(course.seconds[k], places)) for k in range(t, end)]
        alternatives = tuple(o for o in dict.fromkeys(others) if o not in here)
        if alternatives:
            notes.append(_border_note(run, here, alternatives))
        t = end
    return notes


def _border_note(
    run: Sequence[Utterance], here: list[str], alternatives: tuple[str, ...]
) -> ReviewNote:
    first, last = run[0].span, run[-1].span
    return ReviewNote(
        code="item-border-doubtful",
        severity=Severity.MEDIUM,
        message=(
            f"案件の境目が確かではありません。ここは「{'・'.join(here)}」に入れましたが、"
            f"「{'・'.join(alternatives)}」かもしれません。発言を確かめてください。"
        ),
        start=None if first is None else first.start,
        end=None if last is None else last.end,
        utterances=tuple(u.id for u in run),
        alternatives=alternatives,
    )


def _unheard(
    agenda: Agenda, numbers: Sequence[str | None], joint: Sequence[Sequence[str]]
) -> list[ReviewNote]:
    """Return a note for every item under which nothing stands, unless it was taken jointly."""
    reached = {*numbers, *(number for group in joint for number in group)}
    return [
        ReviewNote(
            code="item-without-speech",
            severity=Severity.MEDIUM,
            message=(
                f"次第の「{item.number} {item.title}」に当たる発言が見つかりません。"
                "取り上げられなかったか、ほかの案件に入っていないか確かめてください。"
            ),
        )
        for item in agenda.items
        if item.number not in reached
    ]


def _called(number: str | None) -> str:
    return "案件の外" if number is None else number
