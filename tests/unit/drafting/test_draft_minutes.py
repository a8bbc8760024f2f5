"""What stands where in the draft: lead, points, exchanges, outcome, omissions, notes."""

from __future__ import annotations

from minutes_pipeline.drafting.assembly import draft_minutes
from minutes_pipeline.drafting.stage import DraftMinutes
from minutes_pipeline.drafting.turns import read_turns
from minutes_pipeline.meeting import (
    Agenda,
    AgendaItem,
    OmissionReason,
    Record,
    Roster,
    Sitting,
    Utterance,
)
from minutes_pipeline.progress import Silent
from minutes_pipeline.workspace.artifacts import AGENDA, PLACED, ROSTER, SITTING
from minutes_pipeline.workspace.stage import Inputs

CALL = (
    "A",
    "会長",
    "委員",
    "1",
    "それでは、議題の1番、ごみの減量について、環境課から説明をお願いします。",
)
EXPLAIN = (
    "C",
    "環境課",
    "環境課",
    "1",
    (
        "環境課でございます。資料1をご覧ください。ごみの排出量でございますが、令和5年度は1万2,300トンでございました。"
        "収集の回数につきましては、週2回としております。説明は以上でございます。"
    ),
)
OPEN = (
    "A",
    "会長",
    "委員",
    "1",
    "ありがとうございました。ただいまの説明につきまして、ご質問はございませんか。",
)
ASK = (
    "B",
    "委員",
    "委員",
    "1",
    "すみません、一点お伺いします。回数を減らす予定はあるんでしょうか。",
)
ANSWER = ("C", "環境課", "環境課", "1", "はい、お答えいたします。回数を減らす予定はございません。")


def test_explanation_questions_and_answers(draft):
    (item,) = draft([CALL, EXPLAIN, OPEN, ASK, ANSWER]).items
    assert item.lead.text == "資料に基づいて、市民部環境課から説明を行った。"
    assert [p.text for p in item.points] == [
        "ごみの排出量については、令和5年度は1万2,300トンであった。",
        "収集の回数については、週2回としている。",
    ]
    assert [(e.label, [p.text for p in e.paragraphs]) for e in item.exchanges] == [
        ("委員", ["回数を減らす予定はあるのか。"]),
        ("環境課", ["回数を減らす予定はない。"]),
    ]
    assert item.outcome is None


def test_omissions_carry_their_reason(draft):
    minutes = draft(
        [
            CALL,
            EXPLAIN,
            OPEN,
            ASK,
            ANSWER,
            ("B", "委員", "委員", "1", "わかりました。ありがとうございます。"),
            ("B", "委員", "委員", "1", "えー。"),
        ]
    )
    reasons = {o.utterance: o.reason for o in minutes.omitted}
    assert reasons["u0001"] is OmissionReason.CHAIR_PROCEDURE
    assert reasons["u0003"] is OmissionReason.CHAIR_PROCEDURE
    assert reasons["u0006"] is OmissionReason.ACKNOWLEDGEMENT
    assert reasons["u0007"] is OmissionReason.FILLER
    assert set(reasons) == {"u0001", "u0003", "u0006", "u0007"}


def test_no_material_is_claimed_when_none_was_named(draft):
    explain = ("C", "環境課", "環境課", "1", "ごみの排出量は減っております。資料はございません。")
    (item,) = draft([CALL, explain]).items
    assert item.lead.text == "市民部環境課から説明を行った。"


def test_second_answer_gets_its_own_paragraph(draft):
    ask = (
        "B",
        "委員",
        "委員",
        "1",
        "回数を減らす予定はあるんですか。あと、費用はいくらかかりますか。",
    )
    answer = (
        "C",
        "環境課",
        "環境課",
        "1",
        "減らす予定はございません。また、費用につきましては、年間300万円でございます。",
    )
    (item,) = draft([CALL, EXPLAIN, OPEN, ask, answer]).items
    assert [p.text for p in item.exchanges[0].paragraphs] == [
        "回数を減らす予定はあるのか。また、費用はいくらかかるのか。"
    ]
    assert [p.text for p in item.exchanges[1].paragraphs] == [
        "減らす予定はない。",
        "また、費用については、年間300万円である。",
    ]


def test_two_members_are_two_exchanges_and_one_section_is_one(draft):
    lines = [
        CALL,
        EXPLAIN,
        ("B", "委員", "委員", "1", "収集の費用が課題です。"),
        ("D", "委員", "委員", "1", "私は、収集の回数には反対です。"),
        ("C", "環境課", "環境課", "1", "費用は年間300万円です。"),
        ("E", "環境課", "環境課", "1", "回数は来年度に見直します。"),
    ]
    (item,) = draft(lines).items
    assert [e.label for e in item.exchanges] == ["委員", "委員", "環境課"]
    assert item.exchanges[1].paragraphs[0].text == "収集の回数には反対である。"


def test_dissent_is_never_left_out(draft):
    for text in ("異議あり。", "反対です。", "納得できません。", "その説明は認められません。"):
        minutes = draft([CALL, EXPLAIN, ("B", "委員", "委員", "1", text)])
        cited = {s for e in minutes.items[0].exchanges for p in e.paragraphs for s in p.sources}
        assert "u0003" in cited, text


def test_the_chairs_own_question_stands_as_a_members(draft):
    ask = ("A", "会長", "委員", "1", "会長として一つ。排出量が減った理由は何でしょうか。")
    (item,) = draft([CALL, EXPLAIN, ask, ANSWER]).items
    assert item.exchanges[0].label == "委員"
    assert item.exchanges[0].paragraphs[-1].text.endswith("排出量が減った理由は何か。")


def test_the_chairs_own_wish_stands(draft):
    text = "会議の資料は、少なくとも開催日の1週間前までに、委員全員の手元に届くようお願いします。"
    (item,) = draft([CALL, EXPLAIN, ("A", "会長", "委員", "1", text)]).items
    assert item.exchanges[0].paragraphs[0].sources == ("u0003",)


def test_decision_without_objection(draft):
    lines = [
        (
            "A",
            "会長",
            "委員",
            "1",
            "お諮りします。原案のとおり承認することに、ご異議ございませんか。",
        ),
        ("B", "委員", "委員", "1", "異議なし。"),
        (
            "A",
            "会長",
            "委員",
            "1",
            "ご異議なしと認め、原案のとおり承認することに決定いたしました。",
        ),
    ]
    (item,) = draft(lines).items
    assert item.outcome.text == "異議なく、原案のとおり承認することに決定した。"
    assert set(item.outcome.sources) >= {"u0002", "u0003"}
    assert item.exchanges == ()


def test_counted_vote(draft):
    lines = [
        ("A", "会長", "委員", "1", "採決いたします。賛成の方は挙手をお願いします。"),
        ("A", "会長", "委員", "1", "賛成5名、反対2名。賛成多数でございます。"),
        ("A", "会長", "委員", "1", "よって、本案は可決いたしました。"),
    ]
    (item,) = draft(lines).items
    assert item.outcome.text == "賛成多数（賛成5名、反対2名）で、可決した。"


def test_naming_needs_a_yes(draft):
    titles = {"1": "会長の職務代理者の指名について"}
    ask = ("A", "会長", "委員", "1", "森田委員にお願いしたいと思いますが、よろしいでしょうか。")
    (agreed,) = draft([ask, ("B", "委員", "委員", "1", "はい、承知しました。")], titles).items
    assert agreed.outcome.text == "会長の職務代理者に森田委員を指名した。"
    refusal = ("B", "委員", "委員", "1", "いえ、お受けできません。")
    (refused,) = draft([ask, refusal], titles).items
    assert refused.outcome is None
    assert "u0002" in {s for p in refused.paragraphs() for s in p.sources}


def test_an_unclear_yes_is_marked(draft):
    titles = {"1": "会長の職務代理者の指名について"}
    lines = [
        ("A", "会長", "委員", "1", "森田委員にお願いしたいと思いますが、よろしいでしょうか。"),
        ("B", "委員", "委員", "1", "配所いたしました。"),
    ]
    minutes = draft(lines, titles)
    written = minutes.items[0].outcome.text
    assert written == "会長の職務代理者に森田委員を指名することを諮った。【要確認】"
    assert [n.code for n in minutes.notes] == ["outcome-doubtful"]


def test_undecided_role_is_kept_and_noted(draft):
    minutes = draft([CALL, ("X", "", None, "1", "費用は年間300万円です。")])
    (exchange,) = minutes.items[0].exchanges
    assert exchange.label is None
    (note,) = [n for n in minutes.notes if n.code == "label-undecided"]
    assert note.utterances == ("u0002",)
    assert note.start is not None


def test_speech_outside_every_item_is_kept_when_it_has_substance(draft):
    lines = [
        ("A", "会長", "委員", None, "ただいまから、環境審議会を開会いたします。"),
        ("B", "委員", "委員", None, "昨日の台風で、市内の集積所が3か所壊れています。"),
        CALL,
        EXPLAIN,
    ]
    minutes = draft(lines)
    assert [i.number for i in minutes.items] == ["1", None]
    assert minutes.items[1].exchanges[0].paragraphs[0].text == (
        "昨日の台風で、市内の集積所が3か所壊れている。"
    )
    assert [o.utterance for o in minutes.omitted] == ["u0001", "u0003"]


def test_items_without_speech_stand_all_the_same(draft):
    minutes = draft([CALL, EXPLAIN], {"1": "ごみの減量について", "2": "その他"})
    assert [i.number for i in minutes.items] == ["1", "2"]
    assert list(minutes.items[1].paragraphs()) == []


def test_taken_together():
    agenda = Agenda(items=(AgendaItem("1", "甲について"), AgendaItem("2", "乙について")))
    minutes = draft_minutes(Record(None, (), joint=(("1", "2"),)), (), agenda, Roster(), Sitting())
    assert [i.joint_with for i in minutes.items] == [("2",), ("1",)]


def test_a_number_taken_back_is_marked(draft):
    explain = ("C", "環境課", "環境課", "1", "件数は3件、失礼しました、5件でございます。")
    minutes = draft([CALL, explain])
    assert [p.text for p in minutes.items[0].points] == ["件数は5件である。"]
    assert [n.code for n in minutes.notes] == ["number-doubtful"]


def test_nonsense_is_neither_lost_nor_filled_up(draft):
    text = "えAとC独自の集体のバックワップ手部折りますが改善につきまして"
    minutes = draft(
        [CALL, ("C", "環境課", "環境課", "1", text), ("B", "委員", "委員", "1", "漢々字か")]
    )
    assert minutes.unaccounted(("u0001", "u0002", "u0003")) == ()
    assert "バックワップ" in "".join(p.text for p in minutes.paragraphs())


def test_stage_with_an_empty_record(analyzer):
    class Store:
        def load(self, artifact):
            return {
                PLACED.name: Record(None, ()),
                AGENDA.name: Agenda(),
                ROSTER.name: Roster(),
                SITTING.name: Sitting(title="第1回環境審議会"),
            }[artifact.name]

        def paths(self, source):
            return ()

    stage = DraftMinutes(analyzer)
    minutes = stage.run(Inputs(Store(), stage.reads), Silent()).minutes
    assert (minutes.items, minutes.omitted, minutes.sitting.title) == ((), (), "第1回環境審議会")
    assert stage.decides()["analyzer"].startswith("ja")


def test_blank_utterances_are_accounted_for(analyzer):
    record = Record(None, (Utterance("u1", ""), Utterance("u2", " 、。"), Utterance("u3", "…")))
    turns = read_turns(record.utterances, analyzer)
    minutes = draft_minutes(record, turns, Agenda(), Roster(), Sitting())
    assert minutes.unaccounted(("u1", "u2", "u3")) == ()


def test_an_item_of_which_nothing_is_left_is_asked_about(draft):
    """A decision that was badly heard reads like the chair's procedure."""
    words = "まず、会議録署名人の選出でございます。今回は内台印都を大印にお願いいたします。"
    signing = draft([("A", "会長", "委員", "1", words)], titles={"1": "会議録署名人の選出について"})
    assert [(n.code, n.utterances) for n in signing.notes] == [("item-empty", ("u0001",))]
    call = [("A", "会長", "委員", "1", "次の議題に移ります。")]
    assert [n.code for n in draft(call, titles={"1": "再開発事業について"}).notes] == ["item-empty"]
    assert draft(call, titles={"1": "その他"}).notes == ()
