"""Write a BagIt 1.0 package (RFC 8493): every byte decided by what goes in.

The folder is filled under a name of its own and gets its final name in one step, so that whoever
sees the final name sees a whole package.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from minutes_pipeline.errors import PaperError, storage_errors

ALGORITHMS = ("sha256", "sha512")
"""Digests of every manifest: the one asked for by the RFC and the one most widely known."""
DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PROFILE = "urn:minutes-pipeline:bag-profile:1"
"""Identifies packages of this program: they are held to stricter rules than others."""
UNFINISHED = ".unfinished"
"""Ends the name of a package that is being written."""
_BLOCK = 1 << 20
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")

Content = bytes | Path
"""A file of the package: its bytes, or where a large one lies."""


def digests_of(content: Content) -> dict[str, str]:
    """Return the digest of *content* by each of `ALGORITHMS`, in lower-case hexadecimal."""
    sums = {name: hashlib.new(name) for name in ALGORITHMS}
    if isinstance(content, bytes):
        for one in sums.values():
            one.update(content)
    else:
        with content.open("rb") as file:
            while block := file.read(_BLOCK):
                for one in sums.values():
                    one.update(block)
    return {name: one.hexdigest() for name, one in sums.items()}


def manifest(listed: Mapping[str, str]) -> bytes:
    """Return a manifest's bytes: digest, two spaces, path; in order of path.

    Args:
        listed: Digest by path.
    """
    return "".join(f"{listed[path]}  {path}\n" for path in sorted(listed)).encode("ascii")


def bag_info(entries: Iterable[tuple[str, str]]) -> bytes:
    """Return ``bag-info.txt``: one line an entry; line breaks in a value become spaces."""
    lines = (f"{label}: {' '.join(value.split())}\n" for label, value in entries if value.strip())
    return "".join(lines).encode("utf-8")


def write_bag(
    target: Path,
    payload: Mapping[str, Content],
    tags: Mapping[str, bytes],
    info: Iterable[tuple[str, str]],
    last_look: Callable[[Path], None] | None = None,
) -> str:
    """Write a package and return its seal: the SHA-256 of ``tagmanifest-sha512.txt``.

    A package left unfinished by a killed run is swept away first.

    Args:
        target: The package's folder; must not exist.
        payload: Files under ``data/`` by path; ASCII letters, digits, ``._-`` and ``/`` only.
        tags: Further tag files by path (``metadata/dc.xml``).
        info: Entries of ``bag-info.txt``; ``Payload-Oxum`` and the profile are added.
        last_look: Called with the filled folder before it gets its name; what it raises leaves
            nothing behind.

    Raises:
        PaperError: B02, there is something under the final name already.
        StorageError: Disk full or not writable.
        ValueError: A name that not every system can hold.
    """
    for name in (*payload, *tags):
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a portable name: {name!r}")
    refuse_existing(target)
    workplace = target.with_name(target.name + UNFINISHED)
    with storage_errors(target):
        if workplace.exists():
            shutil.rmtree(workplace)
        workplace.mkdir(parents=True)
        try:
            seal = _fill(workplace, payload, tags, info)
            if last_look is not None:
                last_look(workplace)
            refuse_existing(target)
            workplace.rename(target)
            _sync_folder(target.parent)
        except BaseException:
            shutil.rmtree(workplace, ignore_errors=True)
            raise
    return seal


def refuse_existing(target: Path) -> None:
    """Raise when there is something under the final name.

    Raises:
        PaperError: B02.
    """
    if target.exists() or target.is_symlink():
        raise PaperError(
            "B02",
            f"出力先に既に同じ名前のものがあります（{target}）。保存パッケージは上書きしません。",
            "--out で別の名前にしてください（例: 版の番号を付ける）。",
        )


def _fill(
    folder: Path,
    payload: Mapping[str, Content],
    tags: Mapping[str, bytes],
    info: Iterable[tuple[str, str]],
) -> str:
    """Write all files, manifests last; return the seal."""
    listed = {f"data/{name}": _put(folder / "data" / name, payload[name]) for name in payload}
    octets = sum((folder / path).stat().st_size for path in listed)
    about = [
        *info,
        ("Payload-Oxum", f"{octets}.{len(listed)}"),
        ("BagIt-Profile-Identifier", PROFILE),
    ]
    whole = {**tags, "bagit.txt": DECLARATION, "bag-info.txt": bag_info(about)}
    for algorithm in ALGORITHMS:
        one = {path: sums[algorithm] for path, sums in listed.items()}
        whole[f"manifest-{algorithm}.txt"] = manifest(one)
    tagged = {name: _put(folder / name, content) for name, content in whole.items()}
    for algorithm in ALGORITHMS:
        one = {path: sums[algorithm] for path, sums in tagged.items()}
        _put(folder / f"tagmanifest-{algorithm}.txt", manifest(one))
    return seal_of(folder)


def seal_of(folder: Path) -> str:
    """Return the SHA-256 of a package's ``tagmanifest-sha512.txt``: it stands for every byte."""
    return hashlib.sha256((folder / "tagmanifest-sha512.txt").read_bytes()).hexdigest()


def _put(path: Path, content: Content) -> dict[str, str]:
    """Write one file to the disk and return its digests as read back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        shutil.copyfile(content, path)
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    # Of what lies there, not of what was meant: a faulty disk shows itself now.
    return digests_of(path)


def _sync_folder(folder: Path) -> None:
    """Bring the rename to the disk, where the system can (Windows does so by itself)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
