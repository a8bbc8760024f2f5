"""A process of its own that downloads files from a model hub; started by `hub` alone.

The program forbids its libraries the network (``HF_HUB_OFFLINE``), and huggingface_hub reads that
once, at its import. So the one command that may use the network does so in a child, where the
ban is lifted before the import and nothing else of the program is touched.

Standard input gives one line of JSON; then it must stay open: when it ends, the parent is gone
and so are we. Standard output gets one line of JSON when a download failed. Files grow where they
are told to and go on from there when started again: huggingface_hub's own download functions keep
nothing of a file that a killed process had begun.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any


def main() -> int:
    """Download what standard input asks for; return the exit status."""
    order = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    os.environ["HF_HUB_OFFLINE"] = "0"
    # Xet transfers cannot be resumed after a kill, and keep a second copy in a cache.
    os.environ["HF_HUB_DISABLE_XET"] = "1"
    os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
    try:
        for path, size, part in order["files"]:
            _download(order["repository"], order["revision"], path, size, Path(part))
    except Exception as error:  # noqa: BLE001 - the parent tells what it means, whatever it is
        sys.stdout.write(json.dumps({"failed": f"{type(error).__name__}: {error}"}) + "\n")
        return 1
    return 0


def _download(repository: str, revision: str, path: str, size: int, part: Path) -> None:
    # Only here: it must come after the environment is set.
    from huggingface_hub import hf_hub_url
    from huggingface_hub.file_download import http_get
    from huggingface_hub.utils import build_hf_headers

    part.parent.mkdir(parents=True, exist_ok=True)
    part.touch()
    if part.stat().st_size > size:
        part.unlink()
        part.touch()
    if part.stat().st_size == size:
        return
    headers: dict[str, Any] = build_hf_headers()
    # Without this a server may send text compressed, and sizes would not be those of the file.
    headers["Accept-Encoding"] = "identity"
    with part.open("r+b") as file:
        file.seek(0, os.SEEK_END)
        http_get(
            hf_hub_url(repository, path, revision=revision),
            file,
            resume_size=file.tell(),
            headers=headers,
            expected_size=size,
            displayed_filename=path,
        )


def _leave_with_parent() -> None:
    # Past Python's own buffer: a thread that waits inside it would hold up the end of the process.
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
