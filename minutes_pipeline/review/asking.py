"""What the page may ask for: strangers' data, checked, and made into changes with their anchors."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from minutes_pipeline.corrections.doubts import words_beneath
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import (
    Attendance,
    Change,
    NoteSettled,
    OmissionRestored,
    ParagraphAdded,
    ParagraphAnchor,
    ParagraphDeleted,
    ParagraphLabel,
    ParagraphMerged,
    ParagraphMoved,
    ParagraphSplit,
    ParagraphText,
    ParticularField,
    ParticularStated,
    Place,
    Role,
    RoleKind,
    UtteranceAnchor,
    UtteranceItem,
    UtteranceRole,
    UtteranceText,
    VoiceAnchor,
    VoiceMerge,
    VoiceRole,
    VoiceSplit,
    note_key,
)
from minutes_pipeline.review.desk import View
from minutes_pipeline.review.stating import stated

T = TypeVar("T")

_QUOTES = 3
"""Utterances by which a voice is known again."""

Id = Annotated[str, Field(min_length=1, max_length=80)]
Words = Annotated[str, Field(max_length=20_000)]
Ids = Annotated[tuple[Id, ...], Field(min_length=1, max_length=5_000)]


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _RoleWish(_Asked):
    """A role: its kind, and for an answering section its name."""

    kind: RoleKind
    section: Annotated[str, Field(max_length=80)] | None = None

    def role(self) -> Role:
        """Return the role."""
        named = self.kind in (RoleKind.SECTION, RoleKind.OTHER)
        return Role(self.kind, (self.section or None) if named else None)


class _VoiceRoleWish(_Asked):
    do: Literal["voice-role"]
    voice: Id
    role: _RoleWish | None
    person: Annotated[str, Field(max_length=80)] | None = None

    def change(self, view: View) -> Change:
        role = self.role.role() if self.role else None
        return VoiceRole(_voice(view, self.voice), role, self.person or None)


class _VoiceMergeWish(_Asked):
    do: Literal["voice-merge"]
    voice: Id
    into: Id

    def change(self, view: View) -> Change:
        if self.voice == self.into:
            raise _unknown("声", self.into)
        return VoiceMerge(_voice(view, self.voice), _voice(view, self.into))


class _VoiceSplitWish(_Asked):
    do: Literal["voice-split"]
    since: Id

    def change(self, view: View) -> Change:
        since = _spoken(view, self.since)
        label = view.utterances[self.since].speaker
        if label is None:
            raise _unknown("声", self.since)
        taken = {u.speaker for u in view.record.utterances}
        number = 2
        while f"{label}-{number}" in taken:
            number += 1
        return VoiceSplit(_voice(view, label), since, f"{label}-{number}")


class _UtteranceTextWish(_Asked):
    do: Literal["utterance-text"]
    utterance: Id
    text: Words

    def change(self, view: View) -> Change:
        return UtteranceText(_spoken(view, self.utterance), " ".join(self.text.split()))


class _UtteranceRoleWish(_Asked):
    do: Literal["utterance-role"]
    utterances: Ids
    role: _RoleWish | None
    person: Annotated[str, Field(max_length=80)] | None = None

    def change(self, view: View) -> Change:
        role = self.role.role() if self.role else None
        spoken = tuple(_spoken(view, one) for one in self.utterances)
        return UtteranceRole(spoken, role, self.person or None)


class _UtteranceItemWish(_Asked):
    do: Literal["utterance-item"]
    utterances: Ids
    item: Id | None

    def change(self, view: View) -> Change:
        if self.item is not None and view.made.agenda.item(self.item) is None:
            raise _unknown("案件", self.item)
        return UtteranceItem(tuple(_spoken(view, one) for one in self.utterances), self.item)


class _ParagraphTextWish(_Asked):
    do: Literal["paragraph-text"]
    paragraph: Id
    text: Annotated[Words, Field(min_length=1)]

    def change(self, view: View) -> Change:
        return ParagraphText(_written(view, self.paragraph), self.text.strip())


class _ParagraphDeletedWish(_Asked):
    do: Literal["paragraph-deleted"]
    paragraph: Id

    def change(self, view: View) -> Change:
        return ParagraphDeleted(_written(view, self.paragraph))


class _ParagraphAddedWish(_Asked):
    do: Literal["paragraph-added"]
    item: Id | None
    after: Id | None
    place: Place
    label: Annotated[str, Field(max_length=80)] | None = None
    text: Annotated[Words, Field(min_length=1)]

    def change(self, view: View) -> Change:
        after = _written(view, self.after) if self.after else None
        label = self.label or None
        return ParagraphAdded(self.item, after, self.place, self.text.strip(), label)


class _ParagraphMovedWish(_Asked):
    do: Literal["paragraph-moved"]
    paragraph: Id
    item: Id | None
    after: Id | None
    place: Place

    def change(self, view: View) -> Change:
        after = _written(view, self.after) if self.after else None
        return ParagraphMoved(_written(view, self.paragraph), self.item, after, self.place)


class _ParagraphSplitWish(_Asked):
    do: Literal["paragraph-split"]
    paragraph: Id
    texts: Annotated[
        tuple[Annotated[Words, Field(min_length=1)], ...], Field(min_length=2, max_length=50)
    ]

    def change(self, view: View) -> Change:
        return ParagraphSplit(_written(view, self.paragraph), self.texts)


class _ParagraphMergedWish(_Asked):
    do: Literal["paragraph-merged"]
    paragraphs: Annotated[tuple[Id, ...], Field(min_length=2, max_length=50)]
    text: Annotated[Words, Field(min_length=1)]

    def change(self, view: View) -> Change:
        several = tuple(_written(view, one) for one in self.paragraphs)
        return ParagraphMerged(several, self.text.strip())


class _ParagraphLabelWish(_Asked):
    do: Literal["paragraph-label"]
    paragraph: Id
    label: Annotated[str, Field(max_length=80)] | None

    def change(self, view: View) -> Change:
        return ParagraphLabel(_written(view, self.paragraph), self.label or None)


class _OmissionRestoredWish(_Asked):
    do: Literal["omission-restored"]
    utterance: Id
    text: Annotated[Words, Field(min_length=1)]

    def change(self, view: View) -> Change:
        return OmissionRestored(_spoken(view, self.utterance), self.text.strip())


class _ParticularWish(_Asked):
    do: Literal["particular"]
    field: ParticularField
    value: Words

    def change(self, view: View) -> Change:
        before = getattr(view.made.minutes.sitting, self.field)
        return ParticularStated(self.field, stated(self.field, self.value), before)


class _AttendanceWish(_Asked):
    do: Literal["attendance"]
    person: Annotated[str, Field(max_length=80)]
    attended: bool | None

    def change(self, view: View) -> Change:
        people = {p.name: p.attended for p in view.made.minutes.sitting.people}
        if self.person not in people:
            raise _unknown("名簿の人", self.person)
        return Attendance(self.person, self.attended, people[self.person])


class _NoteSettledWish(_Asked):
    do: Literal["note-settled"]
    note: Id

    def change(self, view: View) -> Change:
        note = next((n for n in view.doubts if note_key(n) == self.note), None)
        if note is None:
            raise _unknown("確かめるところ", self.note)
        texts = {u.id: u.text for u in view.made.spoken.utterances}
        return NoteSettled(self.note, words_beneath(note, texts))


Wish = Annotated[
    _VoiceRoleWish
    | _VoiceMergeWish
    | _VoiceSplitWish
    | _UtteranceTextWish
    | _UtteranceRoleWish
    | _UtteranceItemWish
    | _ParagraphTextWish
    | _ParagraphDeletedWish
    | _ParagraphAddedWish
    | _ParagraphMovedWish
    | _ParagraphSplitWish
    | _ParagraphMergedWish
    | _ParagraphLabelWish
    | _OmissionRestoredWish
    | _ParticularWish
    | _AttendanceWish
    | _NoteSettledWish,
    Field(discriminator="do"),
]


class Asked(_Asked):
    """One request: what is wished, and what the person had before their eyes.

    Attributes:
        seen: Steps of the log that the page had shown.
        mark: Mark of the machine's results that the page had shown.
        who: Who asks.
        wishes: At least one; kept and undone together.
    """

    seen: Annotated[int, Field(ge=0)]
    mark: Annotated[str, Field(max_length=80)]
    who: Annotated[str, Field(min_length=1, max_length=40)]
    wishes: Annotated[tuple[Wish, ...], Field(min_length=1, max_length=100)]


class Stepped(_Asked):
    """A request to undo or redo: the last, or the batch that is named."""

    who: Annotated[str, Field(min_length=1, max_length=40)]
    batch: Annotated[str, Field(pattern=r"^c\d{4,9}$")] | None = None


_ASKED: TypeAdapter[Asked] = TypeAdapter(Asked)
_STEPPED: TypeAdapter[Stepped] = TypeAdapter(Stepped)


def read_asked(body: bytes) -> Asked:
    """Return the request in *body*.

    Raises:
        PaperError: It is none (L03).
    """
    return _read(_ASKED, body)


def read_stepped(body: bytes) -> Stepped:
    """Return the request to undo or redo in *body*.

    Raises:
        PaperError: It is none (L03).
    """
    return _read(_STEPPED, body)


def _read(adapter: TypeAdapter[T], body: bytes) -> T:
    try:
        return adapter.validate_json(body)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise PaperError(
            "L03",
            f"画面から送られた内容を読めません（{where[:80]}）。",
            "画面を読み込み直して、もう一度直してください。",
        ) from error


def _unknown(what: str, name: str) -> PaperError:
    return PaperError(
        "L02",
        f"{what}「{name[:40]}」が見つかりません。",
        "画面を読み込み直してから、もう一度直してください。",
    )


def _spoken(view: View, utterance: str) -> UtteranceAnchor:
    one = view.machine.get(utterance)
    if one is None or utterance not in view.utterances:
        raise _unknown("発言", utterance)
    return UtteranceAnchor(one.id, one.text, one.span.start if one.span else None)


def _voice(view: View, label: str) -> VoiceAnchor:
    own = [u for u in view.record.utterances if u.speaker == label]
    if not own:
        raise _unknown("声", label)
    telling = sorted(own, key=lambda u: -len(u.text))[:_QUOTES]
    return VoiceAnchor(label, tuple(_spoken(view, u.id) for u in telling))


def _written(view: View, paragraph: str) -> ParagraphAnchor:
    machine = next((p for p in view.made.minutes.paragraphs() if p.id == paragraph), None)
    shown = next((p for p in view.minutes.paragraphs() if p.id == paragraph), None)
    one = machine or shown
    if one is None or shown is None:
        raise _unknown("段落", paragraph)
    return ParagraphAnchor(one.id, one.text, one.sources)
