"""What a person must look at: every doubt, with its reason and its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How much it costs when the doubt turns out to be an error; higher is worse."""

    LOW = 1
    """A matter of taste or form."""
    MEDIUM = 2
    """A word or a border may be wrong."""
    HIGH = 3
    """A number, a name, a role, an objection or a whole remark may be wrong or missing."""


@dataclass(frozen=True, slots=True)
class ReviewNote:
    """Something a person must look at.

    Attributes:
        code: Stable kind of doubt, kebab case (``role-undecided``, ``number-doubtful``).
        severity: What it costs if wrong.
        message: For the clerk, in Japanese: what is doubtful and what to do.
        start: Where to listen, seconds; None without a time.
        end: Until where, seconds; None without a time.
        utterances: The utterances concerned.
        paragraphs: The written paragraphs concerned.
        alternatives: Other readings or guesses, best first.
    """

    code: str
    severity: Severity
    message: str
    start: float | None = None
    end: float | None = None
    utterances: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()

    @property
    def concerns_recording(self) -> bool:
        """Whether the recording itself is missing, damaged, noisy or left out in part."""
        return self.code.startswith("recording-")
