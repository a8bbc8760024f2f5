"""What arrives in a watched folder: seen as soon as it has stopped growing."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from minutes_pipeline.batch.meetings import RECORDINGS, Meeting, meetings
from minutes_pipeline.batch.work import Outcome
from minutes_pipeline.errors import PaperError

UNFINISHED = (".part", ".partial", ".filepart", ".tmp", ".crdownload", ".download", ".opdownload")
"""How files end that a program is still copying or fetching."""

_Look = tuple[tuple[str, int, int], ...]


class Arrivals:
    """The meetings of a folder that are complete and not drafted yet.

    Each folder in the watched one, and each recording that lies in it directly, is a meeting of
    its own. One that failed is offered again only when its files have changed.

    Attributes:
        coming: Whether something was seen that is still being copied.
        away: Whether the folder could not be reached at the last look.
    """

    def __init__(self, folder: Path, settle: float) -> None:
        """Watch *folder*; files count as complete when unchanged for *settle* seconds."""
        self.coming = False
        self.away = False
        self._there = False
        self._folder = folder
        self._settle = settle
        self._seen: dict[Path, tuple[_Look, float]] = {}
        self._over: dict[Path, _Look] = {}

    def look(self) -> tuple[tuple[Meeting, ...], tuple[str, ...]]:
        """Return what is complete and new, and in words what cannot be drafted as it is.

        A share that cannot be reached for a while is waited for: nothing is seen meanwhile.

        Raises:
            PaperError: The folder was not there from the start (G01).
        """
        try:
            places = sorted(self._folder.iterdir())
        except OSError as error:
            if not self._there:
                raise PaperError(
                    "G01", f"フォルダがありません（{self._folder}）。", "場所を確かめてください。"
                ) from error
            self.away = True
            return (), ()
        self.away, self._there = False, True
        found: list[Meeting] = []
        unclear: list[str] = []
        self.coming = False
        now = time.monotonic()
        for place in filter(_may_be_a_meeting, places):
            look = _look(place)
            if not look or self._over.get(place) == look or _unfinished(look):
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
                except OSError:  # taken away, or the share went away, while it was looked into
                    del self._over[place]
                    self.coming = True
                except PaperError as error:
                    unclear.append(f"{error.what}{error.cure}")
        return tuple(found), tuple(unclear)

    def ended(self, outcomes: Iterable[Outcome]) -> None:
        """Take note that these have been tried; what the drafting wrote does not count as new."""
        for outcome in outcomes:
            for place in list(self._over):
                if place == outcome.meeting.folder or place in outcome.meeting.folder.parents:
                    self._over[place] = _look(place)


def _may_be_a_meeting(place: Path) -> bool:
    """Return whether a name in the watched folder may be a meeting's, not a program's own.

    A paper that lies there alone is none; nor is a recording's copy that bears another name yet.
    """
    if place.name.startswith((".", "~$")) or place.name.endswith(".minutes"):
        return False
    return place.suffix.lower() in RECORDINGS or place.is_dir()


def _unfinished(look: _Look) -> bool:
    """Return whether a program is still copying something there."""
    return any(name.lower().endswith(UNFINISHED) for name, _, _ in look)


def _undone(found: Iterable[Meeting]) -> list[Meeting]:
    """Return the meetings whose draft is not there yet."""
    return [m for m in found if not (m.folder / "minutes.docx").is_file()]


def _look(place: Path) -> _Look:
    """Return the names, sizes and times of what a person put there; drafts do not count."""
    try:
        files = [place] if place.is_file() else sorted(p for p in place.rglob("*") if p.is_file())
    except OSError:  # taken away meanwhile
        return ()
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
