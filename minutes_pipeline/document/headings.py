"""Headings as an editor wrote them, read back into number, title and 報告 or 諮問. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from minutes_pipeline.document.body import Line
from minutes_pipeline.document.form import Form
from minutes_pipeline.document.numbers import written_number
from minutes_pipeline.document.particulars import heading_of
from minutes_pipeline.document.wording import MARK
from minutes_pipeline.meeting import AgendaItem, ItemHeaded, Minutes, MinutesItem

_MOST = 99
"""Number up to which a new item is looked for among the written numbers of a form."""


def read_heading(text: str, form: Form, number: str | None = None) -> AgendaItem | None:
    """Return the item that a heading names, None where the form would not write it like that.

    Args:
        text: The heading's words.
        form: How headings are written.
        number: The item's own number where that is known; None to read it.

    >>> form = Form.model_validate({"format": 1, "name": "様式", "particulars": []})
    >>> item = read_heading("5 追加の案件について（報告）", form)
    >>> item.number, item.title, item.kind
    ('5', '追加の案件について', '報告')
    """
    heading = form.heading
    kind = re.escape(heading.kind).replace(r"\{kind\}", "(?P<kind>[^（）〔〕［］()]+)")
    pattern = re.escape(heading.item)
    for name, inner in (("number", r"(?P<number>\S+?)"), ("title", "(?P<title>.+?)")):
        pattern = pattern.replace(rf"\{{{name}\}}", inner)
    pattern = pattern.replace(r"\{kind\}", f"(?:{kind})?")
    found = re.fullmatch(pattern, text.strip())
    if found is None or MARK.search(text):
        return None
    groups = found.groupdict()
    read = number or _number(groups.get("number"), form)
    if read is None or not groups.get("title"):
        return None
    item = AgendaItem(read, groups["title"], groups.get("kind"))
    return item if heading_of(item, form) == text.strip() else None


def _number(written: str | None, form: Form) -> str | None:
    """Return the number that a new heading bears."""
    if written is None:
        return None
    for count in map(str, range(1, _MOST + 1)):
        if written_number(count, form.heading.levels) == written:
            return count
    plain = unicodedata.normalize("NFKC", written)
    return plain if not form.heading.levels and re.fullmatch(r"\d+(-\d+)*", plain) else None


class Items:
    """The items that the minutes have while an edited file is read, and what changes about them."""

    def __init__(self, lines: Sequence[Line], minutes: Minutes, form: Form) -> None:
        """Know the items of *minutes* and the headings among the printed *lines*."""
        self._form = form
        self._known = {item.number: item for item in minutes.items}
        self._headings = {
            line.id.removeprefix("item_"): line.text
            for line in lines
            if line.id.startswith("item_")
        }

    def renamed(self, line: Line, text: str) -> ItemHeaded | None:
        """Return the change where a heading has other words, which the form would write so."""
        number = line.id.removeprefix("item_")
        if number not in self._headings or text == line.text:
            return None
        read = read_heading(text, self._form, number)
        known = self._known.get(number)
        if read is None or (known and (known.title, known.kind) == (read.title, read.kind)):
            return None
        return self._headed(
            read, None if known is None else known.title or "", self._before(number)
        )

    def added(self, text: str, after: str | None) -> ItemHeaded | None:
        """Return the item that a new heading begins, behind that of number *after*."""
        read = read_heading(text, self._form)
        if read is None or read.number in self._known or read.number in self._headings:
            return None
        return self._headed(read, None, after)

    def lacking(self, number: str | None) -> ItemHeaded | None:
        """Return the item of that number where only the agenda knows it, None where all do."""
        if number is None or number in self._known or number not in self._headings:
            return None
        read = read_heading(self._headings[number], self._form, number)
        return self._headed(read, None, self._before(number)) if read is not None else None

    def _headed(self, read: AgendaItem, over: str | None, after: str | None) -> ItemHeaded:
        self._known[read.number] = MinutesItem(read.number, read.title, read.kind)
        return ItemHeaded(read.number, read.title, read.kind, over, after)

    def _before(self, number: str) -> str | None:
        """Return the item of the minutes that stands before that of *number*."""
        numbers = list(self._headings)
        earlier = [one for one in numbers[: numbers.index(number)] if one in self._known]
        return earlier[-1] if earlier else None
