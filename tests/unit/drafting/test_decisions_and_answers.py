"""Decisions stand under the item they decide, rest on clear words, and bare answers stay."""

from __future__ import annotations

import pytest

TWO = {"1": "予算案について", "2": "条例案について"}
CALL = ("A", "会長", "委員", "1", "予算案について、事務局の説明を求めます。")
TOLD = ("S", "課長", "事務局", "1", "予算の総額は、8億円でございます。")


def outcome(minutes, number):
    (item,) = [i for i in minutes.items if i.number == number]
    return item.outcome.text if item.outcome else None


def answers(minutes):
    return [
        (e.label, "".join(p.text for p in e.paragraphs))
        for item in minutes.items
        for e in item.exchanges
    ]


def test_what_is_decided_before_the_next_call_belongs_to_the_item_before(draft):
    minutes = draft(
        [
            CALL,
            TOLD,
            ("A", "会長", "委員", "1", "では、予算案について、承認することにご異議ありませんか。"),
            ("B", "委員", "委員", "1", "異議なし。"),
            (
                "A",
                "会長",
                "委員",
                "2",
                (
                    "異議なしと認めます。よって予算案は承認することに決しました。"
                    "次に議事の2番、条例案について、説明をお願いします。"
                ),
            ),
            ("S", "課長", "事務局", "2", "条例の改正は、4月1日に施行いたします。"),
        ],
        TWO,
    )
    assert outcome(minutes, "1") == "異議なく、承認することに決した。"
    assert outcome(minutes, "2") is None


def test_so_decided_is_written_with_the_words_that_were_put(draft):
    minutes = draft(
        [
            CALL,
            TOLD,
            (
                "A",
                "会長",
                "委員",
                "1",
                "附帯意見を付け、原案を適当と認め、答申することに賛成の方は挙手をお願いします。",
            ),
            (
                "A",
                "会長",
                "委員",
                "1",
                "賛成7名、反対1名。賛成多数ですので、そのように決しました。",
            ),
        ],
        TWO,
    )
    assert outcome(minutes, "1") == (
        "賛成多数（賛成7名、反対1名）で、附帯意見を付け、原案を適当と認め、答申することに決した。"
    )


def test_no_objection_without_a_decision_is_told_as_it_was(draft):
    minutes = draft(
        [
            CALL,
            TOLD,
            ("A", "会長", "委員", "1", "予算案を承認することにご異議ございませんか。"),
            ("B", "委員", "委員", "1", "異議なし。"),
        ],
        TWO,
    )
    assert outcome(minutes, "1") == "予算案を承認することに、異議はなかった。"


def test_a_refusal_names_nobody(draft):
    minutes = draft(
        [
            ("A", "会長", "委員", "1", "森田委員にお願いしたいと思いますが、よろしいでしょうか。"),
            ("B", "委員", "委員", "1", "申し訳ないですけど、辞退します。"),
        ],
        {"1": "副会長の選出について"},
    )
    assert outcome(minutes, "1") is None


def test_several_people_are_named_together(draft):
    minutes = draft(
        [
            (
                "A",
                "会長",
                "委員",
                "1",
                (
                    "会議録署名委員でございますが、水野委員と森田委員のお二人にお願いしたいと思います。"
                    "よろしいでしょうか。"
                ),
            ),
            ("B", "委員", "委員", "1", "はい、結構です。"),
        ],
        {"1": "会議録署名委員の指名について"},
    )
    assert outcome(minutes, "1") == "会議録署名委員に水野委員及び森田委員を指名した。"


ASK = ("A", "会長", "委員", "1", "試掘の結果は、この審議会にも報告していただけますか。")


def test_a_promise_that_is_the_whole_answer_stays(draft):
    minutes = draft(
        [CALL, TOLD, ASK, ("S", "課長", "事務局", "1", "はい、次回の会議でご報告いたします。")], TWO
    )
    assert answers(minutes)[-1] == ("事務局", "次回の会議で報告する。")


def test_a_bare_yes_stays_as_an_answer(draft):
    asked = ("B", "委員", "委員", "1", "費用は市が負担するのですか。")
    minutes = draft(
        [CALL, TOLD, asked, ("S", "課長", "事務局", "1", "はい、そのとおりでございます。")], TWO
    )
    assert answers(minutes)[-1] == ("事務局", "そのとおりである。")


def test_agreement_with_an_opinion_gives_way_to_what_will_be_done(draft):
    opinion = ("B", "委員", "委員", "1", "調書には復元の部分を明記すべきです。")
    reply = ("S", "課長", "事務局", "1", "ご指摘のとおりでございます。調書に明記いたします。")
    minutes = draft([CALL, TOLD, opinion, reply], TWO)
    assert answers(minutes)[-1] == ("事務局", "調書に明記する。")


def test_the_chair_does_not_end_the_explanation_by_a_remark(draft):
    minutes = draft(
        [
            ("A", "会長", "委員", "1", "予算案について、これは市長からの諮問でございます。"),
            TOLD,
        ],
        TWO,
    )
    (item,) = [i for i in minutes.items if i.number == "1"]
    assert [p.text for p in item.points] == ["予算の総額は、8億円である。"]


def test_the_lead_names_the_document_that_was_used(draft):
    told = (
        "S",
        "課長",
        "事務局",
        "1",
        "議案書の12ページをお開き願います。総額は、8億円でございます。",
    )
    minutes = draft([CALL, told], TWO)
    assert minutes.items[0].lead.text == "議案書に基づいて、事務局から説明を行った。"


@pytest.mark.parametrize(
    "told",
    [
        "賛成4名 反対2名 賛成多数ですので陳情第5号は採択とすることに決定しました",
        "挙手4名、反対2名。賛成多数であるので、陳情第5号は採択とすることに決定しました。",
    ],
)
def test_a_vote_and_its_result_without_a_stop_stand_once(draft, told):
    asked = ("A", "会長", "委員", "1", "陳情第5号を採択することに賛成の方は挙手願います。")

    found = outcome(draft([CALL, TOLD, asked, ("A", "会長", "委員", "1", told)], TWO), "1")

    assert found.count("2名") == 1
    assert found.count("賛成多数") == 1
    assert "採択" in found


def test_a_vote_told_in_one_breath_with_the_decision_stands_once(draft):
    minutes = draft(
        [
            CALL,
            TOLD,
            (
                "A",
                "会長",
                "委員",
                "1",
                "賛成5名全会一致ですのでよって予算案は可決すべきものと決しました。",
            ),
        ],
        TWO,
    )
    assert outcome(minutes, "1") == "全会一致（賛成5名）で、可決すべきものと決した。"
