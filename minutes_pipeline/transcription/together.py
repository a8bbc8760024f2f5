"""Several windows decoded in one go: each step of the search reads the network's weights once.

The text of each is the same as if it had been decoded alone; only the work is less. What is asked
of the engine is what its own ``transcribe`` asks for a single window.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

TOGETHER = 4
"""Windows decoded in one go; with eight it is no faster, and takes twice the memory."""
MOST, LEAST, STEP, SILENCE = 3000, 1000, 100, 100
"""Frames of 10 ms that the encoder is given: at most, at least, in steps of, behind the sound."""
PUNCTUATION = ("\"'“¿([{-", "\"'.。,，!！?？:：”)]}、")
"""Signs that belong to the word after them, and to the word before."""


@dataclass(frozen=True, slots=True)
class Text:
    """What one window gave.

    Attributes:
        segments: faster-whisper's segments with their words, in times of the window.
        whole: The engine read the window to its end; otherwise it stopped after the last segment.
    """

    segments: tuple[Any, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Encoded:
    """One window behind the encoder, which takes half the time of a hearing.

    Attributes:
        heard: The engine's table.
        bank: The filter bank it was made of, with silence behind it.
        frames: Of the bank, those with sound.
    """

    heard: Any
    bank: npt.NDArray[np.float32]
    frames: int


class Decoder:
    """faster-whisper's model, asked for several windows at a time."""

    def __init__(self, model: Any, beam: int) -> None:
        """Use *model* with a search of width *beam*."""
        from faster_whisper.tokenizer import Tokenizer  # heavy
        from faster_whisper.transcribe import get_suppressed_tokens

        self._model = model
        self._beam = beam
        self._tokenizer = Tokenizer(model.hf_tokenizer, True, task="transcribe", language="ja")  # noqa: FBT003
        self._suppressed = list(get_suppressed_tokens(self._tokenizer, [-1]))

    def encode(self, sounds: Sequence[npt.NDArray[np.float32]]) -> list[Encoded]:
        """Return what the encoder makes of *sounds*: at most half a minute each, 16 kHz.

        All are given as much silence behind them as makes them equally long, and a second at
        least; half a minute, as the engine's own ways do, would be work for nothing.
        """
        from faster_whisper.audio import pad_or_trim  # heavy

        banks = [bank[:, : bank.shape[-1] - 1] for bank in map(self._bank, sounds)]
        longest = max(bank.shape[-1] for bank in banks) + SILENCE
        length = min(MOST, max(LEAST, math.ceil(longest / STEP) * STEP))
        padded = [pad_or_trim(bank, length) for bank in banks]
        return [
            Encoded(self._model.encode(bank), bank, own.shape[-1])
            for bank, own in zip(padded, banks, strict=True)
        ]

    def _bank(self, sound: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        found: npt.NDArray[np.float32] = self._model.feature_extractor(sound)
        return found

    def decode(
        self, sounds: Sequence[Encoded], hints: str | None, most_tokens: int, once: int = 0
    ) -> list[Text]:
        """Return what is said in each of *sounds*.

        Args:
            sounds: Windows that were encoded together; each may be decoded more than once.
            hints: Words given to the engine, the same for all.
            most_tokens: Tokens that any of them may take; never more than the engine can.
            once: Tokens in a row that may not come twice in a text; 0 for any.
        """
        model = self._model
        prompt = model.get_prompt(self._tokenizer, [], hotwords=hints)
        results = model.model.generate(
            self._stacked(sounds),
            [prompt] * len(sounds),
            beam_size=self._beam,
            patience=1,
            no_repeat_ngram_size=once,
            max_length=min(model.max_length, len(prompt) + most_tokens),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=self._suppressed,
            max_initial_timestamp_index=round(1.0 / model.time_precision),
        )
        return [
            self._read(result, sound.heard, sound.frames)
            for result, sound in zip(results, sounds, strict=True)
        ]

    def _read(self, result: Any, encoded: Any, frames: int) -> Text:
        """Return the segments of one window, with the time of every word."""
        from faster_whisper.transcribe import Segment, Word, get_compression_ratio

        model, tokens = self._model, result.sequences_ids[0]
        parts, seek, ended = model._split_segments_by_timestamps(  # noqa: SLF001 - no public way
            tokenizer=self._tokenizer,
            tokens=tokens,
            time_offset=0.0,
            segment_size=frames,
            segment_duration=frames * model.feature_extractor.time_per_frame,
            seek=0,
        )
        model.add_word_timestamps(
            [parts], self._tokenizer, encoded, frames, *PUNCTUATION, last_speech_timestamp=0.0
        )
        logprob = result.scores[0] * len(tokens) / (len(tokens) + 1)
        ratio = get_compression_ratio(self._tokenizer.decode(tokens).strip())
        segments = []
        for number, part in enumerate(parts, start=1):
            text = self._tokenizer.decode(part["tokens"])
            if part["start"] == part["end"] or not text.strip():
                continue
            words = [Word(**word) for word in part["words"]]
            segments.append(
                Segment(
                    id=number,
                    seek=0,
                    start=part["start"],
                    end=part["end"],
                    text=text,
                    tokens=part["tokens"],
                    temperature=0.0,
                    avg_logprob=logprob,
                    compression_ratio=ratio,
                    no_speech_prob=result.no_speech_prob,
                    words=words,
                )
            )
        return Text(tuple(segments), ended or seek >= frames)

    def _stacked(self, sounds: Sequence[Encoded]) -> Any:
        """Return what the encoder made of several windows as one table."""
        if len(sounds) == 1:
            return sounds[0].heard
        if self._model.model.device != "cpu":
            # Its results stay on the card in half precision; hearing again is quicker there.
            return self._model.encode(np.stack([sound.bank for sound in sounds]))
        import ctranslate2  # loaded already

        return ctranslate2.StorageView.from_array(
            np.concatenate([np.asarray(sound.heard) for sound in sounds])
        )
