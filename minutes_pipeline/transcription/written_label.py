"""Labels before the words of one line, in the ways Japanese minutes write who speaks.

Labels that are read: ``委員：…``, ``委員<TAB>…``, ``委員　…``, ``○会長（山田君）　…`` with the
circles ○ U+25CB, 〇 U+3007, ◯ U+25EF and ◎ ◆ ●, ``○３番　森　京子議員　…``, ``○森　京子　議長　…``,
``○森（京）委員　…``, ``【会長】…``, ``（委員）…`` and ``山本委員長）…``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

MARKS = "○〇◯◎◆●◇□■△▲▽▼☆★"
SPACE = " \t\u3000"
OWN_LINE = 20
"""Characters that a label on a line of its own has at most."""

_NUMBER = r"[0-9０-９〇一二三四五六七八九十百]{1,5}番"
TITLE = (
    r"(?:委員長|副委員長|会長|副会長|座長|副座長|議長|副議長|部会長|職務代理者?|委員|議員"
    r"|事務局(?:長|次長)?|書記|司会(?:者|進行)?|市長|町長|村長|区長|知事|教育長|部長|次長|課長|室長|局長"
    r"|所長|館長|園長|署長|センター長|係長|参事|主幹|主査|課長補佐|補佐|理事者?|技監|管理者|担当者?|参考人|説明員"
    rf"|傍聴者?|[^\s、。]{{1,8}}(?:課|室|局|部|センター|係)|{_NUMBER}(?:議員)?"
    r"|[一-鿿々ァ-ヴー・]{1,10}(?:長|監|官|[委職社役]員|主事|主任|技師|専門員|弁護士|教授)|全員|一同"
    r"|氏|君|さん|様|先生)"
)
_VOICE = (
    r"(?:話者|発言者|スピーカー|参加者|speaker|spk|voice|unknown)[ _　-]*[0-9０-９A-Za-zＡ-Ｚ]{0,3}"
)
_NAME_BEHIND = r"(?:兼務)?(?:[（(][^（）()。]{1,24}[）)]|[A-ZＡ-Ｚ0-9０-９①-⑳])?"
_ROLE = re.compile(rf"^(?:[^\s、。：:「」]{{0,36}}{TITLE}{_NAME_BEHIND}|{_VOICE})$", re.IGNORECASE)
_HEAD_WORDS = re.compile(
    r"^(?:日\s*時|開催日|日付|期日|時間|場\s*所|会\s*場|開催場所|出\s*席|欠\s*席|遅\s*[刻参]|早\s*退|応\s*招|不応招"
    r"|傍\s*聴(?:人|者)?(?:数)?$|会\s*議|議\s*案|議\s*題"
    r"|案\s*件|資\s*料|配布|配付|次\s*第|日\s*程|開\s*会|閉\s*会|散\s*会|開\s*議|延\s*会|休\s*憩|再\s*開|目\s*次"
    r"|説明のため|職務のため|本日の|付託|付議|議\s*事|開\s*催|審議(?:事項|内容|会)|協議事項|報告事項|参加者"
    r"|署\s*名|作\s*成|記録者|担当部署|問\s*合|問い合|事務局(?:出席)?職員|公開|公印|内\s*容|概\s*要|要\s*旨|備\s*考|注"
    r"|午前|午後|正午|https?|URL|TEL|電話|FAX|PDF)"
)
_HAPPENS = re.compile(
    r"登壇|降壇|登席|質問席|退場|退席|入場|着席|起立|挙手|拍手|笑|休憩|朗読|参照|発言する者|呼ぶ者|の声"
)
_COUNTED = re.compile(r"^\d{1,4}\s*[：:][\s　]+(?P<rest>\S.*)$")
"""A search page's list of speeches: 「1 ：  議長（伊東真人）　…」."""
_MARKED = re.compile(rf"^(?:\d{{1,4}}[ \u3000]+)?[{MARKS}]\s*(?P<rest>.+)$")
_BRACKETED = re.compile(
    r"^(?:【(?P<a>[^】]{1,24})】|［(?P<b>[^］]{1,24})］|\[(?P<d>[^\]]{1,24})\]"
    r"|＜(?P<e>[^＞]{1,24})＞|<(?P<f>[^>]{1,24})>|〔(?P<c>[^〕]{1,24})〕)[：:]?(?P<text>.*)$"
)
_ROUND = re.compile(r"^[（(](?P<label>[^（）()]{1,20})[）)][：:]?(?P<text>.*)$")
_COLON = re.compile(r"^(?P<label>[^：:。、「」]{1,28}?)[ \u3000]*[：:](?!//)(?P<text>.*)$")
_HONOUR = r"(?:議員|委員|君|氏|さん|様)"
_WORD = r"[^\s　。、（）()：:]"
_KANJI_NAME = (
    r"(?!(?:次|第|起立|異議|質疑|討論|採決|日程|議案|報告|全員|賛成|反対|暫時|休憩|以上|本日|只今|続|最初|御|皆))"
    r"(?:[一-鿿々ヶヵ𠮷]{1,4}[ \u3000][一-鿿々𠮷]{1,4}|[一-鿿々ヶヵ𠮷]{2,6})"
)
_NUMBERED = re.compile(
    rf"^(?P<post>{_NUMBER})(?:議員)?[\s　]*"
    rf"(?P<name>(?!の|議員){_WORD}{{1,8}}?(?:[ \u3000]{_WORD}{{1,8}}?)?{_HONOUR})"
    r"(?:質疑|質問|発言|討論)?"
    r"(?:[\s　：:]+(?P<text>.*))?$"
)
_NUMBER_AND_NAME = re.compile(
    rf"^(?P<post>{_NUMBER})(?:議員)?[\s　]+(?P<name>{_KANJI_NAME})[\s　]+(?P<text>\S.*)$"
)
_TITLE_AND_NAME = re.compile(
    rf"^(?P<post>\S{{0,12}}{TITLE})[ \u3000]+"
    rf"(?P<name>{_KANJI_NAME}{_HONOUR}?|{_WORD}{{1,8}}(?:[ \u3000]{_WORD}{{1,6}})?(?:君|氏|さん))"
    r"[ \u3000]+(?P<text>\S.*)$"
)
_NAME_AND_TITLE = re.compile(
    rf"^(?P<name>{_WORD}{{1,10}}|[一-鿿々ヶヵ𠮷]{{1,4}}[ \u3000]+[一-鿿々ぁ-んァ-ヴー𠮷]{{1,4}})"
    r"[ \u3000]+"
    rf"(?P<post>{_WORD}{{0,14}}{TITLE})(?:[ \u3000]+(?P<text>\S.*))?$"
)
_GIVEN_AND_TITLE = re.compile(
    r"(?!副|臨時|仮|前|元|各)[一-鿿々ぁ-んァ-ヴー]{1,3}(?:議長|市長|町長|村長|区長|教育長|議員|委員)"
)
_SPLIT_NAME = re.compile(
    rf"^(?P<label>[一-鿿々ヶヵ𠮷]{{1,4}}[ \u3000]+[一-鿿々ぁ-んァ-ヴー𠮷]{{1,12}}?{TITLE})"
    r"[ \u3000]+(?P<text>\S.*)$"
)
"""「遠藤　満議長　…」: the name alone is written apart."""
_NAME_SPLIT_TWO = re.compile(
    rf"^(?P<label>[一-鿿々ヶヵ𠮷]{{1,5}}[（(][^（）()]{{1,4}}[）)][^\s　。、（(]{{0,8}}?{TITLE})"
    r"(?P<behind>[（(][^（）()。]{1,30}[）)])?[：:\s　]*(?P<text>.*)$"
)
"""「高橋（か）委員　…」: two of one name are told apart."""
_HALF_BRACKET = re.compile(r"^(?P<label>[^\s()（）。、「」]{2,24})[)）](?P<text>.+)$")
_POST_AND_NAME = re.compile(
    r"^(?P<label>[^\s　。、（(]{1,40}[\s　]?"
    r"[（(](?![\s　]*[0-9０-９]+[\s　]*[名人件])[^（）()。]{1,24}[）)])"
    r"[：:]?(?P<text>.*)$"
)
_LABEL_AND_SPACE = re.compile(
    r"^(?P<label>[^\s　。、：:]{1,44})(?:[\s　]*[：:]|[\s　]+)(?P<text>.+)$"
)
_GLUED = re.compile(
    rf"^[{MARKS}][\s　]*(?P<label>[^\s。、（）()「」ぁ-ん]{{0,8}}?"
    r"(?:副?議長|副?委員長|副?会長|座長|議員|委員|副?(?:市|町|村|区)長|教育長|事務局長?"
    r"|[一-鿿々ァ-ヴー]{2,10}?[部課室局次]長)(?!会|長|補佐|代理))"
    r"(?P<text>[^\s　：:（(のはがをにも].*。.*)$"
)
_INNER_COLON = re.compile(r"^(?P<post>[^：:]{1,14})[：:](?P<name>[^：:]{1,12})$")
_SPEECH_END = re.compile(
    r"(?:です|ます|ました|ません|でした|ください|か|ね|よ|た|る|い)[。？?！!]?$"
)
_SPOKEN = re.compile(
    r"(?:です|ます|ました|ません|でした|でしょう|ください|ございます)"
    r"(?:か|が|ね|よ|ので|のに|けど|けれども|から)?(?:[、．，！？!?\s]|$)",
    re.MULTILINE,
)
"""Ends of what is said in a sitting; all of a transcript without one such end is none."""
_HEADING = re.compile(
    r"^(?:日程第|議題|案件|議案第|報告(?:事項|第)|審議事項|協議事項|陳情第|請願第"
    r"|第?[0-9０-９一二三四五六七八九十]{1,3}[\s　．.、)）章節・]|[(（][0-9０-９一二三]{1,2}[)）])"
)


class Form(Enum):
    """The way in which a label is set apart from the words."""

    MARKED = "marked"
    BRACKETED = "bracketed"
    ROUND = "round"
    HALF = "half"
    TABBED = "tabbed"
    COLONED = "coloned"
    SPACED = "spaced"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line that begins with a label.

    Attributes:
        form: How the label is set apart.
        label: Who speaks, as written.
        words: The words behind it on this line.
    """

    form: Form
    label: str
    words: str


def split_label(text: str) -> tuple[str | None, str]:
    """Return the label before the words of one line, None when there is none, and the words.

    >>> split_label("○委員長（佐藤和好君）　次に移ります。")
    ('委員長（佐藤和好君）', '次に移ります。')
    """
    found = labelled(text)
    return (found.label, found.words) if found else (None, text.strip(SPACE))


def labelled(text: str) -> Labelled | None:
    """Return the label and the words of one line; None when it begins with no label."""
    text = text.strip(SPACE)
    counted = _COUNTED.match(text)
    posted = False
    if counted is not None:
        rest = counted["rest"]
        posted = bool(_POST_AND_NAME.match(rest))
        if posted or _MARKED.match(rest):
            text = rest
    for form, split in _FORMS:
        found = split(text)
        if found is not None:
            return Labelled(form, found[0].strip(SPACE), found[1].strip(SPACE))
    named = _POST_AND_NAME.match(text) if posted else None
    if named is not None and plausible(named["label"]):
        return Labelled(Form.MARKED, named["label"], named["text"].strip(SPACE))
    return None


def glued_label(text: str) -> Labelled | None:
    """Return a title at the head of a marked line whose words follow without a space.

    It may be a sentence that merely begins so: whether it names a speaker, the rest of the file
    tells.

    >>> glued_label("○森議長ただいまから開きます。").label
    '森議長'
    """
    match = _GLUED.match(text)
    if match is None or not plausible(match["label"]):
        return None
    return Labelled(Form.MARKED, match["label"], match["text"])


def is_role(text: str) -> bool:
    """Whether *text* names an office, a section or a person with a title.

    >>> is_role("学校教育課長（森君）"), is_role("質疑")
    (True, False)
    """
    return bool(_ROLE.match(re.sub(r"[\s　]+", "", text))) and plausible(text)


def is_sentence(text: str) -> bool:
    """Return whether somebody may have said this: a list of items or of people says nothing.

    >>> is_sentence("次に移ります"), is_sentence("1　利用料の改定について")
    (True, False)
    """
    return "。" in text or _SPOKEN.search(text) is not None


def is_heading(text: str) -> bool:
    """Whether *text* begins as the line of an agenda does."""
    return bool(_HEADING.match(text))


def is_head_word(text: str) -> bool:
    """Whether *text* begins as a line of a paper's head does: 日時, 出席者, 議事日程."""
    return bool(_HEAD_WORDS.match(text.strip(SPACE + MARKS)))


def plausible(label: str) -> bool:
    """Whether *label* may name a speaker: short, no sentence, no word of a paper's head."""
    plain = label.strip(SPACE + MARKS)
    return (
        bool(plain)
        and len(plain) <= 56
        and not re.search(r"[。、？！]|https?|PDF|\d:$", plain)
        and not _HEAD_WORDS.match(plain)
        and not _HAPPENS.search(plain)
        and len(re.findall(r"[（(]", plain)) == len(re.findall(r"[）)]", plain))
        and not re.fullmatch(
            r"[第\d\s．.\-/年月日回号名人()（）]+", unicodedata.normalize("NFKC", plain)
        )
    )


def _marked(text: str) -> tuple[str, str] | None:
    match = _MARKED.match(text)
    if match is None:
        return None
    rest = match["rest"].strip(SPACE)
    inner = _bracketed(rest) or _round_with(rest)
    if inner is not None:
        return inner
    told_apart = _NAME_SPLIT_TWO.match(rest)
    if told_apart is not None and plausible(told_apart["label"]):
        return told_apart["label"], told_apart["text"]
    if is_head_word(rest) or _HEADING.match(rest):
        return None
    posted = _POST_AND_NAME.match(rest)
    if posted is not None and plausible(posted["label"]):
        named = is_role(posted["label"]) or _said(posted["text"])
        return (posted["label"], posted["text"]) if named else None
    return _post_and_person(rest) or _label_and_words(rest)


def _post_and_person(rest: str) -> tuple[str, str] | None:
    """Post and name, each a word of its own; the label is 「post（name）」."""
    for form in (_NUMBERED, _NUMBER_AND_NAME, _TITLE_AND_NAME, _NAME_AND_TITLE):
        found = form.match(rest)
        if found is None or not plausible(found["name"]) or "の" in found["post"]:
            continue
        text = found["text"] or ""
        if text and form is not _NUMBERED and not _said(text):
            continue
        if form is _NAME_AND_TITLE and (
            is_role(found["name"]) or _GIVEN_AND_TITLE.fullmatch(found["post"])
        ):
            continue
        return f"{found['post']}（{found['name']}）", text
    return None


def _label_and_words(rest: str) -> tuple[str, str] | None:
    apart = _SPLIT_NAME.match(rest)
    if apart is not None and plausible(apart["label"]) and _said(apart["text"]):
        return re.sub(r"[ \u3000]+", "", apart["label"]), apart["text"]
    spaced = _LABEL_AND_SPACE.match(rest)
    if spaced is not None and plausible(spaced["label"]):
        if is_role(spaced["label"]) or _said(spaced["text"]):
            return spaced["label"], spaced["text"]
        return None
    if len(rest) <= OWN_LINE and is_role(rest):
        return rest, ""
    return None


def _said(text: str) -> bool:
    return is_sentence(text) or _SPEECH_END.search(text) is not None


def _bracketed(text: str) -> tuple[str, str] | None:
    match = _BRACKETED.match(text)
    if match is None:
        return None
    label = next(match[group] for group in "abdefc" if match[group])
    parts = _INNER_COLON.match(label)
    if parts is not None:
        label = f"{parts['post']}（{parts['name'].strip()}）"
    if not plausible(label) or _HEADING.match(label) or (match["c"] and not is_role(label)):
        return None
    return label, match["text"]


def _round(text: str) -> tuple[str, str] | None:
    """A role in round brackets; other bracketed words are narrative: （拍手）."""
    found = _round_with(text)
    return found if found is not None and is_role(found[0].strip(SPACE)) else None


def _round_with(text: str) -> tuple[str, str] | None:
    match = _ROUND.match(text)
    if match is None or not plausible(match["label"]) or "「" in match["label"]:
        return None
    return match["label"], match["text"]


def _half(text: str) -> tuple[str, str] | None:
    """「山本委員長）ただ今から」, as some assemblies write."""
    match = _HALF_BRACKET.match(text)
    if match is None or not is_role(match["label"]):
        return None
    return match["label"], match["text"]


def _tabbed(text: str) -> tuple[str, str] | None:
    label, tab, words = text.partition("\t")
    if not tab or not words.strip() or not plausible(label) or len(label) > OWN_LINE:
        return None
    return label, words


def _coloned(text: str) -> tuple[str, str] | None:
    match = _COLON.match(text)
    if match is None or not plausible(match["label"]):
        return None
    label = match["label"].strip(SPACE)
    if label[-1:].isdigit() and match["text"][:2].isdigit() and not re.search(r"[^\d\W]", label):
        return None  # 10:30
    return label, match["text"]


def _spaced(text: str) -> tuple[str, str] | None:
    """「委員　…」: only where the label is a role word and a sentence follows."""
    numbered = _NUMBERED.match(text) or _NUMBER_AND_NAME.match(text)
    if numbered is not None and plausible(numbered["name"]) and _said(numbered["text"] or ""):
        return f"{numbered['post']}（{numbered['name']}）", numbered["text"]
    match = re.match(r"^(?P<label>\S{2,20})[ \u3000]+(?P<text>\S.{3,})$", text)
    if match is None or not is_role(match["label"]) or match["label"].isascii():
        return None
    label, words = match["label"], match["text"]
    named = re.match(r"[（(](?P<name>[^（）()。]{1,16})[）)][\s　]*(?P<text>.+)", words)
    if named is not None and is_role(f"{label}（{named['name']}）"):
        label, words = f"{label}（{named['name']}）", named["text"]
    return (label, words) if _SPEECH_END.search(words) else None


_FORMS = (
    (Form.MARKED, _marked),
    (Form.BRACKETED, _bracketed),
    (Form.ROUND, _round),
    (Form.HALF, _half),
    (Form.TABBED, _tabbed),
    (Form.COLONED, _coloned),
    (Form.SPACED, _spaced),
)
