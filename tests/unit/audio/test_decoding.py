"""Real tiny files, written by PyAV, broken in the ways that recordings are broken."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from minutes_pipeline.audio.stage import PrepareAudio
from minutes_pipeline.errors import RecordingError
from minutes_pipeline.workspace.artifacts import RECORDING, SAMPLE_RATE
from minutes_pipeline.workspace.stage import Inputs


class Files:
    def __init__(self, *paths: Path) -> None:
        self.files = paths

    def load(self, artifact):
        raise AssertionError(artifact)

    def paths(self, source):
        assert source == RECORDING
        return self.files


class Told:
    def __init__(self) -> None:
        self.shares: list[float] = []
        self.lines: list[str] = []

    def at(self, share: float) -> None:
        self.shares.append(share)

    def remark(self, message: str) -> None:
        self.lines.append(message)


def prepare(*paths: Path):
    told = Told()
    stage = PrepareAudio()
    return stage.run(Inputs(Files(*paths), stage.reads), told), told


def tone(seconds: float, rate: int = 44_100, level: float = 0.25) -> np.ndarray:
    return (level * np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate)).astype(
        np.float32
    )


def write(path: Path, channels: np.ndarray, codec: str, rate: int = 44_100) -> Path:
    """Write *channels*, shape (channels, samples)."""
    with av.open(str(path), "w") as out:
        layout = "stereo" if len(channels) == 2 else "mono"
        stream = out.add_stream(codec, rate=rate, layout=layout)
        stream.bit_rate = 128_000
        frame_size = 1024
        for first in range(0, channels.shape[1], frame_size):
            block = np.ascontiguousarray(channels[:, first : first + frame_size])
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout)
            frame.sample_rate = rate
            frame.pts = first
            for packet in stream.encode(frame):
                out.mux(packet)
        for packet in stream.encode(None):
            out.mux(packet)
    return path


def level(pcm: np.ndarray) -> float:
    middle = pcm[len(pcm) // 4 : -len(pcm) // 4].astype(np.float64) / 32768
    return float(np.sqrt(np.mean(middle**2)))


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.wav", "pcm_s16le"),
        ("a.mp3", "libmp3lame"),
        ("a.m4a", "aac"),
        ("a.mp4", "aac"),
        ("a.wma", "wmav2"),
        ("a.flac", "flac"),
        ("a.opus", "libopus"),
    ],
)
def test_every_usual_format_keeps_its_length_and_level(tmp_path, name, codec):
    rate = 48_000 if codec == "libopus" else 44_100
    samples, told = prepare(write(tmp_path / name, tone(2.0, rate)[None], codec, rate))
    assert samples.duration == pytest.approx(2.0, abs=0.1)
    assert level(samples.pcm) == pytest.approx(0.25 / np.sqrt(2), rel=0.1)
    assert told.lines == []
    assert told.shares[-1] == 1.0


def test_a_dead_channel_costs_no_level(tmp_path):
    both = np.stack([tone(1.0), np.zeros(44_100, np.float32)])
    samples, _ = prepare(write(tmp_path / "a.wav", both, "pcm_s16le"))
    assert level(samples.pcm) == pytest.approx(0.25 / np.sqrt(2), rel=0.02)


def test_equal_channels_do_not_get_louder(tmp_path):
    samples, _ = prepare(write(tmp_path / "a.wav", np.stack([tone(1.0)] * 2), "pcm_s16le"))
    assert level(samples.pcm) == pytest.approx(0.25 / np.sqrt(2), rel=0.02)


def test_an_inverted_channel_does_not_cancel_the_other(tmp_path):
    samples, _ = prepare(write(tmp_path / "a.wav", np.stack([tone(1.0), -tone(1.0)]), "pcm_s16le"))
    assert level(samples.pcm) == pytest.approx(0.25 / np.sqrt(2), rel=0.02)


def test_a_voice_in_each_channel_is_kept(tmp_path):
    silence = np.zeros(44_100, np.float32)
    both = np.stack([np.concatenate([tone(1.0), silence]), np.concatenate([silence, tone(1.0)])])
    samples, _ = prepare(write(tmp_path / "a.wav", both, "pcm_s16le"))
    half = SAMPLE_RATE
    assert level(samples.pcm[:half]) > 0.1
    assert level(samples.pcm[half:]) > 0.1


def test_files_are_joined_in_the_given_order(tmp_path):
    loud = write(tmp_path / "1.wav", tone(1.0, level=0.5)[None], "pcm_s16le")
    soft = write(tmp_path / "2.mp3", tone(1.0, rate=48_000, level=0.05)[None], "libmp3lame", 48_000)
    samples, told = prepare(loud, soft)
    assert samples.duration == pytest.approx(2.0, abs=0.1)
    assert level(samples.pcm[:SAMPLE_RATE]) > 5 * level(samples.pcm[SAMPLE_RATE:])
    assert "2.mp3" in told.lines[1]


def code_of(*paths: Path) -> str:
    with pytest.raises(RecordingError) as caught:
        prepare(*paths)
    assert caught.value.cure
    return caught.value.code


def test_missing_file_and_folder(tmp_path):
    assert code_of(tmp_path / "ない.mp3") == "R01"
    assert code_of(tmp_path) == "R01"
    assert code_of() == "R01"


def test_text_named_as_sound(tmp_path):
    path = tmp_path / "録音.mp3"
    path.write_text("これは録音ではありません。" * 50, encoding="utf-8")
    assert code_of(path) == "R02"


def test_empty_file(tmp_path):
    path = tmp_path / "録音.wav"
    path.write_bytes(b"")
    assert code_of(path) == "R02"


def test_head_of_a_wav_without_sound(tmp_path):
    whole = write(tmp_path / "a.wav", tone(1.0)[None], "pcm_s16le").read_bytes()
    path = tmp_path / "b.wav"
    path.write_bytes(whole[: whole.index(b"data")] + b"data" + bytes(4))
    assert code_of(path) in {"R02", "R04"}


def test_video_without_sound(tmp_path):
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 32
        stream.pix_fmt = "yuv420p"
        for number in range(5):
            frame = av.VideoFrame.from_ndarray(
                np.full((32, 32, 3), number, np.uint8), format="rgb24"
            )
            for packet in stream.encode(frame):
                out.mux(packet)
        for packet in stream.encode(None):
            out.mux(packet)
    assert code_of(path) == "R03"


def test_a_file_cut_off_halfway_keeps_what_there_is(tmp_path):
    whole = write(
        tmp_path / "a.flac",
        np.random.default_rng(0).normal(0, 0.1, (1, 44_100 * 20)).astype(np.float32),
        "flac",
    ).read_bytes()
    path = tmp_path / "半分.flac"
    path.write_bytes(whole[: len(whole) // 2])
    samples, told = prepare(path)
    assert 8 < samples.duration < 12
    assert any("半分.flac" in line and "途中で壊れて" in line for line in told.lines)


def test_a_file_damaged_in_the_middle_is_read_to_its_end(tmp_path):
    path = write(tmp_path / "a.mp3", tone(10.0)[None], "libmp3lame")
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 3000] = b"\xff" * 3000
    path.write_bytes(data)
    samples, _ = prepare(path)
    assert samples.duration > 9.0
