"""Windows computed side by side: in order, one thread each, and stopped when one fails."""

from __future__ import annotations

import threading

import pytest
import torch

from minutes_pipeline.diarization.workers import side_by_side

CPU = torch.device("cpu")


@pytest.fixture(params=[1, 2, 3])
def threads(request):
    before = torch.get_num_threads()
    torch.set_num_threads(request.param)
    yield request.param
    torch.set_num_threads(before)


def test_results_come_in_order_and_each_has_one_thread(threads):
    def work(item: int) -> tuple[int, int]:
        return item * item, torch.get_num_threads()

    found = list(side_by_side(work, range(40), CPU))
    assert found == [(item * item, 1) for item in range(40)]
    assert torch.get_num_threads() == threads


def test_one_failure_ends_all_and_the_threads_are_given_back(threads):
    done: list[int] = []
    first = threading.Event()

    def work(item: int) -> int:
        if item == 0:
            first.set()
            raise ValueError("damaged")
        first.wait(10)
        done.append(item)
        return item

    with pytest.raises(ValueError, match="damaged"):
        list(side_by_side(work, range(20_000), CPU))
    assert len(done) < 19_999
    assert torch.get_num_threads() == threads
