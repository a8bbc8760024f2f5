"""Kill runs at random moments of every stage: each goes on, and ends as if nothing had been.

    python -m benchmarks.run_kills RECORDING --agenda FILE --roster FILE [--each 4]

A short meeting is drafted once undisturbed, with a person's corrections laid over. Then, for every
stage: a folder in which that stage comes next is run and killed (SIGKILL to the process group) at
a random moment after the stage began. Afterwards every file under its own name must be whole, and
the next run must start at once, repeat no finished stage, and end in the same folder, byte for
byte but for times. The same is done to runs that replace an older draft, to runs beside a Word
file that a person is editing, to `minutes import`, and to the saving of corrections.

Prints a table of what was killed where; ends with 1 at the first loss.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.excerpt import excerpt
from benchmarks.killing import Ran, files, run, warm
from minutes_pipeline.meeting import (
    Change,
    OmissionRestored,
    ParticularStated,
    Role,
    RoleKind,
    UtteranceAnchor,
    UtteranceRole,
    UtteranceText,
)
from minutes_pipeline.recipe import recipe
from minutes_pipeline.workspace.artifacts import CORRECTIONS, MACHINE_UTTERANCES, MINUTES_DOCX
from minutes_pipeline.workspace.correction_log import CorrectionLog
from minutes_pipeline.workspace.folder import WorkFolder
from minutes_pipeline.workspace.ledger import Ledger
from minutes_pipeline.workspace.stage import Stage

VARYING = {"seconds", "finished", "when", "previous"}
"""Keys whose values are moments, lengths of time, or what a file replaced."""
ALTERED = 8
"""Exit status where a file that a person changed is not overwritten."""
EDITED = "（編集者が書き足した文です。）"


class Lost(Exception):
    """A kill left something that it must not leave."""


def check(holds: bool, what: str) -> None:  # noqa: FBT001
    """Raise `Lost` unless *holds*."""
    if not holds:
        raise Lost(what)


def lasting(held: dict[str, bytes]) -> dict[str, object]:
    """Return the files, those that record times without them."""
    return {
        name: _lasting([json.loads(line) for line in data.splitlines()])
        if name.endswith(".jsonl")
        else _lasting(json.loads(data))
        if name == "run.json" or name.endswith("imports.json")
        else data
        for name, data in held.items()
    }


def _lasting(value: object) -> object:
    if isinstance(value, dict):
        return {k: _lasting(v) for k, v in value.items() if k not in VARYING}
    return [_lasting(one) for one in value] if isinstance(value, list) else value


def same(folder: Path, wanted: Path, *but: str) -> None:
    """Check that *folder* holds what *wanted* holds: same files, same bytes but for times."""
    is_, ought = lasting(files(folder)), lasting(files(wanted))
    differing = [n for n in {*is_, *ought} - {*but} if is_.get(n) != ought.get(n)]
    check(not differing, f"not as undisturbed: {sorted(differing)}")


def whole(folder: Path, *states: Path) -> None:
    """Check that every file under its own name is one of those in *states*, never a part."""
    known = [files(state) for state in states]
    for name, data in files(folder).items():
        if name.endswith(".part"):
            continue
        if name == "run.json":
            check(isinstance(json.loads(data), dict), "the ledger cannot be read")
        else:
            check(any(one.get(name) == data for one in known), f"half-made: {name}")


@dataclass
class Series:
    """All kills, and the folders they are measured against.

    Attributes:
        place: Where the trials are made.
        chance: Chooses the moments.
        drafted: The undisturbed draft before corrections.
        finished: The undisturbed draft with corrections laid over.
        took: Seconds of each stage, by title, undisturbed.
        counts: How many kills hit, by kind and stage.
    """

    place: Path
    chance: random.Random
    drafted: Path = Path()
    finished: Path = Path()
    took: dict[str, float] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def prepare(self, arguments: list[str]) -> None:
        """Draft the meeting, correct it, and bring it up to date; nothing is killed yet."""
        self.drafted, self.finished = self.place / "drafted", self.place / "finished"
        first = run(["draft", *arguments, "--out", self.drafted])
        check(first.status == 0, "\n".join(first.lines))
        folder = WorkFolder(self.drafted)
        shutil.copytree(self.drafted, self.finished)
        CorrectionLog(WorkFolder(self.finished)).add(_decisions(folder), "係員")
        second = run(["run", self.finished])
        check(second.status == 0, "\n".join(second.lines))
        self.took = first.took | second.took

    def copy(self, source: Path) -> Path:
        """Return a fresh copy of *source* to try something in."""
        folder = self.place / "trial"
        shutil.rmtree(folder, ignore_errors=True)
        return shutil.copytree(source, folder)

    def killed(self, kind: str, ready: Callable[[], Path], stage: str) -> tuple[Path, Ran]:
        """Run the folder that *ready* makes and kill it within *stage*; return both.

        A run that ended before the kill came is no trial: it is made anew, and killed sooner.
        """
        share = self.chance.random()
        for _ in range(8):
            folder = ready()
            ran = run(["run", folder], (stage, share * max(self.took.get(stage, 0.0), 0.002)))
            if ran.status is None:
                self.counts[kind, ran.broken_off] += 1
                return folder, ran
            check(ran.status in (0, ALTERED), "\n".join(ran.lines))
            share /= 3
        raise Lost(f"the run was always quicker than the kill: {stage}")

    # --- the kinds of trials -----------------------------------------------------------------

    def new_draft(self, position: int) -> None:
        """Kill the making of a draft in the stage at *position* of the recipe."""
        stages = recipe(WorkFolder(self.finished).job).stages
        folder, first = self.killed(
            "new draft",
            lambda: _open_again(WorkFolder(self.copy(self.finished)), stages, position),
            stages[position].title,
        )
        whole(folder, self.finished)
        self._goes_on(folder, first)
        same(folder, self.finished)

    def corrected(self) -> Path:
        """Return a folder whose draft is due to be replaced: corrections have come since."""
        folder = self.copy(self.drafted)
        shutil.copyfile(self.finished / CORRECTIONS.file, folder / CORRECTIONS.file)
        return folder

    def old_draft(self, title: str) -> None:
        """Kill a run that lays corrections over a finished draft, and so replaces files."""
        folder, first = self.killed("draft replaced", self.corrected, title)
        whole(folder, self.drafted, self.finished)
        self._goes_on(folder, first)
        same(folder, self.finished)

    def edited_word(self, title: str) -> None:
        """Kill a run in a folder whose Word file a person has changed: it is never touched."""
        edited = b""

        def ready() -> Path:
            nonlocal edited
            folder = self.corrected()
            edited = _edit(folder / MINUTES_DOCX.file)
            return folder

        folder, _ = self.killed("beside an edited Word file", ready, title)
        check((folder / MINUTES_DOCX.file).read_bytes() == edited, "the edited file changed")
        second = run(["run", folder])
        check(second.status == ALTERED, f"ended with {second.status}")
        check((folder / MINUTES_DOCX.file).read_bytes() == edited, "the edited file changed")

    def word_import(self, wanted: Path, edited: Path, seconds: float) -> None:
        """Kill `minutes import` at any moment; importing again takes everything in, once."""
        folder = self.copy(self.finished)
        shutil.copyfile(edited, folder / MINUTES_DOCX.file)
        ran = run(["import", folder, edited], ("", self.chance.random() * seconds))
        if ran.status is None:
            self.counts["import", "—"] += 1
        before = (self.finished / CORRECTIONS.file).read_bytes()
        log = (folder / CORRECTIONS.file).read_bytes()
        check(log.startswith(before), "corrections were lost")
        second = run(["import", folder, edited])
        check(second.status == 0, "\n".join(second.lines))
        # The ledger names the digest of the corrections, and they hold when each was made.
        same(folder, wanted, "run.json")

    def saving(self) -> None:
        """Kill the saving of corrections: what was said to be saved is there, nothing half."""
        folder = self.copy(self.drafted)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            _save_without_end(folder, writer)
        os.close(writer)
        told, enough = b"", self.chance.randrange(1, 40)
        while told.count(b"\n") < enough:
            told += os.read(reader, 1024)
        time.sleep(self.chance.random() * 0.01)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := os.read(reader, 1024):
            told += more
        os.close(reader)
        self.counts["saving corrections", "—"] += 1
        log = CorrectionLog(WorkFolder(folder))
        saved, made = told.count(b"\n"), len(log.history().made)
        check(saved <= made <= saved + 1, "a correction is lost")
        log.add(_decisions(WorkFolder(folder)), "次の人")

    def _goes_on(self, folder: Path, first: Ran) -> None:
        second = run(["run", folder])
        check(second.status == 0, "\n".join(second.lines))
        repeated = set(first.done) & set(second.begun)
        check(not repeated, f"made again though it was finished: {repeated}")
        left = [n for n in files(folder) if n.endswith((".part", "debug.log"))]
        check(not left, f"left behind: {left}")


def _decisions(folder: WorkFolder) -> list[Change]:
    """Return what a person might decide of any meeting: a word, a role, a remark, the place."""
    heard = folder.load(MACHINE_UTTERANCES).utterances
    anchors = [UtteranceAnchor(u.id, u.text, u.span.start if u.span else None) for u in heard]
    return [
        UtteranceText(anchors[0], f"{heard[0].text}（訂正済み）"),
        UtteranceRole((anchors[-1],), Role(RoleKind.CHAIR)),
        OmissionRestored(anchors[0], "定刻となったので、開会する。"),
        ParticularStated("place", "市民会館"),
    ]


def _open_again(folder: WorkFolder, stages: Sequence[Stage], position: int) -> Path:
    """Take away the results of the stages from *position* on; return the folder's path."""
    ledger = folder.ledger()
    kept = {stage.name for stage in stages[:position]}
    folder.store_ledger(
        Ledger(ledger.format, {n: e for n, e in ledger.stages.items() if n in kept}, ledger.engines)
    )
    for stage in stages[position:]:
        (folder.path / stage.writes.file).unlink()
    return folder.path


def _edit(path: Path) -> bytes:
    """Write into a Word file as an editor would; return its bytes."""
    import docx

    document = docx.Document(str(path))
    written = [p for p in document.paragraphs if p.text.endswith("。")]
    (written or document.paragraphs)[0].add_run(EDITED)
    document.core_properties.last_modified_by = "編集者"
    document.save(str(path))
    return path.read_bytes()


def _save_without_end(folder: Path, writer: int) -> None:
    """Add corrections one after another and say so after each; never return."""
    log = CorrectionLog(WorkFolder(folder))
    number = 0
    while True:
        number += 1
        log.add([ParticularStated("place", f"{number}階会議室" * 50)], "係員")
        os.write(writer, b"saved\n")


def main() -> None:
    """Run all series and print the table; exit with 1 at the first loss."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("recording", help="a recording, or - with --transcript")
    for name in ("agenda", "roster", "transcript", "template", "models"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--seconds", type=float, default=30.0, help="of the recording")
    parser.add_argument("--each", type=int, default=4, help="kills a stage; speech gets twice")
    parser.add_argument("--others", type=int, default=12, help="kills of each other kind")
    parser.add_argument("--stages", nargs="+", help="names of the stages; default: all")
    parser.add_argument("--at-most", type=int, help="stages, spread over the recipe")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    warm(speech=chosen.recording != "-")
    with tempfile.TemporaryDirectory() as place:
        series = Series(Path(place), random.Random(chosen.seed))
        recording = chosen.recording
        if recording != "-":
            recording = excerpt(Path(recording), Path(place) / "録音.wav", chosen.seconds)
        options = [
            text
            for name in ("agenda", "roster", "transcript", "template", "models")
            if (value := getattr(chosen, name)) is not None
            for text in (f"--{name}", str(value))
        ]
        try:
            _all(series, [str(recording), *options], chosen)
        except Lost as loss:
            _table(series)
            sys.exit(f"lost after {sum(series.counts.values())} kills: {loss}")
    _table(series)
    print(f"killed {sum(series.counts.values())}: nothing lost")


def _all(series: Series, arguments: list[str], chosen: argparse.Namespace) -> None:
    series.prepare(arguments)
    stages = recipe(WorkFolder(series.finished).job).stages
    names = [stage.name for stage in stages]
    positions = [n for n in range(len(stages)) if stages[n].name in (chosen.stages or names)]
    if chosen.at_most is not None:
        step = (len(positions) - 1) / max(1, chosen.at_most - 1)
        positions = [positions[round(i * step)] for i in range(chosen.at_most)]
    for position in positions:
        twice = 2 if stages[position].name in ("transcribe", "diarize") else 1
        for _ in range(chosen.each * twice):
            _told(lambda: series.new_draft(position))  # noqa: B023
    woken = run(["run", series.corrected()]).begun
    for number in range(chosen.others):
        _told(lambda: series.old_draft(series.chance.choice(woken)))
        if number % 2 == 0:
            _told(lambda: series.edited_word(series.chance.choice(woken[:-1])))
        _told(series.saving)
    if chosen.others:
        _imports(series, chosen.others)


def _imports(series: Series, count: int) -> None:
    """Import an edited file undisturbed once, and killed *count* times."""
    edited, wanted = series.place / "edited.docx", series.place / "imported"
    shutil.copyfile(series.finished / MINUTES_DOCX.file, edited)
    _edit(edited)
    shutil.copytree(series.finished, wanted)
    shutil.copyfile(edited, wanted / MINUTES_DOCX.file)
    ran = run(["import", wanted, edited])
    check(ran.status == 0 and EDITED[1:-1] in _text(wanted / "minutes.json"), str(ran.lines))
    for _ in range(count):
        _told(lambda: series.word_import(wanted, edited, ran.seconds))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _told(trial: Callable[[], None]) -> None:
    trial()
    print(".", end="", flush=True)


def _table(series: Series) -> None:
    print()
    for (kind, stage), count in series.counts.items():
        print(f"{count:4d}  {kind}: {stage}")


if __name__ == "__main__":
    main()
