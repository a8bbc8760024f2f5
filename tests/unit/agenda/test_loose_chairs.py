"""Words of chairs who name little: what is left, whose turn it is, anything else."""

from __future__ import annotations

import pytest

from minutes_pipeline.agenda.parsing import parse_agenda
from minutes_pipeline.agenda.placement import place_utterances
from minutes_pipeline.meeting import Record, Role, RoleKind, Utterance

CHAIR, MEMBER = Role(RoleKind.CHAIR), Role(RoleKind.MEMBER)
OFFICE, OTHER = Role(RoleKind.SECRETARIAT), Role(RoleKind.OTHER)
PAPER = ["1 遊具の更新について", "2 水路の柵の設置について", "3 夜間照明の節電について", "4 その他"]


def placed(paper: list[str], lines: list[tuple[str, Role, str]]) -> list[str | None]:
    agenda, _ = parse_agenda(paper, "次第.txt")
    said = tuple(
        Utterance(f"u{n}", text, speaker=voice, role=role)
        for n, (voice, role, text) in enumerate(lines)
    )
    return [u.item for u in place_utterances(Record(None, said), agenda).utterances]


START = [
    ("c", CHAIR, "それでは次第の1番、遊具の更新について、説明をお願いします。"),
    ("o", OFFICE, "古い遊具を三か所で取り替えます。説明は以上です。"),
]


@pytest.mark.parametrize(
    "words",
    [
        "次行きます。水路の柵のほう。",
        "あと議題が三件ありますね。水路の柵のほうを。",
        "では、柵の件をお願いします。水路のところ。",
    ],
)
def test_a_chair_moves_on_with_half_a_title(words: str) -> None:
    lines = [*START, ("c", CHAIR, words), ("o", OFFICE, "水路沿いに百メートルの柵を置きます。")]
    assert placed(PAPER, lines) == ["1", "1", "2", "2"]


@pytest.mark.parametrize(
    "words", ["その他、ありますか。", "その他何かございますか", "その他で皆さんから何か。"]
)
def test_anything_else_takes_up_the_last_item(words: str) -> None:
    lines = [
        *START,
        ("c", CHAIR, "3番、夜間照明の節電についてお願いします。"),
        ("o", OFFICE, "十時以降は半分を消します。"),
        ("c", CHAIR, words),
        ("m", MEMBER, "花壇の水やりの当番を決めませんか。"),
    ]
    assert placed(PAPER, lines)[-2:] == ["4", "4"]


def test_points_counted_in_one_speech_are_no_items() -> None:
    lines = [
        *START,
        (
            "c",
            CHAIR,
            "では整理します。まず、色は落ち着いたものにする。2つ目に、地面を柔らかくする。3つ目に、日陰を作る。この3点としたいと思います。",
        ),
        ("m", MEMBER, "それで結構です。"),
    ]
    assert placed(PAPER, lines) == ["1"] * 4


def test_who_applies_stands_for_what_is_applied_for() -> None:
    paper = [
        "審査",
        "（１）川の清掃活動（団体：せせらぎ倶楽部）",
        "（２）子ども食堂の運営（団体：まんまる食堂の会）",
    ]
    lines = [
        (
            "o",
            OFFICE,
            "司会を務めます地域振興課の手塚です。では一番目、せせらぎ倶楽部さん、お願いします。",
        ),
        ("x", OTHER, "月に一度、川岸のごみを拾っております。"),
        ("m", MEMBER, "参加者は何人ですか。"),
        ("o", OFFICE, "続いて、まんまる食堂の会さん、準備をお願いします。"),
        ("y", OTHER, "毎週金曜日に三十人分の夕食を出しております。"),
    ]
    assert placed(paper, lines) == ["1", "1", "1", "2", "2"]


def test_a_group_that_is_done_ends_no_sitting() -> None:
    lines = [
        *START,
        ("c", CHAIR, "遊具の件はこれで終わります。"),
        ("c", CHAIR, "次に2番、水路の柵の設置について。"),
        ("o", OFFICE, "水路沿いに柵を置きます。"),
    ]
    assert placed(PAPER, lines) == ["1", "1", "1", "2", "2"]


def test_a_paper_by_its_number_alone_is_taken_up() -> None:
    paper = ["報告第1号 川の水質について", "報告第2号 鳥の調査について"]
    lines = [
        ("c", CHAIR, "報告第一号をお願いします。"),
        ("o", OFFICE, "水質は基準の範囲です。"),
        ("c", CHAIR, "報告第二号を事務局から。"),
        ("o", OFFICE, "四十二種を確認しております。"),
    ]
    assert placed(paper, lines) == ["報告第1号", "報告第1号", "報告第2号", "報告第2号"]


def test_who_sits_in_the_chairs_place_moves_the_items() -> None:
    lines = [
        (
            "d",
            MEMBER,
            "会長に代わりまして進行いたします。次第の1番、遊具の更新について、説明をお願いします。",
        ),
        ("o", OFFICE, "古い遊具を三か所で取り替えます。"),
        ("d", MEMBER, "ご質問はございませんか。"),
        ("c", CHAIR, "地面はどうしますか。"),
        ("d", MEMBER, "ほかにないようですので、次の議題に移ります。"),
        ("o", OFFICE, "水路沿いに柵を置きます。"),
        ("d", MEMBER, "3番、夜間照明の節電について、説明をお願いします。"),
        ("o", OFFICE, "十時以降は半分を消します。"),
    ]
    assert placed(PAPER, lines) == ["1", "1", "1", "1", "2", "2", "3", "3"]


def test_a_reference_to_the_paper_is_no_item() -> None:
    agenda, _ = parse_agenda(
        [
            "第１　議案第１号　予算",
            "第２　議案第２号　決算",
            "本日の会議に付した事件",
            "議事日程のとおり",
        ],
        "日程",
    )
    assert [item.title for item in agenda.items][-1].endswith("決算")


def test_a_deliberation_keeps_its_name() -> None:
    agenda, _ = parse_agenda(["審議第１号　計画（案）について", "審議第２号　条例について"], "次第")
    assert [item.number for item in agenda.items] == ["審議第1号", "審議第2号"]
