"""用字: the house dictionary and the way numbers are written."""

from __future__ import annotations

from minutes_pipeline.drafting.numerals import write_numbers
from minutes_pipeline.drafting.orthography import EXAMPLES, spell
from minutes_pipeline.drafting.rewriting import rule

RULES = (
    rule("orthography", "公用文（用字）", edit=spell, examples=EXAMPLES),
    rule(
        "numerals",
        "公用文（数字は算用数字、半角、3桁ごとに区切る）",
        edit=write_numbers,
        examples=(
            ("蔵書は三千冊である。", "蔵書は3,000冊である。"),
            ("二種免許の取得を補助する。", "二種免許の取得を補助する。"),
            ("対象者は二百三十人である。", "対象者は230人である。"),
            ("点検を毎月一回行う。", "点検を毎月1回行う。"),
            ("給料を一・二パーセント引き上げる。", "給料を1.2％引き上げる。"),
            ("昨年度の一点一五倍である。", "昨年度の1.15倍である。"),
            ("二十四時間対応している。", "24時間対応している。"),
            ("四月一日に施行した。", "4月1日に施行した。"),
            ("第三回の会議を開いた。", "第3回の会議を開いた。"),
            ("一つの課題がある。", "一つの課題がある。"),
            ("一般の市民に公開した。", "一般の市民に公開した。"),
            ("職員一人で対応した。", "職員一人で対応した。"),
            ("第二四半期に実施した。", "第二四半期に実施した。"),
            ("数十人が参加した。", "数十人が参加した。"),
            ("1万5000円を支給した。", "1万5,000円を支給した。"),
            ("2020年に開始した。", "2020年に開始した。"),
            ("五パーセント増えた。", "5％増えた。"),
        ),
    ),
)
