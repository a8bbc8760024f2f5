"""The words that a chair puts to a meeting, as the clause that minutes make of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from minutes_pipeline.drafting.analysis import Token, Tokens
from minutes_pipeline.drafting.rewriting import realise
from minutes_pipeline.drafting.turns import Sentence, Turn, chaired

_PUT = re.compile(
    r"こと[にで]、?(つきまして、?|ついて、?|対しまして、?)?((ご|御)?異議(は|、|ござい|あり|ない)|賛成)"
)

PROPOSED = re.compile(
    r"(?<=方向|内容|条件|範囲)で(?![^。]*ことで)(いい|よい|よろしい)[^。]*(よろしい|いい|いかが|どう|ご?異議)[^。]*か(ね|な)?$"
    r"|(という)?ことで(、|は)?(皆さん|皆様)?、?(いかが|どう)でしょう$"
    r"|(という)?ことで(、|は)?(皆さん|皆様)?、?(よろしい|いい|よろしゅう|いかが|どう|ご?異議)[^。]*か(ね|な)?$"
    r"|(という)?こと[にと](いた)?したいと(思い|存じ)ます(が|けれども|けど)、?(皆さん|皆様)?、?(よろしい|いい|よろしゅう|いかが|どう|ご?異議)[^。]*か(ね|な)?$"
)
"""What the chair puts to the meeting as 〜ということで or 〜ことにしたい, for consent."""

_RESOLVED = re.compile(
    r"(?<=答申)(を)?(いた)?したいと(思い|存じ)ます(が|けれども|けど)、?(皆さん|皆様)?、?"
    r"(よろしい|いい|よろしゅう|いかが|どう|ご?異議)[^。]*か(ね|な)?$"
)

_WISHED = re.compile(
    r"たいと(思い|存じ)ます(が|けれども|けど)、?(皆さん|皆様|これに)?、?(よろしい|いい|よろしゅう|いかが|どう|ご?異議)[^。]*か(ね|な)?$"
)
"""What the chair would like to do, put to the meeting (会長に一任いただきたいと思いますが、)."""

_SUGGESTED = re.compile(
    r"て(は|みては)、?(どう|いかが)(か|でしょうか|ですか)?"
    r"(と(思い|存じ)ます(が|けれども|けど)、?[^。]{0,8}(いかが|どう|よろしい)[^。]*)?$"
)
"""What the chair suggests to do, the weakest way to put it (付けてはどうかと思いますが、)."""

_READ_OUT = re.compile(r"(?:こと|する|とする|ない|認める|求める)$")
"""What the chair reads out of a resolution ends plainly; what it says ends politely."""

_REFERS = re.compile(r"(?:この|これらの|以上の|ただいまの)(?:[\d一二三四五]点|意見|条件|内容)")

_ADDS = re.compile(
    r"これを、?(?:附帯意見|意見|条件|要望)として(?:付|加え|入れ|添え)"
    r"|も[^。]{0,12}書き?添え|も、?(?:加え|入れ|追加し|含め)て(?:は|みては)"
    r"|(?:も|を)(?:加え|含め|入れ|追加|付け加え)[^。]{0,12}(?:[\d一二三四五六七八九]+(?:点|項目|つ)|ことで|ことに)"
)
"""What is put a second time with something added to it."""

COURSE = re.compile(
    r"休憩|承[りっる]|諮[りるら]|質疑|討論|採決|閉会|終わ|次の|次に|移|進め|進み|入る|議題と|順|お願い|説明|聞く|伺う|傍聴|公開"
)
"""Of the course of the sitting, which is no result."""

_DECIDING = ("承認", "了承", "可決", "採択", "決定", "認定", "同意", "答申", "選任", "選出")
"""What is done to a matter, not made of it: 〜は了承ということで says 了承する."""
_FAVOURS = ("いただく", "頂く", "もらう")


def without_favour(head: Sentence) -> Sentence:
    """Return *head* without a final いただく: minutes tell what is done, not for whom.

    It may stand before (という)こと, of which こと stays (書いていただくということ → 書くこと).
    """
    stop, words, tail = head.tokens[-1], list(head.tokens[:-1]), list[Token]()
    if words and words[-1].surface == "こと":
        tail = [words.pop()]
        if [t.surface for t in words[-2:]] == ["と", "いう"]:
            del words[-2:]
    if not words or words[-1].lemma not in _FAVOURS:
        return head
    form = "連体形" if tail else "終止形"
    words.pop()
    if words and words[-1].surface in ("て", "で") and words[-1].tag.startswith("助詞-接続助詞"):
        words.pop()
        if words and words[-1].inflects:
            words[-1] = replace(words[-1], form=form, made=True)
    elif words and words[-1].tag.startswith("動詞"):  # お示しいただく
        words[-1] = replace(words[-1], form=form, made=True)
        if len(words) > 1 and words[-2].tag.startswith("接頭辞"):
            del words[-2]
    elif words and words[-1].tag.startswith("名詞"):
        words.append(Token("する", "する", "動詞-非自立可能", "サ行変格", form, made=True))
    return replace(head, tokens=realise((*words, *tail, stop)))


def without_favours(head: Sentence) -> Sentence:
    """Return *head* without any いただく before (という)こと (検討していただくことを条件に)."""
    tokens = head.tokens
    for at in range(len(tokens) - 2, 0, -1):
        if tokens[at].surface != "こと":
            continue
        part = replace(head, tokens=(*tokens[: at + 1], tokens[-1]))
        bare = without_favour(part).tokens
        if bare != part.tokens:
            tokens = (*bare[:-1], *tokens[at + 1 :])
    return without_favour(replace(head, tokens=_plainly(tokens)))


def _plainly(tokens: Tokens) -> Tokens:
    """Return *tokens* without 〜ていただいて (検討していただいて協議する → 検討して協議する)."""
    made: list[Token] = []
    at = 0
    while at < len(tokens):
        te = tokens[at].surface in ("て", "で") and tokens[at].tag.startswith("助詞-接続助詞")
        ahead = tokens[at + 1 : at + 3]
        if te and len(ahead) > 1 and ahead[0].lemma in _FAVOURS and ahead[1].surface == "て":
            made.append(tokens[at])
            at += 3
            continue
        made.append(tokens[at])
        at += 1
    return tuple(made)


def with_koto(head: Sentence) -> Sentence:
    """Return *head* so that it ends in こと (承認する → 承認すること)."""
    stop, words = head.tokens[-1], head.tokens[:-1]
    if [t.surface for t in words[-3:]] == ["と", "いう", "こと"]:
        clause = _made_clause(words[:-3])
        if clause[-1].tag.startswith("名詞-普通名詞-サ変"):
            clause = (*clause, Token("する", "する", "動詞-非自立可能", "サ行変格", "連体形"))
        return replace(head, tokens=(*clause, words[-1], stop))
    if words and words[-1].surface == "こと":
        return head
    koto = Token("こと", "こと", "名詞-普通名詞-一般")
    if words and words[-1].inflects and words[-1].form == "連用形":
        words = (*words[:-1], replace(words[-1], form="連体形", made=True))
        return replace(head, tokens=realise((*words, koto, stop)))
    if words and words[-1].tag.startswith("名詞-普通名詞-サ変"):
        words = (*words, Token("する", "する", "動詞-非自立可能", "サ行変格", "連体形"))
    return replace(head, tokens=(*words, koto, stop))


def cut_at(sentence: Sentence, pattern: re.Pattern[str]) -> Sentence | None:
    """Return *sentence* up to where *pattern* is found; None when no word ends there."""
    found = pattern.search(sentence.text)
    if found is None or found.start() == 0:
        return None
    end = found.start() + (2 if found[0].startswith(("ことに", "ことで", "ことと")) else 0)
    reached = 0
    for n, token in enumerate(sentence.tokens):
        reached += len(token.surface)
        if reached == end:
            stop = Token("。", "。", "補助記号-句点")
            return replace(sentence, tokens=(*_made_clause(sentence.tokens[: n + 1]), stop))
    return None


def _made_clause(words: Tokens) -> Tokens:
    """Return *words* with とする where they end in a thing (4点ということで → 4点とすること)."""
    last = words[-1]
    thing = last.tag.startswith(("名詞", "接尾辞-名詞的")) and last.surface not in ("こと", "もの")
    topic = len(words) > 1 and words[-2].surface == "は"
    of_topic = topic and last.surface not in _DECIDING  # 議題3は公開ということで
    if not thing or (last.tag.startswith("名詞-普通名詞-サ変") and not of_topic):
        return words
    does = Token("する", "する", "動詞-非自立可能", "サ行変格", "連体形")
    return (*words, Token("と", "と", "助詞-格助詞"), does)


_Sentences = tuple[Sentence, ...]


def put_to_meeting(turns: Sequence[Turn]) -> tuple[Sentence, Sentence] | None:
    """Return the last proposal that was put to the meeting, and its words up to こと.

    A wish or a suggestion counts where nothing was put in set words, or adds to what was.
    """
    strong = _last_put(turns, (_PUT, PROPOSED, _RESOLVED))
    weak = _last_put(turns, (_WISHED, _SUGGESTED))
    if strong is None or weak is None:
        return strong or weak
    later = [s for turn in turns for s in turn.sentences if s in (strong[0], weak[0])][-1]
    return weak if later is weak[0] and _ADDS.search(later.text) else strong


def _last_put(
    turns: Sequence[Turn], patterns: Sequence[re.Pattern[str]]
) -> tuple[Sentence, Sentence] | None:
    for turn in reversed(turns):
        for sentence in reversed(turn.sentences) if chaired(turn) else ():
            for pattern in patterns:
                head = cut_at(sentence, pattern)
                if head is None or (pattern in (_WISHED, _SUGGESTED) and COURSE.search(head.text)):
                    continue
                if not re.search(r"質問|意見は", sentence.text):
                    return sentence, with_koto(without_favours(head))
    return None


def resolved_besides(turns: Sequence[Turn], asked: Sentence) -> tuple[_Sentences, _Sentences]:
    """Return what is resolved beside *asked*: terms read out, or what it only adds to.

    Returns:
        The clauses for the result, and the sentences as they were spoken.
    """
    terms = _terms(turns, asked)
    if terms or not _ADDS.search(asked.text):
        return terms, ()
    stop = next(n for n, turn in enumerate(turns) if any(s is asked for s in turn.sentences))
    put = put_to_meeting(turns[:stop])
    return ((), ()) if put is None else ((*_terms(turns[:stop], put[0]), put[1]), (put[0],))


def _terms(turns: Sequence[Turn], asked: Sentence) -> tuple[Sentence, ...]:
    """Return the sentences of a resolution that the chair read out before putting it (*asked*)."""
    if not _REFERS.search(asked.text):
        return ()
    said: list[Sentence] = []
    for sentence in (s for turn in turns if chaired(turn) for s in turn.sentences):
        if sentence is asked:
            break
        if _READ_OUT.search(sentence.text) and not re.search(r"(?:です|ます)", sentence.text):
            said.append(sentence)
    return tuple(said)
