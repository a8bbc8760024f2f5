"""Questions that are not marked as such, or that go on after they are asked."""

from __future__ import annotations

import re

from minutes_pipeline.drafting.analysis import Token, Tokens, surface
from minutes_pipeline.drafting.wordlists import words

_INTERROGATIVE = words("interrogatives")
_REQUEST = re.compile(
    r"か(どうか)?(を|について|という点を|、)*"
    r"((お|ご)?(答え|回答|答弁|聞かせ|教えて|示し|説明|見解)(を|て|願|いただ|くださ|お願|ほし|もら)|(お)?(伺い|尋ね|聞き)(を|します|いた|し|た|ま))"
    r"[^。、]*。?$"
)


def mark_question(tokens: Tokens) -> Tokens:
    """Add the か of a question that has an interrogative and ends in でしょう."""
    end = len(tokens)
    while end and tokens[end - 1].is_punctuation:
        end -= 1
    if not end or tokens[end - 1].surface != "でしょう":
        return tokens
    if not any(t.surface in _INTERROGATIVE for t in tokens[:end]):
        return tokens
    return (*tokens[:end], Token("か", "か", "助詞-終助詞"), *tokens[end:])


_CALL = re.compile(r"か、[^、。]{1,10}(さん|課長|室長|部長|局長|委員|会長|事務局|課|室)。?$")


def end_at_question(tokens: Tokens) -> Tokens:
    """End the sentence at the question when only a request for an answer follows it."""
    text = surface(tokens)
    found = _REQUEST.search(text) or _CALL.search(text)
    if found is None:
        return tokens
    reached = 0
    for n, token in enumerate(tokens):
        reached += len(token.surface)
        if reached == found.start() + 1:
            return (*tokens[: n + 1], Token("。", "。", "補助記号-句点"))
    return tokens
