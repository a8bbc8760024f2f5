"""Any recording that FFmpeg knows, decoded to the one form that the engines listen to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from minutes_pipeline.audio.account import Account
from minutes_pipeline.audio.mixing import Mixer
from minutes_pipeline.audio.tracks import AUDIBLE, levels
from minutes_pipeline.audio.wholeness import EXACT, is_ended, is_text, promised_seconds
from minutes_pipeline.errors import RecordingError
from minutes_pipeline.meeting import Span
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE

GAP_FILLED = (0.2, 600.0)
"""A hole in the file's own time between these lengths [s] is filled with silence."""

HOLES_TOLD = 1.0
"""Seconds of such holes in all above which the clerk is told."""

SHORTFALL = (5.0, 0.02)
"""How much shorter than declared, in seconds and as a share, a file may be without a remark, where
the declared length is an estimate."""
EXACT_SHORTFALL = 0.5
"""The same in seconds, where it was counted."""
RATES = (4_000, 768_000)
"""Samples per second between which a recording of speech lies: below, no word can be told."""
LONGEST = 24 * 3600.0
"""Seconds of one sitting; what is longer is no meeting, and would fill the memory."""

_OTHER_FORMAT = "別の録音ファイルを指定するか、録音機のソフトでWAVまたはMP3に変換してください。"


class Decoder:
    """Decodes one file after the other into one growing run of samples.

    Attributes:
        account: What the clerk should know about the files.
    """

    def __init__(self, report: Callable[[float], None]) -> None:
        """Begin empty.

        Args:
            report: Is told the share of the present file that is done, in [0, 1].
        """
        self.account = Account()
        self._report = report
        self._holes: list[Span] = []
        # A bytearray grows in place: no second copy of a three-hour recording at the end.
        self._pcm = bytearray()

    @property
    def duration(self) -> float:
        """Seconds decoded until now."""
        return len(self._pcm) / 2 / SAMPLE_RATE

    def samples(self) -> npt.NDArray[np.int16]:
        """Return everything decoded until now, without a copy."""
        return np.frombuffer(self._pcm, dtype=np.int16)

    def add(self, path: Path) -> None:
        """Append the sound of *path*.

        Raises:
            RecordingError: The file is missing (R01), is no recording (R02), has no sound
                track (R03), holds not one sample (R04), or makes the sitting longer than
                `LONGEST` (R07).
        """
        import av  # heavy: only when something is decoded

        if not path.is_file():
            raise RecordingError(
                "R01",
                f"録音ファイルが見つかりません（{path}）。",
                "ファイルの場所と名前を確かめてください。",
            )
        before = self.duration
        try:
            if is_text(path):
                raise _words(path)
            with _opened(path, av) as container:
                self._decode(container, path, av)
        except PermissionError as error:
            raise RecordingError(
                "R06",
                f"録音ファイルを開けません（{path}）。",
                "ほかのソフトで開いていれば閉じ、読み取りの権限を確かめてください。",
            ) from error
        except (av.error.FFmpegError, ValueError, OSError) as error:
            if self.duration == before:
                raise _not_a_recording(path) from error
            self.account.cut(path.name, self.duration)
        if self.duration == before:
            raise RecordingError(
                "R04",
                f"録音の長さが0秒です（{path.name}）。",
                "録音に失敗しているか、コピーが途中で終わっています。元のファイルを確かめてください。",
            )

    def _decode(self, container: Any, path: Path, av: Any) -> None:
        if not container.streams.audio:
            if container.streams.video or container.streams.subtitles:
                raise RecordingError(
                    "R03",
                    f"音声が入っていません（{path.name}）。",
                    "音声の入った動画か、録音ファイルを指定してください。",
                )
            raise _not_a_recording(path)
        stream = self._track(container, path, av)
        headless = stream.codec_context.name == f"pcm_{container.format.name}"
        if headless or not RATES[0] <= stream.rate <= RATES[1]:
            raise _not_a_recording(path)
        stream.thread_type = "AUTO"
        declared = _declared(container, path, av)
        before = self.duration
        damaged: list[float] = []
        self._holes.clear()
        mixer, resampler = Mixer(), _Resampler(av)
        clock = _Clock()
        for packet in container.demux(stream):
            try:
                frames = packet.decode()
            except av.error.FFmpegError:
                damaged.append(self.duration)
                continue
            for frame in frames:
                self._fill(clock.gap_before(frame))
                for block in resampler.feed(frame):
                    self._pcm += mixer.mix(block).tobytes()
            self._progress(path, before, declared)
        for block in resampler.flush():
            self._pcm += mixer.mix(block).tobytes()
        exact = container.format.name in EXACT
        self._account(path, declared, self.duration - before, damaged, exact=exact)

    def _progress(self, path: Path, before: float, declared: float | None) -> None:
        """Tell the share that is done; refuse to go on for ever."""
        if self.duration > LONGEST:
            raise _too_long(path)
        if declared:
            self._report(min(1.0, (self.duration - before) / declared))

    def _track(self, container: Any, path: Path, av: Any) -> Any:
        """Return the sound track to use, and tell the clerk where there was a choice."""
        tracks = list(container.streams.audio)
        if len(tracks) == 1:
            return tracks[0]
        with _opened(path, av) as heard:
            loud = levels(heard, av.error.FFmpegError)
        chosen = max(range(len(tracks)), key=lambda at: loud[at])
        others = [n for n, level in enumerate(loud) if level > AUDIBLE * loud[chosen]]
        self.account.chosen(path.name, len(tracks), chosen + 1, others=len(others) > 1)
        return tracks[chosen]

    def _fill(self, seconds: float) -> None:
        """Put silence where the file's own clock jumps, so that times stay the recording's."""
        if GAP_FILLED[0] <= seconds <= GAP_FILLED[1]:
            self._holes.append(Span(self.duration, self.duration + seconds))
            self._pcm += bytes(2 * round(seconds * SAMPLE_RATE))

    def _account(
        self,
        path: Path,
        declared: float | None,
        decoded: float,
        damaged: list[float],
        *,
        exact: bool,
    ) -> None:
        if decoded == 0:
            return
        if damaged:
            self.account.damaged(path.name, damaged)
        if sum(hole.duration for hole in self._holes) > HOLES_TOLD:
            self.account.gaps(path.name, self._holes)
        missing = (declared or 0.0) - decoded
        least = EXACT_SHORTFALL if exact else max(SHORTFALL[0], SHORTFALL[1] * (declared or 0.0))
        if declared and missing > least:
            self.account.cut(path.name, self.duration, declared)
        elif not is_ended(path):
            self.account.unfinished(path.name, self.duration)


def _opened(path: Path, av: Any) -> Any:
    """Open a file for decoding.

    Files alone: a playlist under a recording's name must not lead to the network.
    """
    options = {"protocol_whitelist": "file"}
    return av.open(str(path), metadata_errors="replace", options=options)


def _declared(container: Any, path: Path, av: Any) -> float | None:
    """Return how long the file says it is, in seconds; None when it does not say."""
    found = container.duration / av.time_base if container.duration else None
    promised = promised_seconds(path)
    return promised if promised is not None and promised > (found or 0.0) else found


class _Resampler:
    """Brings every frame to 16 kHz, made anew when a file changes its format midway."""

    def __init__(self, av: Any) -> None:
        self._av = av
        self._key: tuple[object, ...] | None = None
        self._inner: Any = None

    def feed(self, frame: Any) -> Iterator[npt.NDArray[np.float32]]:
        key = (frame.format.name, frame.layout.name, frame.sample_rate)
        if key != self._key:
            yield from self.flush()
            self._key = key
            self._inner = self._av.AudioResampler(
                format="flt", layout=frame.layout, rate=SAMPLE_RATE
            )
        frame.pts = None  # the resampler would fill holes of its own accord, differently
        for out in self._inner.resample(frame):
            yield _channels(out)

    def flush(self) -> Iterator[npt.NDArray[np.float32]]:
        if self._inner is not None:
            for out in self._inner.resample(None):
                yield _channels(out)
            self._inner = None
            self._key = None


def _channels(frame: Any) -> npt.NDArray[np.float32]:
    """Return a packed frame as ``(channels, samples)``.

    Packed, because FFmpeg keeps the channels from the eighth on of a planar frame in another
    place, where PyAV does not look.
    """
    packed: npt.NDArray[np.float32] = frame.to_ndarray().reshape(-1, frame.layout.nb_channels)
    return packed.T


class _Clock:
    """Compares the times written in a file with the sound that has come out of it."""

    def __init__(self) -> None:
        self._expected: float | None = None

    def gap_before(self, frame: Any) -> float:
        """Return how many seconds are missing before *frame*; 0.0 when the times run on."""
        length = frame.samples / frame.sample_rate
        if frame.pts is None or frame.time_base is None:
            self._expected = None if self._expected is None else self._expected + length
            return 0.0
        now = float(frame.pts * frame.time_base)
        gap = 0.0 if self._expected is None else max(0.0, now - self._expected)
        self._expected = now + length
        return gap


def _not_a_recording(path: Path) -> RecordingError:
    with path.open("rb") as file:
        indexed = file.read(8)[4:] == b"ftyp"
    if indexed:  # its index stands at the end, or the file is another kind of the same family
        return RecordingError(
            "R02",
            f"録音として読めません（{path.name}）。写す途中で切れているか、壊れています。",
            "m4a・mp4 は終わりまで写さないと開けません。録音した機器から写し直してください。",
        )
    return RecordingError(
        "R02",
        f"録音として読めません（{path.name}）。音声ファイルでないか、壊れています。",
        _OTHER_FORMAT,
    )


def _words(path: Path) -> RecordingError:
    return RecordingError(
        "R02",
        f"録音として読めません（{path.name}）。文字のファイルです。",
        "録音ファイルを指定してください。文字起こしなら --transcript、次第なら --agenda、"
        "名簿なら --roster で渡します。",
    )


def _too_long(path: Path) -> RecordingError:
    return RecordingError(
        "R07",
        f"録音が24時間を超えています（{path.name}）。",
        "会議ごとに分けて書き出してください。",
    )
