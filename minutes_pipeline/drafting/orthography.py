"""The house dictionary (``house.toml``): one spelling for each word."""

from __future__ import annotations

import tomllib
from importlib import resources

from minutes_pipeline.drafting.analysis import Token, Tokens


def _read() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    text = resources.files(__package__).joinpath("house.toml").read_text("utf-8")
    words = tomllib.loads(text)["word"]
    spelling = {said: entry["written"] for entry in words for said in entry["said"]}
    examples = tuple(
        (before, after) for entry in words for before, after in entry.get("examples", [])
    )
    return spelling, examples


SPELLING, EXAMPLES = _read()
"""What may be said or recognised -> the spelling of the house; and sentences that test it."""

_LONGEST = max(map(len, SPELLING))


def spell(tokens: Tokens) -> Tokens:
    """Return *tokens* in the spelling of the house; proper names and quotations stay."""
    made: list[Token] = []
    at, quoted = 0, 0
    while at < len(tokens):
        token = tokens[at]
        quoted = max(0, quoted + token.surface.count("「") - token.surface.count("」"))
        found = None if quoted or token.is_name else _longest(tokens, at)
        if found is None:
            made.append(token)
            at += 1
            continue
        end, written = found
        made.append(Token(written, written, token.tag, reading=token.reading, start=token.start))
        at = end
    return tuple(made)


def _longest(tokens: Tokens, at: int) -> tuple[int, str] | None:
    text, found = "", None
    for end in range(at, len(tokens)):
        text += tokens[end].surface
        if len(text) > _LONGEST or tokens[end].is_name:
            break
        if text in SPELLING:
            found = end + 1, SPELLING[text]
    return found
