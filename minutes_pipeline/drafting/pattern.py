"""A small language for patterns over words, and for what stands in their place.

A pattern is a row of elements, parted by spaces:

==================  =====================================================================
``について|につき``   these characters, over as many words as they take
``{おる|いる}``       a word by dictionary form; ``{ます:未然形}`` also by form
``<動詞|助動詞>``     a word by the beginning of its part of speech; ``<動詞:連用形>`` too
``.``               any word but punctuation
``^`` ``$``         beginning, end of the sentence (before 。); ``^,`` ``%`` also after, before 、
``X?`` ``X*``       once or not at all; any number of times (greedy)
``=X`` ``!X``       X follows, does not follow; nothing is taken
==================  =====================================================================

What stands in place is a row of: ``2`` (the words of the second element), ``2/3`` (those, the last
re-inflected in the form of the third's last word), ``2/終止形``, ``いる/3`` (a new word in that
form), and anything else as it is written. Words made here get their surface in `rewriting`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from minutes_pipeline.drafting.analysis import Token, Tokens
from minutes_pipeline.drafting.conjugation import CLASSES

Bounds = tuple[tuple[int, int], ...]

_FORM_NAMES = ("未然形", "連用形", "終止形", "連体形", "仮定形", "命令形", "意志推量形")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a pattern.

    Attributes:
        kind: ``literal``, ``lemma``, ``tag``, ``any``, ``start``, ``clause``, ``end`` or ``pause``.
        words: Alternatives; ``*`` stands for every word.
        form: The wanted forms; empty for any.
        least: Fewest repetitions.
        most: Most repetitions.
        ahead: None taken: ``=`` must follow, ``!`` must not; empty for an ordinary element.
    """

    kind: str
    words: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    least: int = 1
    most: int = 1
    ahead: str = ""

    def ends(self, tokens: Tokens, at: int) -> Iterator[int]:
        """Yield where a single repetition that begins at *at* may end."""
        match self.kind:
            case "start" | "clause" | "end" | "pause":
                if _at_border(self.kind, tokens, at):
                    yield at
            case "literal":
                yield from (e for e in (_spell(tokens, at, w) for w in self.words) if e is not None)
            case _:
                if at < len(tokens) and self._fits(tokens[at]):
                    yield at + 1

    def _fits(self, token: Token) -> bool:
        if self.form and not token.form.startswith(self.form):
            return False
        if self.kind == "any":
            return not token.is_punctuation
        if self.kind == "lemma":
            return "*" in self.words or token.lemma in self.words
        return token.tag.startswith(self.words)


def _at_border(kind: str, tokens: Tokens, at: int) -> bool:
    """Whether a border of this kind lies before the word at *at*."""
    if kind in ("start", "clause"):
        return at == 0 or (kind == "clause" and tokens[at - 1].surface in ("、", "。"))
    marks = ("。", "？", "！") if kind == "end" else ("。", "？", "！", "、", "」")
    return at == len(tokens) or tokens[at].surface in marks


def _spell(tokens: Tokens, at: int, word: str) -> int | None:
    """Return where *word* ends when the words from *at* on spell it, else None."""
    rest = word
    while rest and at < len(tokens):
        text = tokens[at].surface
        if not rest.startswith(text):
            return None
        rest = rest[len(text) :]
        at += 1
    return None if rest else at


@cache
def compile_pattern(text: str) -> tuple[Element, ...]:
    """Return the elements of a pattern.

    Raises:
        ValueError: A bracket is not closed.
    """
    return tuple(_element(part) for part in text.split())


def _element(part: str) -> Element:
    ahead = part[0] if part[0] in "=!" and len(part) > 1 else ""
    part = part[len(ahead) :]
    least, most = 1, 1
    if len(part) > 1 and part[-1] in "?*":
        least, most = 0, 1 if part[-1] == "?" else 40
        part = part[:-1]
    special = {"^": "start", "^,": "clause", "$": "end", "%": "pause", ".": "any"}.get(part)
    if special is not None:
        return Element(special, least=least, most=most, ahead=ahead)
    if part[0] in "{<":
        if part[-1] not in "}>":
            raise ValueError(f"bracket not closed in {part!r}")
        words, _, form = part[1:-1].partition(":")
        kind = "lemma" if part[0] == "{" else "tag"
        forms = tuple(form.split("|")) if form else ()
        return Element(kind, tuple(words.split("|")), forms, least, most, ahead)
    return Element("literal", tuple(part.split("|")), (), least, most, ahead)


def match(pattern: tuple[Element, ...], tokens: Tokens, at: int) -> Bounds | None:
    """Return the bounds of every element when *pattern* fits at *at*, else None."""
    return _match(pattern, 0, tokens, at)


def _match(pattern: tuple[Element, ...], n: int, tokens: Tokens, at: int) -> Bounds | None:
    if n == len(pattern):
        return ()
    element = pattern[n]
    if element.ahead:
        found = next(element.ends(tokens, at), None) is not None
        if found is not (element.ahead == "="):
            return None
        rest = _match(pattern, n + 1, tokens, at)
        return None if rest is None else ((at, at), *rest)
    stops = [at] if element.least == 0 else []
    reached = at
    for _ in range(element.most):
        ends = sorted(element.ends(tokens, reached))
        if element.most == 1:
            stops.extend(ends)
            break
        if not ends or ends[-1] == reached:
            break
        reached = ends[-1]
        stops.append(reached)
    for stop in reversed(stops):
        rest = _match(pattern, n + 1, tokens, stop)
        if rest is not None:
            return ((at, stop), *rest)
    return None


_REFERENCE = re.compile(r"(?P<word>[^/]+)(?:/(?P<form>.+))?")


def build(effect: str, tokens: Tokens, bounds: Bounds) -> Tokens:
    """Return the words that stand in place of the matched ones."""
    made: list[Token] = []
    for part in effect.split():
        found = _REFERENCE.fullmatch(part)
        assert found is not None
        word, form = found["word"], found["form"]
        if word.isdecimal():
            first, last = bounds[int(word) - 1]
            words = list(tokens[first:last])
            if form and words:
                words[-1] = _inflected(words[-1], _form(form, tokens, bounds))
            made.extend(words)
        elif form:
            wanted = _form(form, tokens, bounds)
            tag = "形容詞-一般" if CLASSES[word] == "形容詞" else "動詞-一般"
            tag = "助動詞" if CLASSES[word].startswith("助動詞") else tag
            made.append(Token(word, word, tag, CLASSES[word], wanted, made=True))
        else:
            made.append(Token(word, word, _literal_tag(word)))
    return tuple(made)


def _literal_tag(word: str) -> str:
    if word in ("、", "。"):
        return "補助記号-読点" if word == "、" else "補助記号-句点"
    if word in ("て", "で", "ば", "が", "ので", "から"):
        return "助詞-接続助詞"
    if word in ("た", "だ"):
        return "助動詞"
    if word in ("は", "も", "に", "を", "の", "と", "か"):
        return "助詞"
    return "語"


def _inflected(token: Token, form: str) -> Token:
    if not token.inflects or not form:
        return token
    return replace(token, form=form, made=True)


def _form(form: str, tokens: Tokens, bounds: Bounds) -> str:
    if form in _FORM_NAMES:
        return form
    first, last = bounds[int(form) - 1]
    return tokens[last - 1].form if last > first else ""
