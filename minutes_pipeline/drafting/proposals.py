"""The words that a chair puts to a meeting, as the clause that minutes make of them."""

from __future__ import annotations

import re
from dataclasses import replace

from minutes_pipeline.drafting.analysis import Token, Tokens
from minutes_pipeline.drafting.rewriting import realise
from minutes_pipeline.drafting.turns import Sentence

_FAVOURS = ("いただく", "頂く", "もらう")


def without_favour(head: Sentence) -> Sentence:
    """Return *head* without a final いただく: minutes tell what is done, not for whom.

    It may stand before (という)こと, of which こと stays (書いていただくということ → 書くこと).
    """
    stop, words, tail = head.tokens[-1], list(head.tokens[:-1]), list[Token]()
    if words and words[-1].surface == "こと":
        tail = [words.pop()]
        if [t.surface for t in words[-2:]] == ["と", "いう"]:
            del words[-2:]
    if not words or words[-1].lemma not in _FAVOURS:
        return head
    form = "連体形" if tail else "終止形"
    words.pop()
    if words and words[-1].surface in ("て", "で") and words[-1].tag.startswith("助詞-接続助詞"):
        words.pop()
        if words and words[-1].inflects:
            words[-1] = replace(words[-1], form=form, made=True)
    elif words and words[-1].tag.startswith("動詞"):  # お示しいただく
        words[-1] = replace(words[-1], form=form, made=True)
        if len(words) > 1 and words[-2].tag.startswith("接頭辞"):
            del words[-2]
    elif words and words[-1].tag.startswith("名詞"):
        words.append(Token("する", "する", "動詞-非自立可能", "サ行変格", form, made=True))
    return replace(head, tokens=realise((*words, *tail, stop)))


def without_favours(head: Sentence) -> Sentence:
    """Return *head* without any いただく before (という)こと (検討していただくことを条件に)."""
    tokens = head.tokens
    for at in range(len(tokens) - 2, 0, -1):
        if tokens[at].surface != "こと":
            continue
        part = replace(head, tokens=(*tokens[: at + 1], tokens[-1]))
        bare = without_favour(part).tokens
        if bare != part.tokens:
            tokens = (*bare[:-1], *tokens[at + 1 :])
    return without_favour(replace(head, tokens=_plainly(tokens)))


def _plainly(tokens: Tokens) -> Tokens:
    """Return *tokens* without 〜ていただいて (検討していただいて協議する → 検討して協議する)."""
    made: list[Token] = []
    at = 0
    while at < len(tokens):
        te = tokens[at].surface in ("て", "で") and tokens[at].tag.startswith("助詞-接続助詞")
        ahead = tokens[at + 1 : at + 3]
        if te and len(ahead) > 1 and ahead[0].lemma in _FAVOURS and ahead[1].surface == "て":
            made.append(tokens[at])
            at += 3
            continue
        made.append(tokens[at])
        at += 1
    return tuple(made)


def with_koto(head: Sentence) -> Sentence:
    """Return *head* so that it ends in こと (承認する → 承認すること)."""
    stop, words = head.tokens[-1], head.tokens[:-1]
    if [t.surface for t in words[-3:]] == ["と", "いう", "こと"]:
        return replace(head, tokens=(*words[:-3], words[-1], stop))
    if words and words[-1].surface == "こと":
        return head
    koto = Token("こと", "こと", "名詞-普通名詞-一般")
    if words and words[-1].inflects and words[-1].form == "連用形":
        words = (*words[:-1], replace(words[-1], form="連体形", made=True))
        return replace(head, tokens=realise((*words, koto, stop)))
    if words and words[-1].tag.startswith("名詞-普通名詞-サ変"):
        words = (*words, Token("する", "する", "動詞-非自立可能", "サ行変格", "連体形"))
    return replace(head, tokens=(*words, koto, stop))


def cut_at(sentence: Sentence, pattern: re.Pattern[str]) -> Sentence | None:
    """Return *sentence* up to where *pattern* is found; None when no word ends there."""
    found = pattern.search(sentence.text)
    if found is None or found.start() == 0:
        return None
    end = found.start() + (2 if found[0].startswith(("ことに", "ことで", "ことと")) else 0)
    reached = 0
    for n, token in enumerate(sentence.tokens):
        reached += len(token.surface)
        if reached == end:
            stop = Token("。", "。", "補助記号-句点")
            return replace(sentence, tokens=(*_made_clause(sentence.tokens[: n + 1]), stop))
    return None


def _made_clause(words: Tokens) -> Tokens:
    """Return *words* with とする where they end in a thing (4点ということで → 4点とすること)."""
    last = words[-1]
    thing = last.tag.startswith(("名詞", "接尾辞-名詞的")) and last.surface not in ("こと", "もの")
    if not thing or last.tag.startswith("名詞-普通名詞-サ変"):
        return words
    does = Token("する", "する", "動詞-非自立可能", "サ行変格", "連体形")
    return (*words, Token("と", "と", "助詞-格助詞"), does)
