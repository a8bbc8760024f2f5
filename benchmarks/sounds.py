"""Sounds without words, as a microphone in a meeting room picks them up, and how they are made.

Levels are those of 16-bit samples at 16 kHz. The babble is speech of the given recordings played
backwards, many voices over one another, through a closed door (low-passed): nobody could say what
is said, and nobody said it. The singing is a voice of formants that sings vowels, no words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.signal import butter, lfilter, sosfilt

from minutes_pipeline.workspace.artifacts import SAMPLE_RATE as RATE

Sound = npt.NDArray[np.float64]

VOWELS = (
    (800, 1200, 2500),
    (300, 2300, 3000),
    (350, 1300, 2200),
    (500, 1900, 2500),
    (500, 850, 2400),
)
"""Formants [Hz] of a, i, u, e, o."""
SCALE = (0, 2, 4, 7, 9)
CHORDS = ((60, 64, 67), (57, 60, 64), (53, 57, 60), (55, 59, 62))


def silence(seconds: float) -> Sound:
    """Digital zero."""
    return np.zeros(round(seconds * RATE))


def room(seconds: float) -> Sound:
    """A quiet room through a good microphone, dithered: 66 dB below full scale."""
    random = np.random.default_rng(1)
    tone: Sound = sosfilt(
        butter(2, 2000, fs=RATE, output="sos"), random.normal(0, 30, _count(seconds))
    )
    dithered: Sound = tone + random.triangular(-1, 0, 1, len(tone))
    return dithered


def office(seconds: float, voices: Sequence[Sound] = ()) -> Sound:
    """Air, mains hum, keys, doors, a chair, and the babble of *voices* through the wall."""
    random = np.random.default_rng(2)
    count = _count(seconds)
    time = np.arange(count) / RATE
    sound = 250 * _pink(count, random)
    for hum, level in ((50, 120), (100, 60), (150, 30)):
        sound += level * np.sin(2 * np.pi * hum * time)
    key = np.exp(-np.arange(480) / 96)
    for start in random.integers(0, max(1, count - 480), round(seconds * 3)):
        sound[start : start + 480] += random.uniform(800, 3000) * random.normal(0, 1, 480) * key
    thud = np.exp(-np.arange(RATE // 2) / 1600) * np.sin(
        2 * np.pi * 70 * np.arange(RATE // 2) / RATE
    )
    scrape = np.sin(2 * np.pi * np.cumsum(np.linspace(180, 90, 6400)) / RATE) * np.hanning(6400)
    for event, level, each in ((thud, 5000, 25), (scrape, 1500, 15)):
        for start in random.integers(0, max(1, count - len(event)), max(1, round(seconds / each))):
            sound[start : start + len(event)] += level * event[: count - start]
    return sound + babble(seconds, voices)


def babble(seconds: float, voices: Sequence[Sound], level: float = 200.0, many: int = 8) -> Sound:
    """*many* stretches of *voices* at a time, backwards and muffled; silence without voices."""
    random = np.random.default_rng(3)
    count = _count(seconds)
    sound = np.zeros(count)
    piece = 5 * RATE
    for _ in range(many if voices else 0):
        for first in range(0, count, piece):
            voice = voices[int(random.integers(len(voices)))]
            start = random.integers(0, max(1, len(voice) - piece))
            back = voice[start : start + piece][::-1][: count - first]
            sound[first : first + len(back)] += back
    muffled: Sound = sosfilt(butter(4, 900, fs=RATE, output="sos"), sound)
    loud = float(np.sqrt(np.mean(muffled**2))) if count else 0.0
    return muffled * (level / loud) if loud else muffled


def music(seconds: float, singing: float = 2500.0) -> Sound:
    """Chords, a bass, a plucked tune, drums, and a voice at level *singing* (0: none)."""
    random = np.random.default_rng(4)
    sound = np.zeros(_count(seconds))

    def add(first: float, wave: Sound) -> None:
        start = round(first * RATE)
        sound[start : start + len(wave)] += wave[: max(0, len(sound) - start)]

    for bar in range(int(seconds // 2) + 1):
        chord = CHORDS[bar % 4]
        for pitch in chord:
            add(2 * bar, 1200 * _tone(pitch, 2.0, 6, 1.4, 1.5))
        add(2 * bar, 2500 * _tone(chord[0] - 24, 2.0, 4, 0.9, 1.0))
        for beat in range(4):
            pitch = int(random.choice(chord)) + 12
            add(2 * bar + beat / 2, 2000 * _tone(pitch, 0.7, 8, 1.2, 0.2))
            drum = np.exp(-np.arange(RATE // 5) / (2000 if beat % 2 == 0 else 500))
            hit = random.normal(0, 1, len(drum)) if beat % 2 else _sweep(len(drum))
            add(2 * bar + beat / 2, 2500 * drum * hit)
        for note in range(2 if singing else 0):
            pitch = 57 + SCALE[random.integers(5)]
            vowel = VOWELS[random.integers(5)]
            add(2 * bar + note, singing * _sung(pitch, 0.9, vowel, random))
    return 0.8 * sound


def without(meeting: Sound, at: float, pieces: Sequence[Sound]) -> Sound:
    """Return *meeting* with *pieces* put in at *at* seconds."""
    cut = round(at * RATE)
    return np.concatenate((meeting[:cut], *pieces, meeting[cut:]))


def samples(sound: Sound) -> npt.NDArray[np.int16]:
    """Return *sound* as samples of 16 bit."""
    return sound.clip(-32767, 32767).round().astype(np.int16)


def _count(seconds: float) -> int:
    return round(seconds * RATE)


def _pink(count: int, random: np.random.Generator) -> Sound:
    spectrum = np.fft.rfft(random.normal(0, 1, count))
    frequency = np.fft.rfftfreq(count, 1 / RATE)
    sound = np.fft.irfft(spectrum / np.sqrt(np.maximum(frequency, 50)), count)
    pink: Sound = sound / sound.std()
    return pink


def _hertz(pitch: float) -> float:
    return float(440 * 2 ** ((pitch - 69) / 12))


def _tone(pitch: int, seconds: float, partials: int, fall: float, decay: float) -> Sound:
    time = np.arange(_count(seconds)) / RATE
    shape = np.minimum(1, time / 0.01) * np.exp(-time / decay)
    waves = [np.sin(2 * np.pi * _hertz(pitch) * n * time) / n**fall for n in range(1, partials)]
    tone: Sound = shape * np.sum(waves, axis=0)
    return tone


def _sweep(count: int) -> Sound:
    return np.sin(2 * np.pi * np.cumsum(np.linspace(120, 45, count)) / RATE)


def _sung(pitch: int, seconds: float, vowel: Sequence[int], random: np.random.Generator) -> Sound:
    """Return one sung note: pulses of the glottis with vibrato, shaped by formants."""
    time = np.arange(_count(seconds)) / RATE
    trill = 1 + 0.015 * np.sin(2 * np.pi * 5.5 * time)
    pulses = (np.cumsum(_hertz(pitch) * trill) / RATE) % 1.0
    source = lfilter([1.0], [1.0, -0.9], np.diff(pulses, prepend=0.0) < 0)
    source = source + 0.02 * random.normal(0, 1, len(source))
    voice = np.zeros(len(source))
    for formant, width in zip(vowel, (80, 90, 120), strict=True):
        radius = np.exp(-np.pi * width / RATE)
        back = [1.0, -2 * radius * np.cos(2 * np.pi * formant / RATE), radius**2]
        made = lfilter([1.0], back, source)
        voice += made / np.abs(made).max()
    shape = np.minimum(1, time / 0.08) * np.minimum(1, (seconds - time) / 0.1)
    sung: Sound = shape * voice / np.abs(voice).max()
    return sung


MAKERS: dict[str, Callable[[float], Sound]] = {"silence": silence, "room": room, "music": music}
