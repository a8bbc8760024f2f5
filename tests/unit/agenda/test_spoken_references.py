"""Numbers and titles of items as people say them."""

from __future__ import annotations

import pytest

from minutes_pipeline.agenda.cues import CUES, Move, moves_in
from minutes_pipeline.agenda.likeness import likeness, titles_of
from minutes_pipeline.agenda.references import fits, references
from minutes_pipeline.agenda.speech_text import normal_speech, sentences, spoken
from minutes_pipeline.meeting import AgendaItem


def said(text: str) -> list[tuple[str | None, tuple[str, ...], str | None]]:
    return [(r.word, r.numbers, r.until) for r in references(normal_speech(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("次第の3番、", [("次第", ("3",), None)]),
        ("次第の三番、", [("次第", ("3",), None)]),
        ("次第のさん番、", [("次第", ("3",), None)]),
        ("次第の３番、", [("次第", ("3",), None)]),
        ("次第の3の(2)、", [("次第", ("3", "2"), None)]),
        ("議題(2)、条例について", [("議題", ("2",), None)]),
        ("義題2、条例について", [("議題", ("2",), None)]),
        ("ギダイ2、条例について", [("議題", ("2",), None)]),
        ("ギダイロック、予算について", [("議題", ("6",), None)]),
        ("議案第五号を", [("議案", ("5",), None)]),
        ("日程第二、", [("日程", ("2",), None)]),
        ("3つ目の件ですが", [(None, ("3",), None)]),
        ("議案第5号から第8号まで", [("議案", ("5",), "8")]),
        ("案件の1番から3番まで", [("案件", ("1",), "3")]),
        ("議題1と2を", [("議題", ("1",), None), ("議題", ("2",), None)]),
        ("予定表2、報告", [("予定表", ("2",), None)]),
        (
            "日程第8、議案第7号から日程第12、議案第11号まで",
            [("日程", ("8",), "12"), ("議案", ("11",), None)],
        ),
        ("議案5件を一括して", []),
        ("以上2案を", []),
        ("3番、田中委員", []),
        ("3番田中議員", []),
        ("令和3年度の予算", []),
        ("3点お伺いします", []),
        ("2つ目の質問ですが", []),
        ("請求が6件ございました", []),
        ("3番から5番のバスは", [(None, ("3",), "5")]),
    ],
)
def test_references(text, found):
    assert said(text) == found


LINES = (
    AgendaItem("1", "開会"),
    AgendaItem("2-1", "運賃について", heading="協議事項"),
    AgendaItem("2-2", "路線について", heading="協議事項"),
    AgendaItem("3-1", "実績について", heading="報告事項"),
    AgendaItem("4", "その他"),
)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("協議事項の1番", "2-1"),
        ("協議事項(2)", "2-2"),
        ("報告事項の1番", "3-1"),
        ("次第の4番", "4"),
        ("次第の2の1", "2-1"),
        ("協議の二の路線ですが", "2-2"),
    ],
)
def test_a_number_names_the_line_of_its_group(text, best):
    reference = references(normal_speech(text))[0]
    scores = {line.number: fits(reference, line, LINES) for line in LINES}
    assert max(scores, key=lambda n: scores[n]) == best
    assert sorted(scores.values())[-2] < scores[best]


def test_a_bill_is_named_by_number_wherever_it_stands():
    items = (AgendaItem("1", "議案第30号 税条例について"), AgendaItem("議案第31号", "契約について"))
    thirty, one = references("議案第30号")[0], references("議案第31号")[0]
    assert [fits(thirty, i, items) for i in items] == [1.0, 0.0]
    assert [fits(one, i, items) for i in items] == [0.0, 1.0]


def test_a_bill_numbered_before_its_word_is_named_so():
    items = (AgendaItem("第1号議案", "許可について"), AgendaItem("第2号議案", "解除について"))
    for text, expected in (("第二号議案を上程します", [0.0, 1.0]), ("第1号議案、", [1.0, 0.0])):
        named = references(normal_speech(text))[0]
        assert [fits(named, item, items) for item in items] == expected


TITLES = (
    AgendaItem("1", "戸籍システムのクラウド化について"),
    AgendaItem("2", "国民健康保険特別会計決算について"),
    AgendaItem("3", "介護保険特別会計決算について"),
    AgendaItem("4", "その他"),
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("戸籍システムのクラウド化について", "1"),
        ("コセキシステムのクラウド化について", "1"),
        ("古関システムのクラウド化について", "1"),
        ("戸籍のシステムをクラウドにする件", "1"),
        ("介護保険特別会計の決算", "3"),
        ("国民健康保険の特別会計の決算", "2"),
        ("その他でございますが", "4"),
        ("続きましてその他に移ります", "4"),
        ("最後にその田でございます", "4"),
    ],
)
def test_titles_are_known_by_writing_sound_and_words(text, number):
    titles = titles_of(TITLES, None)
    heard = spoken(normal_speech(text))
    scores = {i.number: likeness(t, heard) for i, t in zip(TITLES, titles, strict=True)}
    assert max(scores, key=lambda n: scores[n]) == number
    assert scores[number] >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "資料の2ページをご覧ください。",
        "その他の資料はございません。",
        "年間で約3万人が利用しております。",
    ],
)
def test_other_talk_is_like_no_title(text):
    heard = spoken(normal_speech(text))
    assert all(likeness(title, heard) <= 0.2 for title in titles_of(TITLES, None))


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("議案第5号を議題といたします", Move.TAKE_UP),
        ("次の案件に移ります", Move.NEXT),
        ("事務局から説明をお願いします", Move.ASK),
        ("ほかにございませんか", Move.EXHAUSTED),
        ("資料に基づきご説明いたします", Move.EXPLAIN),
        ("一括して議題といたします", Move.JOINT),
        ("議題1に戻ります", Move.RETURN),
        ("日程の順序を変更し", Move.REORDER),
        ("暫時休憩いたします", Move.REST),
        ("ただいまから審議会を開会いたします", Move.BEGIN),
        ("これをもちまして閉会いたします", Move.END),
        ("本日の案件はすべて終了いたしました", Move.END),
        ("へいかいいたします", Move.END),
    ],
)
def test_cues(text, move):
    heard = spoken(normal_speech(text))
    assert move in moves_in(heard.text, heard.reading)


@pytest.mark.parametrize(
    "text", ["以上で説明を終わります", "閉会中の継続調査について", "議題1の質疑を終わります"]
)
def test_what_only_sounds_like_closing(text):
    heard = spoken(normal_speech(text))
    assert Move.END not in moves_in(heard.text, heard.reading)


def test_cue_names_are_unique():
    assert len({cue.name for cue in CUES}) == len(CUES)


def test_sentences_are_found_without_full_stops():
    text = "ほかにないようですので質疑を終わりますそれでは次の議題に移ります"
    assert sentences(text) == (
        "ほかにないようですので質疑を終わります",
        "それでは次の議題に移ります",
    )


def test_fillers_go_and_words_stay():
    assert normal_speech("えー、そのうち、あのー、三番の件") == "そのうち、3番の件"
