"""Sorts the sentences of each turn into those that stand in the minutes and those left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from minutes_pipeline.drafting.manner import Manner
from minutes_pipeline.drafting.openings import (
    as_question,
    confirms,
    drop_contrast,
    drop_opening,
    drop_taking_the_word,
    relayed,
)
from minutes_pipeline.drafting.remarks import (
    agrees_only,
    felt,
    omitted_because,
    only_named,
    paraphrases,
)
from minutes_pipeline.drafting.turns import Sentence, Turn
from minutes_pipeline.meeting import OmissionReason, RoleKind, Roster

QUESTION = re.compile(r"(か|でしょう|の|は|ね)$")
ASKS = re.compile(
    r"(か|は|ください|たい|ほしい)$|のか|でしょうか|たいと(思|存)|んでしょう$"
    r"|(伺い|お尋ね|お聞き|求め)(いた)?(し)?ます$"
)
_CALLING = re.compile(
    r"(何か|ほかに|他に)[^。]*(ございます|あります|ありません|ございません)|よろしい(です|でしょう)か$"
)
_YES_OR_NO = re.compile(
    r"^(はい|ええ|いえ|いいえ)?、?(そう(です|でございます)|そのとおり|おっしゃるとおり|ありません|ございません|ないです)"
)
_PROMISE = re.compile(r"(報告|説明|紹介|案内)(を)?(させて)?(いただき|いたし|し)?ます$")
_LONGEST_ECHO = 20


@dataclass(frozen=True, slots=True)
class Remark:
    """A turn and what becomes of its sentences.

    Attributes:
        turn: What somebody said.
        kept: What stands in the minutes.
        dropped: What does not, and why.
        relays: Whether the chair only passes on the question of the member before.
    """

    turn: Turn
    kept: tuple[Sentence, ...]
    dropped: tuple[tuple[Sentence, OmissionReason], ...]
    relays: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """The last turn of substance before a turn, and the next two after it.

    Attributes:
        before: None at the beginning.
        after: Two at most.
        vacant: Whether a chair is being elected and none has spoken yet.
    """

    before: Turn | None
    after: tuple[Turn, ...]
    vacant: bool = False

    @property
    def answered(self) -> bool:
        """Whether an official speaks next, or right after the chair."""
        for turn in self.after:
            if turn.role is not None and turn.role.answers:
                return True
            if turn.role is None or turn.role.kind is not RoleKind.CHAIR:
                return False
        return False

    def says(self, word: str) -> bool:
        """Whether *word* stands in the turn before or in the next one."""
        near = [t for t in (self.before, *self.after[:1]) if t is not None]
        return any(word in s.text for t in near for s in t.sentences)


def sort_sentences(
    turn: Turn, roster: Roster, around: Around, titles: Sequence[str], manner: Manner
) -> Remark:
    """Return *turn* with its sentences sorted.

    Args:
        turn: What somebody said.
        roster: For the names of people and units.
        around: The turns before and after.
        titles: Titles of all items.
        manner: How much is left out.
    """
    before = around.before
    kind = turn.role.kind if turn.role is not None else None
    if (turn.item is None or around.vacant) and kind is RoleKind.SECRETARIAT:
        kind = RoleKind.CHAIR  # opens and closes the sitting, as a chair does
    kept: list[Sentence] = []
    dropped: list[tuple[Sentence, OmissionReason]] = []
    reasons = [
        None
        if _asks_about(s.text, kind, turn, around, titles)
        else omitted_because(s.text, kind, roster, manner)
        or _in_context(s, kind, turn, around, titles)
        for s in turn.sentences
    ]
    if reasons and len(reasons) > 1 and reasons[0] is OmissionReason.GREETING:
        told = _HESITATES.sub("", turn.sentences[1].text)
        introduced = _OCCUPATION.match(told) is not None
        reasons[1] = reasons[1] or (OmissionReason.GREETING if introduced else None)
    for at, following in enumerate(turn.sentences[1:]):
        if reasons[at] is None and not manner.keeps_asides:
            heads = _heads(turn.sentences[at], following, turn, around)
            reasons[at] = OmissionReason.PAGE_FINDING if heads else None
    for at, sentence in enumerate(turn.sentences):
        reason = reasons[at]
        if reason is None or (_takes_up(turn.sentences[at : at + 2]) and reasons[at + 1] is None):
            kept.append(sentence)
        else:
            dropped.append((sentence, reason))
    kept, dropped = _without_bare_grants(kept, dropped, turn, before, manner)
    if not manner.keeps_asides:
        kept = _opened(kept, turn, roster, around)
    passed_on = [relayed(s) for s in kept] if kind is RoleKind.CHAIR else []
    relays = len(kept) == 1 and passed_on[:1] not in ([], [None])
    kept = [new or old for new, old in zip(passed_on, kept, strict=True)] if relays else kept
    return Remark(turn, tuple(kept), tuple(dropped), relays=relays)


def _in_context(
    sentence: Sentence,
    kind: RoleKind | None,
    turn: Turn,
    around: Around,
    titles: Sequence[str],
) -> OmissionReason | None:
    """Return why *sentence* is left out because of what was said around it, else None."""
    text = sentence.text
    if _echoes(sentence, turn, around.before):
        return OmissionReason.ACKNOWLEDGEMENT
    if kind is not RoleKind.CHAIR:
        return None
    opens = around.before is None or around.before.item != turn.item
    named = _names_item(text, titles, _NAMED_AT_ONCE if opens else _NAMED)
    if named or _leads_over(sentence, turn, around):
        return OmissionReason.CHAIR_PROCEDURE
    if around.before is None and _greets_before(sentence, turn):
        return OmissionReason.GREETING
    dissent = [word for word in _DISSENTING if word in text]
    echoes = paraphrases(text) and all(map(around.says, dissent))
    return OmissionReason.ACKNOWLEDGEMENT if echoes or (turn.item is None and felt(text)) else None


_BEGINS = re.compile(
    r"議事に(?:入|移)|(?:次第|議題|案件|議案|日程|議事|報告|協議)(?:の|第)?\d|それでは、?(?:早速|始め|次第|議事)|早速"
)
_OPENED = re.compile(
    r"挨拶|あいさつ|お忙し|ご多|お集まり|ご出席|日頃|平素|おはよう|こんにち|こんばん"
)


def _greets_before(sentence: Sentence, turn: Turn) -> bool:
    """Whether *sentence* belongs to the address by which the chair opens the sitting.

    What stands before the business is called is the address, where greetings are part of it.
    """
    before = []
    for one in turn.sentences:
        if _BEGINS.search(one.text):
            break
        before.append(one)
    else:
        return False
    return any(one is sentence for one in before) and any(_OPENED.search(s.text) for s in before)


_OF_WHAT_COMES = re.compile(r"^(?:これ|こちら|ここ)(?:は|が|も)、?[^。\d]{4,40}(?<!か)$")
_CALLS = re.compile(r"お願い(?:いた|を)?し?(?:ます|たい)|どうぞ$")


def _leads_over(sentence: Sentence, turn: Turn, around: Around) -> bool:
    """Whether the chair, calling for the next explanation, only says what kind of thing it is.

    「続いて、保険料です。これは皆さん関心の高いところかと思います。お願いします。」
    """
    last = turn.sentences[-1]
    nexts = around.after[:1]
    return (
        sentence is not last
        and _OF_WHAT_COMES.match(sentence.text) is not None
        and _CALLS.search(last.text) is not None
        and bool(nexts)
        and nexts[0].role is not None
        and nexts[0].role.answers
        and nexts[0].item != turn.item
    )


TO_EXPLAIN = re.compile(
    r"[^、。]{4,}?(?:について|に関して|につきまして)(?:は)?、?(?:もう(?:少し|一度)|詳しく|改めて|補足|具体的に|重ねて|、|を)*"
    r"(?:ご|御)?(?:説明|回答|答弁)(?:を|して)?、?(?:お願い|いただけ|いただきたい|求め)"
)
"""The chair asks to have something explained, beyond the call of an item."""
_CALLS_NEXT = re.compile(
    r"\d番|\d点目|次の|次に|続い|続き|最後に|議題|案件|日程|議案|本件|この件|資料|順次|それぞれ"
)


def _asks_about(
    text: str, kind: RoleKind | None, turn: Turn, around: Around, titles: Sequence[str]
) -> bool:
    """Whether the chair asks, in the midst of an item, to have something of it explained.

    基金の残高について、もう少し説明をお願いします is a question; before anybody has spoken on
    the item, or of the item itself, it is only the call.
    """
    before = around.before
    return (
        kind is RoleKind.CHAIR
        and before is not None
        and before.item == turn.item is not None
        and before.role is not None
        and before.role.kind is not RoleKind.CHAIR
        and around.answered
        and TO_EXPLAIN.match(text) is not None
        and _CALLS_NEXT.search(text) is None
        and not _names_item(text, titles, _NAMED)
    )


_HEADS = re.compile(
    r"^(?:はい|では|それでは|まず|次に|続きまして|続いて|最後に|それから|以上に続きまして|、)*"
    r"[^、。はがをに]{0,24}?(?:予定|概要|状況|内容|結果|提案|案|経過|経緯|方針|日程|連絡|報告|説明|項目|件|流れ|考え方|見直し|改正|変更|点)"
    r"(?:について)?(?:です|でございます|になります|であります)$"
)
"""Only names what is told next (続きまして、今後の予定でございます)."""
_BARE_HEAD = re.compile(
    r"^(?:はい|では|それでは|まず|次に|続きまして|続いて|最後に|、)*(?:今後の)?(?:事務)?(?:ご?連絡|ご?報告|ご?説明|予定|概要)(?:事項)?(?:です|でございます)$"
)
_OWN_TOPIC = re.compile(r"^[^、。]{1,40}?(?:は|につきまして|については|が|に関しまして)、?")


def _heads(sentence: Sentence, following: Sentence, turn: Turn, around: Around) -> bool:
    """Whether a sentence of an explanation is but the heading of the next, which has its topic."""
    role, before = turn.role, around.before
    explains = role is not None and role.answers and not _asks(before)
    told = _OWN_TOPIC.match(following.text) or _BARE_HEAD.match(sentence.text)
    return explains and _HEADS.match(sentence.text) is not None and told is not None


_HESITATES = re.compile(r"^(えー|あの|あのー|えっと|ええ|その|、)+")
_OCCUPATION = re.compile(
    r"^[^、。\dはが]{2,24}から(来て|参って|出て|出席して|選出されて|推薦されて)(おり|い)ます$"
    r"|^[^、。\dはが]{2,24}(を|で[^、。はが]{2,16}を|に)(やって|して|担当して|務めて|教えて|勤めて)(おり|い)ます$"
)
"""What somebody does who has just told the name (読み聞かせの会をやっております)."""

_Dropped = list[tuple[Sentence, OmissionReason]]


def _without_bare_grants(
    kept: list[Sentence], dropped: _Dropped, turn: Turn, before: Turn | None, manner: Manner
) -> tuple[list[Sentence], _Dropped]:
    """Leave out what only grants a point, but keep what is all the answer that there is."""
    answers = turn.role is not None and turn.role.answers
    if len(kept) > 1 and answers and not manner.keeps_asides and not _asks(before):
        granted = [s for s in kept if agrees_only(s.text)]
        if len(granted) < len(kept):
            dropped = [*dropped, *((s, OmissionReason.ACKNOWLEDGEMENT) for s in granted)]
            kept = [s for s in kept if s not in granted]
    if not kept and _asks(before) and answers:
        kept = [sentence for sentence, reason in dropped if _answers(sentence, reason)][-1:]
        dropped = [(sentence, reason) for sentence, reason in dropped if sentence not in kept]
    return kept, dropped


_WISHES = re.compile(r"ほしい|もらいたい|いただきたい|お願い|ください|べき")
_DISSENTING = ("反対", "異議", "賛成でき", "納得でき", "撤回", "訂正", "認められ", "問題")


def _takes_up(pair: Sequence[Sentence]) -> bool:
    """Whether the first of two sentences only names what the second asks about by これは."""
    return len(pair) > 1 and only_named(pair[0].text) and _THIS.match(pair[1].text) is not None


_THIS = re.compile(r"^(これ|それ)(は|って|も|、)")


def _opened(kept: list[Sentence], turn: Turn, roster: Roster, around: Around) -> list[Sentence]:
    """Return *kept* as minutes open a speech: with its matter; a question by よね as a question."""
    if not kept:
        return kept
    kept = [drop_opening(sentence, roster) for sentence in kept]
    if turn.role is not None and not turn.role.answers:
        kept[0] = drop_taking_the_word(kept[0])
    if kept[0].numbers != turn.sentences[0].numbers:
        kept[0] = drop_contrast(kept[0])
    answers = turn.role is None or turn.role.answers
    wishes = any(ASKS.search(s.text) or _WISHES.search(s.text) for s in kept)
    if not answers and around.answered and not wishes:
        told = [n for n, s in enumerate(kept) if confirms(s.text)]
        if told:
            kept[told[-1]] = as_question(kept[told[-1]])
    return kept


def _asks(turn: Turn | None) -> bool:
    """Whether *turn* ends in a question on the matter."""
    if turn is None or not turn.sentences or turn.role is None or turn.role.answers:
        return False
    text = turn.sentences[-1].text
    return QUESTION.search(text) is not None and not _CALLING.search(text)


def _answers(sentence: Sentence, reason: OmissionReason) -> bool:
    """Whether a sentence that would be left out is all the answer that there is."""
    if reason is OmissionReason.ACKNOWLEDGEMENT:
        return _YES_OR_NO.search(sentence.text) is not None
    return reason is OmissionReason.CHAIR_PROCEDURE and _PROMISE.search(sentence.text) is not None


def _echoes(sentence: Sentence, turn: Turn, before: Turn | None) -> bool:
    """Whether *sentence* only says again what somebody else has just said (38人。そうですか。)."""
    if before is None or (turn.role is not None and turn.role.answers):
        return False
    bare = re.sub(r"(です|だ)?(か|ね|よね|な)*$", "", sentence.text)
    heard = "".join(s.text for s in before.sentences)
    return len(bare) <= _LONGEST_ECHO and bare in heard and not sentence.text.endswith("か")


_NAMED = 0.6
"""Share of a sentence that must stand in a title for it to be but the item's name."""
_NAMED_AT_ONCE = 0.5
"""The same where the item begins: a recogniser writes the rest as it pleases."""


def _names_item(text: str, titles: Sequence[str], share: float) -> bool:
    """Whether the chair only names an item (一時預かりの利用状況、これは報告ですね)."""
    if text.endswith("か"):
        return False
    said = _bigrams(re.sub(r"[ぁ-ん、\d]", "", text))
    return any(
        len(said & _bigrams(re.sub(r"[ぁ-ん]", "", t))) >= share * len(said) > 1 for t in titles
    )


def _bigrams(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}
