"""Which item each utterance stands under."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from own_sittings import NAMES, share_right, sitting

from minutes_pipeline.agenda.placement import place_utterances
from minutes_pipeline.agenda.references import references
from minutes_pipeline.agenda.speech_text import normal_speech, spoken
from minutes_pipeline.meeting import Agenda, AgendaItem, Record, Role, RoleKind, Span, Utterance

CHAIR, MEMBER = Role(RoleKind.CHAIR), Role(RoleKind.MEMBER)
OFFICE, SECTION = Role(RoleKind.SECRETARIAT), Role(RoleKind.SECTION, "環境課")

THREE = Agenda(
    items=(
        AgendaItem("1", "公園の再整備について", "報告"),
        AgendaItem("2", "ごみ収集の有料化について", "諮問"),
        AgendaItem("3", "その他"),
    )
)


def place(agenda: Agenda, *said: tuple[Role | None, str]) -> Record:
    utterances = tuple(
        Utterance(f"u{i:04d}", text, role=role) for i, (role, text) in enumerate(said)
    )
    return place_utterances(Record(None, utterances), agenda)


def items(record: Record) -> list[str | None]:
    return [u.item for u in record.utterances]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("roles", "voices"),
    [(True, True), (False, True), (False, False)],
    ids=["roles", "voices", "text"],
)
def test_own_sittings_stand_under_their_items(name, roles, voices):
    own = sitting(name, roles=roles, voices=voices)
    assert share_right(place_utterances(own.record, own.agenda), own) >= 0.97


@pytest.mark.parametrize("name", NAMES)
def test_nothing_said_is_lost_or_changed(name):
    own = sitting(name)
    placed = place_utterances(own.record, own.agenda)
    assert [replace(u, item=None) for u in placed.utterances] == list(own.record.utterances)
    assert {u.item for u in placed.utterances} <= {None, *(i.number for i in own.agenda.items)}


@pytest.mark.parametrize("name", NAMES)
def test_the_same_input_gives_the_same_result(name):
    own = sitting(name)
    assert place_utterances(own.record, own.agenda) == place_utterances(own.record, own.agenda)


def test_joint_items_are_told_and_stand_under_the_first():
    own = sitting("committee")
    placed = place_utterances(own.record, own.agenda)
    assert placed.joint == (("2", "3"),)
    explained = [u.item for u in placed.utterances if u.role and u.role.section == "高齢者支援課"]
    assert set(explained) == {"2"}


def test_joint_items_need_not_be_neighbours():
    own = sitting("board")
    assert place_utterances(own.record, own.agenda).joint == (("3-1", "3-3"),)


def test_a_range_of_bills_is_joint():
    agenda = Agenda(items=tuple(AgendaItem(f"議案第{n}号", f"{n}号の件") for n in range(7, 11)))
    placed = place(
        agenda,
        (CHAIR, "議案第7号から議案第9号までの3件を一括して議題といたします。説明を求めます。"),
        (SECTION, "議案第8号についてご説明いたします。負担金を改めるものです。"),
        (CHAIR, "次に議案第10号を議題といたします。"),
    )
    assert items(placed) == ["議案第7号", "議案第7号", "議案第10号"]
    assert placed.joint == (("議案第7号", "議案第8号", "議案第9号"),)


def test_without_an_agenda_everything_stands_outside():
    own = sitting("board")
    placed = place_utterances(own.record, Agenda())
    assert set(items(placed)) == {None}
    assert placed.notes == ()


def test_an_empty_record_stays_empty():
    assert place_utterances(Record(None, ()), THREE).utterances == ()


def test_times_are_not_needed():
    own = sitting("residents")
    without = replace(
        own.record, utterances=tuple(replace(u, span=None) for u in own.record.utterances)
    )
    with_times = place_utterances(own.record, own.agenda)
    assert items(place_utterances(without, own.agenda)) == items(with_times)


def test_the_turn_that_opens_an_item_belongs_to_it():
    placed = place(
        THREE,
        (CHAIR, "ただいまから審議会を開会いたします。"),
        (CHAIR, "それでは、議題の1番、公園の再整備について、事務局から説明をお願いします。"),
        (OFFICE, "遊具を新しくいたします。"),
        (
            CHAIR,
            "ほかにないようでしたら、続きまして2番のごみ収集の有料化について、説明をお願いします。",
        ),
        (SECTION, "1袋40円といたします。"),
    )
    assert items(placed) == [None, "1", "1", "2", "2"]


def test_moving_on_without_a_name_leads_to_the_next_item():
    placed = place(
        THREE,
        (CHAIR, "それでは、議題の1番、公園の再整備についてを議題といたします。"),
        (OFFICE, "遊具を新しくいたします。"),
        (
            CHAIR,
            "ありがとうございました。ほかにございませんか。それでは次の案件に移ります。説明をお願いします。",
        ),
        (SECTION, "1袋40円といたします。"),
    )
    assert items(placed) == ["1", "1", "2", "2"]


def test_a_number_that_no_item_has_leads_to_the_next_item():
    placed = place(
        THREE,
        (CHAIR, "それでは、議題の1番、公園の再整備についてを議題といたします。"),
        (OFFICE, "遊具を新しくいたします。費用は300万円でございます。"),
        (MEMBER, "いつから使えますか。"),
        (CHAIR, "続きまして、議題第25に移ります。"),
        (CHAIR, "お願いします。"),
        (SECTION, "1袋40円といたします。"),
        (MEMBER, "高いと思います。"),
    )
    assert items(placed) == ["1", "1", "1", "2", "2", "2", "2"]


def test_a_call_without_stops_or_a_verb_opens_its_item():
    placed = place(
        THREE,
        (CHAIR, "それでは、議題の1番、公園の再整備についてを議題といたします。"),
        (OFFICE, "遊具を新しくいたします。ごみ箱も二つ目を置きます。"),
        (MEMBER, "遊具は一番小さい子も使えますか。"),
        (
            CHAIR,
            (
                "わかりました公園については今日のご意見を踏まえてまとめることにします続いて議題の2番ごみの"
                "有料化 これは一番関心の高いところかと思いますお願いします"
            ),
        ),
        (SECTION, "1袋40円といたします。"),
    )
    assert items(placed) == ["1", "1", "1", "2", "2"]


@pytest.mark.parametrize("text", ["一番大きいのは費用です", "一番関心の高いところです"])
def test_the_most_is_no_number(text):
    assert references(normal_speech(text)) == ()


def test_an_item_may_be_passed_over():
    placed = place(
        THREE,
        (CHAIR, "議題の1番、公園の再整備についてを議題といたします。"),
        (OFFICE, "遊具を新しくいたします。"),
        (CHAIR, "議題の2番は、本日は資料が整わないため次回に審議いたします。"),
        (CHAIR, "それでは最後に、次第の3番、その他に入ります。何かございますか。"),
    )
    assert items(placed)[-1] == "3"
    assert items(placed)[1] == "1"
    assert [n.code for n in placed.notes].count("item-without-speech") == 1


def test_a_question_that_names_another_item_does_not_move_the_sitting():
    placed = place(
        THREE,
        (CHAIR, "議題の1番、公園の再整備についてを議題といたします。"),
        (MEMBER, "ごみ収集の有料化についても関係しますが、公園のごみ箱はどうするのでしょうか。"),
        (OFFICE, "ごみ収集の有料化については議題の2番でご説明いたします。"),
        (MEMBER, "分かりました。"),
    )
    assert items(placed) == ["1", "1", "1", "1"]


def test_a_question_on_another_item_moves_nothing_even_without_roles():
    placed = place(
        THREE,
        (None, "それでは議題の1番、公園の再整備についてを議題といたします。"),
        (None, "次に、議題の2番、ごみ収集の有料化についてお伺いします。いつからですか。"),
        (None, "来年の4月からでございます。"),
    )
    assert items(placed) == ["1", "1", "1"]


def test_what_is_done_before_the_business_is_outside():
    placed = place(
        THREE,
        (CHAIR, "それでは、議題に入ります前に、事務局から資料の確認をお願いします。"),
        (OFFICE, "資料は3点ございます。"),
        (CHAIR, "それでは、議題の1番、公園の再整備について、説明をお願いします。"),
    )
    assert items(placed) == [None, None, "1"]


@pytest.mark.parametrize("role", [MEMBER, SECTION])
def test_a_chair_taken_for_somebody_else_still_moves_the_sitting(role):
    placed = place(
        THREE,
        (
            role,
            "それでは、議題の1番、公園の再整備についてを議題といたします。事務局から説明をお願いします。",
        ),
        (OFFICE, "遊具を新しくいたします。"),
        (
            role,
            "ほかにございませんか。それでは次に、議題の2番、ごみ収集の有料化についてを議題といたします。",
        ),
        (OFFICE, "1袋40円といたします。"),
    )
    assert items(placed) == ["1", "1", "2", "2"]


def test_a_list_of_what_is_to_come_opens_nothing():
    placed = place(
        THREE,
        (CHAIR, "本日の議題は、公園の再整備について、ごみ収集の有料化について、その他の3件です。"),
        (CHAIR, "それではまず、議題1、公園の再整備について、説明をお願いします。"),
        (OFFICE, "遊具を新しくいたします。"),
    )
    assert items(placed) == [None, "1", "1"]


def test_calling_a_member_by_number_is_no_item():
    placed = place(
        THREE,
        (CHAIR, "議題の1番、公園の再整備についてを議題といたします。質疑はございませんか。"),
        (CHAIR, "2番、大村委員。"),
        (MEMBER, "費用はいくらですか。"),
    )
    assert items(placed) == ["1", "1", "1"]


def test_speech_after_the_last_item_is_outside():
    placed = place(
        THREE,
        (CHAIR, "議題の1番、公園の再整備についてを議題といたします。"),
        (OFFICE, "遊具を新しくいたします。"),
        (CHAIR, "以上で本日の議題はすべて終了いたしました。"),
        (OFFICE, "お忘れ物のないようにお願いいたします。"),
        (CHAIR, "これをもちまして閉会いたします。"),
    )
    assert items(placed) == ["1", "1", None, None, None]


def test_a_decision_spoken_with_the_closing_stays_in_its_item():
    placed = place(
        THREE,
        (CHAIR, "議題の1番、公園の再整備についてを議題といたします。"),
        (OFFICE, "遊具を新しくいたします。"),
        (
            CHAIR,
            "ご異議なしと認め、原案のとおり決定いたしました。以上で案件はすべて終了しました。閉会します。",
        ),
    )
    assert items(placed) == ["1", "1", "1"]


def test_formalities_of_the_agenda_stand_outside():
    own = sitting("board")
    placed = place_utterances(own.record, own.agenda)
    assert items(placed)[:4] == [None, None, None, None]


def test_a_doubtful_border_is_shown_with_its_time():
    """Somebody moves on, but hardly says so, and what follows tells nothing."""
    said = (
        (CHAIR, "議題の1番、公園の再整備についてを議題といたします。"),
        (OFFICE, "遊具を新しくいたします。"),
        (CHAIR, "では、有料化の件は。"),
        (SECTION, "単価は40円でございます。"),
        (CHAIR, "それでは次第の3番、その他に入ります。何かございますか。"),
    )
    utterances = tuple(
        Utterance(f"u{i}", text, span=Span(i * 10.0, i * 10.0 + 8.0), role=role)
        for i, (role, text) in enumerate(said)
    )
    placed = place_utterances(Record(50.0, utterances), THREE)
    notes = [n for n in placed.notes if n.code == "item-border-doubtful"]
    assert [(n.start, n.end, n.utterances) for n in notes] == [(20.0, 38.0, ("u2", "u3"))]
    assert {*notes[0].alternatives, placed.utterances[2].item} == {"1", "2"}


def test_notes_of_earlier_stages_are_not_repeated():
    own = sitting("board")
    first = place_utterances(own.record, own.agenda)
    again = place_utterances(replace(own.record, notes=(*first.notes, *first.notes)), own.agenda)
    assert again.notes == first.notes


def misheard(text: str, rng: random.Random, rate: float) -> str:
    """Return *text* as a recogniser may write it: by sound, with signs lost, without stops."""
    out = []
    for sign in text:
        lost = rng.random() < rate
        if sign in "、。" and lost:
            continue
        if "\u4e00" <= sign <= "\u9fff" and lost:
            out.append(rng.choice((spoken(sign).reading, "", sign)))
            continue
        out.append(sign)
    return "".join(out)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", NAMES)
def test_misheard_words_do_not_upset_the_course(name, seed):
    own, rng = sitting(name), random.Random(seed)
    heard = tuple(replace(u, text=misheard(u.text, rng, 0.15)) for u in own.record.utterances)
    placed = place_utterances(replace(own.record, utterances=heard), own.agenda)
    assert share_right(placed, own) >= 0.85


LOOSE = (
    ("c", "皆さん、こんばんは。じゃあ始めましょう。", None),
    ("c", "夏休みの見守りの件からですね。先月はどうでしたか。", "1"),
    ("m", "延べ四十人に立ってもらいました。暑い日が続いて大変でした。", "1"),
    ("n", "帽子を配ってもらえて助かりました。", "1"),
    ("c", "はい、ありがとうございます。じゃあ、見守りはこのくらいにして。", "1"),
    ("c", "掲示板の置き場、これはどうしましょうか。", "2"),
    ("m", "駅前がいちばん目に入ると思います。", "2"),
    ("n", "雨が当たらないところがいいですね。", "2"),
    ("c", "では駅前の屋根の下で考えましょう。", "2"),
    ("c", "そしたら、その他。なんかありますか。", "3"),
    ("n", "古い看板が二枚余っています。", "3"),
    ("c", "わかりました。じゃあ終わりましょう。お疲れさまでした。", None),
)
TALK = Agenda(
    items=(
        AgendaItem("1", "夏休みの見守り", heading="話題"),
        AgendaItem("2", "掲示板の置き場所", heading="話題"),
        AgendaItem("3", "その他", heading="話題"),
    )
)


@pytest.mark.parametrize("role", [Role(RoleKind.MEMBER), None], ids=["members", "undecided"])
def test_a_talk_that_nobody_chairs_in_form_moves_as_its_host_says(role):
    utterances = tuple(
        Utterance(f"u{n:04d}", text, speaker=voice, role=role)
        for n, (voice, text, _) in enumerate(LOOSE, start=1)
    )
    placed = place_utterances(Record(None, utterances), TALK)
    assert [u.item for u in placed.utterances] == [item for _, _, item in LOOSE]


def test_a_question_on_an_earlier_item_that_the_chair_allows_goes_back_to_it():
    agenda = Agenda(
        items=(
            AgendaItem("第1号議案", "許可の変更について"),
            AgendaItem("第2号議案", "区域の解除について"),
        )
    )
    chair, member = Role(RoleKind.CHAIR), Role(RoleKind.MEMBER)
    record = place(
        agenda,
        (chair, "第1号議案、許可の変更についてを議題といたします。説明を求めます。"),
        (chair, "ほかになければ、第1号議案は可決されました。"),
        (chair, "次に第2号議案、区域の解除についてを議題といたします。"),
        (member, "面積はいくらですか。"),
        (chair, "ここで第1号議案について、小野委員から発言の申出がありますので、これを許します。"),
        (member, "許可の期限はいつまでですか。"),
        (chair, "それでは第2号議案に戻ります。採決いたします。"),
    )
    assert items(record) == ["第1号議案"] * 2 + ["第2号議案"] * 2 + ["第1号議案"] * 2 + [
        "第2号議案"
    ]


BILLS = Agenda(
    items=tuple(
        AgendaItem(str(n), f"議案第{40 + n}号 {name}の一部を改正する条例案", heading="日程")
        for n, name in enumerate(("水防協議会条例", "森林火入れ条例", "市民文化会館条例"), 1)
    )
)


def test_several_bills_of_one_line_of_the_paper_are_no_joint_items():
    record = place(
        BILLS,
        (CHAIR, "日程第1、議案第41号　水防協議会条例の一部を改正する条例案を議題といたします。"),
        (SECTION, "水防協議会の委員の数を改めるものでございます。"),
        (
            CHAIR,
            "日程第2、議案第42号　森林火入れ条例の一部を改正する条例案外1案を一括議題といたします。",
        ),
        (SECTION, "初めに、議案第42号でございます。火入れの届出を見直すものでございます。"),
        (CHAIR, "日程第3、議案第43号　市民文化会館条例の一部を改正する条例案を議題といたします。"),
        (SECTION, "会館の使用料を改めるものでございます。"),
    )
    assert items(record) == ["1", "1", "2", "2", "3", "3"]
    assert record.joint == ()


def test_words_said_throughout_do_not_draw_speech_to_an_early_item():
    agenda = Agenda(
        items=(AgendaItem("1", "署名議員の指名"), AgendaItem("2", "議案第3号 手数料条例の改正"))
    )
    talk = [(MEMBER, "この条例について、議員としてお伺いしたいと思います。")] * 60
    record = place(
        agenda,
        (CHAIR, "日程第1、署名議員の指名を行います。"),
        (CHAIR, "日程第2、議案第3号　手数料条例の改正を議題といたします。"),
        *talk,
    )
    assert set(items(record)[1:]) == {"2"}


def test_the_days_programme_opens_nothing():
    agenda = Agenda(items=(AgendaItem("1", "議案審査"), AgendaItem("2", "委員長報告について")))
    record = place(
        agenda,
        (
            CHAIR,
            "本日は、お手元の予定表のとおり、議案審査および委員長報告についてを予定しております。",
        ),
        (CHAIR, "それでは、予定表1、議案審査を行います。"),
        (CHAIR, "第39号議案、補正予算を議題に供します。厚生委員会の所管分です。"),
        (SECTION, "補正予算の委員会所管分について説明いたします。"),
        (CHAIR, "次に、予定表2、委員長報告についてを議題に供します。"),
    )
    assert items(record) == [None, "1", "1", "1", "2"]


@pytest.mark.parametrize(
    ("said", "item"),
    [
        ("では最後に、議題3、そのためございます。事務局から何かありますか。", "3"),  # misheard
        ("では、そのためご説明が必要です。料金の話を続けます。", "2"),
    ],
)
def test_other_business_is_known_as_recognisers_break_it(said, item):
    record = place(
        THREE,
        (CHAIR, "2のごみ収集の有料化について、環境課から説明をお願いします。"),
        (SECTION, "ごみ収集の有料化は来年の4月からの予定でございます。"),
        (CHAIR, said),
        (OFFICE, "次回は7月に予定しております。"),
    )
    assert items(record)[2] == item
