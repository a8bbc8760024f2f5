"""Puts other words in place of a stretch of text, where it begins and ends with whole words."""

from __future__ import annotations

import re
from collections.abc import Callable

from minutes_pipeline.drafting.analysis import Token, Tokens, surface

_AGAIN = 20
"""Places in one sentence at most; a pattern that matches its own result must come to an end."""


def word_at(tokens: Tokens) -> dict[int, int]:
    """Return which word begins at which character of the text; its end included."""
    at, places = 0, {}
    for n, token in enumerate(tokens):
        places[at] = n
        at += len(token.surface)
    return places | {at: len(tokens)}


def substitute(
    tokens: Tokens, pattern: re.Pattern[str], written: Callable[[re.Match[str]], str]
) -> Tokens:
    """Return *tokens* with each match of *pattern* replaced by one word.

    A match that begins or ends inside a word stays as it is. An empty replacement leaves the
    words out.
    """
    begin = 0
    for _ in range(_AGAIN):
        text = surface(tokens)
        places = word_at(tokens)
        found = next(
            (
                m
                for m in pattern.finditer(text, begin)
                if m.start() in places and m.end() in places and m.end() > m.start()
            ),
            None,
        )
        if found is None:
            return tokens
        word = written(found)
        middle = (Token(word, word, "語"),) if word else ()
        tokens = (*tokens[: places[found.start()]], *middle, *tokens[places[found.end()] :])
        begin = found.start() + len(word)
    return tokens
