"""What the lines of a 次第 mean."""

from __future__ import annotations

import pytest

from minutes_pipeline.agenda.marks import Mark, MarkStyle, kanji_number, read_mark
from minutes_pipeline.agenda.parsing import parse_agenda
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Agenda


def agenda(text: str) -> Agenda:
    return parse_agenda(text.strip("\n").split("\n"), "次第.txt")[0]


def numbered(text: str) -> list[tuple[str, str]]:
    return [(item.number, item.title) for item in agenda(text).items]


@pytest.mark.parametrize(
    ("line", "style", "number", "rest"),
    [
        ("1 開会", MarkStyle.PLAIN, "1", "開会"),
        ("１．開会", MarkStyle.PLAIN, "1", "開会"),
        ("2開会", MarkStyle.PLAIN, "2", "開会"),
        ("1-2 内訳", MarkStyle.PLAIN, "1-2", "内訳"),
        ("(3) 内訳", MarkStyle.PAREN, "3", "内訳"),
        ("（１２）内訳", MarkStyle.PAREN, "12", "内訳"),
        ("4）内訳", MarkStyle.PAREN, "4", "内訳"),
        ("⑶ 内訳", MarkStyle.PAREN, "3", "内訳"),
        ("⑤内訳", MarkStyle.CIRCLE, "5", "内訳"),
        ("❷ 内訳", MarkStyle.CIRCLE, "2", "内訳"),
        ("議題1　内訳", MarkStyle.WORD, "1", "内訳"),
        ("議題（２）内訳", MarkStyle.WORD, "2", "内訳"),
        ("【議題③】内訳", MarkStyle.WORD, "3", "内訳"),
        ("案件第１号　内訳", MarkStyle.WORD, "1", "内訳"),
        ("日程第十一　内訳", MarkStyle.WORD, "11", "内訳"),
        ("議案第５号　内訳", MarkStyle.DESIGNATION, "議案第5号", "内訳"),
        ("報告第 三 号 内訳", MarkStyle.DESIGNATION, "報告第3号", "内訳"),
        ("第2　内訳", MarkStyle.CHAPTER, "2", "内訳"),
        ("Ⅳ　内訳", MarkStyle.CHAPTER, "4", "内訳"),
        ("三、内訳", MarkStyle.KANJI, "3", "内訳"),
        ("ア　内訳", MarkStyle.KANA, "ア", "内訳"),
        ("（イ）内訳", MarkStyle.KANA, "イ", "内訳"),
        ("・内訳", MarkStyle.BULLET, None, "内訳"),
        ("■ 内訳", MarkStyle.BULLET, None, "内訳"),
        ("第2回内訳", MarkStyle.NONE, None, "第2回内訳"),
        ("2020年の内訳", MarkStyle.NONE, None, "2020年の内訳"),
        ("3 月 10 日", MarkStyle.NONE, None, "3 月 10 日"),
        ("14:00～16:00", MarkStyle.NONE, None, "14:00～16:00"),
        ("3階会議室", MarkStyle.NONE, None, "3階会議室"),
        ("一般会計", MarkStyle.NONE, None, "一般会計"),
        ("○○市", MarkStyle.NONE, None, "○○市"),
        ("議題一覧", MarkStyle.NONE, None, "議題一覧"),
        ("アンケート", MarkStyle.NONE, None, "アンケート"),
    ],
)
def test_marks(line, style, number, rest):
    mark, after = read_mark(line)
    assert (mark.style, mark.number, after) == (style, number, rest)


def test_a_bill_is_no_ordinal():
    assert read_mark("協議案第4号 合併の期日")[0] == Mark(MarkStyle.DESIGNATION, "協議案第4号")


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("二十", 20), ("二十三", 23), ("百二", 102), ("一五", 15), ("2〇", 20), ("９", 9)],
)
def test_kanji_numbers(text, value):
    assert kanji_number(text) == value


@pytest.mark.parametrize(
    ("marks", "numbers"),
    [
        (("1　", "2　", "3　"), ["1", "2", "3"]),
        (("１．", "２．", "３．"), ["1", "2", "3"]),
        (("(1) ", "(2) ", "(3) "), ["1", "2", "3"]),
        (("（１）", "（２）", "（３）"), ["1", "2", "3"]),
        (("①", "②", "③"), ["1", "2", "3"]),
        (("議題1　", "議題2　", "議題3　"), ["1", "2", "3"]),
        (("案件第1号　", "案件第2号　", "案件第3号　"), ["1", "2", "3"]),
        (("日程第1　", "日程第2　", "日程第3　"), ["1", "2", "3"]),
        (("第1　", "第2　", "第3　"), ["1", "2", "3"]),
        (("一　", "二　", "三　"), ["1", "2", "3"]),
        (("議案第5号　", "議案第6号　", "議案第7号　"), ["議案第5号", "議案第6号", "議案第7号"]),
        (("・", "・", "・"), ["1", "2", "3"]),
    ],
)
def test_every_usual_numbering(marks, numbers):
    titles = ("水道料金の改定について", "公園の名称について", "条例の制定について")
    text = "第1回審議会 次第\n\n議題\n" + "\n".join(
        m + t for m, t in zip(marks, titles, strict=True)
    )
    assert numbered(text) == list(zip(numbers, titles, strict=True))


NESTED = """
令和5年度第2回みどり市環境審議会 会議次第

日　時：令和５年１１月１０日（金）　１４：００～１６：００
会　場：みどり市役所３階　大会議室

１　開　会
２　会長あいさつ
３　議　題
　（１）令和４年度事業報告について（資料１）
　（２）令和５年度事業計画（案）について（諮問）【資料２－１、２－２】
　　　ア　概要
　　　イ　予算
４　報告事項
　（１）アンケートの結果について　　　資料３
５　そ　の　他
６　閉　会
"""


def test_nested_lines_are_numbered_by_group():
    assert numbered(NESTED) == [
        ("3-1", "令和4年度事業報告について"),
        ("3-2", "令和5年度事業計画（案）について"),
        ("4-1", "アンケートの結果について"),
        ("5", "その他"),
    ]


def test_headings_and_formalities_are_lines_but_no_items():
    page = agenda(NESTED)
    others = [line.title for line in page.lines if line not in page.items]
    assert others == ["開会", "会長あいさつ", "議題", "報告事項", "閉会"]


def test_groups_kinds_and_points_stay_with_their_item():
    page = agenda(NESTED)
    plan = page.item("3-2")
    assert plan is not None
    assert (plan.kind, plan.heading, plan.details) == ("諮問", "議題", ("概要", "予算"))


def test_particulars_of_the_head():
    page = agenda(NESTED)
    assert page.title == "令和5年度第2回みどり市環境審議会"
    assert (page.date, page.start_time, page.end_time) == ("2023-11-10", "14:00", "16:00")
    assert page.place == "みどり市役所3階 大会議室"


def test_a_head_without_labels():
    page = agenda(
        "霞市議会　建設常任委員会　日程\n令和7年6月18日（水）午前10時\n第2委員会室\n\n1 議案第8号 条例について"
    )
    assert (page.title, page.place) == ("霞市議会建設常任委員会", "第2委員会室")
    assert (page.date, page.start_time) == ("2025-06-18", "10:00")


def test_a_title_on_several_lines():
    page = agenda("令和2年度第1回\n和泉野市個人情報保護審査会\n会 議 次 第\n\n1 予算について")
    assert page.title == "令和2年度第1回和泉野市個人情報保護審査会"


def test_materials_that_items_mention_are_listed():
    assert agenda(NESTED).materials == ("資料1", "資料2-1", "資料2-2", "資料3")


def test_a_list_of_materials_goes_before_mentions():
    page = agenda(
        "第1回会議 次第\n1 計画について（資料1）\n2 予算について（資料2）\n\n【配布資料】\n"
        "・次第\n資料１　計画書\n参考資料　条例集\n"
    )
    assert page.materials == ("次第", "資料1 計画書", "参考資料 条例集", "資料2")


@pytest.mark.parametrize(
    ("line", "title", "kind"),
    [
        ("1 計画について（報告）", "計画について", "報告"),
        ("1 計画について(諮問)", "計画について", "諮問"),
        ("1 計画について【審議】", "計画について", "審議"),
        ("1 【協議】計画について", "計画について", "協議"),
        ("1 計画について（報告・協議）", "計画について", "報告・協議"),
        ("1 計画について（資料1）（報告）", "計画について", "報告"),
        ("1 計画について（報告）……………資料1", "計画について", "報告"),
        ("1 計画（案）について", "計画（案）について", None),
        ("1 補正予算（第3号）", "補正予算（第3号）", None),
        ("1 事業報告について", "事業報告について", None),
    ],
)
def test_kinds(line, title, kind):
    item = agenda(f"審議会 次第\n{line}\n2 その他").items[0]
    assert (item.title, item.kind) == (title, kind)


def test_a_wrapped_title_is_joined():
    text = "次第\n1 個人情報の保護に関する条例の\n　　一部改正について\n　（諮問）\n2 その他"
    item = agenda(text).items[0]
    assert (item.title, item.kind) == ("個人情報の保護に関する条例の一部改正について", "諮問")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1 公共施設等の再編に伴う", "　　条例の整備"),
        ("1 個人情報の保護に関する条例", "　　の一部改正"),
        ("1 みどりの基本計画（第三次", "　　中間案）の取りまとめ"),
        ("1 地域福祉計画、", "　　障害福祉計画"),
        ("1 松原市立保育所の民営化", "　　及び認定こども園への移行"),
        ("1 放課後児童健全育成事業", "　　実施計画の策定について"),
    ],
)
def test_the_rest_of_a_title_is_joined(first, second):
    item = agenda(f"次第\n{first}\n{second}\n2 その他").items[0]
    assert item.title == first[2:] + second.strip()
    assert item.details == ()


def test_a_title_that_fills_the_page_is_joined():
    long = "松原市まち・ひと・しごと創生総合戦略推進事業効果検証"
    text = f"次第\n　1 {long}\n　　報告書概要\n　2 その他"
    assert agenda(text).items[0].title == f"{long}報告書概要"


@pytest.mark.parametrize(
    "below",
    [
        "意見交換",
        "質疑応答",
        "事務局説明",
        "質疑・意見交換",
        "グループワーク",
        "採決",
        "西側街区の現況",
    ],
)
@pytest.mark.parametrize("blanks", ["　　", ""])
def test_a_line_below_an_item_is_no_part_of_its_title(below, blanks):
    text = (
        f"次第\n1 開会\n2 議題\n(1) 市民協働の進め方\n{blanks}{below}\n(2) 予算について\n3 その他"
    )
    page = agenda(text)
    assert [(i.number, i.title) for i in page.items] == [
        ("2-1", "市民協働の進め方"), ("2-2", "予算について"), ("3", "その他"),
    ]  # fmt: skip
    assert page.items[0].details == (below,)


def test_what_is_done_with_a_long_title_is_no_part_of_it():
    long = "松原市まち・ひと・しごと創生総合戦略推進事業効果検証"
    item = agenda(f"次第\n　1 {long}\n　　意見交換\n　2 その他").items[0]
    assert (item.title, item.details) == (long, ("意見交換",))


def test_two_groups_that_count_alike_take_their_word():
    text = "次第\n【協議事項】\n(1) 運賃について\n(2) 路線について\n【報告事項】\n(1) 実績について\n【その他】"
    assert [n for n, _ in numbered(text)] == ["協議事項1", "協議事項2", "報告事項1", "4"]


def test_unnumbered_lines_of_a_numbered_group_get_their_place():
    text = "次第\n1 開会\n2 議題\n　・夏まつりについて\n　・清掃について\n3 その他"
    assert [n for n, _ in numbered(text)] == ["2-1", "2-2", "3"]


def test_subjects_below_a_subject_are_items():
    text = "次第\n1 定例会の運営について\n(1) 議案について\n(2) 陳情について\n2 その他"
    assert [n for n, _ in numbered(text)] == ["1-1", "1-2", "2"]


def test_points_below_a_subject_are_no_items():
    text = "次第\n1 総合計画について\n(1) 策定の趣旨\n(2) スケジュール\n2 その他"
    page = agenda(text)
    assert [i.number for i in page.items] == ["1", "2"]
    assert page.items[0].details == ("策定の趣旨", "スケジュール")


def test_bills_below_a_numbered_group_keep_their_name():
    text = "会議次第\n1.開 会\n2.議 題\n  協議案第4号 期日について(提案)\n  協議案第10号 定数について\n3.閉 会"
    assert numbered(text) == [("協議案第4号", "期日について"), ("協議案第10号", "定数について")]


def test_a_number_after_its_group_on_one_line():
    text = "次第\n1 付託案件の審査、(1)議案第44号 市民参加条例の制定について\n2 その他"
    page = agenda(text)
    assert page.items[0].number == "1-1"
    assert page.items[0].title.endswith("市民参加条例の制定について")


def test_a_timetable_and_a_table():
    text = "次第\n14:00　1　開会\n14:05　2　駅前広場について\n14:50　3　その他"
    assert numbered(text) == [("2", "駅前広場について"), ("3", "その他")]
    table = "番号\t件名\t資料\t担当課\n1\t駅前広場について\t資料1\t都市整備課\n2\t条例について（諮問）\t資料2\t総務課"
    page = agenda(table)
    assert [(i.title, i.kind) for i in page.items] == [
        ("駅前広場について", None),
        ("条例について", "諮問"),
    ]
    assert page.materials == ("資料1", "資料2")


def test_a_list_of_people_is_no_agenda():
    text = "次第\n1 予算について\n2 その他\n\n出席者\n1 山本 一郎\n2 田中 花子\n"
    assert [n for n, _ in numbered(text)] == ["1", "2"]


def test_numbered_particulars_are_no_items():
    text = "第3回委員会の開催について\n1 日時　令和5年2月3日（金）午後3時\n2 場所　市役所\n3 議題\n(1) 予算について"
    page = agenda(text)
    assert [i.number for i in page.items] == ["3-1"]
    assert (page.date, page.start_time, page.place) == ("2023-02-03", "15:00", "市役所")


def test_a_wrong_weekday_is_remarked():
    _, remarks = parse_agenda(["日時 令和5年2月3日（月）", "1 予算について"], "次第.txt")
    assert len(remarks) == 1
    assert "曜日" in remarks[0]


def test_no_items_is_an_error_that_tells_the_cure():
    with pytest.raises(PaperError) as error:
        agenda("第1回会議\n日時 令和5年2月3日\nよろしくお願いします。")
    assert error.value.code == "P07"
    assert "次第.txt" in error.value.what
    assert "番号" in error.value.cure


@pytest.mark.parametrize(
    ("line", "title", "kind", "materials"),
    [
        ("条例の改正（諮問）　……　資料１", "条例の改正", "諮問", ("資料1",)),
        ("条例の改正（諮問）……資料１", "条例の改正", "諮問", ("資料1",)),
        ("ごみの現状（報告）────資料２－１、２－２", "ごみの現状", "報告", ("資料2-1", "資料2-2")),
        ("条例の改正について　・・・・・　資料３　環境課", "条例の改正について", None, ("資料3",)),
        ("条例の改正について……… 5", "条例の改正について", None, ()),
        ("計画の策定　［資料１］（１５分）", "計画の策定", None, ("資料1",)),
        ("計画の策定……（審議）", "計画の策定", "審議", ()),
    ],
)
def test_what_leaders_lead_to_is_no_part_of_the_title(line, title, kind, materials):
    read = agenda(f"1 {line}\n2 その他")
    assert (read.items[0].title, read.items[0].kind) == (title, kind)
    assert read.materials == materials


def test_any_word_before_a_number_may_count():
    assert numbered("話題１．空き店舗の活用\n話題２．歩行者天国\n話題３．その他") == [
        ("1", "空き店舗の活用"),
        ("2", "歩行者天国"),
        ("3", "その他"),
    ]


def test_a_bill_may_be_numbered_before_its_word():
    read = numbered(
        "3 議案\n　第１号議案　使用料の改定について\n　第二号議案　条例の廃止について\n4 その他"
    )
    assert [number for number, _ in read] == ["第1号議案", "第2号議案", "4"]


def test_a_group_without_mark_of_its_own_is_no_item():
    read = agenda(
        "１．議題\n　１－１　議事録の確認\n　１－２　計画の進行管理について（報告）\n２．その他"
    )
    assert [(i.number, i.heading) for i in read.items] == [
        ("1-1", "議題"),
        ("1-2", "議題"),
        ("2", None),
    ]


def test_subjects_without_any_number_are_items():
    read = numbered("丙市連絡協議会\nあいさつ\n学校の取組について\n相談窓口の周知について\nその他")
    assert [title for _, title in read] == [
        "学校の取組について",
        "相談窓口の周知について",
        "その他",
    ]


def test_a_boxed_heading_is_no_part_of_the_name():
    read = agenda("南地区推進会議　第5回\n＜話し合うこと＞\n① 訓練の振り返り\n② その他")
    assert read.title == "南地区推進会議第5回"


def test_a_table_as_a_pdf_gives_it():
    read = agenda(
        "桜川市審議会 次第\n番号 案件名 資料 担当課\n議題１ 水道料金の改定に\nついて（諮問）\n"
        "資料１ 経営課\n議題２ 老朽管更新計画の\n進捗（報告）\n資料２－１\n資料２－２\n工務課\nその他"
    )
    assert read.title == "桜川市審議会"
    assert [(i.title, i.kind) for i in read.items] == [
        ("水道料金の改定について", "諮問"),
        ("老朽管更新計画の進捗", "報告"),
        ("その他", None),
    ]
    assert read.materials == ("資料1", "資料2-1", "資料2-2")


def test_names_of_bills_set_apart_are_closed_up():
    agenda, _ = parse_agenda(
        ["日程第１　議　　案　　第　１号　予算について", "日程第２　陳　情　第２号　道路について"],
        "次第.txt",
    )
    assert [i.title for i in agenda.items] == ["議案第1号 予算について", "陳情第2号 道路について"]
