"""Write the draft as a Word file in a city's form.

Numbers of items are text, not Word's own numbering: they are the agenda's, and an editor who takes
an item out must not renumber the rest.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from unicodedata import east_asian_width

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from pydantic import TypeAdapter

from minutes_pipeline.document import wordml
from minutes_pipeline.document.outline import outline
from minutes_pipeline.document.particulars import NO_RECORD, Row, heading_of, rows, title_of
from minutes_pipeline.document.remarks import Places, Remark, choose
from minutes_pipeline.document.template import Style, Template
from minutes_pipeline.document.wording import CHECK, MARK, era_of, parse_day
from minutes_pipeline.meeting import (
    Agenda,
    Exchange,
    Minutes,
    MinutesItem,
    Paragraph,
    ReviewNote,
    RoleKind,
    Utterance,
)

AUTHOR = "会議録作成支援"
INITIALS = "支援"
LONGEST_LABEL = 9
"""Characters of a label that words are moved right for; longer ones run into their line."""


def render(
    template: Template,
    minutes: Minutes,
    agenda: Agenda,
    utterances: Sequence[Utterance],
    notes: Sequence[ReviewNote],
) -> bytes:
    """Return the draft as the bytes of a Word file: the same for the same values.

    Args:
        template: The city's form.
        minutes: The draft.
        agenda: Names items that were taken together with others and hold nothing of their own.
        utterances: What the draft rests on, with roles: for times, and to know the chair.
        notes: Doubts, as `remarks.gather` returns them.
    """
    return _Writer(template, minutes, agenda, utterances).write(notes)


class _Writer:
    """One draft on its way into one Word document."""

    def __init__(
        self,
        template: Template,
        minutes: Minutes,
        agenda: Agenda,
        utterances: Sequence[Utterance],
    ) -> None:
        self.form = template.form
        self.minutes = minutes
        self.agenda = agenda
        self.utterances = {utterance.id: utterance for utterance in utterances}
        self.document: Document = template.open()
        self.em = Pt(wordml.text_size(self.document))
        self.anchors: dict[str, WordParagraph] = {}
        self.names: set[str] = set()

    def write(self, notes: Sequence[ReviewNote]) -> bytes:
        wordml.clear_body(self.document)
        title = title_of(self.minutes.sitting, self.form) + self.form.draft
        head = self.paragraph(Style.TITLE, self.balanced(title))
        self.particulars()
        if self.form.heading.proceedings:
            self.paragraph(Style.SECTION, self.form.heading.proceedings)
        self.items()
        self.closing()
        if self.form.doubts.comments:
            self.comments(head, notes)
        if self.form.line_numbers:
            wordml.number_lines(self.document, self.form.line_numbers)
        wordml.fill_placeholders(self.document, {"{標題}": title})
        self.properties(title)
        return wordml.saved(self.document)

    def paragraph(self, style: Style, text: str) -> WordParagraph:
        paragraph = self.document.add_paragraph(style=style.value)
        return write_text(paragraph, text)

    def balanced(self, title: str) -> str:
        """Return the title, parted before 会議録 where it is too long for one line."""
        size = self.document.styles[Style.TITLE.value].font.size or self.em
        # Word widens the gap between a digit and a 漢字: keep a little in hand.
        if columns_of(title) * size <= 0.94 * self.text_width():
            return title
        tail = self.form.suffix + self.form.draft
        return f"{title.removesuffix(tail)}\n{tail}"

    # -- head -----------------------------------------------------------------------------------

    def particulars(self) -> None:
        lines = rows(self.form, self.minutes, self.agenda)
        if not lines:
            return
        table = self.table(Style.PARTICULARS, len(lines), 3, "会議の概要")
        widths = self.columns(lines)
        for index, row in enumerate(lines):
            label, group, body = table.rows[index].cells
            for cell, width in zip((label, group, body), widths, strict=True):
                cell.width = width
            room = widths[2]
            if row.group is None:
                body, room = group.merge(body), Length(widths[1] + widths[2])
            else:
                fill(group, Style.TABLE_BODY, [row.group])
            self.entries(body, row.lines, room)
            above = index and lines[index - 1].label == row.label
            if above:
                table.cell(index - 1, 0).merge(label)
            else:
                fill(label, Style.TABLE_HEAD, [row.label])
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width

    def columns(self, lines: tuple[Row, ...]) -> tuple[Length, Length, Length]:
        """Return the widths of label, group and text: as wide as the longest label needs."""
        whole = self.text_width()
        padding = Pt(11)
        label = max(4.0, *(columns_of(row.label) for row in lines)) * self.em + padding
        group = max(4.0, *(columns_of(row.group or "") for row in lines)) * self.em + padding
        label, group = min(label, whole * 0.3), min(group, whole * 0.2)
        return Length(int(label)), Length(int(group)), Length(int(whole - label - group))

    def entries(self, cell: _Cell, lines: Iterable[str], room: Length) -> None:
        """Fill a cell; where lines hold a tab, names stand in one column behind the posts."""
        lines = list(lines)
        stop = max((columns_of(line.split("\t")[0]) for line in lines if "\t" in line), default=0)
        stop = (stop + 1.5) * self.em
        if stop > room * 0.6:
            lines = [line.replace("\t", "　") for line in lines]
        for paragraph in fill(cell, Style.TABLE_BODY, lines):
            if "\t" in paragraph.text:
                paragraph.paragraph_format.tab_stops.add_tab_stop(Length(int(stop)))

    def table(self, style: Style, count: int, columns: int, caption: str) -> Table:
        table: Table = self.document.add_table(count, columns, style=style.value)
        table.autofit = False
        wordml.describe(table, caption)
        return table

    def text_width(self) -> Length:
        section = self.document.sections[-1]
        margins = (section.left_margin or 0) + (section.right_margin or 0)
        return Length((section.page_width or Pt(595)) - margins)

    # -- items ----------------------------------------------------------------------------------

    def items(self) -> None:
        self.make_room_for_labels()
        heading = self.form.heading
        for section in outline(self.minutes, self.agenda):
            if not section.headings:
                self.paragraph(Style.ITEM, section.item.title or heading.outside)
            for position, one in enumerate(section.headings):
                headed = self.paragraph(Style.ITEM, heading_of(one, self.form))
                self.mark(headed, f"item_{one.number}")
                if position:  # headings taken together stand together
                    headed.paragraph_format.space_before = Pt(0)
            if len(section.headings) > 1 and heading.joint:
                self.paragraph(Style.REMARK, heading.joint.format(count=len(section.headings)))
            if section.unrecorded:
                self.paragraph(Style.LEAD, NO_RECORD)
            self.content(section.item)

    def content(self, item: MinutesItem) -> None:
        if item.lead is not None:
            self.cited(Style.LEAD, item.lead)
        for point in item.points:
            self.cited(Style.POINT, point)
        for exchange in item.exchanges:
            first, *others = exchange.paragraphs
            self.cited(Style.SPEECH, first, label=self.label(exchange))
            for other in others:
                self.cited(Style.SPEECH_CONT, other)
        if item.outcome is not None:
            self.cited(Style.OUTCOME, item.outcome)

    def cited(self, style: Style, written: Paragraph, label: str | None = None) -> None:
        """Write a paragraph of the minutes, bookmarked by its id."""
        paragraph = self.document.add_paragraph(style=style.value)
        if label is not None:
            name = Style.DOUBT if label == CHECK else Style.LABEL
            paragraph.add_run(wordml.clean(label), style=name.value)
            paragraph.add_run("\t")
        write_text(paragraph, written.text)
        self.mark(paragraph, re.sub(r"^p(?=\d)", "p_", written.id))
        self.anchors[written.id] = paragraph

    def make_room_for_labels(self) -> None:
        """Move the spoken words right, in the styles, where a label is too long for the form."""
        exchanges = [one for item in self.minutes.items for one in item.exchanges]
        longest = max((columns_of(self.label(one)) for one in exchanges), default=0.0)
        needed = Length(int((min(longest, LONGEST_LABEL) + 1) * self.em))
        speech, cont = (
            self.document.styles[style.value].paragraph_format
            for style in (Style.SPEECH, Style.SPEECH_CONT)
        )
        if needed <= (speech.left_indent or 0):
            return
        speech.left_indent = cont.left_indent = needed
        speech.first_line_indent = Length(-needed)
        speech.tab_stops.clear_all()
        speech.tab_stops.add_tab_stop(needed)

    def label(self, exchange: Exchange) -> str:
        if exchange.label is None:
            return CHECK
        label = exchange.label
        if self.form.label.chair and self.spoken_by_chair(exchange):
            label = self.form.label.chair
        return self.form.label.form.format(label=label)

    def spoken_by_chair(self, exchange: Exchange) -> bool:
        """Tell whether every word behind *exchange* is known to be the chair's."""
        roles = [
            spoken.role.kind if spoken is not None and spoken.role is not None else None
            for paragraph in exchange.paragraphs
            for spoken in map(self.utterances.get, paragraph.sources)
        ]
        return bool(roles) and all(kind is RoleKind.CHAIR for kind in roles)

    def mark(self, paragraph: WordParagraph, name: str) -> None:
        """Bookmark a paragraph; a name that is taken already gets a number behind it."""
        name = re.sub(r"[^0-9A-Za-z_]", "_", name)[:32]
        free = name
        while free in self.names:
            free = f"{name}_{len(self.names)}"
        self.names.add(free)
        wordml.bookmark(paragraph, free, len(self.names))

    # -- end ------------------------------------------------------------------------------------

    def closing(self) -> None:
        closing = self.form.closing
        if closing.sentence:
            self.paragraph(Style.CERTIFICATE, closing.sentence)
        if not closing.signers:
            return
        table = self.table(Style.SIGNATURES, len(closing.signers) + 1, 2, "署名欄")
        table.alignment = WD_TABLE_ALIGNMENT.RIGHT
        label = max(4.0, *(columns_of(signer) for signer in closing.signers)) * self.em + Pt(11)
        widths = Length(int(label)), Length(int(14 * self.em))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
        day = parse_day(self.minutes.sitting.date)
        era = (era_of(day) if day else None) or "　　"
        fill(
            table.cell(0, 0).merge(table.cell(0, 1)),
            Style.SIGNATURE,
            [closing.date.format(era=era)],
        )
        for index, signer in enumerate(closing.signers, 1):
            (name,) = fill(table.cell(index, 0), Style.SIGNATURE, [signer])
            name.alignment = WD_ALIGN_PARAGRAPH.DISTRIBUTE
            fill(table.cell(index, 1), Style.SIGNATURE, [""])
            wordml.underline_cell(table, index, 1)
        wordml.keep_rows_whole(table)
        for row in table.rows[:-1]:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = True

    # -- around ---------------------------------------------------------------------------------

    def comments(self, head: WordParagraph, notes: Sequence[ReviewNote]) -> None:
        places = Places(self.minutes, tuple(self.utterances.values()))
        remarks, left = choose(notes, places, self.minutes, self.form.doubts.limit)
        if left:
            self.comment(
                head,
                f"確かめていただきたいことは、ほかに{left}件あります。\n"
                "checklist.html に一覧があります。",
            )
        for remark in remarks:
            self.comment(self.anchors[remark.paragraph], comment_text(remark))

    def comment(self, paragraph: WordParagraph, text: str) -> None:
        comment = self.document.add_comment(
            paragraph.runs, wordml.clean(text), author=AUTHOR, initials=INITIALS
        )
        wordml.undate(comment)

    def properties(self, title: str) -> None:
        draft = TypeAdapter(Minutes).dump_json(self.minutes)
        digest = hashlib.sha256(draft).hexdigest()
        core = self.document.core_properties
        core.title = wordml.clean(title)[:255]
        core.subject = "会議録（要点記録）の原案"
        core.author = AUTHOR
        core.last_modified_by = AUTHOR
        core.language = "ja-JP"
        core.category = "会議録"
        core.content_status = "案"
        core.revision = 1
        core.identifier = f"urn:minutes-pipeline:draft:{digest[:16]}"
        attributes = {"version": "1", "digest": digest, "title": wordml.clean(title)}
        if self.minutes.sitting.date:
            attributes["date"] = self.minutes.sitting.date
        wordml.add_trace(
            self.document,
            attributes,
            self.traced(),
            ({"utterance": o.utterance, "reason": o.reason} for o in self.minutes.omitted),
        )

    def traced(self) -> Iterator[tuple[Mapping[str, str], list[Mapping[str, str]]]]:
        """Yield what the hidden part says of every paragraph."""
        for item in self.minutes.items:
            for paragraph in item.paragraphs():
                own = {"id": paragraph.id}
                if item.number is not None:
                    own["item"] = item.number
                yield own, [self.source(one) for one in paragraph.sources]

    def source(self, utterance: str) -> Mapping[str, str]:
        spoken = self.utterances.get(utterance)
        if spoken is None or spoken.span is None:
            return {"utterance": utterance}
        start, end = spoken.span.start, spoken.span.end
        return {"utterance": utterance, "start": f"{start:.3f}", "end": f"{end:.3f}"}


def write_text(paragraph: WordParagraph, text: str) -> WordParagraph:
    """Append *text* to *paragraph*, with 【要記入】 and 【要確認】 standing out."""
    for piece in MARK.split(wordml.clean(text)):
        if piece:
            paragraph.add_run(piece, style=Style.DOUBT.value if MARK.fullmatch(piece) else None)
    return paragraph


def fill(cell: _Cell, style: Style, lines: Iterable[str]) -> list[WordParagraph]:
    """Write *lines* into an empty cell, a paragraph each, and return the paragraphs."""
    written = []
    for number, line in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.style = style.value
        written.append(write_text(paragraph, line))
    return written


def comment_text(remark: Remark) -> str:
    """Return what a comment says, a line each."""
    return "\n".join(line.replace("\n", " ") for line in remark.lines())


def columns_of(text: str) -> float:
    """Return the width of *text* in full-width characters."""
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text)
