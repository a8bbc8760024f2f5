"""Nouns at the beginning and at the end of a sentence: topics, and endings without a verb."""

from __future__ import annotations

from minutes_pipeline.drafting.analysis import Token, Tokens
from minutes_pipeline.drafting.wordlists import words

_FORMAL = words("formal_nouns")
"""Nouns that need their である: they carry the force of the sentence, not a thing."""

_NOUNS = ("名詞-普通名詞", "名詞-固有名詞", "接尾辞-名詞的", "名詞-助動詞語幹")
_SUMMING = words("noun_endings")
"""Nouns that may end a sentence by themselves."""
_DEFINING = words("defining_nouns")
"""Nouns that may end it after a clause (相互に点検する制度。)."""
_SPEAKERS = ("人間", "者", "人", "立場", "側", "素人", "意見", "質問", "確認", "感想", "要望")
"""What somebody says of the speaker or of the speech is no topic (設計をする側の人間ですが、)."""
_OF_THING = ("状況", "状態", "方針", "予定", "考え", "見込み")
"""Formal nouns that announce a topic at the head of a sentence (利用の状況ですが、)."""
_PREDICATES = ("動詞", "助動詞")
_LONGEST_TOPIC = 30
_SHORT_TOPIC = 7


def _copula(tokens: Tokens, at: int) -> bool:
    """Whether である (in its plain form) stands at *at*."""
    return (
        at + 1 < len(tokens)
        and tokens[at].surface == "で"
        and tokens[at + 1].lemma == "ある"
        and tokens[at + 1].surface == "ある"
    )


def _is_noun(token: Token) -> bool:
    made = token.surface == "方"  # put in for ほう by a rule
    return made or (token.tag.startswith(_NOUNS) and token.surface not in _FORMAL)


def _announced(tokens: Tokens) -> tuple[int, int] | None:
    """Return where the announced topic ends and where the rest begins, None without one."""
    for at in range(1, min(len(tokens), _LONGEST_TOPIC)):
        if tokens[at].surface in ("は", "も", "では", "。", "については", "としては"):
            return None
        named = _is_noun(tokens[at - 1]) or _main_thing(tokens[:at])
        if at > 1 and tokens[at - 1].surface in _OF_THING and tokens[at - 2].surface == "の":
            named = at < _SHORT_TOPIC
        if _copula(tokens, at) and named:
            after = at + 2
            if after < len(tokens) and tokens[after].surface == "が":
                after += 1
                after += after < len(tokens) and tokens[after].surface == "、"
                return (at, after) if after < len(tokens) else None
    return None


def _main_thing(words: Tokens) -> bool:
    """Whether *words* end in 主なもの and the like, where もの is a thing after all."""
    return (
        len(words) > 1 and words[-1].surface == "もの" and words[-2].surface in ("な", "の", "主な")
    )


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
    if tokens[end - 1].surface in _SPEAKERS:
        return tokens
    if tokens[end - 1].surface == "日" or tokens[end - 1].surface.endswith("日"):
        return (*tokens[:end], _particle("に"), _COMMA, *tokens[rest:])
    side = tokens[end - 1].surface in ("方", "ほう") and tokens[end - 2].surface == "の"
    mark = _particle("については" if side or _other_subject(tokens, rest) else "は")
    end -= 2 if side else 0
    return (*tokens[:end], mark, _COMMA, *tokens[rest:])


def _other_subject(tokens: Tokens, rest: int) -> bool:
    """Whether the words from *rest* on have a subject of their own (〜は; 法律が施行され)."""
    for n in range(rest + 1, len(tokens)):
        token = tokens[n]
        if token.surface == "は" and token.is_particle and not tokens[n - 1].is_particle:
            return True
        if token.surface == "が" and token.tag.startswith("助詞-格助詞"):
            following = [t.lemma for t in tokens[n + 1 : n + 4]]
            if "れる" in following or "られる" in following:
                return True
    return False


def end_in_noun(tokens: Tokens) -> Tokens:
    """Leave out である after a noun that sums the sentence up (〜の現状。 〜する制度。)."""
    end = len(tokens)
    while end and tokens[end - 1].is_punctuation:
        end -= 1
    if end < 4 or not _copula(tokens, end - 2):
        return tokens
    noun, before = tokens[end - 3].surface, tokens[end - 4]
    if noun not in _SUMMING and not (noun in _DEFINING and before.tag.startswith(_PREDICATES)):
        return tokens
    return (*tokens[: end - 2], *tokens[end:])


def _particle(text: str) -> Token:
    return Token(text, text, "助詞")


_COMMA = Token("、", "、", "補助記号-読点")
