"""Engines that outlive a meeting, in a process that drafts many."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")

_kept: dict[Hashable, Any] | None = None


def keep_engines() -> None:
    """From now on, keep every engine that this process builds, for the next meeting.

    Not the default: one run should give its memory back before the next stage needs it.
    """
    global _kept  # noqa: PLW0603 - a decision for the process, as its memory is
    if _kept is None:
        _kept = {}


def engine(key: Hashable, build: Callable[[], T]) -> T:
    """Return a new engine, or the one that was built for the same *key* where engines are kept.

    Args:
        key: All that decides what is built.
        build: Builds it; what it raises passes, and nothing is kept.
    """
    if _kept is None:
        return build()
    if key not in _kept:
        _kept[key] = build()
    value: T = _kept[key]
    return value
