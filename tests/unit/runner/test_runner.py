"""Fresh is kept, stale is made again, altered is told: the loop over the stages."""

from __future__ import annotations

import errno
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from minutes_pipeline.errors import AlteredByHand, ModelError, StageFailed, StorageError
from minutes_pipeline.meeting import Agenda, AgendaItem, Sitting
from minutes_pipeline.progress import Progress, Silent
from minutes_pipeline.runner import State, run, standing
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    AGENDA_FILE,
    MINUTES_JSON,
    SITTING,
    Artifact,
)
from minutes_pipeline.workspace.folder import WorkFolder
from minutes_pipeline.workspace.job import Choices, Job, look_at
from minutes_pipeline.workspace.stage import Inputs, Reads, Stage


@dataclass
class Reading:
    """Reads the agenda file: one item a line."""

    suffix: str = ""
    ran: int = 0
    error: BaseException | None = None
    name: str = "read"
    title: str = "次第を読み取り"
    revision: int = 1
    reads: Reads = (AGENDA_FILE,)
    writes: Artifact[Agenda] = AGENDA

    def decides(self) -> Mapping[str, str]:
        return {"suffix": self.suffix}

    def run(self, inputs: Inputs, progress: Progress) -> Agenda:
        self.ran += 1
        if self.error is not None:
            raise self.error
        lines = [t for p in inputs.files(AGENDA_FILE) for t in p.read_text("utf-8").splitlines()]
        return Agenda(items=tuple(AgendaItem(str(n), t + self.suffix) for n, t in enumerate(lines)))


@dataclass
class Describing:
    """Makes the sitting's title of the first item's."""

    ran: int = 0
    name: str = "describe"
    title: str = "会議の情報を整理し"
    revision: int = 1
    reads: Reads = (AGENDA,)
    writes: Artifact[Sitting] = SITTING

    def decides(self) -> Mapping[str, str]:
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> Sitting:
        self.ran += 1
        return Sitting(title=inputs.get(AGENDA).items[0].title)


@dataclass
class Publishing:
    """Writes a file that people open."""

    ran: int = 0
    name: str = "publish"
    title: str = "原案を書き出し"
    revision: int = 1
    reads: Reads = (SITTING,)
    writes: Artifact[bytes] = MINUTES_JSON

    def decides(self) -> Mapping[str, str]:
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> bytes:
        self.ran += 1
        return json.dumps(inputs.get(SITTING).title, ensure_ascii=False).encode()


@dataclass
class Told:
    """A reporter that remembers."""

    kept_states: list[tuple[str, State]] = field(default_factory=list)
    done_names: list[str] = field(default_factory=list)

    def begin(self, stage: Stage, position: int, count: int) -> Progress:
        return Silent()

    def done(self, stage: Stage, seconds: float) -> None:
        self.done_names.append(stage.name)

    def kept(self, stage: Stage, state: State) -> None:
        self.kept_states.append((stage.name, state))


@pytest.fixture
def stages() -> tuple[Reading, Describing, Publishing]:
    return Reading(), Describing(), Publishing()


@pytest.fixture
def agenda_file(tmp_path: Path) -> Path:
    path = tmp_path / "agenda.txt"
    path.write_text("利用料の改定\nその他", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path, agenda_file: Path) -> WorkFolder:
    return ask(WorkFolder(tmp_path / "m"), agenda_file)


def ask(folder: WorkFolder, agenda_file: Path) -> WorkFolder:
    with folder.locked():
        folder.store_job(Job(Choices(), (look_at("agenda", agenda_file),)))
    return folder


def go(folder: WorkFolder, stages: tuple[Stage, ...], **choice: str) -> Told:
    told = Told()
    with folder.locked():
        run(folder, stages, told, preflight=lambda _: None, **choice)
    return told


def test_everything_is_made_once_and_then_kept(folder, stages) -> None:
    assert go(folder, stages).done_names == ["read", "describe", "publish"]

    again = go(WorkFolder(folder.path), stages)

    assert again.done_names == []
    assert [state for _, state in again.kept_states] == [State.FRESH] * 3
    assert (folder.path / "minutes.json").read_text("utf-8") == '"利用料の改定"'


def test_a_changed_input_makes_what_depends_on_it_anew(folder, stages, agenda_file) -> None:
    go(folder, stages)
    agenda_file.write_text("使用料の改定\nその他", encoding="utf-8")
    ask(folder, agenda_file)

    go(folder, stages)

    assert [s.ran for s in stages] == [2, 2, 2]
    assert "使用料" in (folder.path / "minutes.json").read_text("utf-8")


def test_what_comes_out_the_same_does_not_wake_the_stages_after_it(folder, stages) -> None:
    go(folder, stages)
    stages[0].revision = 2

    go(folder, stages)

    assert [s.ran for s in stages] == [2, 1, 1]


def test_a_changed_setting_makes_the_stage_anew(folder, stages) -> None:
    go(folder, stages)
    stages[0].suffix = "（案）"

    go(folder, stages)

    assert [s.ran for s in stages] == [2, 2, 2]


def test_from_and_until_choose_the_stages(folder, stages) -> None:
    go(folder, stages, last="describe")
    assert [s.ran for s in stages] == [1, 1, 0]

    go(folder, stages, first="describe")

    assert [s.ran for s in stages] == [1, 2, 1]


def test_a_missing_result_is_made_again(folder, stages) -> None:
    go(folder, stages)
    (folder.path / SITTING.file).unlink()

    go(folder, stages)

    assert [s.ran for s in stages] == [1, 2, 1]


def test_an_intermediate_result_mended_by_hand_is_used_and_told(folder, stages) -> None:
    go(folder, stages)
    path = folder.path / SITTING.file
    path.write_text(path.read_text("utf-8").replace("利用料", "使用料"), encoding="utf-8")

    told = go(folder, stages)

    assert ("describe", State.ALTERED) in told.kept_states
    assert "使用料" in (folder.path / "minutes.json").read_text("utf-8")


def test_a_published_file_mended_by_hand_is_never_overwritten(folder, stages, agenda_file) -> None:
    go(folder, stages)
    published = folder.path / "minutes.json"
    published.write_text('"編集済み"', encoding="utf-8")
    assert ("publish", State.ALTERED) in go(folder, stages).kept_states
    agenda_file.write_text("別の議題", encoding="utf-8")
    ask(folder, agenda_file)

    with pytest.raises(AlteredByHand, match="手で直されている"):
        go(folder, stages)

    assert published.read_text("utf-8") == '"編集済み"'


def test_a_strangers_file_of_the_same_name_is_never_overwritten(folder, stages) -> None:
    published = folder.path / "minutes.json"
    published.write_text("前からあった", encoding="utf-8")

    with pytest.raises(AlteredByHand):
        go(folder, stages)

    assert published.read_text("utf-8") == "前からあった"


def test_a_crash_between_ledger_and_file_is_not_taken_for_a_hand(
    folder, stages, agenda_file, monkeypatch
) -> None:
    go(folder, stages)
    agenda_file.write_text("別の議題", encoding="utf-8")
    ask(folder, agenda_file)

    class Killed(BaseException):
        """Stands for SIGKILL: nothing after it runs."""

    def kill(*_: object) -> None:
        raise Killed

    monkeypatch.setattr(WorkFolder, "commit", kill)
    with pytest.raises(Killed):
        go(folder, stages)
    monkeypatch.undo()

    go(WorkFolder(folder.path), stages)

    assert "別の議題" in (folder.path / "minutes.json").read_text("utf-8")


def test_models_are_looked_for_before_the_first_stage_runs(folder, stages) -> None:
    def missing(stage: Stage) -> None:
        if stage.name == "publish":
            raise ModelError("M01", "モデルがありません。", "minutes models fetch")

    with folder.locked(), pytest.raises(ModelError):
        run(folder, stages, Told(), preflight=missing)

    assert [s.ran for s in stages] == [0, 0, 0]


def test_models_are_not_looked_for_when_all_is_fresh(folder, stages) -> None:
    go(folder, stages)
    asked: list[str] = []

    with folder.locked():
        run(folder, stages, Told(), preflight=lambda stage: asked.append(stage.name))

    assert asked == []


def test_an_unforeseen_fault_keeps_what_was_made_and_logs_its_trace(folder, stages) -> None:
    go(folder, stages, last="read")
    stages[1].run = None  # type: ignore[assignment]

    with pytest.raises(StageFailed) as caught:
        go(folder, stages)

    assert "debug.log" in caught.value.cure
    assert "TypeError" in (folder.path / "work/debug.log").read_text("utf-8")
    assert folder.load(AGENDA).items


@pytest.mark.parametrize("debug", [False, True])
def test_the_log_quotes_the_meeting_only_when_asked_to(
    folder, stages, monkeypatch: pytest.MonkeyPatch, debug: bool
) -> None:
    if debug:
        monkeypatch.setenv("MINUTES_DEBUG", "1")
    stages[0].error = KeyError("ひみつの発言")
    stages[0].error.__cause__ = ValueError("もとの発言")

    with pytest.raises(StageFailed):
        go(folder, stages)

    log = (folder.path / "work/debug.log").read_text("utf-8")
    assert "KeyError" in log
    assert "ValueError" in log
    assert "line " in log
    assert ("ひみつの発言" in log) is debug
    assert ("もとの発言" in log) is debug


def test_a_full_disk_is_named_and_what_was_made_is_kept(folder, stages) -> None:
    go(folder, stages, last="read")
    stages[0].revision = 2
    stages[0].error = OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StorageError, match="空きが足りません"):
        go(folder, stages)

    assert folder.load(AGENDA).items


def test_a_stage_cannot_read_what_it_did_not_declare(folder, stages) -> None:
    go(folder, stages)
    inputs = Inputs(folder, (AGENDA,))

    with pytest.raises(LookupError, match="sitting"):
        inputs.get(SITTING)


def test_standing_names_the_five_states(folder, stages) -> None:
    job = folder.refresh_job()
    assert standing(folder, job, stages[0]).state is State.MISSING
    go(folder, stages)
    assert standing(folder, job, stages[0]).state is State.FRESH
    stages[0].revision = 2
    assert standing(folder, job, stages[0]).state is State.STALE
    (folder.path / AGENDA.file).write_text("{}", encoding="utf-8")
    assert standing(folder, job, stages[0]).state is State.CONFLICT
    stages[0].revision = 1
    assert standing(folder, job, stages[0]).state is State.ALTERED


def test_the_ledger_tells_what_made_each_result(folder, stages) -> None:
    go(folder, stages)

    ledger = json.loads((folder.path / "run.json").read_text("utf-8"))

    assert ledger["format"] == "minutes-pipeline/run/1"
    entry = ledger["stages"]["describe"]
    assert entry["reads"] == {"agenda": ledger["stages"]["read"]["sha256"]}
    assert ledger["engines"]["python-docx"]
