"""Erase the recording and the data of voices once the city's rule allows it, on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from minutes_pipeline.document.template import find_template, load_template
from minutes_pipeline.errors import NotReady, storage_errors
from minutes_pipeline.keeping.approval import now
from minutes_pipeline.keeping.condition import record, store_record
from minutes_pipeline.meeting.keeping import Deed, Keeping
from minutes_pipeline.workspace.artifacts import (
    AUDIO,
    DIARIZATION,
    DIARIZATION_RTTM,
    SPEECH_REGIONS,
)
from minutes_pipeline.workspace.folder import WorkFolder
from minutes_pipeline.workspace.job import look_again, sha256_of

_VOICES = (AUDIO, SPEECH_REGIONS, DIARIZATION, DIARIZATION_RTTM)
"""What the work folder holds of sound and of whose voice is heard when."""
_AFTER = {"approval": "承認", "archive": "保存"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be erased.

    Attributes:
        files: In the order in which they would go.
        rule: The city's rule that allows it, in Japanese.
    """

    files: tuple[Path, ...]
    rule: str


def plan(folder: Path) -> Plan:
    """Return what the rule of the city's form allows to erase now.

    Raises:
        NotReady: B12, the rule does not allow it, or not yet.
        PaperError: W01 not a work folder, F01 or F02 the form is missing or faulty.
    """
    work = WorkFolder(folder.absolute())
    form = load_template(find_template(work.job.choices.template)).form
    rule, days = form.archive.purge, form.archive.purge_days
    if rule == "never":
        raise NotReady(
            "B12",
            "この市の様式は、録音の消去を認めていません。",
            "消すときは、様式の template.toml の [archive] に purge を書いてください"
            "（docs/how-to-archive.md）。",
        )
    since = _since(record(work), rule)
    if since is None:
        raise NotReady(
            "B12",
            f"{_AFTER[rule]}の記録がないため、録音を消せません（{folder}）。",
            f"「minutes {'approve' if rule == 'approval' else 'archive'}」を先に行ってください。",
        )
    free = since + timedelta(days=days)
    if now().date() < free:
        raise NotReady(
            "B12",
            f"{_AFTER[rule]}から{days}日たつまで、録音を消せません。",
            f"{free.isoformat()} になってから、もう一度実行してください。",
        )
    after = f"{_AFTER[rule]}から{days}日" if days else _AFTER[rule]
    return Plan(tuple(_files(work)), f"{after}の後に消す（様式「{form.name}」）")


def _since(kept: Keeping, rule: str) -> date | None:
    """Return the day that the rule counts from."""
    if rule == "approval":
        return date.fromisoformat(kept.approval.day) if kept.approval is not None else None
    deed = kept.last("archive")
    return datetime.fromisoformat(deed.moment).date() if deed is not None else None


def _files(work: WorkFolder) -> list[Path]:
    paths = [Path(look_again(given, work.path).path) for given in work.job.of("recording")]
    paths += [work.path / artifact.file for artifact in _VOICES]
    return [path for path in dict.fromkeys(paths) if path.is_file()]


def purge(folder: Path) -> Deed:
    """Erase what `plan` names, and record what, when and by which rule.

    The record is written first: whatever stops the work, it never says less than what is gone.

    Raises:
        NotReady: B12.
        StorageError: A file cannot be erased.
    """
    work = WorkFolder(folder.absolute())
    with work.locked():
        allowed = plan(folder)
        deed = Deed(
            "purge",
            now().isoformat(),
            allowed.rule,
            tuple(sha256_of(path) for path in allowed.files),
            tuple(_shown(path, work) for path in allowed.files),
        )
        if allowed.files:
            store_record(work, record(work).having(deed))
        for path in allowed.files:
            with storage_errors(path):
                path.unlink()
    return deed


def _shown(path: Path, work: WorkFolder) -> str:
    """Return a path as the record holds it: inside the folder relative, else its name alone."""
    inside = path.is_relative_to(work.path)
    return path.relative_to(work.path).as_posix() if inside else path.name
