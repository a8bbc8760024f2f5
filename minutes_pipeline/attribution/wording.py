"""One spelling for many: what cue patterns are matched against.

Recognisers and stenographers spell the same formula in many ways (御質問/ご質問, 頂く/いただく),
with and without 、 and 。. Patterns are written once, for the spelling made here. This spelling
is for looking only; what was said is never changed.
"""

from __future__ import annotations

import re
import unicodedata

_SPELLINGS: tuple[tuple[str, str], ...] = (
    ("御座", "ござ"),
    ("御", "ご"),
    ("致し", "いたし"),
    ("致す", "いたす"),
    ("頂", "いただ"),
    ("戴", "いただ"),
    ("下さ", "くださ"),
    ("宜し", "よろし"),
    ("有難う", "ありがとう"),
    ("有り難う", "ありがとう"),
    ("他に", "ほかに"),
    ("外に", "ほかに"),
    ("分か", "わか"),
    ("解り", "わかり"),
    ("判り", "わかり"),
    ("参り", "まいり"),
    ("参る", "まいる"),
    ("居り", "おり"),
    ("無い", "ない"),
    ("是非", "ぜひ"),
    ("申しあげ", "申し上げ"),
    ("申上げ", "申し上げ"),
    ("お願い申し上げま", "お願いしま"),
    ("お願いいたしま", "お願いしま"),
    ("お願いいたした", "お願いした"),
    ("お願いをいたしま", "お願いしま"),
    ("お願いできま", "お願いしま"),
    ("お伺い", "伺い"),
    ("うかがい", "伺い"),
    ("お尋ね", "尋ね"),
    ("お聞き", "聞き"),
    ("お訊き", "聞き"),
    ("けれども", "けど"),
    ("けども", "けど"),
)

_FILLER = re.compile(
    r"え[ーー~]*っ?と[ーー]*|えー+|あのー+|そのー+|うー+ん?|あー+|んー+|まあー*(?=[、 ])"
    r"|(?:^|(?<=[、。 ]))(?:あの|その|まあ|えっと|ええと|ええ|ま)(?=[、 ])"
)
_SIGNS = re.compile(r"[\s、。，．,.!?「」『』\"'“”…‥・~〜()\[\]{}【】〈〉<>:;/|\-―─]+")

_EXPLAINING = re.compile(
    r"(?:なん|(?<=[るいたうぬくすつむぐ])[んの])(?=でしょう|です(?:か|が|けど))"
)
"""「あるんですか」 asks what 「あるですか」 would: the explaining ん and の are dropped."""

_END = (
    r"(?:でしょうか|ましょうか|ですか|ますか|ましたか|ませんか|でしたか|ください|どうぞ"
    r"|です|ます|ました|でした|ません)"
)
_GOES_ON = (
    r"(?![かがけねよのしとらわれ]|もの|って|で[、はもし]|から|ので|くらい|こと|ため|ところ"
    r"|中|際|[。？！?!])"
)
_SIGNED = re.compile(r"[。？！?!\n]+")
_UNSIGNED = re.compile(rf"[。？！?!\n]+|{_END}{_GOES_ON}")
_SIGNED_LENGTH = 120
"""Where a text has fewer signs than one in so many characters, they are not to be relied on."""


def bare(text: str) -> str:
    """Return *text* in the one spelling: NFKC, no signs, spaces or fillers.

    >>> bare("えー、御質問、ございませんでしょうか。")
    'ご質問ございませんでしょうか'
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = _FILLER.sub("", plain)
    plain = _SIGNS.sub("", plain)
    for written, one in _SPELLINGS:
        plain = plain.replace(written, one)
    return _EXPLAINING.sub("", plain)


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of *text*, each in the one spelling; empty ones are left out.

    A sentence ends at 。？！ and, for recognisers that write no signs, behind です, ます and
    their kin where no particle follows.
    """
    signs = len(_SIGNED.findall(text))
    border = _SIGNED if signs * _SIGNED_LENGTH >= len(text) else _UNSIGNED
    found: list[str] = []
    start = 0
    for match in border.finditer(text):
        found.append(text[start : match.end()])
        start = match.end()
    found.append(text[start:])
    return tuple(plain for plain in map(bare, found) if plain)
