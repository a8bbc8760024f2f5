from __future__ import annotations

import re

import pytest

from minutes_pipeline.drafting.analysis import Token, surface
from minutes_pipeline.drafting.conjugation import CLASSES
from minutes_pipeline.drafting.pattern import compile_pattern, match
from minutes_pipeline.drafting.rewriting import realise, rule
from minutes_pipeline.drafting.rules import RULES

TEXT = (
    Token("資料", "資料", "名詞-普通名詞-一般"),
    Token("を", "を", "助詞-格助詞"),
    Token("読み", "読む", "動詞-一般", "五段-マ行", "連用形"),
    Token("まし", "ます", "助動詞", "助動詞-マス", "連用形"),
    Token("た", "た", "助動詞", "助動詞-タ", "終止形"),
    Token("。", "。", "補助記号-句点"),
)


@pytest.mark.parametrize(
    ("pattern", "at", "end"),
    [
        ("資料を", 0, 2),
        ("^ <名詞> を", 0, 2),
        ("{読む|書く}", 2, 3),
        ("{ます:連用形} た $", 3, 5),
        ("<動詞:連用形> . .", 2, 5),
        ("を? <動詞>", 1, 3),
        ("を? <動詞>", 2, 3),
        (". * ", 0, None),
        ("資料 !が", 0, 1),
        ("資料 =を", 0, 1),
        ("資料 !を", 0, None),
        ("料", 0, None),
        ("{ます:未然形}", 3, None),
        ("^ を", 1, None),
    ],
)
def test_match(pattern, at, end):
    bounds = match(compile_pattern(pattern), TEXT, at)
    assert (bounds[-1][1] if bounds else None) == end


def test_bracket_must_be_closed():
    with pytest.raises(ValueError, match="not closed"):
        compile_pattern("{読む")


def test_removed_ending_passes_its_form_on_and_voices_ta():
    plain = rule("x", "x", ("<動詞> {ます}", "1/2"))
    assert surface(plain.apply(TEXT)) == "資料を読んだ。"


def test_aru_gives_way_before_nai():
    words = (
        Token("は", "は", "助詞-係助詞"),
        Token("", "ある", "動詞", "五段-ラ行", "未然形", made=True),
        Token("", "ない", "形容詞", "形容詞", "連用形", made=True),
        Token("た", "た", "助動詞", "助動詞-タ", "終止形"),
    )
    assert surface(realise(words)) == "はなかった"


@pytest.mark.parametrize("one", RULES, ids=lambda one: one.name)
def test_effects_refer_to_elements_that_exist(one):
    for when, then in one.cases:
        count = len(compile_pattern(when))
        assert all(0 < int(n) <= count for n in re.findall(r"(?:^|[ /])(\d+)(?=[ /]|$)", then))
        new = re.findall(r"(?:^| )([^ /\d]+)/", then)
        assert [word for word in new if word not in CLASSES] == []


def test_names_of_rules_are_unique():
    names = [one.name for one in RULES]
    assert sorted(set(names)) == sorted(names)
