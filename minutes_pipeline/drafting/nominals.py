"""Nouns at the beginning and at the end of a sentence: topics, and endings without a verb."""

from __future__ import annotations

import re

from minutes_pipeline.drafting.analysis import Token, Tokens, surface
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
_WHEN = (
    "前",
    "後",
    "上",
    "中",
    "間",
    "際",
    "とき",
    "時",
    "場合",
    "ほか",
    "他",
    "点",
    "ため",
    "うち",
)
"""その before these points at what was said, not at the thing announced (〜案ですが、その前に)."""
_MATTERS = ("方", "ほう", "話", "件", "こと", "関係", "ところ", "部分")
_TALKS = ("伺う", "聞く", "尋ねる", "質問", "求める", "教える", "述べる", "お願い")
_TIMES = ("先日", "前回", "以前", "この前", "昨日", "先ほど")
_CAUSES = ("理由", "原因", "要因", "背景")
_TELLING = (
    *(
        "思う",
        "考える",
        "聞く",
        "言う",
        "いう",
        "分かる",
        "ある",
        "異なる",
        "違う",
        "述べる",
        "できる",
    ),
    *("把握", "調査", "確認", "特定", "分析", "検証", "説明", "公表", "記載", "判明", "検討"),
)
"""What is said of a reason, and not the reason itself (原因は分かっている)."""
_HAS_TOPIC = re.compile(r"(?:について|に関して|に対して)$").search
"""What a clause ends in that names the topic; 〜であるが behind it tells of it."""
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


def _verbal_noun(tokens: Tokens, at: int) -> bool:
    """Whether the word at *at* is a noun made of a verb (登下校の見守り)."""
    return (
        at > 0
        and tokens[at].tag.startswith("動詞")
        and tokens[at].form == "連用形"
        and tokens[at - 1].surface == "の"
    )


def _announced(tokens: Tokens) -> tuple[int, int] | None:
    """Return where the announced topic ends and where the rest begins, None without one."""
    for at in range(1, min(len(tokens), _LONGEST_TOPIC)):
        if tokens[at].surface == "、" and _HAS_TOPIC(surface(tokens[:at])):
            return None
        if tokens[at].surface in ("は", "も", "では", "。", "については", "としては"):
            return None
        if tokens[at].surface == "が" and tokens[at].tag.startswith("助詞-格助詞"):
            return None
        named = _is_noun(tokens[at - 1]) or _main_thing(tokens[:at]) or _verbal_noun(tokens, at - 1)
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
    if _looks_back(tokens, rest):
        return tokens
    if not tokens[rest + 1].tag.startswith(("名詞", "接頭辞")):
        return tokens
    return (*tokens[:end], _particle("の"), *tokens[rest + 1 :])


def _looks_back(tokens: Tokens, at: int) -> bool:
    """Whether その前に and the like stand at *at*."""
    return (
        tokens[at].surface in ("この", "その")
        and at + 1 < len(tokens)
        and tokens[at + 1].surface in _WHEN
    )


def mark_topic(tokens: Tokens) -> Tokens:
    """Turn an announced topic into 〜は、, or 〜については、 where another は follows."""
    found = _announced(tokens)
    if found is None:
        return tokens
    end, rest = found
    if tokens[end - 1].surface in _SPEAKERS or _looks_back(tokens, rest):
        return tokens
    if tokens[end - 1].surface in _MATTERS and tokens[end - 2].lemma == "いう":
        return tokens  # 〜という話であるが
    if tokens[end - 1].surface == "日" or tokens[end - 1].surface.endswith("日"):
        return (*tokens[:end], _particle("に"), _COMMA, *tokens[rest:])
    side = (
        end > 2
        and tokens[end - 1].surface in _MATTERS
        and tokens[end - 2].surface == "の"
        and tokens[end - 3].surface not in _TIMES
    )
    numbered = [t.surface for t in tokens[1:4]] == ["点", "目", "の"]
    aside = side or numbered or _other_subject(tokens, rest)
    mark = _particle("については" if aside else "は")
    told = _because(tokens, end, rest)
    end -= 2 if side else 0
    return (*tokens[:end], mark, _COMMA, *told)


def _because(tokens: Tokens, end: int, rest: int) -> Tokens:
    """Return what is told of the topic before *end*; of a reason, closed by ためである."""
    told = tokens[rest:]
    stop = len(told)
    while stop and told[stop - 1].is_punctuation:
        stop -= 1
    if tokens[end - 1].surface not in _CAUSES or stop < _LEAST_REASON:
        return told
    last, said = told[stop - 1], {t.lemma for t in told[max(0, stop - 5) : stop]}
    verbal = last.tag.startswith("動詞") or last.lemma in ("た", "れる", "られる")
    copular = stop > 1 and told[stop - 2].surface == "で"
    if not verbal or copular or last.form != "終止形" or said & set(_TELLING):
        return told
    if {t.surface for t in told} & {"ため", "ことから", "ので", "から", "次", "別"}:
        return told
    return (*told[:stop], *_FOR_THIS, *told[stop:])


_LEAST_REASON = 6
"""Words that a reason has at least."""


def _other_subject(tokens: Tokens, rest: int) -> bool:
    """Whether the words from *rest* on have a subject of their own (〜は; 法律が施行され)."""
    if any(t.lemma in _TALKS or t.surface in _TALKS for t in tokens[-6:]):
        return True
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
    if before.surface in ("が", "は"):  # 〜のが現状である
        return tokens
    return (*tokens[: end - 2], *tokens[end:])


def _particle(text: str) -> Token:
    return Token(text, text, "助詞")


_COMMA = Token("、", "、", "補助記号-読点")
_FOR_THIS = (
    Token("ため", "ため", "名詞-普通名詞-一般"),
    Token("で", "だ", "助動詞", "助動詞-ダ", "連用形"),
    Token("ある", "ある", "動詞-非自立可能", "五段-ラ行", "終止形"),
)
