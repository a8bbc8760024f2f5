"""Recordings as offices have them: cut off, damaged, misnamed, of odd kinds; from file to speech."""

from __future__ import annotations

import struct
import unicodedata
import wave
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from clerk import SECONDS, Run, asked, intact

from minutes_pipeline.meeting import Severity
from minutes_pipeline.workspace.artifacts import DAMAGE
from minutes_pipeline.workspace.folder import WorkFolder

RECORDING = 3
RATE = 16_000


def pcm(path: Path) -> np.ndarray:
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def encoded(path: Path, samples: list[np.ndarray], codec: str, rate: int = RATE) -> bytes:
    """Write a file with a sound track for each of *samples*; return its bytes."""
    with av.open(str(path), "w") as out:
        tracks = [out.add_stream(codec, rate=rate, layout="mono") for _ in samples]
        if path.suffix == ".mp4":
            picture = out.add_stream("mpeg4", rate=5)
            picture.width, picture.height, picture.pix_fmt = 64, 64, "yuv420p"
            black = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), format="rgb24")
            out.mux(picture.encode(black))
            out.mux(picture.encode(None))
        for track, one in zip(tracks, samples, strict=True):
            block = np.ascontiguousarray(one[:: RATE // rate].reshape(1, -1))
            frame = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
            frame.sample_rate = rate
            context = track.codec_context
            resampler = av.AudioResampler(
                context.format, "mono", rate, frame_size=context.frame_size or 1024
            )
            for piece in [*resampler.resample(frame), *resampler.resample(None)]:
                out.mux(track.encode(piece))
            out.mux(track.encode(None))
    return path.read_bytes()


def head(size: int, rate: int = RATE) -> bytes:
    """Return the head of a mono WAV that promises *size* bytes of sound."""
    form = struct.pack("<IHHIIHH", 16, 1, 1, rate, rate * 2, 2, 16)
    return (
        b"RIFF"
        + struct.pack("<I", size + 36)
        + b"WAVEfmt "
        + form
        + b"data"
        + struct.pack("<I", size)
    )


def damaged(data: bytes) -> bytes:
    """Return *data* with a tenth of it overwritten, spread over its later part."""
    chance = np.random.default_rng(1)
    out = bytearray(data)
    for at in np.linspace(len(data) * 0.3, len(data) * 0.9, 6).astype(int):
        out[at : at + len(data) // 60] = chance.bytes(len(data) // 60)
    return bytes(out)


Make = Callable[[Path, np.ndarray, Path], None]


def cut(codec: str) -> Make:
    def make(path: Path, sound: np.ndarray, spoken: Path) -> None:
        whole = encoded(path, [sound], codec)
        path.write_bytes(whole[: len(whole) // 2])

    return make


def broken(codec: str) -> Make:
    def make(path: Path, sound: np.ndarray, spoken: Path) -> None:
        path.write_bytes(damaged(encoded(path, [sound], codec)))

    return make


def lying(size: int, rate: int = RATE) -> Make:
    return lambda path, sound, _: path.write_bytes(head(size, rate) + sound.tobytes()) and None


def chained(path: Path, sound: np.ndarray, spoken: Path) -> None:
    """Two recordings one behind the other in a file, of different rates."""
    codec = "libopus" if path.suffix == ".ogg" else "libmp3lame"
    first = encoded(path, [sound[: len(sound) // 2]], codec)
    path.write_bytes(first + encoded(path, [sound[len(sound) // 2 :]], codec, 8_000))


def phone(codec: str) -> Make:
    return lambda path, sound, _: encoded(path, [sound], codec, 8_000) and None


def dead_channel(path: Path, sound: np.ndarray, spoken: Path) -> None:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(np.stack([np.zeros_like(sound), sound], axis=1).tobytes())


def two_tracks(path: Path, sound: np.ndarray, spoken: Path) -> None:
    encoded(path, [np.zeros_like(sound), sound], "aac")


def misnamed(path: Path, sound: np.ndarray, spoken: Path) -> None:
    path.write_bytes(encoded(path.with_suffix(".flac"), [sound], "flac"))


def copied(path: Path, sound: np.ndarray, spoken: Path) -> None:
    path.write_bytes(spoken.read_bytes())


def seconds(count: int) -> Make:
    def make(path: Path, sound: np.ndarray, spoken: Path) -> None:
        piece = sound[RATE * 3 : RATE * (3 + count)].tobytes()
        path.write_bytes(head(len(piece)) + piece)

    return make


def written(data: bytes) -> Make:
    return lambda path, *_: path.write_bytes(data) and None


USED = [
    ("途中で切れた.mp3", cut("libmp3lame"), 6, "途中で壊れています"),
    ("途中で切れた.wav", lying(RATE * 2 * SECONDS * 2), 12, "本来は約0分24秒"),
    ("途中で切れた.ogg", cut("libopus"), 6, "終わりの印がありません"),
    ("途中で切れた.flac", cut("flac"), 6, "途中で壊れています"),
    ("傷.mp3", broken("libmp3lame"), 12, "壊れ"),
    ("傷.ogg", broken("libopus"), None, "壊れています"),
    ("傷.flac", broken("flac"), 12, None),
    ("十二時間と書かれた.wav", lying(RATE * 2 * 3600 * 12), 12, "12時間"),
    ("長さの書かれていない.wav", lying(0xFFFFFFFF - 36), 12, ""),
    ("途中で周波数が変わる.ogg", chained, 12, ""),
    ("途中で周波数が変わる.mp3", chained, 12, "壊れた箇所が1か所"),
    ("電話A.wav", phone("pcm_alaw"), 12, ""),
    ("電話μ.wav", phone("pcm_mulaw"), 12, ""),
    ("片方だけ.wav", dead_channel, 12, ""),
    ("音声二本.mp4", two_tracks, 12, "2本目を使います"),
    ("中身はFLAC.mp3", misnamed, 12, ""),
    ("拡張子なし", copied, 12, ""),
    ("一秒.wav", seconds(1), 1, ""),
    ("空白 と 全角　空白.wav", copied, 12, ""),
    ("絵文字🎤👩‍💼.wav", copied, 12, ""),
    (unicodedata.normalize("NFD", "がぎぐげご審議会.wav"), copied, 12, ""),
    ("あ" * 83 + "aa.wav", copied, 12, ""),
]


@pytest.mark.parametrize(("name", "make", "length", "word"), USED, ids=[u[0][:12] for u in USED])
def test_what_can_be_heard_is_heard_and_what_is_missing_is_said(
    minutes: Run,
    spoken: Path,
    tmp_path: Path,
    name: str,
    make: Make,
    length: float | None,
    word: str | None,
) -> None:
    place = tmp_path / "録音"
    place.mkdir()
    make(place / name, pcm(spoken), spoken)
    out = asked(tmp_path / "会議.minutes", recording=place / name)

    said = minutes("run", out, "--until", "find-speech")

    said.went(word or "")
    told = WorkFolder(out).load(DAMAGE)
    assert bool(told) == ("途中で" in said.text or "壊れた" in said.text)
    assert all(note.severity is Severity.HIGH and name in note.message for note in told)
    assert all(note.start is not None and note.concerns_recording for note in told)
    assert word is None or bool(word) == (
        "途中で" in said.text or "壊れた" in said.text or "本あります" in said.text
    )
    with wave.open(str(out / "work" / "audio.wav"), "rb") as heard:
        assert heard.getnframes() > RATE / 2
        if length is not None:
            assert heard.getnframes() / RATE == pytest.approx(length, rel=0.35)
    intact(out)


REFUSED = [
    ("索引のない.m4a", cut("aac"), "R02", "写し直して"),
    ("空.wav", written(b""), "R02", "空.wav"),
    ("零秒.wav", seconds(0), "R0", "零秒.wav"),
    ("一ヘルツ.wav", lying(RATE * 2 * SECONDS, 1), "R02", "一ヘルツ.wav"),
    ("次第.mp3", written("1　利用料の改定について\n".encode() * 50), "R02", "次第.mp3"),
    ("._録音.mp3", written(b"\0\5\x16\7\0\2\0\0Mac OS X        " + bytes(4000)), "R02", "._録音"),
    ("一覧.m3u8", written(b"#EXTM3U\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n"), "R02", "一覧.m3u8"),
    ("写真.mp3", written(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 12), "R0", "写真.mp3"),
]


@pytest.mark.parametrize(("name", "make", "code", "word"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_is_no_recording_is_refused(
    minutes: Run, spoken: Path, tmp_path: Path, name: str, make: Make, code: str, word: str
) -> None:
    place = tmp_path / "録音"
    place.mkdir()
    make(place / name, pcm(spoken), spoken)
    out = asked(tmp_path / "会議.minutes", recording=place / name)

    minutes("run", out, "--until", "find-speech").refused(RECORDING, code, word, "minutes run")

    intact(out)


def test_a_folder_and_a_ring_of_links_are_no_recording(minutes: Run, tmp_path: Path) -> None:
    (tmp_path / "輪.wav").symlink_to(tmp_path / "輪.wav")
    (tmp_path / "箱.wav").mkdir()

    minutes("draft", tmp_path / "輪.wav").refused(RECORDING, "輪.wav")
    minutes("draft", tmp_path / "箱.wav").refused(RECORDING, "フォルダです")
