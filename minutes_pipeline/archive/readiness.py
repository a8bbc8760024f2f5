"""Why minutes cannot be approved or kept yet: every reason, all at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from minutes_pipeline.archive.printed import Kind, Printed
from minutes_pipeline.archive.word_file import Pending
from minutes_pipeline.meeting import ReviewNote, Severity, timecode

_MARK = re.compile(r"【要(?:記入|確認)[^】]*】|〓+")
_LISTED = 5
"""Reasons of one kind that are named one by one."""


@dataclass(frozen=True, slots=True)
class Condition:
    """The state of a work folder as far as it decides.

    Attributes:
        printed: The minutes as they would be printed.
        doubts: All that nobody has settled.
        pending: By file name, what editors left to decide; only files with something left.
        stale: Titles of stages whose result is not what they would make now.
        edited: Names of files that were changed by hand and not taken in.
        unplaced: Changes of editors that have no place in the minutes any more.
    """

    printed: Printed
    doubts: Sequence[ReviewNote] = ()
    pending: Sequence[tuple[str, Pending]] = ()
    stale: Sequence[str] = ()
    edited: Sequence[str] = ()
    unplaced: Sequence[str] = ()


def reasons(condition: Condition) -> tuple[str, ...]:
    """Return every reason against approving the minutes, for a clerk."""
    edited = (
        f"{name} は手で直されていますが、取り込まれていません"
        f"（「minutes import 作業フォルダ {name}」で取り込みます）"
        for name in condition.edited
    )
    return (
        *_marks(condition.printed),
        *_doubts(condition.doubts),
        *_pending(condition.pending),
        *edited,
        *(f"当てはめられなかった直しがあります: {one}" for one in condition.unplaced),
        *_stale(condition.stale),
    )


def _marks(printed: Printed) -> Iterator[str]:
    found = []
    heading = ""
    for line in printed.lines:
        if line.kind is Kind.HEADING:
            heading = line.text
        for mark in _MARK.findall(line.words):
            where = line.label or line.group or heading or printed.title
            if line.kind is not Kind.PARTICULAR and heading:
                where = heading
            found.append(f"「{where}」に{mark}が残っています")
    yield from _cut(found, "【要記入】【要確認】などの印")


def _doubts(doubts: Sequence[ReviewNote]) -> Iterator[str]:
    found = []
    for note in doubts:
        if note.severity < Severity.HIGH:
            continue
        when = "" if note.start is None else f"（録音の {timecode(note.start)}）"
        found.append(f"確かめていない重要なところがあります{when}: {note.message}")
    yield from _cut(found, "確かめていない重要なところ")


def _cut(found: list[str], what: str) -> Iterator[str]:
    yield from found[:_LISTED]
    if len(found) > _LISTED:
        yield f"{what}が、ほかに{len(found) - _LISTED}件あります"


def _pending(pending: Sequence[tuple[str, Pending]]) -> Iterator[str]:
    for name, left in pending:
        counts = [
            f"{count}件の{what}"
            for count, what in (
                (left.changes, "変更履歴"),
                (left.formats, "書式の変更履歴"),
                (left.comments, "コメント"),
            )
            if count
        ]
        who = f"（{'、'.join(left.authors)}）" if left.authors else ""
        yield f"{name} に未処理の{'と'.join(counts)}があります{who}"


def _stale(stale: Sequence[str]) -> Iterator[str]:
    if stale:
        listed = "、".join(f"「{title}」" for title in stale[:_LISTED])
        more = f"など{len(stale)}段階" if len(stale) > _LISTED else ""
        yield (
            f"作り直しが必要な段階があります: {listed}{more}"
            "（「minutes run 作業フォルダ」で作り直します）"
        )
