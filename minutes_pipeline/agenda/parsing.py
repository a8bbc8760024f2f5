"""Lines of a 次第 -> `Agenda`.

Which lines become 案件: a line that only gathers others (議題, 報告事項) is a heading, a line that
opens, greets or closes (開会, あいさつ, 委員紹介) is a formality; what remains is an item. Numbered
lines below a subject are items when they are subjects themselves, otherwise points of it.

Numbers: an ordinal loses its word (議題1, 日程第1, ①, 一 → ``1``); a line in a numbered group is
``group-number`` (3 議題 (1) → ``3-1``); the name of a bill stays whole (``議案第5号``). Where two
groups count alike, the group's word stands before (``報告事項1``). A line without any number gets
its place among the items.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from minutes_pipeline.agenda.marks import MarkStyle
from minutes_pipeline.agenda.outline import Entry, walk
from minutes_pipeline.agenda.reading import PaperReader, columns
from minutes_pipeline.agenda.titles import clean_title, compact
from minutes_pipeline.agenda.wording import GROUP_TITLE, PAPER_HEAD
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Agenda, AgendaItem
from minutes_pipeline.workspace.foreign import too_large

LONGEST = 100_000
"""Characters above which a file is no 次第 but materials or minutes: a long one has 5,000."""


_APART = re.compile(
    r"(?P<paper>(?:議|陳|請|報|認|承|諮|同|発)[ \u3000]+(?:案|情|願|告|定|認|問|意|議))"
    r"[ \u3000]*第[ \u3000]*"
    r"(?P<number>[0-9０-９一二三四五六七八九十百]+)[ \u3000]*号"
)
"""「議　案　第　1号」, as lists of bills are set to fill their column."""


def _closed_up(match: re.Match[str]) -> str:
    paper = re.sub(r"[ \u3000]", "", match["paper"])
    return f"{paper}第{match['number']}号"


def parse_agenda(lines: Sequence[str], where: str) -> tuple[Agenda, tuple[str, ...]]:
    """Return what the lines of a 次第 state, and remarks for the clerk (Japanese).

    Args:
        lines: As `agenda_lines` gives them.
        where: Name of the file, for messages.

    Raises:
        PaperError: P07 no line could be read as an 案件, P09 it is longer than any 次第.
    """
    if sum(len(line) + 1 for line in lines) > LONGEST:  # an empty line takes time as well
        raise too_large("次第", Path(where))
    reader = PaperReader(max((columns(line.rstrip()) for line in lines), default=0))
    for line in lines:
        reader.read(_APART.sub(_closed_up, line))
    page = reader.finish()
    builder = _Builder()
    builder.add(page.outline.roots, (), None)
    items, every = builder.numbered()
    if not items:
        raise PaperError(
            "P07",
            f"次第から案件を読み取れません（{where}）。",
            "「1　○○について」のように、案件を番号付きで1行に1件ずつ書いてください。",
        )
    from_items = [m for entry in walk(page.outline.roots) for m in clean_title(entry.raw).materials]
    agenda = Agenda(
        title=page.title,
        date=page.date,
        start_time=page.start_time,
        end_time=page.end_time,
        place=page.place,
        items=tuple(items),
        materials=_materials(page.materials, from_items),
        lines=tuple(every),
    )
    return agenda, tuple(page.remarks)


def _materials(listed: Sequence[str], mentioned: Sequence[str]) -> tuple[str, ...]:
    """Return the list of materials, with those that only the items mention after it."""
    known = {_label(entry) for entry in listed}
    out = list(dict.fromkeys(listed))
    for mention in mentioned:
        for one in re.split(r"[、,・]|及び", mention):
            entry = one.strip()
            if re.fullmatch(r"[0-9]+(?:[-－][0-9]+)*", entry):
                entry = f"資料{entry}"
            if entry and _label(entry) not in known:
                known.add(_label(entry))
                out.append(entry)
    return tuple(out)


def _label(entry: str) -> str:
    match = re.match(r"\S*?[0-9]+(?:[-－‐][0-9]+)*", compact(entry))
    return match[0] if match else compact(entry)


@dataclass(slots=True)
class _Line:
    item: AgendaItem
    taken: bool
    word: str | None


@dataclass(slots=True)
class _Builder:
    """Walks the outline and decides what each line is."""

    lines: list[_Line] = field(default_factory=list)

    def add(self, entries: list[Entry], path: tuple[str, ...], heading: str | None) -> None:
        """Take *entries*, which stand in the group *heading* whose numbers are *path*."""
        for place, entry in enumerate(entries, start=1):
            if entry.is_group:
                self._add_group(entry, path, heading)
            elif not entry.heading:  # a heading with nothing below says nothing
                self._add_line(entry, path, heading, place)

    def _add_group(self, entry: Entry, path: tuple[str, ...], heading: str | None) -> None:
        number = entry.mark.number
        inner = path if number is None else (*path, number)
        title = entry.title or entry.mark.word or ""
        if PAPER_HEAD.match(compact(title)):
            title = ""
        if number is not None or title:
            line = AgendaItem("-".join(inner) if number else "", title, heading=heading)
            self.lines.append(_Line(line, taken=False, word=None))
        self.add(entry.children, inner, title or heading)

    def _add_line(
        self, entry: Entry, path: tuple[str, ...], heading: str | None, place: int
    ) -> None:
        clean = clean_title(entry.raw)
        title = clean.text or entry.mark.word or ""
        own = entry.mark.number
        if own is None:
            inner = (*path, str(place)) if path else ()
        elif entry.mark.style in (MarkStyle.WORD, MarkStyle.DESIGNATION) or "-" in own:
            inner = (own,)
        else:
            inner = (*path, own)
        details = tuple(child.title for child in walk(entry.children) if child.title)
        item = AgendaItem("-".join(inner), title, clean.kind, heading or entry.mark.word, details)
        taken = bool(title) and not entry.formality
        self.lines.append(_Line(item, taken, entry.mark.word))

    def numbered(self) -> tuple[list[AgendaItem], list[AgendaItem]]:
        """Return the items and all lines, every item with a number of its own."""
        for line in self.lines:
            if line.taken and GROUP_TITLE.match(compact(line.item.title)):
                below = f"{line.item.number}-"
                mine = [
                    o for o in self.lines if line.item.number and o.item.number.startswith(below)
                ]
                line.taken = not mine  # 「1 議題」 above 「1-1 …」 only gathers
                for other in mine:
                    heading = other.item.heading or line.item.title
                    other.item = replace(other.item, heading=heading)
        taken = [line for line in self.lines if line.taken]
        counts = Counter(line.item.number for line in taken if line.item.number)
        alike = {line.item.heading for line in taken if counts[line.item.number] > 1}
        used: set[str] = set()
        for place, line in enumerate(taken, start=1):
            number = line.item.number
            if number and line.item.heading in alike:
                number = f"{compact(line.word or line.item.heading or '')}{number}"
            if not number or number in used:
                number = _free(used | set(counts), place)
            used.add(number)
            line.item = replace(line.item, number=number)
        return [line.item for line in taken], [line.item for line in self.lines]


def _free(used: set[str], place: int) -> str:
    while str(place) in used:
        place += 1
    return str(place)
