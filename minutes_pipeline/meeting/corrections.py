"""What people decided: every correction of a draft, with who, when, and what it stood over.

A correction never changes what the machine made. It is laid over it, again at every run, and it
names its place by an anchor: the id, and the machine's own words at the time. Where those words
are not the same any more, the correction is kept and shown to a person for review.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from minutes_pipeline.meeting.anchors import (
    ParagraphAnchor,
    PrintedAnchor,
    UtteranceAnchor,
    VoiceAnchor,
)
from minutes_pipeline.meeting.people import Role

ParticularField = Literal[
    "title",
    "date",
    "start_time",
    "end_time",
    "place",
    "openness",
    "observers",
    "materials",
    "department",
]
"""The fields of `Sitting` that a person may state."""
ParticularData = str | int | tuple[str, ...] | None
Place = Literal["lead", "point", "speech", "outcome"]
"""Where a paragraph stands within its item."""


@dataclass(frozen=True, slots=True)
class VoiceRole:
    """A voice speaks in this role throughout, and where *person* is given, is that person."""

    voice: VoiceAnchor
    role: Role | None
    person: str | None = None
    kind: Literal["voice-role"] = "voice-role"


@dataclass(frozen=True, slots=True)
class VoiceMerge:
    """Two voices are one: what *voice* said, *into* said."""

    voice: VoiceAnchor
    into: VoiceAnchor
    kind: Literal["voice-merge"] = "voice-merge"


@dataclass(frozen=True, slots=True)
class VoiceSplit:
    """A voice is two people: from the utterance *since* on it is the new voice *label*."""

    voice: VoiceAnchor
    since: UtteranceAnchor
    label: str
    kind: Literal["voice-split"] = "voice-split"


@dataclass(frozen=True, slots=True)
class UtteranceText:
    """The words of one utterance are *text*."""

    utterance: UtteranceAnchor
    text: str
    kind: Literal["utterance-text"] = "utterance-text"


@dataclass(frozen=True, slots=True)
class UtteranceRole:
    """One or more utterances were spoken in this role; goes before `VoiceRole`."""

    utterances: tuple[UtteranceAnchor, ...]
    role: Role | None
    person: str | None = None
    kind: Literal["utterance-role"] = "utterance-role"


@dataclass(frozen=True, slots=True)
class UtteranceItem:
    """One or more utterances belong to the agenda item *item*; None: to no item."""

    utterances: tuple[UtteranceAnchor, ...]
    item: str | None
    kind: Literal["utterance-item"] = "utterance-item"


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """A paragraph reads *text*."""

    paragraph: ParagraphAnchor
    text: str
    kind: Literal["paragraph-text"] = "paragraph-text"


@dataclass(frozen=True, slots=True)
class ParagraphAdded:
    """A new paragraph.

    Attributes:
        item: Number of the item; None for speech that belongs to no item.
        after: The paragraph before it; None for the first of its *place*.
        place: What it is.
        label: Speaker's label of a speech; None: it goes on under the label before it.
        text: As written.
        sources: Ids of utterances that it rests on; may be empty: a person vouches for it.
    """

    item: str | None
    after: ParagraphAnchor | None
    place: Place
    text: str
    label: str | None = None
    sources: tuple[str, ...] = ()
    kind: Literal["paragraph-added"] = "paragraph-added"


@dataclass(frozen=True, slots=True)
class ParagraphDeleted:
    """A paragraph is left out; utterances that nothing else cites are listed as omitted."""

    paragraph: ParagraphAnchor
    kind: Literal["paragraph-deleted"] = "paragraph-deleted"


@dataclass(frozen=True, slots=True)
class ParagraphMoved:
    """A paragraph stands elsewhere: in *item*, behind *after* (None: first of its *place*)."""

    paragraph: ParagraphAnchor
    item: str | None
    after: ParagraphAnchor | None
    place: Place
    kind: Literal["paragraph-moved"] = "paragraph-moved"


@dataclass(frozen=True, slots=True)
class ParagraphSplit:
    """A paragraph becomes several: the first keeps its id, the rest follow with new ones."""

    paragraph: ParagraphAnchor
    texts: tuple[str, ...]
    kind: Literal["paragraph-split"] = "paragraph-split"


@dataclass(frozen=True, slots=True)
class ParagraphMerged:
    """Several paragraphs become one with *text*, at the place and with the id of the first."""

    paragraphs: tuple[ParagraphAnchor, ...]
    text: str
    kind: Literal["paragraph-merged"] = "paragraph-merged"


@dataclass(frozen=True, slots=True)
class ParagraphLabel:
    """From this paragraph to the end of its exchange the speaker's label is *label*.

    None: the paragraph goes on under the label before it.
    """

    paragraph: ParagraphAnchor
    label: str | None
    kind: Literal["paragraph-label"] = "paragraph-label"


@dataclass(frozen=True, slots=True)
class ItemHeaded:
    """An item of the minutes is headed so.

    Attributes:
        item: Its number.
        title: What it is called.
        nature: 報告, 諮問 … or None.
        over: Its title at the time; None: the draft had no such item, it is a new one.
        after: Number of the item that a new one stands behind; None for the first.
    """

    item: str
    title: str
    nature: str | None = None
    over: str | None = None
    after: str | None = None
    kind: Literal["item-headed"] = "item-headed"


@dataclass(frozen=True, slots=True)
class OmissionRestored:
    """An utterance that the draft left out is put back, as a paragraph that reads *text*."""

    utterance: UtteranceAnchor
    text: str
    kind: Literal["omission-restored"] = "omission-restored"


# --- particulars and doubts ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ParticularStated:
    """A particular of the sitting is *value*; it was *over*."""

    field: ParticularField
    value: ParticularData
    over: ParticularData = None
    kind: Literal["particular"] = "particular"


@dataclass(frozen=True, slots=True)
class Attendance:
    """A person of the roster was present (True), absent (False), or it is unknown (None)."""

    person: str
    attended: bool | None
    over: bool | None = None
    kind: Literal["attendance"] = "attendance"


@dataclass(frozen=True, slots=True)
class NoteSettled:
    """A person has looked at a doubt and decided; it is asked no more.

    Attributes:
        note: Key of the doubt (`note_key`).
        over: Digest of the machine's words that the doubt is about (`words_digest`): where those
            have changed the doubt is asked again.
    """

    note: str
    over: str
    kind: Literal["note-settled"] = "note-settled"


# --- the printed form ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A printed line reads *text*, under *label*; a *text* of None: it is not printed."""

    line: PrintedAnchor
    text: str | None
    label: str | None = None
    kind: Literal["printed-text"] = "printed-text"


@dataclass(frozen=True, slots=True)
class PrintedAdded:
    """A further printed line.

    Attributes:
        after: The line before it; None for the first of all.
        style: Name of its style, as the city's form has it.
        text: Its words.
        label: What stands before them.
        cells: Of a table: its rows of cells; *text* is then empty.
    """

    after: PrintedAnchor | None
    style: str
    text: str
    label: str | None = None
    cells: tuple[tuple[str, ...], ...] = ()
    kind: Literal["printed-added"] = "printed-added"


@dataclass(frozen=True, slots=True)
class PrintedMoved:
    """A printed line stands behind *after*; None: first of all."""

    line: PrintedAnchor
    after: PrintedAnchor | None
    kind: Literal["printed-moved"] = "printed-moved"


@dataclass(frozen=True, slots=True)
class CommentKept:
    """A comment that a person wrote in Word, to be kept beside its line.

    Attributes:
        line: Where it stands; None where that is not known.
        author: Who wrote it.
        written: When, as Word kept it (ISO 8601); None where it kept nothing.
        text: Its lines.
        quote: The words it is about.
        answers: Its replies, a line each: author, colon, words.
        done: The person marked it as settled.
    """

    line: PrintedAnchor | None
    author: str
    text: str
    written: str | None = None
    quote: str = ""
    answers: tuple[str, ...] = ()
    done: bool = False
    kind: Literal["comment-kept"] = "comment-kept"


Change = (
    VoiceRole
    | VoiceMerge
    | VoiceSplit
    | UtteranceText
    | UtteranceRole
    | UtteranceItem
    | ParagraphText
    | ParagraphAdded
    | ParagraphDeleted
    | ParagraphMoved
    | ParagraphSplit
    | ParagraphMerged
    | ParagraphLabel
    | ItemHeaded
    | OmissionRestored
    | ParticularStated
    | Attendance
    | NoteSettled
    | PrintedText
    | PrintedAdded
    | PrintedMoved
    | CommentKept
)


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision of a person.

    Attributes:
        id: ``c0001`` and so on, in order of the log; never used twice.
        batch: Id of the first of those that were made, and are undone, together.
        who: Who made it, as they call themselves.
        when: Time zone UTC.
        change: What was decided.
        by: The way it came in: ``review`` (the page), ``word`` (an editor's file) …
    """

    id: str
    batch: str
    who: str
    when: datetime
    change: Change
    by: str = "review"


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections that hold at present, in the order they were made."""

    made: tuple[Correction, ...] = ()

    def of(self, *kinds: type) -> tuple[Correction, ...]:
        """Return those whose change is one of *kinds*, in order."""
        return tuple(c for c in self.made if isinstance(c.change, kinds))
