"""Decides whether another wording of a paragraph may stand: only if it can be no worse.

A model may smooth an ending, drop an empty word, set a comma. It may not add or lose a word that
means something, nor put one in another's place: the nouns stand in the same order, each with its
case, and the numbers, negations, names and moods are the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from minutes_pipeline.drafting.analysis import Token, Tokens
from minutes_pipeline.drafting.checks import doubts
from minutes_pipeline.drafting.facts import negations, numbers
from minutes_pipeline.drafting.lint import Kind, faults
from minutes_pipeline.meeting import Severity

_MARKUP = re.compile(r"[\n\r\t<>{}\[\]*#`|\\_~$]|https?:|&\w+;")
_SHORTEST, _LONGEST = 0.6, 1.2
_CONTENT = (
    "名詞",
    "動詞-一般",
    "形容詞-一般",
    "形状詞",
    "代名詞",
    "副詞",
    "連体詞",
    "接頭辞",
    "感動詞",
)
_CARRYING = ("動詞-一般", "形容詞-一般", "形状詞", "副詞", "連体詞", "代名詞")
_EMPTY = frozenset(
    [
        "する",
        "いる",
        "ある",
        "なる",
        "おる",
        "こと",
        "もの",
        "ため",
        "よう",
        "とき",
        "ところ",
        "の",
        "行う",
        "等",
        "など",
        "また",
    ]
)
_CASES = frozenset(["が", "を", "に", "へ", "と", "から", "より", "まで", "で"])
_MOODS = ("たい", "ほしい", "べし", "らしい", "そう", "れる", "られる", "せる", "させる", "まい")
_THINKING = ("思う", "考える", "願う", "予定", "検討", "可能", "必要", "見込み", "おそれ")
_QUESTION = re.compile(r"(?:か|は)。")
_VERBS_KEPT = 0.75


def objections(
    answer: str,
    before: str,
    spoken: str,
    names: Sequence[str],
    words: tuple[Tokens, Tokens, Tokens],
    kind: Kind = Kind.SPEECH,
) -> tuple[str, ...]:
    """Return why *answer* may not stand for *before*, in Japanese; nothing when it may.

    Args:
        answer: What the model proposed, stripped.
        before: The paragraph as the rules made it.
        spoken: The words that it rests on.
        names: Proper names that it must keep.
        words: The analysed words of *answer*, *before* and *spoken*.
        kind: What the paragraph is.
    """
    if not answer:
        return ("答えが空です",)
    if _MARKUP.search(answer):
        return ("記号や改行が混じっています",)
    found = [one.message for one in doubts(answer, spoken, (), kind) if _new(one, before, spoken)]
    found += [f"{one}" for one in faults(answer, kind) if one not in faults(before, kind)]
    if not _SHORTEST * len(before) <= len(answer) <= _LONGEST * len(before) + 4:
        found.append("長さが大きく変わっています")
    if numbers(answer) != numbers(before):
        found.append("数が変わっています")
    if negations(answer) != negations(before):
        found.append("打消しが変わっています")
    if any(name in before and name not in answer for name in names):
        found.append("名前がなくなっています")
    if _QUESTION.findall(answer) != _QUESTION.findall(before):
        found.append("問いかどうかが変わっています")
    if answer.count("。") != before.count("。"):
        found.append("文の数が変わっています")
    return (*found, *_meaning(*words))


def _new(doubt: object, before: str, spoken: str) -> bool:
    """Whether the paragraph as it was has no such doubt."""
    severity = getattr(doubt, "severity", Severity.LOW)
    return severity > Severity.LOW and doubt not in doubts(before, spoken)


def _meaning(answer: Tokens, before: Tokens, spoken: Tokens) -> tuple[str, ...]:
    found = []
    known = {t.lemma for t in (*before, *spoken)} | {t.surface for t in (*before, *spoken)} | _EMPTY
    added = [t.surface for t in answer if _content(t) and not {t.lemma, t.surface} & known]
    if added:
        found.append(f"発言にない語（{'、'.join(dict.fromkeys(added))}）があります")
    if _nouns(answer) != _nouns(before):
        found.append("名詞か、その並びや格助詞が変わっています")
    kept, had = (_counted(tokens, _CARRYING) for tokens in (answer, before))
    if (kept - had).total() or (kept & had).total() < _VERBS_KEPT * had.total():
        found.append("動詞や形容詞が変わっています")
    if _moods(answer) != _moods(before):
        found.append("言い方（要望・推量・予定など）が変わっています")
    return tuple(found)


def _content(token: Token) -> bool:
    return token.tag.startswith(_CONTENT)


def _nouns(tokens: Tokens) -> list[tuple[str, str]]:
    """Return the nouns in order, each with the case particle after it; は and も count as none."""
    found = []
    for n, token in enumerate(tokens):
        if not token.tag.startswith(("名詞", "代名詞", "接尾辞-名詞", "接頭辞")):
            continue
        if token.surface in _EMPTY:
            continue
        case = tokens[n + 1].surface if n + 1 < len(tokens) else ""
        tag = tokens[n + 1].tag if n + 1 < len(tokens) else ""
        found.append((token.surface, case if case in _CASES and tag.startswith("助詞") else ""))
    return found


def _counted(tokens: Tokens, tags: tuple[str, ...]) -> Counter[str]:
    return Counter(t.lemma for t in tokens if t.tag.startswith(tags) and t.lemma not in _EMPTY)


def _moods(tokens: Tokens) -> Counter[str]:
    moods = (*_MOODS, *_THINKING)
    return Counter(t.lemma for t in tokens if t.lemma in moods)
