"""What holds only for explanations and answers, not for what members ask."""

from __future__ import annotations

from minutes_pipeline.drafting.rewriting import rule

RULES = (
    rule(
        "node-tame",
        "公用文（説明・答弁の理由は「ため」）",
        ("<形状詞> な ので 、", "1 で ある ため 、"),
        ("<名詞|接尾辞> な ので 、", "1 で ある ため 、"),
        ("<動詞|形容詞|助動詞:終止形|連体形> ので 、", "1 ため 、"),
        examples=(
            (
                "設備の点検がありますので、使うことはできません。",
                "設備の点検があるため、使うことはできない。",
            ),
            (
                "設計の中で精査いたしますので、額は未定です。",
                "設計の中で精査するため、額は未定である。",
            ),
            ("調査が必要ですので、時間を要します。", "調査が必要であるため、時間を要する。"),
            ("件数が増えましたので、委託しました。", "件数が増えたため、委託した。"),
        ),
    ),
)
