"""What people who preside say when they move through an agenda: a table of phrases and weights.

The families follow how municipal sittings are conducted in general (議事進行の口述例): taking up,
moving on, asking for the explanation, closing questions, taking together, going back, resting,
closing. Weights are in the units of `path`: about 2 is what leaving an item costs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

ITEM_NOUN = "(?:案件|議題|議事|議案|日程|事項|項目|次第|報告|協議|審議|諮問|案|件|テーマ)"
"""What an item may be called."""


class Move(Enum):
    """What a phrase does to the course of the sitting."""

    TAKE_UP = "take-up"
    """Puts an item before the sitting; which one, its number or title tells."""
    LEAD = "lead"
    """A word that leads on: それでは, 続きまして, 次に."""
    NEXT = "next"
    """Moves to the next item without naming it."""
    ASK = "ask"
    """Asks for the explanation."""
    EXHAUSTED = "exhausted"
    """Closes the questions on the present item."""
    DECIDE = "decide"
    """Declares what was decided."""
    EXPLAIN = "explain"
    """The speaker explains or asks, and so does not preside."""
    MENTION = "mention"
    """Speaks of an item without taking it up."""
    FINISH = "finish"
    """Declares one item done."""
    OVERVIEW = "overview"
    """Lists what is to come."""
    JOINT = "joint"
    """Takes several items together."""
    RETURN = "return"
    """Goes back to an earlier item."""
    REORDER = "reorder"
    """Changes the order of the agenda."""
    HOST = "host"
    """Calls on people: ご意見はございますか, どうぞ."""
    REST = "rest"
    """Stops for a while, or goes on after it."""
    BEGIN = "begin"
    """Opens the sitting."""
    END = "end"
    """Ends the business or the sitting."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase.

    Attributes:
        name: Stable name, for reports.
        move: What it does.
        pattern: Matched against normalised speech.
        weight: How much it says for its move.
        kana: Whether *pattern* is matched against the katakana reading instead, for phrases
            that recognisers write in many ways.
    """

    name: str
    move: Move
    pattern: re.Pattern[str]
    weight: float
    kana: bool = False


def _cue(name: str, move: Move, pattern: str, weight: float, *, kana: bool = False) -> Cue:
    return Cue(name, move, re.compile(pattern), weight, kana)


_POLITE = "(?:いただ|頂|させ|致|いた|たい|ます|申|し|まい|参)"

CUES: tuple[Cue, ...] = (
    _cue("as-subject", Move.TAKE_UP, r"議題(?:と|に)(?:いたし|致し|し|させ|供し)|議題とする", 2.0),
    _cue("laid-before", Move.TAKE_UP, r"上程(?:いたし|し|させ|を)|付議(?:いたし|し)", 2.0),
    _cue(
        "enter",
        Move.TAKE_UP,
        rf"(?:に|へ)[、]?(?:移り|移ら|移る|移っ|移し|入り|入ら|入る|進み|進ま|"
        rf"進め){_POLITE}?|(?:に|へ)?(?:いきましょう|行きましょう|いきたい|行きたい|"
        rf"まいりましょう|参りましょう|まいりたい|参りたい|いかせて)",
        1.2,
    ),
    _cue(
        "consider",
        Move.TAKE_UP,
        r"(?:審議|審査|協議|検討|議論|質疑|採決|報告)(?:を|に|して|し|いただ).{0,6}(?:お願い|いただ|入|移|行|まいり|いたし)",
        0.9,
    ),
    _cue(
        "handed-to",
        Move.TAKE_UP,
        r"(?:を|は|の(?:件|ほう|方)(?:を|は)?)[、]?(?:事務局|担当|所管|[^、。]{1,12}(?:課長?|室長?|局長?|部長|係長|館長|さん|委員))"
        r"[、]?(?:から|より|に|、)?(?:です|お願い.{0,8})?(?=。|$)",
        0.7,
    ),
    _cue(
        "anything-else",
        Move.TAKE_UP,
        r"その(?:他|ほか)[、]?(?:で|として|に)?.{0,10}(?:ありま|ございま|何か)",
        0.8,
    ),
    _cue("carry-out", Move.TAKE_UP, r"を(?:行い|行う|行って|いたし)(?:ます|たい|いた)", 0.5),
    _cue(
        "ask-assent",
        Move.TAKE_UP,
        r"(?:お諮り|採決)(?:いた|し)|(?:承認|同意|決定).{0,6}(?:お願い|いただ)",
        0.6,
    ),
    _cue(
        "stated",
        Move.TAKE_UP,
        r"(?:について)?(?:で(?:ござい|あり)ま(?:す|して)|ですが|です(?=。|$|が|けれど)|となります|になります)",
        0.7,
    ),
    _cue(
        "as-we-know",
        Move.TAKE_UP,
        r"(?:ですね|ですけど|なんですけど|になるんですが)(?=[、。]|$|れど)",
        0.4,
    ),
    _cue(
        "asked",
        Move.TAKE_UP,
        r"(?:から|より|の方|のほう|課|室|局|担当|さん)[、]?[ご御]?(?:説明)?(?:を)?お願い",
        0.4,
    ),
    _cue(
        "how-about",
        Move.TAKE_UP,
        r"(?:これ|それ|こちら|の件|の話)[、]?(?:は|って|を)?[、]?どう(?:しま|いたしま|でしょう|でした|です|なり)",
        1.2,
    ),
    _cue(
        "the-matter-of",
        Move.TAKE_UP,
        r"(?:の件|の話|の議論)(?:から|に|へ|です(?:が|けど|ね|けれど)|なんですが|でございますが)",
        0.8,
    ),
    _cue("this-please", Move.TAKE_UP, r"(?:これ|それ|こちら|の件)[、]?(?:を)?お願い", 0.5),
    _cue(
        "about",
        Move.TAKE_UP,
        r"(?:について|につきまして|に関して|の件)(?:(?:を|の)?(?:事務局|担当|説明|報告|"
        r"議題|お願い|皆|委員|ご|御|を|、))",
        0.7,
    ),
    _cue(
        "begin-with",
        Move.TAKE_UP,
        r"(?:まず|初めに|はじめに|最初に|早速).{0,30}(?:から|について)",
        0.5,
    ),
    _cue(
        "lead",
        Move.LEAD,
        r"それでは|(?:^|[。、])では[、]?|続きまして|続いて|つづ(?:いて|きまして)|次に|"
        r"次は|引き続き|最後に|最後は|最後の|まず(?:は)?[、]?|(?:初|はじ)めに|早速|じゃあ?[、]?|"
        r"(?:^|[。])で、|そしたら|それじゃ|あとは|残り(?:の|は)|さて",
        0.6,
    ),
    _cue(
        "lead-sound",
        Move.LEAD,
        r"^(?:ハイ)?(?:ソレデハ|デハ|ツギニ|ツヅキマシテ|ツヅイテ|サイゴニ|マズ|ハジメニ|ジャア?)",
        0.6,
        kana=True,
    ),
    _cue(
        "next-item",
        Move.NEXT,
        rf"(?:次の|続いての){ITEM_NOUN}|次の(?:ほう|方)|次(?:に|へ)?[、]?(?:移|進|まい|参|いき|行き|いこ)|先に進",
        1.8,
    ),
    _cue(
        "last-item",
        Move.NEXT,
        rf"最後の{ITEM_NOUN}",
        1.2,
    ),
    _cue(
        "next-please",
        Move.NEXT,
        r"(?:^|[。、]|では|じゃあ?)次[、]?(?:(?:は|を)?お願い|ですが|ですけど|ですね|なんですが|になりますが)",
        1.2,
    ),
    _cue(
        "some-left",
        Move.NEXT,
        rf"(?:あと|残り|最後|もう)(?:は|に|が|の)?.{{0,6}}(?:{ITEM_NOUN}.{{0,3}}(?:[0-9一二三四五]|ひと)(?:件|つ|点|題)"
        r"|[0-9一二三四五]件)[、]?(?:ござい|あり|残|です|になり)",
        2.0,
    ),
    _cue("into-business", Move.NEXT, rf"{ITEM_NOUN}に(?:移|入|進)", 1.4),
    _cue(
        "ask-explanation",
        Move.ASK,
        r"(?:説明|報告|朗読).{0,10}(?:お願い|願い|求め|いただ(?:き|け)|もら)|(?:提案|"
        r"提出).{0,4}理由",
        0.8,
    ),
    _cue(
        "ask-of-others",
        Move.ASK,
        r"(?:事務局|課|室|係|担当|所|館|校|署|さん)(?:の方)?(?:から|より)[、]?(?:ご|御)?(?:説明|報告)(?:を)?(?:いたし|致し|し|させ|申し上げ)",
        0.6,
    ),
    _cue(
        "none-left",
        Move.EXHAUSTED,
        r"(?:ほか|他|外).{0,14}(?:ござい|あり)ませんか|(?:ない|無い|なし).{0,4}(?:よう|"
        r"みたい)|(?:よろし|宜し)い.{0,6}(?:か|ですね)|質疑.{0,8}(?:終|打ち切)|(?:なけ|"
        r"無け)れば",
        0.5,
    ),
    _cue(
        "assent-noted",
        Move.EXHAUSTED,
        r"異議.{0,3}(?:なし|ない).{0,4}(?:認め|声)|(?:了承|承認|可決|決定|認定|"
        r"採択).{0,10}(?:いた|しま|され|こと)",
        0.5,
    ),
    _cue(
        "decided-sound",
        Move.DECIDE,
        r"(?:ケッテイ|カケツ|リョウショウ|ショウニン|サイタク)(?:イタシ|シ|サレ)マシタ|イギナシ",
        0.8,
        kana=True,
    ),
    _cue(
        "decided",
        Move.DECIDE,
        r"異議.{0,5}(?:なし|ない|ありません|ございません).{0,8}(?:認め|ので)|(?:了承|承認|"
        r"可決|否決|決定|認定|採択|継続審査).{0,14}(?:いたしました|しました|されました|"
        r"と認め|ことに)|挙手(?:全員|多数|少数)|全員(?:賛成|一致)",
        1.0,
    ),
    _cue(
        "host",
        Move.HOST,
        r"(?:ご|御)?(?:意見|質問|お気づき|発言|質疑).{0,16}(?:ありましたら|ございましたら|"
        r"ありますか|ございますか|いかが|お願い|ありませんか|ございませんか|方)|"
        r"いかがでしょう|どなた(?:から|か|で)|委員[、]?(?:お願い|どうぞ|さん)|(?:^|"
        r"[。、])どうぞ|皆(?:さん|様|さま)(?:いかが|から|いいです|よろし)|"
        r"よろしいです(?:か|ね)|(?:ほか|他)に.{0,10}(?:あります|ございます)か"
        r"|何か.{0,8}(?:ある|あり|ござい)(?:方|ます)|いらっしゃいま(?:すか|すでしょうか|せんか)",
        0.6,
    ),
    _cue(
        "i-explain",
        Move.EXPLAIN,
        r"(?:説明|報告|お答え|回答)(?:を)?(?:いたし|致し|申し上げ|申しあげ|させて|します|"
        r"しました)|(?:私|わたくし|こちら)(?:の方|ども)?(?:から|より)|資料.{0,12}(?:ご覧|"
        r"御覧|見て)",
        1.0,
    ),
    _cue(
        "i-ask",
        Move.EXPLAIN,
        r"(?:お伺い|お尋ね|質問)(?:いたします|します|したい|させて|いたし|です)|伺いたい|聞きたい|教えて",
        1.0,
    ),
    _cue("before-that", Move.MENTION, r"(?:入り?ます|入る|移る|移ります|進む)前に", 1.0),
    _cue(
        "later",
        Move.MENTION,
        r"の前に|に先立|後ほど|のちほど|あとで|次回|の(?:ところ|中|際|時|とき)(?:で|"
        r"に)(?:も|ご|お|説|申|話)?|でも(?:ご|お|説|申|触)|と(?:も)?関連(?:し|する)|"
        r"(?:前回|先日|先般|以前).{0,12}(?:説明|報告|審議)",
        1.0,
    ),
    _cue(
        "done",
        Move.FINISH,
        r"(?:は|を|について|につきまして|に関して|に関する.{0,8}は|の(?:審議|質疑|説明|"
        r"報告|件|ほう|方)(?:は|を|について)?)(?:、)?(?:以上|これで|これまで|これをもって|ここまで|終わ|終了|終え|"
        r"終結|了承|承認|可決|認定|採択|原案|決定|そのように|質疑を終|(?:ご|御)?異議)|"
        r"以上(?:で|を|が).{0,16}(?:終わ|終了)|は[、]?(?:この|これ|こん)(?:くらい|ぐらい|へん|辺|な(?:ところ|感じ))(?:に|で)",
        1.0,
    ),
    _cue(
        "today",
        Move.OVERVIEW,
        rf"(?:本日|今日|今回)の(?:{ITEM_NOUN}|会議|予定|内容)(?:は|に(?:つきまし|つい)て|"
        rf"としまして|ですが|として)|{ITEM_NOUN}(?:は|が).{{0,20}}(?:[2-9]つ|[2-9]件|"
        rf"[2-9]点)(?:ござい|あり|です|で、|とな|を予定)"
        r"|(?:本日|今日|今回)(?:は|の).{0,24}[0-9](?:つ|件|点|題)"
        r"|(?:本日|今日|今回)(?:は|の).{1,80}を予定(?:して|いたし|です|でござい)",
        1.0,
    ),
    _cue(
        "jointly",
        Move.JOINT,
        r"一括(?:して|で|議題|上程|審議|審査|質疑|説明|採決|の)|(?:まとめて|(?:併|合|"
        r"あわ)せて|続けて|通して|同時に|順次|一緒に).{0,8}(?:議題|審議|審査|協議|説明|"
        r"報告|議論|上程)",
        1.0,
    ),
    _cue(
        "go-back",
        Move.RETURN,
        r"(?:に|へ|を)?(?:戻り|戻っ|戻ら|戻し|戻る|戻れ|戻ろ|返り|返っ)|保留.{0,16}(?:いた|しま|した|"
        r"とな)|(?:もう一度|再度|改めて|再び).{0,20}(?:議題|案件|審議|について)|"
        r"先ほどの.{0,14}(?:議題|案件|件|議案)|(?:申出|申し出|発言の求め).{0,14}(?:許|認め)",
        1.0,
    ),
    _cue(
        "change-order",
        Move.REORDER,
        r"順(?:番|序)を.{0,8}(?:入れ替え|変更|変え|前後|繰り上げ)|(?:日程|議題|"
        r"案件).{0,6}(?:入れ替え|変更|繰り上げ)|先に.{0,24}(?:審議|説明|議題|行|取り)|"
        r"前後(?:し|いた)",
        1.0,
    ),
    _cue(
        "rest",
        Move.REST,
        r"(?:暫時|しばらく|一旦|ここで|ただいまから|休憩).{0,12}休憩|休憩(?:と|に|を|いた|"
        r"し(?:ま|た)|時間)|[0-9]+分(?:間)?(?:の)?休憩",
        1.0,
    ),
    _cue(
        "resume",
        Move.REST,
        r"休憩.{0,8}(?:引き続|前に引|閉じ|解)|(?:会議|委員会|審議会|審議|議事|"
        r"再開)を?.{0,6}再開|再開(?:いた|しま|します|は)",
        1.0,
    ),
    _cue(
        "open",
        Move.BEGIN,
        r"開会(?:いた|しま|の|を|に|と|で)|(?:定刻|時間)(?:と|に|を|が).{0,3}(?:な|来|き|"
        r"過|参)|(?:それでは|では|じゃあ)?始め(?:ましょう|たいと|させて)|(?:会議|委員会|"
        r"審議会|審査会|協議会)を?(?:開き|開催|始め)|定足数|(?:委員|出席).{0,12}(?:成立|"
        r"過半数)|自己紹介|(?:ご|御)?(?:あいさつ|挨拶)(?:を|申|い|が|お)|傍聴(?:人|者|の)",
        1.0,
    ),
    _cue("open-sound", Move.BEGIN, r"カイカイ(?:イタシ|シマス|サセテ|ノ|ニアタリ)", 0.8, kana=True),
    _cue(
        "close",
        Move.END,
        r"閉会(?!中|後|日)|散会|お開き(?![くい願])|(?:会|会議|委員会|審議会|審査会|協議会)を(?:閉じ|終わ|終了|"
        r"終え)|延会(?:いた|とす)",
        4.0,
    ),
    _cue(
        "close-sound",
        Move.END,
        r"ヘイカイ(?:イタシ|シマス|サセテ|ト|ヲ|ノ|ニアタ)",
        3.0,
        kana=True,
    ),
    _cue(
        "all-done",
        Move.END,
        rf"(?:すべて|全て|全部)(?:の)?.{{0,8}}{ITEM_NOUN}.{{0,10}}(?:終|済)|"
        rf"{ITEM_NOUN}.{{0,10}}(?:すべて|全て|全部).{{0,8}}(?:終|済)|(?:本日|今日|"
        rf"予定).{{0,16}}(?:{ITEM_NOUN}|審議|会議|委員会|審議会|審査会|"
        rf"日程).{{0,12}}(?:終了|終わ|終え|以上)|以上(?:で|を(?:もち|もっ)).{{0,8}}(?:本日|"
        rf"全て|すべて|会議|議事|委員会|審議会|議題の)",
        3.0,
    ),
    _cue(
        "that-is-all",
        Move.END,
        r"(?<![^で]は)(?<!を)(?<!件)これ(?:で|をもちまして)(?:、)?(?:終わ|終了|おしまい|お開)|お疲れ(?:さま|"
        r"様)(?:でした|で)",
        2.5,
    ),
    _cue(
        "hand-back",
        Move.END,
        r"(?:進行|司会|マイク).{0,10}事務局.{0,6}(?:お返し|返し|戻し)",
        2.5,
    ),
)
"""Every phrase that is known."""


def moves_in(text: str, reading: str) -> dict[Move, float]:
    """Return, for each move that *text* makes, the weight of the phrases that say so.

    Several phrases of one move count, the second and further by half.
    """
    found: dict[Move, list[float]] = {}
    for cue in CUES:
        if cue.pattern.search(reading if cue.kana else text):
            found.setdefault(cue.move, []).append(cue.weight)
    return {move: max(w) + (sum(w) - max(w)) / 2 for move, w in found.items()}
