"""Where the workers come from: processes of this computer, or an office's cluster.

Dask distributed: https://distributed.dask.org/ (docs/decisions/0038-batch.md says why).
"""

from __future__ import annotations

import logging
import os
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import psutil

from minutes_pipeline.errors import StageFailed

if TYPE_CHECKING:
    from distributed import Client

NEED = 3.0
"""Gigabytes that a worker takes at its peak with the embedded models."""
_WAIT = "30 s"


def fitting_workers() -> int:
    """Return how many workers this computer carries: by its cores and its memory, at least one."""
    memory = int(psutil.virtual_memory().available / (NEED * 1e9))
    cores = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    return max(1, min(memory, cores))


@contextmanager
def own_workers(count: int, memory: float | None = None) -> Iterator[Client]:
    """Start *count* worker processes on this computer, and end them with the block.

    They listen on this computer's own address only, and answer no browser. One that reaches
    *memory* bytes (default: its share of the computer's) is ended and made anew.

    Raises:
        StageFailed: They did not start (G10).
    """
    import dask  # heavy
    from distributed import Client, LocalCluster

    _quiet()
    share = max(1, (psutil.cpu_count(logical=False) or os.cpu_count() or 1) // count)
    settings = {
        "distributed.scheduler.allowed-failures": 1,
        "distributed.worker.memory.target": False,
        "distributed.worker.memory.spill": False,
        "distributed.worker.memory.pause": False,
        "distributed.worker.memory.terminate": 0.95,
        "distributed.comm.timeouts.connect": _WAIT,
        # A worker that is made anew takes over 15 s (Dask's default) on a busy computer; its keeper
        # was ended then, just when it was ready.
        "distributed.deploy.lost-worker-timeout": "10 min",
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
        "distributed.worker.preload": [__name__],
        "distributed.nanny.environ": {"OMP_NUM_THREADS": str(share)},
    }
    with dask.config.set(settings), _reached(), warnings.catch_warnings():
        # A second batch on this computer finds the port of the first; nobody asks either of them.
        warnings.filterwarnings("ignore", message="Port .* is already in use")
        cluster = LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            worker_dashboard_address=None,
            memory_limit=memory or psutil.virtual_memory().total / count,
            silence_logs=50,
        )
    try:
        with Client(cluster) as client:
            yield client
    finally:
        # Workers that are slow to end on a busy computer are killed; the work is done by then.
        with suppress(OSError, TimeoutError, RuntimeError):
            cluster.close()


@contextmanager
def lent_workers(address: str) -> Iterator[Client]:
    """Work with the workers of the scheduler at *address* (``tcp://host:8786``).

    They need the same version of this program, the models, and the meetings' folders under the
    same paths.

    Raises:
        StageFailed: It does not answer (G10), or has no workers (G11).
    """
    from distributed import Client  # heavy

    _quiet()
    with _reached():
        client = Client(address, timeout=_WAIT)
    with client:
        try:
            client.wait_for_workers(1, timeout=30)
        except TimeoutError as error:
            raise StageFailed(
                "G11",
                f"スケジューラ（{address}）に働き手（worker）がいません。",
                "「dask worker」を起動してから、もう一度実行してください。",
            ) from error
        yield client


def dask_setup(worker: object) -> None:
    """Leave Ctrl-C to the command, which ends its workers (Dask calls this in each of them)."""
    del worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _quiet() -> None:
    """Keep the tracebacks that Dask logs off a clerk's screen; what matters is raised as well."""
    for name in list(logging.root.manager.loggerDict):
        if name.split(".")[0] in ("asyncio", "dask", "distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except (OSError, TimeoutError, RuntimeError, ValueError) as error:
        raise StageFailed(
            "G10",
            f"一括処理の働き手を用意できません（{error}）。",
            "--scheduler の番地を確かめるか、付けずに実行してください。",
        ) from error
