"""The house dictionary (``house.toml``): one spelling for each word."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib import resources

from minutes_pipeline.drafting.analysis import Token, Tokens


def _read() -> tuple[dict[str, str], dict[str, tuple[str, str]], tuple[tuple[str, str], ...]]:
    text = resources.files(__package__).joinpath("house.toml").read_text("utf-8")
    table = tomllib.loads(text)
    entries = (*table["word"], *table["verb"])
    spelling = {said: entry["written"] for entry in table["word"] for said in entry["said"]}
    stems = {
        said: _stems(said, entry["written"]) for entry in table["verb"] for said in entry["said"]
    }
    examples = tuple(
        (before, after) for entry in entries for before, after in entry.get("examples", [])
    )
    return spelling, stems, examples


def _stems(said: str, written: str) -> tuple[str, str]:
    """Return two spellings of a verb without the ending that they share (くば, 配)."""
    shared = 0
    while said[-shared - 1] == written[-shared - 1] and shared < min(len(said), len(written)) - 1:
        shared += 1
    return said[: len(said) - shared], written[: len(written) - shared]


SPELLING, STEMS, EXAMPLES = _read()
"""What may be said or recognised -> the spelling of the house; verbs by their dictionary form ->
what their forms begin with, and what they are to begin with; and sentences that test both."""

_LONGEST = max(map(len, SPELLING))


def spell(tokens: Tokens) -> Tokens:
    """Return *tokens* in the spelling of the house; proper names and quotations stay."""
    made: list[Token] = []
    at, quoted = 0, 0
    while at < len(tokens):
        token = tokens[at]
        quoted = max(0, quoted + token.surface.count("「") - token.surface.count("」"))
        if not quoted and token.tag.startswith("動詞"):
            token = _verb(token)
        found = None if quoted or token.is_name else _longest(tokens, at)
        if found is not None and _inflects_on(tokens, at, found[0]):
            found = None
        if found is None:
            made.append(token)
            at += 1
            continue
        end, written = found
        made.append(Token(written, written, token.tag, reading=token.reading, start=token.start))
        at = end
    return tuple(made)


def _verb(token: Token) -> Token:
    """Return a verb in the spelling of the house, whatever its form (くばって, 配って)."""
    stems = STEMS.get(token.lemma)
    if stems is None or not token.surface.startswith(stems[0]):
        return token
    said, written = stems
    return replace(
        token,
        surface=written + token.surface.removeprefix(said),
        lemma=written + token.lemma.removeprefix(said),
    )


_OF_A_NOUN = ("は", "が", "を", "の", "も", "に", "等", "など", "と", "額", "率", "案", "について")


def _inflects_on(tokens: Tokens, at: int, end: int) -> bool:
    """Whether the word is the verb (7時に繰り上げ、), whose spelling stays, and not its noun."""
    if end - at > 1 or not tokens[at].tag.startswith("動詞"):
        return False
    return end >= len(tokens) or not tokens[end].surface.startswith(_OF_A_NOUN)


def _longest(tokens: Tokens, at: int) -> tuple[int, str] | None:
    text, found = "", None
    for end in range(at, len(tokens)):
        text += tokens[end].surface
        if len(text) > _LONGEST or tokens[end].is_name:
            break
        if text in SPELLING:
            found = end + 1, SPELLING[text]
    return found
