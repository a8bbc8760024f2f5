"""JSON of the many services that transcribe, brought into the one form of Whisper's segments.

They differ in names only: a list of what was said under some key, each with words under ``text``,
``transcript`` or ``content``, times in seconds, milliseconds, clocks or ticks, and a voice as a
name or a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

_LISTS = (
    "segments",
    "transcription",
    "chunks",
    "utterances",
    "audio_segments",
    "recognizedPhrases",
    "results",
    "transcript",
    "transcripts",
    "sentences",
    "entries",
    "speeches",
    "data",
)
_TEXTS = (
    "text",
    "transcript",
    "content",
    "display",
    "sentence",
    "message",
    "body",
    "発言",
    "発言内容",
)
_STARTS = ("start", "start_time", "startTime", "starttime", "begin", "timestamp", "time", "開始")
_ENDS = ("end", "end_time", "endTime", "endtime", "終了")
_VOICES = (
    "speaker",
    "speaker_label",
    "speakerLabel",
    "speaker_name",
    "speakerName",
    "speakerTag",
    "speaker_id",
    "name",
    "label",
    "話者",
    "発言者",
)
_TICKS = 1e7
"""Ticks a second, as Azure counts."""


def segments_of(data: Any) -> Any:
    """Return the list of what was said as Whisper's segments; None where there is none.

    What does not look like something said is left as it is, for the reader to refuse by its place.
    """
    if isinstance(data, Mapping):
        for key in _LISTS:
            inner = data.get(key)
            if isinstance(inner, list):
                return [segment for one in inner for segment in _one(one)]
        if isinstance(data.get("results"), Mapping):
            return segments_of(data["results"])
        return None
    if isinstance(data, list):
        return [segment for one in data for segment in _one(one)]
    return data


def _one(one: Any) -> Iterator[Any]:
    """Yield the segments of one entry: several where it holds several voices."""
    if not isinstance(one, Mapping):
        yield one
        return
    nested = one.get("results")
    if isinstance(nested, list):  # AmiVoice wraps the results of every stretch of sound
        for inner in nested:
            yield from _one(inner)
        return
    tokens = one.get("tokens")
    if isinstance(tokens, list) and all(isinstance(t, Mapping) and "written" in t for t in tokens):
        yield from _amivoice(tokens)
        return
    yield _named(one)


def _amivoice(tokens: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the runs of tokens of one voice; their times are milliseconds."""
    for voice, run in groupby(tokens, key=lambda token: token.get("label")):
        said = list(run)
        yield {
            "text": "".join(str(token["written"]) for token in said),
            "start": _thousandth(said[0].get("starttime")),
            "end": _thousandth(said[-1].get("endtime")),
            "speaker": _voice(voice),
        }


def _named(one: Mapping[str, Any]) -> dict[str, Any]:
    """Return one entry under the names that Whisper gives."""
    best = one.get("alternatives") or one.get("nBest")
    if isinstance(best, list) and best and isinstance(best[0], Mapping):
        one = {**best[0], **one}
    found = dict(one)
    pair = one.get("timestamp")
    if isinstance(pair, list):  # transformers' pipelines
        found["start"], found["end"] = (*pair, None, None)[:2]
    words = one.get("words")
    if (
        isinstance(words, list)
        and words
        and all(isinstance(word, Mapping) for word in words)
        and "startTime" in words[0]
    ):
        found["start"], found["end"] = words[0]["startTime"], words[-1].get("endTime")
        found["speaker"], found["words"] = words[0].get("speakerTag"), None
    begun, lasts = one.get("offsetInTicks"), one.get("durationInTicks")
    if isinstance(begun, int | float) and isinstance(lasts, int | float):
        found["start"], found["end"] = begun / _TICKS, (begun + lasts) / _TICKS
    for name, others in (("text", _TEXTS), ("start", _STARTS), ("end", _ENDS)):
        value = next((one[other] for other in others if _plain(one.get(other))), None)
        if found.get(name) is None and value is not None:
            found[name] = value
    voice = next((one[other] for other in _VOICES if _plain(one.get(other))), None)
    found["speaker"] = _voice(found.get("speaker") if _plain(found.get("speaker")) else voice)
    return found


def _plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _thousandth(value: Any) -> float | None:
    return value / 1000 if isinstance(value, int | float) else None


def _voice(value: Any) -> str | None:
    """Return a voice's name; services that count their voices give a bare number."""
    if value is None or value == "":
        return None
    return str(value)
