from __future__ import annotations

import pytest

from minutes_pipeline.drafting.checks import doubts, negations, numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4億8,260万円", ["4", "8260"]),
        ("三千冊と二十四時間", ["3000", "24"]),
        ("0.82から0.79", ["0.82", "0.79"]),
        ("一万二千五百人", ["1", "2500"]),
        ("億単位の費用", []),
    ],
)
def test_numbers(text, expected):
    assert list(numbers(text).elements()) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("予定はございません", 1),
        ("行わずに記載しております", 1),
        ("行わず記載している。", 1),
        ("必要ないとは限らない。", 2),
        ("しなければならない。", 2),
        ("すみません、まず必ず少なくなりますかもしれません", 0),
        ("行わなかった。", 1),
    ],
)
def test_negations(text, count):
    assert negations(text) == count


@pytest.mark.parametrize(
    ("written", "spoken", "codes"),
    [
        ("件数は3件である。", "件数は3件でございます", []),
        ("件数は3件である。", "件数は三件でございます", []),
        ("件数は4件である。", "件数は3件でございます", ["number-doubtful", "number-doubtful"]),
        ("件数を示した。", "件数3件を示しました", ["number-doubtful"]),
        ("費用はいくらなのか。", "1点確認します。費用はいくらですか", []),
        ("予定はある。", "予定はございません", ["negation-doubtful"]),
        ("環境課が担当する。", "税務課が担当します", ["name-doubtful"]),
        ("担当課です。", "担当課です", ["style-doubtful"]),
        ("担当課", "担当課", ["style-doubtful"]),
        ("ＩＤカードを使う。", "ＩＤカードを使います", ["style-doubtful"]),
        ("費用がかかると思うが。", "費用がかかると思うが", ["style-doubtful"]),
        ("富士山を選んだ理由は。", "富士山を選んだ理由は", []),
    ],
)
def test_doubts(written, spoken, codes):
    assert [doubt.code for doubt in doubts(written, spoken)] == codes
