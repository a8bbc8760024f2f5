"""Clauses that put one thing in relief: 〜のが3件である is written 〜のは3件である."""

from __future__ import annotations

import re
from dataclasses import replace

from minutes_pipeline.drafting.analysis import Token, Tokens, surface
from minutes_pipeline.drafting.wordlists import words

_NOMINAL = ("名詞", "接尾辞", "接頭辞", "記号", "語")
_BETWEEN = ("の", "と", "や", "、", "から", "まで", "及び")
_PREDICATIVE = words("formal_nouns") | words("relief_free")
"""Nouns that say something of the clause before them (〜のが原因で) and are not put in relief."""
_LONGEST = 12
"""Words of the thing in relief at most."""


def mark_cleft(tokens: Tokens) -> Tokens:
    """Write は for the が of a clause that only puts a number or a name in relief.

    Where such a clause ends in 〜になる, which says no change there, である is written.
    """
    for at in range(1, len(tokens) - 2):
        if not _nominalised(tokens, at):
            continue
        end = _relief(tokens, at + 2)
        if end is None:
            continue
        marked = (*tokens[: at + 1], replace(tokens[at + 1], surface="は", lemma="は"))
        rest = tokens[at + 2 :]
        if tokens[end].surface == "に":
            rest = (*tokens[at + 2 : end], *_COPULA, *tokens[end + 2 :])
        return mark_cleft((*marked, *rest))
    return tokens


def _nominalised(tokens: Tokens, at: int) -> bool:
    """Whether a clause made a noun by の, and marked by が, ends at *at*."""
    before = tokens[at - 1]
    return (
        tokens[at].surface == "の"
        and tokens[at + 1].surface == "が"
        and before.tag.startswith(("動詞", "形容詞", "助動詞"))
        and before.surface not in ("な", "いう")
        and before.lemma not in ("ほしい", "たい")
    )


def _relief(tokens: Tokens, begin: int) -> int | None:
    """Return where the copula after the nouns from *begin* on stands; None without one."""
    at = begin + (tokens[begin].surface == "、")
    first = at
    while at < len(tokens) and at - first <= _LONGEST:
        token = tokens[at]
        if token.surface == "で" and at > first:
            closed = at + 1 < len(tokens) and (
                tokens[at + 1].surface == "、" or tokens[at + 1].lemma == "ある"
            )
            return at if closed and _thing(tokens[at - 1]) else None
        if token.surface == "と" and at > first and _quoted(tokens, at):
            return at if _thing(tokens[at - 1]) else None
        if token.surface == "に" and at > first and _becomes(tokens, at):
            return at if _thing(tokens[at - 1]) else None
        if not (token.tag.startswith(_NOMINAL) or token.surface in _BETWEEN):
            return None
        at += 1
    return None


def _quoted(tokens: Tokens, at: int) -> bool:
    """Whether ということ and the like stand here."""
    return [t.surface for t in tokens[at + 1 : at + 3]] in (["いう", "こと"], ["の", "こと"])


def _becomes(tokens: Tokens, at: int) -> bool:
    """Whether the sentence ends in になる here."""
    return (
        at + 1 < len(tokens)
        and tokens[at + 1].lemma == "なる"
        and tokens[at + 1].form == "終止形"
        and all(t.is_punctuation for t in tokens[at + 2 :])
    )


def _thing(token: Token) -> bool:
    return token.tag.startswith(_NOMINAL) and token.surface not in _PREDICATIVE


_COPULA = (
    Token("で", "だ", "助動詞", "助動詞-ダ", "連用形"),
    Token("ある", "ある", "動詞-非自立可能", "五段-ラ行", "終止形"),
)


_SAYING = re.compile(
    r"言|思|考|聞|感じ|判断|認識|理解|指摘|話|いう|いい|述べ|申|伺|訴|書|見て|みて|答|決|分か|わか|する|し[てた]|して"
)


def mark_supposed(tokens: Tokens) -> Tokens:
    """Write では for the だと of a case that is only supposed (案の1だと、何人になるのか).

    A だと that may belong to something said or thought stays.
    """
    for at in range(1, len(tokens) - 2):
        before, rest = tokens[at - 1], tokens[at + 2 :]
        if (tokens[at].surface, tokens[at + 1].surface) != ("だ", "と"):
            continue
        named = before.tag.startswith(("名詞", "接尾辞")) and "形状詞" not in before.tag
        if not named or _SAYING.search(surface(rest)) or all(t.is_punctuation for t in rest):
            continue
        then = (Token("で", "で", "助詞"), Token("は", "は", "助詞"))
        return mark_supposed((*tokens[:at], *then, *rest))
    return tokens
