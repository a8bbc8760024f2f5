"""What opens a turn and carries nothing by itself: who speaks, who is called, a bare 「ただ」."""

from __future__ import annotations

import re
from dataclasses import replace

from minutes_pipeline.drafting.analysis import Token
from minutes_pipeline.drafting.turns import Sentence
from minutes_pipeline.meeting import Roster

_INTRODUCED = (
    r"^(?:はい、?|すみません、?|あの、?|ええ、?)*(?:私、?)?(?:委員の|副会長の)?(?:{names})(?:委員)?"
    r"(?:と申し|と申します|です|でございます)(?:ます)?(?:が|けど|けども|けれども)(?:ね|も)?、"
)
_CALLED = (
    r"^(?:はい、?|では、?|それでは、?|すみません、?)*(?:(?:{names})(?:さん|委員|課長|部長|局長|室長|係長|先生)"
    r"|(?:{units})(?:長|さん)?|事務局(?:さん)?|会長|委員長|座長|議長|部会長|副会長)、"
)
_SHORTEST = 6
"""Characters that must be left when an opening goes."""
_CONTRAST = (
    "ただ",
    "ただし",
    "しかし",
    "でも",
    "けれども",
    "けれど",
    "だけど",
    "だが",
    "しかしながら",
)


_TAKES_THE_WORD = re.compile(
    r"^(?:そうする|そうします|そうなります)と、?|^そ(?:う)?した(?:ら|っけ)、?|^(?:ああ|うん|いや|そうか)、"
)
"""Takes the word from whoever spoke before; within a speech the same words draw a conclusion."""


def drop_opening(sentence: Sentence, roster: Roster) -> Sentence:
    """Return *sentence* without the words that say who speaks or who is called.

    高瀬ですが、費用が… → 費用が…; 総務部長、職員の数は… → 職員の数は…
    """
    names = sorted({p.surname for p in roster.people if p.surname}, key=len, reverse=True)
    units = sorted(
        {r.label for r in roster.roles if r.answers and len(r.label) > 1}, key=len, reverse=True
    )
    for form in (_INTRODUCED, _CALLED):
        if not names and form is _INTRODUCED:
            continue
        pattern = form.format(
            names="|".join(map(re.escape, names)) or "(?!)",
            units="|".join(map(re.escape, units)) or "(?!)",
        )
        found = re.match(pattern, sentence.text)
        if found is None or _goes_on_calling(sentence.text[found.end() :], names, units):
            continue
        sentence = _after(sentence, found.end())
    return sentence


def drop_taking_the_word(sentence: Sentence) -> Sentence:
    """Return the first sentence of a speech without the そうすると that only takes the word."""
    found = _TAKES_THE_WORD.match(sentence.text)
    if found is None or len(sentence.text) <= found.end() + _SHORTEST:
        return sentence
    return _after(sentence, found.end())


def _goes_on_calling(rest: str, names: list[str], units: list[str]) -> bool:
    """Whether what follows is one more of the kind, so that both belong to a list."""
    return len(rest) < 4 or rest.startswith((*units, *names))


def drop_contrast(sentence: Sentence) -> Sentence:
    """Return *sentence* without its opening ただ or しかし, when what it contrasts is gone."""
    if len(sentence.tokens) < 4:
        return sentence
    text = sentence.text
    word = next((w for w in _CONTRAST if text.startswith((f"{w}、", f"{w}ですね、"))), None)
    return sentence if word is None else _after(sentence, text.index("、") + 1)


def as_question(sentence: Sentence) -> Sentence:
    """Return a sentence that asks by よね (発掘調査はするんですよね) with the か of a question."""
    end = len(sentence.tokens)
    while end and sentence.tokens[end - 1].is_punctuation:
        end -= 1
    begin = end
    while begin and sentence.tokens[begin - 1].surface in ("よね", "よ", "ね"):
        begin -= 1
    told = sentence.tokens[:begin]
    if len(told) > 1 and told[-1].lemma == "です" and told[-2].lemma == "ない":
        told = (*told[:-1], _THE, told[-1])  # ではないのか, which asks; ではないか would propose
    return replace(sentence, tokens=(*told, _ASKING, *sentence.tokens[end:]))


_THE = Token("の", "の", "助詞-準体助詞")
_ASKING = Token("か", "か", "助詞-終助詞")
_CONFIRMING = re.compile(
    r"(?:する|やる|行う|なる|できる|入る|出る|残る|もらえる|くれる|使える|変わる)んですよね$"
    r"|(?:で|ても|でも)(?:いい|よい|よろしい)です(?:よ)?ね$|ではないですよね$|(?<!て)(?:い|し|り|き)ますよね$|(?:から|まで|予定|つもり|ということ|ってこと)ですよね$"
)
"""Asks whether something is going to be so. What is so (増えていますよね) is told, not asked."""


def confirms(text: str) -> bool:
    """Whether *text* asks by よね whether something is going to be so."""
    return _CONFIRMING.search(text) is not None


_RELAYED = re.compile(
    r"^(?:はい|ええ|それでは|では|、)*(?:今|ただいま|ただ今|先ほど)の、?[^、。]{0,12}?"
    r"(?:お話|ご?質問|ご?意見|ご?発言|ご?指摘|ご?提案|お尋ね)(?:は|ですが|ですけれども|について(?:は)?)、?"
    r"(?P<asked>[^。]{6,}?か)という(?:ご)?(?:趣旨|質問|意見|お話|話|こと|提案|お尋ね)"
    r"(?:だ|か|かと)?(?:と)?(?:思い|存じ)?(?:ます|です|でございます|でしょう|だ)?(?:が|けれども|けど|ので)、?(?:[^、。]{0,20}|[^。]{0,40}お願い(?:いた)?します)$"
)


def relayed(sentence: Sentence) -> Sentence | None:
    """Return the question that the chair passes on (〜かというご趣旨だと思いますが、).

    None when the chair passes on no question, or when words would be parted.
    """
    found = _RELAYED.match(sentence.text)
    if found is None:
        return None
    reached, begin = 0, None
    for n, token in enumerate(sentence.tokens):
        if reached == found.start("asked"):
            begin = n
        reached += len(token.surface)
        if begin is not None and reached == found.end("asked"):
            stop = Token("。", "。", "補助記号-句点")
            return replace(sentence, tokens=(*sentence.tokens[begin : n + 1], stop))
    return None


def _after(sentence: Sentence, length: int) -> Sentence:
    """Return *sentence* from its character *length* on; as it is where that parts a word."""
    reached = 0
    for n, token in enumerate(sentence.tokens):
        if reached == length:
            return replace(sentence, tokens=sentence.tokens[n:])
        reached += len(token.surface)
    return sentence
