"""Every cue is found where it should be, and not where it should not."""

import pytest

from minutes_pipeline.attribution.cues import CUES, hits
from minutes_pipeline.attribution.wording import sentences
from minutes_pipeline.meeting import RoleKind
from minutes_pipeline.meeting.reasons import RULES

SAID = {
    "looks-after-the-line": "発言されないときは、マイクをミュートにしてください。",
    "opens-sitting": "ただいまから、第2回霧原市景観審議会を開会いたします。",
    "closes-sitting": "これをもちまして、本日の委員会を閉会いたします。",
    "moves-agenda": "次に、議案第7号を議題といたします。",
    "invites-explanation": "建築指導課から説明をお願いいたします。",
    "invites-questions": "ただいまの件について、御質疑はございませんか。",
    "asks-for-more": "ほかにございませんでしょうか。",
    "asks-consent": "そのように取り扱うことでよろしいでしょうか。",
    "decides": "本案を原案のとおり可決することに賛成の方は挙手願います。",
    "adjourns": "ここで暫時休憩いたします。",
    "refers-to-explanation": "説明が終わりましたので、質疑に移ります。",
    "thanks": "はい、ありがとうございました。",
    "names-signers": "会議録の署名委員は、小野委員を指名いたします。",
    "presides": "本日の議長を務めますので、円滑な進行に御協力ください。",
    "hands-over": "ここからの議事進行は、会長にお願いしたいと存じます。",
    "conducts-election": "会長の選出を行います。どなたか立候補される方はいらっしゃいますか。",
    "reports-for-committee": "当委員会に付託されました議案の審査の経過を申し上げます。",
    "thanks-the-chair": "会長、ありがとうございました。",
    "housekeeping": "はじめに、配付資料の確認をさせていただきます。",
    "speaks-for-secretariat": "事務局からご説明いたします。",
    "asks-leave": "二点お伺いしたいと思います。",
    "asks": "その場合、利用料はどうなるんでしょうか。",
    "demands": "もっと早く知らせてほしいという要望です。",
    "judges": "私は統合しないほうがいいと思います。",
    "thinks": "これはよい取組だと思います。",
    "understands": "はい、よくわかりました。",
    "thanks-for-answer": "ご丁寧なご説明ありがとうございます。",
    "from-the-floor": "異議なし。",
    "speaks-for-self": "私としては、少し早いように感じます。",
    "asks-to-speak": "すみません、一つよろしいでしょうか。",
    "answers": "お答えいたします。",
    "takes-up-question": "ただいまのご質問でございますが、三年前からです。",
    "explains": "お手元の資料に基づきましてご説明申し上げます。",
    "points-to-paper": "資料2の4ページをご覧ください。",
    "ends-explanation": "説明は以上でございます。",
    "ends-turn": "以上です。",
    "official-style": "現在、三か所で実施しております。",
    "most-polite": "昨年度は四十件でございます。",
    "formal-topic": "経費につきましては、来年度に計上します。",
    "will-consider": "ご意見を踏まえ、検討してまいります。",
    "our-office": "当課では、毎月集計を行っています。",
}


def test_a_sitting_may_be_opened_without_its_name():
    assert "opens-sitting" in names("皆様お集まりですので、少し早いですが始めさせていただきます。")
    assert "opens-sitting" not in names("時間がないので、すぐに説明を始めさせていただきます。")


def test_every_rule_has_a_name_that_people_can_read():
    assert {cue.name for cue in CUES} <= set(RULES)


def names(text: str) -> set[str]:
    return {hit.cue.name for hit in hits(sentences(text))}


def test_every_rule_has_an_example_here():
    assert {cue.name for cue in CUES} == set(SAID)


@pytest.mark.parametrize(("name", "text"), SAID.items())
def test_the_cue_is_found_in_its_example(name, text):
    assert name in names(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("explains", "環境課から説明をお願いします。"),
        ("answers", "お答えをお願いします。"),
        ("asks", "ほかにご質問はございませんか。"),
        ("asks-leave", "ご質問はございますか。"),
        ("speaks-for-secretariat", "事務局から説明をお願いします。"),
        ("closes-sitting", "以上で説明は終了いたします。"),
        ("demands", "説明をしていただきたいと思います。"),
        ("will-consider", "次第に従って議事を進めてまいります。"),
        ("thinks", "増えると考えております。"),
    ],
)
def test_a_likeness_is_no_cue(name, text):
    assert name not in names(text)


def test_weights_point_to_at_least_one_kind_and_stay_small():
    for cue in CUES:
        assert cue.weights
        assert all(0 < weight <= 4 for weight in cue.weights.values())


def test_a_rule_counts_no_more_often_than_it_may():
    text = "実施しております。" * 9
    assert sum(hit.cue.name == "official-style" for hit in hits(sentences(text))) == 3


def test_the_chair_outweighs_a_member_in_an_invitation():
    weights = dict.fromkeys(RoleKind, 0.0)
    for hit in hits(sentences("ほかにご質問、ご意見はございませんでしょうか。")):
        for kind, weight in hit.cue.weights.items():
            weights[kind] += weight
    assert weights[RoleKind.CHAIR] > weights[RoleKind.MEMBER] + 2
