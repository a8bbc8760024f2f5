"""Rosters as offices keep them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from minutes_pipeline.attribution.roster_file import ReadRoster, read_roster
from minutes_pipeline.attribution.roster_roles import role_of, section_name
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Role, RoleKind, Roster
from minutes_pipeline.progress import Silent
from minutes_pipeline.workspace.stage import Inputs

CSV = """氏名,よみ,役職,区分,所属
山本　一郎,ヤマモト　イチロウ,会長,委員,
田中 花子,たなか はなこ,副会長,委員,
佐藤 健,ｻﾄｳ ｹﾝ,,委員,
中村 誠,なかむら まこと,課長,事務局,総務部総務課
小林 恵,こばやし めぐみ,室長,説明員,市民生活部市民室
"""
CHAIR, MEMBER, OFFICE = Role(RoleKind.CHAIR), Role(RoleKind.MEMBER), Role(RoleKind.SECRETARIAT)


def section(name: str | None) -> Role:
    return Role(RoleKind.SECTION, name)


def csv_file(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "名簿.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_csv(tmp_path, encoding):
    roster, remarks = read_roster(csv_file(tmp_path, CSV, encoding))
    assert [p.role for p in roster.people] == [CHAIR, MEMBER, MEMBER, OFFICE, section("市民室")]
    assert [p.name for p in roster.people][:3] == ["山本 一郎", "田中 花子", "佐藤 健"]
    assert [p.reading for p in roster.people][:3] == [
        "やまもと いちろう",
        "たなか はなこ",
        "さとう けん",
    ]
    assert roster.people[4].affiliation == "市民生活部市民室"
    assert remarks == ()


def test_headings_in_other_words_and_order(tmp_path):
    text = "担当課,No.,種別,フリガナ,職名,名前（敬称略）,出欠\n市民課,1,説明者,キムラ タロウ,課長,木村 太郎,出席\n,2,委員,ハラ ジロウ,会長,原 次郎,欠席\n"
    roster, _ = read_roster(csv_file(tmp_path, text))
    first, second = roster.people
    assert (first.name, first.reading, first.post) == ("木村 太郎", "きむら たろう", "課長")
    assert (first.role, first.attended) == (section("市民課"), True)
    assert (second.role, second.attended) == (CHAIR, False)


def test_tabs_and_two_columns_of_names(tmp_path):
    roster, _ = read_roster(csv_file(tmp_path, "姓\t名\t区分\n原\t次郎\t委員\n"))
    assert (roster.people[0].name, roster.people[0].surname) == ("原 次郎", "原")


def test_attendance_by_sign_and_remark(tmp_path):
    text = "氏名,区分,出欠,備考\n原 次郎,委員,○,\n林 三郎,委員,×,\n森 四郎,委員,,\n谷 五郎,委員,,欠席\n"
    roster, _ = read_roster(csv_file(tmp_path, text))
    assert [p.attended for p in roster.people] == [True, False, None, False]


def workbook(tmp_path: Path, rows: list[list[object]], *, merge: str | None = None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    path = tmp_path / "名簿.xlsx"
    book.save(path)
    return path


def test_xlsx_with_a_title_above_and_merged_cells(tmp_path):
    rows: list[list[object]] = [
        ["松原市環境審議会 委員名簿"],
        [None, None, "令和2年9月1日現在"],
        ["区分", "氏　名", "役職"],
        ["委員", "山本 一郎", "会長"],
        [None, "田中 花子", None],
        ["事務局", "中村 誠", "課長"],
    ]
    roster, _ = read_roster(workbook(tmp_path, rows, merge="A4:A5"))
    assert [p.role for p in roster.people] == [CHAIR, MEMBER, OFFICE]


def test_the_sheet_with_names_is_found(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["この表の使い方"])
    sheet = book.create_sheet("名簿")
    sheet.append(["氏名", "区分"])
    sheet.append(["山本 一郎", "委員"])
    path = tmp_path / "名簿.xlsx"
    book.save(path)
    roster, _ = read_roster(path)
    assert [p.name for p in roster.people] == ["山本 一郎"]


def test_groups_as_lines_of_their_own(tmp_path):
    text = "氏名,役職,所属\n【委員】,,\n山本 一郎,会長,\n田中 花子,,\n【事務局】,,\n中村 誠,係長,環境課\n【説明員】,,\n小林 恵,課長,市民部市民課\n"
    roster, _ = read_roster(csv_file(tmp_path, text))
    assert [p.role for p in roster.people] == [CHAIR, MEMBER, OFFICE, section("市民課")]


def test_rows_that_are_no_people_are_remarked(tmp_path):
    text = "氏名,区分\n山本 一郎,委員\n合計,1名\n12345,委員\n山本 一郎,委員\n※敬称略,\n"
    roster, remarks = read_roster(csv_file(tmp_path, text))
    assert len(roster.people) == 1
    assert [r.split("（")[0] for r in remarks] == [f"名簿の{n}行目" for n in (3, 4, 5, 6)]


def test_people_without_a_side_are_named_once(tmp_path):
    roster, remarks = read_roster(csv_file(tmp_path, "氏名\n山本 一郎\n田中 花子\n"))
    assert [p.role for p in roster.people] == [None, None]
    assert len(remarks) == 1
    assert "山本 一郎、田中 花子" in remarks[0]


@pytest.mark.parametrize(
    ("group", "post", "unit", "role"),
    [
        ("委員", "会長", "", CHAIR),
        ("", "委員長", "", CHAIR),
        ("委員", "座長", "", CHAIR),
        ("会長", "", "", CHAIR),
        ("委員", "審議会会長", "", CHAIR),
        ("委員", "会長（委員）", "", CHAIR),
        ("委員", "副会長", "", MEMBER),
        ("委員", "会長職務代理者", "", MEMBER),
        ("", "副委員長", "", MEMBER),
        ("委員", "自治会長", "", MEMBER),
        ("委員", "PTA会長", "", MEMBER),
        ("公募市民", "", "", MEMBER),
        ("学識経験者", "会長", "大学", CHAIR),
        ("事務局", "課長", "総務部総務課", OFFICE),
        ("教育委員会事務局", "課長", "", OFFICE),
        ("説明員", "室長", "市民生活部市民室", section("市民室")),
        ("幹事", "課長", "福祉部福祉課", section("福祉課")),
        ("実施機関", "", "税務部市民税課", section("市民税課")),
        ("", "課長", "福祉部福祉課", section("福祉課")),
        ("説明員", "危機管理室長", "", section("危機管理室")),
        ("オブザーバー", "", "県庁", Role(RoleKind.OTHER)),
        ("", "", "", None),
        ("", "教授", "大学", None),
    ],
)
def test_roles(group, post, unit, role):
    assert role_of(group, post, unit) == role


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("市民生活部市民室", "市民室"),
        ("健康福祉部高齢介護課", "高齢介護課"),
        ("健康福祉部 高齢介護課 介護保険係", "高齢介護課"),
        ("教育委員会事務局学校教育課", "学校教育課"),
        ("建設部みどり公園課", "みどり公園課"),
        ("こども未来部子育て支援課子育て応援担当", "子育て支援課"),
        ("教育部生涯学習課中央図書館", "中央図書館"),
        ("議会事務局", "議会事務局"),
        ("内部監査室", "内部監査室"),
        ("環境部", "環境部"),
        ("", None),
    ],
)
def test_section_names(unit, name):
    assert section_name(unit) == name


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("名簿.csv", "役職,区分\n会長,委員\n".encode(), "P21"),
        ("名簿.csv", "氏名,区分\n".encode(), "P22"),
        ("名簿.csv", b"", "P02"),
        ("名簿.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "P03"),
        ("名簿.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "P06"),
        ("名簿.xlsx", b"PK\x03\x04broken", "P01"),
        ("名簿.pdf", b"%PDF-1.7\n", "P06"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, name, data, code):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(PaperError) as error:
        read_roster(path)
    assert error.value.code == code
    assert name in error.value.what


def test_a_missing_column_is_told_with_those_found(tmp_path):
    with pytest.raises(PaperError) as error:
        read_roster(csv_file(tmp_path, "役職,区分\n会長,委員\n"))
    assert "役職、区分" in error.value.what
    assert "氏名" in error.value.cure


class Given:
    def __init__(self, *paths: Path) -> None:
        self.given = paths

    def load(self, artifact):
        raise LookupError(artifact.name)

    def paths(self, source):
        return self.given


def test_the_stage(tmp_path):
    stage = ReadRoster()
    made = stage.run(Inputs(Given(csv_file(tmp_path, CSV)), stage.reads), Silent())
    assert len(made.people) == 5
    assert stage.run(Inputs(Given(), stage.reads), Silent()) == Roster()


def test_posts_alone_tell_the_section(tmp_path):
    text = "番号,職名,氏名\n1,委員長,原 次郎\n2,委員,木村 太郎\n3,土木部長,乾 芳樹\n4,道路管理課長,金森 剛\n5,副市長,丹羽 聡\n6,書記,門脇 舞\n"
    roster, remarks = read_roster(csv_file(tmp_path, text, "cp932"))
    assert [p.role for p in roster.people] == [
        CHAIR,
        MEMBER,
        section("土木部"),
        section("道路管理課"),
        section("副市長"),
        OFFICE,
    ]
    assert remarks == ()


def test_the_head_of_education_presides_where_no_other_chair_is_named(tmp_path):
    text = "職名,氏名\n教育長,原 次郎\n教育委員,木村 太郎\n学校教育課長,乾 芳樹\n"
    roster, remarks = read_roster(csv_file(tmp_path, text))
    assert [p.role for p in roster.people] == [CHAIR, MEMBER, section("学校教育課")]
    assert remarks == ()


def test_the_head_of_education_answers_where_somebody_else_presides(tmp_path):
    text = "職名,氏名\n委員長,大野 進\n委員,木村 太郎\n教育長,原 次郎\n"
    roster, _ = read_roster(csv_file(tmp_path, text))
    assert roster.people[2].role == section("教育長")


def test_what_members_were_chosen_from_makes_members_and_no_units(tmp_path):
    text = (
        "選出区分,職名,氏名,所属等\n"
        "学識経験者,会長,瀬田 一,臨海大学\n"
        "社会福祉関係,委員,水原 二葉,民生委員協議会\n"
        "公募,,石倉 三郎,\n"
        "事務局,館長,四宮 薫,教育部中央公民館\n"
        "関係課,課長補佐,五島 進,企画部情報課\n"
    )
    roster, remarks = read_roster(csv_file(tmp_path, text))
    assert [p.role for p in roster.people] == [CHAIR, MEMBER, MEMBER, OFFICE, section("情報課")]
    assert remarks == ()


@pytest.mark.parametrize(
    ("unit", "role"),
    [
        ("教育委員会事務局学校教育課", section("学校教育課")),
        ("教育委員会事務局 文化財課", section("文化財課")),
        ("議会事務局議事課", OFFICE),
    ],
)
def test_a_section_below_an_office_called_jimukyoku_answers_by_its_own_name(unit, role):
    assert role_of("", "課長", unit) == role


@pytest.mark.parametrize("group", ["申請団体", "参考人", "紹介議員", "陳情者"])
def test_who_comes_to_be_heard_is_of_neither_side(group):
    assert role_of(group, "", "") == Role(RoleKind.OTHER)


def test_a_post_among_the_remarks_is_one(tmp_path):
    text = "氏名,区分,所属,備考\n原 次郎,委員,医師会,欠席\n林 三郎,センター,東地域包括支援センター,センター長\n"
    roster, remarks = read_roster(csv_file(tmp_path, text))
    assert roster.people[1].post == "センター長"
    assert [p.role for p in roster.people] == [MEMBER, section("東地域包括支援センター")]
    assert remarks == ()


def test_sections_among_what_members_were_chosen_from(tmp_path):
    text = (
        "名前,立場\n原 次郎,進行役（まちづくり研究所）\n林 三郎,市民\n森 四郎,市民（高校生）\n"
        "谷 五郎,公園緑地課長\n岸 六郎,公共施設マネジメント課\n"
    )
    roster, _ = read_roster(csv_file(tmp_path, text))
    assert [p.role for p in roster.people] == [
        Role(RoleKind.OTHER),
        MEMBER,
        MEMBER,
        section("公園緑地課"),
        section("公共施設マネジメント課"),
    ]
