"""Japanese inflection: the surface of a word in a wanted form.

Classes and forms carry the names of UniDic (五段-ラ行, 下一段-カ行, サ行変格, 形容詞, 助動詞-ダ …;
未然形, 連用形, 終止形, 連体形, 仮定形, 命令形, 意志推量形), as the analyser gives them.
"""

from __future__ import annotations

_FORMS = {
    "未然形": 0,
    "連用形": 1,
    "終止形": 2,
    "連体形": 2,
    "仮定形": 3,
    "命令形": 3,
    "意志推量形": 4,
}
_ROWS = {
    "カ行": "かきくけこ",
    "ガ行": "がぎぐげご",
    "サ行": "さしすせそ",
    "タ行": "たちつてと",
    "ナ行": "なにぬねの",
    "バ行": "ばびぶべぼ",
    "マ行": "まみむめも",
    "ラ行": "らりるれろ",
    "ワア行": "わいうえお",
}
_EUPHONY = {
    "カ行": "い",
    "ガ行": "い",
    "サ行": "し",
    "タ行": "っ",
    "ナ行": "ん",
    "バ行": "ん",
    "マ行": "ん",
    "ラ行": "っ",
    "ワア行": "っ",
}
_VOICED = frozenset({"五段-ガ行", "五段-ナ行", "五段-バ行", "五段-マ行"})

_SURU = {
    "未然形": "し",
    "連用形": "し",
    "終止形": "する",
    "連体形": "する",
    "仮定形": "すれ",
    "命令形": "しろ",
    "意志推量形": "しよう",
}
_KURU = {
    "未然形": ("こ", ""),
    "連用形": ("き", ""),
    "終止形": ("く", "る"),
    "連体形": ("く", "る"),
    "仮定形": ("く", "れ"),
    "命令形": ("こ", "い"),
    "意志推量形": ("こ", "よう"),
}
_ICHIDAN = {
    "未然形": "",
    "連用形": "",
    "終止形": "る",
    "連体形": "る",
    "仮定形": "れ",
    "命令形": "ろ",
    "意志推量形": "よう",
}
_ADJECTIVE = {
    "未然形": "く",
    "連用形": "く",
    "終止形": "い",
    "連体形": "い",
    "仮定形": "けれ",
    "命令形": "かれ",
    "意志推量形": "かろう",
}
_DA = {
    "未然形": "で",
    "連用形": "で",
    "終止形": "だ",
    "連体形": "な",
    "仮定形": "なら",
    "命令形": "であれ",
    "意志推量形": "だろう",
}
_TA = {"終止形": "た", "連体形": "た", "仮定形": "たら", "意志推量形": "たろう"}

_ADJECTIVES = ("形容詞", "助動詞-ナイ", "助動詞-タイ", "助動詞-ラシイ")
_HONORIFIC = ("ござる", "いらっしゃる", "おっしゃる", "くださる", "下さる", "なさる")
_PASSIVE = ("助動詞-レル", "助動詞-ラレル", "助動詞-セル", "助動詞-サセル")

CLASSES = {
    "する": "サ行変格",
    "いる": "上一段-ア行",
    "ある": "五段-ラ行",
    "ない": "形容詞",
    "だ": "助動詞-ダ",
    "なる": "五段-ラ行",
    "いく": "五段-カ行",
    "くる": "カ行変格",
    "思う": "五段-ワア行",
    "考える": "下一段-ア行",
    "もらう": "五段-ワア行",
    "願う": "五段-ワア行",
    "いう": "五段-ワア行",
    "言う": "五段-ワア行",
    "述べる": "下一段-バ行",
    "聞く": "五段-カ行",
    "見る": "上一段-マ行",
    "伺う": "五段-ワア行",
    "受ける": "下一段-カ行",
    "ほしい": "形容詞",
    "しまう": "五段-ワア行",
    "くれる": "下一段-ラ行",
    "知る": "五段-ラ行",
    "示す": "五段-サ行",
    "れる": "下一段-ラ行",
    "られる": "下一段-ラ行",
    "おく": "五段-カ行",
    "よい": "形容詞",
    "伝える": "下一段-ア行",
    "行く": "五段-カ行",
    "来る": "カ行変格",
    "与える": "下一段-ア行",
    "会う": "五段-ワア行",
    "おる": "五段-ラ行",
    "できる": "上一段-カ行",
    "行う": "五段-ワア行",
    "得る": "下一段-ア行",
    "使う": "五段-ワア行",
    "持つ": "五段-タ行",
    "住む": "五段-マ行",
    "知らせる": "下一段-サ行",
}
"""Class of inflection of every word that a rule may put in."""


def voiced(klass: str) -> bool:
    """Whether て and た become で and だ after a word of this class."""
    return klass in _VOICED


def conjugate(lemma: str, klass: str, form: str, follower: str = "") -> str:
    """Return *lemma* in *form*.

    Args:
        lemma: Dictionary form.
        klass: Class of inflection; the part after the first hyphen is the row.
        form: One of the seven forms.
        follower: Surface of the word that follows: て, た, たり ask for the euphonic form
            (行っ, 読ん, なかっ, だっ), ず for せ of する, れる and せる for its さ.

    Returns:
        The inflected surface, or *lemma* unchanged when class or form is not known.
    """
    kind, _, row = klass.partition("-")
    if form not in _FORMS or not lemma:
        return lemma
    te = follower[:1] in ("て", "で", "た", "だ") and form == "連用形" and follower[:2] != "たい"
    past = te and follower[0] == "た"
    surface = lemma
    if kind == "五段" and row in _ROWS:
        surface = _godan(lemma, row, form, te=te, follower=follower)
    elif kind in ("上一段", "下一段") or klass in _PASSIVE:
        surface = lemma[:-1] + _ICHIDAN[form]
    elif kind == "サ行変格" and lemma.endswith("する"):
        surface = lemma[:-2] + _suru(form, follower)
    elif kind == "サ行変格" and lemma.endswith("ずる"):
        surface = lemma[:-2] + _zuru(form, follower)
    elif kind == "カ行変格":
        kana, rest = _KURU[form]
        surface = (lemma[:-1] if lemma.endswith("来る") else lemma[:-2] + kana) + rest
    elif klass in _ADJECTIVES:
        surface = lemma[:-1] + ("かっ" if past else _ADJECTIVE[form])
    elif klass == "助動詞-ダ":
        surface = "だっ" if past else _DA[form]
    elif klass == "助動詞-タ":
        surface = _TA.get(form, lemma)
    return surface


def _suru(form: str, follower: str) -> str:
    if form == "未然形" and follower.startswith(("ず", "ぬ", "ざる")):
        return "せ"
    if form == "未然形" and follower[:1] in ("れ", "せ"):
        return "さ"
    return _SURU[form]


def _zuru(form: str, follower: str) -> str:
    if form == "未然形" and follower.startswith(("ず", "ぬ", "ざる")):
        return "ぜ"
    return {"終止形": "ずる", "連体形": "ずる", "仮定形": "ずれ"}.get(form, "じ" + _ICHIDAN[form])


def _godan(lemma: str, row: str, form: str, *, te: bool, follower: str) -> str:
    stem = lemma[:-1]
    ending = _ROWS[row][_FORMS[form]]
    if te and lemma.endswith(("行く", "いく", "ゆく")):
        ending = "っ"
    elif te and lemma.endswith(("問う", "請う", "乞う")):
        ending = "う"
    elif te:
        ending = _EUPHONY[row]
    elif form == "意志推量形":
        ending += "う"
    elif form == "連用形" and follower.startswith("ま") and lemma in _HONORIFIC:
        ending = "い"
    return stem + ending
