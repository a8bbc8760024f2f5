"""Whatever a file holds, its parser returns a value or says in Japanese what is wrong with it.

The budget is small and the same files come each time; `make fuzz` goes on for as long as wanted.
"""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

import pytest
from fuzzed_parsers import PARSERS, survives
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutations import mutated

COUNT = int(os.environ.get("MINUTES_FUZZ_EXAMPLES", "40"))


@pytest.mark.parametrize("name", PARSERS)
def test_real_files_are_read(tmp_path: Path, name: str) -> None:
    parser = PARSERS[name]
    codes = {survives(parser, seed, data, tmp_path) for seed, data in parser.seeds}

    # A list names recordings that are not there; all else begins from files that can be read.
    assert codes == ({"G03"} if name == "batch-list" else {""})


@pytest.mark.parametrize("name", PARSERS)
def test_changed_files_are_read_or_refused(name: str) -> None:
    parser = PARSERS[name]

    @settings(
        max_examples=COUNT,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(seed=st.integers(0, len(parser.seeds) - 1), number=st.integers(0, 2**32))
    def attempt(seed: int, number: int) -> None:
        file, data = parser.seeds[seed]
        with tempfile.TemporaryDirectory() as folder:
            survives(parser, file, mutated(data, random.Random(number)), Path(folder))

    attempt()


@pytest.mark.parametrize("name", PARSERS)
def test_any_bytes_are_read_or_refused(name: str) -> None:
    parser = PARSERS[name]

    @settings(max_examples=COUNT // 2, deadline=None, database=None, derandomize=True)
    @given(
        data=st.one_of(
            st.binary(max_size=300),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=300).map(str.encode),
        )
    )
    def attempt(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            survives(parser, parser.seeds[0][0], data, Path(folder))

    attempt()
