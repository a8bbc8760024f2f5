"""What was written by its sound: dates, and what is no word of the language."""

from __future__ import annotations

import pytest

from minutes_pipeline.meeting import (
    Agenda,
    AgendaItem,
    Person,
    Role,
    RoleKind,
    Roster,
    Segment,
    Severity,
    Span,
    Transcript,
    Word,
)
from minutes_pipeline.transcription.common_words import CommonWords
from minutes_pipeline.transcription.readings import Reader
from minutes_pipeline.transcription.repair import repair
from minutes_pipeline.transcription.terms import terms_of

AGENDA = Agenda(items=(AgendaItem("1", "提員池の用途地域について"),))
ROSTER = Roster((Person("堀江 透", role=Role(RoleKind.SECTION, "道路整備課")),))


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def common(reader: Reader) -> CommonWords:
    return CommonWords.load(reader)


def heard(text, reader, common, *, sure=0.3, agenda=None):
    words = tuple(Word(c, Span(i * 0.1, i * 0.1 + 0.1), sure) for i, c in enumerate(text))
    said = Transcript((Segment(Span(0, len(text) * 0.1), text, words),))
    return repair(said, terms_of(agenda or Agenda(), ROSTER, reader), reader, common)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("令和6年市地付きついたちから行います。", "令和6年7月1日から行います。"),
        ("市地付き重無いかまでです。", "7月16日までです。"),
        ("昨年の住につきに行いました。", "昨年の12月に行いました。"),
        ("来年のにつきじゅうみっかを予定しています。", "来年の2月13日を予定しています。"),
        ("今年の5つきついたち現在で、", "今年の5月1日現在で、"),
        ("早くてもななつきごろです。", "早くても7月ごろです。"),
        ("令和6年室期現在の数です。", "令和6年4月現在の数です。"),
        ("しちがつはつかに開きます。", "7月20日に開きます。"),
        ("募集は9つきから始めます。", "募集は9月から始めます。"),
        ("10につきじゅうむいかから", "12月16日から"),
    ],
)
def test_dates_written_by_their_sound_are_dates_and_told(text, meant, reader, common):
    after = heard(text, reader, common, sure=1.0)
    assert after.segments[0].text == meant
    note = after.notes[0]
    assert (note.code, note.severity) == ("number-doubtful", Severity.HIGH)
    assert note.alternatives[0] in text


@pytest.mark.parametrize(
    "text",
    [
        "1人につき2,000円です。お子さん1人につきふつかまでです。",
        "三つきに一度、2つきに一度の点検です。1つきに1回です。",
        "湿気により、湿気に弱い。この位置付きに。市付きの職員です。",
        "これは四月なのか五月なのか。五月いつかは決まっていません。",
        "12月から3月まで、6月18日から、六月十八日に、毎月二十日までに。",
        "1件につき三日かかります。十につき、皿につき三つ。",
    ],
)
def test_what_is_no_date_stays(text, reader, common):
    after = heard(text, reader, common, sure=1.0)
    assert after.segments[0].text == text
    assert after.notes == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("保育の提員を増やします。", "保育の定員を増やします。"),
        ("設備の展見があります。", "設備の点検があります。"),
        ("世帯は反額になります。", "世帯は半額になります。"),
        ("市と管理共定を結びます。", "市と管理協定を結びます。"),
        ("遺事管理はどこが行いますか。", "維持管理はどこが行いますか。"),
        ("はい、ようと地域の変更です。", "はい、用途地域の変更です。"),
        ("道路整備か説明をお願いします。", "道路整備課説明をお願いします。"),
    ],
)
def test_what_is_no_word_becomes_the_only_word_that_sounds_so(text, meant, reader, common):
    after = heard(text, reader, common)
    assert after.segments[0].text == meant
    assert [note.code for note in after.notes] == ["term-repaired"]
    assert after.notes[0].alternatives[0] in text


@pytest.mark.parametrize(
    "text",
    [
        "まず、個贈のシステムです。",  # 戸籍; 小僧 is not common enough
        "広席に関する業務です。",  # 功績 and 鉱石 may both be it
        "未周園の子どもです。",  # beside a lone 漢字
        "提員さん、提員町から来ました。",  # a name
        "事故情報の公開です。",  # no 自己情報
        "地域を盛り上げようと地域の方が言います。見直すこととし計画を作ります。",
        "道路整備か公園整備か、決まっていません。",
    ],
)
def test_what_may_be_something_else_stays(text, reader, common):
    after = heard(text, reader, common)
    assert after.segments[0].text == text
    assert after.notes == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1時預かりの利用状況です。", "一時預かりの利用状況です。"),
        ("第2小学校の児童です。", "第二小学校の児童です。"),
        ("午前11時預かります。第3期の計画です。", "午前11時預かります。第3期の計画です。"),
    ],
)
def test_a_term_with_a_numeral_is_written_as_the_agenda_writes_it(text, meant, reader, common):
    titles = "一時預かり事業の利用状況について", "第二小学校と第三期計画について"
    agenda = Agenda(items=tuple(AgendaItem(str(n), title) for n, title in enumerate(titles, 1)))
    assert heard(text, reader, common, sure=1.0, agenda=agenda).segments[0].text == meant


def test_what_the_engine_was_sure_of_stays(reader, common):
    assert heard("保育の提員です。", reader, common, sure=0.9).notes == ()


def test_words_of_the_papers_are_words(reader, common):
    text = "提員の水を抜きます。"
    assert heard(text, reader, common, agenda=AGENDA).segments[0].text == text
    assert heard(text, reader, common).segments[0].text == "定員の水を抜きます。"
