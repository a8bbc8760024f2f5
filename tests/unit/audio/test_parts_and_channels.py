"""A sitting in several files, and one with a microphone for each seat: real speech throughout."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import numpy as np
import pytest

from minutes_pipeline.audio.decoding import Decoder
from minutes_pipeline.audio.stage import FindSpeech, PrepareAudio
from minutes_pipeline.meeting import SpeechRegions
from minutes_pipeline.workspace.artifacts import AUDIO, RECORDING, SAMPLE_RATE, Samples
from minutes_pipeline.workspace.stage import Inputs

SECONDS = 60


class Given:
    """Files and sound, as a stage asks a work folder for them."""

    def __init__(self, files: tuple[Path, ...] = (), sound: Samples | None = None) -> None:
        self.files, self.sound = files, sound

    def paths(self, source):
        assert source == RECORDING
        return self.files

    def load(self, artifact):
        assert artifact == AUDIO
        return self.sound


class Told:
    def __init__(self) -> None:
        self.lines: list[str] = []

    def at(self, share: float) -> None:
        assert 0.0 <= share <= 1.0

    def remark(self, message: str) -> None:
        self.lines.append(message)


def prepared(*files: Path) -> tuple[Samples, list[str]]:
    told = Told()
    return PrepareAudio().run(Inputs(Given(files), (RECORDING,)), told), told.lines


def spoken(sound: Samples) -> SpeechRegions:
    return FindSpeech().run(Inputs(Given(sound=sound), (AUDIO,)), Told())


def seconds(regions: SpeechRegions) -> set[int]:
    """The tenths of a second in which somebody speaks."""
    return {t for s in regions.spans for t in range(round(s.start * 10), round(s.end * 10))}


def write(path: Path, channels: np.ndarray) -> Path:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(len(channels))
        out.setsampwidth(2)
        out.setframerate(SAMPLE_RATE)
        out.writeframes(np.ascontiguousarray(channels.T).astype("<i2").tobytes())
    return path


@pytest.fixture(scope="module")
def whole(sample: Path) -> np.ndarray:
    decoder = Decoder(lambda _: None)
    decoder.add(sample / "recording.opus")
    return decoder.samples()[: SECONDS * SAMPLE_RATE].copy()


@pytest.fixture(scope="module")
def heard(whole: np.ndarray) -> set[int]:
    return seconds(spoken(Samples(whole)))


def test_times_run_on_from_one_part_to_the_next(whole, heard, tmp_path):
    border = 37 * SAMPLE_RATE
    first = write(tmp_path / "前半.wav", whole[None, :border])
    second = write(tmp_path / "後半.wav", whole[None, border:])

    sound, lines = prepared(first, second)

    assert sound.duration == SECONDS
    assert np.abs(sound.pcm.astype(int) - whole).max() <= 1
    assert lines == [
        "前半.wav は 0分0秒から0分37秒までです。",
        "後半.wav は 0分37秒から1分0秒までです。",
    ]
    assert seconds(spoken(sound)) == heard


@pytest.mark.parametrize("seats", [3, 8, 16])
def test_a_microphone_for_each_seat_loses_nobody(sample, whole, heard, tmp_path, seats):
    """Every person is heard in one channel alone, all other channels carry a faint hum."""
    turns = json.loads((sample / "reference.json").read_text("utf-8"))["turns"]
    people = list(dict.fromkeys(turn["speaker"] for turn in turns))
    hum = 20 * np.sin(np.arange(len(whole)) * 2 * np.pi * 50 / SAMPLE_RATE)
    channels = np.tile(hum, (seats, 1))
    for turn in turns:
        first, last = (round(turn[at] * SAMPLE_RATE) for at in ("start", "end"))
        channels[people.index(turn["speaker"]) % seats, first:last] += whole[first:last]

    sound, _ = prepared(write(tmp_path / "卓上マイク.wav", channels))

    found = seconds(spoken(sound))
    assert sound.duration == SECONDS
    assert len(heard - found) <= 0.02 * len(heard)
    assert len(found - heard) <= 0.05 * len(heard)
