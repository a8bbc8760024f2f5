"""What was decided, written only from words that were said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from minutes_pipeline.drafting.proposals import (
    COURSE,
    PROPOSED,
    cut_at,
    put_to_meeting,
    resolved_besides,
    with_koto,
    without_favours,
)
from minutes_pipeline.drafting.turns import Sentence, Turn, chaired
from minutes_pipeline.drafting.votes import calls_vote, vote_told, votes_among
from minutes_pipeline.meeting import RoleKind, Roster

_CONSENT = re.compile(
    r"^(はい|はいはい|それで|特に|ええ|、|。|異議(は)?なし(です)?|異議(は)?ありません|異議ございません|結構です|承知(いた)?しました|承知いたしました"
    r"|了解(です|しました|いたしました)|お受け(いた)?します|(それで)?(いい|よい|よろしい)と思います|賛成です|お願い(いた)?します|大丈夫です|なし|構いません|問題(は)?ありません|ございません|いいです|よいです|了解|わかりました|分かりました|賛成(いた)?します|同意(いた)?します|引き受け(いた)?します|まあ|(いい|よい|よろしい)(でしょう|んじゃない(です|でしょう)か)"
    r"|(それ|その(条件|形|案|方向|内容))(でした(ら|ら、)|なら|であれば|で(構いません|結構です|(いい|よい|よろしい)(です|と思います)))(ば)?)+$"
)
_YES = re.compile(r"^(はい|ええ)(、|。|と|$)")
_NO = re.compile(
    r"ない(?!と思い)|いいえ|いえ|反対|待って|辞退|遠慮|どう(です|でしょう)|か$|けど|ただ|しかし|が、|質問"
)
_FOUND_UNOPPOSED = re.compile(
    r"^(?:はい、?|それでは、?|では、?|異議なし(?:の声が(?:あり|ござい)ます|とのことです)ので、?)*"
    r"ご?異議(?:は)?、?(?:なし|ないもの|ない)と認め"
)
"""The chair's own finding, where no member's word was taken down."""
_NO_OBJECTION = re.compile(r"異議(は)?(なし|ありません|ございません)$")
_ACT = (
    "協議が[調整]|継続して(?:協議|審議|審査|検討)|持ち越"
    "|決定|決し|可決|否決|承認|了承|採択|認定|答申|同意|選任|選出|継続審[査議]|議決|認める"
)
_DECLARED = re.compile(
    rf"({_ACT})[^。]{{0,14}}(ました|いたします|とします|とさせていただきます|にします|と致します|します)$|さよう決(定|し)|(そのように|そのとおり)(に)?(いたします|させていただきます)$"
)
_LIKE_THAT = re.compile(
    r"(さよう|そのように|左様|そのとおり)(に)?(決(定|し)|決め|いたします|させていただ|承認|可決|答申|取り?扱|進め)"
)
_SETTLED = re.compile(
    r"(?:(?:く|す|う|つ|ぶ|む|る|ない)(?:という)?|と、?(?:こういう|このような|そういう))ことに?(?:と)?(?:いた)?します$"
)
_SETTLING = re.compile(
    r"と、?(?:こういう|このような|そういう|そのような)こと[にと](?:いた)?します$"
    r"|(?:という)?こと[にと](?:いた)?します$"
)
"""The end of it, where minutes write こととした."""
_ENTRUSTED = re.compile(
    r"(?<=[くすうつぶむるい])(?<!という)(?:という)?ことで、?(?:よろしく)?お願い(?:いた)?(?:し)?(?:ます|たいと思います)$"
)
"""The chair leaves a matter to be done so, at the end of an item (〜ということでお願いします)."""
_NAMED_IN_TITLE = re.compile(r"^(?P<post>.+?)の(?P<how>指名|選任|選出|互選|推薦)(?:について)?$")
_PERSON = r"[一-龥々ぁ-んァ-ヶ]{1,6}?(?:委員|さん|氏|先生|様)"
_NAMED = re.compile(
    rf"(?P<who>{_PERSON}(?:(?:と|、|及び|並びに)\d*番?{_PERSON})*)(?:の)?(?:お)?(?:[一二三23]人|両名|[2二]名|[お]?二方)?(?:に|を|が)[^。]*?(?:お願い|指名|選任|選出|推薦|就任)"
)
_POST = "副?会長|副?委員長|副?座長|副?議長|副?部会長|(?:会長)?職務代理者?|会長代理"
_SEVERAL = re.compile(rf"(?:{_POST}).*(?:及び|並びに|・|、|と)(?:{_POST})")
_SHORT = 14


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


def names_post(title: str) -> bool:
    """Whether an item's title says that somebody is named for a post (委員長の選出について)."""
    return _NAMED_IN_TITLE.match(title) is not None


def assents(text: str) -> bool:
    """Whether *text* is a bare word of consent (賛成です, 異議ありません)."""
    return _CONSENT.match(text) is not None


def _agreed_after(turns: Sequence[Turn], at: int) -> Turn | None:
    """Return the turn in which somebody else agrees, right after turn *at*."""
    if at + 1 >= len(turns) or not turns[at + 1].sentences:
        return None
    following = turns[at + 1]
    text = following.sentences[0].text
    yes = _CONSENT.match(text) or (
        _YES.match(text) and len(text) <= _SHORT and not _NO.search(text)
    )
    return following if yes else None


def _naming(turns: Sequence[Turn], roster: Roster, title: str) -> Decision | None:
    """Who was named for the post that the item's title speaks of."""
    item = _NAMED_IN_TITLE.match(title)
    if item is None:
        return None
    surnames = {p.surname for p in roster.people}
    if _SEVERAL.search(title):
        return _several_named(turns, surnames, item["how"])
    for at, turn in enumerate(turns):
        if not _presides(turns, at):
            continue
        agreed = _agreed_after(turns, at)
        for sentence in turn.sentences:
            names = _named(sentence.text, surnames)
            if not names or (agreed is None and _refused(turns, at)):
                continue
            asked = sentence.text.endswith("か") or turn.sentences[-1].text.endswith("か")
            verb = "選出" if item["how"] == "互選" else item["how"]
            how = "互選により、" if item["how"] == "互選" else ""
            unsure = asked and agreed is None
            reply = _murmur(turns, at) if unsure else agreed
            consumed = (sentence, *(reply.sentences[:1] if reply is not None else ()))
            done = f"{verb}することを諮った。【要確認】" if unsure else f"{verb}した。"
            text = f"{how}{item['post']}に{'及び'.join(names)}を{done}"
            return Decision((), _sources(consumed), consumed, after=text, unsure=unsure)
    return None


def _presides(turns: Sequence[Turn], at: int) -> bool:
    """Whether turn *at* leads the sitting; until a chair has spoken, the secretariat does."""
    role = turns[at].role
    if role is None or role.kind is RoleKind.MEMBER:
        return False
    return chaired(turns[at]) or (role.answers and not any(map(chaired, turns[:at])))


def _several_named(turns: Sequence[Turn], surnames: set[str], how: str) -> Decision | None:
    """Who was named for each of several posts; nothing where not every post has its name.

    Before there is a chair, the secretariat presides.
    """
    spoken = [s for turn in turns for s in turn.sentences]
    elected = how == "互選" or any("互選" in s.text for s in spoken)
    verb = "選出" if how == "互選" else how
    for turn in reversed(turns):
        presides = turn.role is not None and turn.role.kind is not RoleKind.MEMBER
        for sentence in reversed(turn.sentences) if presides else ():
            posts = _posts(sentence.text, surnames)
            if len(posts) < 2 or sentence.text.endswith("か"):
                continue
            told = "、".join(f"{post}に{name}委員" for post, name in posts.items())
            text = f"{'委員の互選により、' if elected else ''}{told}を{verb}した。"
            return Decision((), _sources((sentence,)), (sentence,), after=text)
    return None


def _posts(text: str, surnames: set[str]) -> dict[str, str]:
    """Return who is named for which post (会長に門田委員、副会長に三枝委員を)."""
    names = "|".join(sorted(map(re.escape, surnames), key=len, reverse=True)) or "[一-龥々]{1,4}"
    found = re.findall(
        rf"({_POST})(?:に|を|は|には)、?[^、。]{{0,12}}?({names})(?:委員|さん|氏|先生|様)", text
    )
    return dict(found)


def _refused(turns: Sequence[Turn], at: int) -> bool:
    """Whether somebody else answers turn *at* with a no or a question."""
    if at + 1 >= len(turns) or chaired(turns[at + 1]) or not turns[at + 1].sentences:
        return False
    return _NO.search(turns[at + 1].sentences[0].text) is not None


def _murmur(turns: Sequence[Turn], at: int) -> Turn | None:
    """Return the turn after *at* where it holds a few words that are neither a no nor a question.

    They may be a consent that was heard wrongly. They are never taken for one.
    """
    if at + 1 >= len(turns) or chaired(turns[at + 1]) or len(turns[at + 1].sentences) != 1:
        return None
    text = turns[at + 1].sentences[0].text
    return turns[at + 1] if len(text) <= _SHORT and not _NO.search(text) else None


def _named(text: str, surnames: set[str]) -> list[str]:
    """Return who is named for a post in *text*, as 〜委員; nobody in doubt."""
    for found in _NAMED.finditer(text):
        people = re.findall(_PERSON, found["who"])
        bare = [re.sub(r"^(と|、|及び|並びに)|(委員|さん|氏|先生|様)$", "", p) for p in people]
        if surnames:
            bare = [next((s for s in surnames if name.endswith(s)), "") for name in bare]
        else:
            bare = [re.sub(r"^.*[はもでがを]", "", name) for name in bare]
        if bare and all(bare):
            return [f"{name}委員" for name in bare]
    return []


def _declaration(turns: Sequence[Turn]) -> Decision | None:
    """The chair's own words on the result, with the vote or the lack of objection."""
    spoken = [s for t in turns if chaired(t) for s in t.sentences]
    unopposed = [
        s for t in turns if not chaired(t) for s in t.sentences if _NO_OBJECTION.search(s.text)
    ]
    declared = [s for s in spoken if _declares(s.text)]
    if not declared:
        declared = [s for s in spoken if _SETTLED.search(s.text) and not COURSE.search(s.text)]
    found = [s for s in spoken if _FOUND_UNOPPOSED.match(s.text) and s not in declared]
    if not declared:
        return _undeclared(turns, spoken, unopposed, found)
    unopposed += found
    last = _telling(declared, turns)
    tells = votes_among([s.text for s in spoken])
    votes = [s for s, one in zip(spoken, tells, strict=True) if one]
    prefix = vote_told([s.text for s in votes]) or (
        "異議なく、" if unopposed or "異議" in last.text else ""
    )
    consumed = (*unopposed, *declared, *votes)
    off = put_to_meeting(turns) if _DEFERRED.search(last.text) and not votes else None
    if off is not None and _DEFERS.search(off[0].text):
        told = (off[0], *consumed)
        return Decision((off[1],), _sources(told), told, prefix, after="とした。")
    put = (
        put_to_meeting(turns)
        if _LIKE_THAT.search(last.text) or _ON_TERMS.search(last.text)
        else None
    )
    if put is not None and (_LIKE_THAT.search(last.text) or _TERMS.search(put[0].text)):
        asked, head = put
        terms, spoken_of = resolved_besides(turns, asked)
        consumed = (*terms, *spoken_of, *consumed)
        sources = _sources((asked, *consumed))
        after = "に、異議なく決定した。" if prefix == "異議なく、" else "に決した。"
        after = after if prefix else "とした。"
        prefix = "" if prefix == "異議なく、" else prefix
        return Decision((*terms, head), sources, (asked, *consumed), prefix, after)
    sources = _sources((*unopposed, *votes, last))
    settled = cut_at(last, _SETTLING) if _SETTLED.search(last.text) else None
    if settled is not None:
        return Decision(
            (with_koto(without_favours(settled)),), sources, consumed, prefix, after="とした。"
        )
    return Decision((last,), sources, consumed, prefix)


def _declares(text: str) -> bool:
    """Tell whether a result is declared in *text*, and no vote on it called for."""
    asks = text.endswith("か") or (calls_vote(text) and not vote_told([text]))
    return _DECLARED.search(text) is not None and not asks


def _telling(declared: Sequence[Sentence], turns: Sequence[Turn]) -> Sentence:
    """Return the last declaration, or the one before where the last only says さよう決定 of it."""
    last = declared[-1]
    if len(declared) > 1 and _LIKE_THAT.search(last.text) and put_to_meeting(turns) is None:
        return declared[-2]
    return last


def _undeclared(
    turns: Sequence[Turn],
    spoken: Sequence[Sentence],
    unopposed: Sequence[Sentence],
    found: Sequence[Sentence],
) -> Decision | None:
    """What came of an item without a word of result: no objection, or a matter entrusted.

    Where the chair itself *found* that there is none, what was put is resolved.
    """
    unopposed = (*unopposed, *found)
    if not unopposed:
        return _entrusted(spoken)
    put = put_to_meeting(turns)
    if put is None:
        return Decision((), _sources(unopposed), tuple(unopposed), after="異議なく了承された。")
    asked, head = put
    told = (asked, *unopposed)
    after = "に、異議なく決定した。" if found else "に、異議はなかった。"
    return Decision((head,), _sources(told), told, after=after)


def _entrusted(spoken: Sequence[Sentence]) -> Decision | None:
    """Return what the chair leaves to be done, None without it."""
    for sentence in reversed(spoken):
        head = cut_at(sentence, _ENTRUSTED)
        if head is not None and not COURSE.search(head.text.replace("次の", "")):
            done = with_koto(without_favours(head))
            return Decision((done,), _sources((sentence,)), (sentence,), after="とした。")
    return None


_DEFERRED = re.compile(r"継続|持ち越")
_DEFERS = re.compile(r"結論|改めて|継続|持ち越|再度")
"""How and until when a matter is put off stands in what the chair put to the meeting."""
_ON_TERMS = re.compile(
    r"(条件|附帯意見)を(付し|付け)|(修正|追記|訂正|変更|補正)(し|の|を加え)た?(て|上|うえ)"
)
_TERMS = re.compile(r"条件|附帯意見|修正|追記|追加|訂正|加え|改め")
"""Terms that the chair puts together with the vote stand nowhere else."""


def _consent(turns: Sequence[Turn]) -> Decision | None:
    """A proposal that somebody agreed to (〜ということでよろしいでしょうか。はい。)."""
    for at in range(len(turns) - 1, -1, -1):
        role = turns[at].role
        if role is None or role.kind is RoleKind.MEMBER or _agreed_after(turns, at) is None:
            continue
        for sentence in reversed(turns[at].sentences):
            head = cut_at(sentence, PROPOSED)
            if head is None or re.search(r"質問|意見", sentence.text):
                continue
            consumed = (sentence, *turns[at + 1].sentences[:1])
            plain = with_koto(without_favours(head))
            return Decision((plain,), _sources(consumed), consumed, after="が了承された。")
    return None


def _sources(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for s in sentences for source in s.sources))
