"""Openings that only lead up to what is said (一つお伺いしたいんですけれども、)."""

from __future__ import annotations

import re

from minutes_pipeline.drafting.analysis import Tokens, surface

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
