"""What a person is asked to listen to."""

from __future__ import annotations

import pytest

from minutes_pipeline.meeting import (
    Agenda,
    Material,
    Materials,
    Person,
    ReviewNote,
    Role,
    RoleKind,
    Roster,
    Segment,
    Severity,
    Span,
    Transcript,
    Word,
)
from minutes_pipeline.transcription import doubts
from minutes_pipeline.transcription.doubts import with_doubts
from minutes_pipeline.transcription.figures import figures_in
from minutes_pipeline.transcription.readings import Reader
from minutes_pipeline.transcription.terms import terms_of

ROSTER = Roster(
    (
        Person("藤井 誠", "ふじい まこと", role=Role(RoleKind.MEMBER)),
        Person("堀 静江", "ほり しずえ", role=Role(RoleKind.MEMBER)),
        Person("森田 学", "もりた まなぶ", role=Role(RoleKind.CHAIR)),
    )
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def piece(text: str, sure: float = 0.9, start: float = 0.0) -> Segment:
    words = tuple(
        Word(c, Span(start + i * 0.2, start + i * 0.2 + 0.2), sure) for i, c in enumerate(text)
    )
    return Segment(Span(start, start + len(text) * 0.2), text, words)


def notes(reader: Reader, *pieces: Segment) -> tuple[ReviewNote, ...]:
    terms = terms_of(Agenda(), ROSTER, reader)
    return with_doubts(Transcript(pieces), ROSTER, terms, reader).notes


@pytest.mark.parametrize(
    ("text", "code", "guess"),
    [
        ("4時間を超える場合はに、400円です。", "number-doubtful", "2,400"),
        ("登録が1、34人です。", "number-doubtful", "1,034"),
        ("合わせてさん、ゼロ世帯です。", "number-doubtful", "3,000"),
        ("事業系はワッチ300トンです。", "number-doubtful", ""),
        ("配布人委員、お願いします。", "name-doubtful", ""),
        ("藤居委員、お願いします。", "name-doubtful", "藤井委員"),
        ("児童委員の掘りです。", "name-doubtful", "堀です"),
        ("今日はですね、掘りさんが遅れます。", "name-doubtful", "堀さん"),
        ("森高員、お願いします。", "name-doubtful", "森田委員"),
        ("説明会は全部で60に開催しました。", "number-doubtful", "62"),
        ("全部で休憩ございました。", "number-doubtful", ""),
    ],
)
def test_what_costs_most_is_asked_first(text, code, guess, reader):
    note = notes(reader, piece(text, sure=0.4))[0]
    assert note.code == code
    assert note.severity is Severity.HIGH
    assert note.start is not None
    assert guess in "".join(note.alternatives)


@pytest.mark.parametrize(
    "text",
    [
        "約3,200万円です。第2、3号です。",
        "一つだけ伺います。次に、400円です。",
        "会議に300人が来ました。",
        "藤井委員、お願いします。各委員、全委員から。",
        "署名委員、お願いします。",
        "本市の何年度の各月末の計画です。",
        "全部で9件、延べ三百人、およそ半分です。契約を結び、集約します。延べる予定です。",
        "午後2時30に会議を始めます。",
    ],
)
def test_what_is_well_said_is_no_doubt(text, reader):
    assert notes(reader, piece(text, 0.65)) == ()
    hardly = notes(reader, piece(text, 0.4))  # there an ending may be its contrary
    assert {n.code for n in hardly} <= {"negation-doubtful"}


@pytest.mark.parametrize(
    ("text", "contrary"),
    [
        ("また、今回行う予定はございます。", "今回行う予定はございません"),
        ("これまで公表しておりません。", "これまで公表しております"),
        ("変更はありませんでした", "変更はありました"),
        ("費用は増えることはない。", "費用は増えることはある"),
    ],
)
def test_an_ending_that_may_be_its_contrary_is_asked_about(text, contrary, reader):
    asked = [n for n in notes(reader, piece(text, 0.5)) if n.code == "negation-doubtful"]
    assert [(n.severity, n.alternatives) for n in asked] == [(Severity.HIGH, (contrary,))]
    assert not any(n.code == "negation-doubtful" for n in notes(reader, piece(text, 0.8)))


@pytest.mark.parametrize(
    "text",
    ["ありがとうございます。", "よろしくお願いいたします。", "ある場合もない場合も同じです。"],
)
def test_courtesies_deny_nothing(text, reader):
    assert not any(n.code == "negation-doubtful" for n in notes(reader, piece(text, 0.3)))


def test_a_figure_behind_what_is_no_word_is_asked_about_however_sure(reader):
    (note,) = notes(reader, piece("昨年度はワチ30トンでした。", sure=0.95))
    assert note.code == "number-doubtful"
    assert "ワチ30" in note.message
    assert notes(reader, piece("区域はエリア30です。", sure=0.95)) == ()


@pytest.mark.parametrize(
    ("text", "wording", "guess"),
    [
        ("資源化率でございますが、246パーセントです。", "246パーセント", "24.6"),
        ("受診率が315%に上がりました。", "315%", "31.5"),
        ("回収率は47人でございました。", "回収率は47人", ""),
        ("現在が0.80にと申し上げました。", "0.80に", "0.82"),
        ("所有者が、令和御都市十月に都市計画を提案しました。", "令和御都市", ""),
        ("内容は資料2のごページにございます。", "ごページ", "5ページ"),
        ("都市計画法第重7条に基づきます。", "重7条", "17"),
        ("収集量は、およそ1、200等を見込んでおります。", "1、200等", "1,200"),
        ("延長さん、650メートルの道路です。", "さん、650メートル", "3,650"),
        ("北側の位置180mの区間です。", "位置180m", "1,180"),
        ("11年度にはに310人程度です。", "に310人", "2,310"),
        ("ごみはワッチ30トンでございます。", "ワッチ30", ""),
        ("公開した資料はわち600点です。", "わち600", "8,600"),
        ("補助は、経費の位置500万円が上限です。", "位置500万円", "1500"),
        ("合計に1810万円でございます。", "合計に1810万円", ""),
        ("文化財は、合わせてに件でございます。", "合わせてに", ""),
        ("倒れやすいとされるゼロ7を下回ります。", "ゼロ7", "0.7"),
        ("工事費は3億400万年でございます。", "400万年", "400万円"),
        ("引き上げの率は11にパーセントです。", "11に", "11.2"),
        ("年税額は46万に300円となります。", "46万に300円", "46万2,300"),
        ("前の年度と比べてに4%の増です。", "に4%", "2.4"),
        ("最大でに8倍に引き上げます。", "に8倍", "2.8"),
        ("前年度のに174件から増えました。", "のに174件", "274"),
        ("対象者が10番人を超えております。", "10番人", "10万"),
        ("契約価格は、に948万円です。", "に948万", "2,948"),
        ("総額を318億円260万円といたします。", "億円260万", ""),
        ("率にしますと133になります。", "率にしますと133", "13.3"),
        ("基金を合計後、0万円使います。", "後、0万", ""),
        ("それぞれ1億人430万円を追加します。", "1億人430", ""),
        ("7割軽減は全体の50割3%でございます。", "50割3%", ""),
        ("対象は1万3600に10世帯でございます。", "3600に10世帯", ""),
        ("本日は委員因住にな中級名のご出席をいただいております。", "名のご出席", ""),
    ],
)
def test_a_figure_that_nobody_says_so_is_asked_about_however_sure(text, wording, guess, reader):
    (note,) = [n for n in notes(reader, piece(text, sure=0.99)) if n.code == "number-doubtful"]
    assert note.severity is Severity.HIGH
    assert wording in note.message
    assert guess in "".join(note.alternatives)


@pytest.mark.parametrize(
    "text",
    [
        "容積率は、212パーセントでございます。",
        "前年度比で115パーセントとなりました。",
        "企業債残高の比率が425パーセントです。",
        "職員の100パーセントが受けております。",
        "定員の120パーセントまで受け入れます。",
        "回収率は47.2パーセントでございました。",
        "出席率は8割です。",
        "令和元年度から令和5年度までです。",
        "平成の時代に建てました。",
        "次のページをご覧ください。",
        "毎年、2、3人が参加します。",
        "別紙2、1枚おめくりください。",
        "年に200人が訪れます。",
        "プラン21では、スクールバス20台としております。",
        "滞納が9,000万で300件あります。",
        "委員10名のうち8名のご出席をいただきました。",
        "1万年前の地層です。",
        "10番の方です。便利なのに200人しか使っていません。",
        "率にしますと13.3パーセントになります。",
        "率にして2割です。",
        "全体の2、3パーセントです。",
    ],
)
def test_a_figure_well_said_is_not_asked_about(text, reader):
    assert not [n for n in notes(reader, piece(text, sure=0.99)) if n.code == "number-doubtful"]


def test_what_a_share_is_of_may_stand_in_the_piece_before(reader):
    said = notes(
        reader,
        piece("容積率でございますが、", sure=0.99),
        piece("212パーセントでございます。", sure=0.99, start=5.0),
    )
    assert not [n for n in said if n.code == "number-doubtful"]


def test_a_figure_nearly_that_of_the_materials_is_asked_about(reader):
    table = Materials((Material("資料1", ("登録児童数　１，０３４人", "待機児童　57人　2,840戸")),))
    heard = Transcript((piece("登録が134人、待機が57人で、840戸と2,500戸、2830戸の2025年です。"),))
    none = terms_of(Agenda(), ROSTER, reader)

    found = with_doubts(heard, ROSTER, none, reader, figures_in(table)).notes

    assert [n.alternatives for n in found] == [("1,034",), ("2,840",), ("2,840",)]
    assert all(n.code == "number-doubtful" and "資料" in n.message for n in found)
    assert with_doubts(heard, ROSTER, none, reader).notes == ()


def test_words_without_meaning_are_named_once_a_piece(reader):
    (note,) = notes(reader, piece("疫収の区域と、首都外配省の件です。", sure=0.4))
    assert note.code == "word-doubtful"
    assert note.severity is Severity.MEDIUM
    assert "疫収" in note.message
    assert notes(reader, piece("疫収の区域です。", sure=0.95)) == ()


def test_never_more_than_a_person_can_check(reader, monkeypatch):
    monkeypatch.setattr(doubts, "AT_LEAST", 3)
    pieces = [piece("配布人委員、お願いします。", start=n * 3.0) for n in range(8)]
    found = notes(reader, piece("疫収の区域です。", sure=0.4), *pieces)
    assert len(found) == 4
    assert [n.severity for n in found[:3]] == [Severity.HIGH] * 3
    assert "6か所" in found[3].message


def test_a_figure_that_cannot_be_is_never_left_out_for_want_of_room(reader, monkeypatch):
    monkeypatch.setattr(doubts, "AT_LEAST", 3)
    wrong = [piece(f"登録が{n}、34人です。", start=n * 2.0) for n in range(1, 9)]
    calls = [piece("配布人委員、お願いします。", start=20 + n * 3.0) for n in range(8)]
    found = notes(reader, *wrong, *calls)
    assert [n.code for n in found].count("number-doubtful") == 8
    assert [n.code for n in found].count("name-doubtful") == 3
