"""GiNZA (Sudachi's words, spaCy's phrases) as an `Analyzer`."""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from minutes_pipeline.drafting.analysis import Token, Tokens
from minutes_pipeline.workspace.engines import engine

_CHUNK = 1_500
"""Characters handed over at once. Sudachi refuses more than 49 149 bytes (3 a character); the
phrase parser's time grows faster than the text, so pieces stay well below that."""

_BREAK = re.compile(r"[。！？\n]")


class GinzaAnalyzer:
    """Words by SudachiPy, phrases by GiNZA's parser; the model ``ja_ginza`` is read once.

    Making one is quick; the model is read, for some seconds, with the first text.
    """

    @property
    def identity(self) -> str:
        """Name and version of the model and of the dictionary."""
        names = ("ja-ginza", "SudachiDict-core")
        return " ".join(f"{name} {importlib.metadata.version(name)}" for name in names)

    @cached_property
    def _nlp(self) -> Any:
        def load() -> Any:
            import spacy

            return spacy.load("ja_ginza", exclude=["ner", "compound_splitter"])

        return engine("ja_ginza", load)

    @cached_property
    def _bunsetsu(self) -> Any:
        import ginza

        return ginza.bunsetu_bi_label

    def analyze(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the words of each text; long texts are analysed in pieces."""
        pieces = [(n, at, piece) for n, text in enumerate(texts) for at, piece in _pieces(text)]
        result: list[list[Token]] = [[] for _ in texts]
        docs = self._nlp.pipe((piece for _, _, piece in pieces), batch_size=32)
        for (n, at, _), doc in zip(pieces, docs, strict=True):
            result[n].extend(self._tokens(doc, at))
        return [tuple(tokens) for tokens in result]

    def _tokens(self, doc: Any, at: int) -> Iterator[Token]:
        for word in doc:
            if not word.text.strip():
                continue
            inflection = word.morph.get("Inflection")
            klass, _, form = (inflection[0] if inflection else "").partition(";")
            reading = word.morph.get("Reading")
            yield Token(
                surface=word.text,
                lemma=word.lemma_,
                tag=word.tag_,
                klass=klass,
                form=form.partition("-")[0],
                reading=reading[0] if reading else "",
                bunsetsu=self._bunsetsu(word) == "B",
                start=at + word.idx,
            )


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield *text* in pieces of at most `_CHUNK` characters, cut after 。 where there is one."""
    at = 0
    while at < len(text):
        end = min(len(text), at + _CHUNK)
        if end < len(text):
            marks = [m.end() for m in _BREAK.finditer(text, at, end)]
            commas = text.rfind("、", at, end) + 1
            end = marks[-1] if marks else (commas if commas > at else end)
        if text[at:end].strip():
            yield at, text[at:end]
        at = end
