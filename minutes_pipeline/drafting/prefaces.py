"""Openings that only lead up to what is said (一つお伺いしたいんですけれども、)."""

from __future__ import annotations

import re

from minutes_pipeline.drafting.analysis import Tokens, surface
from minutes_pipeline.drafting.spans import substitute

_LEAD_UP = (
    r"^(ちょっと|少し|私(から)?も?|それでは|では|もう|あと|すみません|まず|関連して|、)*"
    r"(一つ|1つ|二つ|2つ|三つ|3つ|一点|1点|二点|2点|三点|3点|何点か|数点|いくつか)?(だけ|ほど|を|、)*"
    r"(ご?質問|お伺い|お聞き|確認|お尋ね|教えて|関連|伺い|聞き)(を|で|だけ)?"
    r"(したい|させて|いただ|なん|でき|です|し|く|き|け|れば|たい|と|思|い|の|ん|ます|れ|が|て|だ)*"
    r"(けれども|けども|けど|んですが|のですが|ですが|ますが|ので|が)、?"
)

_PREFACES = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(すみません|すいません|恐れ入りますが|恐縮ですが|失礼ですが|申し訳ありませんが|申し訳ございませんが|お疲れさまです)(が|けど|けれども)?[、。]?",
        r"^(はい|ええ|うん|そうですね|なるほど|わかりました|分かりました|承知しました|ありがとうございます|ありがとうございました)[、。]",
        _LEAD_UP,
        r"^(正直に?|率直に)(申し上げ|言い|言う|申し)(て|ますと|ると|と)?、",
        r"^(私(は|としては|から|の)?、?)(個人的に)?(ちょっと)?(思うんですが|思うのですが|思うんですけど|思うんですけれども)、",
        r"^(先ほども申し上げましたが|先ほど申し上げましたとおり|ご案内のとおり|御案内のとおり|ご存じのとおり|ご承知のとおり|お手元の資料のとおり)、",
        r"^(ただいまの|今の|先ほどの)?(ご質問|ご指摘|お尋ね|ご意見)(の件)?(でございますが|ですが|につきまして|ですけれども|について|に対しまして)、?(お答えします|お答えいたします|回答します|ご説明します)?[、。]?",
        r"^[^、。はがを]{1,20}(課|室|部|局|係|センター|事務局|課長|室長|部長|局長|係長)(の[^、。]{1,6})?(でございます|です|と申します)、",
        r"^(はい、?)?お答え(いた)?します、",
        r"^(会長|委員長|座長|議長|部会長|事務局)(さん)?、(すみません|よろしいですか|いいですか)?[、。]?",
        r"^(来て早々|すみません|遅れて|関連して)(なん)?(ですが|ですけど|ですけれども|なんですが|なんですけど)?、(いいですか。)?",
        r"^(お手元の)?資料\d*(の\d+ページ)?ですけれども、",
        r"^[^、。]{1,14}の立場(から|で|として)(は|も)?(、)?(言|申|述|お話|発言|なん|です|でし|意見)[^、。]{0,14}(と|が|けれども|けど)、",
        r"^(はっきり|端的に|あえて|率直に|正直に)(と)?(申し上げ|申し|言い|言う|言っ)(て|ますと|うと|と|ます|まして)?、?",
        r"^(ご|お)?気持ちは[^、。]{0,10}(わか|分か|理解)[^、。]{0,12}(が|けれども|けど)、",
        r"^(これは|私からは?|最後に)?(一つ|1つ|一点|1点)?(だけ)?、?(ご)?((要望|お願い|質問|意見|感想)(というか|と|や|というより)、?)?(要望|お願い|質問|確認|意見|提案|感想|補足|追加|関連|余談)(に|と|で)?(なん|なります?ん?|なる)?(です|でございます|ます)?(が|けれども|けど)、",
        r"^(その前に|参考までに|念のため(に)?|まとめますと|繰り返しになりますが|先ほどの続きですが|その中で(です)?ね?)、",
        r"^(一つ|1つ|一点|1点|二点|2点)?(だけ|ほど)?、?(申し上げ|言い|お願いし|お聞きし|伺い|指摘し|強調し|確認し)たいのは、",
        r"^参考まで(に|で(すが|ございますが|すけれども))、",
        r"^(ちょっと|少し)?(本題|議題|話|テーマ)(から|が)(少し|ちょっと)?(外れ|それ|逸れ|変わ|ずれ)[^、。]{0,10}(が|けれども|けど)、",
        r"^私(は|も|、)?[^、。はが]{0,14}(思う|感じる|感じて)(ん|の)?(です)?(が|けれども|けども|けど)、?",
    )
)


def drop_preface(tokens: Tokens) -> Tokens:
    """Leave out every opening that only leads up to what is said, as long as something follows."""
    text = surface(tokens)
    for pattern in _PREFACES:
        found = pattern.match(text)
        if found is None or found.end() == 0:
            continue
        cut = _tokens_in(tokens, found.end())
        if cut is not None and any(not t.is_punctuation for t in tokens[cut:]):
            return drop_preface(tokens[cut:])
    return tokens


def _tokens_in(tokens: Tokens, length: int) -> int | None:
    """Return how many words spell the first *length* characters, None when a word is cut."""
    reached = 0
    for n, token in enumerate(tokens):
        if reached == length:
            return n
        reached += len(token.surface)
    return len(tokens) if reached == length else None


_POINTING = re.compile(
    r"(?:(?<=、)|^)(?:お?手元の)?(?:資料|別紙|議案書|予算書|決算書|計画書|報告書|スライド|参考資料)\d*(?:-\d+)?"
    r"(?:の\d+(?:ページ|頁|枚目|番))?(?:の[^、。]{1,8})?に(?:ある|示して?(?:いる|おる|ある)|示す|示した|記載の|書いて(?:いる|ある)|あります|ございます|示しております|お?示ししております)"
    r"(?:ように|とおり|通り|ように)、"
)


def drop_pointing(tokens: Tokens) -> Tokens:
    """Leave out where in the papers something stands (資料2の5ページにあるように、)."""
    return substitute(tokens, _POINTING, lambda _: "")
