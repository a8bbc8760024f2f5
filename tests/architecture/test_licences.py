"""Every library that the program needs is under a licence that docs/licences.toml allows."""

from __future__ import annotations

import re
import tomllib
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from needed import requirements
from packaging.utils import canonicalize_name


@pytest.fixture(scope="module")
def rules(project: Path) -> dict[str, Any]:
    return tomllib.loads((project / "docs" / "licences.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def needed() -> dict[str, metadata.Distribution]:
    """All that the program needs, whatever needs it, as they are installed here."""
    return {canonicalize_name(one.name): metadata.distribution(one.name) for one in requirements()}


def stated(distribution: metadata.Distribution) -> list[str]:
    """Return what a distribution says of its licence, in the newest way that it uses."""
    about = distribution.metadata
    if expression := about.get("License-Expression"):
        return [expression]
    classifiers = [
        line.rsplit(" :: ", 1)[-1]
        for line in about.get_all("Classifier") or ()
        if line.startswith("License :: ")
    ]
    words = (about.get("License") or "").strip().split("\n")[0]
    return classifiers or ([words] if words else [])


def is_allowed(words: list[str], rules: dict[str, Any]) -> bool:
    """Return whether every licence that is named is in the list; of a choice one is enough."""
    names = [rules["names"].get(word, word) for word in words]
    return bool(names) and all(
        any(
            set(re.findall(r"[\w.-]+", choice)) - {"AND", "WITH"} <= set(rules["allowed"])
            for choice in name.split(" OR ")
        )
        for name in names
    )


def exceptions(name: str, rules: dict[str, Any]) -> list[dict[str, str]]:
    return [one for one in rules["exception"] if fnmatch(name, one["name"])]


def test_every_library_is_allowed_or_excepted(rules, needed) -> None:
    refused = {
        name: stated(one)
        for name, one in needed.items()
        if not is_allowed(stated(one), rules) and not exceptions(name, rules)
    }

    assert len(needed) > 50
    assert refused == {}


def test_every_exception_has_a_reason(rules) -> None:
    assert [
        one["name"] for one in rules["exception"] if not one["reason"] or not one["licence"]
    ] == []


@pytest.mark.parametrize(
    ("words", "allowed"),
    [
        (["GPL-3.0-only"], False),
        (["MIT AND GPL-3.0-or-later"], False),
        (["MIT OR GPL-3.0-or-later"], True),
        (["Apache-2.0 AND (MIT WITH LLVM-exception)"], True),
        (["Other/Proprietary License"], False),
        ([], False),
    ],
)
def test_what_the_list_says_of_a_licence(rules, words, allowed) -> None:
    assert is_allowed(words, rules) is allowed
