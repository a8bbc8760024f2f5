"""Which Word files were taken back into a work folder, and from which draft each was made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from minutes_pipeline.errors import AlteredByHand
from minutes_pipeline.workspace.folder import WorkFolder

IMPORTS = "work/imports.json"
KEPT = "work/imports"
"""Folder of the files themselves."""


@dataclass(frozen=True, slots=True)
class Import:
    """One file that was taken in.

    Attributes:
        file: Its name.
        sha256: Digest of its bytes.
        draft: Digest of the draft that it was made from.
        machine: Digest of the machine's minutes at the time.
        steps: Number of steps of the log of corrections before it.
        when: ISO 8601.
        done: All of it is kept; False after a kill, so that the next import goes on.
    """

    file: str
    sha256: str
    draft: str
    machine: str
    steps: int
    when: str
    done: bool = False


def read_imports(folder: WorkFolder) -> list[Import]:
    """Return every import of *folder*, in order.

    Raises:
        AlteredByHand: The file is not what was written (W04).
    """
    path = folder.path / IMPORTS
    try:
        return [Import(**one) for one in json.loads(path.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError) as error:
        raise AlteredByHand(
            "W04",
            f"取り込みの記録を読めません（{path}）。",
            "このファイルを別の場所に移してから、もう一度実行してください。",
        ) from error


def store_imports(folder: WorkFolder, imports: Sequence[Import]) -> None:
    """Keep *imports* as the imports of *folder*.

    Raises:
        StorageError: Disk full or not writable.
    """
    held = json.dumps([asdict(one) for one in imports], ensure_ascii=False, indent=1)
    folder.write_bytes(IMPORTS, f"{held}\n".encode())
