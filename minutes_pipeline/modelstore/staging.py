"""The waiting room of a fetch: pieces lie here until a model is whole and verified.

It lies beside the models, on the same disk, so that moving in is a rename. Whatever was verified
stays when a fetch is stopped, and the next fetch goes on with it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from minutes_pipeline.errors import ModelError
from minutes_pipeline.modelstore.catalog import Model, Package, Published, WeightFile
from minutes_pipeline.modelstore.fingerprints import sha256_of
from minutes_pipeline.modelstore.store import Store
from minutes_pipeline.progress import Progress

BLOCK = 1 << 20
_ATTEMPT = "attempt-"


class Meter:
    """Turns bytes into the share of the whole that a `Progress` wants."""

    def __init__(self, progress: Progress, total: int) -> None:
        """Count up to *total* bytes on *progress*."""
        self.progress = progress
        self._total = max(total, 1)
        self._done = 0
        self._shown = 0.0

    def add(self, size: int) -> None:
        """Count *size* bytes as done for good."""
        self._done += size
        self.show(0)

    def show(self, size: int) -> None:
        """Show *size* bytes more than those done for good; a bar never goes back."""
        self._shown = max(self._shown, min(1.0, (self._done + size) / self._total))
        self.progress.at(self._shown)


def mismatch(what: str, expected: str, found: str, cure: str) -> ModelError:
    """Return the refusal of a file whose bytes are not those the catalog names."""
    return ModelError(
        "M04",
        f"{what} は目録のものと違います（目録のダイジェスト {expected}　実際 {found}）。",
        cure,
    )


class Staging:
    """Pieces of models on their way into a store."""

    def __init__(self, store: Store) -> None:
        """Stage for *store*; its root must exist."""
        self._store = store
        self.root = store.root / ".staging"
        self.wheels = self.root / "wheels"

    def place(self, model: Model, file: WeightFile) -> Path:
        """Return where a verified file waits."""
        return self.root / model.name / file.path

    def part(self, model: Model, file: WeightFile) -> Path:
        """Return where a file grows until it is verified."""
        place = self.place(model, file)
        return place.with_name(f"{place.name}.part")

    def holds(self, model: Model, file: WeightFile) -> bool:
        """Return whether a verified file waits here already."""
        place = self.place(model, file)
        return place.is_file() and sha256_of(place) == file.sha256

    def wheel(self, package: Package) -> Path | None:
        """Return a wheel that waits here whole, None when it does not."""
        path = self.wheels / package.wheel
        return path if path.is_file() and sha256_of(path) == package.sha256 else None

    def sweep(self) -> None:
        """Remove what killed fetches left behind and nobody can use."""
        for left in self.root.glob(f"{_ATTEMPT}*"):
            # A pip that outlived its fetch may still write there; it then fails, and so be it.
            shutil.rmtree(left, ignore_errors=True)

    @contextmanager
    def attempt(self) -> Iterator[Path]:
        """Give a folder for one download; it is gone afterwards."""
        self.root.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=_ATTEMPT, dir=self.root))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def receive(
        self, model: Model, file: WeightFile, pieces: Iterable[bytes], *, cure: str
    ) -> None:
        """Write *pieces* as a file of *model*, and keep it only when its digest is right.

        Raises:
            ModelError: It is larger than the catalog says, or its digest differs.
        """
        part, digest, size = self.part(model, file), hashlib.sha256(), 0
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as out:
            for piece in pieces:
                size += len(piece)
                if size > file.size:
                    break
                digest.update(piece)
                out.write(piece)
        if digest.hexdigest() != file.sha256 or size != file.size:
            part.unlink()
            found = digest.hexdigest() if size <= file.size else f"{file.size}バイトより大きい"
            raise mismatch(f"{model.name}/{file.path}", file.sha256, found, cure)
        part.replace(self.place(model, file))

    def repair(self, model: Model, file: WeightFile, given: Path, published: Published) -> None:
        """Turn a JSON file as published into the file the catalog wants.

        Args:
            model: The model it belongs to.
            file: The file as it shall be.
            given: The published file, verified.
            published: What is to be replaced in it.
        """
        value = json.loads(given.read_text(encoding="utf-8")) | published.replace
        text = json.dumps(value, indent=2) + "\n"
        self.receive(model, file, [text.encode()], cure="プログラムを入れ直してください。")

    def publish(self, model: Model) -> None:
        """Move the waiting files of *model* into the store.

        A new model appears at once, by a rename. In a model that was damaged, file after file is
        replaced.
        """
        waiting, target = self.root / model.name, self._store.folder(model)
        wanted = {self.place(model, file) for file in model.weights}
        for path in list(waiting.rglob("*")):
            # Left by a fetch under an older catalog.
            if path.is_file() and path not in wanted:
                path.unlink()
        if not target.exists():
            waiting.replace(target)
            return
        for file in model.weights:
            place = self.place(model, file)
            if place.is_file():
                (target / file.path).parent.mkdir(parents=True, exist_ok=True)
                place.replace(target / file.path)
        shutil.rmtree(waiting, ignore_errors=True)

    def drop_wheels(self, packages: Iterable[Package]) -> None:
        """Remove wheels that nothing more will be taken from."""
        for package in packages:
            (self.wheels / package.wheel).unlink(missing_ok=True)

    def close(self) -> None:
        """Remove the waiting room when nothing waits in it."""
        for folder in (self.wheels, self.root):
            with contextlib.suppress(OSError):
                folder.rmdir()
