"""Digests by which an edited file is known again: which meeting, which draft, which words. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from minutes_pipeline.document.body import Line
from minutes_pipeline.meeting import Utterance


def draft_digest(lines: Sequence[Line]) -> str:
    """Return what a draft is known by: all that is printed, nothing else."""
    printed = [[one.id, one.style, one.label, one.group, one.text, one.table] for one in lines]
    return _digest(printed)


def meeting_digest(utterances: Sequence[Utterance]) -> str:
    """Return what a meeting's transcript is known by, whatever people mended in it."""
    return _digest([[one.id, one.span.start if one.span else None] for one in utterances])[:16]


def text_digest(text: str) -> str:
    """Return what the words of one line are known by; white space does not count.

    >>> text_digest("1,240 本") == text_digest("1,240本")
    True
    """
    return _digest("".join(text.split()))[:12]


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()
