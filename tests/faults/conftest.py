"""The command in a warm process of its own, and a meeting's papers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from clerk import AGENDA, ROSTER, SECONDS, TALK, Run, Said

from benchmarks.excerpt import excerpt


@pytest.fixture(name="minutes", scope="session")
def _minutes(project: Path) -> Iterator[Run]:
    """Run ``minutes`` as a clerk does, but for the seconds of importing its libraries."""
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.killing"],
        cwd=project,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None

        def run(*arguments: object, **bounds: int) -> Said:
            asked = {"arguments": [str(one) for one in arguments], **bounds}
            print(json.dumps(asked), file=server.stdin, flush=True)
            return Said(**json.loads(server.stdout.readline()))

        yield run
        server.stdin.close()


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A folder with a whole set of papers in it."""
    place = tmp_path / "書類"
    place.mkdir()
    for name, text in (("次第.txt", AGENDA), ("名簿.csv", ROSTER), ("発言.txt", TALK)):
        (place / name).write_text(text, "utf-8")
    return place


@pytest.fixture(scope="session")
def spoken(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seconds of the bundled recording as a WAV."""
    target = tmp_path_factory.mktemp("spoken") / "spoken.wav"
    return excerpt(sample / "recording.opus", target, SECONDS)
