"""Weights from a Hugging Face hub, at the exact revision the catalog names."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

from minutes_pipeline.modelstore.catalog import HubFile, HubModel
from minutes_pipeline.modelstore.fingerprints import sha256_of
from minutes_pipeline.modelstore.refusals import explain
from minutes_pipeline.modelstore.staging import Meter, Staging, mismatch
from minutes_pipeline.modelstore.store import spoken_size

_POLL = 0.2
"""Seconds between two looks at how much has come."""

_DISTRUST = "配布元が別のファイルを返しています。使わずに捨てました。もう一度実行してください。"


def bring(model: HubModel, files: tuple[HubFile, ...], staging: Staging, meter: Meter) -> None:
    """Put *files* of *model* into *staging*, verified.

    Raises:
        ModelError: The hub cannot be reached, refuses, or sends other bytes than the catalog names.
        StorageError: The disk is full.
    """
    label = f"{model.repository}@{model.revision[:8]}"
    size = sum(file.wire[0] for file in files)
    meter.progress.remark(f"{label} を取得しています（{spoken_size(size)}）")
    text = _run_child(model, files, staging, meter)
    if text:
        raise explain(text, label, terms=model.terms)
    for file in files:
        part = staging.part(model, file)
        digest = file.wire[1]
        if (found := sha256_of(part)) != digest:
            part.unlink()
            raise mismatch(f"{label} の {file.path}", digest, found, _DISTRUST)
        if file.published is None:
            part.replace(staging.place(model, file))
        else:
            published = part.replace(part.with_name(f"{part.name}.published"))
            staging.repair(model, file, published, file.published)
            published.unlink()
    meter.add(size)


def _run_child(model: HubModel, files: tuple[HubFile, ...], staging: Staging, meter: Meter) -> str:
    """Download in a child process; return what went wrong, empty when nothing did."""
    parts = {file.path: staging.part(model, file) for file in files}
    order = {
        "repository": model.repository,
        "revision": model.revision,
        "files": [(file.path, file.wire[0], str(parts[file.path])) for file in files],
    }
    package = Path(__file__).resolve().parent.parent.parent
    paths = [str(package), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    with staging.attempt() as folder:
        log, answer = folder / "hub.log", folder / "answer.json"
        with log.open("wb") as errors, answer.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "minutes_pipeline.modelstore.hub_child"],
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=errors,
                env=environment,
            )
            assert process.stdin is not None
            try:
                process.stdin.write(json.dumps(order).encode() + b"\n")
                process.stdin.flush()
                while process.poll() is None:
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(_POLL)
                    meter.show(sum(map(_size, parts.values())))
            finally:
                if process.poll() is None:
                    process.terminate()
                    process.wait()
                with contextlib.suppress(OSError):
                    process.stdin.close()
        if process.returncode == 0:
            return ""
        with contextlib.suppress(ValueError):
            return str(json.loads(answer.read_text(encoding="utf-8"))["failed"])
        return log.read_text(encoding="utf-8", errors="replace") or "no answer"


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0
