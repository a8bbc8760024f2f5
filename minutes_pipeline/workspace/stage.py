"""What a stage is, and the guarded way it reads what came before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol, TypeVar

from minutes_pipeline.progress import Progress
from minutes_pipeline.workspace.artifacts import Artifact, Source

T = TypeVar("T")

Reads = tuple[Artifact[Any] | Source, ...]


class Store(Protocol):
    """Where the values of artifacts and the paths of sources come from."""

    def load(self, artifact: Artifact[T]) -> T:
        """Return the stored value."""

    def paths(self, source: Source) -> tuple[Path, ...]:
        """Return the files that a person gave under *source*; empty when none."""


class Inputs:
    """The door's guard: hands out only what the stage has declared to read."""

    def __init__(self, store: Store, declared: Reads) -> None:
        """Read from *store*, and of it only what is *declared*."""
        self._store = store
        self._declared = declared

    def get(self, artifact: Artifact[T]) -> T:
        """Return the value of *artifact*.

        Raises:
            LookupError: The stage did not declare that it reads it; freshness would lie.
        """
        self._check(artifact)
        return self._store.load(artifact)

    def files(self, source: Source) -> tuple[Path, ...]:
        """Return the files a person gave under *source*; empty when none.

        Raises:
            LookupError: The stage did not declare that it reads them.
        """
        self._check(source)
        return self._store.paths(source)

    def _check(self, wanted: Artifact[Any] | Source) -> None:
        if wanted not in self._declared:
            raise LookupError(f"{wanted.name!r} is read but not declared in `reads`")


class Stage(Protocol):
    """One step of the recipe: values in, one value out.

    A stage never sees a path to write to; the runner stores what it returns. Stages are frozen
    dataclasses; what they hold (an engine, its settings) is injected.
    """

    @property
    def name(self) -> str:
        """Stable name for ``--from`` and the ledger."""

    @property
    def title(self) -> str:
        """What the clerk reads while it runs, in Japanese."""

    @property
    def revision(self) -> int:
        """Raised whenever a change of code changes the result."""

    @property
    def reads(self) -> Reads:
        """All that decides the result, but for settings."""

    @property
    def writes(self) -> Artifact[Any]:
        """The one artifact it makes."""

    def decides(self) -> Mapping[str, str]:
        """Return the settings and model digests that decide the result, for the ledger."""

    def run(self, inputs: Inputs, progress: Progress) -> Any:
        """Make the value of ``writes``."""
