"""A few of the kills that are made by hand: `python -m benchmarks.run_kills`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_kills_at_chance_moments(papers: Path, project: Path) -> None:
    """Five stages of a run, a draft being replaced, a Word file being edited, an import, a save."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.run_kills", "-"),
            *("--transcript", papers / "発言.txt", "--agenda", papers / "次第.txt"),
            *("--each", "1", "--at-most", "5", "--others", "1"),
        ],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "nothing lost" in done.stdout
