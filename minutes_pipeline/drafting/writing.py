"""Writes pieces as paragraphs: the rules over each sentence, then what holds between sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from minutes_pipeline.drafting.analysis import Token, Tokens, surface
from minutes_pipeline.drafting.condensing import Piece
from minutes_pipeline.drafting.rewriting import Rule, rewrite
from minutes_pipeline.drafting.rules import LIGHT_RULES, RULES
from minutes_pipeline.drafting.turns import Sentence

_ASKING_ABOUT = re.compile(
    r"について、?(お伺い|伺い|お尋ね|お聞き|質問)(を)?(いた|させて|し)?[^、。]*$"
)
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
    return _write(piece, RULES, point=point)


def write_lightly(piece: Piece, *, point: bool = False) -> Written:
    """Return *piece* by those rules alone that change endings and spelling, and leave out nothing.

    Args:
        piece: The sentences.
        point: Whether it is a ・point.
    """
    return _write(piece, LIGHT_RULES, point=point)


def _write(piece: Piece, rules: tuple[Rule, ...], *, point: bool) -> Written:
    texts: list[str] = []
    used: dict[str, None] = {}
    for sentence in join_announced(piece.sentences):
        done = rewrite(sentence.tokens, rules)
        text = tidy(surface(done.tokens))
        if text:
            texts.append(text)
            used.update(dict.fromkeys(done.rules))
    whole = "".join(texts)
    if point and (found := _POINT_OPENING.match(whole)):
        whole = whole[found.end() :]
        used["point-opening"] = None
    return Written(whole, tuple(used))


def join_announced(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Join 「Xについて伺います。」 with the question that follows it: 「Xについて、…」."""
    made: list[Sentence] = []
    for sentence in sentences:
        opening = _announced_topic(made[-1]) if made else None
        if opening and not sentence.text.startswith(("また", "まず")):
            made[-1] = replace(sentence, tokens=(*opening, *sentence.tokens))
        else:
            made.append(sentence)
    return made


def _announced_topic(sentence: Sentence) -> Tokens | None:
    found = _ASKING_ABOUT.search(sentence.text)
    if found is None:
        return None
    reached = 0
    for n, token in enumerate(sentence.tokens):
        reached += len(token.surface)
        if reached == found.start() + len("について"):
            return (*sentence.tokens[: n + 1], Token("、", "、", "補助記号-読点"))
    return None


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
