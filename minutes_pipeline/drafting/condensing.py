"""From turns to the blocks of condensed minutes: explanation, questions and answers, outcome."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from minutes_pipeline.drafting.analysis import surface
from minutes_pipeline.drafting.borders import settle_before_calling
from minutes_pipeline.drafting.manner import Manner
from minutes_pipeline.drafting.outcomes import (
    Decision,
    assents,
    find_decision,
    names_post,
)
from minutes_pipeline.drafting.remarks import document_named, speaks_of_material
from minutes_pipeline.drafting.sorting import (
    ASKS,
    QUESTION,
    TO_EXPLAIN,
    Around,
    Remark,
    sort_sentences,
)
from minutes_pipeline.drafting.turns import Sentence, Turn, chaired
from minutes_pipeline.meeting import OmissionReason, RoleKind, Roster

STANDARD = Manner()

_POINT_LENGTH = 170
"""Characters of a ・point at most; a sentence that is longer stands alone."""
_POINT_SENTENCES = 2

_STRONG_TOPIC = re.compile(
    r"^(また、|次に、|続きまして、|続いて、|それから、|あと、|なお、|最後に、|一方で?、|まず、|以上が?、)*"
    r"[^、。]{1,40}?(につきまして|については?|に関しまして|に関しては?|といたしまして|としまして|としては|でございますが|でございますけれども|ですが|ですけれども|ですけど"
    r"|なんですけれども|なんですが|というのは)"
)
_TIME_TOPIC = re.compile(
    r"^(また、|次に、|一方で?、|あと、|それから、)*(えー、?)?(現在|今回|今後|今年度|昨年度|来年度|本件|前回|次回|これまで|令和\S{1,4}年|平成\S{1,4}年|昨年|今年|来年)[^、。]{0,8}(は|も|の|から|に|、)"
)
_NEXT_POINT = re.compile(
    r"^(えー、?|えーと、?)*(次に|続きまして|続いて|まず|最後に|それから|以上|[一二三四五六七八九十\d]+(点|つ|番)目|第[一二三\d]+に|1つは|もう一つ)"
)
_CONTINUES = re.compile(
    r"^(えー、?|えーと、?)*(なお|ただし?|この|その|これ|それ(?!から)|そこ|ですので|そのため|このため|したがって|よって)"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph to be: sentences that will be written as one.

    Attributes:
        sentences: In order.
        official: Whether the answering side speaks.
        manner: How it is to be written.
    """

    sentences: tuple[Sentence, ...]
    official: bool = False
    manner: Manner = STANDARD

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the utterances, each once, in order."""
        return tuple(dict.fromkeys(s for one in self.sentences for s in one.sources))


@dataclass(slots=True)
class Block:
    """One exchange to be: who speaks, and the paragraphs."""

    label: str | None
    speaker: str | None
    answers: bool
    pieces: list[Piece] = field(default_factory=list)
    questions: int = 0
    closed: bool = False


@dataclass(slots=True)
class ItemDraft:
    """What an item of the minutes will hold, still in spoken sentences."""

    number: str | None
    manner: Manner = STANDARD
    explained_by: list[str] = field(default_factory=list)
    material: bool = False
    document: str | None = None
    lead_sources: list[str] = field(default_factory=list)
    points: list[Piece] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    decision: Decision | None = None


@dataclass(slots=True)
class Condensed:
    """All items in order of first speech, and what was left out.

    Attributes:
        items: By number, None for speech outside every item.
        left_out: Why an utterance is left out, if no paragraph cites it.
        dropped: Why a sentence is left out, by its number.
    """

    items: dict[str | None, ItemDraft] = field(default_factory=dict)
    left_out: dict[str, OmissionReason] = field(default_factory=dict)
    dropped: dict[int, OmissionReason] = field(default_factory=dict)


def condense(
    turns: Sequence[Turn], roster: Roster, titles: Mapping[str, str], manner: Manner = STANDARD
) -> Condensed:
    """Sort the sentences of all *turns* into the blocks of the minutes.

    Args:
        turns: In order.
        roster: For the names of units, and to know self-introductions.
        titles: Title of every agenda item by number.
        manner: How much is left out.
    """
    result = Condensed()
    by_item: dict[str | None, list[Remark]] = {}
    before: Turn | None = None
    settled = settle_before_calling(turns, frozenset(titles))
    for at, turn in enumerate(settled):
        elects = turn.item is not None and names_post(titles.get(turn.item, ""))
        vacant = elects and not any(map(chaired, settled[:at]))
        around = Around(before, tuple(settled[at + 1 : at + 3]), vacant=vacant)
        remark = sort_sentences(turn, roster, around, tuple(titles.values()), manner)
        answers = turn.role is not None and turn.role.answers
        if remark.kept or answers or before is None:  # not what only calls, thanks or assents
            before = turn
        for utterance in turn.utterances:
            result.left_out.setdefault(utterance, OmissionReason.FILLER)
        for sentence, reason in remark.dropped:
            result.dropped.update(dict.fromkeys(sentence.numbers, reason))
            for source in sentence.sources:
                result.left_out[source] = reason
        by_item.setdefault(turn.item, []).append(remark)
    for number, remarks in by_item.items():
        title = titles.get(number, "") if number is not None else ""
        draft = _item(ItemDraft(number, manner), remarks, roster, title)
        if draft.points or draft.blocks or draft.decision or number is not None:
            result.items[number] = draft
    return result


def _item(draft: ItemDraft, remarks: Sequence[Remark], roster: Roster, title: str) -> ItemDraft:
    decision = find_decision([r.turn for r in remarks], roster, title)
    decision = _with_assents(decision, remarks, elects=names_post(title))
    draft.decision = decision
    explaining = draft.number is not None
    for remark in remarks:
        role = remark.turn.role
        kept = remark.kept
        if decision is not None:
            kept = tuple(s for s in kept if s not in decision.consumed)
        if not kept:
            if draft.blocks and _moves_on(remark):
                draft.blocks[-1].closed = True
            if draft.blocks and remark.kept:
                draft.blocks[-1].closed = True  # what was answered has been agreed to
            continue
        if explaining and role is not None and role.answers:
            _explain(draft, remark, kept, roster)
            continue
        if role is None or not (role.answers or _only_remarks(role.kind, kept)):
            explaining = False
        _exchange(draft, remark, kept)
    if draft.points:
        said = [s.text for r in remarks for s in r.turn.sentences if _leads(r, draft)]
        draft.material = any(map(speaks_of_material, said))
        if not any("資料" in text for text in said):
            draft.document = next(filter(None, map(document_named, said)), None)
    return draft


_LEFT_TO = re.compile(
    r"事務局[^。]{0,14}(案|一任|お任せ)|(会長|委員長|議長)[^。]{0,6}(一任|お任せ)"
)
"""Who leaves it to the secretariat to propose somebody for a post."""


def _with_assents(
    decision: Decision | None, remarks: Sequence[Remark], *, elects: bool
) -> Decision | None:
    """Return *decision* resting also on what members only said yes to, when the chair put it."""
    if decision is None:
        return None
    said: list[Sentence] = []
    asked = False
    for remark in remarks:
        role = remark.turn.role
        member = role is not None and role.kind is RoleKind.MEMBER
        if member and elects:
            said += [s for s in remark.kept if assents(s.text) or _LEFT_TO.search(s.text)]
        elif member and asked and remark.kept and all(assents(s.text) for s in remark.kept):
            said += [s for s in remark.kept if s not in decision.consumed]
        asked = role is not None and role.kind is RoleKind.CHAIR
    return replace(decision, consumed=(*decision.consumed, *said)) if said else decision


def _only_remarks(kind: RoleKind, kept: Sequence[Sentence]) -> bool:
    """Whether the chair remarks something without asking, so that an explanation may still come."""
    asks = any(QUESTION.search(s.text) and not s.text.endswith("ね") for s in kept)
    asks = asks or any(TO_EXPLAIN.match(s.text) for s in kept)
    return kind is RoleKind.CHAIR and not asks


def _moves_on(remark: Remark) -> bool:
    """Whether the chair goes on to something else, so that what follows stands by itself."""
    role = remark.turn.role
    chaired = role is not None and role.kind is RoleKind.CHAIR
    return chaired and any(reason is OmissionReason.CHAIR_PROCEDURE for _, reason in remark.dropped)


def _leads(remark: Remark, draft: ItemDraft) -> bool:
    """Whether *remark* belongs to the explanation."""
    sources = {s for piece in draft.points for s in piece.sources}
    return any(u in sources for u in remark.turn.utterances)


def _explain(draft: ItemDraft, remark: Remark, kept: Sequence[Sentence], roster: Roster) -> None:
    role = remark.turn.role
    assert role is not None
    unit = roster.affiliation_of(role) or role.label
    if unit not in draft.explained_by:
        draft.explained_by.append(unit)
    draft.lead_sources.extend(u for u in remark.turn.utterances if u not in draft.lead_sources)
    pieces: list[list[Sentence]] = []
    for sentence in kept:
        if pieces and not _new_point(sentence, pieces[-1]):
            pieces[-1].append(sentence)
        else:
            pieces.append([sentence])
    draft.points.extend(Piece(tuple(piece), official=True, manner=draft.manner) for piece in pieces)


def _new_point(sentence: Sentence, before: Sequence[Sentence]) -> bool:
    text = sentence.text
    if _counts_on(text, before):
        return False
    if len(before) >= _POINT_SENTENCES:
        return True
    if sum(len(s.text) for s in before) + len(text) > _POINT_LENGTH * 1.3:
        return True
    if sentence.opens and not _CONTINUES.match(text):
        return True
    return any(p.match(text) for p in (_STRONG_TOPIC, _TIME_TOPIC, _NEXT_POINT))


_COUNTS = re.compile(r"[2-9二三四五](?:点|つ|件|項目)(?:ござい|あり|で)")
_ORDINAL = re.compile(r"^(?:えー、?|次に、?|そして、?|最後に、?)*[1-9一二三四五](?:点|つ|件)目")
_LONGEST_LIST = 320
"""Characters of an enumeration that stays one point."""


def _counts_on(text: str, before: Sequence[Sentence]) -> bool:
    """Whether *text* is the next item of a list that is counted aloud, item by sentence."""
    last = before[-1].text
    counted = _COUNTS.search(last) or _ORDINAL.match(last)
    length = sum(len(s.text) for s in before) + len(text)
    return _ORDINAL.match(text) is not None and counted is not None and length <= _LONGEST_LIST


def _exchange(draft: ItemDraft, remark: Remark, kept: Sequence[Sentence]) -> None:
    turn = remark.turn
    label = turn.role.label if turn.role is not None else None
    answers = turn.role is not None and turn.role.answers
    last = draft.blocks[-1] if draft.blocks else None
    same = last is not None and last.label == label and label is not None
    resumed = same and last is not None and last.closed
    goes_on = last is not None and (
        answers or last.speaker == turn.speaker or (remark.relays and not last.answers)
    )
    if same and last is not None and not resumed and goes_on:
        block = last
        block.closed = False
    else:
        block = Block(label, turn.speaker, answers)
        draft.blocks.append(block)
    asked = _asked_before(draft.blocks)
    for sentence in kept:
        block.questions += bool(ASKS.search(sentence.text))
        several = asked > 1 or _COUNTS_ANSWERS.match(sentence.text) is not None
        fresh = not block.pieces or (answers and several and _turns_to_next(sentence))
        if fresh:
            block.pieces.append(Piece((sentence,), answers, draft.manner))
        else:
            block.pieces[-1] = Piece((*block.pieces[-1].sentences, sentence), answers, draft.manner)


_COUNTS_ANSWERS = re.compile(r"^(次に|それから|続いて|続きまして|、)*([2-5]|[二三四五])点目")
"""An answer that counts says itself that it goes on to another question."""


def _asked_before(blocks: Sequence[Block]) -> int:
    return blocks[-2].questions if len(blocks) > 1 else 0


def _turns_to_next(sentence: Sentence) -> bool:
    """Whether an answer goes on to the next question here."""
    text = surface(sentence.tokens)
    return re.match(
        r"^(また|次に|それから|続いて|続きまして|あと|なお|[一二三四五\d]点目)", text
    ) is not None and (_STRONG_TOPIC.match(text) is not None)
