"""Labels that transcripts made elsewhere write."""

import pytest

from minutes_pipeline.attribution.directory import Directory
from minutes_pipeline.attribution.labels import anonymous, plain, written
from minutes_pipeline.attribution.tokens import SudachiTokenizer
from minutes_pipeline.meeting import Person, Role, RoleKind, Roster

CHAIR, MEMBER, OTHER = Role(RoleKind.CHAIR), Role(RoleKind.MEMBER), Role(RoleKind.OTHER)
SECRETARIAT = Role(RoleKind.SECRETARIAT)
TAX = Role(RoleKind.SECTION, "税務課")
TOKENIZER = SudachiTokenizer()
NOBODY = Directory(Roster(), TOKENIZER)
KNOWN = Directory(
    Roster(
        (
            Person("小野 春江", "おの はるえ", "会長", CHAIR),
            Person("村田 進", "むらた すすむ", "委員", MEMBER),
            Person("谷口 聡", "たにぐち さとし", "課長", TAX, "財務部税務課"),
        )
    ),
    TOKENIZER,
)


def roles(label: str, *, others: tuple[str, ...] = (), directory: Directory = NOBODY):
    found = written(label, directory, frozenset(map(plain, (label, *others))))
    return found.roles if found else None


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("○委員長（佐藤和好君）", CHAIR),
        ("【尾関会長】", CHAIR),
        ("議長（山本太郎君）", CHAIR),
        ("12番（鈴木由美君）", MEMBER),
        ("１番", MEMBER),
        ("松本議員", MEMBER),
        ("（田中委員）", MEMBER),
        ("事務局", SECRETARIAT),
        ("議会事務局長（小川三郎君）", SECRETARIAT),
        ("事務局（高橋）", SECRETARIAT),
        ("市民課長（加藤隆君）", Role(RoleKind.SECTION, "市民課")),
        ("総務部長", Role(RoleKind.SECTION, "総務部")),
        ("市長（中村誠君）", Role(RoleKind.SECTION, "市長")),
        ("教育長", Role(RoleKind.SECTION, "教育長")),
        ("代表監査委員", Role(RoleKind.SECTION, "代表監査委員")),
        ("環境政策課", Role(RoleKind.SECTION, "環境政策課")),
        ("小池総務部長", Role(RoleKind.SECTION, "総務部")),
        ("総務部次長兼財政課長", Role(RoleKind.SECTION, "財政課")),
        ("健康福祉部高齢者支援課介護保険係長", Role(RoleKind.SECTION, "高齢者支援課")),
        ("政策推進課　田中", Role(RoleKind.SECTION, "政策推進課")),
        ("本間太郎君", MEMBER),
        ("委員2", MEMBER),
        ("参考人", OTHER),
    ],
)
def test_a_label_says_the_role(label, role):
    assert roles(label) == (role,)


def test_a_deputy_may_preside_or_ask():
    assert roles("副委員長（大西千恵君）") == (CHAIR, MEMBER)
    assert roles("会長代理") == (CHAIR, MEMBER)


def test_a_committees_chair_reports_as_a_member_where_a_speaker_presides():
    assert roles("総務常任委員長（川口一君）", others=("議長（山本太郎君）",)) == (MEMBER,)
    assert roles("総務常任委員長（川口一君）") == (CHAIR,)


def test_members_label_may_hide_the_chair_where_no_chair_is_labelled():
    assert roles("委員") == (CHAIR, MEMBER)
    assert roles("委員", others=("会長",)) == (MEMBER,)


def test_a_host_presides_only_where_nobody_else_does():
    assert roles("司会") == (CHAIR,)
    assert roles("司会", others=("会長",)) == (SECRETARIAT,)


@pytest.mark.parametrize("label", ["話者1", "SPEAKER_02", "Speaker 3", "A", "不明", "発言者２"])
def test_voices_without_a_role_stay_anonymous(label):
    assert anonymous(label)
    assert roles(label) is None


@pytest.mark.parametrize(
    ("label", "role", "name"),
    [
        ("小野会長", CHAIR, "小野 春江"),
        ("村田", MEMBER, "村田 進"),
        ("谷口課長", TAX, "谷口 聡"),
        ("税務課長（谷口聡君）", TAX, "谷口 聡"),
        ("委員（村田進君）", MEMBER, "村田 進"),
    ],
)
def test_a_roster_knows_the_person_of_a_label(label, role, name):
    found = written(label, KNOWN, frozenset({plain(label), "会長"}))
    assert found is not None
    assert found.roles == (role,)
    assert found.person is not None
    assert found.person.name == name


def test_a_name_that_nobody_knows_says_nothing():
    assert roles("丸山太郎", directory=KNOWN) is None


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("○委員長（佐藤和好君）", "佐藤和好"),
        ("２番（沼田　久美君）", "沼田 久美"),
        ("市長（大野太郎）", "大野太郎"),
        ("事務局（市民課長）", None),
        ("委員（欠席）", None),
        ("山田委員", None),
        ("【会長】", None),
    ],
)
def test_a_name_behind_a_post_is_kept_as_written(label, name):
    found = written(label, NOBODY, frozenset())
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("奥寺信夫市長", "市長"),
        ("国務大臣（桐原一郎君）", "国務大臣"),
        ("谷本財務局長", "財務局"),
        ("オブザーバー（県）", "発言者"),
        ("申請団体（沢村）", "発言者"),
        ("助役（沢村進）", "助役"),
        ("公営企業管理者（沢村進）", "公営企業管理者"),
        ("監査委員（沢村進）", "監査委員"),
        ("沢村洋子教育委員", "教育委員"),
        ("深谷障害者支援課長", "障害者支援課"),
        ("深谷健康課長", "健康課"),
        ("石橋保健センター所長", "保健センター"),
        ("沢村都市政策担当部長", "都市政策担当"),
        ("住宅課住宅担当課長（沢村進）", "住宅課"),
        ("沢村市場政策担当部長大会調整担当部長兼務", "市場政策担当"),
        ("沢村（進）委員", "委員"),
    ],
)
def test_labels_of_published_records(label, role):
    others = frozenset({"議長(辻朝子)", "岡田委員", "島(進)委員", "森委員長"})
    said = written(label, Directory(Roster(), SudachiTokenizer()), others)
    assert said is not None
    assert [r.label for r in said.roles] == [role]


def test_a_riji_sits_in_the_committee_or_in_the_office():
    said = written("沢村理事", Directory(Roster(), SudachiTokenizer()), frozenset({"森委員長"}))
    assert said is not None
    assert {role.kind for role in said.roles} == {RoleKind.MEMBER, RoleKind.SECTION}
