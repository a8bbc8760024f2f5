"""How many cores a recogniser takes."""

import pytest

from minutes_pipeline.transcription.cores import physical_cores


def test_a_share_is_kept_where_several_work_side_by_side(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")

    assert physical_cores() == 1


@pytest.mark.parametrize("said", ["", "many", "0", "9999"])
def test_no_share_is_more_than_there_are_and_never_none(monkeypatch, said):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    there = physical_cores()
    monkeypatch.setenv("OMP_NUM_THREADS", said)

    assert 1 <= physical_cores() <= there
