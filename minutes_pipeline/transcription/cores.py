"""How many processor cores really compute."""

from __future__ import annotations

import os
from pathlib import Path


def physical_cores() -> int:
    """Return the number of physical cores this process may use, at least 1.

    Two threads of one core share the unit that multiplies, so that a thread for each makes a
    recogniser slower. Where the system does not tell (Windows, macOS), half of what it counts is
    taken from four on. ``OMP_NUM_THREADS`` allows fewer, where several work side by side.
    """
    allowed = os.environ.get("OMP_NUM_THREADS", "")
    count = _counted()
    return max(1, min(count, int(allowed))) if allowed.isdecimal() else count


def _counted() -> int:
    if hasattr(os, "sched_getaffinity"):
        allowed = os.sched_getaffinity(0)
        cores = {_core(number) for number in allowed}
        return max(1, len(cores))
    count = os.cpu_count() or 1
    return count if count < 4 else count // 2


def _core(number: int) -> str:
    """Return a name that two threads of the same core share (Linux)."""
    topology = Path(f"/sys/devices/system/cpu/cpu{number}/topology")
    try:
        return (topology / "core_cpus_list").read_text() or str(number)
    except OSError:
        return str(number)
