"""Writes pieces as paragraphs: the rules over each sentence, then what holds between sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from minutes_pipeline.drafting.analysis import Token, Tokens, surface
from minutes_pipeline.drafting.condensing import Piece
from minutes_pipeline.drafting.manner import Style
from minutes_pipeline.drafting.rewriting import rewrite
from minutes_pipeline.drafting.rulebook import rules_for
from minutes_pipeline.drafting.rules import LIGHT_RULES
from minutes_pipeline.drafting.turns import Sentence
from minutes_pipeline.drafting.wordlists import words
from minutes_pipeline.meeting import Step

_ASKING_ABOUT = re.compile(
    r"(?P<mark>について|に関して|のことで)、?(?:少し|1点|2点|一点)?、?(お伺い|伺い|お尋ね|尋ね|お聞き|聞き|ご?質問)(を)?"
    r"(いた|させて|いただ|申し上げ|おき|た|し|き|い|ま|す|と|思|存じ|ん|の|で|け|れ|ど|も|が)*$"
)
_POINT_OPENING = re.compile(
    r"^(?:また|それから|あと|なお)?、?もう(?:1|一)(?:点|つ|件)、"
    r"|^(また|次に|続いて|続き|それから|まず|あと|以上|最後に|そして|一方で?|それでは)、"
    r"|^(一方で|まず|続いて|最後に)(?=[一-龥ァ-ヶ])"
)

_ANSWER_OPENING = re.compile(
    r"^(?:まず|次に|続いて|最後に|それでは)?、?\d(?:点|つ)目(?:は|については|に関しては|で|の)、?(?=[^はがを、].{6})"
    r"|^(?:まず|次に|続いて|最後に|それでは)、"
)


class Hand(StrEnum):
    """How heavily a sentence is edited; lighter ones stand as a step of their own."""

    FULL = "full"
    LIGHT = "lighter-edit"
    """Endings and spelling only; nothing is left out."""
    NONE = "as-said"
    """The very words."""


_LIGHTER = {Hand.LIGHT: LIGHT_RULES, Hand.NONE: ()}


@dataclass(frozen=True, slots=True)
class Edit:
    """How one written sentence came to be.

    Attributes:
        numbers: Numbers of the sentences as said, one or several.
        steps: What was done, in order.
    """

    numbers: tuple[int, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph's text and the rules that made it.

    Attributes:
        text: The paragraph; empty when nothing is left of its words.
        rules: Names of the rules, in the order in which each was first applied.
        edits: How each sentence of it came to be.
    """

    text: str
    rules: tuple[str, ...]
    edits: tuple[Edit, ...] = ()


def write(
    piece: Piece, *, point: bool = False, hands: Mapping[tuple[int, ...], Hand] | None = None
) -> Written:
    """Return *piece* as written Japanese.

    Args:
        piece: The sentences.
        point: Whether it is a ・point, which opens with its topic.
        hands: Which sentences, by their numbers, are edited with a lighter hand than the rest.
    """
    texts: list[str] = []
    edits: list[Edit] = []
    rules = rules_for(piece.manner, official=piece.official)
    whole = piece.manner.style is Style.FULL
    sentences = piece.sentences if whole else join_announced(piece.sentences, point=point)
    for sentence in sentences if whole or piece.official else join_led_up(sentences):
        hand = (hands or {}).get(sentence.numbers, Hand.FULL)
        done = rewrite(sentence.tokens, _LIGHTER.get(hand, rules))
        text = tidy(surface(done.tokens))
        steps = list(done.steps)
        if hand is not Hand.FULL:
            steps.insert(0, Step(hand.value, surface(sentence.tokens)))
        if len(sentence.numbers) > 1:
            steps.insert(0, Step("announced-question", surface(sentence.tokens)))
        opening = _POINT_OPENING if point else _ANSWER_OPENING if piece.official else None
        opening = None if whole else opening
        if (
            opening is not None
            and text
            and not (point and texts)
            and (found := opening.match(text))
        ):
            text = text[found.end() :]
            steps.append(Step("point-opening", text))
        if text != (steps[-1].text if steps else surface(sentence.tokens)):
            steps.append(Step("punctuation", text))
        if text:
            texts.append(text)
        edits.append(Edit(sentence.numbers, tuple(steps)))
    rules_used = dict.fromkeys(step.rule for edit in edits for step in edit.steps)
    return Written("".join(texts), tuple(rules_used), tuple(edits))


def join_announced(sentences: Sequence[Sentence], *, point: bool) -> list[Sentence]:
    """Join 「Xについて伺います。」 with the question that follows it: 「Xについて、…」.

    Likewise what is only named (「次に、指定ごみ袋でございます。」) with what is said of it; but
    a noun by which an answer begins is the answer (「市の負担です。」), where *point* is unset.
    """
    made: list[Sentence] = []
    for sentence in sentences:
        asked = _taken_up(made[-1], sentence) if made else None
        if asked is not None:
            made[-1] = asked
            continue
        opening = _announced_topic(made[-1], point=point) if made else None
        if opening and not sentence.text.startswith(("また", "まず")):
            made[-1] = replace(
                sentence,
                tokens=(*opening, *sentence.tokens),
                numbers=(*made[-1].numbers, *sentence.numbers),
            )
        else:
            made.append(sentence)
    return made


_LEADS_UP = re.compile(
    r"^(?!.*(?:思|が、|けど|けれど|話が)).*(?:ます|ました|でした|ません|[んのいた]です|ですよ)よ?ね$"
)
_ASKS = re.compile(
    r"^(?!.*(?:が、|けど|けれど|という?か|話)).*(?:[んのます]か|でしょうか|ですか)(?:ね|な)?$"
)
_STARTS_ANEW = re.compile(
    r"^(?:また|あと|で、|それから|それと|ただ|でも|しかし|なので|だから|ですから|そう|もう|次に|例えば|さらに|\d|一つ|二つ)"
)
_LONGEST_LEAD = 60
"""Characters of a statement that only leads up to a question, and of the question."""


def join_led_up(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Join what a member recalls (〜となっていますね。) with the question about it, by が.

    The ね says that it is known to whoever is asked; minutes write 「〜となっているが、〜か。」.
    """
    made: list[Sentence] = []
    for sentence in sentences:
        led = made[-1] if made else None
        if (
            led is not None
            and max(len(led.text), len(sentence.text)) <= _LONGEST_LEAD
            and _LEADS_UP.search(led.text)
            and _ASKS.search(sentence.text)
            and not _STARTS_ANEW.match(sentence.text)
        ):
            words = list(led.tokens)
            while words and (words[-1].is_punctuation or words[-1].surface in ("ね", "よ", "よね")):
                words.pop()
            but = Token("が", "が", "助詞-接続助詞")
            comma = Token("、", "、", "補助記号-読点")
            made[-1] = replace(
                sentence,
                tokens=(*words, but, comma, *sentence.tokens),
                sources=tuple(dict.fromkeys((*led.sources, *sentence.sources))),
                numbers=(*led.numbers, *sentence.numbers),
            )
        else:
            made.append(sentence)
    return made


_THIS = re.compile(r"^(?:これ|それ)(?:は|って、?|も|、)、?")
_NAMES = re.compile(
    r"^(?P<topic>[^、。はがをにでへとも\d]{2,20}?)(?:です|でございます)(?:よ)?(?:ね|か)?$"
)


def _taken_up(named: Sentence, asking: Sentence) -> Sentence | None:
    """Return what *asking* says of the thing *named* (処遇改善ですね。これは…ですか。), in one."""
    topic, this = _NAMES.match(named.text), _THIS.match(asking.text)
    if topic is None or this is None:
        return None
    first, second = _cut_at(named, topic.end("topic")), _cut_at(asking, this.end())
    if first is None or second is None:
        return None
    opens = (
        *named.tokens[:first],
        Token("は", "は", "助詞-係助詞"),
        Token("、", "、", "補助記号-読点"),
    )
    return replace(
        asking,
        tokens=(*opens, *asking.tokens[second:]),
        sources=tuple(dict.fromkeys((*named.sources, *asking.sources))),
        numbers=(*named.numbers, *asking.numbers),
    )


def _cut_at(sentence: Sentence, length: int) -> int | None:
    """Return how many words spell the first *length* characters; None when one is cut."""
    reached = 0
    for n, token in enumerate(sentence.tokens):
        if reached == length:
            return n
        reached += len(token.surface)
    return None


def _announced_topic(sentence: Sentence, *, point: bool) -> Tokens | None:
    named = _only_named(sentence, point=point)
    if named is not None:
        return named
    found = _ASKING_ABOUT.search(sentence.text)
    if found is None:
        return None
    reached = 0
    for n, token in enumerate(sentence.tokens):
        reached += len(token.surface)
        if reached == found.start("mark"):
            mark = Token("について", "について", "助詞")
            return (*sentence.tokens[: n + 1], mark, Token("、", "、", "補助記号-読点"))
    return None


_OF_MATTERS = ("こと", "件", "方", "ほう", "関係", "関連", "点")
_JUDGING = (*(words("formal_nouns") - {"こと", "ほう"}), "本当", "大切", "心配", "外")
_NAMED_ONLY = re.compile(
    r"^(?:まず|次に|続きまして|続いて|最後に|それから|また|あと|、|えー)*(?P<topic>[^、。はがをにでへとも]{2,25}?)"
    r"(?:について|に関して)?(?:でございます|です|になります|であります)$"
)


def _only_named(sentence: Sentence, *, point: bool) -> Tokens | None:
    found = _NAMED_ONLY.match(sentence.text)
    if found is None or found["topic"].endswith(_JUDGING):
        return None
    if not (point or found.start("topic") or found["topic"].endswith(_OF_MATTERS)):
        return None
    if re.search(r"\d|とおり|以上|必要|[いうくすつぬむるた]$", found["topic"]):
        return None
    reached, first = 0, 0
    for n, token in enumerate(sentence.tokens):
        if reached == found.start("topic"):
            first = n
        reached += len(token.surface)
        if reached == found.end("topic"):
            mark = Token("については", "については", "助詞")
            return (*sentence.tokens[first : n + 1], mark, Token("、", "、", "補助記号-読点"))
    return None


def tidy(text: str) -> str:
    """Return *text* with sound punctuation, closed by a full stop."""
    text = re.sub(r"^[、。]+", "", text)
    text = re.sub(r"、{2,}", "、", text)
    text = re.sub(r"、+。", "。", text)
    text = re.sub(r"[？！]", "。", text)
    text = re.sub(r"。{2,}", "。", text)
    if not text or text == "。":
        return ""
    return text if text.endswith("。") else text + "。"
