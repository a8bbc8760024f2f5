"""Puts the written paragraphs together as `Minutes`, numbers them, and closes the ledger."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minutes_pipeline.drafting.checks import Doubt, doubts, outcome_doubts, style_doubts
from minutes_pipeline.drafting.condensing import (
    STANDARD,
    Block,
    Condensed,
    ItemDraft,
    Piece,
    condense,
)
from minutes_pipeline.drafting.full_record import record_in_full
from minutes_pipeline.drafting.ledger import Book, close
from minutes_pipeline.drafting.lint import Kind
from minutes_pipeline.drafting.manner import Manner, Style
from minutes_pipeline.drafting.outcomes import Decision
from minutes_pipeline.drafting.proving import prove
from minutes_pipeline.drafting.turns import Turn, chaired
from minutes_pipeline.drafting.votes import MAJORITY, calls_vote
from minutes_pipeline.drafting.writing import Written, write
from minutes_pipeline.meeting import (
    Agenda,
    Draft,
    Exchange,
    Minutes,
    MinutesItem,
    Paragraph,
    Record,
    ReviewNote,
    Roster,
    Saying,
    Severity,
    Sitting,
)

_DECLARING = re.compile(
    r"^(?:よって|それでは|では|したがって|以上により)?、?(?:（\d+）の?|議題\d+の|\d+番(?:目)?の)?、?"
)
"""What leads up to a result: conclusive words, and the number of the item."""
_UNOPPOSED = re.compile(
    r"^(?:異議なし(?:よ|です|の声あり)?、?)?(ご?異議(なし|がない)(と認め|ので|ため|ようなので|ようであるので)?)、"
)
_THEREFORE = re.compile(r"^[^。]{0,60}(?<!に)(よって|したがって)、?")
"""The vote, told in one breath with what follows from it: it stands before it already."""
_VOTED = re.compile(
    r"^(?:(?:賛成|反対|挙手|起立|棄権)(?:は|者|が)?、?(?:\d+|[一二三四五六七八九十]+)(?:名|人|票)[、。]?"
    rf"|{MAJORITY}、?)+"
    r"(?:であるので|であるため|であるから|ですので|なので|により|と認め|で)、?"
)
"""The same without a word between (〜ので、請願第2号は採択とする)."""
_OPENING = "開会"
"""Heading of what full minutes hold before the first item."""
_PRESENT = re.compile(r"(?<=[ことにと定認承決可択申任選査議])する。$")
"""The chair declares what holds from now on (〜こととする); minutes tell what was done."""
_RESOLVED_TWICE = re.compile(r"決定することに、?(異議なく)?(?:決定した|決した)。$")
"""What was put was to resolve it: 「決定することに、異議なく決定した」 says it twice."""
_SUBJECT = re.compile(
    r"^(本案|本件|この件|本議案|議題\d+(?!.*議題\d)|[^、。]{0,8}第\d+号)(について|に関して)?(は|、)、?"
    r"|^[^、。]{1,12}案は、?(?=(?:原案|承認|可決|継続|採択|了承|認定|同意))"
)


class _Desk:
    """Numbers paragraphs in printed order, and gathers what is doubtful about them."""

    def __init__(self, record: Record) -> None:
        self._count = 0
        self._spans = {u.id: u.span for u in record.utterances}
        self.notes: list[ReviewNote] = []
        self.book = Book()

    def paragraph(
        self, written: Written, sources: Sequence[str], found: Sequence[Doubt] = ()
    ) -> Paragraph:
        self._count += 1
        paragraph = Paragraph(
            f"p{self._count:04d}", written.text, tuple(dict.fromkeys(sources)), written.rules
        )
        self.book.enter(paragraph.id, written.edits)
        for doubt in found:
            self.note(doubt.code, doubt.severity, doubt.message, (paragraph,))
        return paragraph

    def lost(self, saying: Saying) -> None:
        """Tell of a sentence that stands nowhere and was not meant to be left out."""
        message = f"「{saying.text}」が原案のどこにも入っていません。必要なら書き加えてください。"
        self.note("sentence-unaccounted", Severity.HIGH, message, (), saying.utterances)

    def note(
        self,
        code: str,
        severity: Severity,
        message: str,
        paragraphs: Sequence[Paragraph],
        utterances: Sequence[str] = (),
    ) -> None:
        cited = (s for p in paragraphs for s in p.sources)
        sources = tuple(dict.fromkeys((*utterances, *cited)))
        spans = [span for s in sources if (span := self._spans.get(s)) is not None]
        self.notes.append(
            ReviewNote(
                code=code,
                severity=severity,
                message=message,
                start=min((s.start for s in spans), default=None),
                end=max((s.end for s in spans), default=None),
                utterances=sources,
                paragraphs=tuple(p.id for p in paragraphs),
            )
        )


def draft_minutes(
    record: Record,
    turns: Sequence[Turn],
    agenda: Agenda,
    roster: Roster,
    sitting: Sitting,
    manner: Manner = STANDARD,
) -> Minutes:
    """Return the minutes alone of what `draft_meeting` makes."""
    return draft_meeting(record, turns, agenda, roster, sitting, manner).minutes


def draft_meeting(
    record: Record,
    turns: Sequence[Turn],
    agenda: Agenda,
    roster: Roster,
    sitting: Sitting,
    manner: Manner = STANDARD,
) -> Draft:
    """Return the minutes of *record* and the account of every sentence.

    Every agenda item stands in the result, also one under which nothing was said.
    """
    if manner.style is Style.FULL:
        condensed = record_in_full(turns, roster)
    else:
        titles = {item.number: item.title for item in agenda.items}
        condensed = condense(turns, roster, titles, manner)
    desk = _Desk(record)
    items = tuple(
        _item(condensed.items.get(key) or ItemDraft(key), record, agenda, desk)
        for key in _order(agenda, condensed, manner)
    )
    for item in items:
        _tell_of_empty(item, record, desk)
        _tell_of_vote(item, turns, desk)
    account, lost = desk.book.account(turns, condensed.dropped)
    for saying in lost:
        desk.lost(saying)
    minutes = Minutes(sitting, items, notes=tuple(desk.notes))
    return Draft(close(minutes, record, condensed.left_out), account)


def _order(agenda: Agenda, condensed: Condensed, manner: Manner) -> list[str | None]:
    """Return item numbers in the agenda's order; speech outside every item comes last.

    In full minutes it comes first: there it is what was said before the first item.
    """
    known: list[str | None] = [item.number for item in agenda.items]
    rest = [key for key in condensed.items if key is not None and key not in known]
    outside: list[str | None] = [None] if None in condensed.items else []
    if manner.style is Style.FULL:
        return [*outside, *known, *rest]
    return [*known, *rest, *outside]


def _item(draft: ItemDraft, record: Record, agenda: Agenda, desk: _Desk) -> MinutesItem:
    planned = agenda.item(draft.number) if draft.number is not None else None
    checked = [(piece, *prove(piece, point=True)) for piece in draft.points]
    for _, written, _ in checked:
        if not written.text:
            desk.book.empty(written.edits)
    points = [entry for entry in checked if entry[1].text]
    lead = None
    if points:
        written = _lead(draft)
        lead = desk.paragraph(written, draft.lead_sources, style_doubts(written.text, Kind.LEAD))
    opening = _OPENING if draft.manner.style is Style.FULL else None
    return MinutesItem(
        number=draft.number,
        title=planned.title if planned is not None else opening,
        kind=planned.kind if planned is not None else None,
        joint_with=_joint(record, draft.number),
        lead=lead,
        points=tuple(
            desk.paragraph(written, piece.sources, found) for piece, written, found in points
        ),
        exchanges=tuple(e for block in draft.blocks if (e := _exchange(block, desk)) is not None),
        outcome=_outcome(draft.decision, (planned.title if planned else None) or "", desk),
    )


_OTHER = re.compile(r"その(?:他|ほか)")
"""The item under which often nothing comes up; opening and greetings are no items at all."""
_EMPTY = (
    "案件{number}（{title}）には発言がありますが、原案に何も残っていません。"
    "決まったことや意見がなかったか、録音で確かめてください。"
)


def _tell_of_empty(item: MinutesItem, record: Record, desk: _Desk) -> None:
    """Ask about an item under which something was said and of which nothing is left.

    A decision that was badly heard reads like procedure, and would be lost without a word.
    """
    if item.number is None or item.title is None or _OTHER.match(item.title):
        return
    said = [u.id for u in record.utterances if u.item == item.number]
    if said and not (item.points or item.exchanges or item.outcome or item.joint_with):
        message = _EMPTY.format(number=item.number, title=item.title)
        desk.note("item-empty", Severity.HIGH, message, (), said)


_NO_RESULT = (
    "案件{number}（{title}）では採決をしていますが、結果が原案にありません。"
    "賛否の数と結果を、録音で確かめてください。"
)


def _tell_of_vote(item: MinutesItem, turns: Sequence[Turn], desk: _Desk) -> None:
    """Ask about an item that was voted on and of which no result was heard."""
    if item.number is None or item.outcome is not None:
        return
    calls = (
        source
        for turn in turns
        if turn.item == item.number and chaired(turn)
        for sentence in turn.sentences
        if calls_vote(sentence.text)
        for source in sentence.sources
    )
    if called := tuple(dict.fromkeys(calls)):
        message = _NO_RESULT.format(number=item.number, title=item.title or "")
        desk.note("outcome-doubtful", Severity.HIGH, message, (), called)


_UNSURE = Doubt(
    "outcome-doubtful",
    Severity.HIGH,
    "同意の返事がはっきり聞き取れませんでした。"
    "決まったことかどうか、録音を聞いて確かめてください。",
)


def _lead(draft: ItemDraft) -> Written:
    units = "及び".join(draft.explained_by)
    basis = f"{draft.document or '資料'}に基づいて、" if draft.material else ""
    return Written(f"{basis}{units}から説明を行った。", ("lead",))


def _exchange(block: Block, desk: _Desk) -> Exchange | None:
    paragraphs = []
    for piece in block.pieces:
        written, found = _written(piece)
        if written.text:
            paragraphs.append(desk.paragraph(written, piece.sources, found))
        else:
            desk.book.empty(written.edits)
    if not paragraphs:
        return None
    if block.label is None:
        desk.note("label-undecided", Severity.HIGH, _UNDECIDED, paragraphs)
    return Exchange(block.label, tuple(paragraphs))


def _written(piece: Piece) -> tuple[Written, tuple[Doubt, ...]]:
    """Write and check *piece*; full minutes keep です・ます, and every word but slips."""
    if piece.manner.style is not Style.FULL:
        return prove(piece)
    written = write(piece)
    spoken = "。".join(sentence.text for sentence in piece.sentences)
    found = doubts(written.text, spoken) if written.text else ()
    return written, tuple(one for one in found if one.code == "number-doubtful")


_UNDECIDED = "発言者の役割が分かりません。録音を聞いて、委員・事務局などの別を補ってください。"


def _outcome(decision: Decision | None, title: str, desk: _Desk) -> Paragraph | None:
    if decision is None:
        return None
    written = Written("", ())
    if decision.sentences:
        written = write(Piece(decision.sentences))
    text = _DECLARING.sub("", written.text)
    if decision.prefix:
        text = _VOTED.sub("", _UNOPPOSED.sub("", _THEREFORE.sub("", text)))
        text = _SUBJECT.sub("", _DECLARING.sub("", text))
    if decision.after:
        text = _SUBJECT.sub("", text)
    text = re.sub(r"ことにした。$", "こととした。", _PRESENT.sub("した。", text))
    if decision.after:
        text = _RESOLVED_TWICE.sub(r"\1決定した。", text.removesuffix("。") + decision.after)
    done = Written(decision.prefix + text, (*written.rules, "outcome"), written.edits)
    said = (*decision.sentences, *decision.consumed)
    spoken = "。".join((title, *(sentence.text for sentence in said)))
    found = (*outcome_doubts(done.text, spoken), *((_UNSURE,) if decision.unsure else ()))
    told = (s for sentence in decision.consumed for s in sentence.sources)
    paragraph = desk.paragraph(done, (*decision.sources, *told), found)
    desk.book.consume(paragraph.id, said)
    return paragraph


def _joint(record: Record, number: str | None) -> tuple[str, ...]:
    """Return the other items taken together with *number*, as the agenda room found them."""
    groups: tuple[tuple[str, ...], ...] = getattr(record, "joint", ())
    return tuple(other for group in groups if number in group for other in group if other != number)
