"""The spelling of what was said, made one whoever wrote it down: recognisers, records, people."""

from __future__ import annotations

import re
import unicodedata

_FULL_WIDTH = str.maketrans("()?!~", "（）？！～")
_OBJECTION = re.compile(
    r"(?:意義|異義|意議|意気|異気|いぎ|いげ)(?=[は、]?(?:なし|無し|ございません|ありません))"
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
    r"|(?<=した)、(?=ところ[、。])"
)
"""Where a recogniser puts a comma within an ending (気になる、ですよ; 早速です、けども)."""
_WITH_GO = (
    "意見|異議|異存|異論|質問|質疑|説明|指摘|指導|指名|提案|提出|提示"
    "|提供|発言|発表|審議|審査|協議|協力|検討|理解|了承|了解|承認|承知"
    "|報告|回答|答弁|答申|相談|案内|連絡|紹介|出席|参加|参集|参照|参考"
    "|覧|多忙|多用|苦労|苦慮|心配|迷惑|不便|不明|不安|不満|負担|利用"
    "|配慮|配付|配布|要望|要請|要求|希望|趣旨|懸念|存じ|存知|一任|一読"
    "|本人|自身|自分|自宅|自由|家族|家庭|遺族|主人|両親|住所|氏名|挨拶"
    "|用意|用件|準備|確認|記入|記載|持参|着席|起立|静粛|議論|議決|示唆"
    "|尽力|活躍|活用|努力|高齢|高覧|年配|近所|縁|都合|機会|感想|感謝"
    "|教示|判断|決定|支援|寄附|寄付|厚意|厚情|鞭撻|専門|丁寧|親切|親族"
    "|病気|健康|健勝|安心|安全|欠席|来場|来庁|来館|来賓|来訪|周知|対応"
    "|助言|助力|推薦|推察|期待|辞退|退席|退室|就任|賛同|賛成|同意|同席"
    "|容赦|勘弁|遠慮|無理|無沙汰|注意|注目|通知|予約|予定|留意|功績"
    "|慎重|所属|所見|署名|足労|逝去|招待|招集|心労|信頼|清聴|静聴|訂正"
    "|点検|投票|登壇|到着|納得|納付|返事|返答|返却|訪問|冥福|面倒|面談"
    "|祝辞|褒美|依頼|運営|応募|応援|援助|改善|回覧|解説|見解|見学|関係"
    "|関心|観覧|許可|教育|苦情|計画|経験|検査|検証|購入|考慮|在席|作業"
    "|算定|視察|実施|修正|充実|出発|出演|職業|助成|申告|申請|尊重|担当"
    "|調査|調整|提言|手配|努|内容|認識|認定|把握|反対|批判|披露|表明"
    "|評価|分担|方針|報償|補足|問題|様子|立腹|立派|了知|列席|論議"
    "|もっとも|ゆっくり|ざい"
)
"""Before these 御 is ご; anything else with 御 may be a name (御所市, 御笠川, 御厨さん)."""
_WITH_O = (
    "手元|手もと|願い|手数|知らせ|話|答え|名前|待ち|世話|忙し|詫び|示し|聞き|尋ね|配り|考え|力添え"
    "|気付き|気づき|礼|弁当|集まり|伝え|越し|開き|手伝い|届け|気持ち|住まい|子さん"
)
_HONORIFICS = (
    (re.compile(r"御座(?=[いらりる])"), "ござ"),
    (re.compile(rf"(?<![一-龥々])御(?={_WITH_O})"), "お"),
    (re.compile(rf"(?<![一-龥々])御(?={_WITH_GO})"), "ご"),
)
"""御意見 is ご意見 to every rule and check."""
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
