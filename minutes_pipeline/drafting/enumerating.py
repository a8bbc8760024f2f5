"""Enumerations as minutes write them: 「改正は3点である。1点目は…」 becomes one sentence.

Whoever explains counts aloud; minutes name the count once and list (〜こと、〜ことの2点である), as
official documents list in one sentence what is of one kind.
"""

from __future__ import annotations

import re
from dataclasses import replace

from minutes_pipeline.drafting.analysis import surface
from minutes_pipeline.drafting.condensing import Piece
from minutes_pipeline.drafting.writing import Written
from minutes_pipeline.meeting import Step

_NAME = "enumeration"
_LONGEST = 260
"""Characters of the sentence that is made, at most; a longer one is hard to read."""
_COUNTED = re.compile(
    r"^(?P<topic>[^。]{2,60}?)は、?(?:大きく|主に|次の)?(?P<count>[2-9二三四五六])(?P<unit>点|つ|件|項目)"
    r"(?:で(?:ある)?|が?あり|が?ある)[、。](?P<rest>.*)$"
)
_ITEM = re.compile(
    r"(?:^|(?<=[、。]))(?P<number>[1-9一二三四五六])(?:点|つ|件)目(?:は|が|として)、?"
)
_THING = re.compile(
    r"^(?P<what>[^。]*(?:こと|もの|[一-龥ァ-ヶー々]))(?:である|になる|となる)?[、。]$"
)
_DOES = re.compile(r"(?<=[うくすつぬむるぐぶい])もの$")


def enumerate_once(written: Written, piece: Piece) -> Written:
    """Return *written* with a counted list as one sentence, where it is a list of things.

    It is left as it was said where the count is wrong, an item is more than a thing, or the
    sentence would grow beyond `_LONGEST` characters.

    Args:
        written: A paragraph.
        piece: The sentences that it was made of.
    """
    known = {number: one for one in piece.sentences for number in one.numbers}
    said = [
        edit.steps[-1].text if edit.steps else surface(known[edit.numbers[0]].tokens)
        for edit in written.edits
    ]
    for at, text in enumerate(said):
        found = _COUNTED.match(text)
        if found is None:
            continue
        for end in range(at + 1, len(said) + 1):
            whole = "".join(said[at:end])
            made = _listed(found, found["rest"] + "".join(said[at + 1 : end]))
            if made is not None and len(made) <= _LONGEST and whole in written.text:
                edits = tuple(
                    replace(edit, steps=(*edit.steps, Step(_NAME, made)))
                    if at <= n < end and said[n]
                    else edit
                    for n, edit in enumerate(written.edits)
                )
                rules = tuple(dict.fromkeys((*written.rules, _NAME)))
                return Written(written.text.replace(whole, made, 1), rules, edits)
    return written


def _value(figure: str) -> int:
    return int(figure) if figure.isdecimal() else "一二三四五六".index(figure) + 1


def _listed(counted: re.Match[str], told: str) -> str | None:
    """Return the one sentence for what is *told* item by item; None where it is no such list."""
    marks = list(_ITEM.finditer(told))
    count = _value(counted["count"])
    if [_value(mark["number"]) for mark in marks] != list(range(1, count + 1)):
        return None
    if marks[0].start() != 0 or not told.endswith("。"):
        return None
    ends = [*(mark.start() for mark in marks[1:]), len(told)]
    things = [_THING.match(told[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
    if any(thing is None for thing in things):
        return None
    names = [_DOES.sub("こと", thing["what"]) for thing in things if thing is not None]
    return f"{counted['topic']}は、{'、'.join(names)}の{counted['count']}{counted['unit']}である。"
