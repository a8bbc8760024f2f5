"""The agenda (次第): numbered items and the particulars that its head states."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One 案件 of the 次第.

    Attributes:
        number: The agenda's own number, half width (``"3"``, ``"3-1"`` for a nested item).
        title: Without number and without the kind in brackets.
        kind: What the agenda says in brackets (報告, 諮問, 審議 …); None when it says nothing.
        heading: The group that it is listed under (``議題``, ``報告事項``); None when none.
        details: Points listed under it that are not taken one by one.
    """

    number: str
    title: str
    kind: str | None = None
    heading: str | None = None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """The 次第 as read; every field that it does not state is None or empty.

    Attributes:
        title: Name of the sitting, without the word 次第.
        date: ISO date (``2020-09-25``).
        start_time: ``HH:MM``, 24 hours.
        end_time: ``HH:MM``, 24 hours.
        place: As written, spaces made single.
        items: The 案件, in the agenda's order.
        materials: 配布資料, one entry each.
        lines: Every line of the 次第 in order: besides the items also group headings (議題) and
            formalities (開会, あいさつ), whose numbers people say as well.
    """

    title: str | None = None
    date: str | None = None
    start_time: str | None = None
    end_time: str | None = None
    place: str | None = None
    items: tuple[AgendaItem, ...] = ()
    materials: tuple[str, ...] = ()
    lines: tuple[AgendaItem, ...] = ()

    def item(self, number: str) -> AgendaItem | None:
        """Return the item with *number*, None when there is none."""
        return next((item for item in self.items if item.number == number), None)
