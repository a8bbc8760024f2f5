"""What a sentence does in the meeting: business of the chair, courtesy, or substance.

Only sentences that carry no substance get an `OmissionReason`; in doubt a sentence stays.
"""

from __future__ import annotations

import re

from minutes_pipeline.drafting.chamber import runs_the_chamber
from minutes_pipeline.drafting.manner import Manner
from minutes_pipeline.meeting import OmissionReason, RoleKind, Roster

_STANDARD = Manner()

_OPENING = re.compile(
    r"^((はい|ええ|えー|えーと|えっと|あのー|それでは|そうしましたら|じゃあ|どうも)、?|(あ|ああ|あの|で|では|じゃ|さて|うん|いや|まず|まあ)、)*"
)
_DISSENT = re.compile(
    r"反対|異議(?!な|ござ|はあり|あり|は、)|納得でき|賛成(でき|しかね)|認められ|問題(だ|で|が)|撤回|訂正"
)

_GREETING = re.compile(
    r"(ありがとうござい|ありがとござい|ありがとう|ご苦労さま|お疲れ|お世話に|おはよう|こんにち|こんばん|失礼いたします|失礼します"
    r"|お忙しい|ご多用|ご多忙|お集まりいただ|ご出席|よろしくお願い|どうぞよろしく|宜しくお願い|お気をつけ|はじめまして|初めまして)"
)
_COURTESY_ONLY = re.compile(
    r"^(本日は|本日|今日は|どうも|大変|皆様|皆さん|委員の皆様|お忙しい|誠に|本当に|ご丁寧な|丁寧な|ご説明|ご回答|ご答弁|詳しい|それでは|では"
    r"|中|ところ|夜遅い時間に|長時間に?わたり|慎重な|ご審議|お集まりいただき|ご出席|いただき|いただきまして|くださり|くださいまして|ご多用の?|ご多忙の?"
    r"|まして|どうぞ|以上|何卒|よろしく|宜しく|引き続き|今後とも|お願い|ご協力|の|を|に|、|ありがとう|ございま(す|した)|お疲れ(さま|様)|でした|です"
    r"|いたし|します|申し上げます|すみません|失礼|はい|ご苦労(さま|様)|お世話になります|おはよう|こんにちは|こんばんは|ござ|ました|ます)+$"
)
_ACKNOWLEDGED = re.compile(
    r"^(はい|ええ|うん|そう|そうですか|そうですね|そうですよね|なるほど|わかりました|分かりました|かりました|承知(いた)?しました|承知いたしました|了解(です|しました|いたしました)?"
    r"|結構です|いいです|大丈夫です|よくわかりました|よく分かりました|理解(いた|でき|し)?ました|ああ|あ|いえ|いや|どうぞ|お願いします|お願いいたします"
    r"|お答え(いた)?します|お答えいたします|お答え申し上げます|回答(いた)?します|ご指摘ありがとうございます|ご質問ありがとうございます|ご意見ありがとうございます"
    r"|ありがとうございま(す|した)|です|ね|よ|か|、)+$"
)
_THANKS_AT_END = re.compile(r"ありがとう?ございま(す|した)$")
_THANKED_FOR_ASKING = re.compile(
    r"^(ただいま|ただ今|ただいまの|今|今の|委員から|、)*(\d+|いくつか|何|数|[一二三四五])?(点|つ|件)?(の|ほど)?、?(ご)?(質問|お尋ね|ご意見|ご指摘)(を|が|は)?(\d+点)?"
    r"(いただき|頂き|頂戴し|頂戴いたし|ございま|あり)(ま|て)?(した|す|しておりま?す|おります)$"
)
"""Who answers tells how much was asked (2点ご質問をいただきました)."""
_ANNOUNCES_SPEECH = re.compile(
    r"^(?:(?:会長|委員長|議長|座長|事務局)(?:さん)?、|私(?:から)?(?:も|は)?、?|では、|最後に、?|続けて、?|追加で、?)*"
    r"(?:(?:意見|要望|質問|お願い|感想|提案|参考|補足|反対の立場|賛成の立場)(?:として|で)、?|[^、。はが]{1,12}(?:ところ|面|点)を、?|もう?(?:1|一)(?:点|つ)、?|(?:1|一|2|二|3|三)(?:点|つ)(?:だけ|ほど)?、?)?"
    r"(?:申し上げ|お聞き|お伺い|お尋ね|質問|発言|意見を申し上げ)(?:を)?(?:し|いたし|させていただき|させてもらい)?ます$"
    r"|^(?:今|先ほど|ただいま)の[^、。はが]{0,16}に関連して[^、。]{0,8}(?:よろしい|いい|よい)(?:です|でしょう)か(?:、[^、。]{1,8}です)?$"
)
"""Says that and how somebody is going to speak (意見として申し上げます)."""
_CLASSES_ITSELF = re.compile(
    r"^(?:これは|以上は|今のは|あくまで)?、?(?:私の)?(?:要望|意見|お願い|感想|参考|提案)(?:まで|として)?(?:です|でございます)(?:ね)?$"
)
"""Only says what kind of speech it was (これは要望です)."""
_SOUND_CHECK = re.compile(
    r"^(はい|、|よく|音声を[^。、]{0,12}、|[^、。]{1,8}(委員|さん)、)*(聞こえ|見え)(て(い|おり))?ます(か|でしょうか|よ)?(ね)?$"
)
"""Of the line to whoever takes part from afar (聞こえますか。聞こえています。)."""
_NOTHING = re.compile(
    r"^(特に|とくに|私から|は|も|、|ありません|ございません|ないです|なしです?|ない|大丈夫です|いいえ)+$"
)
_THANKFUL = re.compile(r"(ありがたい|助かります|安心しました|心強い)(です|ね|よ|と思います)*$")
_PREFACE = re.compile(
    r"^(すみません|すいません|あの|もう|私(から)?も?|一つ|1つ|一点|1点|二点|2点|三点|3点|\d点|[二三四五]点|ちょっと|少し|だけ|ほど|補足|追加|確認|質問|発言|意見|お伺い|伺い|お聞き|お尋ね|教えて|お答え|ご?回答|ご?答弁|お示し|聞かせ"
    r"|会長|委員長|座長|議長|部会長|事務局|続けて|議題\d+に戻って|戻って|関連して|よろしい|いい|です|でしょう|か|ね|します|いたします|させて|いただ|きます|けます|きたい|ください|の|で|が|を|は|も|から|なん|たい|と思います|遅れまして|遅れて|来て早々|けど"
    r"|ます|したい|し|ん|、)+$"
)
_PAGE = re.compile(
    r"(ご覧(くださ|いただ(?!け(ます|る))|願|になって)|御覧|お開き(くださ|いただ|願)|ページを?お?開|お手元に(お配り|配付|配布)|お配りし(て|ま)|配布し?て?おります"
    r"|めくって|ご参照|お目通し|(資料|別紙|議案書|計画書|冊子|次第)[^。を]{0,10}を?、?(お手元に|お手元へ|机の上に)?、?(ご用意|ご準備|お出し)(を)?(くださ|いただ|願|お願))"
)
_PAPER = re.compile(
    r"資料|ページ|頁|別紙|議案|予算書|決算書|計画書|次第|スライド|画面|お?手元|表|図|項目|冊子|パンフ|チラシ"
)
"""Without one of these, 「…でも行いますので、ご覧いただければ幸いです」 asks to come and see."""
_ANNOUNCED = re.compile(
    r"(説明|報告|紹介|案内|連絡|補足)(を)?(させて)?(いただき|頂き)?(いたし|致し|し|申し上げ)?(ます|たいと(思い|存じ)ます|たい)$|お答え(いた|させていただき)?(し)?ます$|説明に(入|移)"
)
_CLOSED = re.compile(
    r"^(\d+件(の[^、。]{1,12})?(につきまして|について)?|本件|これら|この件|異常|私からの|事務局からの|簡単ですが|簡単ではございますが|雑駁ですが|説明は|ご説明は|報告は|回答は|私からは|以上が|以上で|以上|の|説明|報告|回答|は|で|が|、|ございます|です|ますが"
    r"|とさせていただきます|といたします|終わります|終わらせていただきます|となります|よろしくお願い(いた)?します|よろしくご?審議のほど|ご審議のほど|よろしく|お願い(いた)?します|を)+$"
)
_CHAIR = re.compile(
    r"(開会|閉会|開催(いた)?します|定刻|(始め|はじめ)(させ|ます|ましょう|たい|て(まい|いき))|会議を開き|日程第?\d|日程は|討論(に|は|を(終結|省略|許)|の発言|な)|質疑(に|は|を(終結|打)|な|の)|発言を許|許します|開催(いた)?します|時に、?(午前|午後)|配付されま|追加の資料|承知おき|出席(者|委員)|定足数|成立して|次第|議事(に|を|の|録)|進行|進めて(まい|いき|参)|進めさせ|進めます"
    r"|(議題|案件|議案|報告事項|協議事項|審議事項)(の|に|を|は|第|\d|が|[一二三四五六七八九十])|(説明|報告|答弁|回答|発言)(を|の|は)?(お願|求め|いただ|よろしく|どうぞ)|(課|室|部|局|担当|係|所|当局)(の方)?(から|より)[^。]{0,30}(説明|報告)してください$"
    r"|(質問|質疑|意見|発言|質疑応答|ご意見等|お気づき)[^。]{0,14}(ござい|あり|ない|お願|いかが|受け|ます(で|か)|よろしい|どう|お受け)"
    r"|ほかに?(は|、)?(ござい|あり|何か|よろしい|ご|ない|いかが)|他に(は|、)?(ござい|あり|何か|よろしい|ご|ない|いかが)|ない(よう|もの|と認)|ございませんか|ありませんか|ございませんでしょうか|何かあります"
    r"|移(り|ら)(ます|たい|せて)|(に|へ)(行き|いき|進み|参り|まいり)(ます|ましょう|たい)|ここまで(と(いたし|し|させて)|ということ|に(いたし|し|させて))|入(ります|って(まい|いき|参))|続き?まして、?(次|案件|議題|報告|その他|\d)|次の(案件|議題|議事|報告|項目)|次に(進|移)|[0-9一二三四五六七八九]つ目(に|は|、|。|$)(?![^。]*(こと|する|ない|べき|たい|ほしい)$)(?=[^。]{0,24}$)"
    r"|(これ|本件|こちら|次)は[^。]{0,12}(報告|諮問|審議|協議)(案件|事項)?(です|でございます|で、|となり|という|になり)"
    r"|(^|、)[^、。]{0,10}その(他|ほか)(です|でございます|になります|に(なり|入り|移り)ます)(ね|が)?$"
    r"|この程度(と|に)(いた|さ)?し|ご?意見も?(大体|おおむね|ほぼ)?(出そろ|出揃|出尽く)"
    r"|以上と(いた)?し(ます|たい)|(ご|御)?意見を?(いただき|伺い|賜り|頂き|お聞き|聞き)|(その|この)点(は)?、?(どう|いかが)|何か(あり|ござい)ま|連絡事項"
    r"|出席を(いただ|賜|得)|議長(は|を)[^。]{0,14}務め|反対(の|討論)[^。]{0,12}(ないよう|ございませんか)"
    r"|報告(として|ということで|を)、?(承|伺|受け)[^。]{0,12}$|(率直|忌憚|自由|活発|積極的?)(に|な|の)[^。]{0,16}(意見|議論|出して|お話|発言|聞かせ|お願い)"
    r"|^[^、。]{0,8}(事務局|委員|さん|課|室|部|皆さん|皆様|会長|ほか|他)(の方|のほう)?(から)?(は|も)?、?(どう|いかが)(です|でしょう)か(ね)?$"
    r"|以上で|^(では|それでは|はい|、)*(どう|いかが)(です|でしょう)か$|これを(持|も)(ちまして|って)|以上をもちまして|これをもちまして|これで終わり|終了(いた)?し|終わります|終わりに|休憩|再開|どうぞ|挙手を|挙手願|採決(に|を|いた|し)|お諮り|諮り|どなたから|どうでしょう$|いかがでしょうか$"
    r"|よろしい(でしょうか|ですか|ですかね|ですね)|いいですかね?$|(意見|論点|議論)を(一旦|一度|ここで)?、?(整理|まとめ)(し|させ)|私(の方|のほう)?(から|で)[^。]{0,6}(整理|まとめ)(を)?(し|さ|いた)[^。]{0,10}$|宿題|傍聴(者|人|を|の)|開議|(オンライン|リモート|ウェブ|Web|WEB)[^。]{0,20}(参加|出席)|(報道|取材|撮影|録音)[^。]{0,20}(入って|了承|許可)|欠席の(連絡|届|旨)|(課|室|部|局|事務局|担当)[^。はが]{0,6}に(も)?(来て|お越し|おいで|同席して|出席して)(いただ|もら)|会議は公開|署名(委員|人)|という連絡|ご発言)"
)
_CALL = re.compile(
    r"発言を許|討論に入|討論は(ござい|あり)|採決に(入|移)|採決(いた)?します|挙手を(お願い|求め)|起立を(お願い|求め)|(議題と(いた)?します)$"
)
_ASKS_FAVOUR = re.compile(r"お願い(いた|し|申)")
_CALLS_FOR = re.compile(r"説明|報告|答弁|回答|議事|進行|委員に|会長に|出席|協力|事務局")
_SHORT_CALL = 25
"""Characters of a chair's request that is no more than a call (環境課、お願いします)."""
_CALLED_NAME = re.compile(
    r"^.{1,8}(委員|さん|課長|室長|部長|係長|氏|君|様|事務局|課|室)(、|。)?(どうぞ|お願い(いた)?します|いかが(です|でしょう)か)?$"
)
_SECTION = re.compile(
    r"(課|室|部|局|所|係|担当|センター|館|事務局|委員会|会|者|長|委員)(の|長の?|の担当の)?[^はがを、]{0,8}(です|でございます|と申します)$"
)
_FILLER = re.compile(
    r"^(えー|えーと|えっと|あのー?|その|まあ|うーん|ん|ー|、|えっ|あ|あー|お|おー|ねえ?|で|それでは)*$"
)
_PARAPHRASE = re.compile(
    r"((という|との)(こと|ご意見|ご指摘|ご要望|ご趣旨)|(そういう|そういった|こういう)(こと|ご?意見|ご?指摘|ご?要望|ご?趣旨|お話))です(よ)?ね$"
)
"""The chair says again what was said (〜ということですね)."""
_ASIDE = re.compile(
    r"^((それから|また|なお|最初に|、)*(お配りした|配付した|本日の)?(資料|議案書|次第|説明書)[^、。はが]{0,8}の?(訂正|差し?替え)を[^。]{0,8}お願い(いた)?します"
    r"|(お|ご)?気持ちは[^。]{0,12}(わか|分か|理解)[^。]{0,10}|(先ほど|さっき)?(聞き|伺い|言い)(忘れ|そびれ)(まし|てい)(て|た|まし(て|た))"
    r"|(これは|こちらは)?、?[^。、]{0,12}(担当|課長|部長|室長|局長|事務局|当局|市長|市)(の方|の皆さん|さん)?(に|から|へ)[^。]{0,4}(お答え|ご?答弁|ご?回答|お?聞かせ)[^。]{0,12}"
    r"|[^。、]{0,16}(は|については|につきましては)?、?(私|こちら|当課|本課|当室)の?(ほう|方)?から(は|も)?(お答え|ご?説明|ご?回答|ご?報告)?(いたし|し|させていただき)?(ます)?"
    r"|(おわび|お詫び)(して|を|申し上げ|いたし)[^。]{0,10}(訂正(いた)?します|申し上げます|ます)|ぜひ、?(とも)?(よろしく)?お願い(いた)?します)$"
)
_RETURNS = re.compile(
    r"^(すみません、|あの、|あ、)*[^、。]{0,14}(に(話を)?)?戻(って|っても|らせて)[^。]{0,6}(よろしい|いい|よい|いただ|ください)[^。]{0,10}$"
)
"""Asks to speak of something again (日程第2に戻ってもよろしいでしょうか)."""
_LONGEST_ASIDE = 60
"""Characters of a sentence that may be left out for one phrase in it."""


_ANSWERING = (RoleKind.SECRETARIAT, RoleKind.SECTION)
_MATERIAL_ONLY = re.compile(
    r"^(それでは|では|続きまして|続いて|次に|はい|お手元の|配付の|配布の|議案書|補正予算書|予算書|決算書|別紙|追加|資料|ページ|の|\d|-|を|、|ご覧|お願い(いた)?します|ください|お開き|願います|いただ|きたい|けます|でしょうか|でございます|です|になります|となります|か|と思います)+$"
)


def omitted_because(
    text: str, kind: RoleKind | None, roster: Roster, manner: Manner = _STANDARD
) -> OmissionReason | None:
    """Return why the sentence *text* is left out, None when it has substance.

    Args:
        text: The sentence as said, without its final 。
        kind: What the speaker does; None while undecided.
        roster: Names and units, to know a self-introduction.
        manner: How much is left out.
    """
    bare = _OPENING.sub("", text)
    if _FILLER.match(text) or len(bare) <= 1:
        return OmissionReason.FILLER
    if kind is RoleKind.CHAIR and (_CALL.search(text) or runs_the_chamber(text)):
        return OmissionReason.CHAIR_PROCEDURE
    if kind in _ANSWERING and _THANKED_FOR_ASKING.match(bare):
        return OmissionReason.ACKNOWLEDGEMENT
    if not manner.keeps_asides and (_ASIDE.match(bare) or _RETURNS.match(bare)):
        return OmissionReason.ACKNOWLEDGEMENT
    if _DISSENT.search(text):
        return None
    return (
        _courtesy(bare, kind, roster)
        or _business(text, bare, kind)
        or _thanks(text, bare)
        or _announcement(bare, kind)
        or _impression(bare, manner)
    )


def felt(text: str) -> bool:
    """Whether *text* only tells how the speaker feels (いろいろな意見が出てよかったと思います)."""
    return _FELT.search(text) is not None and not re.search(r"\d", text)


def _impression(bare: str, manner: Manner) -> OmissionReason | None:
    return OmissionReason.IMPRESSION if manner.drops_impressions and felt(bare) else None


_FELT = re.compile(
    r"(よかった|良かった|安心(いた)?し(まし)?た|うれしい|嬉しい|残念|心強い|ありがたい|楽しみ|感心(いた)?し(まし)?た|驚き(まし)?た|すばらしい|素晴らしい)"
    r"(こと)?(だ)?(なあ?)?(と(は)?(思|感じ|考え)[^。が]{0,8}|です|ます|でした|ことです)?(ね|よ)?$"
)


_APOLOGY = re.compile(
    r"^((その|先だっての|前回の)節は|(その|前回の)際は|この(たび|度)(は|の[^、。]{1,12}(で|は|について))?|(市民|関係者|委員|保護者|住民|利用者)(の皆(様|さん)|の方々?)?に(は|も)?|大変な?|誠に|本当に|多大な|深く|心より|心から"
    r"|ご?心配|ご?迷惑|ご?不便|ご?負担|お?手数|お怒りは|ご懸念は|ごもっとも|を|と|、|お?かけ(して|しまして|いたしまして|しており(まして|ます)?|いたしました|しました)|かけて"
    r"|申し訳(なく|ござい|あり)?(ません)?(でした|思っております|存じます|ないです)?|お詫び|おわび|(申し上げ|いたし)(ます|ました)?|でございます|です|お礼)+$"
)
_MODEST = re.compile(
    r"^[^。\d]{0,24}(的外れ|見当違い|勘違い|間違って|初歩的|失礼|素人|聞き漏ら|聞き逃)[^。\d]{0,16}(すみません|すいません|申し訳(ない|ありません|ございません)|ごめんなさい|恐縮|お許し|ご容赦)[^。\d]{0,10}$"
)
"""Asks pardon for a question (的外れだったらすみません); an official so owns to a mistake."""
_VIEWPOINT = re.compile(
    r"^[^、。はが]{1,14}の(立場|観点|側|ほう|方)(から|で|として)(、|も|は)?(お?聞き|お?伺い|申し上げ|発言|お?話し?|意見を?(申し上げ|言い?))(します|いたします|させていただきます|ます|たい(です|と思います))$"
    r"|^(日頃|平素|いつも)[^。]*(お礼|感謝)(を|の言葉を)?(申し上げ|いたし)ます$"
)


def _courtesy(bare: str, kind: RoleKind | None, roster: Roster) -> OmissionReason | None:
    if (
        not bare
        or _ACKNOWLEDGED.match(bare)
        or any(form.match(bare) for form in (_SOUND_CHECK, _ANNOUNCES_SPEECH, _CLASSES_ITSELF))
    ):
        return OmissionReason.ACKNOWLEDGEMENT
    if _NOTHING.match(bare) and kind not in _ANSWERING:
        return OmissionReason.ACKNOWLEDGEMENT
    modest = _MODEST.match(bare) is not None and kind not in _ANSWERING
    if _APOLOGY.match(bare) or _VIEWPOINT.match(bare) or modest:
        return OmissionReason.GREETING
    if _COURTESY_ONLY.match(bare) or _introduces(bare, roster):
        return OmissionReason.GREETING
    return None


def _business(text: str, bare: str, kind: RoleKind | None) -> OmissionReason | None:
    if kind is RoleKind.CHAIR and _is_procedure(text, bare):
        return OmissionReason.CHAIR_PROCEDURE
    if _MATERIAL_ONLY.match(bare):
        return OmissionReason.PAGE_FINDING
    if _HANDING_OUT.search(bare) and len(bare) <= _LONGEST_ASIDE:
        return OmissionReason.PAGE_FINDING
    if _PAGE.search(text) and len(bare) <= (_LONGEST_ASIDE if _PAPER.search(text) else _SHORT_CALL):
        return OmissionReason.PAGE_FINDING
    if kind is not RoleKind.CHAIR and _PREFACE.match(bare):
        return OmissionReason.ACKNOWLEDGEMENT
    return None


_HANDING_OUT = re.compile(
    r"\d+分(ほど|くらい|ぐらい|程度)?、?お?時間を?(いただ|くださ|頂|もら)[^。]*(配|準備|用意)|資料(は|を)、?(すぐ|今|ここで)?(出せ|用意でき|準備でき|お?配りでき)ます(でしょう)?か$"
)
"""Papers that are fetched while the meeting waits; a promise to hand something out later stays."""


def _thanks(text: str, bare: str) -> OmissionReason | None:
    wished = re.search(r"(と|ば|たら)、?(大変|とても|本当に)?(ありがたい|助かり)", text)
    thankful = _THANKFUL.search(text) and len(bare) <= 40 and not wished
    thankful = thankful or (
        _THANKS_AT_END.search(text) and len(bare) <= 60 and not bare.endswith("か")
    )
    greets = _GREETING.search(text) and len(bare) <= 30 and not re.search(r"\d", bare)
    return OmissionReason.GREETING if thankful or greets else None


def _announcement(bare: str, kind: RoleKind | None) -> OmissionReason | None:
    if _CLOSED.match(bare):
        return OmissionReason.CHAIR_PROCEDURE
    if kind in _ANSWERING and _ASKS_TO_DELIBERATE.match(bare):
        return OmissionReason.CHAIR_PROCEDURE
    announced = None if _LATER.search(bare) else _ANNOUNCED.search(bare)
    if announced and announced.end() == len(bare) and len(bare) <= _LONGEST_ASIDE:
        return OmissionReason.CHAIR_PROCEDURE
    if kind is RoleKind.CHAIR and len(bare) <= 14 and not re.search(r"\d(?!番|時|つ|日)|か$", bare):
        return OmissionReason.ACKNOWLEDGEMENT
    if kind is RoleKind.CHAIR and _PARAPHRASE.search(bare):
        return OmissionReason.ACKNOWLEDGEMENT
    return None


_PROPOSES = re.compile(
    r"(こと|形|表現|案|方向|内容|文言|整理|条件|意見)(に|と)?で(は)?、?(いかが|どう)(です|でしょう)か$|て(は|みては)、?(いかが|どう)(です|でしょう)か$"
    r"|て(は|みては)、?(いかが|どう)かと(思い|存じ)ます(が|けれども|けど)、?[^。]{0,8}(いかが|どう|よろしい)[^。]*か$"
)
_OF_COURSE = re.compile(
    r"採決|一括|休憩|進め|順|討論|質疑|日程|終了|閉会|開会|再開|傍聴|公開|(この|その|以上の)(よう|形|こと|方向|内容|案)"
)


_LATER = re.compile(
    r"月中|までに|次回(?!の(予定|日程|会議の日程))|次の会議|第\d+回(の[^、。]{1,8})?(で|に|には)|後日|来年|来月|年度|改めて|追って|結果|(?:たら|れば|場合は|場合には|際に(?:は)?)、|個別に|速やか|早急|必ず|でき(次第|るだけ)|\d月"
)
"""An answer that promises something for later is no announcement of what follows."""

_ASKS_TO_DELIBERATE = re.compile(
    r"^(以上|どうぞ|何とぞ|何卒|よろしく|、)*(\d+(件|点|議案)|本案|本件|本議案|これら|この案|内容)?(の[^、。]{1,12})?(につきまして|について|を)?(は)?、?"
    r"(何とぞ|何卒|どうぞ|よろしく)?、?(慎重(に|な|なる)?)?(ご|御)?(審議|審査|検討|協議|討議|議論|承認|了承|理解|議決|賛同)(の(うえ|上)、?(ご|御)?(承認|了承|議決|可決|決定|賛同))?"
    r"(を|のほど|ほど|くださ(い|り)?(ます|る)よう|いただきますよう|賜り(ます)?(よう|たく)|、)*(何とぞ|何卒|どうぞ|よろしく|、)*お願い(いた|申し上げ)?(し)?ます$"
)


_OF_SUBSTANCE = re.compile(
    r"(徹底|防止|反映|検討|配慮|周知|改善|対応|見直し|整理|精査|調査|把握|提出)(を|の|し|さ|に|いただ)"
    r"|結果が|出(まし)?たら"
)
"""What a chair asks for beyond the course of the meeting (再発防止の徹底をお願いいたします)."""


def _is_procedure(text: str, bare: str) -> bool:
    if _CALLED_NAME.match(bare):
        return True
    if _PROPOSES.search(bare) and not _OF_COURSE.search(bare) and len(bare) > _SHORT_CALL:
        return False
    if _CHAIR.search(text):
        return True
    if _OF_SUBSTANCE.search(text) and not _CHAIR.search(text):
        return False
    asks = _ASKS_FAVOUR.search(text) is not None
    return asks and (len(bare) <= _SHORT_CALL or _CALLS_FOR.search(text) is not None)


_OWED = (
    *("負担", "責任", "判断", "所管", "所有", "義務", "費用", "業務", "仕事", "権限", "対象"),
    *("対応", "意見", "要望", "予定", "同意", "問題", "都合", "希望", "実施", "管理", "考え"),
)
"""What somebody bears, does or thinks is an answer (保護者の負担です), nobody's name."""


_NAME_LIKE = re.compile(r"[^、。\dをがは]{1,10}")
_NAMING = r"(です|でございます|と申します|から|(だ|です|でございます)(が|けど|けども|けれども)ね?)$"


def _introduces(bare: str, roster: Roster) -> bool:
    """Whether the speaker only says who speaks (市民室でございます)."""
    if len(bare) > 40 or re.search(_NAMING, bare) is None:
        return False
    head = re.sub(_NAMING, "", bare)
    said = bare.endswith("と申します") and _NAME_LIKE.fullmatch(head) is not None
    if said or head in {word for p in roster.people for word in (p.reading or "").split()[:1]}:
        return True  # however the recogniser wrote the name
    if re.search(r"[はが]", head) or head.endswith(_OWED):
        return False
    names = {p.surname for p in roster.people} | {p.name.replace(" ", "") for p in roster.people}
    units = {r.label for r in roster.roles} | {
        p.affiliation for p in roster.people if p.affiliation
    }
    if head.endswith(tuple(names | units)) if names | units else False:
        return True
    if "を" in head:
        return False
    return _SECTION.search(bare) is not None and len(bare) <= 25 and not re.search(r"\d", bare)


def agrees_only(text: str) -> bool:
    """Whether *text* only grants what was said before (ご指摘のとおりでございます)."""
    return _GRANTS.match(text) is not None


_GRANTS = re.compile(
    r"^(はい|ええ|まさに|確かに|、)*(ご?指摘|おっしゃ(る|られる|った)|委員|ご意見|今|の|ご)*の?(とおり|通り)"
    r"((だ|か)?と(思|考え|認識|存じ)[^。]{0,8}|(です|でございます|であります|かと))?(ね)?$"
)


def paraphrases(text: str) -> bool:
    """Whether the chair only says again what was said (〜ということですね)."""
    return _PARAPHRASE.search(text) is not None and len(text) <= _LONGEST_ASIDE


def only_named(text: str) -> bool:
    """Whether *text* only names something (処遇改善ですね)."""
    return _NAMES_ONLY.match(_OPENING.sub("", text)) is not None


_NAMES_ONLY = re.compile(r"^[^、。はがをにでへとも\d]{2,20}(です|でございます)(よ)?(ね|か)?$")


def document_named(text: str) -> str | None:
    """Return the document that *text* refers to by name (議案書), None without one."""
    found = _DOCUMENT.search(text)
    return found[1] if found else None


_DOCUMENT = re.compile(r"((?:議案|(?:補正)?予算|決算|計画|説明|報告|仕様|要綱)書)の?\d+ページ")


def speaks_of_material(text: str) -> bool:
    """Whether *text* refers to a document that was handed out (資料, 配布物)."""
    if re.search(r"資料は、?(特に)?(ござい|あり)ません|資料はない|口頭で", text):
        return False
    return (
        re.search(
            r"資料|別紙|レジュメ|スライド|お手元の|(議案|予算|決算|計画|報告)書の\d+ページ", text
        )
        is not None
    )
