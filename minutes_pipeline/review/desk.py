"""What lies on the desk: the machine's results with all decisions laid over, at once.

A decision shows within milliseconds: the same functions that the stages use lay it over the last
results here. Roles and drafts that follow from it are made by the stages, beside (`remaking`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from minutes_pipeline.corrections.doubts import open_doubts
from minutes_pipeline.corrections.speech import correct_items, correct_roles, correct_words
from minutes_pipeline.corrections.writing import correct_minutes
from minutes_pipeline.document.hearing import unsure_words
from minutes_pipeline.drafting.checks import contradictions
from minutes_pipeline.drafting.titles import title_of
from minutes_pipeline.errors import FolderInUse, PaperError
from minutes_pipeline.meeting import (
    Agenda,
    Change,
    Correction,
    Corrections,
    Minutes,
    Record,
    ReviewNote,
    Roster,
    Utterance,
)
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    DRAFT,
    MACHINE_ATTRIBUTED,
    MACHINE_MINUTES,
    MACHINE_PLACED,
    MACHINE_UTTERANCES,
    ROSTER,
    TRANSCRIPT,
    Artifact,
)
from minutes_pipeline.workspace.correction_file import History
from minutes_pipeline.workspace.correction_log import CorrectionLog
from minutes_pipeline.workspace.folder import WorkFolder

_MACHINE: tuple[Artifact[Record] | Artifact[Minutes], ...] = (
    MACHINE_UTTERANCES,
    MACHINE_ATTRIBUTED,
    MACHINE_PLACED,
    MACHINE_MINUTES,
)


@dataclass(frozen=True)
class Made:
    """What the machine made last.

    Attributes:
        mark: Changes whenever one of the results does.
        spoken: The utterances before every correction.
        placed: The same with the roles that were inferred, under the items that were found.
        role_notes: Doubts about roles.
        minutes: The draft.
        heard: Doubts of the recogniser.
        agenda: The 次第.
        roster: The 名簿.
    """

    mark: str
    spoken: Record
    placed: Record
    role_notes: tuple[ReviewNote, ...]
    minutes: Minutes
    heard: tuple[ReviewNote, ...]
    agenda: Agenda
    roster: Roster


@dataclass(frozen=True)
class View:
    """What the machine made, with every decision laid over.

    Attributes:
        made: What lies beneath.
        history: Every decision.
        record: The utterances as they stand.
        minutes: The minutes as they stand.
        doubts: What is still open, most serious first.
    """

    made: Made
    history: History
    record: Record
    minutes: Minutes
    doubts: tuple[ReviewNote, ...]

    @cached_property
    def utterances(self) -> dict[str, Utterance]:
        """The utterances by id."""
        return {u.id: u for u in self.record.utterances}

    @cached_property
    def machine(self) -> dict[str, Utterance]:
        """The utterances before every correction, by id."""
        return {u.id: u for u in self.made.spoken.utterances}

    @property
    def steps(self) -> int:
        """How many steps of the log this view has seen."""
        return len(self.history.steps)


def lay(made: Made, history: History) -> View:
    """Return *made* with all that holds laid over."""
    corrections: Corrections = history.corrections
    words = correct_words(made.spoken, corrections)
    said = {u.id: u for u in words.utterances}
    placed = replace(
        made.placed,
        utterances=tuple(
            replace(u, text=said[u.id].text, words=said[u.id].words, speaker=said[u.id].speaker)
            for u in made.placed.utterances
            if u.id in said
        ),
    )
    roles = correct_roles(replace(placed, notes=made.role_notes), made.spoken, corrections)
    record = correct_items(replace(roles, notes=made.placed.notes), made.spoken, corrections)
    minutes = correct_minutes(made.minutes, record, made.spoken, corrections, contradictions)
    groups: Sequence[Sequence[ReviewNote]] = (
        minutes.notes,
        record.notes,
        roles.notes,
        words.notes,
        made.heard,
        unsure_words(minutes, record.utterances),
    )
    doubts = open_doubts(groups, made.spoken, corrections)
    return View(made, history, record, minutes, doubts)


class Desk:
    """One work folder under review; safe to use from several threads."""

    def __init__(self, path: WorkFolder) -> None:
        """Lay out the folder.

        Raises:
            PaperError: It is no work folder (W01), or holds no draft yet (W08).
        """
        self.folder = path
        self.log = CorrectionLog(path)
        self._lock = threading.RLock()
        _ = path.job
        if path.digest(MACHINE_MINUTES) is None or path.digest(MACHINE_PLACED) is None:
            raise PaperError(
                "W08",
                f"原案がまだできていません（{path.path}）。",
                f"「minutes run {path.path}」で最後まで進めてください。",
            )
        self._made = self._read()
        self._view: View | None = None

    @property
    def view(self) -> View:
        """Everything as it stands now."""
        with self._lock:
            history = self.log.history()
            if self._view is None or self._view.history != history:
                self._view = lay(self._made, history)
            return self._view

    def refresh(self) -> bool:
        """Look again at what the machine made; return whether it made something new."""
        if self._mark() == self._made.mark:
            return False
        made = self._read()
        with self._lock:
            self._made, self._view = made, None
        return True

    def decide(
        self, changes: Callable[[View], tuple[Change, ...]], who: str, seen: int, mark: str
    ) -> tuple[Correction, ...]:
        """Keep what a person decided.

        Args:
            changes: Makes the changes from the view that they stand over.
            who: Who decided.
            seen: How many steps of the log the person had seen.
            mark: The machine's results that the person had seen: ids of paragraphs are numbers
                in order, and another draft may have dealt them out anew.

        Raises:
            MinutesError: Somebody else decided on the same; disk full; and so on.
        """
        with self._lock:
            if mark != self._made.mark:
                raise FolderInUse(
                    "L01",
                    "原案が作り直されたので、保存していません。",
                    "新しい内容を表示します。見てから、もう一度直してください。",
                )
            return self.log.add(changes(self.view), who, seen=seen)

    def ways(self, paragraph: str) -> dict[str, Any]:
        """Return how the sentences of a drafted paragraph came to be; read when it is asked for."""
        if self.folder.digest(DRAFT) is None:
            return {"ways": []}
        account = DRAFT.load(self.folder.path / DRAFT.file).account
        said = {one.number: one.text for one in account.sayings}
        return {
            "ways": [
                {
                    "said": [said[n] for n in one.sayings if n in said],
                    "steps": [{"title": title_of(s.rule), "text": s.text} for s in one.steps],
                }
                for one in account.of_paragraph(paragraph)
            ]
        }

    def _mark(self) -> str:
        return "-".join((self.folder.digest(one) or "")[:12] for one in _MACHINE)

    def _read(self) -> Made:
        """Read the results from their files, not through the folder, which would keep them."""
        path, mark = self.folder.path, self._mark()
        spoken = MACHINE_UTTERANCES.load(path / MACHINE_UTTERANCES.file)
        attributed = MACHINE_ATTRIBUTED.load(path / MACHINE_ATTRIBUTED.file)
        placed = MACHINE_PLACED.load(path / MACHINE_PLACED.file)
        roles = {u.id: u for u in attributed.utterances}
        items = {u.id: u.item for u in placed.utterances}
        joined = tuple(
            replace(u, role=r.role, role_reason=r.role_reason, name=r.name, item=items.get(u.id))
            for u in spoken.utterances
            if (r := roles.get(u.id)) is not None
        )
        heard = self.folder.digest(TRANSCRIPT) is not None
        return Made(
            mark,
            spoken,
            replace(placed, utterances=joined),
            attributed.notes,
            MACHINE_MINUTES.load(path / MACHINE_MINUTES.file),
            TRANSCRIPT.load(path / TRANSCRIPT.file).notes if heard else (),
            self.folder.load(AGENDA),
            self.folder.load(ROSTER),
        )
