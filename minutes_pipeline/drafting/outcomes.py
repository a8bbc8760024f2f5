"""What was decided, written only from words that were said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from minutes_pipeline.drafting.turns import Sentence, Turn
from minutes_pipeline.meeting import RoleKind, Roster

_CONSENT = re.compile(
    r"^(はい|ええ|、|。|異議(は)?なし(です)?|異議ありません|異議ございません|結構です|承知(いた)?しました|承知いたしました|了解(です|しました|いたしました)"
    r"|お受け(いた)?します|いいと思います|よいと思います|よろしいと思います|賛成です|お願い(いた)?します|大丈夫です|なし)+$"
)
_NO_OBJECTION = re.compile(r"異議(は)?(なし|ありません|ございません)|異議なし")
_DECLARED = re.compile(
    r"(決定|可決|否決|承認|了承|採択|認定|答申|同意|選任|選出|指名|継続審査|議決)[^。]{0,12}(しました|されました|いたしました|いたします|とします|とさせていただきます"
    r"|することといたします|することにします|ことといたします|ことにいたします|ことと致します|なりました|といたします|します|認めます)$"
)
_PROPOSED = re.compile(
    r"^(?P<what>.+?)(という)?(こと|形|方向|の)?(で|に|と)?(、|は)?(皆さん|皆様|これで|ご)?、?(異議(は|、)?(ござい|あり)ません|よろしい(です|でしょう)|いいです|いかが(です|でしょう)|よろしゅうござい)[^。]*か(ね|な)?$"
)
_NAMED_IN_TITLE = re.compile(r"^(?P<post>.+?)の(?P<how>指名|選任|選出|互選|推薦|委嘱)について$")
_NAMED = re.compile(
    r"(?P<who>[一-龥々ぁ-んァ-ヶ]{1,6}?)(?P<title>委員|さん|氏|先生|様)(に|を|が)[^。]*?(お願い|指名|選任|選出|推薦|就任|なって|したい|します|いかが)"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome.

    Attributes:
        text: Already written; None when `sentences` are to be written by the rules.
        sentences: The chair's declaration.
        sources: Ids of all utterances it rests on.
        consumed: Sentences that need not stand elsewhere.
        prefix: Put before the written declaration (異議なく、).
    """

    text: str | None
    sentences: tuple[Sentence, ...]
    sources: tuple[str, ...]
    consumed: tuple[Sentence, ...]
    prefix: str = ""


def find_decision(turns: Sequence[Turn], roster: Roster, title: str) -> Decision | None:
    """Return what an item ended in, None when nothing was decided aloud."""
    return _naming(turns, roster, title) or _declaration(turns) or _consent(turns)


def _chaired(turn: Turn) -> bool:
    return turn.role is not None and turn.role.kind is RoleKind.CHAIR


def _agreed_after(turns: Sequence[Turn], at: int) -> Turn | None:
    """Return the turn in which others agree, right after turn *at*."""
    for turn in turns[at + 1 : at + 3]:
        if _chaired(turn):
            continue
        if turn.sentences and _CONSENT.match(turn.sentences[0].text):
            return turn
        return None
    return None


def _naming(turns: Sequence[Turn], roster: Roster, title: str) -> Decision | None:
    item = _NAMED_IN_TITLE.match(title)
    if item is None:
        return None
    surnames = {p.surname for p in roster.people}
    for at, turn in enumerate(turns):
        if not _chaired(turn):
            continue
        for sentence in turn.sentences:
            found = next(
                (f for f in _NAMED.finditer(sentence.text) if not surnames or f["who"] in surnames),
                None,
            )
            agreed = _agreed_after(turns, at)
            if found is None or agreed is None:
                continue
            verb = "選出" if item["how"] == "互選" else item["how"]
            how = "互選により、" if item["how"] == "互選" else ""
            name = found["who"] + (
                "委員" if found["title"] in ("委員", "さん", "先生", "様") else found["title"]
            )
            consumed = (sentence, *agreed.sentences)
            sources = _sources(consumed)
            return Decision(f"{how}{item['post']}に{name}を{verb}した。", (), sources, consumed)
    return None


def _declaration(turns: Sequence[Turn]) -> Decision | None:
    unopposed = [
        s for t in turns if not _chaired(t) for s in t.sentences if _NO_OBJECTION.search(s.text)
    ]
    declared = [
        s
        for t in turns
        if _chaired(t)
        for s in t.sentences
        if _DECLARED.search(s.text)
        and not s.text.endswith("か")
        and not re.search(r"指名(いた)?します$", s.text)
    ]
    if not declared:
        if not unopposed:
            return None
        return Decision("異議なく了承された。", (), _sources(unopposed), tuple(unopposed))
    last = declared[-1:]
    no_objection = bool(unopposed) and "異議" not in last[0].text
    return Decision(
        None,
        tuple(last),
        _sources([*unopposed, *last]),
        (*unopposed, *declared),
        "異議なく、" if no_objection else "",
    )


def _consent(turns: Sequence[Turn]) -> Decision | None:
    for at in range(len(turns) - 1, -1, -1):
        if not _chaired(turns[at]):
            continue
        for sentence in reversed(turns[at].sentences):
            if (
                not _PROPOSED.match(sentence.text)
                or "質問" in sentence.text
                or "意見" in sentence.text
            ):
                continue
            agreed = _agreed_after(turns, at)
            proposal = re.search(
                r"(ということで|ことで|方向で|とおり|よう|たいと思いますが|たいと存じますが)",
                sentence.text,
            )
            if agreed is None or proposal is None:
                continue
            consumed = (sentence, *agreed.sentences[:1])
            return Decision("了承された。", (), _sources(consumed), consumed)
    return None


def _sources(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for s in sentences for source in s.sources))
