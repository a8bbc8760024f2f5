"""Kill `minutes archive` at many moments: nothing half-made may ever bear the package's name.

    python benchmarks/archive_kills.py WORK_FOLDER --count 50

WORK_FOLDER must be approved. Each run is killed (SIGKILL, or its like on Windows) after another
share of the time that a whole export takes; afterwards there is either no package or a whole one,
and the next export succeeds.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from minutes_pipeline.archive.bag_check import inspect


def export(folder: Path, target: Path, options: list[str]) -> subprocess.Popen[bytes]:
    """Start an export."""
    command = [sys.executable, "-m", "minutes_pipeline", "archive", str(folder)]
    return subprocess.Popen(
        [*command, "--out", str(target), *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def main() -> None:
    """Run the kills and print how they ended; exit with 1 at the first half-made package."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--without-pdf", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    options = ["--without-pdf"] if chosen.without_pdf else []
    chance = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as place:
        folder, target = Path(place) / "work.minutes", Path(place) / "kept"
        shutil.copytree(chosen.folder, folder)
        began = time.monotonic()
        finish(folder, target, options)
        whole = time.monotonic() - began
        ended = {"nothing": 0, "whole": 0}
        for number in range(chosen.count):
            shutil.rmtree(target, ignore_errors=True)
            running = export(folder, target, options)
            # The last tenth of the time is when the package is written and named.
            share = chance.random() if number % 2 else 0.85 + 0.15 * chance.random()
            time.sleep(whole * share)
            running.kill()
            running.wait()
            if target.exists() and inspect(target).faults:
                sys.exit(f"half-made after {share:.2f} of the time: {inspect(target).faults[0]}")
            ended["whole" if target.exists() else "nothing"] += 1
        shutil.rmtree(target, ignore_errors=True)
        finish(folder, target, options)
    print(
        f"killed {chosen.count}: nothing {ended['nothing']}, whole {ended['whole']}, then exported"
    )


def finish(folder: Path, target: Path, options: list[str]) -> None:
    """Export to the end; stop the program when it does not succeed or the package is not whole."""
    running = export(folder, target, options)
    _, told = running.communicate()
    faults = inspect(target).faults
    if running.returncode != 0 or faults:
        sys.exit(f"export failed: {told.decode('utf-8', 'replace')} {faults}")


if __name__ == "__main__":
    main()
