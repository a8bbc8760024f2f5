"""The common language of all rooms: frozen values, standard library only, no input or output.

Every room of the package speaks in these types and in nothing else; no dictionary, tensor or
engine object crosses a door. Times are ``float`` seconds from the start of the recording.
"""

from minutes_pipeline.meeting.account import Account, Draft, Rewriting, Saying, Step
from minutes_pipeline.meeting.agenda import Agenda, AgendaItem
from minutes_pipeline.meeting.minutes import (
    Exchange,
    Minutes,
    MinutesItem,
    Omission,
    OmissionReason,
    Paragraph,
)
from minutes_pipeline.meeting.people import Person, Role, RoleKind, Roster
from minutes_pipeline.meeting.review import ReviewNote, Severity
from minutes_pipeline.meeting.sitting import Sitting
from minutes_pipeline.meeting.speech import (
    Diarization,
    Record,
    Segment,
    Span,
    SpeechRegions,
    Transcript,
    Turn,
    Utterance,
    Word,
)

__all__ = [
    "Account",
    "Agenda",
    "AgendaItem",
    "Diarization",
    "Draft",
    "Exchange",
    "Minutes",
    "MinutesItem",
    "Omission",
    "OmissionReason",
    "Paragraph",
    "Person",
    "Record",
    "ReviewNote",
    "Rewriting",
    "Role",
    "RoleKind",
    "Roster",
    "Saying",
    "Segment",
    "Severity",
    "Sitting",
    "Span",
    "SpeechRegions",
    "Step",
    "Transcript",
    "Turn",
    "Utterance",
    "Word",
]
