"""A killed export leaves nothing half-made under the final name, and the next one succeeds."""

import os
import signal
import subprocess
import sys
import time

from minutes_pipeline.archive.bag import UNFINISHED
from minutes_pipeline.archive.bag_check import inspect


def test_kills_at_chance_moments(approved, project):
    """A few of the fifty that are run by hand."""
    done = subprocess.run(
        [
            *(sys.executable, "benchmarks/archive_kills.py", str(approved)),
            *("--without-pdf", "--count", "4"),
        ],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "killed 4:" in done.stdout


def test_a_kill_between_the_last_file_and_the_name(approved, tmp_path):
    """Stopped where a half-made package would be most likely, then killed."""
    target = tmp_path / "kept"
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from minutes_pipeline.archive import package\n"
        "looked = package.inspect\n"
        "def wait(folder):\n"
        "    found = looked(folder)\n"
        "    (folder.parent / 'reached').touch()\n"
        "    time.sleep(600)\n"
        "    return found\n"
        "package.inspect = wait\n"
        "from minutes_pipeline.cli.main import main\n"
        "main(sys.argv[1:])\n"
    )
    command = ["archive", str(approved), "--out", str(target), "--without-pdf"]
    running = subprocess.Popen([sys.executable, "-c", code, *command])
    while not (tmp_path / "reached").exists():
        assert running.poll() is None
        time.sleep(0.05)
    os.kill(running.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
    running.wait()

    assert not target.exists()
    assert (tmp_path / f"kept{UNFINISHED}").is_dir()
    done = subprocess.run([sys.executable, "-m", "minutes_pipeline", *command], check=False)
    assert done.returncode == 0
    assert inspect(target).faults == ()
    assert not (tmp_path / f"kept{UNFINISHED}").exists()
