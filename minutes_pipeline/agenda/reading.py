"""Reads a 次第 from the top: its head, its numbered lines, its list of materials."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from minutes_pipeline.agenda.marks import Mark, MarkStyle, read_mark
from minutes_pipeline.agenda.outline import Entry, Outline
from minutes_pipeline.agenda.particulars import find_date, find_times, normal
from minutes_pipeline.agenda.titles import (
    clean_title,
    compact,
    is_table_head,
    tidy,
    without_clock,
)
from minutes_pipeline.agenda.wording import (
    DATE_LABEL,
    FORMALITY_TITLE,
    GOES_ON_TITLE,
    GROUP_TITLE,
    KIND,
    MATERIAL_ENTRY,
    MATERIAL_MENTION,
    MATERIALS_HEAD,
    OTHER_LABEL,
    OTHER_TITLE,
    PAPER_HEAD,
    PEOPLE_HEAD,
    PLACE_LABEL,
    STEP_TITLE,
    SUBSTANTIVE_TITLE,
    TITLE_LABEL,
    UNFINISHED_TITLE,
)

_PAPER_WORD = re.compile(
    r"[\s　]*[【\[《〈（(]?[\s　]*(?:会[\s　]*議|議[\s　]*事)?[\s　]*(?:の)?次[\s　]*第(?:書)?"
    r"[\s　]*[】\]》〉）)]?"
    r"(?:[（(][^）)]*[）)])?$"
    r"|[\s　]*(?:議事日程|会議日程|会議事項|会議案件)$|[\s　]+(?:議事|日程|案件)$"
)
_REMARK = re.compile(r"^[\s　]*※")
_ROOM = re.compile(r"(?:会議室|委員会室|研修室|議場|庁舎|ホール|センター|会館|公民館|[0-9]階)$")
"""How a line ends that names the place without saying so."""
_BOXED = re.compile(r"[＜<《〈〔［\[■●◆◎▼](?P<inside>.*)")
"""A heading of the paper's own, such as ＜話し合うこと＞."""
_FULL = 0.85
"""Share of the longest line from which a line fills the page and may be wrapped."""
_NARROWEST = 36
"""Columns below which no page is so narrow that a title is wrapped."""
_NAMES_BODY = re.compile(r"(?:会|会議|部会|協議会|総会|議会|第[0-9]+回.*)$")
_OFFICE_CELL = re.compile(r"\S{1,12}(?:部|局|課|室|係|センター|事務局|本部|委員会)")
"""A cell of a table that names who explains; a PDF puts it on a line of its own."""
_HEAD_NOISE = re.compile(
    r"^(?:資料.{0,6}|\(案\)|案|別紙.{0,4}|当日配布.{0,4}|取扱注意|令和.{1,6}日現在)$"
)


@dataclass(slots=True)
class Page:
    """What a 次第 states, before items are told from headings."""

    title: str | None = None
    date: str | None = None
    start_time: str | None = None
    end_time: str | None = None
    place: str | None = None
    materials: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    outline: Outline = field(default_factory=Outline)


class PaperReader:
    """Takes the lines one after another."""

    def __init__(self, width: int = 0) -> None:
        """Begin at the head of a page whose longest line has *width* columns."""
        self._page = Page()
        self._head: list[str] = []
        self._section = "head"
        self._awaits: str | None = None
        self._blank = False
        self._table = False
        self._full = max(_FULL * width, _NARROWEST)
        self._wraps = False

    def finish(self) -> Page:
        """Return the page; its title is put together from the lines at its head."""
        if self._page.title is None and self._head:
            joined = " ".join(self._head)
            self._page.title = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", joined) or None
        return self._page

    def read(self, line: str) -> None:
        """Take one line."""
        if not line.strip() or _REMARK.match(line):
            self._blank = True
            return
        indent = columns(line[: -len(line.lstrip())])
        text = without_clock(line.strip())
        cells = text.split("\t") if "\t" in text else text.split()
        if is_table_head(cells):
            self._table = True
        elif not (self._table and _OFFICE_CELL.fullmatch(text)):
            mark, rest = read_mark(text)
            if not (self._particular(text) or self._particular(rest)):
                self._place(text, Entry(mark, rest, indent))
        self._blank = False
        self._wraps = columns(line.rstrip()) >= self._full

    def _place(self, text: str, entry: Entry) -> None:
        if self._turns_to_list(text, entry):
            return
        if self._section in {"materials", "people"}:
            if not self._leaves_list(entry):
                if self._section == "materials":
                    self._page.materials.append(tidy(_unbulleted(text)))
                return
            self._section = "body"
        split = re.match(r"^(.{2,14}?)[\s　、:：]*(?=[(（]\s*[0-9０-９]{1,2}\s*[)）])", entry.raw)
        if entry.mark.number and split and GROUP_TITLE.match(compact(split[1])):
            self._push(Entry(entry.mark, split[1], entry.indent))
            mark, rest = read_mark(entry.raw[split.end() :])
            self._push(Entry(mark, rest, entry.indent + 2))
        elif entry.mark.style is MarkStyle.NONE:
            self._unmarked(text, entry)
        else:
            self._marked(entry)

    def _turns_to_list(self, text: str, entry: Entry) -> bool:
        """Open the list of materials or of people when this line is its heading."""
        label, _, value = normal(entry.raw).partition(":")
        for name, form in (("materials", MATERIALS_HEAD), ("people", PEOPLE_HEAD)):
            if form.match(compact(label)) and not SUBSTANTIVE_TITLE.search(compact(label)):
                self._section = name
                if name == "materials" and value.strip():
                    self._page.materials.append(tidy(value))
                return True
        if self._section == "body" and MATERIAL_ENTRY.match(normal(_unbulleted(text))):
            last = self._page.outline.last
            if last is not None and not last.gathers:  # 「資料1　…」 after the items
                listed = tidy(_unbulleted(text))
                label, _, rest = listed.partition(" ")
                in_cell = self._table and _OFFICE_CELL.fullmatch(compact(rest))
                self._page.materials.append(label if in_cell else listed)
                return True
        return False

    def _leaves_list(self, entry: Entry) -> bool:
        short = compact(clean_title(entry.raw).text)
        if self._section == "people" and SUBSTANTIVE_TITLE.search(short):
            return True
        if PAPER_HEAD.match(short) and entry.mark.style is not MarkStyle.NONE:
            return False  # 「・次第」 is one of the materials
        return any(f.match(short) for f in (GROUP_TITLE, PAPER_HEAD, FORMALITY_TITLE, OTHER_TITLE))

    def _marked(self, entry: Entry) -> None:
        if entry.mark.style is MarkStyle.BULLET:
            title = compact(entry.raw)
            if GROUP_TITLE.match(title) or PAPER_HEAD.match(title):
                self._heading(entry.raw, entry.indent)
                return
            if self._section == "head" and not SUBSTANTIVE_TITLE.search(title):
                return
        self._push(entry)

    def _heading(self, text: str, indent: int) -> None:
        if not PAPER_HEAD.match(compact(text)):
            self._section = "body"
            mark = Mark(MarkStyle.NONE)
            self._page.outline.add(Entry(mark, compact(text), indent, heading=True))

    def _push(self, entry: Entry) -> None:
        self._section = "body"
        self._clock(entry)
        self._page.outline.add(entry)

    def _clock(self, entry: Entry) -> None:
        """Read 「開会　午後2時」 where the head states no time."""
        if entry.formality and self._page.start_time is None and compact(entry.title)[:2] == "開会":
            self._page.start_time, _ = find_times(entry.raw)

    def _unmarked(self, text: str, entry: Entry) -> None:
        whole = compact(text)
        short = compact(clean_title(text).text) or whole
        last = self._page.outline.last
        after = (
            last is not None and not self._blank and text[0] in "(（"
        )  # 「（報告）」 below a title
        if not after and (GROUP_TITLE.match(whole) or PAPER_HEAD.match(whole)):
            self._heading(text, entry.indent)
        elif FORMALITY_TITLE.match(short) or OTHER_TITLE.match(short):
            self._push(entry)
        elif self._section == "head":
            self._head_line(text)
        elif last is None:
            self._push(entry)
        else:
            self._continue(text, entry, last)

    def _continue(self, text: str, entry: Entry, last: Entry) -> None:
        """Read an unmarked line below *last*: the rest of its title, or a line of its own."""
        wrapped = not (self._blank or last.substantive or last.residual)
        wrapped = wrapped and (self._table or _goes_on(text, last.raw, full=self._wraps))
        if not last.raw.strip():
            last.raw = entry.raw
        elif _is_tail(text):
            last.raw += entry.raw
        elif last.gathers:
            self._push(entry)
        elif last.formality:
            if SUBSTANTIVE_TITLE.search(compact(clean_title(text).text)):
                self._push(entry)
        elif wrapped:
            last.raw += entry.raw
        elif last.mark.style is MarkStyle.NONE and last.indent >= entry.indent:
            self._push(entry)
        else:
            last.children.append(entry)

    def _head_line(self, text: str) -> None:
        found = find_date(text)
        if found is not None:
            self._take_date(text)
            return
        if OTHER_LABEL.match(normal(text)) or _HEAD_NOISE.match(compact(text)):
            return
        if _BOXED.match(text.strip()) and not _NAMES_BODY.search(compact(text)):
            return
        if self._page.place is None and _ROOM.search(compact(text)):
            self._page.place = tidy(text)
            return
        # Spaces first: a line of four thousand would be searched for hours.
        name = tidy(_PAPER_WORD.sub("", re.sub(r"\s{2,}", " ", text.replace("\t", " "))))
        if name and not find_times(text)[0]:
            self._head.append(name)

    def _particular(self, text: str) -> bool:
        """Take date, time, place or title from a labelled line; tell whether it was one."""
        plain = normal(text.strip().strip("【】[]").replace("】", "：").replace("\t", "　 "))
        if self._awaits is not None:
            label, self._awaits = self._awaits, None
            return self._take(label, plain)
        for label, form in (("date", DATE_LABEL), ("place", PLACE_LABEL), ("title", TITLE_LABEL)):
            match = form.match(plain)
            if match is None:
                continue
            if not match[1].strip():
                if label == "date" and "程" in plain:  # 日程 alone is a heading
                    return False
                self._awaits = label
                return True
            if self._take(label, match[1]):
                return True
        return bool(OTHER_LABEL.match(plain)) and self._section == "head"

    def _take(self, label: str, value: str) -> bool:
        value = value.strip()
        if label == "date":
            return self._take_date(value)
        if SUBSTANTIVE_TITLE.search(value):  # 「名称 の変更について」 is an item, no label
            return False
        if label == "place":
            if self._page.place is None:
                self._page.place = tidy(value)
            return True
        if self._page.title is None:
            self._page.title = tidy(_PAPER_WORD.sub("", value))
            return True
        return False

    def _take_date(self, text: str) -> bool:
        found = find_date(text)
        rest = normal(text)[found.end :] if found else normal(text)
        start, end = find_times(re.sub(r"^\s*\([^)]*\)", "", rest))
        if found is None and start is None:
            return False
        page = self._page
        if found is not None and page.date is None:
            page.date = found.iso
            if found.weekday_fits is False:
                page.remarks.append(
                    f"次第の日付（{normal(text)[: found.end]}）と曜日が合いません。"
                    "確かめてください。"
                )
        page.start_time = page.start_time or start
        page.end_time = page.end_time or end
        return True


def columns(text: str) -> int:
    """Return how wide *text* is, a kanji being two columns wide.

    >>> columns("1　議題")
    7
    """
    return sum(1 if sign.isascii() and sign != "\t" else 2 for sign in text)


def _goes_on(text: str, title: str, *, full: bool) -> bool:
    """Whether a line is the rest of the *title* above it, rather than a line of its own.

    It is where the title waits for more, where the line begins or ends as only the rest of one
    can, or where the line above filled the page (*full*).
    """
    short = compact(text)
    if UNFINISHED_TITLE.search(compact(title)) or GOES_ON_TITLE.match(short):
        return True
    return not STEP_TITLE.match(short) and (full or bool(SUBSTANTIVE_TITLE.search(short)))


def _is_tail(text: str) -> bool:
    """Whether a line holds nothing but a kind or a material number for the title before it."""
    short = compact(text)
    return (
        bool(KIND.match(short) or MATERIAL_MENTION.match(short))
        and text.strip()[:1] in "(（【［[〔"
    )


def _unbulleted(text: str) -> str:
    mark, rest = read_mark(text)
    return rest if mark.style in (MarkStyle.BULLET, MarkStyle.PLAIN, MarkStyle.CIRCLE) else text
