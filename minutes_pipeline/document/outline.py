"""Which headings the minutes have, and what stands under each.

Items that were taken together (一括議題) are headed together and recorded once. An item of the
agenda of which nothing is recorded keeps its heading: that it is missing must be seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from minutes_pipeline.document.wording import FILL_IN
from minutes_pipeline.meeting import Agenda, AgendaItem, Minutes, MinutesItem


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the minutes under its headings.

    Attributes:
        headings: The agenda items it is headed by, in the agenda's order; empty for speech that
            belongs to no item.
        item: What is recorded.
        unrecorded: Nothing is, though something should be.
    """

    headings: tuple[AgendaItem, ...]
    item: MinutesItem
    unrecorded: bool = False


def outline(minutes: Minutes, agenda: Agenda) -> tuple[Section, ...]:
    """Return the minutes' sections in printed order."""
    return tuple(_sections(_completed(minutes.items, agenda), agenda))


def _sections(items: tuple[MinutesItem, ...], agenda: Agenda) -> Iterator[Section]:
    numbers = {item.number for item in items if item.number is not None}
    headed: set[str] = set()
    for item in items:
        empty = next(item.paragraphs(), None) is None
        if item.number is None:
            if not empty:
                yield Section((), item)
            continue
        again = item.number in headed
        if again and empty:  # its record stands under the item it was taken together with
            continue
        others = () if again else tuple(one for one in item.joint_with if one not in headed)
        together = _in_order((item.number, *others), agenda)
        headed.update(together)
        parent = any(other.startswith(f"{item.number}-") for other in numbers)
        headings = tuple(_heading(number, items, agenda) for number in together)
        yield Section(headings, item, unrecorded=empty and not parent)


def _completed(items: tuple[MinutesItem, ...], agenda: Agenda) -> tuple[MinutesItem, ...]:
    """Add the agenda's items that the minutes do not know, each behind the one before it."""
    completed = list(items)
    known = {item.number for item in items} | {one for item in items for one in item.joint_with}
    place = 0
    for one in agenda.items:
        if one.number in known:
            place = max(
                (n for n, item in enumerate(completed, 1) if item.number == one.number),
                default=place,
            )
        else:
            completed.insert(place, MinutesItem(one.number, one.title, one.kind))
            place += 1
    return tuple(completed)


def _in_order(numbers: tuple[str, ...], agenda: Agenda) -> tuple[str, ...]:
    order = {one.number: position for position, one in enumerate(agenda.items)}
    return tuple(sorted(dict.fromkeys(numbers), key=lambda one: order.get(one, len(order))))


def _heading(number: str, items: tuple[MinutesItem, ...], agenda: Agenda) -> AgendaItem:
    """Return an item as headed: as in the minutes, or else as in the agenda."""
    written = next((one for one in items if one.number == number and one.title), None)
    if written is not None:
        return AgendaItem(number, written.title or "", written.kind)
    return agenda.item(number) or AgendaItem(number, FILL_IN)
