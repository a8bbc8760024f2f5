"""Is a kept package still what was sealed?"""

from __future__ import annotations

from pathlib import Path

from minutes_pipeline.archive.bag_check import Inspection, inspect
from minutes_pipeline.archive.bag_reading import Fault
from minutes_pipeline.archive.second_opinion import objection
from minutes_pipeline.errors import PackageDamaged


def verified(folder: Path, seal: str | None = None) -> Inspection:
    """Return what is to be said of a whole package.

    Args:
        folder: The package.
        seal: The seal noted down when it was made; None to trust the package's own lists.

    Raises:
        PackageDamaged: B08, with every fault and the file it is in.
    """
    found = inspect(folder)
    faults = list(found.faults)
    if not faults:
        other = objection(folder)
        if other is not None:
            faults.append(Fault("", f"bagit-python の検査で問題が見つかりました（{other}）"))
    if seal is not None and found.seal != seal.strip().lower():
        faults.append(Fault("", f"控えの封印値と違います（いまの封印値 {found.seal or 'なし'}）"))
    if faults:
        listed = "".join(f"\n　・{one.file or folder.name}: {one.message}" for one in faults)
        raise PackageDamaged(
            "B08",
            f"保存パッケージに問題が{len(faults)}件あります（{folder}）。{listed}\n",
            "別に保管している写しを確かめ、無事なものと取り替えてください。",
        )
    return found
