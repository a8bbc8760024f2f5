"""ケバ取り: openings that only lead up to what is said."""

from __future__ import annotations

from minutes_pipeline.drafting.prefaces import drop_apology, drop_preface
from minutes_pipeline.drafting.rewriting import rule

RULES = (
    rule(
        "preface",
        "要点記録（前置きは記さない）",
        ("^ <名詞-固有名詞> {です} けれども|けれど|けども|けど|が ね? 、", ""),
        ("^ <名詞-固有名詞> で {ござる} {ます} が|けれども 、", ""),
        edit=drop_preface,
        examples=(
            (
                "すみません、一つお伺いしたいんですけれども、費用はいくらですか。",
                "費用はいくらなのか。",
            ),
            ("質問なんですけど、開始はいつですか。", "開始はいつなのか。"),
            ("2点確認させていただきたいのですが、対象者は何人ですか。", "対象者は何人か。"),
            ("確認した結果を報告した。", "確認した結果を報告した。"),
            ("質問というより要望になりますが、音声版も必要です。", "音声版も必要である。"),
            ("素人の質問ですが、記録は残りますか。", "記録は残るのか。"),
        ),
    ),
    rule(
        "apology-within",
        "要点記録（断りの言葉は記さない）",
        edit=drop_apology,
        examples=(
            (
                "資料が届いたばかりなので、もし書いてあったら申し訳ないんですが、委託先はどこですか。",
                "資料が届いたばかりなので、委託先はどこなのか。",
            ),
        ),
    ),
)
