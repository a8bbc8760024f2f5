"""Roles of a small meeting of our own, with and without roster, voices and labels."""

import random
import re
from dataclasses import replace

import pytest

from minutes_pipeline.attribution.directory import Directory
from minutes_pipeline.attribution.evidence import gather
from minutes_pipeline.attribution.inference import judge
from minutes_pipeline.attribution.roles import assign_roles
from minutes_pipeline.attribution.tokens import SudachiTokenizer
from minutes_pipeline.meeting import Person, Record, Role, RoleKind, Roster, Span, Utterance

TOKENIZER = SudachiTokenizer()
CHAIR, MEMBER = Role(RoleKind.CHAIR), Role(RoleKind.MEMBER)
SECRETARIAT = Role(RoleKind.SECRETARIAT)
PARK, ROAD = Role(RoleKind.SECTION, "公園緑地課"), Role(RoleKind.SECTION, "道路管理課")
ROSTER = Roster(
    (
        Person("福田 礼子", "ふくだ れいこ", "会長", CHAIR),
        Person("浜口 実", "はまぐち みのる", "委員", MEMBER),
        Person("須藤 麻衣", "すどう まい", "委員", MEMBER),
        Person("前川 宏", "まえかわ ひろし", "係長", SECRETARIAT, "建設部道路管理課"),
        Person("沢田 亨", "さわだ とおる", "課長", PARK, "建設部公園緑地課"),
        Person("二宮 光一", "にのみや こういち", "課長", ROAD, "建設部道路管理課"),
    )
)
SCRIPT = [
    ("c", CHAIR, "皆さん、おそろいですので、ただいまから緑のまちづくり審議会を開会いたします。"),
    ("c", CHAIR, "それでは、次第の1、街路樹の管理計画について、公園緑地課から説明をお願いします。"),
    (
        "p",
        PARK,
        "公園緑地課の沢田でございます。お手元の資料1に基づきましてご説明いたします。現在、市内には高木が3,200本植えられております。",
    ),
    (
        "p",
        PARK,
        "このうち、樹齢が50年を超えるものが4割を占めておりまして、倒木の危険が高まっております。説明は以上でございます。",
    ),
    (
        "c",
        CHAIR,
        "ありがとうございました。ただいまの説明について、ご質問やご意見はございませんか。浜口委員。",
    ),
    ("m", MEMBER, "一点お伺いします。診断は毎年行っているのでしょうか。"),
    ("p", PARK, "お答えいたします。5年に一度、樹木医による診断を行っております。"),
    ("m", MEMBER, "わかりました。ぜひ回数を増やしてほしいと思います。"),
    (
        "s",
        MEMBER,
        "私からもよろしいでしょうか。根が歩道を持ち上げている場所は、どうされるんですか。",
    ),
    ("c", CHAIR, "道路管理課、お願いします。"),
    (
        "r",
        ROAD,
        "道路管理課の二宮です。歩道の補修につきましては、今年度に12か所を予定しております。",
    ),
    (
        "c",
        CHAIR,
        "ほかにございませんか。なければ、次第の2、次回の日程について、事務局からお願いします。",
    ),
    (
        "j",
        SECRETARIAT,
        "事務局でございます。次回の開催は2月を予定しております。日程は改めてご連絡いたします。",
    ),
    ("c", CHAIR, "以上で本日の議事はすべて終了しました。これで閉会いたします。"),
]


def record(*, voices: bool = True, script=SCRIPT) -> Record:
    return Record(
        None,
        tuple(
            Utterance(
                f"u{i:04d}", text, Span(10 * i, 10 * i + 9), f"SPEAKER_{voice}" if voices else None
            )
            for i, (voice, _, text) in enumerate(script, start=1)
        ),
    )


def wrong(made: Record, script=SCRIPT) -> list[tuple[str, str | None]]:
    return [
        (u.id, u.role.label if u.role else None)
        for u, (_, role, _) in zip(made.utterances, script, strict=True)
        if u.role is None or u.role.label != role.label
    ]


@pytest.mark.parametrize("roster", [ROSTER, Roster()], ids=["roster", "no roster"])
def test_anonymous_voices_become_the_roles_of_the_meeting(roster):
    made = assign_roles(record(), roster, TOKENIZER)
    assert wrong(made) == []
    assert made.notes == ()
    assert all(u.role_reason for u in made.utterances)
    assert [u.role for u in made.utterances if u.speaker == "SPEAKER_c"] == [CHAIR] * 6


def test_reasons_name_the_rule_and_the_words():
    made = assign_roles(record(), ROSTER, TOKENIZER).utterances
    assert made[2].role_reason == "introduces-self: 公園緑地課の沢田でございます"
    assert made[10].role_reason is not None
    assert made[10].role_reason.startswith(("introduces-self", "called"))


def test_names_are_given_where_called_or_introduced_and_nowhere_else():
    made = assign_roles(record(), ROSTER, TOKENIZER).utterances
    named = {u.id: u.name for u in made if u.name}
    assert {named[i] for i in ("u0003", "u0004", "u0007")} == {"沢田 亨"}
    assert named["u0006"] == "浜口 実"
    assert "u0009" not in named
    assert "u0013" not in named


def test_an_absent_person_lends_no_name():
    people = tuple(replace(p, attended=p.name != "沢田 亨") for p in ROSTER.people)
    made = assign_roles(record(), Roster(people), TOKENIZER)
    assert all(u.name != "沢田 亨" for u in made.utterances)
    assert wrong(made) == []


def test_the_section_speaks_where_the_secretariats_unit_is_the_same():
    made = assign_roles(record(), ROSTER, TOKENIZER).utterances
    assert made[10].role == ROAD
    assert made[12].role == SECRETARIAT


def test_text_without_signs_is_decided_as_well():
    bare = [(v, r, t.replace("。", "").replace("、", "")) for v, r, t in SCRIPT]
    assert wrong(assign_roles(record(script=bare), ROSTER, TOKENIZER)) == []


def test_without_voices_most_is_decided_and_hardly_anything_wrong():
    made = assign_roles(record(voices=False), ROSTER, TOKENIZER)
    bad = wrong(made)
    assert len(bad) <= 4
    assert [b for b in bad if b[1] is not None] == []
    undecided = {i for i, _ in bad}
    noted = {i for n in made.notes if n.code == "role-undecided" for i in n.utterances}
    assert noted == undecided


@pytest.mark.parametrize("seed", range(5))
def test_a_turn_given_to_a_wrong_voice_rarely_decides_wrong(seed):
    rng = random.Random(seed)
    utterances = list(record().utterances)
    slip = rng.randrange(2, len(utterances) - 1)
    others = sorted({u.speaker for u in utterances if u.speaker} - {utterances[slip].speaker})
    utterances[slip] = replace(utterances[slip], speaker=rng.choice(others))
    made = assign_roles(Record(None, tuple(utterances)), ROSTER, TOKENIZER)
    assert len([b for b in wrong(made) if b[1] is not None]) <= 1


def test_a_voice_of_two_people_is_told_and_parted_by_what_was_said():
    mixed = [("x" if v in "mp" else v, r, t) for v, r, t in SCRIPT]
    made = assign_roles(record(script=mixed), ROSTER, TOKENIZER)
    sides = {u.id: u.role for u in made.utterances}
    assert sides["u0003"] == PARK
    assert sides["u0006"] == MEMBER
    (note,) = [n for n in made.notes if n.code == "voice-mixed"]
    assert "SPEAKER_x" in note.message
    assert note.utterances


def test_what_is_not_known_stays_undecided_with_two_guesses():
    script = [("a", MEMBER, "うん。"), ("b", MEMBER, "そうそう。"), ("a", MEMBER, "なるほどね。")]
    made = assign_roles(record(script=script), Roster(), TOKENIZER)
    undecided = [u for u in made.utterances if u.role is None]
    assert undecided
    assert all(u.role_reason is None for u in undecided)
    notes = [n for n in made.notes if n.code == "role-undecided"]
    assert {i for n in notes for i in n.utterances} == {u.id for u in undecided}
    assert all(len(n.alternatives) == 2 for n in notes)
    assert all(n.start is not None for n in notes)


def test_a_unit_that_keeps_the_secretariat_is_found_without_a_roster():
    script = [(v, r, t.replace("事務局でございます", "総務課でございます")) for v, r, t in SCRIPT]
    made = assign_roles(record(script=script), Roster(), TOKENIZER)
    assert made.utterances[12].role == SECRETARIAT


def test_a_unit_heard_in_two_spellings_is_one_section():
    script = [(v, r, t.replace("公園緑地課から説明", "公演緑地課から説明")) for v, r, t in SCRIPT]
    made = assign_roles(record(script=script), Roster(), TOKENIZER)
    assert len({u.role for u in made.utterances if u.speaker == "SPEAKER_p"}) == 1
    assert len({u.role for u in made.utterances if u.role and u.role.answers}) == 3


def test_the_secretariat_opens_and_hands_over_to_the_chair():
    script = [
        (
            "j",
            SECRETARIAT,
            "定刻になりましたので、ただいまより第1回空き家対策協議会を開催いたします。本日の司会を務めます住宅課の前川です。",
        ),
        (
            "j",
            SECRETARIAT,
            "はじめに資料の確認をさせていただきます。それでは、ここからの進行は会長にお願いいたします。",
        ),
        (
            "c",
            CHAIR,
            "会長の福田です。それでは、議事に入ります。次第の1について、事務局から説明をお願いします。",
        ),
        ("j", SECRETARIAT, "はい、資料に基づきましてご説明いたします。空き家は210戸でございます。"),
        ("c", CHAIR, "ただいまの説明について、ご質問はございませんか。"),
        ("m", MEMBER, "すみません、何年の調査でしょうか。"),
        ("j", SECRETARIAT, "令和4年度に調査をしております。"),
        ("c", CHAIR, "ないようですので、これをもちまして閉会といたします。"),
    ]
    made = assign_roles(record(script=script), Roster(), TOKENIZER)
    assert wrong(made, script) == []


def test_written_labels_decide_and_are_the_reason():
    labels = {
        "c": "会長",
        "p": "公園緑地課",
        "m": "委員",
        "s": "委員",
        "r": "道路管理課長",
        "j": "事務局",
    }
    made = assign_roles(
        Record(
            None,
            tuple(
                Utterance(f"u{i:04d}", text, speaker=labels[v], label=labels[v])
                for i, (v, _, text) in enumerate(SCRIPT, start=1)
            ),
        ),
        Roster(),
        TOKENIZER,
    )
    assert wrong(made) == []
    assert made.utterances[10].role_reason == "label: 道路管理課長"


def test_anonymous_labels_are_voices():
    labels = {v: f"話者{i}" for i, v in enumerate("cpmsrj", start=1)}
    made = assign_roles(
        Record(
            None,
            tuple(
                Utterance(f"u{i:04d}", text, label=labels[v])
                for i, (v, _, text) in enumerate(SCRIPT, start=1)
            ),
        ),
        ROSTER,
        TOKENIZER,
    )
    assert wrong(made) == []


def test_nothing_but_role_reason_and_name_is_touched():
    before = record()
    after = assign_roles(before, ROSTER, TOKENIZER)
    bare = tuple(replace(u, role=None, role_reason=None, name=None) for u in after.utterances)
    assert bare == before.utterances
    assert assign_roles(before, ROSTER, TOKENIZER) == after


def test_an_empty_record_stays_empty():
    assert assign_roles(Record(3.0, ()), ROSTER, TOKENIZER) == Record(3.0, ())


def test_notes_tell_their_reasons_in_japanese():
    made = assign_roles(record(voices=False), Roster(), TOKENIZER)
    notes = [n for n in made.notes if n.code == "role-undecided"]
    assert notes
    for note in notes:
        assert not re.search(r"[a-z]{3,}", note.message), note.message
        assert "候補：" in note.message


@pytest.mark.parametrize("pair", ["mp", "mr", "mj", "sp", "cp", "cj"])
def test_two_people_as_one_voice_decide_next_to_nothing_wrong(pair):
    mixed = [("x" if v in pair else v, r, t) for v, r, t in SCRIPT]
    made = assign_roles(record(script=mixed), ROSTER, TOKENIZER)
    assert len([b for b in wrong(made) if b[1] is not None]) <= 1


def test_a_voice_that_said_its_name_may_be_two_peoples():
    more = [
        ("m", MEMBER, "もう一点お伺いします。倒木の費用は、市が全額を負担されるのでしょうか。"),
        ("p", PARK, "お答えいたします。市の道路の木につきましては、市が負担しております。"),
    ]
    script = [*SCRIPT[:8], *more, *SCRIPT[8:]]
    mixed = [("x" if v in "mp" else v, r, t) for v, r, t in script]
    case = gather(record(script=mixed).utterances, Directory(ROSTER, TOKENIZER))
    found = judge(case.roles, case.steps, case.weights, case.prior)
    voices = {s.voice: v for s, v in zip(case.steps, case.voices, strict=True)}
    assert {voices[number] for number in found.mixed} == {"SPEAKER_x"}
    made = assign_roles(record(script=mixed), ROSTER, TOKENIZER)
    assert [b for b in wrong(made, script) if b[1] is not None] == []


def test_a_turn_cut_behind_its_first_words_answers_the_call_all_the_same():
    script = [
        *SCRIPT[:8],
        ("c", CHAIR, "道路管理課、お願いします。"),
        ("r", ROAD, "はい、二番の件です。"),
        ("r", ROAD, "歩道の補修につきましては、今年度に12か所を予定しております。"),
        SCRIPT[4],
        ("m", MEMBER, "もう一点お伺いします。費用はいくらでしょうか。"),
        ("r", ROAD, "お答えいたします。1か所につき80万円を見込んでおります。"),
    ]
    assert wrong(assign_roles(record(script=script), ROSTER, TOKENIZER), script) == []


def test_who_closes_behind_the_chair_is_the_secretariat():
    script = [
        *SCRIPT[:-1],
        ("c", CHAIR, "以上で本日の議事はすべて終了しました。進行を事務局にお返しします。"),
        ("j", SECRETARIAT, "会長、ありがとうございました。これをもちまして閉会いたします。"),
    ]
    made = assign_roles(record(script=script), ROSTER, TOKENIZER)
    assert made.utterances[-1].role == SECRETARIAT


def test_a_name_learned_from_an_introduction_is_a_call_but_no_name():
    script = [
        ("c", CHAIR, "それでは、浄水課、説明をお願いします。"),
        (
            "p",
            PARK,
            "浄水課長の榎本でございます。資料1をご覧ください。水量は前年並みでございます。",
        ),
        ("c", CHAIR, "次に経営課、説明をお願いします。"),
        ("r", ROAD, "経営課の田中でございます。収益は二億円でございます。説明は以上です。"),
        ("c", CHAIR, "次に、更新計画です。榎本課長、説明をお願いします。"),
        ("p", PARK, "それではご説明いたします。施設の更新は、令和八年度からを予定しております。"),
    ]
    made = assign_roles(record(script=script), Roster(), TOKENIZER)
    assert made.utterances[5].role == Role(RoleKind.SECTION, "浄水課")
    assert {u.name for u in made.utterances} == {None}


@pytest.mark.parametrize("heard", ["公園緑課", "公園緑地か", "こうえん緑地課", "建設部公緑地課"])
def test_a_broken_name_is_the_unit_of_the_roster_that_sounds_like_it(heard):
    script = [
        (v, r, t.replace("公園緑地課から", f"{heard}から").replace("公園緑地課の", f"{heard}の"))
        for v, r, t in SCRIPT
    ]
    made = assign_roles(record(script=script), ROSTER, TOKENIZER)
    assert {u.role for u in made.utterances if u.speaker == "SPEAKER_p"} == {PARK}


def test_a_unit_named_once_that_no_roster_knows_is_not_decided():
    script = [(v, r, t.replace("道路管理課の二宮", "観光課の二宮")) for v, r, t in SCRIPT]
    script = [(v, r, t.replace("道路管理課、お願い", "では、お願い")) for v, r, t in script]
    roster = Roster(tuple(p for p in ROSTER.people if p.name != "二宮 光一"))
    made = assign_roles(record(script=script), roster, TOKENIZER)
    labels = {u.role.label for u in made.utterances if u.role}
    assert "観光課" not in labels


def test_a_unit_named_twice_that_no_roster_knows_is_taken_as_said():
    script = [(v, r, t.replace("道路管理課", "観光課")) for v, r, t in SCRIPT]
    roster = Roster(tuple(p for p in ROSTER.people if p.name != "二宮 光一"))
    made = assign_roles(record(script=script), roster, TOKENIZER)
    assert made.utterances[10].role == Role(RoleKind.SECTION, "観光課")
