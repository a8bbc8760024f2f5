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
                "賛成七名、反対一名。賛成多数ですので、そのように決しました。",
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


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("挙手少数であります。よって本案は否決されました。", "挙手少数で、否決された。"),
        ("起立少数。よって本案は否決されました。", "起立少数で、否決された。"),
        ("賛成3、反対5です。よって本案は否決されました。", "賛成3、反対5で、否決された。"),
        ("反対多数により、陳情第3号は不採択と決しました。", "反対多数で、不採択と決した。"),
        ("反対が多数ですので、本案は否決いたします。", "反対多数で、否決した。"),
    ],
)
def test_a_rejection_keeps_its_vote(draft, told, written):
    asked = ("A", "会長", "委員", "1", "本案に賛成の方の挙手を求めます。")
    assert (
        outcome(draft([CALL, TOLD, asked, ("A", "会長", "委員", "1", told)], TWO), "1") == written
    )


def test_a_cry_from_the_floor_in_the_words_of_the_chair_is_no_part_of_the_result(draft):
    asked = ("A", "会長", "委員", "1", "承認することにご異議ありませんか。")
    found = (
        "A",
        "会長",
        "委員",
        "1",
        "意気なしよご異議なしと認め、本件は原案の通り承認されました。",
    )
    minutes = draft([CALL, TOLD, asked, found], TWO)
    assert outcome(minutes, "1") == "異議なく、原案のとおり承認された。"


def test_a_vote_without_its_result_is_no_result_and_is_asked_about(draft):
    asked = ("A", "会長", "委員", "1", "原案を適当と認めることに賛成の方は挙手をお願いします。")
    minutes = draft([CALL, TOLD, asked], TWO)

    assert outcome(minutes, "1") is None
    (note,) = [n for n in minutes.notes if n.code == "outcome-doubtful"]
    assert "案件1（予算案について）では採決をしていますが、結果が原案にありません" in note.message
    assert note.utterances == ("u0003",)


@pytest.mark.parametrize(
    ("told", "written"),
    [
        (
            (
                "ありがとうございます。賛成7名、反対1名、賛成多数ですので、可決されました。"
                "記事の2番です。条例案について、説明をお願いします。"
            ),
            "賛成多数（賛成7名、反対1名）で、可決された。",
        ),
        (
            "異議なしと認めます。よって、原案のとおり承認されました。条例案について、説明をお願いします。",
            "異議なく、原案のとおり承認された。",
        ),
    ],
)
def test_what_is_settled_at_the_head_of_an_item_settles_the_one_before(draft, told, written):
    asked = ("A", "会長", "委員", "1", "原案に賛成の方は挙手をお願いします。")
    after = ("S", "課長", "事務局", "2", "条例の改正は、4月1日に施行いたします。")
    minutes = draft([CALL, TOLD, asked, ("A", "会長", "委員", "2", told), after], TWO)

    assert outcome(minutes, "1") == written
    assert outcome(minutes, "2") is None


ELECTION = {"1": "会長及び副会長の選出について"}


def test_each_of_two_posts_gets_its_own_name(draft):
    minutes = draft(
        [
            (
                "s",
                "",
                "事務局",
                "1",
                "会長及び副会長は、委員の互選により定めることとなっております。",
            ),
            ("a", "委員", "委員", "1", "事務局の案があれば、お示しください。"),
            ("s", "", "事務局", "1", "会長を水野委員、副会長を森田委員にお願いいたします。"),
        ],
        ELECTION,
    )
    assert minutes.items[0].outcome is not None
    assert minutes.items[0].outcome.text == (
        "委員の互選により、会長に水野委員、副会長に森田委員を選出した。"
    )


def test_one_name_for_two_posts_is_no_result(draft):
    minutes = draft(
        [("s", "", "事務局", "1", "副会長を森田委員にお願いいたします。")],
        ELECTION,
    )
    assert minutes.items[0].outcome is None


def test_the_terms_of_a_vote_stand_in_the_result(draft):
    minutes = draft(
        [
            (
                "c",
                "会長",
                "委員",
                "1",
                (
                    "点検の方法を引き続き検討することを条件といたしまして、原案を承認することで、"
                    "賛成の方は挙手をお願いいたします。賛成4名、全員賛成です。"
                    "よって本件は条件を付して承認されました。"
                ),
            )
        ]
    )
    outcome = minutes.items[0].outcome
    assert outcome is not None
    assert "点検の方法を引き続き検討すること" in outcome.text
    assert "賛成4名" in outcome.text


def test_two_votes_of_one_utterance_stand_under_their_items(draft):
    minutes = draft(
        [
            (
                "c",
                "会長",
                "委員",
                "1",
                (
                    "それではお諮りします。議題1について、原案に賛成の方は挙手をお願いします。賛成全員。"
                    "よって、原案のとおり承認されました。次に、議題2について採決いたします。"
                    "賛成2名、反対1名。賛成多数。よって、原案のとおり承認されました。"
                ),
            )
        ],
        {"1": "ごみの減量について", "2": "袋の規格について"},
    )
    first, second = (item.outcome for item in minutes.items)
    assert first is not None
    assert second is not None
    assert "反対" not in first.text
    assert "賛成2名、反対1名" in second.text


def test_a_promise_for_later_is_not_an_announcement(draft):
    minutes = draft(
        [
            ("a", "委員", "委員", "1", "残りの世帯への連絡はいつ終わるのでしょうか。"),
            ("s", "", "事務局", "1", "9月中には全世帯に確認し、次回の会議でご報告いたします。"),
        ]
    )
    assert "次回の会議で報告する" in minutes.items[0].exchanges[-1].paragraphs[0].text


def test_what_a_chair_asks_for_stays(draft):
    minutes = draft(
        [
            ("a", "委員", "委員", "1", "確認の手順は守られていたのでしょうか。"),
            ("s", "", "事務局", "1", "16校のうち9校にとどまっておりました。"),
            ("c", "会長", "委員", "1", "それでは、再発防止の徹底をお願いいたします。"),
        ]
    )
    assert "再発防止の徹底をお願いする" in minutes.items[0].exchanges[-1].paragraphs[0].text


def test_a_negative_question_stays_a_question(draft):
    minutes = draft(
        [
            ("a", "委員", "委員", "1", "紙の本の資料費から回すということではないですよね。"),
            ("s", "", "事務局", "1", "別に予算を要求します。"),
        ]
    )
    text = minutes.items[0].exchanges[0].paragraphs[0].text
    assert text.endswith("ではないのか。")


def test_what_is_so_already_is_told_not_asked(draft):
    minutes = draft(
        [
            ("a", "委員", "委員", "1", "利用者は増えていますよね。"),
            ("s", "", "事務局", "1", "3割増えております。"),
        ]
    )
    assert minutes.items[0].exchanges[0].paragraphs[0].text == "利用者は増えている。"


def test_numbers_before_a_question_about_something_stay(draft):
    said = "運賃の値上げについてお伺いしたいんですけれどもこれ150円から200円になるわけですよね。"
    minutes = draft([("a", "委員", "委員", "1", said + "乗る人は減りませんか。")])
    text = minutes.items[0].exchanges[0].paragraphs[0].text
    assert "150円から200円" in text


def test_when_a_matter_is_taken_up_again_stands_in_the_result(draft):
    minutes = draft(
        [
            (
                "c",
                "会長",
                "委員",
                "1",
                (
                    "資料がそろっておりませんので、本日は結論を出さず、"
                    "3月に改めて協議することにしたいと思いますが、いかがでしょうか。"
                ),
            ),
            ("a", "委員", "委員", "1", "それで結構です。"),
            ("c", "会長", "委員", "1", "では、本件は継続して協議することといたします。"),
        ],
        {"1": "公民館の使用料について"},
    )
    assert minutes.items[0].outcome is not None
    assert minutes.items[0].outcome.text == (
        "資料がそろっていないので、本日は結論を出さず、3月に改めて協議することとした。"
    )


def test_every_condition_that_a_chair_counts_up_stays(draft):
    minutes = draft(
        [
            (
                "c",
                "会長",
                "委員",
                "1",
                (
                    "まず、貸出しの期間は5日以内とする。"
                    "2つ目に、夜間は職員を2人以上置くこと。"
                    "3つ目に、利用の記録を毎月報告すること。"
                ),
            )
        ],
        {"1": "公民館の使用料について"},
    )
    told = "".join(p.text for p in minutes.paragraphs())
    assert "職員を2人以上置くこと" in told
    assert "毎月報告すること" in told


def test_an_answer_that_is_a_bare_noun_is_no_topic(draft):
    minutes = draft(
        [
            ("a", "委員", "委員", "1", "遠征の費用は誰が出すのですか。"),
            ("s", "", "事務局", "1", "保護者の負担です。備品は市が用意いたします。"),
        ],
        {"1": "公民館の使用料について"},
    )
    told = "".join(p.text for p in minutes.paragraphs())
    assert "保護者の負担である。備品は市が用意する。" in told


def test_what_is_added_to_a_proposal_stands_beside_it(draft):
    minutes = draft(
        [
            CALL,
            TOLD,
            (
                "A",
                "会長",
                "委員",
                "1",
                "原案を適当とすること、周知に努めることを盛り込むということで、ご異議ありませんか。",
            ),
            ("B", "委員", "委員", "1", "異議ありません。"),
            (
                "A",
                "会長",
                "委員",
                "1",
                (
                    "では、効果の検証ということも加えて3点ということで、よろしいでしょうか。"
                    "ご異議なしと認め、そのように答申いたします。"
                ),
            ),
        ],
        TWO,
    )
    text = outcome(minutes, "1")
    assert "原案を適当とすること、周知に努めること" in text
    assert "効果の検証" in text
    assert "3点とすること" in text


def test_what_the_chair_settles_is_the_outcome_but_not_the_course_of_the_sitting(draft):
    settled = (
        "A",
        "会長",
        "委員",
        "1",
        "では、2案は外し、1案で検討していくと、こういうことにいたします。",
    )
    minutes = draft([CALL, TOLD, settled], TWO)
    assert outcome(minutes, "1") == "2案は外し、1案で検討していくこととした。"
    course = ("A", "会長", "委員", "1", "では、ここで10分間休憩することにいたします。")
    assert outcome(draft([CALL, TOLD, course], TWO), "1") is None


def test_only_a_member_asks_pardon_beforehand(draft):
    """What an official says in the same words owns to a mistake."""
    asked = "的外れだったらすみません。週3回にはできないんでしょうか。"
    owned = "先ほどのご説明が間違っておりまして申し訳ございません。週3回でございます。"
    minutes = draft(
        [CALL, TOLD, ("B", "委員", "委員", "1", asked), ("C", "環境課", "環境課", "1", owned)], TWO
    )
    texts = [p.text for e in minutes.items[0].exchanges for p in e.paragraphs]
    assert "的外れ" not in texts[0]
    assert "間違って" in texts[1]


def test_a_promise_for_a_numbered_meeting_stays(draft):
    minutes = draft(
        [
            CALL,
            TOLD,
            ("B", "委員", "委員", "1", "内訳はどうなっているんでしょうか。"),
            (
                "S",
                "課長",
                "事務局",
                "1",
                "精査しております。第4回の会議でまとめてご報告いたします。",
            ),
        ],
        TWO,
    )
    assert answers(minutes)[-1] == (
        "事務局",
        "精査している。第4回の会議でまとめて報告する。",
    )


def test_an_answer_that_counts_goes_on_to_the_next_question(draft):
    minutes = draft(
        [
            CALL,
            TOLD,
            (
                "B",
                "委員",
                "委員",
                "1",
                "費用はどれだけかということと、対象は何世帯あるのでしょうか。",
            ),
            (
                "S",
                "課長",
                "事務局",
                "1",
                "1点目の費用でございますが、年間で3億円です。2点目の対象でございますが、200世帯です。",
            ),
        ],
        TWO,
    )
    (item,) = [i for i in minutes.items if i.number == "1"]
    assert len(item.exchanges[-1].paragraphs) == 2
    assert item.exchanges[0].paragraphs[0].text == (
        "費用はどれだけか。また、対象は何世帯あるのか。"
    )


def test_a_speaker_who_looks_for_a_word_asks_nothing(draft):
    said = "有収率っていうんですか、水の漏れない割合が低いと思います。"
    minutes = draft([CALL, TOLD, ("B", "委員", "委員", "1", said)], TWO)
    assert answers(minutes) == [("委員", "有収率、水の漏れない割合が低いと思う。")]


def test_what_the_chair_asks_to_be_explained_stays_but_the_call_goes(draft):
    minutes = draft(
        [
            CALL,
            TOLD,
            ("A", "会長", "委員", "1", "基金の残高の推移について、もう少し説明をお願いします。"),
            ("S", "課長", "事務局", "1", "基金の残高は、昨年度に2億円となりました。"),
            ("A", "会長", "委員", "2", "条例案について、説明をお願いします。"),
            ("S", "課長", "事務局", "2", "改正は4月1日に施行いたします。"),
        ],
        TWO,
    )
    assert [label for label, _ in answers(minutes)] == ["委員", "事務局"]
    assert "基金の残高の推移について" in answers(minutes)[0][1]
