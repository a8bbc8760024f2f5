"""The minutes as one row of paragraphs, on which they can be moved, split and joined."""

from __future__ import annotations

from dataclasses import dataclass, replace

from minutes_pipeline.meeting import Exchange, ItemHeaded, Minutes, MinutesItem, Paragraph, Place

_ORDER: dict[Place, int] = {"lead": 0, "point": 1, "speech": 2, "outcome": 3}


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph and where it stands.

    Attributes:
        paragraph: The paragraph.
        item: Number of its item; None for speech that belongs to none.
        place: What it is there.
        label: Speaker's label of a speech; None while undecided.
        exchange: Which rows of one item stand under one label together; "" but for speech.
    """

    paragraph: Paragraph
    item: str | None
    place: Place
    label: str | None = None
    exchange: str = ""

    @property
    def id(self) -> str:
        """Id of the paragraph."""
        return self.paragraph.id


class Sheet:
    """All rows in printed order, and the items they stand under."""

    def __init__(self, minutes: Minutes) -> None:
        """Lay out the paragraphs of *minutes*."""
        self.minutes = minutes
        self.rows: list[Row] = [row for item in minutes.items for row in _rows(item)]

    def at(self, paragraph: str) -> int | None:
        """Return where the paragraph of that id stands, None when it does not."""
        return next((n for n, row in enumerate(self.rows) if row.id == paragraph), None)

    def insert(self, row: Row, after: str | None) -> None:
        """Put *row* behind the paragraph *after*, or first of its place in its item.

        Where *after* is in another item or place, the row goes to the end of its own.
        """
        at = self.at(after) if after is not None else None
        if at is not None and self._spot(self.rows[at]) == self._spot(row):
            self.rows.insert(at + 1, row)
            return
        spots = [self._spot(one) for one in self.rows]
        if after is None:
            before = [n for n, spot in enumerate(spots) if spot < self._spot(row)]
        else:
            before = [n for n, spot in enumerate(spots) if spot <= self._spot(row)]
        self.rows.insert(before[-1] + 1 if before else 0, row)

    def head(self, headed: ItemHeaded) -> bool:
        """Give an item its heading, or put a new item in; tell whether it found its place."""
        items = list(self.minutes.items)
        numbers = [item.number for item in items]
        if headed.item in numbers:
            at = numbers.index(headed.item)
            items[at] = replace(items[at], title=headed.title, kind=headed.nature)
        elif headed.over is not None:
            return False
        else:
            last = numbers.index(None) if None in numbers else len(items)
            at = numbers.index(headed.after) + 1 if headed.after in numbers else last
            items.insert(
                at if headed.after else 0, MinutesItem(headed.item, headed.title, headed.nature)
            )
        self.minutes = replace(self.minutes, items=tuple(items))
        return True

    def _spot(self, row: Row) -> tuple[int, int]:
        numbers = [item.number for item in self.minutes.items]
        at = numbers.index(row.item) if row.item in numbers else len(numbers)
        return at, _ORDER[row.place]

    def written(self) -> tuple[MinutesItem, ...]:
        """Return the items with the paragraphs as they now stand."""
        items = list(self.minutes.items)
        known = {item.number for item in items}
        rest = dict.fromkeys(row.item for row in self.rows if row.item not in known)
        items += [MinutesItem(number, None) for number in rest]
        return tuple(_item(item, [r for r in self.rows if r.item == item.number]) for item in items)


def _rows(item: MinutesItem) -> list[Row]:
    rows = []
    if item.lead is not None:
        rows.append(Row(item.lead, item.number, "lead"))
    rows += [Row(point, item.number, "point") for point in item.points]
    for exchange in item.exchanges:
        group = exchange.paragraphs[0].id
        rows += [Row(p, item.number, "speech", exchange.label, group) for p in exchange.paragraphs]
    if item.outcome is not None:
        rows.append(Row(item.outcome, item.number, "outcome"))
    return rows


def _item(item: MinutesItem, rows: list[Row]) -> MinutesItem:
    exchanges: list[Exchange] = []
    last = ""
    for row in (r for r in rows if r.place == "speech"):
        if exchanges and row.exchange == last and row.label == exchanges[-1].label:
            held = exchanges.pop()
            exchanges.append(replace(held, paragraphs=(*held.paragraphs, row.paragraph)))
        else:
            exchanges.append(Exchange(row.label, (row.paragraph,)))
        last = row.exchange
    return replace(
        item,
        lead=_joined([r.paragraph for r in rows if r.place == "lead"]),
        points=tuple(r.paragraph for r in rows if r.place == "point"),
        exchanges=tuple(exchanges),
        outcome=_joined([r.paragraph for r in rows if r.place == "outcome"]),
    )


def _joined(paragraphs: list[Paragraph]) -> Paragraph | None:
    """Return the paragraphs as one, a line each: an item has one lead and one outcome."""
    if not paragraphs:
        return None
    first, *others = paragraphs
    for other in others:
        first = replace(
            first,
            text=f"{first.text}\n{other.text}",
            sources=tuple(dict.fromkeys((*first.sources, *other.sources))),
            rules=tuple(dict.fromkeys((*first.rules, *other.rules))),
        )
    return first
