"""Several windows decoded in one go: each step of the search reads the network's weights once.

The text of each is the same as if it had been decoded alone; only the work is less. What is asked
of the engine is what its own ``transcribe`` asks for a single window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

TOGETHER = 4
"""Windows decoded in one go; with eight it is no faster, and takes twice the memory."""
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

    def decode(
        self,
        sounds: Sequence[npt.NDArray[np.float32]],
        hints: str | None,
        most_tokens: int | None,
    ) -> list[Text]:
        """Return what is said in each of *sounds*.

        Args:
            sounds: At most half a minute each, 16 kHz.
            hints: Words given to the engine, the same for all.
            most_tokens: Tokens that any of them may take; None for as many as the engine can.
        """
        from faster_whisper.audio import pad_or_trim  # heavy

        model = self._model
        banks = [bank[:, : bank.shape[-1] - 1] for bank in map(model.feature_extractor, sounds)]
        # On a processor the encoder gains nothing from several windows; the search does.
        encoded = [model.encode(pad_or_trim(bank)) for bank in banks]
        prompt = model.get_prompt(self._tokenizer, [], hotwords=hints)
        results = model.model.generate(
            self._stacked(encoded, [pad_or_trim(bank) for bank in banks]),
            [prompt] * len(sounds),
            beam_size=self._beam,
            patience=1,
            max_length=model.max_length if most_tokens is None else len(prompt) + most_tokens,
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=self._suppressed,
            max_initial_timestamp_index=round(1.0 / model.time_precision),
        )
        return [
            self._read(result, one, bank.shape[-1])
            for result, one, bank in zip(results, encoded, banks, strict=True)
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

    def _stacked(self, encoded: Sequence[Any], banks: Sequence[Any]) -> Any:
        """Return what the encoder made of several windows as one table."""
        if len(encoded) == 1:
            return encoded[0]
        if self._model.model.device != "cpu":
            # Its results stay on the card in half precision; hearing again is quicker there.
            return self._model.encode(np.stack(banks))
        import ctranslate2  # loaded already

        return ctranslate2.StorageView.from_array(np.concatenate([np.asarray(e) for e in encoded]))
