"""The text of the minutes as it is printed, line by line.

It is what the writer draws, and what an edited file is compared with when it comes back. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from minutes_pipeline.document.form import Form
from minutes_pipeline.document.labels import Labels, spoken_by
from minutes_pipeline.document.outline import Section, outline
from minutes_pipeline.document.particulars import NO_RECORD, group_of, heading_of, rows, title_of
from minutes_pipeline.document.style import Style
from minutes_pipeline.document.wording import CHECK, era_of, parse_day
from minutes_pipeline.meeting import (
    Agenda,
    Minutes,
    MinutesItem,
    Paragraph,
    Utterance,
)

_GROUP = "group_"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed paragraph, or one row of a table.

    Attributes:
        id: What its bookmark is made of: the id of a paragraph of the minutes (``p0003``), or
            ``item_3``, ``title``, ``certificate`` and the like.
        style: How it looks and what it is.
        text: Its words, without the label.
        label: What stands before the words; None for a line without one.
        item: Number of the agenda item it stands under; None outside every item.
        written: Whether it is a paragraph of the minutes, which rests on what was said.
        joined: A heading that stands together with the one before it.
        group: Of a row of particulars: 委員, 説明員 …
        table: Of a row of a table that an editor added: the table's id. The row's cells are those
            of the label, parted by tabs, and the text.
        of: Of a further paragraph of a lead or an outcome, of which an item has one: the id of the
            first. All of them together are that paragraph of the minutes, a line each.
    """

    id: str
    style: Style
    text: str
    label: str | None = None
    item: str | None = None
    written: bool = False
    joined: bool = False
    group: str | None = None
    table: str | None = None
    of: str | None = None

    @property
    def head(self) -> str:
        """Return what stands in the cells before the last, parted by tabs."""
        return "\t".join(part for part in (self.label, self.group) if part)

    @property
    def grouping(self) -> bool:
        """Whether it heads several items and is no item's own heading: ``第2　報告``."""
        return self.id.startswith(_GROUP)

    @property
    def bookmark(self) -> str:
        """Its bookmark's name: ASCII, at most 32 characters."""
        return re.sub(r"[^0-9A-Za-z_]", "_", re.sub(r"^p(?=\d)", "p_", self.id))[:32]


def body(
    form: Form,
    minutes: Minutes,
    agenda: Agenda,
    utterances: Sequence[Utterance],
    kept: Collection[str] = (),
) -> tuple[Line, ...]:
    """Return every line in printed order, from the title to the last line for a signature.

    Args:
        form: The city's form.
        minutes: The draft.
        agenda: Names items of which nothing is recorded.
        utterances: What the draft rests on.
        kept: Ids of paragraphs whose words or label a person wrote: printed as they are.
    """
    return tuple(_Lines(form, minutes, agenda, utterances, kept).all())


def house_spelling(text: str, dictionary: Mapping[str, str]) -> str:
    """Return *text* in the house's own spelling; what stands in 「」 is a name and stays.

    >>> house_spelling("すべて「すべての会」に示す。", {"すべて": "全て"})
    '全て「すべての会」に示す。'
    """
    if not dictionary:
        return text
    known = re.compile("|".join(map(re.escape, sorted(dictionary, key=len, reverse=True))))
    pieces = re.split("(「[^」]*」)", text)
    return "".join(
        piece if number % 2 else known.sub(lambda found: dictionary[found[0]], piece)
        for number, piece in enumerate(pieces)
    )


class _Lines:
    def __init__(
        self,
        form: Form,
        minutes: Minutes,
        agenda: Agenda,
        utterances: Sequence[Utterance],
        kept: Collection[str],
    ) -> None:
        self.form = form
        self.minutes = minutes
        self.agenda = agenda
        self.kept = kept
        self.utterances = {utterance.id: utterance for utterance in utterances}
        self.labels = Labels(form, minutes.sitting, self.utterances)
        # An item that has others below it is their heading itself.
        numbers = {*(one.number for one in agenda.items), *(one.number for one in minutes.items)}
        self.groups = {f"{_GROUP}{number}" for number in numbers}

    def all(self) -> Iterator[Line]:
        yield Line(
            "title", Style.TITLE, title_of(self.minutes.sitting, self.form) + self.form.draft
        )
        yield from self.particulars()
        heading = self.form.heading
        if heading.proceedings:
            yield Line("proceedings", Style.SECTION, heading.proceedings)
        for section in outline(self.minutes, self.agenda):
            yield from self.headings(section)
            yield from self.content(section.item)
        yield from self.omissions()
        if self.form.closing.sentence:
            yield Line("certificate", Style.CERTIFICATE, self.form.closing.sentence)
        yield from self.signatures()

    def particulars(self) -> Iterator[Line]:
        block = rows(self.form, self.minutes, self.agenda)
        if self.form.layout.particulars == "table":
            for row in block:
                text = "\n".join(row.lines)
                yield Line(
                    f"row_{row.key}", Style.PARTICULARS, text, label=row.label, group=row.group
                )
            return
        labels = list(dict.fromkeys(row.label for row in block))
        for index, row in enumerate(block):
            lines = [line.replace("\t", "　") for line in row.lines]
            if row.group:
                several = [f"{row.group}：", *(f"　{one}" for one in lines)]
                lines = several if len(lines) > 1 else [f"{row.group}：{lines[0]}"]
            number = labels.index(row.label) + 1
            head = self.form.layout.entry.format(number=number, label=row.label)
            if index and block[index - 1].label == row.label:
                head = ""
            for count, line in enumerate(lines, 1):
                text = f"{head if count == 1 else ''}\t{line}"
                yield Line(f"row_{row.key}_{count:02}", Style.TABLE_BODY, text)

    def signatures(self) -> Iterator[Line]:
        closing = self.form.closing
        if not closing.signers:
            return
        day = parse_day(self.minutes.sitting.date)
        era = (era_of(day) if day else None) or "　　"
        yield Line("sign_day", Style.SIGNATURES, closing.date.format(era=era))
        for number, signer in enumerate(closing.signers, 1):
            yield Line(f"sign_{number}", Style.SIGNATURES, "", label=signer)

    def headings(self, section: Section) -> Iterator[Line]:
        heading, number = self.form.heading, section.item.number
        if not section.headings:
            yield Line("outside", Style.ITEM, section.item.title or heading.outside)
        for position, one in enumerate(section.headings):
            nested = "-" in one.number and heading.levels
            if nested:
                yield from self.group(one.number)
            style = Style.SUBITEM if nested else Style.ITEM
            text = heading_of(one, self.form)
            yield Line(f"item_{one.number}", style, text, item=number, joined=position > 0)
        if len(section.headings) > 1 and heading.joint:
            text = heading.joint.format(count=len(section.headings))
            yield Line(f"joint_{number}", Style.REMARK, text, item=number)
        if section.unrecorded:
            yield Line(f"missing_{number}", Style.OUTCOME, NO_RECORD, item=number)

    def group(self, number: str) -> Iterator[Line]:
        """Yield what the agenda lists an item under, once: （1） alone would name several items."""
        listed = self.agenda.item(number)
        text = None if listed is None else group_of(listed, self.form)
        name = f"{_GROUP}{number.rpartition('-')[0]}"
        if text is not None and name not in self.groups:
            self.groups.add(name)
            yield Line(name, Style.ITEM, text)

    def content(self, item: MinutesItem) -> Iterator[Line]:
        if item.lead is not None:
            yield from self.lines(item, Style.LEAD, item.lead)
        for point in item.points:
            yield self.line(item, Style.POINT, point)
        for exchange in item.exchanges:
            first, *others = exchange.paragraphs
            label = self.labels.printed(exchange, as_written=first.id in self.kept)
            yield self.line(item, Style.SPEECH, first, label)
            for other in others:
                yield self.line(item, Style.SPEECH_CONT, other)
        if item.outcome is not None:
            yield from self.lines(item, Style.OUTCOME, item.outcome)

    def lines(self, item: MinutesItem, style: Style, written: Paragraph) -> Iterator[Line]:
        """Yield a lead or an outcome: an editor may have made several paragraphs of it."""
        whole = self.line(item, style, written)
        first, *others = [one for one in whole.text.split("\n") if one.strip()]
        yield replace(whole, text=first)
        for number, other in enumerate(others, 2):
            yield Line(f"{written.id}_{number}", style, other, item=item.number, of=written.id)

    def line(
        self, item: MinutesItem, style: Style, written: Paragraph, label: str | None = None
    ) -> Line:
        # An empty paragraph could bear no comment, and nobody would see that something is missing.
        text = written.text if written.text.strip() else CHECK
        if written.id not in self.kept:
            text = house_spelling(text, self.form.dictionary)
        return Line(written.id, style, text, label, item.number, written=True)

    def omissions(self) -> Iterator[Line]:
        """Yield what the form prints though the minutes leave it out, as it was said."""
        wanted = self.form.omissions.print
        left = {one.utterance for one in self.minutes.omitted if one.reason in wanted}
        spoken = [one for one in self.utterances.values() if one.id in left]
        if spoken:
            yield Line("omissions", Style.ITEM, self.form.omissions.heading)
        for one in spoken:
            text = " ".join(one.text.split()) or CHECK
            yield Line(f"omitted_{one.id}", Style.SPEECH, text, spoken_by(one, self.form))
