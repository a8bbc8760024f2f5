"""Sentences are found with and without the recogniser's punctuation."""

from __future__ import annotations

import pytest

from minutes_pipeline.drafting.normalising import normalise
from minutes_pipeline.drafting.turns import read_turns
from minutes_pipeline.meeting import Span, Utterance, Word


def said(key, text):
    return Utterance(key, text, speaker="A")


def sentences(analyzer, *texts):
    utterances = [said(f"u{n}", text) for n, text in enumerate(texts)]
    return [s.text for turn in read_turns(utterances, analyzer) for s in turn.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("件数は3件です。費用は増えます。", ["件数は3件です", "費用は増えます"]),
        ("件数は増えていますそれでは次に移ります", ["件数は増えています", "それでは次に移ります"]),
        ("費用はいくらですか期間はいつまでですか", ["費用はいくらですか", "期間はいつまでですか"]),
        ("件数は増えていますが費用は減っています", ["件数は増えていますが費用は減っています"]),
        ("費用が増えますので見直します", ["費用が増えますので見直します"]),
        ("今年度はですね、今月から始めます。", ["今年度はですね、今月から始めます"]),
        (
            "請求がございまして。内訳は次のとおりです。",
            ["請求がございまして、内訳は次のとおりです"],
        ),
        (
            "資料1に基づきまして。令和6年度の排出量は3トンです。",
            ["資料1に基づきまして、令和6年度の排出量は3トンです"],
        ),
        (
            "500万円は、県の指定の場合で。市の指定は、300万円が上限です。",
            ["500万円は、県の指定の場合で、市の指定は、300万円が上限です"],
        ),
        ("継続審議という扱いで。それでは次です。", ["継続審議という扱いで", "それでは次です"]),
        ("会場は市役所で。", ["会場は市役所で"]),
        (
            "中身を調査いたしました、ところ。紙が混ざっておりました。",
            ["中身を調査いたしましたところ、紙が混ざっておりました"],
        ),
        (
            "中身を調査いたしました、ところ、紙が混ざっておりました。",
            ["中身を調査いたしましたところ、紙が混ざっておりました"],
        ),
        ("よろしいでしょうか、費用はいくらですか。", ["よろしいでしょうか", "費用はいくらですか"]),
        (
            "目標の28％には届いておりません、報告は以上でございます。",
            ["目標の28％には届いておりません", "報告は以上でございます"],
        ),
        ("よいと思います、と言われました。", ["よいと思います、と言われました"]),
        ("", []),
        ("。", []),
    ],
)
def test_borders(analyzer, text, expected):
    assert sentences(analyzer, text) == expected


def test_a_sentence_may_go_on_in_the_next_utterance(analyzer):
    utterances = [said("u1", "戸籍の電算化を"), said("u2", "平成14年度に行いました。")]
    (turn,) = read_turns(utterances, analyzer)
    assert [s.text for s in turn.sentences] == ["戸籍の電算化を平成14年度に行いました"]
    assert turn.sentences[0].sources == ("u1", "u2")


def test_a_finished_utterance_is_closed(analyzer):
    assert sentences(analyzer, "件数は3件です", "費用は増えます") == [
        "件数は3件です",
        "費用は増えます",
    ]


def test_a_pause_ends_a_sentence(analyzer):
    head, tail = "設置しております", "職員が確認します"
    words = (Word(head, Span(0, 2)), Word(tail, Span(4, 6)))
    utterance = Utterance("u1", head + tail, Span(0, 6), "A", words)
    (turn,) = read_turns([utterance], analyzer)
    assert [s.text for s in turn.sentences] == [head, tail]


def test_long_speech_is_analysed_whole(analyzer):
    text = "件数は前年度と比べて増えております。" * 1200
    (tokens,) = analyzer.analyze([text])
    assert "".join(t.surface for t in tokens) == text
    assert all(text.startswith(t.surface, t.start) for t in tokens)


def test_unknown_voices_are_not_joined(analyzer):
    utterances = [
        Utterance("u1", "件数は3件です。"),
        Utterance("u2", "費用は増えます。"),
    ]
    assert [turn.utterances for turn in read_turns(utterances, analyzer)] == [("u1",), ("u2",)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和２年度は１，２００件", "令和2年度は1200件"),
        ("（案）です?", "（案）です？"),
        ("ＩＤ カード", "IDカード"),
        ("25 cc", "25 cc"),
    ],
)
def test_normalise(text, expected):
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "財政課長の菅原でございます補正予算書の3ページをお願いいたします今回の補正は増額です",
            [
                "財政課長の菅原でございます",
                "補正予算書の3ページをお願いいたします",
                "今回の補正は増額です",
            ],
        ),
        (
            "設計は2月末までに完了する予定でございます方式は現在の方式を改めます",
            ["設計は2月末までに完了する予定でございます", "方式は現在の方式を改めます"],
        ),
        (
            "未整備となっております北側の区間を廃止します",
            ["未整備となっております北側の区間を廃止します"],
        ),
        (
            "資料3をご覧ください受診率は38.9％です",
            ["資料3をご覧ください", "受診率は38.9％です"],
        ),
        ("わかりました ありがとうございます", ["わかりました", "ありがとうございます"]),
        ("前の年度と比べます。と、3％の減少です。", ["前の年度と比べますと、3％の減少です"]),
        (
            "排出量は8,300トン、あ、失礼いたしました。8,030トンです。",
            ["排出量は8300トン、あ、失礼いたしました、8030トンです"],
        ),
        ("調査いたしましたところ。3割ほどでした。", ["調査いたしましたところ、3割ほどでした"]),
    ],
)
def test_borders_that_a_recogniser_misses_or_invents(analyzer, text, expected):
    assert sentences(analyzer, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("登録は六十二人でしたそのうち九人が休んでいます", 2),
        ("文化課の野々村と申します資料の三ページをご覧ください", 2),
        ("ありがとうございます図書館の件は次回に回します", 2),
        ("承知いたしました名簿は来週お送りします", 2),
        ("来月から始めたいと思います会場は二か所です", 2),
        ("年内に決めたいと考えております候補地は三つです", 2),
        ("お願いしますじゃあ二番目の議題です", 2),
        ("ほかにございますかでは採決に移ります", 2),
        ("一度見てくださいでは次の資料です", 2),
        ("まず始めましょう予算は後から付きます", 2),
        ("これで終わりますお疲れさまでした", 2),
        # Attributes, conditions and what only looks like a beginning.
        ("必要でしたらその表をお送りします", 1),
        ("委員会が設置しております倉庫を点検します", 1),
        ("ただいま提案しておりますこの条例を説明します", 1),
        ("反対しているのですではなく賛成だと書いてください", 1),
        ("必要と考えております施策を挙げます", 1),
    ],
)
def test_unpunctuated_speech_is_cut_where_no_attribute_can_stand(analyzer, text, expected):
    found = sentences(analyzer, text)

    assert len(found) == expected, found
    assert "".join(found) == text
