"""Many meetings with `minutes batch`, against drafting them one after another.

    python -m benchmarks.throughput [MEETING ...] --meetings 8 --seconds 60 --workers 2

MEETING is a folder with a recording, agenda.txt and roster.csv (default: the bundled sample). The
recordings are cut into pieces, which take turns: each piece is a meeting of its own. The same
meetings are drafted by `minutes draft`, one process after another, and by `minutes batch`; the
minutes must be the same byte for byte. What counts is the ratio of the two times, taken in one run
on one computer.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from minutes_pipeline.audio.decoding import Decoder

SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "aoba"
SOUND = ("recording.opus", "audio.wav", "audio.ogg", "audio.opus")


def pieces(meeting: Path, seconds: float) -> Iterator[npt.NDArray[np.int16]]:
    """Yield the recording of a meeting in pieces of so many *seconds*, at 16 kHz."""
    (recording,) = (meeting / name for name in SOUND if (meeting / name).is_file())
    decoder = Decoder(lambda _: None)
    decoder.add(recording)
    samples = decoder.samples()
    size = round(seconds * 16_000)
    for start in range(0, len(samples) - size + 1, size):
        yield samples[start : start + size]


def lay(place: Path, meetings: list[Path], count: int, seconds: float) -> None:
    """Lay *count* meetings into folders below *place*."""
    sources = cycle([(one, pieces(one, seconds)) for one in meetings])
    for number in range(count):
        found = next(
            (meeting, piece)
            for meeting, rest in islice(sources, len(meetings))
            if (piece := next(rest, None)) is not None
        )
        folder = place / f"第{number + 1:02}回"
        folder.mkdir(parents=True)
        with wave.open(str(folder / "録音.wav"), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(16_000)
            out.writeframes(found[1].astype("<i2").tobytes())
        shutil.copy(found[0] / "agenda.txt", folder / "次第.txt")
        shutil.copy(found[0] / "roster.csv", folder / "名簿.csv")


def minutes(*arguments: object) -> None:
    """Run the command; stop at a failure."""
    command = [sys.executable, "-m", "minutes_pipeline", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        sys.exit(done.stderr or done.stdout)


def one_after_another(place: Path) -> None:
    """Draft each meeting by a command of its own."""
    for folder in sorted(place.iterdir()):
        papers = ("--agenda", folder / "次第.txt", "--roster", folder / "名簿.csv")
        minutes("draft", folder / "録音.wav", *papers)


def results(place: Path) -> dict[str, bytes]:
    """Return the minutes by meeting."""
    found = sorted(place.glob("*/録音.minutes/minutes.json"))
    return {path.parent.parent.name: path.read_bytes() for path in found}


def main() -> None:
    """Measure, print and keep the figures; exit with 1 when the minutes differ."""
    given = argparse.ArgumentParser()
    given.add_argument("meeting", type=Path, nargs="*", default=[SAMPLE])
    given.add_argument("--meetings", type=int, default=8)
    given.add_argument("--seconds", type=float, default=60.0)
    given.add_argument("--workers", type=int, default=2)
    given.add_argument("--json", type=Path)
    chosen = given.parse_args()
    figures: dict[str, dict[str, float]] = {}
    made = {}
    with tempfile.TemporaryDirectory() as base:
        lay(Path(base) / "first", chosen.meeting, chosen.meetings, chosen.seconds)
        shutil.copytree(Path(base) / "first", Path(base) / "second")
        ways = {
            "one after another": one_after_another,
            f"batch --workers {chosen.workers}": lambda place: minutes(
                "batch", place, "--workers", chosen.workers
            ),
        }
        for (way, draft), place in zip(ways.items(), ("first", "second"), strict=True):
            began, computed = time.monotonic(), _computing()
            draft(Path(base) / place)
            figures[way] = {
                "seconds": round(time.monotonic() - began, 1),
                "computing": round(_computing() - computed, 1),
            }
            made[way] = results(Path(base) / place)
            print(way, figures[way], flush=True)
    first, second = made.values()
    slow, quick = figures.values()
    figures["ratio"] = {key: round(slow[key] / quick[key], 2) for key in slow}
    figures["audio"] = {"seconds": chosen.meetings * chosen.seconds}
    print(
        "ratio", figures["ratio"], "of", chosen.meetings, "meetings; same minutes:", first == second
    )
    if chosen.json is not None:
        chosen.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    if first != second or len(first) != chosen.meetings:
        sys.exit(1)


def _computing() -> float:
    """Return the processor seconds of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
