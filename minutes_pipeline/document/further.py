"""Two further papers beside the minutes: the full record (全文記録) and the sheet of voices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from docx.document import Document

from minutes_pipeline.document import wordml
from minutes_pipeline.document.body import Line, body
from minutes_pipeline.document.fingerprints import meeting_digest
from minutes_pipeline.document.form import Form
from minutes_pipeline.document.labels import spoken_by
from minutes_pipeline.document.outline import outline
from minutes_pipeline.document.particulars import heading_of, title_of
from minutes_pipeline.document.style import Style
from minutes_pipeline.document.tables import draw_cells
from minutes_pipeline.document.template import Template
from minutes_pipeline.document.voices import UNDECIDED, Voice, voices
from minutes_pipeline.document.word import AUTHOR
from minutes_pipeline.document.wording import CHECK, FILL_IN, spoken_length
from minutes_pipeline.document.writer import Sheet
from minutes_pipeline.meeting import Agenda, Minutes, Record, Utterance, timecode

MOST_QUOTED = 70
"""Characters quoted of an utterance to tell a voice by."""


def render_record(template: Template, minutes: Minutes, agenda: Agenda, record: Record) -> bytes:
    """Return the full record: every utterance as it was heard, under its label and its item.

    Args:
        template: The city's form: page, particulars and labels are those of the minutes.
        minutes: Gives the particulars and the headings.
        agenda: What was to be dealt with.
        record: The utterances with roles and items.
    """
    form = template.form
    lines = list(_record_lines(form, minutes, agenda, record))
    sheet = Sheet(template.open(), form)
    sheet.write(lines)
    return _finished(sheet.document, lines[0].text, "会議録（全文記録）の原案", record)


def _record_lines(form: Form, minutes: Minutes, agenda: Agenda, record: Record) -> Iterator[Line]:
    title = title_of(minutes.sitting, form).removesuffix(form.suffix)
    yield Line("title", Style.TITLE, f"{title}全文記録{form.draft}")
    for line in body(form, minutes, agenda, record.utterances):
        if line.id.startswith("row_"):
            yield line
    headings = {
        one.number: heading_of(one, form)
        for section in outline(minutes, agenda)
        for one in section.headings
    }
    for number, (item, group) in enumerate(groupby(record.utterances, key=lambda one: one.item)):
        heading = headings.get(item or "") or (f"案件{item}" if item else form.heading.outside)
        yield Line(f"part_{number}", Style.ITEM, heading)
        turns = groupby(group, key=lambda one: (one.speaker, spoken_by(one, form)))
        for (_, label), said in turns:
            yield from _turn(label, list(said))


def _turn(label: str, said: Sequence[Utterance]) -> Iterator[Line]:
    for number, one in enumerate(said):
        text = " ".join(one.text.split()) or CHECK
        if number:
            yield Line(one.id, Style.SPEECH_CONT, text)
        else:
            yield Line(one.id, Style.SPEECH, text, label)


def render_speakers(template: Template, minutes: Minutes, record: Record) -> bytes:
    """Return the sheet on which a person writes whose each voice is.

    Args:
        template: The city's form: its page and its styles.
        minutes: Gives the title.
        record: The utterances with voices and the roles that were inferred.
    """
    form = template.form
    title = f"{title_of(minutes.sitting, form).removesuffix(form.suffix)}　声と発言者の確認票"
    sheet = Sheet(template.open(), form)
    known = voices(record.utterances)
    lead = (
        "録音の声を聞き分けた結果です。発言の例を録音で聞き、だれの声かを書いてください。"
        if known
        else "声を聞き分けた記録はありません。"
    )
    sheet.write([Line("title", Style.TITLE, title), Line("lead", Style.LEAD, lead)])
    if known:
        head = ("声", "役割（推定）", "発言の例（録音の時刻）", "だれの声か")
        rows = [head, *(_row(voice, record.utterances) for voice in known)]
        draw_cells(sheet.document, rows, shares=(16, 16, 46, 22))
    return _finished(sheet.document, title, "声と発言者の確認票", record)


def _row(voice: Voice, utterances: Sequence[Utterance]) -> tuple[str, ...]:
    length = f"\n{spoken_length(voice.seconds)}" if voice.seconds is not None else ""
    roles = "\n".join(f"{role}（{count}回）" for role, count in voice.roles)
    quotes = "\n".join(_quote(one) for one in voice.quotes)
    names = {one.name for one in utterances if one.speaker == voice.name and one.name}
    guess = f"{names.pop()}？" if len(names) == 1 else FILL_IN
    return f"{voice.name}{length}", roles or UNDECIDED, quotes, guess


def _quote(one: Utterance) -> str:
    text = " ".join(one.text.split())
    text = text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…"
    return f"{timecode(one.span.start)}　「{text}」" if one.span else f"「{text}」"


def _finished(document: Document, title: str, subject: str, record: Record) -> bytes:
    """Fill header, footer and properties; return the file."""
    wordml.fill_placeholders(document, {"{標題}": title})
    core = document.core_properties
    core.title, core.subject = wordml.clean(title)[:255], subject
    core.author = core.last_modified_by = AUTHOR
    core.language, core.category, core.content_status = "ja-JP", "会議録", "案"
    core.revision = 1
    core.identifier = f"urn:minutes-pipeline:meeting:{meeting_digest(record.utterances)}"
    return wordml.saved(document)
