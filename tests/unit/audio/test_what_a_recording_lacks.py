"""What is wrong with a recording stays with it as doubts; what is words is no recording."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from minutes_pipeline.audio.account import MOST, Account
from minutes_pipeline.audio.decoding import Decoder
from minutes_pipeline.errors import RecordingError
from minutes_pipeline.meeting import ReviewNote, Severity, Span
from minutes_pipeline.workspace.artifacts import AUDIO, Samples

NOTES = (ReviewNote("recording-cut", Severity.HIGH, "ここで途切れています。", start=1.0, end=2.0),)
LISTING = "第1回公民館運営審議会　次第\n1　利用料の改定について\n2　その他\n" * 20


@pytest.mark.parametrize("notes", [NOTES, ()], ids=["傷あり", "傷なし"])
def test_notes_travel_in_the_sound_file_that_any_program_still_plays(
    tmp_path: Path, notes: tuple[ReviewNote, ...]
) -> None:
    pcm = np.arange(-1600, 1600, dtype=np.int16)
    path = tmp_path / "audio.wav"

    AUDIO.dump(Samples(pcm, notes), path)
    loaded = AUDIO.load(path)

    assert loaded.notes == notes
    assert np.array_equal(loaded.pcm, pcm)
    size = path.stat().st_size
    assert int.from_bytes(path.read_bytes()[4:8], "little") == size - 8
    assert (size == 44 + len(pcm) * 2) == (not notes)
    with wave.open(str(path)) as other:
        assert other.readframes(other.getnframes()) == pcm.tobytes()
    decoder = Decoder(lambda _: None)
    decoder.add(path)
    assert np.array_equal(decoder.samples(), pcm)


def test_damage_near_by_is_one_doubt_and_far_away_another() -> None:
    account = Account()

    account.damaged("録音.mp3", [3.0, 5.0, 20.0, 300.0])

    assert [(n.start, n.end) for n in account.notes] == [(0.0, 25.0), (295.0, 305.0)]
    assert ["3か所" in account.notes[0].message, "1か所" in account.notes[1].message] == [True] * 2
    assert len(account.remarks) == 1
    assert "4か所" in account.remarks[0]


def test_damage_all_over_is_one_doubt_that_spans_it() -> None:
    account = Account()

    account.damaged("録音.mp3", [60.0 * n for n in range(1, MOST + 3)])

    assert [(n.start, n.end) for n in account.notes] == [(55.0, 60.0 * (MOST + 2) + 5.0)]
    assert f"{MOST + 2}か所" in account.notes[0].message


def test_a_hole_is_told_where_it_is_and_how_long() -> None:
    account = Account()

    account.gaps("録音.flac", [Span(100.0, 103.5), Span(500.0, 502.0)])

    assert [(n.code, n.start, n.end) for n in account.notes] == [
        ("recording-gap", 100.0, 103.5),
        ("recording-gap", 500.0, 502.0),
    ]
    assert "約2秒" in account.notes[1].message


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
@pytest.mark.parametrize("ending", ["wav", "flac", "g722", "sln", "txt", "ans", "raw"])
def test_words_are_no_recording_whatever_their_name_says(
    tmp_path: Path, encoding: str, ending: str
) -> None:
    path = tmp_path / f"次第.{ending}"
    path.write_bytes(LISTING.encode(encoding))

    with pytest.raises(RecordingError, match="文字のファイル") as refused:
        Decoder(lambda _: None).add(path)

    assert refused.value.code == "R02"


@pytest.mark.parametrize("ending", ["al", "ul", "sw", "ub"])
def test_sound_whose_rate_nobody_knows_is_no_recording(tmp_path: Path, ending: str) -> None:
    """FFmpeg would play it at a rate of its own choice."""
    path = tmp_path / f"録音.{ending}"
    path.write_bytes(np.random.default_rng(1).bytes(20_000))

    with pytest.raises(RecordingError) as refused:
        Decoder(lambda _: None).add(path)

    assert refused.value.code == "R02"
