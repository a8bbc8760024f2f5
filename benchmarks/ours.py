"""This product's speech side, as ``minutes draft`` runs it, up to words joined to voices.

Run as a process of its own: ``python -m benchmarks.ours RECORDING RESULT MODELS FOLDER [PAPERS]``.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from benchmarks.heard import Heard, peak_memory
from minutes_pipeline.api import run_recipe
from minutes_pipeline.cli.console import Console
from minutes_pipeline.progress import Progress
from minutes_pipeline.recipe import choices
from minutes_pipeline.workspace.artifacts import AUDIO, DIARIZATION, MACHINE_UTTERANCES
from minutes_pipeline.workspace.folder import WorkFolder
from minutes_pipeline.workspace.job import Job, look_at
from minutes_pipeline.workspace.stage import Stage

LAST = "join"


class Watched(Console):
    """A console that keeps the processor time of every stage, of all threads."""

    def __init__(self) -> None:
        super().__init__()
        self.cpu: dict[str, float] = {}
        self._began = 0.0

    def begin(self, stage: Stage, position: int, count: int) -> Progress:
        self._began = time.process_time()
        return super().begin(stage, position, count)

    def done(self, stage: Stage, seconds: float) -> None:
        self.cpu[stage.name] = round(time.process_time() - self._began, 3)
        super().done(stage, seconds)


PAPERS = (("agenda", "agenda.txt"), ("roster", "roster.csv"))


def main(recording: str, result: str, models: str, folder: str, papers: str = "") -> None:
    files = [look_at("recording", Path(recording).absolute())]
    for source, name in PAPERS:
        if papers and (Path(papers) / name).is_file():
            files.append(look_at(source, (Path(papers) / name).absolute()))
    work = WorkFolder(Path(folder).absolute())
    with work.locked():
        work.store_job(Job(choices(Path(models), model=None, template=None), tuple(files)))
        with Watched() as console:
            run_recipe(work, Path(models), console, last=LAST)
        parts = {name: entry.seconds for name, entry in work.ledger().stages.items()}
        turns = work.load(DIARIZATION).turns
        heard = Heard(
            duration=work.load(AUDIO).duration,
            words=tuple(
                (u.speaker or "?", u.text, u.span.start, u.span.end)
                for u in work.load(MACHINE_UTTERANCES).utterances
                if u.span is not None
            ),
            voices={"": tuple((t.span.start, t.span.end, t.speaker) for t in turns)},
            parts=parts,
            cpu_parts=console.cpu,
            cpu=time.process_time(),
            peak=peak_memory(),
        )
    heard.store(Path(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
