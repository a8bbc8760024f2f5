"""What the program needs on this computer: its own requirements, and theirs, and so on."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def requirements() -> Iterator[Requirement]:
    """Yield every requirement that holds here, the same one once for each that has it."""
    waiting = [Requirement("minutes_pipeline")]
    seen = set()
    while waiting:
        one = waiting.pop()
        asked = (canonicalize_name(one.name), frozenset(one.extras))
        if asked in seen:
            continue
        seen.add(asked)
        for text in metadata.distribution(one.name).requires or ():
            other = Requirement(text)
            extras = one.extras or {""}
            if other.marker is None or any(other.marker.evaluate({"extra": e}) for e in extras):
                waiting.append(other)
                yield other
