"""What was decided, written only from words that were said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from minutes_pipeline.drafting.analysis import Token
from minutes_pipeline.drafting.turns import Sentence, Turn
from minutes_pipeline.meeting import RoleKind, Roster

_CONSENT = re.compile(
    r"^(はい|ええ|、|。|異議(は)?なし(です)?|異議(は)?ありません|異議ございません|結構です|承知(いた)?しました|承知いたしました"
    r"|了解(です|しました|いたしました)|お受け(いた)?します|(それで)?(いい|よい|よろしい)と思います|賛成です|お願い(いた)?します|大丈夫です|なし)+$"
)
_NO_OBJECTION = re.compile(r"異議(は)?(なし|ありません|ございません)$")
_ACT = "決定|決し|可決|否決|承認|了承|採択|認定|答申|同意|選任|選出|継続審[査議]|議決|認める"
_DECLARED = re.compile(
    rf"({_ACT})[^。]{{0,14}}(ました|いたします|とします|とさせていただきます|にします|と致します|します)$|さよう決(定|し)"
)
_LIKE_THAT = re.compile(r"(さよう|そのように|左様)(に)?決(定|し)")
_PUT = re.compile(r"ことに、?(つきまして、?)?(ご|御)?異議(は|、|ござい|あり|ない)")
_PROPOSED = re.compile(
    r"(という)?ことで(、|は)?(皆さん|皆様)?、?(よろしい|いい|よろしゅう|いかが|どう|ご?異議)[^。]*か(ね|な)?$"
)
_NAMED_IN_TITLE = re.compile(r"^(?P<post>.+?)の(?P<how>指名|選任|選出|互選|推薦)について$")
_PERSON = r"[一-龥々ぁ-んァ-ヶ]{1,6}?(?:委員|さん|氏|先生|様)"
_NAMED = re.compile(
    rf"(?P<who>{_PERSON}(?:(?:と|、|及び|並びに){_PERSON})*)(?:に|を|が)[^。]*?(?:お願い|指名|選任|選出|推薦|就任)"
)
_SHORT = 14
_TALLY = re.compile(
    r"(賛成|反対|挙手|起立|棄権)(は|者|が)?、?(\d+|[一二三四五六七八九十]+)(名|人|票)"
)
_MAJORITY = re.compile(
    r"賛成多数|賛成少数|賛成全員|挙手全員|起立全員|全員賛成|全会一致|挙手多数|起立多数|可否同数|満場一致"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome.

    Attributes:
        sentences: Said sentences that are written by the rules; empty when `after` says it all.
        sources: Ids of all utterances it rests on.
        consumed: Sentences that need not stand elsewhere.
        prefix: Put before what is written (異議なく、).
        after: Put after it.
        unsure: Whether nobody dissented, but no clear word of consent was heard either.
    """

    sentences: tuple[Sentence, ...]
    sources: tuple[str, ...]
    consumed: tuple[Sentence, ...]
    prefix: str = ""
    after: str = ""
    unsure: bool = False


def find_decision(turns: Sequence[Turn], roster: Roster, title: str) -> Decision | None:
    """Return what an item ended in, None when nothing was decided aloud."""
    return _naming(turns, roster, title) or _declaration(turns) or _consent(turns)


def _chaired(turn: Turn) -> bool:
    return turn.role is not None and turn.role.kind is RoleKind.CHAIR


def _agreed_after(turns: Sequence[Turn], at: int) -> Turn | None:
    """Return the turn in which somebody else agrees, right after turn *at*."""
    if at + 1 >= len(turns) or not turns[at + 1].sentences:
        return None
    following = turns[at + 1]
    return following if _CONSENT.match(following.sentences[0].text) else None


def _naming(turns: Sequence[Turn], roster: Roster, title: str) -> Decision | None:
    """Who was named for the post that the item's title speaks of."""
    item = _NAMED_IN_TITLE.match(title)
    if item is None:
        return None
    surnames = {p.surname for p in roster.people}
    for at, turn in enumerate(turns):
        if not _chaired(turn):
            continue
        agreed = _agreed_after(turns, at)
        for sentence in turn.sentences:
            names = _named(sentence.text, surnames)
            silent = agreed is None and _short_reply(turns, at)
            if not names or (sentence.text.endswith("か") and agreed is None and not silent):
                continue
            verb = "選出" if item["how"] == "互選" else item["how"]
            how = "互選により、" if item["how"] == "互選" else ""
            unsure = sentence.text.endswith("か") and agreed is None
            reply = turns[at + 1] if unsure else agreed
            consumed = (sentence, *(reply.sentences[:1] if reply is not None else ()))
            text = f"{how}{item['post']}に{'及び'.join(names)}を{verb}した。"
            return Decision((), _sources(consumed), consumed, after=text, unsure=unsure)
    return None


def _short_reply(turns: Sequence[Turn], at: int) -> bool:
    """Whether somebody answers turn *at* in a few words that hold neither a no nor a question."""
    if at + 1 >= len(turns) or _chaired(turns[at + 1]) or len(turns[at + 1].sentences) != 1:
        return False
    text = turns[at + 1].sentences[0].text
    return len(text) <= _SHORT and not re.search(r"ない|ませ|いえ|反対|異議|待|辞退|遠慮|か$", text)


def _named(text: str, surnames: set[str]) -> list[str]:
    for found in _NAMED.finditer(text):
        people = re.findall(_PERSON, found["who"])
        bare = [re.sub(r"^(と|、|及び|並びに)|(委員|さん|氏|先生|様)$", "", p) for p in people]
        if not surnames or all(name in surnames for name in bare):
            return [f"{name}委員" for name in bare]
    return []


def _declaration(turns: Sequence[Turn]) -> Decision | None:
    """The chair's own words on the result, with the vote or the lack of objection."""
    chaired = [s for t in turns if _chaired(t) for s in t.sentences]
    unopposed = [
        s for t in turns if not _chaired(t) for s in t.sentences if _NO_OBJECTION.search(s.text)
    ]
    declared = [s for s in chaired if _DECLARED.search(s.text) and not s.text.endswith("か")]
    if not declared:
        if not unopposed:
            return None
        return Decision((), _sources(unopposed), tuple(unopposed), after="異議なく了承された。")
    last = declared[-1]
    votes = [s for s in chaired if _TALLY.search(s.text) or _MAJORITY.search(s.text)]
    votes = [s for s in votes if not re.search(r"(お願い|求め)", s.text)]
    prefix = _vote(votes) or ("異議なく、" if unopposed or "異議" in last.text else "")
    consumed = (*unopposed, *declared, *votes)
    put = next((s for s in reversed(chaired) if _PUT.search(s.text)), None)
    if _LIKE_THAT.search(last.text) and put is not None:
        head = _cut(put, _PUT)
        if head is not None:
            sources = _sources((put, *consumed))
            return Decision((head,), sources, (put, *consumed), after="に、異議なく決定した。")
    return Decision((last,), _sources((*unopposed, *votes, last)), consumed, prefix)


def _vote(votes: Sequence[Sentence]) -> str:
    """Return how the vote went, in the words in which it was announced."""
    text = "。".join(s.text for s in votes)
    tally = "、".join(f"{who}{count}{unit}" for who, _, count, unit in _TALLY.findall(text))
    result = _MAJORITY.search(text)
    if result is not None:
        return f"{result[0]}（{tally}）で、" if tally else f"{result[0]}で、"
    return f"{tally}で、" if tally else ""


def _consent(turns: Sequence[Turn]) -> Decision | None:
    """A proposal that somebody agreed to (〜ということでよろしいでしょうか。はい。)."""
    for at in range(len(turns) - 1, -1, -1):
        role = turns[at].role
        if role is None or role.kind is RoleKind.MEMBER or _agreed_after(turns, at) is None:
            continue
        for sentence in reversed(turns[at].sentences):
            head = _cut(sentence, _PROPOSED)
            if head is None or re.search(r"質問|意見", sentence.text):
                continue
            consumed = (sentence, *turns[at + 1].sentences[:1])
            return Decision((head,), _sources(consumed), consumed, after="ことが了承された。")
    return None


def _cut(sentence: Sentence, pattern: re.Pattern[str]) -> Sentence | None:
    """Return *sentence* up to where *pattern* is found; None when no word ends there."""
    found = pattern.search(sentence.text)
    if found is None or found.start() == 0:
        return None
    end = found.start() + (2 if found[0].startswith("ことに") else 0)
    reached = 0
    for n, token in enumerate(sentence.tokens):
        reached += len(token.surface)
        if reached == end:
            stop = Token("。", "。", "補助記号-句点")
            return replace(sentence, tokens=(*sentence.tokens[: n + 1], stop))
    return None


def _sources(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for s in sentences for source in s.sources))
