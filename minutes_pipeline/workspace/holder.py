"""Who works in a folder: computer, process and since when, beside the lock for others to read."""

from __future__ import annotations

import json
import os
import socket
from datetime import datetime
from pathlib import Path


def take(path: Path) -> None:
    """Write down at *path* that this process holds the folder from now on."""
    held = {
        "computer": socket.gethostname(),
        "process": os.getpid(),
        "since": datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    path.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")


def holder_of(path: Path) -> str | None:
    """Return who is written down at *path*, in words for a clerk; None when nobody can be read.

    >>> import tempfile
    >>> place = Path(tempfile.mkdtemp()) / "holder"
    >>> _ = place.write_text(
    ...     '{"computer": "PC7", "process": 12, "since": "2025-04-01T09:05:00+09:00"}'
    ... )
    >>> holder_of(place)
    '計算機「PC7」のプロセス12（4月1日9時05分から）'
    """
    try:
        held = json.loads(path.read_text("utf-8"))
        since = datetime.fromisoformat(str(held["since"]))
        computer, process = held["computer"], held["process"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    when = f"{since.month}月{since.day}日{since.hour}時{since.minute:02}分"
    return f"計算機「{computer}」のプロセス{process}（{when}から）"
