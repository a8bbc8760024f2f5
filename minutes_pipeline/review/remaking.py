"""Makes the stages again that a decision concerns, in a process of its own.

The analyser of Japanese fills half a gigabyte; it lives here, not beside the page, and only while
somebody decides things. The parent writes a line to ask, and reads lines of JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from minutes_pipeline.errors import MinutesError
from minutes_pipeline.progress import Progress, Silent
from minutes_pipeline.recipe import recipe
from minutes_pipeline.runner import State, run
from minutes_pipeline.workspace.folder import WorkFolder
from minutes_pipeline.workspace.stage import Stage


def tell(**what: object) -> None:
    """Write one line for the parent."""
    sys.stdout.write(json.dumps(what, ensure_ascii=True) + "\n")
    sys.stdout.flush()


class Telling:
    """A `Reporter` that tells the parent which stage works."""

    def begin(self, stage: Stage, position: int, count: int) -> Progress:
        """Tell the stage's title."""
        tell(stage=stage.title, position=position, count=count)
        return Silent()

    def done(self, stage: Stage, seconds: float) -> None:
        """Tell nothing: the next stage begins, or all is done."""

    def kept(self, stage: Stage, state: State) -> None:
        """Tell nothing: what is kept takes no time."""


def main(arguments: list[str]) -> None:
    """Serve requests until the parent closes the pipe.

    Each request is the name of the stage to stop after, or an empty line for all of them.

    Args:
        arguments: The work folder; the folder of models or an empty string.
    """
    folder = WorkFolder(Path(arguments[0]))
    made = recipe(folder.job, Path(arguments[1]) if arguments[1] else None)
    for line in sys.stdin:
        try:
            with folder.locked():
                run(
                    folder,
                    made.stages,
                    Telling(),
                    preflight=made.preflight,
                    last=line.strip() or None,
                )
        except MinutesError as error:
            tell(error={"code": error.code, "what": error.what, "cure": error.cure})
        else:
            tell(done=True)


if __name__ == "__main__":
    main(sys.argv[1:])
