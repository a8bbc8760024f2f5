"""Write the draft as a Word file in a city's form.

Numbers of items are text, not Word's own numbering: they are the agenda's, and an editor who takes
an item out must not renumber the rest.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence

from docx.document import Document
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run
from pydantic import TypeAdapter

from minutes_pipeline.document import wordml
from minutes_pipeline.document.outline import outline
from minutes_pipeline.document.particulars import NO_RECORD, heading_of, rows, title_of
from minutes_pipeline.document.remarks import Places, Remark, choose
from minutes_pipeline.document.tables import draw_particulars, draw_signatures, text_width
from minutes_pipeline.document.template import Style, Template
from minutes_pipeline.document.wording import CHECK, era_of, parse_day
from minutes_pipeline.document.writing import columns_of, write_text
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
        self.em: Length = Pt(wordml.text_size(self.document))
        self.anchors: dict[str, WordParagraph] = {}
        self.names: set[str] = set()

    def write(self, notes: Sequence[ReviewNote]) -> bytes:
        wordml.clear_body(self.document)
        title = title_of(self.minutes.sitting, self.form) + self.form.draft
        head = self.paragraph(Style.TITLE, self.balanced(title))
        block = rows(self.form, self.minutes, self.agenda)
        if block:
            draw_particulars(self.document, block, self.em)
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
        if columns_of(title) * size <= 0.94 * text_width(self.document):
            return title
        tail = self.form.suffix + self.form.draft
        return f"{title.removesuffix(tail)}\n{tail}"

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
                self.paragraph(Style.OUTCOME, NO_RECORD)
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
        # An empty paragraph could bear no comment, and nobody would see that something is missing.
        write_text(paragraph, written.text if wordml.clean(written.text).strip() else CHECK)
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

    def closing(self) -> None:
        closing = self.form.closing
        if closing.sentence:
            self.paragraph(Style.CERTIFICATE, closing.sentence)
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
        texts = {paragraph.id: paragraph.text for paragraph in self.minutes.paragraphs()}
        for remark in remarks:
            paragraph = self.anchors[remark.paragraph]
            for one in remark.at_words(wordml.clean(texts[remark.paragraph]), places):
                runs = paragraph.runs
                if one.words is not None:
                    label = len(paragraph.text) - len(wordml.clean(texts[remark.paragraph]))
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
