"""Weights out of a folder that somebody carried here, held against the catalog like any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from minutes_pipeline.errors import ModelError
from minutes_pipeline.modelstore.catalog import HubFile, Model, WeightFile
from minutes_pipeline.modelstore.fingerprints import sha256_of
from minutes_pipeline.modelstore.staging import BLOCK, Meter, Staging

_DISTRUST = "写す途中で壊れたか、別の版です。もう一度写すか、別の場所から取得してください。"


def bring(
    model: Model, files: tuple[WeightFile, ...], folder: Path, staging: Staging, meter: Meter
) -> None:
    """Copy *files* of *model* from *folder* into *staging*, verified.

    Raises:
        ModelError: The folder lacks files, or they are not those the catalog names.
    """
    missing = [file.path for file in files if not (folder / file.path).is_file()]
    if missing:
        raise ModelError(
            "M03",
            f"フォルダ「{folder}」に {model.name} のファイルがありません"
            f"（足りないもの: {'、'.join(missing)}）。",
            "モデルのファイルを全部写したフォルダを --from で指定してください。",
        )
    for file in files:
        given = folder / file.path
        published = file.published if isinstance(file, HubFile) else None
        if published is not None and sha256_of(given) == published.sha256:
            staging.repair(model, file, given, published)
        else:
            staging.receive(model, file, _pieces(given), cure=_DISTRUST)
        meter.add(file.size)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(BLOCK):
            yield piece
