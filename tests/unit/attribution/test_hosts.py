"""Officials who conduct, schools and operators that explain, and who may sit on either side."""

from __future__ import annotations

from pathlib import Path

import pytest

from minutes_pipeline.attribution.directory import Directory
from minutes_pipeline.attribution.frames import introduction_in
from minutes_pipeline.attribution.roles import assign_roles
from minutes_pipeline.attribution.roster_file import read_roster
from minutes_pipeline.attribution.roster_roles import part_in, role_of
from minutes_pipeline.attribution.tokens import SudachiTokenizer
from minutes_pipeline.attribution.wording import sentences
from minutes_pipeline.meeting import Person, Record, Role, RoleKind, Roster, Utterance

TOKENIZER = SudachiTokenizer()
CHAIR, MEMBER, OTHER = Role(RoleKind.CHAIR), Role(RoleKind.MEMBER), Role(RoleKind.OTHER)
OFFICE = Role(RoleKind.SECRETARIAT)


def section(name: str) -> Role:
    return Role(RoleKind.SECTION, name)


def judged(lines: list[tuple[str | None, str]], people: tuple[Person, ...]) -> list[Role | None]:
    said = tuple(Utterance(f"u{n:04d}", text, speaker=who) for n, (who, text) in enumerate(lines))
    record = assign_roles(Record(None, said), Roster(people), TOKENIZER)
    return [u.role for u in record.utterances]


ROAD = (
    Person("槇 太郎", None, "課長", section("河川課"), "土木部河川課"),
    Person("大矢 舞", None, "主査", section("河川課"), "土木部河川課"),
    Person("岸 良子", None, None, MEMBER, "川端町会"),
    Person("三隅 満", None, None, MEMBER, "下町町会"),
)
TALKS: list[tuple[str | None, str]] = [
    ("a", "お集まりいただきありがとうございます。本日の進行を務めます河川課長の槇です。"),
    ("a", "ではさっそく、工事の内容を主査の大矢から説明いたします。"),
    ("b", "大矢です。画面をご覧ください。堤防を八十センチ高くいたします。"),
    ("a", "ご質問がありましたらどうぞ。"),
    ("c", "うちの前の道は通れるんでしょうか。"),
    ("b", "工事の間も片側は通れるようにいたします。"),
    ("d", "夜も音はするんですか。"),
    ("b", "夜間の作業は行いません。"),
    ("a", "ほかにございませんか。ないようですので、これで終わります。ありがとうございました。"),
]


def test_an_official_who_conducts_the_whole_talk_is_of_his_section():
    roles = judged(TALKS, ROAD)
    assert [roles[i] for i in (0, 1, 3, 8)] == [section("河川課")] * 4
    assert [roles[i] for i in (2, 5, 7)] == [section("河川課")] * 3
    assert [roles[i] for i in (4, 6)] == [MEMBER] * 2


def test_where_the_roster_names_a_chair_the_same_words_are_the_chairs():
    people = (Person("遠山 進", None, "座長", CHAIR, None), *ROAD)
    lines = [("a", "座長を務めます遠山です。よろしくお願いします。"), *TALKS[3:]]
    roles = judged(lines, people)
    assert {roles[i].kind for i in (0, 1, 6) if roles[i]} == {RoleKind.CHAIR}


def test_without_voices_nobody_is_taken_for_a_chair_whom_the_roster_does_not_know():
    roles = judged([(None, text) for _, text in TALKS], ROAD)
    assert CHAIR not in roles


def test_who_explains_next_is_called_by_the_one_who_conducts():
    lines = [
        ("c", "座長の遠山です。それでは議題の一つ目に入ります。"),
        ("c", "これは事務局から説明します。"),
        ("s", "資料の一ページをご覧ください。昨年度は三十件でございました。"),
        ("c", "ご意見はございませんか。"),
    ]
    people = (
        Person("遠山 進", None, "座長", CHAIR, "協働課"),
        Person("水口 葵", None, "主任", OFFICE, "協働課"),
        Person("岸 良子", None, None, MEMBER, "川端町会"),
    )
    assert judged(lines, people) == [CHAIR, CHAIR, OFFICE, CHAIR]


@pytest.mark.parametrize(
    ("group", "post", "unit", "role"),
    [
        ("学校", "校長", "", section("校長")),
        ("学校", "", "", section("学校")),
        ("指定管理者", "館長", "株式会社あおば", section("指定管理者")),
        ("設計者", "技術部長", "北斗設計株式会社", OTHER),
        ("関係機関", "係長", "川端警察署", OTHER),
        ("市側", "課長", "土木部河川課", section("河川課")),
        ("地元", "", "川端町会", MEMBER),
        ("構成員", "市長", "", MEMBER),
        ("事務局", "教育長", "", section("教育長")),
        ("説明者", "東中学校長", "", section("東中学校")),
        ("", "館長", "東部会館", section("東部会館")),
        ("", "係長", "川端警察署", None),
        ("", "技術部長", "北斗設計株式会社", None),
    ],
)
def test_sides_under_their_own_names(group, post, unit, role):
    assert role_of(group, post, unit) == role


@pytest.mark.parametrize(
    ("remark", "part"),
    [
        ("座長", "座長"),
        ("市（説明）", "市"),
        ("地元委員", "地元委員"),
        ("代理 山下係長", ""),
        ("令和8年3月まで", ""),
    ],
)
def test_a_remark_may_tell_the_part(remark, part):
    assert part_in(remark) == part


def roster_of(tmp_path: Path, text: str) -> list[Role | None]:
    path = tmp_path / "名簿.csv"
    path.write_text(text, encoding="utf-8")
    return [person.role for person in read_roster(path)[0].people]


def test_a_list_of_members_says_who_is_one(tmp_path):
    text = (
        "海辺町防災会議委員名簿,,,\n機関名,職名,氏名,備考\n海辺町,町長,原 一,会長\n"
        "海辺警察署,署長,木村 二郎,\n海辺町社会福祉協議会,事務局長,谷 三葉,\n海辺町総務課,係長,森 四季,事務局\n"
    )
    assert roster_of(tmp_path, text) == [CHAIR, MEMBER, MEMBER, OFFICE]


def test_what_members_are_chosen_from_is_told_by_the_whole_column(tmp_path):
    text = (
        "区分,氏名,所属\n学識経験者,原 一,海辺大学\n交通事業者,木村 二郎,海辺バス\n"
        "関係行政機関,谷 三葉,運輸支局\n事務局,森 四季,交通課\n"
    )
    assert roster_of(tmp_path, text) == [MEMBER, MEMBER, MEMBER, OFFICE]


def test_the_staff_of_a_councils_own_school_go_by_their_posts(tmp_path):
    text = (
        "氏名,所属,役職\n原 一,海辺小学校,校長\n木村 二郎,海辺小学校,教頭\n谷 三葉,海辺町会,会長\n"
    )
    assert roster_of(tmp_path, text) == [section("校長"), section("教頭"), MEMBER]


def test_the_head_of_education_is_no_chair_of_another_council(tmp_path):
    text = (
        "氏名,所属,役職\n原 一,体育協会,委員\n木村 二郎,,委員\n谷 三葉,教育委員会,教育長\n"
        "森 四季,教育部スポーツ課,課長\n"
    )
    assert roster_of(tmp_path, text) == [MEMBER, MEMBER, section("教育長"), section("スポーツ課")]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("北斗設計の技師をしております本庄と申します。", OTHER),
        ("設計を請け負っております北斗設計の本庄と申します。", OTHER),
        ("警察署の交通課の栗田です。", MEMBER),
        ("県の土木事務所でございます。", MEMBER),
        ("消防としましては、道幅が四メートル要ります。", MEMBER),
        ("署長の代わりに参りました。", None),
        ("次は川端警察署です。", None),
    ],
)
def test_bodies_introduce_themselves(text, role):
    people = (
        Person("本庄 学", None, "技師", OTHER, "北斗設計株式会社"),
        Person("栗田 守", None, "係長", MEMBER, "川端警察署交通課"),
        Person("道上 剛", None, "所長", MEMBER, "県川端土木事務所"),
        Person("火野 徹", None, "消防長", MEMBER, "川端消防本部"),
    )
    found = introduction_in(sentences(text), Directory(Roster(people), TOKENIZER))
    assert (found.meant.roles[0] if found else None) == role
