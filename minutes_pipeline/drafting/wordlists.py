"""The word lists of the rules (``wordlists.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _lists() -> dict[str, list[str]]:
    text = resources.files(__package__).joinpath("wordlists.toml").read_text("utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)
    return lists


def words(name: str) -> frozenset[str]:
    """Return the words of the list *name*.

    Raises:
        KeyError: There is no such list.
    """
    return frozenset(_lists()[name])
