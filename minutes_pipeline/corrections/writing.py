"""Lays people's paragraphs and particulars over the drafted minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from minutes_pipeline.corrections.anchors import Finder, lost
from minutes_pipeline.corrections.sheet import Row, Sheet
from minutes_pipeline.meeting import (
    Attendance,
    Correction,
    Corrections,
    ItemHeaded,
    Minutes,
    Omission,
    OmissionReason,
    OmissionRestored,
    Paragraph,
    ParagraphAdded,
    ParagraphAnchor,
    ParagraphDeleted,
    ParagraphLabel,
    ParagraphMerged,
    ParagraphMoved,
    ParagraphSplit,
    ParagraphText,
    ParticularStated,
    Record,
    ReviewNote,
    Severity,
    made_paragraph,
)

Compare = Callable[[str, str], Iterable[tuple[str, str]]]
"""What is doubtful about a text beside the words it rests on: pairs of code and message."""

BY_PERSON = "by-person"
"""The name, among a paragraph's rules, of a person's own words."""


def correct_minutes(
    minutes: Minutes, record: Record, machine: Record, corrections: Corrections, compare: Compare
) -> Minutes:
    """Return the drafted *minutes* with people's paragraphs and particulars.

    Every utterance is still cited or listed as omitted: what a deleted paragraph alone cited is
    listed as left out by a person.

    Args:
        minutes: As drafted.
        record: The utterances that it was drafted from.
        machine: The utterances before every correction: what anchors refer to.
        corrections: All that hold.
        compare: Checks a person's text against the words it rests on.
    """
    desk = _Desk(minutes, record, machine)
    for correction in corrections.made:
        desk.apply(correction)
    return desk.minutes(compare)


class _Desk:
    """The draft on its way through the corrections."""

    def __init__(self, minutes: Minutes, record: Record, machine: Record) -> None:
        self.drafted = minutes
        self.sheet = Sheet(minutes)
        self.record = record
        self.finder = Finder(machine.utterances)
        self.sitting = minutes.sitting
        self.notes: list[ReviewNote] = []
        self.machine = {p.id: p for p in minutes.paragraphs()}
        self.written: dict[str, Paragraph] = {}
        self.labelled: set[str] = set()
        self.merged: dict[str, str] = {}

    # --- finding -----------------------------------------------------------------------------

    def find(
        self, anchor: ParagraphAnchor, correction: Correction, texts: tuple[str, ...] = ()
    ) -> Row | None:
        """Return the row that *anchor* means; note where it is gone or rests on another text."""
        at = self._place(anchor)
        if at is None:
            self.notes.append(lost(correction, "段落", texts or (anchor.text,)))
            return None
        row = self.sheet.rows[at]
        machine = self.machine.get(row.id)
        if machine is not None and machine.text != anchor.text:
            self.notes.append(
                ReviewNote(
                    "correction-over-changed",
                    Severity.MEDIUM,
                    f"{correction.who}さんが直した後で、もとの原案の文が変わりました。"
                    "人の直しを残しています。候補の文と比べてください。",
                    utterances=machine.sources,
                    paragraphs=(row.id,),
                    alternatives=(machine.text,),
                )
            )
        return row

    def _place(self, anchor: ParagraphAnchor | None) -> int | None:
        """Return where the paragraph stands: by id and text, by text, by what it rests on."""
        if anchor is None:
            return None
        rows = self.sheet.rows
        known = [self.machine.get(row.id) for row in rows]
        if anchor.id not in self.machine or anchor.id in self.merged:
            at = self.sheet.at(self.merged.get(anchor.id, anchor.id))
            if at is not None:
                return at
        for n, one in enumerate(known):
            if one is not None and one.id == anchor.id and one.text == anchor.text:
                return n
        alike = [n for n, one in enumerate(known) if one is not None and one.text == anchor.text]
        own = set(anchor.sources)
        shared = [len(own & set(one.sources)) if one else 0 for one in known]
        if alike:
            return max(alike, key=lambda n: (shared[n], -n))
        # The beginning of a long explanation is cited by several: the one that shares most counts.
        best = max(range(len(rows)), key=lambda n: (shared[n], -n), default=None)
        return best if best is not None and shared[best] else None

    def _behind(self, anchor: ParagraphAnchor | None) -> str | None:
        """Return the id to stand behind; None for the first place."""
        at = self._place(anchor)
        if at is None:
            return None if anchor is None else anchor.id
        return self.sheet.rows[at].id

    # --- applying ----------------------------------------------------------------------------

    def apply(self, correction: Correction) -> None:
        match correction.change:
            case ParagraphText(paragraph=anchor, text=text):
                self.rewrite(self.find(anchor, correction, (text,)), text)
            case ParagraphAdded() as added:
                self.add(added, correction)
            case ParagraphDeleted(paragraph=anchor):
                if (row := self.find(anchor, correction)) is not None:
                    self.sheet.rows.remove(row)
            case ParagraphMoved() as moved:
                self.move(moved, correction)
            case OmissionRestored() as restored:
                self.restore(restored, correction)
            case ParticularStated(field=field, value=value):
                stated: dict[str, Any] = {field: value}
                self.sitting = replace(self.sitting, **stated)
            case Attendance() as attendance:
                self.attend(attendance, correction)
            case _:
                self.rearrange(correction)

    def rearrange(self, correction: Correction) -> None:
        match correction.change:
            case ParagraphSplit(paragraph=anchor, texts=texts):
                self.split(anchor, texts, correction)
            case ParagraphMerged(paragraphs=anchors, text=text):
                self.merge(anchors, text, correction)
            case ParagraphLabel(paragraph=anchor, label=label):
                self.label(anchor, label, correction)
            case ItemHeaded() as headed:
                if not self.sheet.head(headed):
                    self.notes.append(lost(correction, "案件の名前", (headed.title,)))
            case _:
                return

    def put(self, old: Row, new: Row) -> None:
        self.sheet.rows[self.sheet.rows.index(old)] = new

    def rewrite(self, row: Row | None, text: str) -> None:
        if row is None:
            return
        rules = tuple(dict.fromkeys((*row.paragraph.rules, BY_PERSON)))
        paragraph = replace(row.paragraph, text=text, rules=rules)
        self.written[row.id] = paragraph
        self.put(row, replace(row, paragraph=paragraph))

    def add(self, added: ParagraphAdded, correction: Correction) -> None:
        new = made_paragraph(correction.id)
        cited = tuple(u for u in added.sources if any(u == s.id for s in self.record.utterances))
        paragraph = Paragraph(new, added.text, cited, (BY_PERSON,))
        self.written[new] = paragraph
        row = Row(paragraph, added.item, added.place, added.label, new)
        at = self._place(added.after)
        if added.place == "speech" and added.label is None and at is not None:
            before = self.sheet.rows[at]
            if before.place == "speech" and before.item == added.item:
                row = replace(row, label=before.label, exchange=before.exchange)
        self.sheet.insert(row, self._behind(added.after))

    def move(self, moved: ParagraphMoved, correction: Correction) -> None:
        row = self.find(moved.paragraph, correction)
        if row is None:
            return
        self.sheet.rows.remove(row)
        label = row.label
        if moved.place == "speech" and row.place != "speech":
            label = self._label_of(row.paragraph)
        new = replace(row, item=moved.item, place=moved.place, label=label, exchange=correction.id)
        self.sheet.insert(new, self._behind(moved.after))

    def split(
        self, anchor: ParagraphAnchor, texts: tuple[str, ...], correction: Correction
    ) -> None:
        row = self.find(anchor, correction, texts)
        if row is None or not texts:
            return
        self.rewrite(row, texts[0])
        before = row.id
        for n, text in enumerate(texts[1:], 1):
            new = made_paragraph(correction.id, n)
            paragraph = Paragraph(new, text, row.paragraph.sources, (BY_PERSON,))
            self.written[new] = paragraph
            self.sheet.insert(replace(row, paragraph=paragraph), before)
            before = new

    def merge(
        self, anchors: tuple[ParagraphAnchor, ...], text: str, correction: Correction
    ) -> None:
        rows = [row for one in anchors if (row := self.find(one, correction, (text,))) is not None]
        rows = list({row.id: row for row in rows}.values())
        if not rows:
            return
        first, *others = rows
        sources = tuple(dict.fromkeys(s for row in rows for s in row.paragraph.sources))
        for row in others:
            self.sheet.rows.remove(row)
            self.merged[row.id] = first.id
        joined = replace(first, paragraph=replace(first.paragraph, sources=sources))
        self.put(first, joined)
        self.rewrite(joined, text)

    def label(self, anchor: ParagraphAnchor, label: str | None, correction: Correction) -> None:
        row = self.find(anchor, correction, () if label is None else (label,))
        if row is None or row.place != "speech":
            return
        at = self.sheet.rows.index(row)
        group, joined = correction.id, label
        if label is None:
            before = self.sheet.rows[at - 1] if at else None
            if before is None or (before.item, before.place) != (row.item, row.place):
                return
            group, joined = before.exchange, before.label
        for n in range(at, len(self.sheet.rows)):
            one = self.sheet.rows[n]
            if one.exchange != row.exchange or one.item != row.item:
                break
            self.sheet.rows[n] = replace(one, label=joined, exchange=group)
            self.labelled.add(one.id)

    def restore(self, restored: OmissionRestored, correction: Correction) -> None:
        found = self.finder.find(restored.utterance)
        spoken = {u.id: n for n, u in enumerate(self.record.utterances)}
        if found is None or found.id not in spoken:
            self.notes.append(lost(correction, "省いた発言を戻す", (restored.text,)))
            return
        if any(found.id in row.paragraph.sources for row in self.sheet.rows):
            return  # the machine's own draft cites it by now
        said = self.record.utterances[spoken[found.id]]
        new = made_paragraph(correction.id)
        paragraph = Paragraph(new, restored.text, (said.id,), (BY_PERSON,))
        self.written[new] = paragraph
        label = said.role.label if said.role is not None else None
        earlier = [
            row
            for row in self.sheet.rows
            if row.item == said.item
            and row.place == "speech"
            and min((spoken.get(s, 0) for s in row.paragraph.sources), default=-1) < spoken[said.id]
        ]
        row = Row(paragraph, said.item, "speech", label, new)
        self.sheet.insert(row, earlier[-1].id if earlier else None)

    def attend(self, attendance: Attendance, correction: Correction) -> None:
        people = self.sitting.people
        if all(person.name != attendance.person for person in people):
            self.notes.append(lost(correction, f"{attendance.person}さんの出欠"))
            return
        changed = tuple(
            replace(p, attended=attendance.attended) if p.name == attendance.person else p
            for p in people
        )
        self.sitting = replace(self.sitting, people=changed)

    # --- closing -----------------------------------------------------------------------------

    def _label_of(self, paragraph: Paragraph) -> str | None:
        roles = [u.role for u in self.record.utterances if u.id in paragraph.sources]
        return next((role.label for role in roles if role is not None), None)

    def minutes(self, compare: Compare) -> Minutes:
        done = replace(self.drafted, sitting=self.sitting, items=self.sheet.written())
        cited = {source for p in done.paragraphs() for source in p.sources}
        omitted = [o for o in self.drafted.omitted if o.utterance not in cited]
        listed = {o.utterance for o in omitted}
        omitted += [
            Omission(u.id, OmissionReason.BY_PERSON)
            for u in self.record.utterances
            if u.id not in cited and u.id not in listed
        ]
        notes = (*self._notes_still_open(done), *self._compared(done, compare), *self.notes)
        return replace(done, omitted=tuple(omitted), notes=notes)

    def _notes_still_open(self, done: Minutes) -> Iterable[ReviewNote]:
        """Yield the drafting room's notes, but for those on what a person has decided since."""
        present = {paragraph.id for paragraph in done.paragraphs()}
        for note in self.drafted.notes:
            if note.code == "label-undecided" and set(note.paragraphs) & self.labelled:
                continue
            if note.paragraphs and set(note.paragraphs) & set(self.written):
                continue
            if note.paragraphs and not set(note.paragraphs) & present:
                continue
            yield note

    def _compared(self, done: Minutes, compare: Compare) -> Iterable[ReviewNote]:
        """Yield what is doubtful about people's own words beside those that were said."""
        spoken = {u.id: u for u in self.record.utterances}
        for paragraph in done.paragraphs():
            said = [spoken[s] for s in paragraph.sources if s in spoken]
            if paragraph.id not in self.written or not said:
                continue
            spans = [u.span for u in said if u.span is not None]
            for code, message in compare(paragraph.text, "。".join(u.text for u in said)):
                yield ReviewNote(
                    code,
                    Severity.HIGH,
                    message,
                    start=min((s.start for s in spans), default=None),
                    end=max((s.end for s in spans), default=None),
                    utterances=paragraph.sources,
                    paragraphs=(paragraph.id,),
                )
