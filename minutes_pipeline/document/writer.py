"""Printed lines into a Word document: paragraphs with labels, tables, bookmarks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from minutes_pipeline.document import wordml
from minutes_pipeline.document.body import Line
from minutes_pipeline.document.form import Form
from minutes_pipeline.document.particulars import Row
from minutes_pipeline.document.style import Style
from minutes_pipeline.document.tables import (
    draw_cells,
    draw_particulars,
    draw_signatures,
    text_width,
)
from minutes_pipeline.document.wording import CHECK
from minutes_pipeline.document.writing import columns_of, write_text

SEPARATORS = {"tab": "\t", "newline": "\n", "space": "　", "none": ""}
"""What stands between a label and the words, by its name in a form."""
LONGEST_LABEL = 9
"""Characters of a label that words are moved right for; longer ones run into their line."""


class Sheet:
    """A Word document in a city's form, on which lines are written.

    Attributes:
        document: The document.
        form: The form.
        em: Width of a full-width character.
        anchors: The paragraph that each line stands in, by the line's id.
    """

    def __init__(self, document: Document, form: Form) -> None:
        """Write on *document*, whose samples are taken out."""
        wordml.clear_body(document)
        self.document = document
        self.form = form
        self.em: Length = Pt(wordml.text_size(document))
        self.anchors: dict[str, WordParagraph] = {}
        self.names: set[str] = set()
        self.page()

    def write(self, lines: Sequence[Line]) -> None:
        """Write *lines* in order."""
        self.make_room_for_labels(lines)
        for _, group in groupby(lines, key=_kind):
            self.draw(list(group))
        if self.form.line_numbers:
            wordml.number_lines(self.document, self.form.line_numbers)

    def draw(self, lines: Sequence[Line]) -> None:
        """Write lines of one kind that stand together: a table, or paragraph by paragraph."""
        first = lines[0]
        if first.table:
            cells = [[*(one.label or "").split("\t"), one.text] for one in lines]
            self.mark_rows(draw_cells(self.document, cells), lines)
        elif first.style is Style.PARTICULARS:
            block = [Row(one.label or "", tuple(one.text.split("\n")), one.group) for one in lines]
            spare = 2.0 if self.form.layout.characters else 0.0
            self.mark_rows(draw_particulars(self.document, block, self.em, spare), lines)
        elif first.style is Style.SIGNATURES:
            signed = [(one.label, one.text) for one in lines]
            self.mark_rows(draw_signatures(self.document, signed, self.em), lines)
        elif first.style is Style.TABLE_BODY:
            heads = (columns_of(one.text.split("\t")[0]) for one in lines if "\t" in one.text)
            stop = Length(int((max(heads, default=0.0) + 1) * self.em))
            for line in lines:
                layout = self.line(line).paragraph_format
                layout.left_indent, layout.first_line_indent = stop, Length(-stop)
                layout.tab_stops.add_tab_stop(stop)
        else:
            for line in lines:
                self.line(line)

    def mark_rows(self, table: Table, lines: Sequence[Line]) -> None:
        """Bookmark what stands in the last cell of each row."""
        for line, row in zip(lines, table.rows, strict=True):
            self.mark(row.cells[-1].paragraphs[0], line.bookmark)
            self.anchors[line.id] = row.cells[-1].paragraphs[0]

    def page(self) -> None:
        """Lay the grid that the form asks for over the page."""
        layout = self.form.layout
        if layout.lines or layout.characters:
            wordml.lay_grid(self.document, layout.lines, layout.characters, self.em)
        if layout.characters:
            self.em = Length(max(self.em, text_width(self.document) // layout.characters))

    def line(self, line: Line) -> WordParagraph:
        """Write a line, bookmarked by its id."""
        style = line.style.value
        if line.style is Style.SUBITEM and style not in self.document.styles:
            style = Style.ITEM.value
        paragraph = self.document.add_paragraph(style=style)
        if line.label is not None:
            name = Style.DOUBT if CHECK in line.label else Style.LABEL
            paragraph.add_run(wordml.clean(line.label), style=name.value)
            separator = SEPARATORS[self.form.label.separator]
            if separator:
                paragraph.add_run(separator)
        text = line.text if wordml.clean(line.text).strip() else CHECK
        write_text(paragraph, self.balanced(text) if line.style is Style.TITLE else text)
        if line.joined:  # headings taken together stand together
            paragraph.paragraph_format.space_before = Pt(0)
        self.mark(paragraph, line.bookmark)
        self.anchors[line.id] = paragraph
        return paragraph

    def balanced(self, title: str) -> str:
        """Return the title, parted before 会議録 where it is too long for one line."""
        size = self.document.styles[Style.TITLE.value].font.size or self.em
        # Word widens the gap between a digit and a 漢字: keep a little in hand.
        if columns_of(title) * size <= 0.94 * text_width(self.document):
            return title
        tail = self.form.suffix + self.form.draft
        if not title.endswith(tail):
            return title
        return f"{title.removesuffix(tail)}\n{tail}"

    def make_room_for_labels(self, lines: Sequence[Line]) -> None:
        """Move the spoken words right, in the styles, where a label is too long for the form."""
        if self.form.label.separator == "newline":
            # A justified line that ends in a break is drawn out to the margin.
            speech = self.document.styles[Style.SPEECH.value]
            speech.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
            # The label is a line of its own: without this it may stand alone at a page's foot.
            speech.paragraph_format.widow_control = True
        if self.form.label.separator != "tab":
            return
        labels = [one.label for one in lines if one.label and one.style is Style.SPEECH]
        longest = max((columns_of(label) for label in labels), default=0.0)
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

    def mark(self, paragraph: WordParagraph, name: str) -> None:
        """Bookmark a paragraph; a name that is taken already gets a number behind it."""
        free = name
        while free in self.names:
            free = f"{name}_{len(self.names)}"
        self.names.add(free)
        wordml.bookmark(paragraph, free, len(self.names))


def _kind(line: Line) -> object:
    """Return what lines must share to be drawn together."""
    if line.table:
        return line.table
    tables = (Style.PARTICULARS, Style.SIGNATURES, Style.TABLE_BODY)
    return line.style if line.style in tables else None
