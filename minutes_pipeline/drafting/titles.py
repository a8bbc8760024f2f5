"""What a clerk reads for the names of the writing rules."""

from __future__ import annotations

from functools import cache

from minutes_pipeline.drafting.rules import FULL_RULES, LIGHT_RULES, MEMBER_RULES, OFFICIAL_RULES

_COMPOSING = {
    "announced-question": "「〜について伺います」を次の問いとつなぐ",
    "enumeration": "数えて挙げたものを1文に並べる",
    "lead": "説明の導入文（部課名と資料の有無から）",
    "lighter-edit": "数や打消しが変わらないよう、控えめに直す",
    "outcome": "結果を公式の言い方にまとめる",
    "point-opening": "要点の初めの「また」「次に」などを省く",
    "polish": "庁内の言語モデルによる推敲（点検を通ったもの）",
    "punctuation": "句読点を整える",
    "as-said": "点検を通らないため、言ったままの言葉を残す",
}
"""What is done between sentences, and beside the tables of `rules`."""


@cache
def _titles() -> dict[str, str]:
    tables = (*OFFICIAL_RULES, *MEMBER_RULES, *FULL_RULES, *LIGHT_RULES)
    return {rule.name: rule.basis for rule in tables} | _COMPOSING


def title_of(rule: str) -> str:
    """Return the Japanese title of a rule; the name itself where a rule is not known any more."""
    return _titles().get(rule, rule)
