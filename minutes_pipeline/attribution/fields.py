"""What a section is there for, by its own name: 保険年金課 speaks of 保険 and of 年金.

It never settles who speaks; it puts the likelier section first where no name was said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from minutes_pipeline.attribution.chain import Array
from minutes_pipeline.attribution.tokens import Tokenizer
from minutes_pipeline.meeting import Role, RoleKind

_GENERAL = frozenset(
    [
        "総務",
        "政策",
        "推進",
        "管理",
        "企画",
        "事業",
        "対策",
        "振興",
        "調整",
        "本部",
        "担当",
        "市民",
        "町民",
        "村民",
        "区民",
        "支援",
        "関係",
        "地域",
        "施設",
        "業務",
        "センター",
    ]
)
"""Words of many units' names that tell nothing of their field."""
_SHORTEST = 2
_A_WORD = 0.75
_MOST = 1.5


class Fields:
    """The words of every role's field; built once a meeting."""

    def __init__(self, roles: Sequence[Role], tokenizer: Tokenizer) -> None:
        """Learn the words of the sections among *roles*; those that two share weigh half."""
        words = [self._words(role, tokenizer) for role in roles]
        spread = Counter(word for own in words for word in own)
        self._weights = [{word: _A_WORD / spread[word] for word in own} for own in words]

    @staticmethod
    def _words(role: Role, tokenizer: Tokenizer) -> frozenset[str]:
        if role.kind is not RoleKind.SECTION or not role.section:
            return frozenset()
        return frozenset(
            part
            for token in tokenizer.tokens(role.section)
            for part in _parts(token.surface)
            if len(part) >= _SHORTEST and part not in _GENERAL
        )

    def weights(self, text: str) -> Array:
        """Return how strongly *text* speaks of each role's field, as natural logarithms."""
        return np.array(
            [
                min(_MOST, sum(weight for word, weight in own.items() if word in text))
                for own in self._weights
            ]
        )


def _parts(surface: str) -> tuple[str, ...]:
    """Return a word of the dictionary in its pairs of letters: 保険年金課 is one to it."""
    if len(surface) <= _SHORTEST + 1:
        return (surface.rstrip("課部局室係"),)
    core = surface.rstrip("課部局室係")
    return tuple(core[at : at + _SHORTEST] for at in range(0, len(core), _SHORTEST))
