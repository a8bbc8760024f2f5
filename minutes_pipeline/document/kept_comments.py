"""Comments of editors: taken from an edited file, kept, written beside their words again. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from minutes_pipeline.document.body import Line
from minutes_pipeline.document.edited import Edited
from minutes_pipeline.document.matching import Match
from minutes_pipeline.meeting import (
    CommentKept,
    Correction,
    Corrections,
    PrintedAdded,
    PrintedAnchor,
    PrintedMoved,
    PrintedText,
)

_REPLY = "↳ "
DONE = "（解決済み）"


def new_comments(
    edited: Edited,
    matches: Sequence[Match],
    lines: Sequence[Line],
    corrections: Corrections,
    machine: str,
) -> Iterator[CommentKept]:
    """Yield the comments of people that are not kept yet, with their replies.

    Args:
        edited: The edited file.
        matches: Its blocks with the lines they hold.
        lines: The draft.
        corrections: Those that hold: they name the comments that are kept.
        machine: The name that the program's own comments bear.
    """
    known = {key for one in corrections.of(CommentKept) for key in _keys(one.change)}
    comments = edited.comments
    for number, one in enumerate(comments):
        root = one
        while root.parent is not None:
            root = comments[root.parent]
        if one.parent is not None and root.author != machine:
            continue  # comes with the comment that it answers
        if one.author == machine or not one.text.strip():
            continue
        replies = [other for other in comments if other.parent == number]
        kept = CommentKept(
            line=_line(root.block, matches, lines),
            author=one.author,
            text=one.text,
            written=one.when,
            quote=root.quote,
            answers=tuple(f"{other.author}：{other.text}" for other in replies),
            done=one.done or root.done,
        )
        if not known & _keys(kept):
            yield kept
    editor = edited.editor if edited.editor and edited.editor != machine else "編集者"
    for block, words in edited.apart:
        kept = CommentKept(_line(block, matches, lines), editor, words)
        if not known & _keys(kept):
            yield kept


def _keys(change: object) -> set[tuple[str, str]]:
    """Return what a comment is known by, as it was written and as it is printed again."""
    if not isinstance(change, CommentKept):
        return set()
    return {(change.author, change.text.strip()), (change.author, "\n".join(kept_lines(change)))}


def _line(
    block: int | None, matches: Sequence[Match], lines: Sequence[Line]
) -> PrintedAnchor | None:
    if block is None or block >= len(matches) or not matches[block].lines:
        return None
    line = lines[matches[block].lines[0]]
    return PrintedAnchor(line.id, line.text)


def kept_lines(kept: CommentKept) -> Iterator[str]:
    """Yield the lines of a kept comment, its replies behind it."""
    yield from kept.text.split("\n")
    for answer in kept.answers:
        yield _REPLY + answer.replace("\n", " ")
    if kept.done:
        yield DONE


def place_of(kept: CommentKept, lines: Sequence[Line]) -> Line | None:
    """Return the line that a kept comment stands at, None where that is gone."""
    anchor = kept.line
    if anchor is None:
        return None
    same = next((line for line in lines if line.id == anchor.id), None)
    return same or next((line for line in lines if line.text == anchor.text), None)


def wanted(correction: Correction) -> str:
    """Say what a change that found no place wanted."""
    match correction.change:
        case PrintedText(line=line, text=text):
            return f"「{line.text}」を「{text or '（削除）'}」に"
        case PrintedAdded(text=text):
            return f"「{text}」を加える"
        case PrintedMoved(line=line):
            return f"「{line.text}」を移す"
        case _:
            return correction.id
