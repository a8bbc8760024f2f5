"""The spelling of what was said, made one whoever wrote it down: recognisers, records, people."""

from __future__ import annotations

import re
import unicodedata

_FULL_WIDTH = str.maketrans("()?!~", "（）？！～")
_OBJECTION = re.compile(
    r"(?:意義|異義|意議|いぎ|いげ)(?=[は、]?(?:なし|無し|ございません|ありません))"
)
"""異議なし as recognisers spell it: in a sitting nobody declares that there is no 意義."""
_SPACE_AFTER_END = re.compile(
    r"(です|ます|ました|でした|ません|しょう|ください|か|すね|すよ|なし|はい)\s+(?=[^\x00-\x7f])"
)
"""Where a recogniser parts sentences by a space."""
_SPACE_AFTER_COUNT = re.compile(
    r"(?<=[\d万億千])([％円人件台名便本枚個日月年点割倍冊回戸]|世帯|トン)\s+(?=[ぁ-ん一-龥\d])"
)
"""Where it parts clauses so (1,960万円 収支率は)."""
_CRIES = r"(?:と呼ぶ者|と言う者|と言う人|との?(?:声|発言)|という声|の(?:声|発言))"
_FROM_FLOOR = re.compile(rf"^[（〔\[]\s*((?:「[^「」]{{1,40}}」、?)+){_CRIES}[^）〕\]]*[）〕\]]$")
"""「（「異議なし」と呼ぶ者あり）」, as records write what is called from the floor."""
_ASIDE = re.compile(
    rf"[（〔](?:拍手|笑い?声?|(?:「[^「」]{{1,20}}」、?)+{_CRIES}[^）〕]*|[^（）〔〕]{{1,24}}参照)[）〕]"
)
"""What a record tells within a speech: 「（拍手）」, 「（資料編30ページ参照）」."""
_STRAY_COMMA = re.compile(
    r"(?<=[るうくすつぬむぐぶいたん])、(?=(?:です|でした)(?:よ|ね|。|けど|けれど|が|か|$))"
    r"|(?<=です|ます|した|せん)、(?=(?:けど|けれど)も?)"
)
"""Where a recogniser puts a comma within an ending (気になる、ですよ; 早速です、けども)."""
_HONORIFICS = (
    (re.compile(r"御座(?=[いらりる])"), "ござ"),
    (
        re.compile(
            r"(?<![一-龥々])御(?=手元|手もと|願い|手数|知らせ|話|答え|名前|待ち|世話|忙し|詫び|示し|聞き|尋ね|配り"
            r"|考え|力添え|気付き|気づき|礼|弁当|集まり|伝え|越し|開き|手伝い|届け|気持ち|住まい|子さん)"
        ),
        "お",
    ),
    (
        re.compile(
            r"(?<![一-龥々])御(?!所|殿|前崎|坊|影|苑|園|徒|茶|用|三家|中|社|嶽|岳|神|手洗|幸|物|利益|堂|陵|宿|朱印|代|料|浜|厨"
            r"|子|成|蔵|船|山|池|津|荘|杖|旅|器|膳|輿|霊|輪|法|室|正|調|曹|菩|前(?!回|年|日))(?=[一-龥ぁ-ん])"
        ),
        "ご",
    ),
)
"""御意見 is ご意見 to every rule and check; in names of places and people (御所市) it stays."""
_LEFT_OUT = re.compile(r"[\u200b\ufeff\u0000-\u0008]")


def normalise(text: str) -> str:
    """Return *text* with half-width digits and letters, full-width brackets, one kind of marks."""
    text = unicodedata.normalize("NFKC", _LEFT_OUT.sub("", text))
    text = text.translate(_FULL_WIDTH)
    floor = _FROM_FLOOR.match(text.strip())
    if floor is not None:
        text = "。".join(re.findall("「([^「」]+)」", floor[1])) + "。"
    text = _ASIDE.sub("", text)
    text = _OBJECTION.sub("異議", text)
    for written, plain in _HONORIFICS:
        text = written.sub(plain, text)
    text = re.sub(r"(?<=\d)[,，](?=\d{3})", "", text)
    text = re.sub(r"[，,]", "、", text).replace("．", "。").replace("%", "％")
    text = _STRAY_COMMA.sub("", text)
    text = _SPACE_AFTER_END.sub(r"\1。", text)
    text = _SPACE_AFTER_COUNT.sub(r"\1、", text)
    text = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", text)
    return re.sub(r"、{2,}", "、", text.strip())
