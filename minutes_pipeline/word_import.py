"""Take an editor's Word file back into a work folder: check, compare, keep, print again.

The rooms stay apart: ``document`` says what the editor did, ``corrections`` lays it over, and this
module, like `api`, puts them in order.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path

from minutes_pipeline.api import run_recipe
from minutes_pipeline.document.arrangement import printed
from minutes_pipeline.document.body import Line
from minutes_pipeline.document.edited import Edited, read_edited
from minutes_pipeline.document.fingerprints import draft_digest, meeting_digest
from minutes_pipeline.document.kept_comments import new_comments
from minutes_pipeline.document.margins import foreign_words
from minutes_pipeline.document.matching import Match, match
from minutes_pipeline.document.pieces import pieces
from minutes_pipeline.document.remaining import reads_the_same, remaining
from minutes_pipeline.document.spoken_particulars import changed_particulars
from minutes_pipeline.document.taking_in import Taken, taken_in
from minutes_pipeline.document.telling import print_only, repeated_terms, told
from minutes_pipeline.document.template import DOCX, Template, find_template, load_template
from minutes_pipeline.document.word import AUTHOR
from minutes_pipeline.errors import AlteredByHand, PaperError
from minutes_pipeline.meeting import Correction, ReviewNote, made_paragraph
from minutes_pipeline.progress import Progress, Silent
from minutes_pipeline.runner import Reporter, State
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    CORRECTIONS,
    MACHINE_MINUTES,
    MINUTES,
    MINUTES_DOCX,
    PLACED,
)
from minutes_pipeline.workspace.correction_file import Header, History, Made, correction_id
from minutes_pipeline.workspace.correction_log import CorrectionLog
from minutes_pipeline.workspace.folder import WorkFolder
from minutes_pipeline.workspace.import_log import KEPT, Import, read_imports, store_imports
from minutes_pipeline.workspace.job import sha256_of
from minutes_pipeline.workspace.stage import Stage

LAST_STAGE = "correct-minutes"
KNOWN_SHARE = 0.5
"""Share of the draft's lines that a file without a trace must hold to be this draft's."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of an import.

    Attributes:
        changes: What was taken in, a line each; empty when nothing was new.
        warnings: What a person must know: words without a place, pictures.
        contradictions: Where the editor's words say otherwise than the speech.
        terms: Terms that were corrected alike: old, new, how often.
        accepted: Number of tracked changes that were accepted.
    """

    changes: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    contradictions: tuple[ReviewNote, ...] = ()
    terms: tuple[tuple[str, str, int], ...] = ()
    accepted: int = 0


def import_word(
    folder: WorkFolder, path: Path, models_root: Path | None, reporter: Reporter, who: str | None
) -> Report:
    """Take the edited file at *path* into a locked work folder, and print the draft again.

    Args:
        folder: The work folder.
        path: The editor's Word file; may be the folder's own ``minutes.docx``.
        models_root: Folder of all models, None for the default.
        reporter: Is told of every step.
        who: Who edited, where the file does not say; None to take Word's last author.

    Raises:
        PaperError: It is no Word file that can be read, of another meeting (I05) or of an older
            draft (I04), or there is no draft yet (W08).
        AlteredByHand: The folder's own draft holds other changes, which would be lost (I06).
    """
    return _Import(folder, path, models_root, reporter, who).run()


class _Quiet:
    """A `Reporter` that shows nothing."""

    def begin(self, stage: Stage, position: int, count: int) -> Progress:
        """Return a progress that shows nothing."""
        del stage, position, count
        return Silent()

    def done(self, stage: Stage, seconds: float) -> None:
        """Ignore the end of a stage."""

    def kept(self, stage: Stage, state: State) -> None:
        """Ignore what is kept."""


class _Import:
    def __init__(
        self,
        folder: WorkFolder,
        path: Path,
        models_root: Path | None,
        reporter: Reporter,
        who: str | None,
    ) -> None:
        self.folder = folder
        self.path = path
        self.models_root = models_root
        self.reporter = reporter
        self.log = CorrectionLog(folder)
        job = folder.job
        if folder.digest(MINUTES) is None:
            raise PaperError(
                "W08",
                f"原案がまだできていません（{folder.path}）。",
                f"「minutes run {folder.path}」で最後まで進めてください。",
            )
        self.template: Template = load_template(find_template(job.choices.template))
        self.edited: Edited = read_edited(path)
        self.sha256 = sha256_of(path)
        self.who = who or self._editor()

    def _editor(self) -> str:
        known = self.edited.editor
        return known if known and known != AUTHOR else os.environ.get("USERNAME") or "編集者"

    # --- what stands now ---------------------------------------------------------------------

    def lines(self) -> tuple[Line, ...]:
        found, _ = printed(
            self.template.form,
            self.folder.load(MINUTES),
            self.folder.load(AGENDA),
            self.folder.load(PLACED).utterances,
            self.folder.load(CORRECTIONS),
        )
        return found

    def matches(self, lines: Sequence[Line]) -> tuple[Match, ...]:
        return match(
            pieces(self.edited.blocks, lines, self.template.form), lines, self.edited.trace
        )

    # --- the whole way -----------------------------------------------------------------------

    def run(self) -> Report:
        self._refuse_loss()
        self._bring_up_to_date()
        lines = self.lines()
        matches = self.matches(lines)
        if self._known_file():
            return Report((), accepted=self.edited.changes)
        self._refuse_strangers(lines, matches)
        first = self._first_step(lines, matches)
        before = {line.id: line.text for line in lines}
        taken = self._taken_before_a_stop()
        kept = self._keep(first)
        if kept:
            self.reporter = _Quiet()  # what follows takes moments
            self._bring_up_to_date()
        kept += self._keep(self._second_step())
        if kept or taken:
            self._make_room()
            run_recipe(self.folder, self.models_root, self.reporter)
            self._finish()
        changes = [*(one.change for one in taken), *(one.change for one, _ in kept)]
        return Report(
            (*(told(Taken(one.change)) for one in taken), *(told(one) for one, _ in kept)),
            (*print_only(changes), *self._warnings()),
            self._contradictions([*taken, *(correction for _, correction in kept)]),
            tuple(repeated_terms(changes, before)),
            self.edited.changes,
        )

    def _bring_up_to_date(self) -> None:
        run_recipe(self.folder, self.models_root, self.reporter, last=LAST_STAGE)

    def _first_step(self, lines: Sequence[Line], matches: Sequence[Match]) -> list[Taken]:
        """Return what concerns the minutes themselves, the particulars and the comments."""
        minutes = self.folder.load(MINUTES)
        machine = self.folder.load(MACHINE_MINUTES)
        found: list[Taken] = []
        if not reads_the_same(matches, lines):
            found += taken_in(matches, lines, minutes, machine, self.template.form, self._next_id())
        stated = changed_particulars(matches, lines, minutes.sitting, self.template.form)
        found += [Taken(one) for one in stated]
        comments = new_comments(self.edited, matches, lines, self.folder.load(CORRECTIONS), AUTHOR)
        return found + [Taken(one) for one in comments]

    def _second_step(self) -> list[Taken]:
        """Return what the draft, printed anew, would still say otherwise."""
        lines = self.lines()
        return list(remaining(self.matches(lines), lines, self._next_id()))

    def _next_id(self) -> Callable[[int], str]:
        first = len(self.log.history().made) + 1
        return lambda n: correction_id(first + n)

    def _keep(self, found: Iterable[Taken]) -> list[tuple[Taken, Correction]]:
        """Add changes to the log, those of one person and moment together; return both."""
        found = list(found)
        if not found:
            return []
        self._remember()
        kept: list[tuple[Taken, Correction]] = []
        for (author, when), group in groupby(found, key=self._by):
            together = list(group)
            made = self.log.add([one.change for one in together], author, by="word", when=when)
            kept += zip(together, made, strict=True)
        return kept

    def _taken_before_a_stop(self) -> list[Correction]:
        """Return what an import of this very file kept before it was killed.

        It is taken in, but the draft is not printed with it and the person was not told.
        """
        begun = [one for one in read_imports(self.folder) if one.sha256 == self.sha256]
        if not begun or begun[-1].done:
            return []
        steps = self.log.history().steps[begun[-1].steps :]
        return [
            one
            for step in steps
            if isinstance(step, Made) and step.by == "word"
            for one in step.corrections
        ]

    def _by(self, taken: Taken) -> tuple[str, datetime | None]:
        if taken.by is None or not taken.by.author:
            return self.who, None
        try:
            when = datetime.fromisoformat(taken.by.when or "").astimezone()
        except ValueError:
            return taken.by.author, None
        return taken.by.author, when

    # --- refusals ----------------------------------------------------------------------------

    def _refuse_loss(self) -> None:
        """Refuse to print over changes of ``minutes.docx`` that are not in this file."""
        own = self.folder.digest(MINUTES_DOCX)
        entry = self.folder.ledger().stages.get("document")
        if own is None or own == self.sha256 or (entry is not None and own == entry.sha256):
            return
        raise AlteredByHand(
            "I06",
            f"{self.folder.path / MINUTES_DOCX.file} にも、まだ取り込んでいない直しがあります。",
            "先にそのファイルを「minutes import」で取り込むか、別の場所に移してください。",
        )

    def _refuse_strangers(self, lines: Sequence[Line], matches: Sequence[Match]) -> None:
        """Refuse a file that was made from another meeting, or from a draft that is no more."""
        trace = self.edited.trace
        if trace.draft is None:
            held = {n for one in matches for n in one.lines}
            asked = [n for n, line in enumerate(lines) if line.written]
            if asked and len(held.intersection(asked)) < KNOWN_SHARE * len(asked):
                raise self._other_meeting()
            return
        own = meeting_digest(self.folder.load(PLACED).utterances)
        sitting = self.folder.load(MINUTES).sitting
        title = next((line.text for line in lines if line.id == "title"), "")
        same_name = (trace.date, trace.title) == (sitting.date, title)
        if trace.meeting is not None and trace.meeting != own and not same_name:
            raise self._other_meeting()
        if not self._known_draft(lines, trace.draft):
            if trace.meeting is None and trace.title not in (None, title):
                raise self._other_meeting()
            raise PaperError(
                "I04",
                f"古い原案を直したファイルです（{self.path.name}）。"
                "そのあとで原案が作り直されています。",
                f"いまの {self.folder.path / MINUTES_DOCX.file} に直しを写してから、"
                "そのファイルを取り込んでください。",
            )

    def _other_meeting(self) -> PaperError:
        title = self.edited.trace.title
        what = f"「{title}」の会議録" if title else "この原案から作られていないファイル"
        return PaperError(
            "I05",
            f"別の会議のファイルです（{self.path.name}、{what}）。",
            "この会議の原案（minutes.docx）を直したファイルを指定してください。",
        )

    def _known_draft(self, lines: Sequence[Line], draft: str) -> bool:
        """Tell whether a file was made from this draft, but for what came from Word since."""
        if draft_digest(lines).startswith(draft):
            return True
        return any(
            one.draft.startswith(draft[:16]) and self._still_stands(one)
            for one in read_imports(self.folder)
        )

    def _known_file(self) -> bool:
        """Tell whether this very file was taken in, and nothing but Word files since."""
        return any(
            one.done and one.sha256 == self.sha256 and self._still_stands(one)
            for one in read_imports(self.folder)
        )

    def _still_stands(self, one: Import) -> bool:
        machine = self.folder.digest(MACHINE_MINUTES)
        return one.machine == machine and _only_word(self.log.history(), one.steps)

    # --- keeping -----------------------------------------------------------------------------

    def _remember(self) -> None:
        """Keep the file and from which draft it was made: before anything is changed by it."""
        imports = read_imports(self.folder)
        if any(one.sha256 == self.sha256 for one in imports):
            return
        self.folder.write_bytes(f"{KEPT}/{self.sha256[:12]}.docx", self.path.read_bytes())
        one = Import(
            self.path.name,
            self.sha256,
            self.edited.trace.draft or draft_digest(self.lines()),
            self.folder.digest(MACHINE_MINUTES) or "",
            len(self.log.history().steps),
            datetime.now().astimezone().isoformat(timespec="seconds"),
        )
        store_imports(self.folder, [*imports, one])

    def _finish(self) -> None:
        store_imports(
            self.folder,
            [
                replace(one, done=True) if one.sha256 == self.sha256 else one
                for one in read_imports(self.folder)
            ],
        )

    def _make_room(self) -> None:
        """Take away the folder's own draft where it is the file just taken in: a copy is kept."""
        own = self.folder.path / MINUTES_DOCX.file
        if own.is_file() and sha256_of(own) == self.sha256:
            own.unlink()

    # --- telling -----------------------------------------------------------------------------

    def _warnings(self) -> Iterable[str]:
        if self.edited.pictures:
            yield (
                f"図や写真が{self.edited.pictures}個ありますが、取り込めません。"
                f"元のファイルは {self.folder.path / KEPT} に残してあります。"
            )
        if self.edited.apart:
            count = len(self.edited.apart)
            yield f"脚注・テキストボックスの{count}件は、コメントとして残しました。"
        title = self.edited.trace.title or ""
        for words in foreign_words(self.path, self.template.folder / DOCX, title):
            yield (
                f"ヘッダー・フッターの「{words}」は取り込みません。"
                f"様式の {self.template.folder / DOCX} で直してください。"
            )

    def _contradictions(self, kept: Sequence[Correction]) -> tuple[ReviewNote, ...]:
        """Return the doubts about paragraphs that this file changed."""
        changed: set[str] = set()
        for one in kept:
            changed |= {made_paragraph(one.id, n) for n in range(1, 10)}
            single = getattr(one.change, "paragraph", None)
            several = getattr(one.change, "paragraphs", ())
            changed |= {anchor.id for anchor in (single, *several) if anchor is not None}
        return tuple(
            note
            for note in self.folder.load(MINUTES).notes
            if changed & set(note.paragraphs) and note.severity.name == "HIGH"
        )


def _only_word(history: History, since: int) -> bool:
    steps = (step for step in history.steps[since:] if not isinstance(step, Header))
    return all(isinstance(step, Made) and step.by == "word" for step in steps)
