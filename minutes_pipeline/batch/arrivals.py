"""What arrives in a watched folder: seen as soon as it has stopped growing."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from minutes_pipeline.batch.meetings import Meeting, meetings
from minutes_pipeline.batch.work import Outcome
from minutes_pipeline.errors import PaperError

_Look = tuple[tuple[str, int, int], ...]


class Arrivals:
    """The meetings of a folder that are complete and not drafted yet.

    Each folder in the watched one, and each recording that lies in it directly, is a meeting of
    its own. One that failed is offered again only when its files have changed.

    Attributes:
        coming: Whether something was seen that is still being copied.
    """

    def __init__(self, folder: Path, settle: float) -> None:
        """Watch *folder*; files count as complete when unchanged for *settle* seconds."""
        self.coming = False
        self._folder = folder
        self._settle = settle
        self._seen: dict[Path, tuple[_Look, float]] = {}
        self._over: dict[Path, _Look] = {}

    def look(self) -> tuple[tuple[Meeting, ...], tuple[str, ...]]:
        """Return what is complete and new, and in words what cannot be drafted as it is.

        Raises:
            PaperError: The folder is not there (G01).
        """
        if not self._folder.is_dir():
            raise PaperError(
                "G01", f"フォルダがありません（{self._folder}）。", "場所を確かめてください。"
            )
        found: list[Meeting] = []
        unclear: list[str] = []
        self.coming = False
        now = time.monotonic()
        for place in sorted(self._folder.iterdir()):
            if place.name.startswith((".", "~$")) or place.name.endswith(".minutes"):
                continue
            look = _look(place)
            if not look or self._over.get(place) == look:
                continue
            before = self._seen.get(place)
            if before is None or before[0] != look:
                self._seen[place] = (look, now)
                self.coming = True
            elif now - before[1] < self._settle:
                self.coming = True
            else:
                self._over[place] = look
                try:
                    found += _undone(meetings([place]))
                except PaperError as error:
                    unclear.append(f"{error.what}{error.cure}")
        return tuple(found), tuple(unclear)

    def ended(self, outcomes: Iterable[Outcome]) -> None:
        """Take note that these have been tried; what the drafting wrote does not count as new."""
        for outcome in outcomes:
            for place in list(self._over):
                if place == outcome.meeting.folder or place in outcome.meeting.folder.parents:
                    self._over[place] = _look(place)


def _undone(found: Iterable[Meeting]) -> list[Meeting]:
    """Return the meetings whose draft is not there yet."""
    return [m for m in found if not (m.folder / "minutes.docx").is_file()]


def _look(place: Path) -> _Look:
    """Return the names, sizes and times of what a person put there; drafts do not count."""
    files = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file())
    rows = []
    for path in files:
        if any(part.endswith(".minutes") for part in path.relative_to(place.parent).parts[:-1]):
            continue
        try:
            status = path.stat()
        except OSError:  # taken away meanwhile
            continue
        rows.append((str(path), status.st_size, status.st_mtime_ns))
    return tuple(rows)
