"""Write the draft as a Word file in a city's form.

Numbers of items are text, not Word's own numbering: they are the agenda's, and an editor who takes
an item out must not renumber the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from minutes_pipeline.document import wordml
from minutes_pipeline.document.arrangement import printed
from minutes_pipeline.document.body import Line
from minutes_pipeline.document.fingerprints import draft_digest, meeting_digest, text_digest
from minutes_pipeline.document.kept_comments import kept_lines, place_of, wanted
from minutes_pipeline.document.particulars import Row
from minutes_pipeline.document.remarks import Places, Remark, choose
from minutes_pipeline.document.style import Style
from minutes_pipeline.document.tables import (
    draw_cells,
    draw_particulars,
    draw_signatures,
    text_width,
)
from minutes_pipeline.document.template import Template
from minutes_pipeline.document.wording import CHECK
from minutes_pipeline.document.writing import columns_of, write_text
from minutes_pipeline.meeting import (
    Agenda,
    CommentKept,
    Corrections,
    Minutes,
    ReviewNote,
    Utterance,
)

AUTHOR = "会議録作成支援"
INITIALS = "支援"
SEPARATORS = {"tab": "\t", "newline": "\n", "space": "　", "none": ""}
"""What stands between a label and the words, by its name in a form."""
NO_CORRECTIONS = Corrections()
LONGEST_LABEL = 9
"""Characters of a label that words are moved right for; longer ones run into their line."""


def render(
    template: Template,
    minutes: Minutes,
    agenda: Agenda,
    utterances: Sequence[Utterance],
    notes: Sequence[ReviewNote],
    corrections: Corrections = NO_CORRECTIONS,
) -> bytes:
    """Return the draft as the bytes of a Word file: the same for the same values.

    Args:
        template: The city's form.
        minutes: The draft.
        agenda: Names items that were taken together with others and hold nothing of their own.
        utterances: What the draft rests on, with roles: for times, and to know the chair.
        notes: Doubts, as `remarks.gather` returns them.
        corrections: What people decided: changes of the printed form and kept comments are taken
            from it, all else is in the minutes already.
    """
    return _Writer(template, minutes, agenda, utterances, corrections).write(notes)


class _Writer:
    """One draft on its way into one Word document."""

    def __init__(
        self,
        template: Template,
        minutes: Minutes,
        agenda: Agenda,
        utterances: Sequence[Utterance],
        corrections: Corrections,
    ) -> None:
        self.form = template.form
        self.minutes = minutes
        self.agenda = agenda
        self.utterances = {utterance.id: utterance for utterance in utterances}
        self.document: Document = template.open()
        self.em: Length = Pt(wordml.text_size(self.document))
        self.lines, self.unplaced = printed(self.form, minutes, agenda, utterances, corrections)
        self.kept = corrections.of(CommentKept)
        self.anchors: dict[str, WordParagraph] = {}
        self.names: set[str] = set()

    def write(self, notes: Sequence[ReviewNote]) -> bytes:
        wordml.clear_body(self.document)
        self.page()
        self.make_room_for_labels()
        for _, group in groupby(self.lines, key=_kind):
            self.draw(list(group))
        head = self.anchors.get("title") or next(iter(self.anchors.values()))
        title = next((line.text for line in self.lines if line.id == "title"), "")
        if self.form.doubts.comments:
            self.comments(head, notes)
        self.keep_comments(head)
        if self.form.line_numbers:
            wordml.number_lines(self.document, self.form.line_numbers)
        wordml.fill_placeholders(self.document, {"{標題}": title})
        self.properties(title)
        return wordml.saved(self.document)

    def draw(self, lines: Sequence[Line]) -> None:
        """Write lines of one kind that stand together: a table, or paragraph by paragraph."""
        first = lines[0]
        if first.table:
            cells = [[*(one.label or "").split("\t"), one.text] for one in lines]
            self.mark_rows(draw_cells(self.document, cells), lines)
        elif first.style is Style.PARTICULARS:
            block = [Row(one.label or "", tuple(one.text.split("\n")), one.group) for one in lines]
            self.mark_rows(draw_particulars(self.document, block, self.em), lines)
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
        return f"{title.removesuffix(tail)}\n{tail}"

    def make_room_for_labels(self) -> None:
        """Move the spoken words right, in the styles, where a label is too long for the form."""
        if self.form.label.separator == "newline":
            # A justified line that ends in a break is drawn out to the margin.
            speech = self.document.styles[Style.SPEECH.value]
            speech.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        if self.form.label.separator != "tab":
            return
        labels = [one.label for one in self.lines if one.label and one.style is Style.SPEECH]
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

    def comments(self, head: WordParagraph, notes: Sequence[ReviewNote]) -> None:
        places = Places(self.minutes, tuple(self.utterances.values()))
        remarks, left = choose(notes, places, self.minutes, self.form.doubts.limit)
        if left:
            self.comment(
                head.runs,
                f"確かめていただきたいことは、ほかに{left}件あります。\n"
                "checklist.html に一覧があります。",
            )
        texts = {line.id: wordml.clean(line.text) for line in self.lines}
        for remark in remarks:
            paragraph, text = self.anchors[remark.paragraph], texts[remark.paragraph]
            for one in remark.at_words(text, places):
                runs = paragraph.runs
                if one.words is not None:
                    label = len(paragraph.text) - len(text)
                    runs = wordml.cut_out(paragraph, label + one.words[0], label + one.words[1])
                self.comment(runs or paragraph.runs, comment_text(one))

    def keep_comments(self, head: WordParagraph) -> None:
        """Write the comments of editors, and what of their changes found no place."""
        if self.unplaced:
            said = "\n".join(f"・{wanted(one)}" for one in self.unplaced)
            self.comment(
                head.runs, f"もとの原案が変わったため、次の直しは当てはめられませんでした。\n{said}"
            )
        for correction in self.kept:
            kept = correction.change
            assert isinstance(kept, CommentKept)
            where = place_of(kept, self.lines)
            paragraph = self.anchors.get(where.id, head) if where else head
            at = paragraph.text.find(kept.quote) if kept.quote else -1
            runs = paragraph.runs
            if at >= 0:
                runs = wordml.cut_out(paragraph, at, at + len(kept.quote))
            comment = self.document.add_comment(
                runs or paragraph.runs,
                wordml.clean("\n".join(kept_lines(kept))),
                author=wordml.clean(kept.author) or "編集者",
                initials=wordml.clean(kept.author)[:2],
            )
            wordml.date_comment(comment, kept.written)

    def comment(self, runs: Sequence[Run], text: str) -> None:
        comment = self.document.add_comment(
            runs, wordml.clean(text), author=AUTHOR, initials=INITIALS
        )
        wordml.date_comment(comment, None)

    def properties(self, title: str) -> None:
        digest = draft_digest(self.lines)
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
        attributes = {
            "version": "1",
            "digest": digest,
            "meeting": meeting_digest(tuple(self.utterances.values())),
            "title": wordml.clean(title),
        }
        if self.minutes.sitting.date:
            attributes["date"] = self.minutes.sitting.date
        wordml.add_trace(
            self.document,
            attributes,
            self.traced(),
            ({"id": line.id, "text": text_digest(line.text)} for line in self.lines),
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


def _kind(line: Line) -> object:
    """Return what lines must share to be drawn together."""
    if line.table:
        return line.table
    tables = (Style.PARTICULARS, Style.SIGNATURES, Style.TABLE_BODY)
    return line.style if line.style in tables else None


def comment_text(remark: Remark) -> str:
    """Return what a comment says, a line each."""
    return "\n".join(line.replace("\n", " ") for line in remark.lines())
