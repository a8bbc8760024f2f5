"""Asks for stages to be made again when something was decided, and knows how far they are."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

PAUSE = 1.0
"""Seconds without a further decision before the draft is made again."""
REST = 6.0
"""Seconds without a further decision before the files are written as well."""
IDLE = 600.0
"""Seconds after which the process that holds the analyser is ended."""
_DRAFT = "gather-doubts"
_IN_USE = "W03"
_DIED = "L05"
_MOST_DEATHS = 3
"""Times in a row that the process may end by itself (memory ran out) before it is left at that."""
_AGAIN = 3.0
"""Seconds to wait before a further attempt."""


class Worker:
    """One background process that makes the stages of one work folder again.

    Attributes:
        note: What it does just now, in Japanese; empty while it rests.
        trouble: Why the last attempt ended; empty when it did not.
    """

    def __init__(self, folder: Path, models: Path | None, made: Callable[[], object]) -> None:
        """Stand ready.

        Args:
            folder: The work folder.
            models: Folder of models, None for the default.
            made: Called after something was made.
        """
        self.note = ""
        self.trouble = ""
        self._command = [
            sys.executable,
            "-m",
            "minutes_pipeline.review.remaking",
            str(folder),
            str(models or ""),
        ]
        self._made = made
        self._process: subprocess.Popen[str] | None = None
        self._wake = threading.Condition()
        self._asked = 0.0
        self._draft_due = self._files_due = False
        self._ended = False
        self._deaths = 0
        self._thread = threading.Thread(target=self._serve, name="remake", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether results are still to be made."""
        return self._draft_due or bool(self.note)

    @property
    def settled(self) -> bool:
        """Whether all files show every decision, as far as they could be made."""
        return not (self._draft_due or self._files_due or self.note)

    def ask(self) -> None:
        """Something was decided: make the stages concerned again, soon."""
        with self._wake:
            self._asked = time.monotonic()
            self._draft_due = self._files_due = True
            self._wake.notify()

    def finish(self) -> None:
        """Write what is still to be written, then end the process."""
        with self._wake:
            self._ended = True
            self._wake.notify()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            with self._wake:
                target = self._next()
                # Woken by the end itself, there may still be files to write.
                if target is None and self._ended and not self._files_due:
                    break
            if target is None:
                continue
            self._run(target)
        self._stop()

    def _next(self) -> str | None:
        """Wait until something is due; return the stage to stop after, "" for all, None to look."""
        now = time.monotonic()
        if self._ended:
            return "" if self._files_due else None
        if self._draft_due and now - self._asked >= PAUSE:
            return _DRAFT
        if self._files_due and not self._draft_due and now - self._asked >= REST:
            return ""
        if self._draft_due:
            self._wake.wait(PAUSE - (now - self._asked))
        elif self._files_due:
            self._wake.wait(REST - (now - self._asked))
        elif not self._wake.wait(IDLE):
            self._stop()
        return None

    def _run(self, target: str) -> None:
        with self._wake:
            asked = self._asked
        self.note = "原案に反映しています"
        error = self._converse(target)
        code = error["code"] if error else ""
        self._deaths = self._deaths + 1 if code == _DIED else 0
        again = code == _IN_USE or (code == _DIED and self._deaths < _MOST_DEATHS)
        again = again and not self._ended
        with self._wake:
            self.note = ""
            if asked == self._asked:
                self._draft_due = again
                self._files_due = again or (bool(target) and error is None)
            if again:
                self._asked = time.monotonic() + _AGAIN - PAUSE
        self.trouble = f"{error['what']}{error['cure']}" if error else ""
        self._made()

    def _converse(self, target: str) -> dict[str, str] | None:
        """Have the process run the stages; return the error it told, None when there was none."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(f"{target}\n")
            process.stdin.flush()
            for line in process.stdout:
                told = json.loads(line)
                if "stage" in told:
                    self.note = f"{told['stage']}中（{told['position']}/{told['count']}）"
                elif "error" in told:
                    error: dict[str, str] = told["error"]
                    return error
                else:
                    return None
        except OSError:
            pass
        self._stop()
        return {
            "code": _DIED,
            "what": "原案を作り直す処理が止まりました。",
            "cure": "直しは保存されています。「minutes run 作業フォルダ」で反映できます。",
        }

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
        return self._process

    def _stop(self) -> None:
        if self._process is None:
            return
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
