"""Cues: formulas of a sitting that tell what its speaker does there.

Each cue is one rule with a name and a weight for each kind of role that says it: natural
logarithms of likelihood ratios, in a few round numbers. 4 nearly settles the matter, 2 is good
evidence, 1 a hint. Patterns are written for the spelling of `wording.bare`, one sentence at a
time. They come from how Japanese municipal committees are conducted, not from one meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from minutes_pipeline.meeting import RoleKind


@dataclass(frozen=True, slots=True)
class Cue:
    """One rule.

    Attributes:
        name: Stable, kebab case; stands in the reason that people read.
        pattern: Searched in one sentence.
        weights: What it is worth for each kind; kinds not named get 0.
        unless: A sentence that holds this as well is no such cue.
        most: How many sentences of one utterance may count.
    """

    name: str
    pattern: re.Pattern[str]
    weights: Mapping[RoleKind, float]
    unless: re.Pattern[str] | None = None
    most: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found in an utterance.

    Attributes:
        cue: Which.
        words: What matched, in the one spelling.
        sentence: Number of the sentence, from 0.
    """

    cue: Cue
    words: str
    sentence: int = field(default=0)


def _cue(
    name: str,
    pattern: str,
    *,
    chair: float = 0,
    member: float = 0,
    secretariat: float = 0,
    section: float = 0,
    answers: float = 0,
    unless: str | None = None,
    most: int = 1,
) -> Cue:
    weights = {
        RoleKind.CHAIR: chair,
        RoleKind.MEMBER: member,
        RoleKind.SECRETARIAT: secretariat + answers,
        RoleKind.SECTION: section + answers,
    }
    kept = {kind: weight for kind, weight in weights.items() if weight}
    return Cue(name, re.compile(pattern), kept, re.compile(unless) if unless else None, most)


_BODY = r"(?:会議|委員会|審議会|審査会|協議会|部会|懇談会|分科会|検討会|運営会|総会|会)"
_PRESIDES = r"(?:会長|委員長|座長|議長)"
_DO = r"(?:いたし|し|させていただき)"
_N = r"[0-9〇一二三四五六七八九十百]{1,4}"
_PAPER = r"(?:議案|報告|認定|承認|同意|諮問|発議|請願|陳情|意見書案|決議案|審議|協議)"

CUES: tuple[Cue, ...] = (
    # the chair
    _cue(
        "opens-sitting",
        rf"(?:開会|開議|開催|開始)(?:を)?{_DO}(?:ます|たい)|{_BODY}を(?:開き|始め|はじめ|開催|開会)"
        r"|(?:時間|定刻|お?揃い|集まり).{0,24}(?:始め|はじめ)(?:させ|たい|ま)",
        chair=2,
        secretariat=1,
        unless=r"説明を|報告を",
    ),
    _cue(
        "closes-sitting",
        rf"(?:閉会|散会|お開き)(?:と)?(?:{_DO}|さ)|{_BODY}を(?:閉じ|終わ|終了)"
        r"|これ(?:を)?(?:もちまして|もって|で).{0,40}(?:閉会|散会|終了|終わ)"
        r"|(?:案件|議事|議題|日程|審議|予定).{0,12}(?:すべて|全て)?.{0,4}(?:終了|終わり)"
        r"|(?:本日|今日|予定)の?.{0,8}(?:案件|議事|議題|日程|審議|会議)(?:は|が).{0,6}以上",
        chair=3,
        secretariat=1,
        unless=r"説明(?:を|は)|報告(?:を|は)終",
    ),
    _cue(
        "moves-agenda",
        r"議題(?:と|に)(?:いたし|し|させて|入|移|供)"
        r"|(?:次|続いて|続きまして|引き続き).{0,8}(?:案件|議題|議案|議事|次第|項目|事項|請願|陳情).{0,30}"
        r"(?:移|入り|進|について|に関|お願い|説明)"
        r"|(?:議事|審議|協議|質疑|討論|採決|審査|意見交換)に(?:入|移)"
        rf"|次第(?:の|に)?(?:{_N}|従|沿|そ[っい])|(?:案件|議題)の?{_N}|^(?:次に|続いて)?日程第{_N}"
        rf"|^(?:次に|続いて|続きまして|では|それでは)?{_PAPER}第{_N}号.{{2,60}}(?:求めます|を議題|お願いします)"
        r"|^(?:はい|それでは|では)?(?:次|続いて|続きまして).{0,25}(?:に|へ)(?:移り|入り|進み)ま",
        chair=2.5,
        unless=r"説明(?:いたし|させて|申し上げ)",
    ),
    _cue(
        "invites-explanation",
        r"(?:から|より|に|の(?:ほう|方)).{0,14}(?:説明|報告|答弁|回答|提案|発言|補足).{0,8}"
        r"(?:お願いしま|お願いした|願いま|求めま)"
        r"|(?:説明|報告|答弁|回答)を?(?:お願いします|求めます|願います)$"
        r"|(?:から|より)(?:ご)?(?:説明|報告|答弁|回答)(?:を|して)?(?:いただきます|いただければ|いただきましょう)",
        chair=3,
    ),
    _cue(
        "invites-questions",
        r"(?:質問|質疑|意見|発言|不明な点|お気づき|(?:わからない|ご不明の?|気になる)(?:こと|点|ところ)).{0,25}"
        r"(?:ございま(?:せん|したら|しょう|すか|すでしょう|す方)|ありま(?:せんか|せんでしょう|したら|しょう|すか)"
        r"|お受け|受けたい|ある方|いかが|伺いたい|伺いま|募り|お願いします|あれば|いただきたいと思)",
        chair=3,
        unless=r"質問が(?:ある|あり)ます|質問(?:を)?させて",
    ),
    _cue(
        "asks-for-more",
        r"^(?:はい|それでは|では|よろしいですか)*(?:ほかに|そのほか|ほかの|あと).{0,14}"
        r"(?:ございませんか|ございませんでしょうか|ありませんか|ありませんでしょうか|よろし|いかが|ないでしょうか|ございますか)"
        r"|(?<!てい)(?<!でい)(?:ない|なし|ござい?ません|ありません|ない(?:の|もの))(?:の)?ようで(?:す|し|ござ)|ないようなので",
        chair=3,
    ),
    _cue("asks-consent", r"(?<![点私も])よろしい(?:です|でしょう)か$|よろしゅうござい", chair=1.5),
    _cue(
        "decides",
        r"異議(?:は)?(?:ございませんか|ございませんでしょうか|ありませんか|ありませんでしょうか)"
        r"|異議(?:なし|がない|ない|ございません)(?:もの)?と認め|(?:採決|表決)(?:を)?(?:いたし|しま|に入|行)"
        r"|賛成の(?:方|諸君|委員|議員)|(?:挙手|起立)(?:全員|多数|少数|を(?:お願い|求))|賛成(?:全員|多数)"
        r"|(?:原案|本案|本件|議案第[0-9〇一二三四五六七八九十百]+号).{0,15}(?<![ご御])(?:可決|否決|承認|了承|決定|採択)"
        r"|(?:了承|承認|決定|採択|継続審査)(?:する)?(?:こと)?(?:と|に)(?:いたし|し|決)(?:ま|た)",
        chair=4,
        unless=r"(?:ありましたら|ございましたら|あれば|ある方|いらっしゃ).{0,14}挙手",
    ),
    _cue(
        "adjourns",
        r"暫時休憩|休憩(?:と)?(?:いたし|し|に入|を(?:とり|取り|いたし))|(?:会議|議事)を再開|再開(?:いたし|し)ます"
        r"|休憩前に引き続き",
        chair=4,
    ),
    _cue(
        "refers-to-explanation",
        r"(?:ただいま|今|いま)の(?:説明|報告|件|議案|議題|.{2,12}(?:から)?の(?:説明|報告))(?:に|で|、|は|が|を)"
        r"|説明が(?:終わり|ござい|あり)まし(?:た|て)|説明(?:を)?いただきました",
        chair=2,
    ),
    _cue("thanks", r"^(?:はい)?(?:どうも)?ありがとうございま(?:す|した)$", chair=1, member=0.5),
    _cue(
        "names-signers", r"(?:署名)(?:委員|人|員|者)?.{0,14}(?:指名|お願い)", chair=2, secretariat=1
    ),
    _cue(
        "presides",
        rf"(?<![がは]){_PRESIDES}を(?:務め|つとめ|仰せつか)|議長の任|(?:議事|進行)に(?:ご)?協力|円滑な(?:議事|進行)|議長の職",
        chair=3,
    ),
    # the secretariat, which often opens and hands over
    _cue(
        "hands-over",
        rf"(?:進行|議事|司会|議長).{{0,16}}{_PRESIDES}.{{0,14}}(?:お願い|お渡し|委ね|移|いただ)"
        rf"|{_PRESIDES}(?:に|から|より)(?:ご)?(?:挨拶|進行|あいさつ|議事|一言|開会).{{0,16}}(?:お願い|いただ)"
        rf"|{_PRESIDES}(?:、)?(?:よろしく)?お願いします$|{_PRESIDES}.{{0,10}}(?:前の|議長|会長)?席(?:へ|に|まで).{{0,6}}(?:お|移)"
        rf"|(?:以後|以降|これから|ここから(?:先)?|この後|あと)の(?:議事|進行|司会|議事進行).{{0,16}}(?:お願い|お渡し|委ね)"
        rf"|司会(?:進行)?を(?:務め|つとめ|担当|させ|いたし)",
        secretariat=4,
    ),
    _cue(
        "conducts-election",
        rf"{_PRESIDES}(?:及び|と|や)?(?:副{_PRESIDES})?の(?:選出|選任|互選)(?:に|を|で(?!決)|は)|委員の(?:皆様|皆さん)?の?互選"
        r"|(?:どなたか|自薦|他薦|立候補|推薦).{0,24}(?:ございませんか|いらっしゃいませんか|ありませんか|いかが|される方|おられ)",
        secretariat=2,
        chair=1,
    ),
    _cue(
        "thanks-the-chair",
        rf"{_PRESIDES}(?:どうも|本当に|長時間|本日は)?ありがとうございま|{_PRESIDES}お疲れさま",
        secretariat=3,
        member=0.5,
    ),
    _cue(
        "housekeeping",
        r"(?:資料|配[布付]).{0,10}(?:の|を)?確認(?:を)?(?:させて|いたし|お願い)|不足.{0,12}(?:お知らせ|お申し|挙手)"
        r"|(?:過半数|半数以上|定足数).{0,40}(?:成立|満た|達し)|会議は.{0,6}成立|欠席の(?:ご)?連絡|マイク.{0,20}(?:お使い|お持ち|ください)"
        r"|追って(?:ご)?(?:連絡|通知)|事務連絡|次回(?:の|は|につ).{0,30}(?:日程|開催|予定|調整)|(?:会議録|議事録)(?:に|は|を|の)",
        secretariat=2,
        chair=1,
    ),
    _cue(
        "looks-after-the-line",
        r"(?:音声|通信|回線|接続|映像).{0,12}(?:つなが|途切れ|届|乱れ|不具合|切れ)|ミュート|聞こえて(?:い|お)りま|聞こえて(?:い|お)り?ます(?:でしょう)?か"
        r"|(?:オンライン|ウェブ|リモート).{0,14}(?:参加|出席)|(?:チャット|挙手)(?:ボタン|機能|で)|ご退出|画面.{0,8}手を挙げ",
        secretariat=2,
        chair=1,
    ),
    _cue(
        "speaks-for-secretariat",
        r"事務局(?:から|より|で|と(?:いたし|し)).{0,18}"
        r"(?:(?:説明|報告|連絡|提案|案内|お答え|回答)(?:を)?(?:いたし|させ|申し|し)ま|まして|考えて)",
        secretariat=4,
        unless=r"お願い|求め|願い|聞き|伺",
    ),
    # a member
    _cue(
        "asks-leave",
        r"(?:質問|尋ね|伺い|聞き)(?:を)?(?:し|いたし|させていただき)?(?:たい|たく|ます(?:が|けど)|ます$|よろしい|ですけ|ですが|させて)"
        r"|教えて(?:ください|いただ|ほしい|もら)|質問(?:です|なんで|させて|がある|があり|をし)|お示しください"
        r"|確認(?:なんですけ|ですけ|ですが|したい|させてください|させていただきたい|で)"
        r"|(?:[一二三四五1-5]|いく|幾)(?:点|つ)(?:ほど|だけ|ばかり|目)?.{0,6}(?:質問|伺|聞|尋|教え|お願い|確認(?!いた|し))",
        member=2,
        unless=r"質問(?:等)?(?:が|は)?(?:ござい|あり)ま(?:せん|した|すか)|ご質問|ご意見|意見を伺",
    ),
    _cue(
        "asks",
        r"(?:でしょうか|ですか|ますか|ましたか|ませんか|でしたか|のか|かね|かな|でしょう)$|(?:理由|根拠|状況|見解)は$",
        member=2,
        unless=r"聞こえ|見えて|映って|ございませんか|ございませんでしょうか|ありませんか$|ございますか$|よろし|いかがでしょうか$|異議|ほかに|質疑|質問(?:等)?(?:は|が)",
        most=2,
    ),
    _cue(
        "demands",
        r"(?:して|て|を)(?:いただきたい|ほしい|もらいたい)|要望(?:し|いたし|です|と)|いただければと|べき(?:だ|で|と)"
        r"|ではない(?:でしょう)?か(?:と|な)|懸念|心配(?:です|して|なの)|気にな(?:り|る|って)",
        member=1.5,
        unless=r"(?:説明|報告|発言|質問|意見|審議)(?:を)?(?:して)?(?:お願い|いただ)",
    ),
    _cue(
        "judges",
        r"(?:ほう|方)が(?:いい|よい|良い|望ましい)|無理が(?:ある|あり)|(?:賛成|反対|疑問|不十分|残念|順序が逆|納得でき)"
        r".{0,10}(?:と思|です|ではない|であり|しま|いたしま)|(?:いい|よい)と思い",
        member=1.5,
        unless=r"賛成(?:の方|多数|全員|少数)|でしょうか$|挙手|討論|採決|諮",
    ),
    _cue("thinks", r"と(?:思い|感じ)(?:ます|ました)|思うです|思うのですが|気がします", member=1),
    _cue(
        "understands",
        r"^(?:はい|なるほど|よく)*(?:わかりました|了解(?:です|しました|いたしました)|承知(?:いたし|し)ました|理解(?:でき|し)ました|納得)",
        member=2,
        chair=1,
    ),
    _cue(
        "thanks-for-answer",
        r"(?:説明|回答|答弁|お答え)(?:を|いただき)?(?:いただき)?(?:まして)?ありがとうござ",
        member=1.5,
        chair=1,
    ),
    _cue(
        "from-the-floor",
        r"^(?:異議(?:なし|ありません|ございません)|賛成(?:です|します|いたします)?|反対(?:です)?|結構です)+$|と呼ぶ者|との?声あり|の声あり",
        member=3,
    ),
    _cue(
        "speaks-for-self",
        r"私(?:から|も|は|としては|として|自身|の意見)|個人的|素人|住民の立場|市民の立場",
        member=1,
        unless=r"説明|報告|お答え|私ども",
    ),
    _cue(
        "asks-to-speak",
        r"(?:私|一つ|1つ|ちょっと|1点|一点|も).{0,6}よろしいでしょうか$|手を挙げ",
        member=2,
        unless=r"(?:側|事務局|課|室|担当)から|補足|説明",
    ),
    _cue(
        "reports-for-committee",
        r"委員会に付託|審査の(?:経過|結果|概要)|すべき(?:もの|である)と(?:決し|決定し)|委員会の(?:報告|審査)を?(?:終わり|申し上げ|いたし)",
        member=4,
        chair=2,
        unless=r"求めます|願います|お願い",
    ),
    # those who explain and answer
    _cue(
        "answers",
        r"お答え(?:を)?(?:いたし|し|申し上げ|させて)|(?:答弁|回答|返答)(?:を)?(?:いたし|し|申し上げ|させて)(?:ま|いた)",
        answers=4,
        unless=r"お願い|求め|いただけ|ください|願い",
    ),
    _cue(
        "takes-up-question",
        r"(?:ただいま|先ほど|今|いま|委員|議員|お)の?(?:ご)?(?:質問|質疑|指摘|お尋ね|尋ね)"
        r"(?:の|に|で(?:す|ご)|は|いただ|ござ|あり)|(?:ご)?(?:質問|指摘|お尋ね)(?:の|いただきました)(?:件|点|とおり|.{2,20}(?:です|でござ|につ))",
        answers=2.5,
        unless=r"お願い|ほかに|いかが|求め|関連",
    ),
    _cue(
        "explains",
        r"(?:説明|報告|補足)(?:を)?(?:いたし|させていただき|申し上げ|し)(?:ます|たい|まし)|画面(?:を|に|の)(?:共有|映|投影)"
        r"|(?:資料|別紙|議案書|お手元|スライド|画面).{0,20}(?:に基づ|に沿|により|をもと|をもち|で|の).{0,12}(?:説明|報告)",
        answers=4,
        unless=r"お願い|求め|いただけ|願い|ありがとう|ただいま(?:の|ご)|説明(?:が|いただき)",
    ),
    _cue(
        "points-to-paper",
        r"(?:ご覧|ごらん)(?:ください|いただ|願|になって)|(?:ページ|頁|資料\d*(?:の\d+)?)を?お(?:開き|めくり)"
        r"|(?:に|の)(?:お示し|記載)(?:し|の|して|いたし)",
        answers=2,
        most=2,
    ),
    _cue(
        "ends-explanation",
        r"(?:説明|報告)は(?:以上|これで)|以上(?:で|が).{0,14}(?:説明|報告|概要|内容).{0,8}(?:終|と|で(?:す|ござ)|にな)"
        r"|(?:説明|報告)(?:を|は)(?:終わ|終了)",
        answers=3,
        unless=r"説明(?:が|は)終わりました",
    ),
    _cue(
        "ends-turn", r"^以上(?:です|でございます|になります|となります)$", answers=1.5, member=0.5
    ),
    _cue(
        "official-style",
        r"て(?:おり|ござい)ま(?:す|し|せ)|(?:ところ|もの|こと|予定|状況|次第|見込み|現状)でござい",
        answers=1,
        unless=r"思って|質問|意見(?:が|は)|聞いて|お待ち",
        most=3,
    ),
    _cue(
        "most-polite", r"でございま(?:す|し)", answers=0.5, most=2, unless=r"質問|意見|ありがとう"
    ),
    _cue(
        "formal-topic",
        r"につきまして(?:は|も)|といたしまして(?:は|も)",
        answers=0.5,
        most=2,
        unless=r"質問|説明|意見",
    ),
    _cue(
        "will-consider",
        r"検討(?:して|させて|を)(?:まいり|いただき|いき|行い|進め|重ね)"
        r"|(?:努め|取り組ん|進め|図っ|対応し|周知し|行っ)て(?:まいり|いきたい)|(?:予定|考え)はございません|把握して(?:おり|いま)",
        answers=2,
        unless=r"次第|議事|会議|思いま|審議",
    ),
    _cue(
        "our-office",
        r"(?:当|本)(?:市|町|村|県|区|課|室|局|係|センター)(?:と|で|の|は|に|が)|私ども|市と(?:いたし|し)まして",
        answers=1,
    ),
)
"""All rules, those of the chair first; the order has no meaning."""

ENDS_AS_QUESTION = re.compile(
    r"(?:でしょうか|ですか|ますか|ましたか|ませんか|でしたか|のか|ください|教えて.{0,8}|かね|たい)$"
)
"""A turn that ends so waits for an answer."""

INVITING = frozenset({"invites-questions", "asks-for-more"})
"""Cues of the chair after which a member is expected to speak."""

OPENS_TURN = re.compile(
    r"^(?:はい|ありがとう|それでは|では|じゃあ|すみません|失礼|お答え|ほかに|なるほど|わかりました|異議|了解|関連して|私)"
)
"""A turn rather than its continuation begins so."""

GOES_ON = re.compile(
    r"^(?:また|次に|さらに|なお|続いて|続きまして|それから|そして|まず|ただし|ただ|一方|このほか|その(?:ほか|上|結果|ため)"
    r"|この(?:うち|ため)|これ(?:を|に|ら)|特に|具体的に|[2-9二三四五]点目|[2-9二三四五]つ目|[2-9]番目|最後に|最後になり)"
)
"""A continuation rather than a turn begins so."""

ENDING = frozenset({"ends-explanation", "ends-turn"})
"""Cues of an explainer after which the chair is expected to speak."""


def hits(sentences: tuple[str, ...]) -> Iterator[Hit]:
    """Yield every cue found in the sentences of one utterance, each rule at most `most` times."""
    for cue in CUES:
        found = 0
        for number, sentence in enumerate(sentences):
            match = cue.pattern.search(sentence)
            if match is None or (cue.unless is not None and cue.unless.search(sentence)):
                continue
            yield Hit(cue, match.group(), number)
            found += 1
            if found == cue.most:
                break
