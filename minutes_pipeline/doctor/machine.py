"""The computer itself: Python, memory, disk, folders, and whether it can show Japanese."""

from __future__ import annotations

import locale
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil

from minutes_pipeline.doctor.finding import Finding, fault, good, notice

GIGA = 1_000_000_000
LEAST_MEMORY = 4 * GIGA
"""Bytes in all below which a run with the embedded models fails: it takes 2.0 to 2.5 GB beside
the operating system's own needs."""
LEAST_FREE = 2.5 * GIGA
"""Bytes free now that one run takes at its peak (measured with the embedded models)."""
LEAST_DISK = 1 * GIGA
"""Bytes free beside a recording: three hours of prepared sound are 0.35 GB, results less."""
PYTHONS = ((3, 11), (3, 13))
"""First and last version of Python that the engines support."""


def python() -> Finding:
    """Return whether this Python is one the engines run on."""
    title, found = "Python", f"{platform.python_version()}（{platform.machine()}）"
    first, last = PYTHONS
    if not first <= sys.version_info[:2] <= last or sys.maxsize < 2**32:
        return fault(
            "python",
            title,
            found,
            "64ビット版の Python 3.12 を入れ、インストールし直してください。",
        )
    return good("python", title, found)


def memory() -> Finding:
    """Return whether one run fits into this computer's memory."""
    now = psutil.virtual_memory()
    title = "メモリ"
    found = f"全体 {now.total / GIGA:.1f} GB、空き {now.available / GIGA:.1f} GB"
    if now.total < LEAST_MEMORY:
        return fault("memory", title, found, "8 GB 以上のメモリを載せた計算機をお使いください。")
    if now.available < LEAST_FREE:
        return notice(
            "memory",
            title,
            found,
            "ほかのソフトを閉じてから会議録を作ってください（約 2.5 GB を使います）。",
        )
    return good("memory", title, found)


def cores() -> Finding:
    """Return how many processor cores there are; one makes a run slow."""
    count = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    if count < 2:
        return notice(
            "cores", "CPU", "1 コア", "録音と同じくらいの時間がかかります。夜間の実行を勧めます。"
        )
    return good("cores", "CPU", f"{count} コア")


def folders(places: dict[str, Path]) -> Iterator[Finding]:
    """Yield, for each folder, whether a file can be written there and how much room is left.

    Args:
        places: What a clerk calls each folder, and where it is; one that is not there yet is
            looked at where it would be made.
    """
    for number, (title, place) in enumerate(places.items(), start=1):
        name = f"folder-{number}"
        there = next(p for p in (place, *place.parents) if p.is_dir())
        try:
            with tempfile.NamedTemporaryFile(dir=there, prefix="minutes-doctor-"):
                free = psutil.disk_usage(str(there)).free
        except OSError as error:
            yield fault(
                name,
                title,
                f"{place}（書き込めません: {error.strerror or error}）",
                "書き込み権限のあるフォルダをお使いください。",
            )
            continue
        found = f"{place}（空き {free / GIGA:.1f} GB）"
        if free < LEAST_DISK:
            yield fault(
                name, title, found, "不要なファイルを消し、1 GB 以上の空きを作ってください。"
            )
        else:
            yield good(name, title, found)


def words() -> Finding:
    """Return whether Japanese file names and messages pass through this system."""
    names, text = sys.getfilesystemencoding(), locale.getpreferredencoding(do_setlocale=False)
    found = f"ファイル名 {names}、文字 {text}"
    try:
        "会議録（髙﨑）①".encode(names)
    except UnicodeEncodeError:
        return notice(
            "locale",
            "日本語",
            found,
            "環境変数 PYTHONUTF8=1 を設定してください（日本語のファイル名を扱えません）。",
        )
    return good("locale", "日本語", found)
