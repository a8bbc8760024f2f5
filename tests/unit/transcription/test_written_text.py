"""Plain text transcripts in the ways Japanese minutes are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes_pipeline.transcription.written_label import split_label
from minutes_pipeline.transcription.written_text import read_text

ASSEMBLY = """令和6年第2回霧原市議会定例会会議録（第3号）

　　　令和６年６月12日（水曜日）

○出席議員（3名）
　１番　木村一郎君　　２番　森下京子君

　　　午前10時00分開議
○議長（木村一郎君）　ただいまから本日の会議を開きます。
　日程第１　一般質問
　これより一般質問を行います。２番、森下京子議員。
　　　〔２番　森下京子君　登壇〕
○２番（森下京子君）　通告に従い質問します。
　１点目は、避難所についてであります。
◎総務部長（小池進君）　お答えいたします。避難所は24か所でございます。
　　　（「異議なし」と呼ぶ者あり）
〇議長（木村一郎君）　以上で散会いたします。
　　　午後３時５分　散会
　地方自治法第123条第２項の規定により署名する。
　霧原市議会議長　木村一郎
"""


def said(text: str) -> list[tuple[str | None, str]]:
    return [(piece.label, piece.text) for piece in read_text(text).pieces]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("委員：何件ですか。", "委員"),
        ("会長:　何件ですか。", "会長"),
        ("委員　何件ですか。", "委員"),
        ("事務局\t何件ですか。", "事務局"),
        ("○委員長（佐藤和好君）　何件ですか。", "委員長（佐藤和好君）"),
        ("○委員長（佐藤和好君）何件ですか。", "委員長（佐藤和好君）"),
        ("〇佐瀬会長　何件ですか。", "佐瀬会長"),
        ("◯委員 何件ですか。", "委員"),
        ("◆松本議員　何件ですか。", "松本議員"),
        ("◎税務課長（関口君）　何件ですか。", "税務課長（関口君）"),
        ("【尾関会長】何件ですか。", "尾関会長"),
        ("○【尾関会長】　何件ですか。", "尾関会長"),
        ("（委員）何件ですか。", "委員"),
        ("(事務局) 何件ですか。", "事務局"),
        ("○１番　森下京子議員　何件ですか。", "１番（森下京子議員）"),
        ("○議長　森下京子君　何件ですか。", "議長（森下京子君）"),
        ("3  ◯委員長（木村一郎君）　何件ですか。", "委員長（木村一郎君）"),
        ("森下委員長）何件ですか。", "森下委員長"),
        ("委員長（森下君）：何件ですか。", "委員長（森下君）"),
        ("話者1：何件ですか。", "話者1"),
        ("山田　太郎：何件ですか。", "山田　太郎"),
    ],
)
def test_every_way_of_writing_a_label(line, label):
    assert split_label(line) == (label, "何件ですか。")


@pytest.mark.parametrize(
    "line",
    [
        "市民課は何件ですか。",
        "10:30に始まりました。",
        "（拍手）",
        "（1）次に、予算です。",
        "2）次に、予算です。",
        "日時：令和6年6月12日",
        "詳しくは https://example.jp を見てください。",
        "つまり、こうです：三つあります。",
        "「はい：いいえ」で答えてください。",
    ],
)
def test_what_is_no_label_stays_text(line):
    assert split_label(line) == (None, line)


def test_an_assemblys_record_is_read_as_speech_and_nothing_else():
    assert said(ASSEMBLY) == [
        ("議長（木村一郎君）", "ただいまから本日の会議を開きます。"),
        ("議長（木村一郎君）", "これより一般質問を行います。２番、森下京子議員。"),
        ("２番（森下京子君）", "通告に従い質問します。"),
        ("２番（森下京子君）", "１点目は、避難所についてであります。"),
        ("総務部長（小池進君）", "お答えいたします。避難所は24か所でございます。"),
        (None, "（「異議なし」と呼ぶ者あり）"),
        ("議長（木村一郎君）", "以上で散会いたします。"),
    ]


def test_what_is_left_out_is_told_line_by_line():
    left_out = read_text(ASSEMBLY).left_out
    told = {line for line in left_out if line}
    spoken = "".join(text for _, text in said(ASSEMBLY))
    for line in filter(None, (raw.strip(" 　") for raw in ASSEMBLY.splitlines())):
        assert line in told or line.split("　")[-1] in spoken


def test_a_name_before_the_title_on_a_line_of_its_own():
    text = "○木村一郎 議長\n小池総務部長。\n◎小池総務部長 御答弁申し上げます。\n"
    assert said(text) == [
        ("議長（木村一郎）", "小池総務部長。"),
        ("小池総務部長", "御答弁申し上げます。"),
    ]


def test_a_label_on_a_line_of_its_own():
    text = "〇会長\nただいまから開会します。\n\n〇委員\n質問します。\n二つあります。\n"
    assert said(text) == [
        ("会長", "ただいまから開会します。"),
        ("委員", "質問します。"),
        ("委員", "二つあります。"),
    ]


def test_an_unmarked_label_on_a_line_of_its_own():
    text = (
        "玉巻会長\nただいまから開会します。\n\n山田委員\n質問します。\n\n玉巻会長\n閉会します。\n"
    )
    assert [label for label, _ in said(text)] == ["玉巻会長", "山田委員", "玉巻会長"]


def test_without_labels_every_line_is_said_by_somebody_unknown():
    assert said("会議を開きます\n何件ですか\n三件です\n") == [
        (None, "会議を開きます"),
        (None, "何件ですか"),
        (None, "三件です"),
    ]


def test_lines_broken_by_a_program_are_joined_again():
    sentence = "ただいまの御質問でございますが、本市におきましては令和三年度から順次整備を進めてまいりました。"
    broken = "\n".join(sentence[i : i + 24] for i in range(0, len(sentence), 24))
    text = "".join(f"○市長（小川君）　{broken}\n○２番（森下君）　はい。\n" for _ in range(6))
    assert said(text)[0][1].startswith("ただいまの御質問でございますが、")
    assert "".join(t for label, t in said(text) if label == "市長（小川君）") == sentence * 6


def test_times_before_the_speaker_are_read_where_all_lines_have_them():
    pieces = read_text("[00:00:05] 話者1: はい。\n[00:01:10] 話者2: どうぞ。\n").pieces
    assert [(p.label, p.text) for p in pieces] == [("話者1", "はい。"), ("話者2", "どうぞ。")]
    assert pieces[0].span is not None
    assert (pieces[0].span.start, pieces[0].span.end) == (5.0, 70.0)


def test_a_clock_in_speech_is_speech():
    assert (
        said("委員：何時ですか。\n10:30に始まりました。\n三件です。\n")[1][1]
        == "10:30に始まりました。"
    )


_LABELS = st.sampled_from(["会長", "委員", "事務局", "話者1", "市民課長"])
_WORDS = st.text(alphabet="はい何件です市役所の予算増え", min_size=1, max_size=40)


@given(st.lists(st.tuples(_LABELS, _WORDS), min_size=1, max_size=12))
def test_no_word_of_labelled_lines_is_lost(lines):
    text = "\n".join(f"{label}：{words}" for label, words in lines)
    assert said(text) == lines


def test_headings_of_attendance_are_no_speakers_even_where_nobody_is_named():
    pieces = read_text(
        "○出席議員（２名）\n　１番　秋元　昇君\n○欠席議員（なし）\n\n"
        "これより本日の会議を開きます。\n空き家は何戸あるのか、伺います。\n"
    )
    assert {piece.label for piece in pieces.pieces} == {None}
    assert "これより本日の会議を開きます。" in [piece.text for piece in pieces.pieces]


def test_heads_of_pages_and_numbers_of_a_search_page_are_no_speech():
    pieces = read_text(
        "P.5 議長（河合徹君）\n"
        "○議長（河合徹君）　ただいまから会議を開きます。\n"
        "P.6 11番（河本晋一君）\n"
        "◆11番（河本晋一君）　質問いたします。\n"
    )
    assert [p.text for p in pieces.pieces] == ["ただいまから会議を開きます。", "質問いたします。"]
    listed = read_text(
        "1 ：  議長（河合徹）　会議を開きます。\n2 ：  市長（河本晋）　お答えいたします。\n"
    )
    assert [p.label for p in listed.pieces] == ["議長（河合徹）", "市長（河本晋）"]
