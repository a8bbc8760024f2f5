"""Work folders to review: the bundled recording with its words, and a made meeting of two hours."""

from __future__ import annotations

import json
import random
import wave
from pathlib import Path

import numpy as np

from minutes_pipeline.api import run_recipe
from minutes_pipeline.progress import Silent
from minutes_pipeline.workspace.artifacts import AUDIO, SAMPLE_RATE, Samples
from minutes_pipeline.workspace.folder import WorkFolder
from minutes_pipeline.workspace.job import Choices, Job, look_at

DOUBTFUL = ("資源", "令和", "集団")
"""Words that the recogniser is made to doubt."""


class Quiet:
    """A reporter that shows nothing."""

    def begin(self, stage, position, count):
        return Silent()

    def done(self, stage, seconds):
        return

    def kept(self, stage, state):
        return


def whisper_json(turns: list[dict]) -> dict:
    """Return turns as a recogniser's JSON: anonymous voices, a time for every two characters."""
    voices: dict[str, str] = {}
    segments = []
    for turn in turns:
        voice = voices.setdefault(turn["speaker"], f"SPEAKER_{len(voices):02}")
        text, start, end = turn["text"], turn["start"], turn["end"]
        pieces = [text[n : n + 2] for n in range(0, len(text), 2)]
        step = (end - start) / max(1, len(pieces))
        words = [
            {
                "word": piece,
                "start": round(start + n * step, 3),
                "end": round(start + (n + 1) * step, 3),
                "probability": 0.2 if piece in DOUBTFUL else 0.95,
            }
            for n, piece in enumerate(pieces)
        ]
        segments.append(
            {"start": start, "end": end, "text": text, "speaker": voice, "words": words}
        )
    return {"segments": segments}


def drafted(root: Path, turns: list[dict], agenda: Path, roster: Path) -> WorkFolder:
    """Return the work folder of a meeting that starts from words."""
    root.mkdir(parents=True, exist_ok=True)
    words = root / "words.json"
    words.write_text(json.dumps(whisper_json(turns), ensure_ascii=False), "utf-8")
    given = (("transcript", words), ("agenda", agenda), ("roster", roster))
    folder = WorkFolder(root / "a.minutes")
    with folder.locked():
        files = tuple(look_at(source, path) for source, path in given)
        folder.store_job(Job(Choices(template="_sample"), files))
        run_recipe(folder, None, Quiet())
    return folder


def sample_meeting(root: Path, sample: Path) -> WorkFolder:
    """Return the bundled meeting, with the recording as prepared audio beside its words."""
    import av

    turns = json.loads((sample / "reference.json").read_text("utf-8"))["turns"]
    folder = drafted(root, turns, sample / "agenda.txt", sample / "roster.csv")
    resampler = av.AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
    pieces = []
    with av.open(str(sample / "recording.opus")) as source:
        for frame in source.decode(audio=0):
            pieces += [piece.to_ndarray()[0] for piece in resampler.resample(frame)]
    AUDIO.dump(Samples(np.concatenate(pieces).astype(np.int16)), folder.path / AUDIO.file)
    return folder


def long_turns(sample: Path, count: int) -> list[dict]:
    """Return *count* turns: those of the sample again and again, each at its own time."""
    own = json.loads((sample / "reference.json").read_text("utf-8"))["turns"]
    chance = random.Random(7)
    turns: list[dict] = []
    now = 1.0
    while len(turns) < count:
        for turn in own:
            for sentence in turn["text"].split("。"):
                if not sentence or len(turns) >= count:
                    continue
                length = 0.8 + len(sentence) * 0.02 + chance.random()
                turns.append(
                    {
                        # Another voice each time: neighbours of one voice would be joined.
                        "speaker": f"{turn['speaker']}-{len(turns) % 2}",
                        "text": f"{sentence}。",
                        "start": round(now, 2),
                        "end": round(now + length, 2),
                    }
                )
                now += length + 0.1
    return turns


def silence(path: Path, seconds: float) -> None:
    """Write a recording of that length with a quiet tone."""
    tone = (np.sin(np.arange(SAMPLE_RATE) * 440 * 2 * np.pi / SAMPLE_RATE) * 3000).astype("<i2")
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(SAMPLE_RATE)
        for _ in range(int(seconds)):
            out.writeframes(tone.tobytes())
