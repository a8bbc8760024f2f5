"""Where one item ends inside a turn: the chair decides one and calls the next in one breath."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from minutes_pipeline.drafting.turns import Sentence, Turn
from minutes_pipeline.drafting.votes import MAJORITY
from minutes_pipeline.meeting import RoleKind

_CALLS = re.compile(
    r"^(それでは|では|じゃあ|じゃ|はい|えー|さて|続きまして|続いて|次に|次は|最後に|また|まず|、)*"
    r"(続きまして|続いて|次に|次は|最後に|次の|日程(の)?第?\d|次第(の)?第?\d|(議題|案件|議案|議事|報告|協議)(の|第|事項)?[\d一二三四五六七八九十]"
    r"|[\d一二三四五六七八九十]+(番|つ目|点目)|(\d+の)?その他)"
    r"|(議題|案件|議事|項目)に(移|入)|を議題と|(次の|次に|続いて)[^。]{0,20}(議題|案件|報告|議事|協議)"
)
_SETTLES = re.compile(
    r"決定|決し|可決|否決|承認|了承|採択|認定|答申|議決|認め|(賛成|反対|挙手|起立)[^。]{0,6}(\d|[一二三四五六七八九十])+(名|人)"
    rf"|{MAJORITY}|異議なし"
    r"|継続審[議査]|ことで、?(?:よろしく)?お願い(?:いた)?します|(?<!進める)こと[にと](?:いた)?します$"
)
_SETTLED = re.compile(
    rf"{MAJORITY}|異議なし|(?:決定|決し|可決|否決|承認|了承|採択|認定|同意)(?:され|し|いたし|と(?:し|いたし))?(?:まし)?た?"
    r"(?:ものと(?:し|いたし)ます|ました|します|と?いたします)$|と認めます$"
)
"""What tells a result as it is told when it has been reached."""
_THANKS = re.compile(
    r"^(?:はい|ええ|ありがとう|ありがとござい|ご?協力|(?:賛成|反対|挙手|起立|棄権)[^。]{0,8}(?:名|人|票)"
    r"|お?手をお?下ろし|よろしい)"
)
_VOTES_ON = re.compile(r"採決|お諮り|賛成の(?:方|委員)")

_TAKES_UP = re.compile(
    r"^(?:それでは|では|じゃあ|じゃ|はい|さて|続きまして|続いて|次に|最後に|まず|、)*"
    r"(?:次第|議題|案件|議案|議事|日程|報告|協議|審議)(?:事項)?(?:の|第)?(?P<number>\d+(?:-\d+)?)(?:番|号|つ目)?(?![\d-])"
)
_PUTS = re.compile(r"ご?異議[^。]*か$")
"""What is put to the meeting calls no item, though it names one (議題2は非公開で、ご異議…か)."""
_VOTES = re.compile(r"採決|お諮り|賛成の(方|委員)|ご?異議")


def settle_before_calling(turns: Sequence[Turn], known: frozenset[str]) -> list[Turn]:
    """Give what the chair decides before calling the next item back to the item it decides.

    An utterance stands under one item, the chair's 「承認されました。次に、議題4…」 under the item
    that it calls; but its first sentences belong to the one before. Items taken together are often
    voted on one after the other in a single utterance: each vote goes to the item it names.

    Args:
        turns: In order.
        known: The numbers of the agenda.
    """
    made: list[Turn] = []
    for turn in turns:
        before = next((t.item for t in reversed(made) if t.item is not None), None)
        cut = _settled(turn) if before not in (None, turn.item) else 0
        if not cut and before not in (None, turn.item) and turn.item not in {t.item for t in made}:
            cut = _settled_at_once(turn)
        if cut:
            made.append(_part(turn, turn.sentences[:cut], item=before))
        rest = _part(turn, turn.sentences[cut:], item=turn.item) if cut else turn
        made += _voted_apart(rest, known)
    return made


def _voted_apart(turn: Turn, known: frozenset[str]) -> list[Turn]:
    """Part a turn of the chair where it goes on to vote on another item by its number."""
    if turn.role is None or turn.role.kind is not RoleKind.CHAIR or turn.item is None:
        return [turn]
    parts: list[tuple[str, list[Sentence]]] = [(turn.item, [])]
    for at, sentence in enumerate(turn.sentences):
        found = _TAKES_UP.match(sentence.text)
        number = found["number"] if found is not None else None
        decides = any(_VOTES.search(s.text) for s in turn.sentences[at : at + 3])
        settles = any(_SETTLES.search(s.text) for s in turn.sentences[at:])
        if number in known and number != parts[-1][0] and decides and settles and number:
            parts.append((number, []))
        parts[-1][1].append(sentence)
    if len(parts) == 1:
        return [turn]
    return [_part(turn, tuple(said), item=item) for item, said in parts if said]


def _settled(turn: Turn) -> int:
    """Return how many sentences settle the item before; 0 when the turn settles none."""
    if turn.role is None or turn.role.kind is not RoleKind.CHAIR:
        return 0
    for at, sentence in enumerate(turn.sentences):
        settles = _SETTLES.search(sentence.text) or _PUTS.search(sentence.text)
        if _CALLS.search(sentence.text) and not settles:
            return at if any(_SETTLES.search(s.text) for s in turn.sentences[:at]) else 0
    return 0


def _settled_at_once(turn: Turn) -> int:
    """Return how many sentences settle the item before, at the head of the first turn on an item.

    Nothing can be settled of a matter that nobody has called yet, however the call was heard
    (賛成多数ですので、そのように決しました。記事の4番です。 for 議事の4番).
    """
    if turn.role is None or turn.role.kind is not RoleKind.CHAIR:
        return 0
    cut = 0
    for at, sentence in enumerate(turn.sentences):
        text = sentence.text
        if _CALLS.search(text) or _PUTS.search(text) or _VOTES_ON.search(text):
            break
        if _SETTLED.search(text):
            cut = at + 1
        elif not _THANKS.search(text):
            break
    return cut if cut < len(turn.sentences) else 0


def _part(turn: Turn, sentences: tuple[Sentence, ...], *, item: str | None) -> Turn:
    sources = tuple(dict.fromkeys(s for sentence in sentences for s in sentence.sources))
    return replace(turn, item=item, sentences=sentences, utterances=sources or turn.utterances)
