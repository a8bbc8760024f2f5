"""From utterances to sentences: who said each one, and on which utterances it rests."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from minutes_pipeline.drafting.analysis import Analyzer, Token, Tokens, surface
from minutes_pipeline.drafting.normalising import normalise
from minutes_pipeline.drafting.unmarked import corrects, performs, starts_anew, topic_behind
from minutes_pipeline.drafting.wordlists import words
from minutes_pipeline.meeting import Role, RoleKind, Utterance

_PAUSE = 0.6
"""Seconds of silence after a polite ending that make it the end of a sentence."""

_DONE = re.compile(
    r"(です|ます|ました|ません|でした|でしょう|ましょう|ください|たい)(か|ね|よ|よね|かね)?$"
)
_STARTERS = tuple(words("sentence_starters"))
_GO_ON = (
    "が",
    "けれども",
    "けれど",
    "けども",
    "けど",
    "ので",
    "から",
    "し",
    "と",
    "んで",
    "もの",
    "もんで",
    "って",
    "という",
)
_MARKS = ("。", "？", "！")
_AFTER_COMMA = (
    "それでは",
    "次",
    "また",
    "なお",
    "以上",
    "ありがとう",
    "よろしく",
    "続い",
    "続き",
    "はい",
)
_LEFT_OVER = ("けれども", "けれど", "けども", "けど", "ので", "ことから")
_CASES = ("を", "へ", "や", "から", "の")
_TOPICAL = ("助詞-係助詞", "助詞-格助詞", "接続詞", "感動詞", "連体詞")
_OFFICIAL_VERBS = ("ござる", "おる", "いる", "いたす", "する", "なる", "ある", "まいる", "行う")
"""Whoever reads out a paper goes on after 〜しておりまして; 「〜と思いまして。」 is an end."""
_OPENS = re.compile(
    r"それでは|では|じゃ|はい|続いて|続きまして|次[にのは]|以上|よろしく|ありがと|ほかに"
)
"""What begins anew behind a stop, whatever stood before it."""
_BARE = 3
"""Words before a 〜で that waits for more (県の場合で。); behind fewer it is a whole answer."""
_LEADING_VERBS = (
    "基づく",
    "よる",
    "対する",
    "当たる",
    "加える",
    "伴う",
    "踏まえる",
    "通じる",
    "含める",
)
"""〜に基づきまして and the like lead up to what is said, whoever says it."""
_ATTRIBUTED = ("名詞-普通名詞", "名詞-固有名詞", "接頭辞")
"""What politeness may be said of (管理しております協会)."""
_NEW = ("接続詞", "感動詞")
_DEPENDENT = ("助詞", "助動詞", "接尾辞")
_SEARCHING = re.compile(
    r"(?:って|と)(?:いう|言う|言い|いい)(?:んです|んでしょう|のでしょう|ます)か(?:ね)?$"
)
"""Looks for a word and asks nothing (有収率っていうんですか、)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as it was said.

    Attributes:
        tokens: Its words, final punctuation included.
        sources: Ids of the utterances it comes from.
        opens: Whether it is the first of its utterance.
        numbers: Its place among all sentences of the record, from 0; several where sentences
            were joined. Every change of a sentence keeps them: the ledger follows it by them.
    """

    tokens: Tokens
    sources: tuple[str, ...]
    opens: bool = False
    numbers: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The words as they were said, without the final full stop."""
        return surface(self.tokens).rstrip("。？！、 ")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one voice said in one role under one item, without anybody between.

    Attributes:
        role: None while undecided.
        speaker: The voice; None when unknown.
        item: Number of the agenda item; None outside.
        sentences: In order.
        utterances: Ids of all utterances, also of those without a sentence.
    """

    role: Role | None
    speaker: str | None
    item: str | None
    sentences: tuple[Sentence, ...]
    utterances: tuple[str, ...]


def chaired(turn: Turn) -> bool:
    """Whether the chair speaks."""
    return turn.role is not None and turn.role.kind is RoleKind.CHAIR


def read_turns(utterances: Sequence[Utterance], analyzer: Analyzer) -> tuple[Turn, ...]:
    """Return the turns of a record, each cut into sentences."""
    groups: list[list[Utterance]] = []
    for utterance in utterances:
        if groups and _same_turn(groups[-1][-1], utterance):
            groups[-1].append(utterance)
        else:
            groups.append([utterance])
    texts = [_join(group) for group in groups]
    analysed = analyzer.analyze([text for text, _ in texts])
    count = itertools.count()
    return tuple(
        Turn(
            role=group[0].role,
            speaker=group[0].speaker,
            item=group[0].item,
            sentences=tuple(
                replace(sentence, numbers=(next(count),))
                for sentence in _sentences(tokens, starts, group)
            ),
            utterances=tuple(u.id for u in group),
        )
        for group, (_, starts), tokens in zip(groups, texts, analysed, strict=True)
    )


def _same_turn(one: Utterance, other: Utterance) -> bool:
    same_voice = one.speaker is not None and one.speaker == other.speaker
    return same_voice and one.role == other.role and one.item == other.item


def _join(group: Sequence[Utterance]) -> tuple[str, tuple[int, ...]]:
    """Return the joined text of a turn and where each utterance begins in it."""
    text, starts = "", []
    for utterance in group:
        if text and text[-1] not in "。？！、" and _DONE.search(text):
            text += "。"
        starts.append(len(text))
        text += normalise(utterance.text)
    return text, tuple(starts)


def _sentences(
    tokens: Tokens, starts: Sequence[int], group: Sequence[Utterance]
) -> tuple[Sentence, ...]:
    pauses = _pauses(group, starts)
    marked = _is_marked(tokens)
    made: list[Sentence] = []
    first = 0
    for at in range(len(tokens)):
        if not (
            _ends(tokens, at, pauses, marked=marked)
            or starts_anew(tokens, first, at, marked=marked)
        ):
            continue
        if tokens[at].surface == "。" and _goes_on(tokens, at):
            tokens = _comma_at(tokens, at)
            continue
        part = tokens[first : at + 1]
        first = at + 1
        if all(t.is_punctuation for t in part):
            continue
        made.append(_sentence(part, starts, group, made))
    rest = tokens[first:]
    if any(not t.is_punctuation for t in rest):
        made.append(_sentence(rest, starts, group, made))
    return tuple(made)


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether a recogniser's 。 stands in the middle of a sentence (〜でございまして。)."""
    if at == 0 or at + 1 >= len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    if after.surface in _LEFT_OVER and before.lemma in ("ます", "です", "た"):
        return True
    polite = at > 1 and tokens[at - 2].lemma == "ます"
    return (
        (before.surface in ("が", "けれども", "ので", "し", "と", "ば") and _joins(before))
        or (before.surface in _CASES and before.tag.startswith("助詞-格助詞"))
        or (before.surface in ("ところ", "など") and not after.tag.startswith(_NEW))
        or (after.surface == "と" and at + 2 < len(tokens) and tokens[at + 2].surface == "、")
        or (corrects(tokens[max(0, at - 14) : at]) and not after.tag.startswith(_NEW))
        or (
            before.surface == "て"
            and polite
            and tokens[at - 3].lemma in (*_OFFICIAL_VERBS, *_LEADING_VERBS)
        )
        or (_hangs(tokens, at) and not after.tag.startswith(_NEW) and not _starts_anew(after))
        or (before.surface == "から" and at > 1 and tokens[at - 2].surface == "こと")
    )


def _hangs(tokens: Tokens, at: int) -> bool:
    """Whether the words before *at* wait for more (増やすのではなくて。 クラブはですね。)."""
    before, second = tokens[at - 1], tokens[at - 2] if at > 1 else tokens[at - 1]
    if before.surface == "ね" and second.lemma == "です" and at > 2:
        return tokens[at - 3].tag.startswith(_TOPICAL[:2])
    return (
        (before.surface == "で" and second.surface == "の" and second.tag.startswith("助詞-準体"))
        or (
            at > _BARE
            and _half_said(before, second)
            and not _OPENS.match(surface(tokens[at + 1 : at + 4]))
        )
        or (before.surface == "て" and second.lemma == "ない")
        or (before.surface == "は" and before.tag.startswith("助詞-係助詞") and at > 2)
    )


def _half_said(particle: Token, noun: Token) -> bool:
    """Whether a noun and で stand where the recogniser heard an end (県の場合で。)."""
    return (
        particle.surface == "で"
        and noun.tag.startswith(("名詞", "接尾辞"))
        and noun.surface != "以上"
    )


def _joins(token: Token) -> bool:
    return token.tag.startswith("助詞-接続助詞")


def _comma_at(tokens: Tokens, at: int) -> Tokens:
    """Return *tokens* with a comma for the 。 at *at*; none before けれども."""
    if tokens[at + 1].surface in (*_LEFT_OVER, "と"):
        mark = replace(tokens[at], surface="", lemma="")
    else:
        mark = replace(tokens[at], surface="、", lemma="、", tag="補助記号-読点")
    return (*tokens[:at], mark, *tokens[at + 1 :])


def _sentence(
    part: Tokens, starts: Sequence[int], group: Sequence[Utterance], made: Sequence[Sentence]
) -> Sentence:
    begin, end = part[0].start, part[-1].start
    sources = tuple(
        u.id
        for n, u in enumerate(group)
        if starts[n] <= end and (n + 1 == len(starts) or starts[n + 1] > begin) and u.text.strip()
    )
    opens = not made or made[-1].sources[-1:] != sources[:1]
    part = tuple(token for token in part if token.surface)
    while part[0].is_punctuation and part[0].surface != "「":
        part = part[1:]
    if part[-1].surface == "、":
        part = part[:-1]
    if part[-1].surface not in _MARKS:
        part = (*part, Token("。", "。", "補助記号-句点"))
    return Sentence(part, sources, opens)


_LONGEST_UNMARKED = 100
"""Characters a sentence has on the average at most where whoever wrote it down marks the ends."""


def _is_marked(tokens: Tokens) -> bool:
    """Whether the ends of the sentences are marked, so that a noun may follow 〜ております."""
    marks = sum(token.surface in _MARKS for token in tokens)
    return (
        marks > 0
        and tokens[-1].surface in _MARKS
        and (sum(len(token.surface) for token in tokens) <= _LONGEST_UNMARKED * marks)
    )


def _ends(tokens: Tokens, at: int, pauses: frozenset[int], *, marked: bool = False) -> bool:
    """Whether a sentence ends with the word at *at*.

    Args:
        tokens: The words of a turn.
        at: Which of them.
        pauses: Offsets before which the voice rests.
        marked: Whether the ends of sentences are marked as a rule.
    """
    token = tokens[at]
    if token.surface in _MARKS:
        return True
    if at + 1 >= len(tokens) or not _closing(tokens, at):
        return False
    following = tokens[at + 1]
    if following.surface == "、":
        if _SEARCHING.search(surface(tokens[max(0, at - 6) : at + 1])):
            return False
        asked = token.surface == "か" and tokens[at - 1].lemma in ("です", "ます")
        asked = (asked and not _or_not(tokens, at)) or _told_to_others(tokens, at)
        said = tokens[at - 1].lemma in ("ござる", "いたす") and token.lemma == "ます"
        performed = said and performs(tokens[: at + 1])
        anew = asked or performed or topic_behind(tokens, at + 2)
        return at + 2 < len(tokens) and (anew or _starts_anew(tokens[at + 2]))
    if _goes_with(tokens, at + 1):
        return _new_therefore(tokens, at)
    final = token.tag.startswith("助詞-終助詞") or token.form == "終止形"
    if marked and following.tag.startswith(_ATTRIBUTED) and token.lemma in ("ます", "です"):
        final = False
    return final or following.start in pauses or _starts(following)


def _or_not(tokens: Tokens, at: int) -> bool:
    """Whether the other half of the question follows at once (するんですか、しないんですか)."""
    ahead = tokens[at + 2 : at + 10]
    stop = next((n for n, t in enumerate(ahead) if t.surface in ("か", *_MARKS)), None)
    if stop is None or ahead[stop].surface != "か":
        return False
    return not any(t.tag.startswith("助詞") for t in ahead[:stop] if t.surface not in ("の", "ん"))


def _told_to_others(tokens: Tokens, at: int) -> bool:
    """Whether a statement ends in よ or ね here (忙しい時間なんですよ、), and no mere filler."""
    if at < 2 or tokens[at].surface not in ("よ", "ね"):
        return False
    polite, before = tokens[at - 1], tokens[at - 2]
    return polite.lemma == "ます" or (polite.lemma == "です" and before.surface in ("ん", "の"))


def _goes_with(tokens: Tokens, at: int) -> bool:
    """Whether the word at *at* belongs to the polite ending before it (〜ましたこと)."""
    token = tokens[at]
    besides = token.surface == "ほか" and at + 1 < len(tokens) and tokens[at + 1].surface == "、"
    fixed = token.surface in (*_MARKS, *_GO_ON, "こと")
    return fixed or besides or token.tag.startswith(_DEPENDENT)


def _new_therefore(tokens: Tokens, at: int) -> bool:
    """Whether a sentence that ends in よ or ね is followed by ですから and the like."""
    if tokens[at].surface not in ("よ", "ね"):
        return False
    ahead = surface(tokens[at + 1 : at + 4])
    return ahead.startswith(("ですから", "ですので", "ですが", "だから", "なので", "でも"))


def _closing(tokens: Tokens, at: int) -> bool:
    """Whether the word at *at* can close a polite sentence."""
    token = tokens[at]
    if token.surface in ("か", "ね", "よ") and token.tag.startswith("助詞-終助詞"):
        return at > 0 and _closing(tokens, at - 1)
    if token.lemma in ("です", "ます") and token.form in ("終止形", "連体形", "意志推量形"):
        return token.lemma == "ます" or at == 0 or not tokens[at - 1].tag.startswith(_TOPICAL)
    if token.lemma == "た" and at > 0:
        return tokens[at - 1].lemma in ("です", "ます")
    if token.lemma in ("ぬ", "ん") and at > 0:
        return tokens[at - 1].lemma == "ます"
    return token.surface == "ください"


def _starts_anew(token: Token) -> bool:
    """Whether a new sentence begins here even after a comma."""
    return token.surface in _AFTER_COMMA


def _starts(token: Token) -> bool:
    return token.surface.startswith(_STARTERS) or token.tag.startswith(("接続詞", "感動詞"))


def _pauses(group: Sequence[Utterance], starts: Sequence[int]) -> frozenset[int]:
    """Return the offsets in the joined text before which the voice rests."""
    found: set[int] = set()
    for utterance, start in zip(group, starts, strict=True):
        if "".join(w.text for w in utterance.words).strip() != utterance.text.strip():
            continue
        offset = start
        for n, word in enumerate(utterance.words):
            if n and word.span.start - utterance.words[n - 1].span.end >= _PAUSE:
                found.add(offset)
            offset += len(normalise(word.text))
    return frozenset(found)
