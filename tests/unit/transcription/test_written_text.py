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
        ("○１４番　森下　京子議員　何件ですか。", "１４番（森下　京子議員）"),
        ("○14番森下京子議員　何件ですか。", "14番（森下京子議員）"),
        ("○５番　森下京子　何件ですか。", "５番（森下京子）"),
        ("８番　森下京子議員　何件ですか。", "８番（森下京子議員）"),
        ("○町長　森下　京子　何件ですか。", "町長（森下　京子）"),
        ("○森下　京子　町長　何件ですか。", "町長（森下　京子）"),
        ("○森下　京議長　何件ですか。", "森下京議長"),
        ("○森下（京）委員　何件ですか。", "森下（京）委員"),
        ("◎森下　都市計画課長　何件ですか。", "都市計画課長（森下）"),
        ("○議員（６番　森下　京子君）　何件ですか。", "議員（６番　森下　京子君）"),
        ("○（森下京子議長）　何件ですか。", "森下京子議長"),
        ("【議長：森下京子】何件ですか。", "議長（森下京子）"),
        ("〔森下京子議長〕何件ですか。", "森下京子議長"),
        ("2: ◯総務部長　　何件ですか。", "総務部長"),
        ("事務局長　（森下京子君）　何件ですか。", "事務局長（森下京子君）"),
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
        "△日程第１　議案第３号　霧原市税条例の一部改正について",
        "○提案理由の説明（省略）",
        "〔３番　森下京子君　登壇〕",
        "○（森下京子君登壇）",
        "〇出席議員（12名）",
        "○午後 ２時05分休憩",
        "○第　２　日",
        "〔巻末諸報告の部参照〕",
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


RECORD = """　　　令和６年第４回瀬戸川町議会定例会会議録

○議事日程
第１　会議録署名議員の指名
第２　議案第８号　瀬戸川町手数料条例の一部改正について
○出席議員（３名）
　　１番　　岡　　　みどり　　　２番　　沖　田　　　進
　　３番　　辻　　　朝　子
○説明員
町長　　　　　　北村　修
会計室長
　　　　　　　　南　　　恵
　　　　　　　　午前10時00分開議
○議長（辻朝子）　これより本日の会議を開きます。
△日程第１　会議録署名議員の指名
○議長（辻朝子）　署名議員に、
　１番　　岡　　　みどり　議員
を指名いたします。
◎諸般の報告
○議長（辻朝子）　報告書はお手元に配付のとおりです。
　総務委員会審査報告書
　　令和６年12月２日
　本委員会は、付託された議案を可決すべきものと決定したので報告します。
　　総務委員長　沖田　進
　　瀬戸川町議会議長　辻　朝子　様
△日程第２　議案第８号　瀬戸川町手数料条例の一部改正について
○町長（北村修）〔登壇〕　議案第８号を御説明いたします。
【質疑】
○議長（辻朝子）　質疑はありませんか。
　　（「なし」と呼ぶ者あり）
△散会
○議長（辻朝子）　本日はこれで散会いたします。
　　　　　　　　午前11時20分　散会
　　議　　　長　　辻　　朝子
　　署名議員　　　岡　　みどり
"""


def test_head_headings_printed_papers_and_signatures_of_a_record_are_no_speech():
    chair = "議長（辻朝子）"
    assert said(RECORD) == [
        (chair, "これより本日の会議を開きます。"),
        (chair, "署名議員に、"),
        (chair, "１番　　岡　　　みどり　議員"),
        (chair, "を指名いたします。"),
        (chair, "報告書はお手元に配付のとおりです。"),
        ("町長（北村修）", "議案第８号を御説明いたします。"),
        (chair, "質疑はありませんか。"),
        (None, "（「なし」と呼ぶ者あり）"),
        (chair, "本日はこれで散会いたします。"),
    ]
    told = read_text(RECORD).left_out
    assert {"〔登壇〕", "【質疑】", "署名議員　　　岡　　みどり", "△散会"} <= set(told)


def test_what_looks_like_a_label_in_another_form_is_none():
    text = (
        "○議長（辻君）　議案の付託表を配付します。\n総務委員長　沖田進\n検索語：なし\n○議長（辻君）　次に移ります。\n"
        "○２番（沖田君）　質問します。\n○議長（辻君）　答弁を求めます。\n事務局：資料の２をご覧ください。\n"
    )
    assert [label for label, _ in said(text)] == [
        "議長（辻君）",
        "議長（辻君）",
        "議長（辻君）",
        "２番（沖田君）",
        "議長（辻君）",
        "事務局",
    ]


def test_letters_and_titles_set_apart_are_closed_up():
    text = (
        "○ 議 長 （ 辻 朝 子 君 ） 会 議 を 開 き ま す 。\n○議　長（辻朝子君）　次です。\n"
        "○４　　番　質問します。\n町　長　お答えします。\n"
    )
    assert said(text) == [
        ("議長（辻朝子君）", "会議を開きます。"),
        ("議長（辻朝子君）", "次です。"),
        ("４番", "質問します。"),
        ("町長", "お答えします。"),
    ]


def test_labels_that_run_on_or_begin_inside_a_line():
    text = (
        "○辻議長ただいまから会議を開きます。\n○沖田議員質問します。\n○辻議長町長。\n"
        "○沖田議員わかりました。\n○委員として検討いたします。\n"
    )
    assert [label for label, _ in said(text)] == ["辻議長", "沖田議員", "辻議長", *["沖田議員"] * 2]
    inside = "〇３番（岡君） 質問します。〇議長（辻君） 町長。 〇町長（北村君） お答えします。\n"
    assert said(inside) == [
        ("３番（岡君）", "質問します。"),
        ("議長（辻君）", "町長。"),
        ("町長（北村君）", "お答えします。"),
    ]


TURNS = (
    ("話者 1", "会議を開きます。", 3),
    ("話者 2", "資料1をご覧ください。", 9),
    ("話者 1", "ご質問はございますか。", 65),
)


@pytest.mark.parametrize(
    "form",
    [
        "{label} {clock}\n{words}\n\n",
        "00:{clock} {label}\n{words}\n\n",
        "{clock}\n{label}\n{words}\n\n",
        "[{label}] 00:{clock}\n{words}\n",
        "[00:{clock} - 00:{after}] {label}: {words}\n",
        "[{clock}.000 --> {after}.000] {label}: {words}\n",
        "00:{clock}:12 - 00:{after}:03\n{label}\n{words}\n\n",
        "{label}（{clock}）：{words}\n",
        "- **{label}** ({clock}): {words}\n",
        "00:{clock}\t{label}:\t{words}\n",
    ],
)
def test_names_and_times_as_programs_write_them(form):
    text = "".join(
        form.format(label=label, words=words, clock=clock(start), after=clock(start + 2))
        for label, words, start in TURNS
    )
    found = read_text(text).pieces
    assert [(p.label, p.text, p.span.start) for p in found if p.span] == list(TURNS)


def clock(seconds: int) -> str:
    return f"{seconds // 60:02}:{seconds % 60:02}"


def test_lines_of_one_block_are_one_timed_speech():
    text = "話者 1 00:03\n会議を開きます。\n次第の1です\nどうぞ\n話者 2 00:09\nはい。\n"
    found = read_text(text).pieces
    assert [p.text for p in found] == ["会議を開きます。次第の1です どうぞ", "はい。"]
    assert [(p.span.start, p.span.end) for p in found if p.span] == [(3.0, 9.0), (9.0, 9.0)]


def test_a_ruled_line_of_any_length_is_read_at_once():
    """With work that grows with its square, this would take hours."""
    found = read_text(f"会長：開会します。\n{'-' * 200_000}x\n委員：はい、三件です。\n")

    assert (found.pieces[0].label, found.pieces[-1].label) == ("会長", "委員")
