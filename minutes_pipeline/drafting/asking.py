"""Questions that are not marked as such, or that go on after they are asked."""

from __future__ import annotations

import re

from minutes_pipeline.drafting.analysis import Token, Tokens, surface
from minutes_pipeline.drafting.wordlists import words

_INTERROGATIVE = words("interrogatives")
_REQUEST = re.compile(
    r"か(どうか)?(を|も|について|という点を|、)*"
    r"((お|ご)?(答え|回答|答弁|聞かせ|教えて|示し|説明|見解)(を|て|願|いただ|くださ|お願|ほし|もら)|(お)?(伺い|尋ね|聞き)(を|します|いた|し|た|ま))"
    r"[^。、]*。?$"
    r"|か、(お)?(分|わ)かりに?(なれば|なる範囲で|なりましたら|れば|る範囲で|ましたら)、?"
    r"(教え|お示し|お答え|お?聞かせ)[^、。]*。?$"
)


_POINTED = re.compile(
    r"か、(そこ|その点|その辺(り)?|そのあたり|この点|この辺(り)?|その2点|この2点|その二つ|この二つ)(を|が|について|は|も)?"
    r"(お答え|お?聞かせ|教え|お伺い|伺い|お聞き|お尋ね|ご?説明|確認|知りたい|気にな)[^、。]*。?$"
)
_SPLIT = re.compile(r"か、(?!それとも|又は|または|あるいは)(?=[^、。]{2,}.{4,}か。?$)")


def part_questions(tokens: Tokens) -> Tokens:
    """Part two questions of one sentence, each with its interrogative (〜か。また、〜か。)."""
    text = surface(tokens)
    for found in _SPLIT.finditer(text):
        reached = 0
        for n, token in enumerate(tokens):
            reached += len(token.surface)
            if reached == found.start() + 1 and n + 2 < len(tokens):
                first, second = tokens[: n + 1], tokens[n + 2 :]
                if _interrogates(first) and _interrogates(second):
                    return (*first, _STOP, _ALSO, _COMMA, *second)
    return tokens


def _interrogates(tokens: Tokens) -> bool:
    return any(t.surface in _INTERROGATIVE for t in tokens)


_STOP = Token("。", "。", "補助記号-句点")
_ALSO = Token("また", "また", "接続詞")
_COMMA = Token("、", "、", "補助記号-読点")


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


def _either_way(asked: Tokens) -> Tokens:
    """Return a question without its どうか (〜のかどうか → 〜のか)."""
    if [t.surface for t in asked[-3:]] == ["か", "どう", "か"]:
        return asked[:-2]
    return asked


_ENDS_OPEN = re.compile(r"(?:ん|の)です$|(?:まし|た|っ)た$|ますか?$")
_NO_QUESTION = ("も", "でも", "か", "とか", "しても", "より", "ら", "や", "と")
"""After an interrogative these make it something else (何も, どうしても, 何か)."""


def mark_open_question(tokens: Tokens) -> Tokens:
    """Add the か of a member's question that has an interrogative and ends in んです or ました."""
    text = surface(tokens).rstrip("。？ ")
    if not _ENDS_OPEN.search(text):
        return tokens
    last = max((n for n, t in enumerate(tokens) if t.surface in _INTERROGATIVE), default=None)
    if last is None or last + 1 >= len(tokens) or tokens[last + 1].surface in _NO_QUESTION:
        return tokens
    rest = tokens[last + 1 :]
    if any(t.surface in ("か", "かと", "って", "と") for t in rest):
        return tokens
    end = len(tokens)
    while end and tokens[end - 1].is_punctuation:
        end -= 1
    return (*tokens[:end], Token("か", "か", "助詞-終助詞"), *tokens[end:])


_OR_NOT = re.compile(
    r"(?P<asked>[^、。]*?(?P<stem>[^、。はがをにも]{1,8}?)[るうくすつぬむぐぶい]?(?:ん|の)?(?:です)?か)、"
    r"(?P=stem)[^、。はがをにも]{0,3}ない(?:ん|の)?(?:です)?か(?:ね)?。?$"
)


def drop_or_not(tokens: Tokens) -> Tokens:
    """Leave out the other half of a question that only denies the first (〜のか、〜ないのか)."""
    found = _OR_NOT.search(surface(tokens))
    if found is None:
        return tokens
    reached = 0
    for n, token in enumerate(tokens):
        reached += len(token.surface)
        if reached == found.end("asked"):
            return (*tokens[: n + 1], Token("。", "。", "補助記号-句点"))
    return tokens


_CALL = re.compile(r"か、[^、。]{1,10}(さん|課長|室長|部長|局長|委員|会長|事務局|課|室)。?$")


def end_at_question(tokens: Tokens) -> Tokens:
    """End the sentence at the question when only a request for an answer follows it."""
    text = surface(tokens)
    found = _REQUEST.search(text) or _POINTED.search(text) or _CALL.search(text)
    if found is None:
        return tokens
    reached = 0
    for n, token in enumerate(tokens):
        reached += len(token.surface)
        if reached == found.start() + 1:
            return (*_either_way(tokens[: n + 1]), Token("。", "。", "補助記号-句点"))
    return tokens
