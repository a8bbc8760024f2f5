"""Comments of a Word file, with replies and whether they are settled."""

from __future__ import annotations

from dataclasses import dataclass

from minutes_pipeline.document.package import Package
from minutes_pipeline.document.revisions import Accepted, W

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


@dataclass(frozen=True, slots=True)
class EditedComment:
    """One comment or reply.

    Attributes:
        author: Who wrote it.
        when: ISO 8601 as in the file; None where the file has none.
        text: Its lines.
        block: Position of the block it is tied to; None where it is tied to nothing.
        quote: The words it is tied to.
        parent: Position, among all comments, of the one it answers; None for none.
        done: Marked as settled.
    """

    author: str
    when: str | None
    text: str
    block: int | None = None
    quote: str = ""
    parent: int | None = None
    done: bool = False


def read_comments(
    package: Package, places: dict[str, int], quotes: dict[str, str]
) -> tuple[EditedComment, ...]:
    """Return all comments of a file in its order.

    Args:
        package: The file.
        places: Position of the block that each comment's id is tied to.
        quotes: The words that each comment's id is tied to.
    """
    name = package.related("comments")
    root = package.xml(name) if name else None
    if root is None:
        return ()
    Accepted(root)
    held = list(root.iter(f"{W}comment"))
    ids = {}
    for number, comment in enumerate(held):
        for paragraph in comment.iter(f"{W}p"):
            ids[paragraph.get(f"{_W14}paraId", "")] = number
    ids.pop("", None)
    parents, done = _threads(package, ids)
    return tuple(
        EditedComment(
            author=comment.get(f"{W}author", ""),
            when=comment.get(f"{W}date"),
            text="\n".join(
                "".join(t.text or "" for t in p.iter(f"{W}t")) for p in comment.iter(f"{W}p")
            ).strip("\n"),
            block=places.get(comment.get(f"{W}id", "")),
            quote=quotes.get(comment.get(f"{W}id", ""), ""),
            parent=parents.get(number),
            done=number in done,
        )
        for number, comment in enumerate(held)
    )


def _threads(package: Package, ids: dict[str, int]) -> tuple[dict[int, int], set[int]]:
    name = package.related("commentsExtended")
    root = package.xml(name) if name else None
    parents: dict[int, int] = {}
    done: set[int] = set()
    if root is None:
        return parents, done
    for entry in root.iter(f"{_W15}commentEx"):
        own = ids.get(entry.get(f"{_W15}paraId", ""))
        if own is None:
            continue
        parent = ids.get(entry.get(f"{_W15}paraIdParent", ""))
        if parent is not None and parent != own:
            parents[own] = parent
        if entry.get(f"{_W15}done") in ("1", "true"):
            done.add(own)
    return parents, done
