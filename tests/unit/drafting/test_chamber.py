"""Sentences that only run an assembly, and what is called from its floor."""

import pytest

from minutes_pipeline.drafting.chamber import runs_the_chamber
from minutes_pipeline.drafting.normalising import normalise


@pytest.mark.parametrize(
    "text",
    [
        "次に、14番、森田京子議員",
        "それでは辻委員、お願いできますでしょうか",
        "岡委員の後に沖田委員、それから辻委員とお願いいたします",
        "本件は、会議規則第36条第3項の規定により提案理由の説明を省略いたしたいと思います",
        "よって、委員会の付託を省略することに決しました",
        "議案第8号について、原案のとおり可決することに賛成の諸君は賛成ボタンを、反対の諸君は反対ボタンを押してください",
        "ただいまの出席議員は18名であります",
        "ただいまのところ、質疑の通告はございません",
        "本件につきまして、理事者より説明願います",
        "以上で、提案理由の説明は終わりました",
        "それでは、市長、順次説明願います",
        "次に、予定表2、報告事項を聴取いたします",
        "初めに、議席について申し上げます",
    ],
)
def test_what_only_runs_the_sitting(text):
    assert runs_the_chamber(text)


@pytest.mark.parametrize(
    "text",
    [
        "本件は、原案のとおり可決されました",
        "この際、私から条件を申し上げます",
        "議案第3号について反対の立場から申し上げます",
        "会場の出入口は南側に変更します",
        "14番、森田議員の質問には後日お答えします",
        "条例の趣旨は説明のとおりであると申し上げます",
        "会期は28日間と決定いたしました",
        "水道部長、参考までに、老朽管の延長について、説明願います",
        "その経費の内訳を説明願います",
    ],
)
def test_what_says_more_stays(text):
    assert not runs_the_chamber(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("（「異議なし」と呼ぶ者あり）", "異議なし。"),
        ("〔「異議なし」「異議あり」と呼ぶ者あり〕", "異議なし。異議あり。"),
        ("（「なし」の声多数）", "なし。"),
        ("質問いたします。（拍手）次です。", "質問いたします。次です。"),
        ("総数81、賛成72、反対9。（資料編30ページ参照）", "総数81、賛成72、反対9。"),
        (
            "（仮称）公園の「入口」の（幅員4メートル）です。",
            "（仮称）公園の「入口」の（幅員4メートル）です。",
        ),
    ],
)
def test_asides_of_a_record(text, said):
    assert normalise(text) == said
