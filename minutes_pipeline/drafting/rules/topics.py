"""Topics that are announced (〜でございますが、) and sentences that end in a noun."""

from __future__ import annotations

from minutes_pipeline.drafting.nominals import end_in_noun, join_restated, mark_topic
from minutes_pipeline.drafting.rewriting import rule

RULES = (
    rule(
        "restated-topic",
        "整文（テープですが、この廃棄は → テープの廃棄は）",
        edit=join_restated,
        examples=(
            (
                "使用しているテープなんですけれども、この廃棄はどうするんですか。",
                "使用しているテープの廃棄はどうするのか。",
            ),
            ("施設の老朽化ですが、その対策を伺いたい。", "施設の老朽化の対策を伺いたい。"),
        ),
    ),
    rule(
        "announced-topic",
        "整文（〜でございますが → 〜は）",
        edit=mark_topic,
        examples=(
            (
                "戸籍システムでございますが、来年度に更新します。",
                "戸籍システムは、来年度に更新する。",
            ),
            (
                "ごみの収集ですけれども、費用は増えています。",
                "ごみの収集については、費用は増えている。",
            ),
            ("費用は3割ですが、期間は2倍です。", "費用は3割であるが、期間は2倍である。"),
            ("対応は必要ですが、費用がかかります。", "対応は必要であるが、費用がかかる。"),
        ),
    ),
    rule(
        "count-topic",
        "整文（〜については、9件あり → 〜は9件あり）",
        ("について|に関して で ある が 、?", "については 、"),
        ("については 、? <名詞-数詞> <名詞|接尾辞> {ある}", "は 3 4 5"),
        ("については 、? 全部で <名詞-数詞> <名詞|接尾辞> {ある}", "は 3 4 5 6"),
        examples=(("開示請求につきましては、9件ございました。", "開示請求は9件あった。"),),
    ),
    rule(
        "noun-ending",
        "体言止め",
        edit=end_in_noun,
        examples=(
            ("職員が相互に点検する制度でございます。", "職員が相互に点検する制度。"),
            ("昨年と比べて2倍の現状です。", "昨年と比べて2倍の現状。"),
            ("制度を見直すものでございます。", "制度を見直すものである。"),
            ("意見のとおりです。", "意見のとおりである。"),
        ),
    ),
)
