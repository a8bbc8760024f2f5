"""Where one item ends inside a turn: the chair decides one and calls the next in one breath."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from minutes_pipeline.drafting.turns import Sentence, Turn
from minutes_pipeline.meeting import RoleKind

_CALLS = re.compile(
    r"^(それでは|では|じゃあ|じゃ|はい|えー|さて|続きまして|続いて|次に|次は|最後に|また|まず|、)*"
    r"(続きまして|続いて|次に|次は|最後に|次の|日程(の)?第?\d|次第(の)?第?\d|(議題|案件|議案|議事|報告|協議)(の|第|事項)?[\d一二三四五六七八九十]"
    r"|[\d一二三四五六七八九十]+(番|つ目|点目)|その他)"
    r"|(議題|案件|議事|項目)に(移|入)|を議題と|(次の|次に|続いて)[^。]{0,20}(議題|案件|報告|議事|協議)"
)
_SETTLES = re.compile(
    r"決定|決し|可決|否決|承認|了承|採択|認定|答申|議決|認め|(賛成|反対|挙手|起立)[^。]{0,6}(\d|[一二三四五六七八九十])+(名|人)"
    r"|(賛成|挙手|起立)(多数|全員|少数)|全会一致|満場一致|異議なし"
)


def settle_before_calling(turns: Sequence[Turn]) -> list[Turn]:
    """Give what the chair decides before calling the next item back to the item it decides.

    An utterance stands under one item, the chair's 「承認されました。次に、議題4…」 under the item
    that it calls; but its first sentences belong to the one before.
    """
    made: list[Turn] = []
    for turn in turns:
        before = next((t.item for t in reversed(made) if t.item is not None), None)
        cut = _settled(turn) if before not in (None, turn.item) else 0
        if cut:
            made.append(_part(turn, turn.sentences[:cut], item=before))
        made.append(_part(turn, turn.sentences[cut:], item=turn.item) if cut else turn)
    return made


def _settled(turn: Turn) -> int:
    """Return how many sentences settle the item before; 0 when the turn settles none."""
    if turn.role is None or turn.role.kind is not RoleKind.CHAIR:
        return 0
    for at, sentence in enumerate(turn.sentences):
        if _CALLS.search(sentence.text) and not _SETTLES.search(sentence.text):
            return at if any(_SETTLES.search(s.text) for s in turn.sentences[:at]) else 0
    return 0


def _part(turn: Turn, sentences: tuple[Sentence, ...], *, item: str | None) -> Turn:
    sources = tuple(dict.fromkeys(s for sentence in sentences for s in sentence.sources))
    return replace(turn, item=item, sentences=sentences, utterances=sources or turn.utterances)
