"""Run the real command in a warm process, and kill it at a chosen moment of a chosen stage.

The process is forked from one that has imported the engines' libraries and done nothing else:
what the command does, it does from the start, only the seconds of importing are not paid again.
It gets a process group of its own, and SIGKILL goes to the whole group, as when the power fails.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import select
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LIBRARIES = (
    "av",
    "docx",
    "minutes_pipeline.cli.draft",
    "minutes_pipeline.recipe",
    "minutes_pipeline.word_import",
    "onnxruntime",
    "openpyxl",
    "pypdf",
    "spacy",
)
SPEECH = (
    "ctranslate2",
    "faster_whisper",
    "minutes_pipeline.diarization.pipeline",
    "pyannote.audio",
    "torch",
)
_BEGUN = re.compile(r"^\[\d+/\d+\] (.+)中$")
_DONE = re.compile(r"^✓ (.+)（[^（）]*）$")


def warm(*, speech: bool) -> None:
    """Import what a run needs, so that a fork starts at once.

    Args:
        speech: Whether something will be heard.
    """
    for name in (*LIBRARIES, *(SPEECH if speech else ())):
        importlib.import_module(name)


@dataclass
class Ran:
    """What a run said until it ended or was killed.

    Attributes:
        status: Exit status; None when it was killed.
        lines: All it printed.
        begun: Titles of the stages that began, in order.
        done: Titles of those that ended.
        took: Seconds from the beginning of each stage to the next sign of life, by title.
        seconds: Of the whole run.
    """

    status: int | None = None
    lines: list[str] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    took: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def broken_off(self) -> str:
        """The stage that a kill broke off: begun and not said to be done; else the one after."""
        left = [title for title in self.begun if title not in self.done]
        return left[-1] if left else (f"{self.done[-1]}の後" if self.done else "始まる前")


def run(
    arguments: Sequence[object],
    stop: tuple[str, float] | None = None,
    before: Callable[[], None] | None = None,
) -> Ran:
    """Run ``minutes`` with *arguments* in a fork; return what came of it.

    Args:
        arguments: Of the command.
        stop: Kill the run so many seconds after the stage of this title began; an empty title
            counts from the start. None to let it end.
        before: Called in the new process before the command: sets a limit, gives up a right.
    """
    reader, writer = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        _be_the_command([str(one) for one in arguments], reader, writer, before)
    os.close(writer)
    try:
        return _watched(child, reader, stop)
    finally:
        os.close(reader)


def _be_the_command(
    arguments: list[str], reader: int, writer: int, before: Callable[[], None] | None
) -> None:
    """Become the command's process: its own group, its output into the pipe; never return."""
    status = 70
    try:
        os.setsid()
        os.close(reader)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(writer, 1)
        os.dup2(writer, 2)
        # Anew: the parent's may be files that can be sought in, and the pipe can't.
        sys.stdout, sys.stderr = os.fdopen(1, "w", 1), os.fdopen(2, "w", 1)
        from minutes_pipeline.cli.main import main

        if before is not None:
            before()
        main(arguments)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _watched(child: int, reader: int, stop: tuple[str, float] | None) -> Ran:
    """Read what the command prints, and kill it when its moment has come."""
    ran = Ran()
    held, since = b"", time.monotonic()
    first = since
    moment = since + stop[1] if stop is not None and not stop[0] else None
    killed = False
    while True:
        wait = None if moment is None else max(0.0, moment - time.monotonic())
        ready, _, _ = select.select([reader], [], [], wait)
        if not ready and not killed:
            killed, moment = True, None
            os.killpg(child, signal.SIGKILL)
            continue
        data = os.read(reader, 1 << 16)
        if not data:
            break
        *whole, held = (held + data).split(b"\n")
        for line in whole:
            text = line.decode("utf-8", "replace")
            ran.lines.append(text)
            now = time.monotonic()
            if done := _DONE.match(text):
                ran.done.append(done[1])
            elif begun := _BEGUN.match(text):
                if ran.begun:
                    ran.took[ran.begun[-1]] = now - since
                since = now
                ran.begun.append(begun[1])
                if stop is not None and begun[1] == stop[0] and not killed:
                    moment = now + stop[1]
    if ran.begun:
        ran.took[ran.begun[-1]] = time.monotonic() - since
    ran.seconds = time.monotonic() - first
    _, how = os.waitpid(child, 0)
    ran.status = os.WEXITSTATUS(how) if os.WIFEXITED(how) else None
    return ran


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a work folder but its locks, by its path within."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def serve() -> None:
    """Run what is asked for on standard input, a line of JSON each; answer in the same way.

    A line holds ``arguments``, and may hold ``memory`` [bytes of address space that the command
    may still take] and ``user`` [number of the user who runs it].
    """
    warm(speech=False)
    for line in sys.stdin:
        asked = json.loads(line)
        ran = run(asked["arguments"], before=lambda: _bound(asked))  # noqa: B023 - called at once
        answer = {"status": ran.status, "lines": ran.lines, "done": ran.done}
        print(json.dumps(answer), flush=True)


def _bound(asked: dict[str, int]) -> None:
    """Take memory and rights from this process as far as was asked."""
    import resource

    if (more := asked.get("memory")) is not None:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + more
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    if (user := asked.get("user")) is not None:
        os.setuid(user)


if __name__ == "__main__":
    serve()
