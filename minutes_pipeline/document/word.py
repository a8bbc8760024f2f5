"""Write the draft as a Word file in a city's form.

Numbers of items are text, not Word's own numbering: they are the agenda's, and an editor who takes
an item out must not renumber the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from minutes_pipeline.document import wordml
from minutes_pipeline.document.arrangement import printed
from minutes_pipeline.document.fingerprints import draft_digest, meeting_digest, text_digest
from minutes_pipeline.document.kept_comments import kept_lines, place_of, wanted
from minutes_pipeline.document.remarks import Places, Remark, choose
from minutes_pipeline.document.template import Template
from minutes_pipeline.document.wording import CHECK
from minutes_pipeline.document.writer import Sheet
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
NO_CORRECTIONS = Corrections()


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
        self.utterances = {utterance.id: utterance for utterance in utterances}
        self.sheet = Sheet(template.open(), template.form)
        self.document = self.sheet.document
        self.lines, self.unplaced = printed(self.form, minutes, agenda, utterances, corrections)
        self.kept = corrections.of(CommentKept)
        self.anchors = self.sheet.anchors

    def write(self, notes: Sequence[ReviewNote]) -> bytes:
        self.sheet.write(self.lines)
        head = self.anchors.get("title") or next(iter(self.anchors.values()), None)
        if head is None:  # an editor took everything out
            head = self.document.add_paragraph(CHECK)
        title = next((line.text for line in self.lines if line.id == "title"), "")
        if self.form.doubts.comments:
            self.comments(head, notes)
        self.keep_comments(head)
        wordml.fill_placeholders(self.document, {"{標題}": title})
        self.properties(title)
        return wordml.saved(self.document)

    def comments(self, head: WordParagraph, notes: Sequence[ReviewNote]) -> None:
        places = Places(self.minutes, tuple(self.utterances.values()))
        remarks, left = choose(notes, places, self.minutes, self.form.doubts.limit)
        # A broken recording may break off where nothing of the minutes was said.
        loose = [n for n in notes if n.concerns_recording and places.paragraph(n) is None]
        for note in loose:
            self.comment(head.runs, note.message)
        left -= len(loose)
        if left:
            self.comment(
                head.runs,
                f"確かめていただきたいことは、ほかに{left}件あります。\n"
                "checklist.html に一覧があります。",
            )
        texts = {line.id: wordml.clean(line.text) for line in self.lines}
        for remark in remarks:
            if remark.paragraph not in texts:  # an editor does not want it printed
                continue
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


def comment_text(remark: Remark) -> str:
    """Return what a comment says, a line each."""
    return "\n".join(line.replace("\n", " ") for line in remark.lines())
