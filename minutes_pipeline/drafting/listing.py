"""Examples as speech strings them together (〜とか、〜とか、そういうことは), written as a list."""

from __future__ import annotations

from dataclasses import replace

from minutes_pipeline.drafting.analysis import Token, Tokens

_REACH = 20
"""Words within which the など that closes a list must come."""
_EMPTY = ("こと", "もの", "の", "ところ")
"""What takes up a list without saying anything of it."""
_PEOPLE = ("人", "方", "者", "方々")
_ACTING = ("市", "町", "村", "県", "国", "役所", "行政", "委員", "職員", "住民", "事務局")
"""Who acts in a clause that only comes behind (〜とか、そういう市が決める話)."""
_MARKS = (
    ("です", "と", "か"),
    ("だ", "と", "か"),
    ("です", "とか"),
    ("だ", "とか"),
    ("ですとか",),
    ("と", "か"),
    ("とか",),
    ("など",),
)


def join_examples(tokens: Tokens) -> Tokens:
    """Write clauses that are listed as examples with one など (〜するとか、〜するとか)."""
    at = [
        n
        for n, token in enumerate(tokens)
        if n
        and tokens[n - 1].tag.startswith(("動詞", "助動詞", "形容詞"))
        and [t.surface for t in tokens[n : n + 2]] == ["と", "か"]
        and tokens[n + 1].tag.startswith("助詞-副助詞")
    ]
    if not at:
        return tokens
    made = list(tokens)
    if any(t.surface in ("など", "等") for t in tokens[at[-1] : at[-1] + _REACH]):
        return tuple(t for n, t in enumerate(made) if not {n, n - 1} & set(at))
    made[at[-1]] = replace(tokens[at[-1]], surface="など", lemma="など", tag="助詞-副助詞")
    left_out = {at[-1] + 1, *at[:-1], *(n + 1 for n in at[:-1])}
    return tuple(token for n, token in enumerate(made) if n not in left_out)


def join_taken_up(tokens: Tokens) -> Tokens:
    """Write a list and the words that take it up as one (市や県とか、そういう所 → 市や県などの所).

    Where those words only stand for the list, など stands for them (割引とか、そういうことは →
    割引などは). A clause before them gets its こと (配るとか、そういうことは → 配ることなどは).
    """
    for at in range(1, len(tokens)):
        for mark in _MARKS:
            if tuple(t.surface for t in tokens[at : at + len(mark)]) != mark:
                continue
            joined = _joined(tokens, at, at + len(mark))
            if joined is not None:
                return join_taken_up(joined)
    return tokens


def _joined(tokens: Tokens, at: int, after: int) -> Tokens | None:
    """Return *tokens* with what takes up the list that ends before *at*; None without it."""
    before = tokens[at - 1]
    clause = before.tag.startswith(("動詞", "助動詞")) and before.form in ("終止形", "連体形")
    if not clause and not before.tag.startswith(("名詞", "接尾辞")):
        return None
    this = after + (after < len(tokens) and tokens[after].surface == "、")
    rest = this + 3
    if "".join(t.surface for t in tokens[this:rest]) not in ("そのような", "このような"):
        return None
    if rest + 1 >= len(tokens) or not tokens[rest + 1].tag.startswith(("助詞", "助動詞")):
        return None
    head, thing = tokens[:at], tokens[rest]
    made: Tokens | None = None
    if thing.surface in _EMPTY:
        made = (*head, *((_KOTO,) if clause else ()), _NADO, *tokens[rest + 1 :])
    elif thing.surface in _PEOPLE and not clause:
        made = (*head, _NADO, *tokens[rest + 1 :])
    elif thing.surface not in (*_PEOPLE, *_ACTING) and thing.tag.startswith("名詞"):
        made = (*head, _NADO, _NO, *tokens[rest:])
    return made


_KOTO = Token("こと", "こと", "名詞-普通名詞-一般")
_NADO = Token("など", "など", "助詞-副助詞")
_NO = Token("の", "の", "助詞-格助詞")
