"""Calls, introductions, and whom their words mean."""

import pytest

from minutes_pipeline.attribution.directory import Directory
from minutes_pipeline.attribution.frames import call_in, introduction_in, opening_in
from minutes_pipeline.attribution.tokens import SudachiTokenizer
from minutes_pipeline.attribution.wording import sentences
from minutes_pipeline.meeting import Person, Role, RoleKind, Roster

CHAIR, MEMBER = Role(RoleKind.CHAIR), Role(RoleKind.MEMBER)
SECRETARIAT = Role(RoleKind.SECRETARIAT)
WATER, PLAN = Role(RoleKind.SECTION, "下水道課"), Role(RoleKind.SECTION, "企画課")
ROSTER = Roster(
    (
        Person("大森 徹", "おおもり とおる", "会長", CHAIR),
        Person("西田 京子", "にしだ きょうこ", "委員", MEMBER),
        Person("原 信二", "はら しんじ", "委員", MEMBER),
        Person("原 みどり", "はら みどり", "委員", MEMBER),
        Person("竹内 純", "たけうち じゅん", "課長", SECRETARIAT, "企画部企画課"),
        Person("三宅 守", "みやけ まもる", "課長", PLAN, "企画部企画課"),
        Person("柴田 望", "しばた のぞみ", "課長", WATER, "建設部下水道課"),
    )
)
TOKENIZER = SudachiTokenizer()
WITH, WITHOUT = Directory(ROSTER, TOKENIZER), Directory(Roster(), TOKENIZER)


@pytest.mark.parametrize(
    ("text", "roles", "name"),
    [
        ("それでは、下水道課から説明をお願いします。", (WATER,), None),
        ("次に案件の3について、建設部下水道課から説明をお願いいたします。", (WATER,), None),
        ("下水道化より補足の説明をお願いします。", (WATER,), None),
        ("西田委員、どうぞ。", (MEMBER,), "西田 京子"),
        ("はい、西田委員。", (MEMBER,), "西田 京子"),
        ("にしだ委員、お願いします。", (MEMBER,), "西田 京子"),
        ("原委員、お願いします。", (MEMBER,), None),
        ("柴田課長、お願いします。", (WATER,), "柴田 望"),
        ("下水道課長。", (WATER,), None),
        ("下水道課長、その後の状況について、説明願います。", (WATER,), None),
        ("事務局、いかがですか。", (SECRETARIAT,), None),
        ("西田委員からご指摘がありましたが、事務局お願いします。", (SECRETARIAT,), None),
        ("以後の進行は会長にお願いします。", (CHAIR,), None),
        ("担当課、お願いします。", (PLAN, WATER), None),
        ("3番、西田委員。", (MEMBER,), None),
        ("これはいつからですか、柴田さん。", (WATER,), "柴田 望"),
    ],
)
def test_a_call_names_who_speaks_next(text, roles, name):
    call = call_in(sentences(text), WITH)
    assert call is not None
    assert call.meant.roles == roles
    assert (call.meant.person.name if call.meant.person else None) == name


@pytest.mark.parametrize(
    "text",
    [
        "よろしくお願いします。",
        "ありがとうございました。",
        "はい、どうぞ。",
        "下水道課から説明がございました。",
        "資料の説明をお願いします。",
    ],
)
def test_no_call_where_nobody_is_named(text):
    assert call_in(sentences(text), WITH) is None


@pytest.mark.parametrize(
    ("text", "roles", "name"),
    [
        ("事務局でございます。", (SECRETARIAT,), None),
        ("はい、下水道課の柴田と申します。", (WATER,), "柴田 望"),
        ("建設部下水道課長の柴田でございます。", (WATER,), "柴田 望"),
        ("下水道課でございます。よろしくお願いします。", (WATER,), None),
        ("委員の西田です。", (MEMBER,), "西田 京子"),
        ("会長の大森です。", (CHAIR,), "大森 徹"),
        ("流量の件ですので、下水道課からお答えいたします。", (WATER,), None),
        ("遅くなりまして、西田です。", (MEMBER,), "西田 京子"),
    ],
)
def test_an_introduction_says_who_speaks(text, roles, name):
    found = introduction_in(sentences(text), WITH)
    assert found is not None
    assert found.meant.roles == roles
    assert (found.meant.person.name if found.meant.person else None) == name


def test_a_unit_that_keeps_the_secretariat_and_answers_itself_means_the_section():
    found = introduction_in(sentences("企画課でございます。"), WITH)
    assert found is not None
    assert found.meant.roles == (PLAN,)
    named = introduction_in(sentences("企画課の竹内です。"), WITH)
    assert named is not None
    assert named.meant.roles == (SECRETARIAT,)


def test_a_unit_that_only_keeps_the_secretariat_means_the_secretariat():
    alone = Directory(Roster(tuple(p for p in ROSTER.people if p.role != PLAN)), TOKENIZER)
    found = introduction_in(sentences("企画課でございます。"), alone)
    assert found is not None
    assert found.meant.roles == (SECRETARIAT,)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("健康福祉部高齢介護課の者でございます。健康福祉部高齢介護課です。", "高齢介護課"),
        ("まちづくり推進課の古川でございます。", "まちづくり推進課"),
        ("図書館長の古川でございます。", "図書館"),
        ("教育長でございます。", "教育長"),
    ],
)
def test_without_a_roster_the_unit_is_taken_as_said(text, section):
    found = introduction_in(sentences(text), WITHOUT)
    assert found is not None
    assert found.meant.roles == (Role(RoleKind.SECTION, section),)


def test_a_persons_name_and_post_is_no_unit():
    call = call_in(sentences("山田課長、お願いします。"), WITHOUT)
    assert call is not None
    assert call.meant.roles == (Role(RoleKind.SECTION),)


@pytest.mark.parametrize(
    "text",
    [
        "対象は3件でございます。",
        "担当は下水道課です。",
        "以上でございます。",
        "案件の1番、会長の指名についてでございます。",
        "教育の施策は教育長から説明申し上げますので、私からは予算について申し上げます。",
        "残りの御質問は、教育長からお答え申し上げます。",
        "細部は下水道課長から答弁させます。",
    ],
)
def test_a_plain_statement_introduces_nobody(text):
    assert introduction_in(sentences(text), WITH) is None


def test_a_misheard_introduction_still_begins_with_its_unit():
    found = opening_in(sentences("下水道課長の柴でざいます。"), WITH)
    assert found is not None
    assert found.meant.roles == (WATER,)
    assert opening_in(sentences("下水道課に伺いたいのですが。"), WITH) is None


@pytest.mark.parametrize(
    "text",
    [
        "公園の集約ですが、いつからでしょうか。",
        "新しい委員をご紹介します。緑の会の西田様です。",
        "駅前の清掃は下水道課の所管でございます。",
        "服部です。一点お尋ねします。",
    ],
)
def test_who_speaks_of_something_else_introduces_nobody(text):
    assert introduction_in(sentences(text), WITHOUT) is None


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("柴田課長、説明をお願いします。", (WATER,)),
        ("下水道課、補足説明を求めます。", (WATER,)),
        ("柴田下水道課長。", (WATER,)),
    ],
)
def test_a_call_may_ask_for_an_explanation_without_a_particle(text, roles):
    call = call_in(sentences(text), WITH)
    assert call is not None
    assert call.meant.roles == roles


def test_the_post_of_a_park_section_is_no_park():
    found = introduction_in(sentences("公園課長の土屋です。"), WITHOUT)
    assert found is not None
    assert [role.section for role in found.meant.roles] == ["公園課"]


def test_without_a_roster_a_name_is_learned_from_an_introduction():
    directory = Directory(Roster(), TOKENIZER)
    said = introduction_in(sentences("浄水課長の榎本でございます。"), directory)
    assert said is not None
    assert said.name == "榎本"
    directory.learn(said.name, said.meant.roles)
    call = call_in(sentences("榎本課長、お願いします。"), directory)
    assert call is not None
    assert call.meant.roles == (Role(RoleKind.SECTION, "浄水課"),)
    assert call.meant.person is None


def test_two_of_one_name_are_not_told_apart():
    directory = Directory(Roster(), TOKENIZER)
    directory.learn("田中", (WATER,))
    directory.learn("田中", (PLAN,))
    call = call_in(sentences("田中課長、お願いします。"), directory)
    assert call is not None
    assert call.meant.roles == (Role(RoleKind.SECTION),)


def test_the_mayor_is_called_by_post_alone():
    call = call_in(sentences("市長。"), WITHOUT)
    assert call is not None
    assert call.meant.roles == (Role(RoleKind.SECTION, "市長"),)


SHORT = Directory(
    Roster((*ROSTER.people, Person("辻 明", "つじ あきら", "座長", CHAIR))), TOKENIZER
)


def test_a_surname_of_one_letter_is_believed_where_the_roster_has_it():
    found = introduction_in(sentences("はい、辻です。よろしくお願いします。"), SHORT)

    assert found is not None
    assert found.meant.person is not None
    assert found.meant.person.name == "辻 明"
    assert introduction_in(sentences("はい、森です。よろしくお願いします。"), SHORT) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("進行は、いつものように辻さんにお願いします。", "辻 明"),
        ("司会の方は西田委員にお願いいたします。", "西田 京子"),
        ("座長は今年度も大森さんにお引き受けいただき、進行を大森さんにお願いします。", "大森 徹"),
    ],
)
def test_a_sitting_is_handed_to_somebody_by_name(text, name):
    call = call_in(sentences(text), SHORT)

    assert call is not None
    assert call.meant.person is not None
    assert call.meant.person.name == name


def test_a_surname_that_is_a_place_is_no_part_of_the_unit():
    for text, section in (("深谷総務部長。", "総務部"), ("深谷図書館長。", "深谷図書館")):
        found = call_in(sentences(text), WITHOUT)
        assert found is not None
        assert found.meant.roles == (Role(RoleKind.SECTION, section),)
    found = call_in(sentences("川島健康課長。"), WITHOUT)
    assert found is not None
    assert found.meant.roles == (Role(RoleKind.SECTION, "健康課"),)


def test_what_is_counted_is_no_unit():
    found = call_in(sentences("全7館からご報告をお願いします。"), WITHOUT)
    assert found is None or all(r.section != "7館" for r in found.meant.roles)
