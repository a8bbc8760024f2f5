"""Nouns at the beginning and at the end of a sentence: topics, and endings without a verb."""

from __future__ import annotations

from minutes_pipeline.drafting.analysis import Token, Tokens
from minutes_pipeline.drafting.wordlists import words

_FORMAL = words("formal_nouns")
"""Nouns that need their である: they carry the force of the sentence, not a thing."""

_NOUNS = ("名詞-普通名詞", "名詞-固有名詞", "接尾辞-名詞的", "名詞-助動詞語幹")
_SUMMING = frozenset(("現状", "全て", "すべて", "のみ", "だけ"))
_CLAUSE_ENDS = ("動詞", "助動詞", "形容詞")
_LONGEST_TOPIC = 30


def _copula(tokens: Tokens, at: int) -> bool:
    """Whether である (in its plain form) stands at *at*."""
    return (
        at + 1 < len(tokens)
        and tokens[at].surface == "で"
        and tokens[at + 1].lemma == "ある"
        and tokens[at + 1].surface == "ある"
    )


def _is_noun(token: Token) -> bool:
    return token.tag.startswith(_NOUNS) and token.surface not in _FORMAL


def _announced(tokens: Tokens) -> tuple[int, int] | None:
    """Return where the announced topic ends and where the rest begins, None without one."""
    for at in range(1, min(len(tokens), _LONGEST_TOPIC)):
        if tokens[at].surface in ("は", "も", "では", "。", "については", "としては"):
            return None
        if _copula(tokens, at) and _is_noun(tokens[at - 1]):
            after = at + 2
            if after < len(tokens) and tokens[after].surface == "が":
                after += 1
                after += after < len(tokens) and tokens[after].surface == "、"
                return (at, after) if after < len(tokens) else None
    return None


def join_restated(tokens: Tokens) -> Tokens:
    """Join a topic with the words that take it up (テープであるが、この廃棄 → テープの廃棄)."""
    found = _announced(tokens)
    if found is None:
        return tokens
    end, rest = found
    if tokens[rest].surface not in ("この", "その") or rest + 1 >= len(tokens):
        return tokens
    if not tokens[rest + 1].tag.startswith(("名詞", "接頭辞")):
        return tokens
    return (*tokens[:end], _particle("の"), *tokens[rest + 1 :])


def mark_topic(tokens: Tokens) -> Tokens:
    """Turn an announced topic into 〜は、, or 〜については、 where another は follows."""
    found = _announced(tokens)
    if found is None:
        return tokens
    end, rest = found
    other = any(t.surface == "は" and t.is_particle for t in tokens[rest:])
    mark = _particle("については" if other else "は")
    return (*tokens[:end], mark, _COMMA, *tokens[rest:])


def end_in_noun(tokens: Tokens) -> Tokens:
    """Leave out である after the noun that ends the sentence and sums it up.

    Only after a noun with a clause before it (点検する制度), and after a few that never need more
    (現状, 全て, のみ); a formal noun keeps its である.
    """
    end = len(tokens)
    while end and tokens[end - 1].is_punctuation:
        end -= 1
    if end < 4 or not _copula(tokens, end - 2):
        return tokens
    if tokens[end - 3].surface not in _SUMMING and not _defined(tokens[: end - 2]):
        return tokens
    return (*tokens[: end - 2], *tokens[end:])


def _defined(tokens: Tokens) -> bool:
    """Whether *tokens* end in a noun that a clause describes."""
    at = len(tokens) - 1
    if not _is_noun(tokens[at]):
        return False
    while (
        at > 0
        and tokens[at].tag.startswith(("名詞", "接尾辞", "接頭辞"))
        and not tokens[at].is_number
    ):
        at -= 1
    return (
        at > 3
        and tokens[at].form in ("連体形", "終止形")
        and tokens[at].tag.startswith(_CLAUSE_ENDS)
    )


def _particle(text: str) -> Token:
    return Token(text, text, "助詞")


_COMMA = Token("、", "、", "補助記号-読点")
