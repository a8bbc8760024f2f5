"""What an examination of one thing says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding stands in the way."""

    GOOD = "good"
    NOTICE = "notice"
    """The main job runs; something beside it does not, or runs slowly."""
    FAULT = "fault"
    """No draft can be made until this is mended."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found on one thing.

    Attributes:
        name: Stable name for scripts (``"memory"``).
        title: What was looked at, for a clerk.
        severity: How much it matters.
        found: What there is.
        cure: One line on how to mend it; empty when there is nothing to mend.
    """

    name: str
    title: str
    severity: Severity
    found: str
    cure: str = ""


def good(name: str, title: str, found: str) -> Finding:
    """Return a finding that asks for nothing."""
    return Finding(name, title, Severity.GOOD, found)


def notice(name: str, title: str, found: str, cure: str) -> Finding:
    """Return a finding that does not stop a draft."""
    return Finding(name, title, Severity.NOTICE, found, cure)


def fault(name: str, title: str, found: str, cure: str) -> Finding:
    """Return a finding that stops every draft."""
    return Finding(name, title, Severity.FAULT, found, cure)
