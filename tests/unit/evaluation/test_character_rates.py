"""Characters wrong: what each norm makes alike, and rates of small known cases."""

from __future__ import annotations

import pytest

from minutes_pipeline.evaluation.characters import (
    NORMS,
    error_rate,
    headline,
    lenient,
    strict,
    turn_errors,
)
from minutes_pipeline.evaluation.intervals import Rate, bootstrapped


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("えーと、令和六年度です。", "令和6年度です"),
        ("二千三百四十五人", "2,345人"),
        ("2万3千円", "23000円"),
        ("一億二千万円", "1億2千万円"),
        ("十人", "10人"),
        ("ＡＢＣ", "abc"),
        ("二〇二四年", "2024年"),
    ],
)
def test_the_headline_norm_makes_spellings_alike(text, alike):
    assert headline(text) == headline(alike)


def test_the_headline_norm_keeps_what_was_said_apart():
    assert headline("十人です") != headline("百人です")
    assert headline("その件です") == "その件です"
    assert headline("1.5倍") != headline("15点")


def test_the_strict_norm_keeps_punctuation():
    assert strict("はい、 そうです。") == "はい、そうです。"


def test_the_lenient_norm_hears_only_the_reading():
    assert lenient("戸籍の高析") == lenient("戸籍の高析。")
    assert lenient("開催します") == lenient("かいさいします。")


@pytest.mark.parametrize(
    ("said", "heard", "value", "parts"),
    [
        (["あいう", "えお"], "あいうえお", 0.0, (0.0, 0.0, 0.0)),
        (["あいう", "えお"], "あかうえ", 0.4, (0.2, 0.2, 0.0)),
        (["あいう", "えお"], "あいうえおか", 0.2, (0.0, 0.0, 0.2)),
        (["あいう"], "", 1.0, (0.0, 1.0, 0.0)),
    ],
)
def test_rates_of_small_cases(said, heard, value, parts):
    found = error_rate(said, heard, NORMS["headline"])

    assert found.rate.value == pytest.approx(value)
    assert (found.substituted, found.deleted, found.inserted) == pytest.approx(parts)


def test_every_error_is_counted_to_its_turn():
    pieces, substituted, deleted, inserted = turn_errors(["あいう", "えお", "かき"], "あいうおxきy")

    assert pieces == [(0, 3), (1, 2), (2, 2)]
    assert (substituted, deleted, inserted) == (1, 1, 1)


def test_nothing_said_is_no_rate_but_what_was_heard_counts():
    assert error_rate([], "", strict).rate == Rate(0.0, 0.0, 0.0)
    assert turn_errors([], "はい") == ([(2, 0)], 0, 0, 2)


def test_the_interval_holds_the_rate_and_is_the_same_every_time():
    pieces = [(1, 10), (0, 10), (4, 10), (2, 30)]
    found = bootstrapped(pieces)

    assert found == bootstrapped(pieces)
    assert found.value == pytest.approx(7 / 60)
    assert found.low < found.value < found.high


def test_pieces_that_are_all_alike_leave_nothing_to_chance():
    assert bootstrapped([(1, 10)] * 5) == Rate(0.1, 0.1, 0.1)
