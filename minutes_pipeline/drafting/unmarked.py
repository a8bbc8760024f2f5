"""Where a sentence ends in unpunctuated speech although a noun follows its polite ending.

〜ます before a noun may be attributive (設置しております車両を) or end the sentence
(〜予定でございます方式は…). What was said before and how the next phrase goes on tell which.
"""

from __future__ import annotations

import re

from minutes_pipeline.drafting.analysis import Token, Tokens, surface

_PERFORMED = re.compile(
    r"(説明|報告|紹介|回答|お?答え|お?願い|提案|質問|採決|開会|閉会|終結|再開|訂正|討論|お?諮り|求め|伺い|議題と)(を|に)?"
    r"(いたし|させていただき|申し上げ|し|)(ます|ました)$"
)
"""Endings that do what they say; they are not attributive."""
_ANSWERS = re.compile(
    r"(ありがとうござい(ます|ました)|感謝(いたし|申し上げ)ます|お疲れ(さま|様)でした|失礼(いた)?しました|"
    r"(承知|了解)(いた)?しました|(分か|わか)りました|かしこまりました)$"
)
"""Thanks and the like, said by themselves."""
_WISHES = re.compile(r"と(思い|存じ)ます$")
"""What somebody thinks or wishes now is not made an attribute."""
_THINKS = re.compile(r"と(考え|思っ|存じ)て(おり|い)ます$")
"""What somebody has been thinking seldom is (必要と考えております施策)."""
_NAMES = re.compile(r"^(はい|ええ|それでは|、)*[^、。はがを]{2,30}と(申し|言い|いい)ます$")
"""Who speaks, and nothing else (支援室の門脇と申します)."""
_POINTS_BACK = ("その", "それ", "そこ", "これ")
"""Words that take no attribute before them (〜でしたそのうち); この may (〜しておりますこの図)."""
_SPOKEN_STARTS = re.compile(r"(じゃあ|じゃ[次、]|では(?!な|あ[りる])|お疲れ|ありがとう|よろしく)")
"""Beginnings that analysis takes for an ending of what precedes, or for a noun."""
_NOMINAL = ("名詞", "代名詞", "接頭辞", "連体詞", "記号")
_INTRODUCES = re.compile(
    r"^(はい|ええ|それでは|、)*[^、。はがを]{2,24}(の[^、。はがを]{1,6})?でございます$"
)
"""Who speaks, and nothing else (財政課長の菅原でございます)."""
_CLOSED = ("終止形", "連体形")
_FORMAL = ("こと", "もの", "ため", "とき", "とおり", "ところ", "中", "の", "ん")
_AHEAD = 14
"""Words within which the next phrase must show that it is a topic."""
_TOPIC = re.compile(
    r"^[^、。]{1,30}?(は|につきまして|について|に関して|に関しまして|でございますが|ですが|ですけれども|といたしまして)"
)


def starts_anew(tokens: Tokens, first: int, at: int, *, marked: bool = False) -> bool:
    """Whether a new sentence begins after the word at *at*, of a sentence that began at *first*.

    Where the ends of sentences are *marked* as a rule, politeness before a noun is said of it
    (指定管理者でございます協会), unless it performs what it says.
    """
    said = tokens[first : at + 1]
    polite = _polite(tokens[at], tokens[at - 1] if at else None) and not corrects(said)
    closed = polite or tokens[at].surface == "ください" or _asks(tokens, at)
    if at + 1 >= len(tokens) or not closed:
        return False
    if _SPOKEN_STARTS.match(surface(tokens[at + 1 : at + 5])):
        return True
    if not _noun_follows(tokens[at + 1]):
        return False
    if marked and polite and tokens[at].lemma == "ます":
        return performs(said)
    return _no_attribute(tokens, first, at) if polite else tokens[at].surface == "ください"


def _no_attribute(tokens: Tokens, first: int, at: int) -> bool:
    """Whether the polite ending at *at* cannot be said of the noun that follows it."""
    said, following = tokens[first : at + 1], tokens[at + 1]
    if tokens[at].lemma == "です" or (at and tokens[at - 1].lemma == "です") or performs(said):
        return len(said) > 1
    text = surface(said)
    if (
        tokens[at].form == "意志推量形"
        or following.surface in _POINTS_BACK
        or any(pattern.search(text) for pattern in (_ANSWERS, _NAMES, _WISHES))
    ):
        return True
    topic_next = _topic_ahead(tokens[at + 1 : at + 1 + _AHEAD])
    topic_said = any(t.surface == "は" and t.tag.startswith("助詞-係助詞") for t in said)
    if tokens[at - 1].lemma == "ござる":
        return topic_next or topic_said or _INTRODUCES.match(text) is not None
    return topic_next and (topic_said or _THINKS.search(text) is not None)


def _noun_follows(token: Token) -> bool:
    """Whether *token* begins a noun phrase, and is no formal noun that belongs to what precedes."""
    return token.tag.startswith(_NOMINAL) and token.surface not in _FORMAL


_CORRECTS = re.compile(
    r"\d[^、。\d]{0,8}(、|。)?(あ|あっ|えっと|えー|いや|いえ|すみません|すいません|大変|、|。)*"
    r"(失礼|訂正|申し訳|すみません|すいません|もとい)(を)?(いた)?(しま|ござい|あり)?(した|す|ません(でした)?)?$"
)


def corrects(said: Tokens) -> bool:
    """Whether *said* ends in an apology for the number before it; the right one follows."""
    return _CORRECTS.search(surface(said[-14:])) is not None


def performs(said: Tokens) -> bool:
    """Whether *said* ends in words that do what they say (ご説明いたします)."""
    return _PERFORMED.search(surface(said[-8:])) is not None


def _polite(token: Token, before: Token | None) -> bool:
    if token.lemma in ("ます", "です") and token.form in (*_CLOSED, "意志推量形"):
        return token.surface != "な"
    past = (token.lemma == "た" and token.form in _CLOSED) or token.surface == "ん"
    return past and before is not None and before.lemma in ("ます", "です")


def _asks(tokens: Tokens, at: int) -> bool:
    """Whether a polite question ends with the word at *at*."""
    return at > 1 and tokens[at].surface == "か" and _polite(tokens[at - 1], tokens[at - 2])


def topic_behind(tokens: Tokens, at: int) -> bool:
    """Whether the words from *at* on, behind a comma, begin with a topic of their own.

    A recogniser writes a comma where a voice goes on (届いておりません、報告は以上です).
    """
    return at < len(tokens) and _noun_follows(tokens[at]) and _topic_ahead(tokens[at : at + _AHEAD])


def _topic_ahead(tokens: Tokens) -> bool:
    """Whether the phrase that follows is a topic, before any verb of its own."""
    words = []
    for token in tokens:
        if token.tag.startswith(("動詞", "形容詞", "補助記号")) and token.lemma not in (
            "つく",
            "関する",
        ):
            break
        words.append(token)
    return _TOPIC.match(surface(words)) is not None and not any(
        t.surface in ("を", "が") for t in words[: _place_of_topic(words)]
    )


def _place_of_topic(words: list[Token]) -> int:
    return next((n for n, t in enumerate(words) if t.surface in ("は", "に")), len(words))
