"""Compares a written paragraph with the words it rests on, and looks at its form.

The rules only rearrange what was said; these checks are the second pair of eyes. A number, a
negation or a name that differs, or a form that official minutes do not have, becomes a doubt for a
person. They know nothing of the rules, so that a faulty rule cannot hide from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from minutes_pipeline.drafting.facts import (
    limits,
    negations,
    numbers,
    quantities,
    strange_words,
)
from minutes_pipeline.drafting.lint import Kind, faults
from minutes_pipeline.meeting import Severity

_ASIDE = re.compile(
    r"(?:一つ|1つ|[一二三四五1-9]点)(?:だけ|ほど|、)*(?=.{0,6}(?:質問|伺|聞|確認|尋ね|教え|意見|要望|申し|お願い))"
    r"|資料\d+(?:-\d+)?|\d+ページ|[一二三四五\d]+(?:点|つ)目|[二三四五2-5](?:点|つ)(?:あり|ございま)"
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person should compare.

    Attributes:
        code: Stable kind, as in `ReviewNote.code`.
        severity: What it costs if it is a fault.
        message: For the clerk, in Japanese.
        lost: Whether something that was said is missing, rather than something added or changed.
    """

    code: str
    severity: Severity
    message: str
    lost: bool = False


def doubts(
    written: str, spoken: str, names: Sequence[str] = (), kind: Kind = Kind.SPEECH
) -> tuple[Doubt, ...]:
    """Return what is doubtful about *written*, which rests on the words *spoken*.

    Args:
        written: A finished paragraph.
        spoken: The sentences it was made from, as they were said.
        names: Proper names among them that the paragraph must keep.
        kind: What the paragraph is.
    """
    found = (
        *_numbers(written, spoken),
        *_negations(written, spoken),
        *_words(written, spoken, names),
    )
    return (*found, *style_doubts(written, kind))


def contradictions(written: str, spoken: str) -> tuple[tuple[str, str], ...]:
    """Return where a person's text says another number, name or negation than was spoken.

    Args:
        written: What a person wrote.
        spoken: The words it rests on.

    Returns:
        Code and message of each, as in `ReviewNote`.
    """
    found = doubts(written, spoken)
    return tuple((one.code, one.message) for one in found if one.severity is Severity.HIGH)


def style_doubts(written: str, kind: Kind = Kind.SPEECH) -> tuple[Doubt, ...]:
    """Return where the form of *written* differs from that of official minutes."""
    found = faults(written, kind)
    if not found:
        return ()
    return (Doubt("style-doubtful", Severity.LOW, f"{'。'.join(found)}。文を確かめてください。"),)


def outcome_doubts(written: str, spoken: str) -> tuple[Doubt, ...]:
    """Return what is doubtful about a result, which is put in an official form of its own.

    What it says must have been said; that it says everything is not asked: 「賛成の方は挙手を」
    and 「異議なし」 become 「異議なく…」.

    Args:
        written: The result.
        spoken: All that it rests on, and the title of the item.
    """
    found = [d for d in _numbers(written, spoken) if not d.lost]
    found += [d for d in _words(written, spoken, ()) if not d.lost]
    return (*found, *style_doubts(written, Kind.OUTCOME))


def _numbers(written: str, spoken: str) -> Iterable[Doubt]:
    said, told = numbers(spoken), numbers(written)
    matters = numbers(_ASIDE.sub("", spoken))
    if new := sorted(set(told) - set(said)):
        yield _doubt("number-doubtful", f"発言にない数（{'、'.join(new)}）が文にあります。")
    if lost := sorted(set(matters) - set(told)):
        what = f"発言にある数（{'、'.join(lost)}）が文にありません。"
        yield _doubt("number-doubtful", what, lost=True)
    if not new and (mixed := sorted(quantities(written) - quantities(spoken))):
        pairs = "、".join(f"{number}{unit}" for number, unit in mixed)
        yield _doubt("number-doubtful", f"数と単位の組（{pairs}…）が発言と合いません。")
    asked, kept = limits(_ASIDE.sub("", spoken)), limits(written)
    if changed := sorted(word for word in asked | kept if asked[word] != kept[word]):
        what = f"数の範囲を示す語（{'、'.join(changed)}）が発言と合いません。"
        yield _doubt("number-doubtful", what, lost=not kept - asked)


def _negations(written: str, spoken: str) -> Iterable[Doubt]:
    said, told = negations(spoken), negations(written)
    if said != told:
        what = "打消し（ない・ず）の数が発言と合いません。"
        yield _doubt("negation-doubtful", what, lost=told < said)


def _words(written: str, spoken: str, names: Sequence[str]) -> Iterable[Doubt]:
    if strange := strange_words(written, spoken):
        yield _doubt("name-doubtful", f"発言にない語（{'、'.join(strange)}）が文にあります。")
    if missing := [name for name in names if name not in written]:
        what = f"発言にある名前（{'、'.join(missing)}）が文にありません。"
        yield _doubt("name-doubtful", what, lost=True)


def _doubt(code: str, what: str, *, lost: bool = False) -> Doubt:
    return Doubt(code, Severity.HIGH, f"{what}録音と比べてください。", lost)
