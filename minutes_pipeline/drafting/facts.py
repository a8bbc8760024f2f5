"""What a text states that no rewriting may change: numbers, units, limits, negations, names, words.

All of it is read off the characters, with no knowledge of the writing rules, so that a faulty rule
cannot hide from the checks. Names alone come from the analyser: nothing in the spelling shows them.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable

from minutes_pipeline.drafting.analysis import Token, Tokens, surface
from minutes_pipeline.drafting.numerals import value_of, write_value
from minutes_pipeline.drafting.orthography import SPELLING, STEMS
from minutes_pipeline.drafting.spans import word_at
from minutes_pipeline.drafting.wordlists import words

_KANJI_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千万億兆]+")
_NOT_NUMBER = re.compile(
    r"一(?:方|般|定|層|緒|応|旦|切|見|概|律|連|環|因|向)|(?:唯|統|均|同|随|万が?)一"
    r"|(?<![一-龥\d])十分(?!間|程|ほど|前|後|以|ごろ|頃|か|の|程度|弱|強)|十二分"
)
"""Words that are written with numerals and count nothing."""
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_UNIT = re.compile(r"(\d+(?:\.\d+)?)([ァ-ヶ一-龥％か])")
_SAME_UNIT = str.maketrans("パヶヵカケ箇才", "％かかかかか歳")
_LIMITS = re.compile(
    r"(?P<before>約|およそ|おおよそ|ほぼ)、?(?=\d)|(?<=\d)[^\d、。]{1,8}?"
    r"(?P<after>以上|以下|未満|以内|以降|以前|超|強|弱|程度|前後|ほど|余り)"
)
_NOT_NEGATION = re.compile(
    r"(?:(?<=のか、)|(?<=すか、))[^、。]{1,12}ない(?:ん|の)?(?:です)?か(?:ね)?(?=。|$)|わけ(?:じゃ|では)ない(?:です)?か|すみません|すいません|申し訳(?:あり|ござい)ません|申し訳(?:ござら)?な|すまな|かもしれ(?:ません|ない)|少なく|少ない|危な|間違いな|間違い(?:あり|ござい)ません|どない"
    r"|(?:もらわ|いただか|くれ)ない(?=と(?:。|$))|もったいな|つない(?=[だで])|(?:ともな|おこな|まかな|そこな|うしな|おぎな)い|必ず|まず|さまざま|いずれ|わずか|ずつ|はず|ならびに|おのずから|つまらな|くだらな|やむを得"
)
_NEGATION = re.compile(
    r"(?:ません|ん(?=と(?:いか|あか)ん)|(?<=と[いあ]か)ん|ない|なかっ|なく(?!な[っりる])|なけれ|なきゃ|なくちゃ|なさ[そす]"
    r"|(?<![こそあど]の)へん(?=[のやでかとわ、。]|$)|ひん(?=[のかで])|(?<![とだ])あかん|(?:んと|のと|ん)ちゃ[うい]"
    r"|(?<=おれ)ん(?=か|の|。|$)|(?<=[えかまらわれせけべめこ])ん(?=うち|限り|まま|場合|ため|わけ|。|$)"
    r"|(?<=[らわれけべめ])ん(?=と(?:いう|[、一-龥]))|(?<=ゃ[いあ]か)ん|(?<=ゃなら)ん|(?<=[かまらわ])ん(?=です)|(?<=[かまらわれせ])ん(?=の|から|人|者|し|時|とき|ところ)|(?<=でき)ん(?=の|から|人|者|し|です)|(?<=行け)ん(?=の|から)|にゃ(?=[いあな])|(?<=せ)ん(?=ほう|方)|やない(?=です|か|でしょう|と|で|し|、)"
    r"|(?<=[わかさたなまらがばせけてれ])ず(?=[、。に一-龥]|$)|ぬ(?=[、。])|なし)"
)
_RUN = re.compile(r"[ァ-ヴー]{3,}|[一-龥々]{2,}")
_KANJI = re.compile(r"[一-龥々]")
_TITLES = ("さん", "氏", "様", "君", "先生", "委員", "会長", "課長", "部長", "室長", "係長", "局長")
_HOUSE = words("written_words")
_KNOWN = _HOUSE | frozenset(
    run for word in SPELLING.values() for run in (word, *_RUN.findall(word)) if len(run) > 1
)


_DECIMAL = re.compile(
    r"([〇零一二三四五六七八九])[・点]([〇零一二三四五六七八九]+)"
    r"(?=％|パーセント|倍|ポイント|度|メートル|キロ|ヘクタール)"
)


def _by_digit(text: str) -> str:
    return "".join(str(value_of(sign)) for sign in text)


def in_digits(text: str) -> str:
    """Return *text* with kanji numerals in digits and without separators; 万 and 億 stay."""
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text.replace("いっぺん", "一度"))
    text = _DECIMAL.sub(lambda m: f"{value_of(m[1])}.{_by_digit(m[2])}", text)

    def written(found: re.Match[str]) -> str:
        value = value_of(found[0]) if not set(found[0]) <= set("万億兆") else None
        return found[0] if value is None else write_value(value).replace(",", "")

    return _KANJI_NUMBER.sub(written, _NOT_NUMBER.sub("、", text))


def numbers(text: str) -> Counter[str]:
    """Return the numbers in *text*, kanji numerals in digits, 万 and 億 apart."""
    return Counter(_DIGITS.findall(in_digits(text)))


def quantities(text: str) -> frozenset[tuple[str, str]]:
    """Return every number with the first character of its unit (3件 → 3 and 件)."""
    return frozenset(
        (number, unit.translate(_SAME_UNIT)) for number, unit in _UNIT.findall(in_digits(text))
    )


def limits(text: str) -> Counter[str]:
    """Return the words that widen or bound a number in *text* (約, 以上, 未満)."""
    found = (m["before"] or m["after"] for m in _LIMITS.finditer(in_digits(text)))
    return Counter("約" if word in ("およそ", "おおよそ") else word for word in found)


def negations(text: str) -> int:
    """Return how many negations *text* has."""
    return len(_NEGATION.findall(_NOT_NEGATION.sub("、", text)))


def strange_words(written: str, spoken: str) -> tuple[str, ...]:
    """Return the words of *written*, in kanji or katakana, that were not said.

    A word counts as said when it stands in *spoken*, when the house writes it for something, or
    when it is made of such words.
    """
    spoken = f"{spoken}。{spoken.replace('の', '')}"  # 前の年度 may be written 前年度
    spoken = f"{spoken}{''.join(_respelt(spoken))}"
    written = _CONJUNCTIONS.sub("、", written)
    found = {
        m[0]
        for m in _RUN.finditer(written)
        if not _heard(m[0], written, m.end(), spoken) and not _beside_house(m[0], spoken)
    }
    return tuple(sorted(found))


_CONJUNCTIONS = re.compile(r"及び|並びに|又は|若しくは")
"""What official writing puts between words (藤井委員及び森田委員)."""


def _respelt(spoken: str) -> Iterable[str]:
    """Yield *spoken* with each verb that the house spells otherwise in its spelling."""
    for said, written in {*STEMS.values(), ("あたり", "当たり")}:
        if said in spoken:
            yield f"。{spoken.replace(said, written)}"


def _beside_house(run: str, spoken: str) -> bool:
    """Whether *run* is a word of the house written next to what was said (今 and 様々)."""
    for at, end in itertools.combinations(range(len(run) + 1), 2):
        if run[at:end] in _HOUSE and all(
            not rest or rest in spoken for rest in (run[:at], run[end:])
        ):
            return True
    return False


def _heard(run: str, written: str, end: int, spoken: str) -> bool:
    if run in spoken or run in _KNOWN:
        return True
    follows = written[end : end + 1]
    okurigana = "ぁ" <= follows <= "ん" and follows not in "はをのへと"
    counted = written[: end - len(run)][-1:].isdigit()
    reached = {0}
    for at in range(len(run)):
        if at not in reached:
            continue
        for stop in range(at + 1, len(run) + 1):
            part = run[at:stop]
            opens = at == 0 and (counted or (okurigana and len(run) == 2))
            alone = opens or (stop == len(run) and okurigana)
            said = part in spoken and (stop - at > 1 or alone)
            if said or part in _KNOWN or _KANJI_NUMBER.fullmatch(part):
                reached.add(stop)
    return len(run) in reached


_RELATED = re.compile(
    r"^[^、。]{0,30}に関連(?:して|した)[^、。]{0,16}(?:が|けど|けれども|けども)、"
)
_COUNTED = re.compile(r"[〇零一二三四五六七八九十百千万]+[人名件回円年]")
"""What an analyser may take for a name (of 二百三十人 the place 十人)."""


def names(tokens: Tokens) -> tuple[str, ...]:
    """Return the proper names in a sentence that its written form must keep.

    Not those by which somebody only introduces or addresses a person (太田ですけれども、…), nor
    of whom somebody only takes up the words (太田委員のご意見に関連してですが、…).
    """
    kept = []
    begin = _taken_up(tokens)
    for n, token in enumerate(tokens[begin:], begin):
        if not token.is_name or not _KANJI.search(token.surface) or len(token.surface) < 2:
            continue
        if _COUNTED.fullmatch(token.surface):
            continue
        if not (_introduced(tokens, n) or _addressed(tokens, n)):
            kept.append(token.surface)
    return tuple(dict.fromkeys(kept))


def _taken_up(tokens: Tokens) -> int:
    """Return how many words only say whose words are taken up (〜のご意見に関連してですが、)."""
    related = _RELATED.match(surface(tokens))
    return word_at(tokens).get(related.end(), 0) if related else 0


def _introduced(tokens: Tokens, at: int) -> bool:
    """Whether the sentence opens with this name and says who speaks."""
    if any(not t.is_name and not t.tag.startswith(("名詞", "助詞", "接尾辞")) for t in tokens[:at]):
        return False
    follow = [t for t in tokens[at + 1 : at + 4] if not t.is_name]
    return bool(follow) and follow[0].lemma in ("です", "だ", "と")


def _addressed(tokens: Tokens, at: int) -> bool:
    """Whether the name, with its title, stands by itself between commas or at the end."""
    end = at + 1
    while end < len(tokens) and (tokens[end].surface in _TITLES or tokens[end].is_name):
        end += 1
    before = at == 0 or tokens[at - 1].is_punctuation or tokens[at - 1].is_name
    return before and (end == len(tokens) or tokens[end].is_punctuation)


def gone(sentences: Iterable[Tokens], written: str) -> tuple[str, ...]:
    """Return the nouns of *sentences* that are not in *written*, when they are many.

    Args:
        sentences: Words as they were said.
        written: What became of them.

    Returns:
        The nouns, when at least `_MANY` of them and more than a share of `_MUCH` are gone;
        else nothing.
    """
    said = [t.surface for tokens in sentences for t in tokens[_taken_up(tokens) :] if _weighs(t)]
    lost = [word for word in said if word not in written]
    if len(lost) < _MANY or len(lost) <= _MUCH * len(said):
        return ()
    return tuple(dict.fromkeys(lost))


def _weighs(token: Token) -> bool:
    return (
        token.tag.startswith("名詞-普通名詞")
        and len(token.surface) > 1
        and token.surface not in SPELLING
    )


_MANY = 4
_MUCH = 0.4
