"""Writes pieces as paragraphs: the rules over each sentence, then what holds between sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from minutes_pipeline.drafting.analysis import surface
from minutes_pipeline.drafting.condensing import Piece
from minutes_pipeline.drafting.rewriting import rewrite
from minutes_pipeline.drafting.rules import RULES

_POINT_OPENING = re.compile(r"^(また|次に|続いて|続き|それから|まず|あと|以上|最後に|そして)、")


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph's text and the rules that made it."""

    text: str
    rules: tuple[str, ...]


def write(piece: Piece, *, point: bool = False) -> Written:
    """Return *piece* as written Japanese.

    Args:
        piece: The sentences.
        point: Whether it is a ・point, which opens with its topic.
    """
    texts: list[str] = []
    used: dict[str, None] = {}
    for sentence in piece.sentences:
        done = rewrite(sentence.tokens, RULES)
        text = tidy(surface(done.tokens))
        if text:
            texts.append(text)
            used.update(dict.fromkeys(done.rules))
    whole = "".join(texts)
    if point and (found := _POINT_OPENING.match(whole)):
        whole = whole[found.end() :]
        used["point-opening"] = None
    return Written(whole, tuple(used))


def tidy(text: str) -> str:
    """Return *text* with sound punctuation, closed by a full stop."""
    text = re.sub(r"^[、。]+", "", text)
    text = re.sub(r"、{2,}", "、", text)
    text = re.sub(r"、+。", "。", text)
    text = re.sub(r"[？！]", "。", text)
    text = re.sub(r"。{2,}", "。", text)
    if not text or text == "。":
        return ""
    return text if text.endswith("。") else text + "。"
