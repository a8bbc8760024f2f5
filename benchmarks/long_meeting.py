"""Measure whole runs of ``minutes draft`` on long recordings: memory at its highest, time by stage.

Usage: ``python -m benchmarks.long_meeting FOLDER… [--minutes 30,60,180]``. Each FOLDER
holds a recording, ``agenda.txt`` and ``roster.csv`` of one meeting. The meetings are played one
after the other, from the first again behind the last, until the length is reached; the papers are
put together as those of one sitting. The run is watched from outside: memory is the sum of
what all its processes hold, looked at four times a second, and what the system says that the
largest of them ever held.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import cycle
from pathlib import Path

import av
import numpy as np
import psutil

from benchmarks.__main__ import SOUND
from minutes_pipeline.agenda.paper import agenda_lines
from minutes_pipeline.agenda.parsing import parse_agenda
from minutes_pipeline.attribution.roster_file import read_roster
from minutes_pipeline.workspace.ledger import load_ledger

RATE = 16_000
LOOK = 0.25
"""Seconds between two looks at the run."""
SIDES = {"委員": "委員", "事務局": "事務局"}
"""What a roster calls the sides, by the label of a role; everybody else answers (説明員)."""


@dataclass
class Watched:
    """What was seen of one run.

    Attributes:
        minutes: Length of the recording.
        wall: Seconds by the clock.
        cpu: Seconds of processor time, all processes and threads.
        tree: Most memory that all its processes held together at a look, in bytes.
        largest: Most memory that one of its processes ever held, in bytes (by the system).
        status: Exit status.
        stages: Seconds of processor time of each stage.
        memory: Most memory held during each stage, in bytes.
    """

    minutes: float
    wall: float = 0.0
    cpu: float = 0.0
    tree: int = 0
    largest: int = 0
    status: int | None = None
    stages: dict[str, float] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)


def played(recordings: Sequence[Path], seconds: float, place: Path) -> None:
    """Write *recordings* one after the other, again and again, as one of *seconds*."""
    left = round(seconds * RATE)
    with wave.open(str(place), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        for path in cycle(recordings):
            for piece in _pieces(path):
                out.writeframes(piece[:left].tobytes())
                left -= len(piece[:left])
                if left <= 0:
                    return


def _pieces(path: Path) -> Iterator[np.ndarray]:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            for made in resampler.resample(frame):
                yield made.to_ndarray()[0]


def papers(folders: Sequence[Path], place: Path) -> list[str]:
    """Write the papers of all meetings as those of one; return the options that name them."""
    titles: list[str] = []
    head = ""
    with (place / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("氏名", "よみ", "役職", "区分", "所属"))
        for number, folder in enumerate(folders):
            agenda, _ = parse_agenda(agenda_lines(folder / "agenda.txt"), folder.name)
            head = head or f"{agenda.title}\n"
            titles += [item.title for item in agenda.items]
            for person in read_roster(folder / "roster.csv")[0].people:
                side = SIDES.get(person.role.label if person.role else "", "説明員")
                # One sitting has one chair.
                post = "委員" if number and side == "委員" else person.post
                rows.writerow((person.name, person.reading, post, side, person.affiliation))
    listed = "".join(f"{n}　{title}\n" for n, title in enumerate(titles, start=1))
    (place / "agenda.txt").write_text(f"{head}\n案件\n{listed}", encoding="utf-8")
    return ["--agenda", str(place / "agenda.txt"), "--roster", str(place / "roster.csv")]


def watched(command: Sequence[str], work: Path, minutes: float) -> Watched:
    """Run *command*, which fills the work folder *work*, and watch it to its end."""
    seen = Watched(minutes)
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        root = psutil.Process(process.pid)
        done: dict[str, float] = {}
        so_far = 0
        while process.poll() is None:
            cpu, memory = _tree(root)
            seen.cpu = max(seen.cpu, cpu)
            seen.tree = max(seen.tree, memory)
            so_far = max(so_far, memory)
            new = [name for name in load_ledger(work / "run.json").stages if name not in done]
            if new:
                spent = seen.cpu - sum(done.values())
                for name in new:  # more than one only where all were over between two looks
                    done[name] = spent / len(new)
                    seen.memory[name] = so_far
                so_far = 0
            time.sleep(LOOK)
        seen.status = process.returncode
    seen.wall = time.monotonic() - began
    seen.stages = {name: round(spent, 2) for name, spent in done.items()}
    seen.largest = _largest_child()
    return seen


def _tree(root: psutil.Process) -> tuple[float, int]:
    """Return processor seconds and resident bytes of *root* and all below it."""
    cpu, memory = 0.0, 0
    try:
        for one in (root, *root.children(recursive=True)):
            try:
                spent = one.cpu_times()
                memory += one.memory_info().rss
            except psutil.Error:
                continue
            cpu += spent.user + spent.system
            if one == root:
                cpu += spent.children_user + spent.children_system
    except psutil.Error:
        pass
    return cpu, memory


def _largest_child() -> int:
    try:
        import resource
    except ImportError:  # Windows
        return 0
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def table(runs: Sequence[Watched]) -> str:
    """Return the runs for people: processor seconds of each stage an hour of recording."""
    lines = ["processor seconds an hour of recording (most MB held)"]
    lines.append("".join(["stage".ljust(20), *(f"{run.minutes:>10g} min     " for run in runs)]))
    for name in dict.fromkeys(name for run in runs for name in run.stages):
        cells = [_cell(run, run.stages.get(name, 0.0), run.memory.get(name, 0)) for run in runs]
        lines.append("".join([name.ljust(20), *cells]))
    whole = [_cell(run, run.cpu, run.tree) for run in runs]
    lines.append("".join(["whole run".ljust(20), *whole]))
    lines += [
        f"{run.minutes:g} min: {run.wall:.0f} s by the clock, {run.cpu:.0f} s of processor time, "
        f"all processes together at most {run.tree / 1e6:.0f} MB, the largest one "
        f"{run.largest / 1e6:.0f} MB, exit status {run.status}"
        for run in runs
    ]
    return "\n".join(lines)


def _cell(run: Watched, spent: float, memory: int) -> str:
    return f"{spent * 60 / run.minutes:>9.1f} ({memory / 1e6:>5.0f})  "


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--minutes", default="30,60,180", help="lengths, parted by commas")
    parser.add_argument("--keep", type=Path, help="leave recordings and work folders here")
    parser.add_argument("--json", type=Path, help="write all figures here as well")
    given = parser.parse_args()
    recordings = [
        next(path for path in sorted(folder.iterdir()) if path.suffix.lower() in SOUND)
        for folder in given.folders
    ]
    runs: list[Watched] = []
    with tempfile.TemporaryDirectory() as temporary:
        place = (given.keep or Path(temporary)).absolute()
        place.mkdir(parents=True, exist_ok=True)
        options = papers(given.folders, place)
        for minutes in map(float, given.minutes.split(",")):
            recording = place / f"long-{minutes:g}.wav"
            work = place / f"long-{minutes:g}.minutes"
            played(recordings, 60 * minutes, recording)
            program = [sys.executable, "-m", "minutes_pipeline", "draft", str(recording)]
            runs.append(watched([*program, *options, "--out", str(work)], work, minutes))
            print(table(runs), flush=True)
            if given.json is not None:
                text = json.dumps([asdict(run) for run in runs], ensure_ascii=False, indent=1)
                given.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
