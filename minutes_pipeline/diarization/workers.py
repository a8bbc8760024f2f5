"""Windows computed side by side, each by one thread.

Threads that share one small computation wait for each other at every layer; threads that each have
a window of their own do not. A quarter less processor time, and less by the clock: see
docs/decisions/0043. Heavy to import (torch).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import torch

Item = TypeVar("Item")
Result = TypeVar("Result")


def side_by_side(
    work: Callable[[Item], Result], items: Iterable[Item], device: torch.device
) -> Iterator[Result]:
    """Yield ``work(item)`` for every item, in order.

    As many items are worked on at a time as torch has threads, each by one of them. A graphics
    card is given one after the other.

    Args:
        work: Called from several threads at once.
        items: Small: all of them are queued at the beginning.
        device: Where *work* computes.
    """
    threads = torch.get_num_threads()
    if device.type != "cpu" or threads == 1:
        yield from map(work, items)
        return
    torch.set_num_threads(1)
    pool = ThreadPoolExecutor(threads)
    try:
        yield from pool.map(work, items)
    finally:
        # After a failure, or where a person stops the run, what is queued is not worked off.
        pool.shutdown(cancel_futures=True)
        torch.set_num_threads(threads)
