"""Write the draft as a Word file in a city's form.

Numbers of items are text, not Word's own numbering: they are the agenda's, and an editor who takes
an item out must not renumber the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run
from pydantic import TypeAdapter

from minutes_pipeline.document import wordml
from minutes_pipeline.document.body import Line, body
from minutes_pipeline.document.particulars import rows
from minutes_pipeline.document.remarks import Places, Remark, choose
from minutes_pipeline.document.style import Style
from minutes_pipeline.document.tables import (
    draw_particulars,
    draw_signatures,
    list_particulars,
    text_width,
)
from minutes_pipeline.document.template import Template
from minutes_pipeline.document.wording import CHECK, era_of, parse_day
from minutes_pipeline.document.writing import columns_of, write_text
from minutes_pipeline.meeting import (
    Agenda,
    Minutes,
    ReviewNote,
    Utterance,
)

AUTHOR = "会議録作成支援"
INITIALS = "支援"
SEPARATORS = {"tab": "\t", "newline": "\n", "space": "　", "none": ""}
"""What stands between a label and the words, by its name in a form."""
LONGEST_LABEL = 9
"""Characters of a label that words are moved right for; longer ones run into their line."""


def render(
    template: Template,
    minutes: Minutes,
    agenda: Agenda,
    utterances: Sequence[Utterance],
    notes: Sequence[ReviewNote],
    kept: Collection[str] = (),
) -> bytes:
    """Return the draft as the bytes of a Word file: the same for the same values.

    Args:
        template: The city's form.
        minutes: The draft.
        agenda: Names items that were taken together with others and hold nothing of their own.
        utterances: What the draft rests on, with roles: for times, and to know the chair.
        notes: Doubts, as `remarks.gather` returns them.
        kept: Ids of paragraphs whose words or label a person wrote: printed as they are.
    """
    return _Writer(template, minutes, agenda, utterances, kept).write(notes)


class _Writer:
    """One draft on its way into one Word document."""

    def __init__(
        self,
        template: Template,
        minutes: Minutes,
        agenda: Agenda,
        utterances: Sequence[Utterance],
        kept: Collection[str],
    ) -> None:
        self.form = template.form
        self.minutes = minutes
        self.agenda = agenda
        self.utterances = {utterance.id: utterance for utterance in utterances}
        self.document: Document = template.open()
        self.em: Length = Pt(wordml.text_size(self.document))
        self.lines = body(self.form, minutes, agenda, utterances, kept)
        self.anchors: dict[str, WordParagraph] = {}
        self.names: set[str] = set()

    def write(self, notes: Sequence[ReviewNote]) -> bytes:
        wordml.clear_body(self.document)
        self.page()
        self.make_room_for_labels()
        title, *lines = self.lines
        head = self.line(title)
        block = rows(self.form, self.minutes, self.agenda)
        if block and self.form.layout.particulars == "list":
            list_particulars(self.document, block, self.form.layout.entry, self.em)
        elif block:
            draw_particulars(self.document, block, self.em)
        for line in lines:
            self.line(line)
        self.signatures()
        if self.form.doubts.comments:
            self.comments(head, notes)
        if self.form.line_numbers:
            wordml.number_lines(self.document, self.form.line_numbers)
        wordml.fill_placeholders(self.document, {"{標題}": title.text})
        self.properties(title.text)
        return wordml.saved(self.document)

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
        labels = [line.label for line in self.lines if line.label is not None]
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

    def signatures(self) -> None:
        closing = self.form.closing
        if closing.signers:
            day = parse_day(self.minutes.sitting.date)
            era = (era_of(day) if day else None) or "　　"
            draw_signatures(self.document, closing.date.format(era=era), closing.signers, self.em)

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

    def comment(self, runs: Sequence[Run], text: str) -> None:
        comment = self.document.add_comment(
            runs, wordml.clean(text), author=AUTHOR, initials=INITIALS
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


def comment_text(remark: Remark) -> str:
    """Return what a comment says, a line each."""
    return "\n".join(line.replace("\n", " ") for line in remark.lines())
