"""What an engine leaves behind is given back before the next one is loaded."""

from __future__ import annotations

import os
import platform

import psutil
import pytest

from minutes_pipeline.runner import give_memory_back

MANY, SIZE = 150_000, 700


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what was freed")
def test_freed_pieces_go_back_to_the_system():
    process = psutil.Process(os.getpid())
    pieces = [bytes(SIZE) for _ in range(MANY)]
    kept = pieces[:: MANY // 100]  # a few that stay hold the heap's end where it is
    full = process.memory_info().rss
    del pieces
    give_memory_back()
    assert process.memory_info().rss < full - MANY * SIZE / 2
    assert all(len(piece) == SIZE for piece in kept)
