"""Questions that the chair passes on, elections without a chair, resolutions read out, その他."""

from __future__ import annotations

from minutes_pipeline.drafting.manner import Manner, Style


def said(minutes, number):
    (item,) = [i for i in minutes.items if i.number == number]
    return [(e.label, [p.text for p in e.paragraphs]) for e in item.exchanges]


def outcome(minutes, number):
    (item,) = [i for i in minutes.items if i.number == number]
    return item.outcome.text if item.outcome else None


ONE = {"1": "ごみの減量について"}
NIGHT = ("B", "委員", "委員", "1", "夜間の回収が足りないんですよ。")
PASSED_ON = (
    "今の森田委員のお話は、夜間の回収を計画に入れられないかというご趣旨だと思いますが、"
    "事務局いかがですか。"
)


def test_a_question_passed_on_by_the_chair_joins_the_members(draft):
    minutes = draft(
        [
            NIGHT,
            ("A", "会長", "委員", "1", PASSED_ON),
            ("S", "課長", "事務局", "1", "費用の面から、直ちに入れることは難しいです。"),
        ],
        ONE,
    )
    assert said(minutes, "1") == [
        ("委員", ["夜間の回収が足りない。夜間の回収を計画に入れられないか。"]),
        ("事務局", ["費用の面から、直ちに入れることは難しい。"]),
    ]


def test_a_question_of_the_chairs_own_stands_by_itself(draft):
    minutes = draft(
        [
            NIGHT,
            ("A", "会長", "委員", "1", "夜間の回収には、費用はいくらかかるのですか。"),
            ("S", "課長", "事務局", "1", "約300万円です。"),
        ],
        ONE,
    )
    assert [label for label, _ in said(minutes, "1")] == ["委員", "委員", "事務局"]


ELECTION = {"1": "委員長及び副委員長の選出について"}
VACANT = [
    ("S", "館長", "事務局", "1", "次第の1番、委員長及び副委員長の選出でございます。"),
    ("B", "委員", "委員", "1", "事務局のほうで何か案があれば、お示しいただければと思います。"),
    (
        "S",
        "館長",
        "事務局",
        "1",
        "それでは、委員長に水野委員、副委員長に森田委員をお願いしたいと思いますが、いかがでしょうか。",
    ),
    ("B", "委員", "委員", "1", "異議なしです。"),
    (
        "S",
        "館長",
        "事務局",
        "1",
        "異議なしということですので、委員長を水野委員、副委員長を森田委員にお願いいたします。",
    ),
]


def test_until_there_is_a_chair_the_secretariat_leads(draft):
    minutes = draft(VACANT, ELECTION)
    assert said(minutes, "1") == []
    assert outcome(minutes, "1") is not None
    assert "委員長に水野委員、副委員長に森田委員" in outcome(minutes, "1")


def test_an_objection_to_an_election_stays(draft):
    against = ("C", "委員", "委員", "1", "私は、任期が短過ぎると思います。")
    minutes = draft([*VACANT[:3], against, *VACANT[3:]], ELECTION)
    assert said(minutes, "1") == [("委員", ["任期が短過ぎると思う。"])]


READ_OUT = (
    "お諮りいたします。本件については、おおむね妥当であると認める。"
    "ただし、点検の結果を毎年度報告すること。"
    "この意見を付して答申したいと思いますが、いかがでしょうか。"
)


def test_what_the_chair_reads_out_stands_in_the_result(draft):
    minutes = draft(
        [
            (
                "S",
                "課長",
                "事務局",
                "1",
                "評価書の案をご説明いたします。対象は12万人でございます。",
            ),
            (
                "A",
                "会長",
                "委員",
                "1",
                READ_OUT,
            ),
            ("B", "委員", "委員", "1", "異議ございません。"),
            ("A", "会長", "委員", "1", "異議なしと認めまして、そのように答申いたします。"),
        ],
        {"1": "評価書の案について"},
    )
    assert said(minutes, "1") == []
    assert outcome(minutes, "1") == (
        "おおむね妥当であると認める。ただし、点検の結果を毎年度報告すること。"
        "この意見を付して答申することに、異議なく決定した。"
    )


NEXT = ("S", "課長", "事務局", "1", "次回の会議は、11月18日の火曜日に開催いたします。")


def test_other_business_that_the_secretariat_opens_is_an_explanation(draft):
    (item,) = draft([NEXT], {"1": "その他"}).items
    assert [p.text for p in item.points] == ["次回の会議は、11月18日（火）に開催する。"]
    assert item.lead is not None


def test_other_business_that_a_member_opens_is_an_exchange(draft):
    asks = ("B", "委員", "委員", "1", "案内板を直してほしい。")
    (item,) = draft([asks, NEXT], {"1": "その他"}).items
    assert item.points == ()
    assert [e.label for e in item.exchanges] == ["委員", "事務局"]


def test_full_minutes_keep_the_number_of_a_question(draft):
    answer = "1点目の施設でございますが、新設いたしません。2点目の人材でございますが、増やします。"
    minutes = draft(
        [
            ("B", "委員", "委員", "1", "施設は造りますか。人材は足りますか。"),
            ("S", "課長", "事務局", "1", answer),
        ],
        ONE,
        manner=Manner(style=Style.FULL),
    )
    assert "2点目の人材" in said(minutes, "1")[-1][1][0]


def test_a_recognisers_comma_within_an_ending_is_mended(draft):
    minutes = draft(
        [
            (
                "B",
                "委員",
                "委員",
                "1",
                "質の向上は大切だと思うんですよ、ただ、現場は人が足りない、ですよ。",
            ),
            ("S", "課長", "事務局", "1", "募集を続けます。"),
        ],
        ONE,
    )
    assert said(minutes, "1")[0][1] == ["質の向上は大切だと思う。ただし、現場は人が足りない。"]
