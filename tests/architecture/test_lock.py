"""requirements.lock names every library that is needed, in the version the tests use, with digests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from needed import requirements
from packaging.markers import Marker
from packaging.utils import canonicalize_name

_LINE = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.+!]+)(?: ; (?P<marker>.+?))?(?: \\)?$")


@pytest.fixture(scope="module")
def locked(project: Path) -> dict[str, tuple[str, Marker | None, list[str]]]:
    """Version, marker and digests by name."""
    found: dict[str, tuple[str, Marker | None, list[str]]] = {}
    name = ""
    for line in (project / "requirements.lock").read_text("utf-8").splitlines():
        if match := _LINE.match(line):
            name = canonicalize_name(match["name"])
            marker = Marker(match["marker"]) if match["marker"] else None
            assert name not in found
            found[name] = (match["version"], marker, [])
        else:
            digest = re.fullmatch(r"\s+--hash=sha256:([0-9a-f]{64})(?: \\)?", line)
            assert digest, line
            found[name][2].append(digest[1])
    return found


def test_every_line_has_digests(locked) -> None:
    assert len(locked) > 50
    assert [name for name, (_, _, digests) in locked.items() if not digests] == []


def test_all_that_is_needed_here_is_locked(locked) -> None:
    needed = list(requirements())
    missing = []
    for one in needed:
        version, marker, _ = locked.get(canonicalize_name(one.name), ("", None, []))
        here = marker is None or marker.evaluate()
        if not (version and here and one.specifier.contains(version, prereleases=True)):
            missing.append(f"{one} ({version})")

    assert len(needed) > 50
    assert missing == []


def test_the_versions_are_those_of_the_tests(project: Path, locked) -> None:
    tested = {}
    for line in (project / "constraints.txt").read_text("utf-8").splitlines():
        name, equals, version = line.partition("==")
        if equals:
            tested[canonicalize_name(name)] = version

    other = {
        name: (version, tested[name])
        for name, (version, _, _) in locked.items()
        if tested.get(name, version) != version
    }
    assert other == {}
