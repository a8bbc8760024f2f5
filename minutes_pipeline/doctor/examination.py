"""The whole examination, in the order in which a clerk would mend what it finds."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from minutes_pipeline.doctor import machine, parts, stock
from minutes_pipeline.doctor.finding import Finding
from minutes_pipeline.modelstore.store import Store, default_root


def examine(models_root: Path | None = None) -> Iterator[Finding]:
    """Yield what is found on this computer, each thing as soon as it has been tried.

    Args:
        models_root: Folder of all models, None for the default.

    Raises:
        ModelError: The catalog of models cannot be read.
    """
    store = Store(default_root(models_root))
    yield machine.python()
    yield machine.memory()
    yield machine.cores()
    yield from machine.folders(
        {
            "今いるフォルダ": Path.cwd(),
            "一時フォルダ": Path(tempfile.gettempdir()),
            "モデルの置き場所": store.root,
        }
    )
    yield machine.words()
    for part in parts.PARTS:
        yield parts.tried(part)
    yield from stock.models(store)
    yield stock.office()
    yield stock.fonts()
