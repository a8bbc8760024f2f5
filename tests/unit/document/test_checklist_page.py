"""The page of what to check: complete, escaped, readable by people and by machines."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from minutes_pipeline.document.checklist import Checklist
from minutes_pipeline.document.figures import statements
from minutes_pipeline.document.remarks import gather
from minutes_pipeline.document.terms import OMISSIONS, reason_in_japanese
from minutes_pipeline.document.voices import voices
from minutes_pipeline.meeting import (
    Minutes,
    MinutesItem,
    OmissionReason,
    Paragraph,
    Record,
    Sitting,
    Span,
    Utterance,
    Word,
)

VOID = {"meta", "col", "br", "wbr"}


class Reader(HTMLParser):
    """Reads the page: nesting, texts, and cells of tables."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.faults, self.ids = [], [], [], []
        self.tables, self.headings, self.marked = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.tables[-1][-1].append("")
        if tag in ("h1", "h2", "h3"):
            self.headings.append([tag, ""])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data):
        if {"td", "th"} & set(self.open):
            self.tables[-1][-1][-1] += data
        if self.open and {"h1", "h2", "h3"} & set(self.open):
            self.headings[-1][1] += data
        if "mark" in self.open:
            self.marked.append(data)


def read(page):
    reader = Reader()
    reader.feed(page.decode())
    reader.close()
    return reader


@pytest.fixture
def page(izumi, minutes, agenda, record):
    return Checklist(izumi.form, minutes, agenda, record, gather([minutes.notes])).html()


@pytest.fixture
def reader(page):
    return read(page)


def test_the_page_is_well_formed_japanese_and_needs_nothing_else(page, reader):
    tags = dict(reader.tags)

    assert reader.faults == []
    assert reader.open == []
    assert tags["html"] == {"lang": "ja"}
    assert len(reader.ids) == len(set(reader.ids))
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in reader.tags}
    assert b"http" not in page


def test_headings_lead_through_the_page(reader):
    assert [tuple(heading) for heading in reader.headings] == [
        ("h1", "確認事項一覧"),
        ("h2", "まとめ"),
        ("h2", "記入・確認の要る欄"),
        ("h2", "聞き直して確かめるところ"),
        ("h3", "重要数字が不確かなところ　1件"),
        ("h3", "重要役割が決まらない発言　1件"),
        ("h3", "注意そのほか（lost）　1件"),
        ("h3", "参考聞き取りが不確かな言葉　1件"),
        ("h2", "数字の突き合わせ"),
        ("h3", "1　街路樹更新計画について"),
        ("h3", "3　苗木の配布について"),
        ("h2", "声と役割"),
        ("h2", "原案に載せなかった発言"),
        ("h3", "議事の進行（開会・指名・次の案件へ・閉会）　2件"),
        ("h3", "相づち・了解　1件"),
    ]


def test_every_table_has_a_caption_and_heads_with_a_scope(reader):
    tags = [tag for tag, _ in reader.tags]
    scopes = {attributes.get("scope") for tag, attributes in reader.tags if tag == "th"}

    assert tags.count("caption") == tags.count("table") == len(reader.tables)
    assert scopes == {"col", "row"}


def test_a_note_shows_time_words_guesses_and_the_paragraph(reader):
    assert reader.tables[0][1] == [
        "□",
        "00:01:20–00:01:22",
        "「48本」の数字が不確かです。候補：48本／4,8本",
        "公園緑地課　倒木の危険がある48本を先に更新いたします。",
        "倒木の危険がある48本を先に更新する。",
    ]


def test_a_note_without_a_time_shows_when_its_words_were_said(reader):
    assert reader.tables[1][1][1] == "00:03:00"


def test_a_note_on_no_paragraph_is_listed_all_the_same(reader):
    assert reader.tables[2][1] == [
        "□",
        "00:42:17–00:42:19",
        "開会の前の声です。",
        "—",
        "（原案の段落にはありません）",
    ]


def test_the_doubtful_words_are_marked(reader):
    assert reader.marked == ["いくら"]


def test_words_of_the_meeting_never_become_html(page):
    text = page.decode()

    assert "苗木を&lt;500&gt;本 &amp; 花の種を配ります。" in text
    assert "&lt;b&gt;言葉&lt;/b&gt;が不確かです。" in text
    assert "<500>" not in text


def test_every_figure_of_the_draft_stands_in_a_list_to_be_ticked_off(reader):
    first, second = reader.tables[4:6]

    assert first[1:] == [
        ["□", "00:01:00", "市が管理する街路樹は1,240本である。"],
        ["□", "00:01:20", "倒木の危険がある48本を先に更新する。"],
        ["□", "00:02:00", "3,600万円を見込んでいる。"],
    ]
    assert second[1:] == [["□", "00:03:40", "苗木<500>本 & 花の種を配布する。"]]


def test_a_figure_is_timed_by_the_word_that_begins_it_and_pointers_are_no_figures():
    words = tuple(
        Word(text, Span(10.0 + n, 11.0 + n), 0.9)
        for n, text in enumerate(("資料", "2", "の", "と", "おり", "21", ",450", "トン"))
    )
    said = Utterance("u0001", "資料2のとおり21,450トン", Span(10.0, 18.0), words=words)
    told = Paragraph("p0001", "資料2のとおり、21,450トンである。資料3に示した。", ("u0001",))
    item = MinutesItem("1", "ごみについて", points=(told,))
    ((_, (one,)),) = statements(Minutes(Sitting(title="審議会"), items=(item,)), (said,))

    assert [text for text, figure in one.parts if figure] == ["21,450"]
    assert one.start == 15.0


def test_a_figure_said_twice_is_timed_by_its_place_in_the_speech():
    words = tuple(
        Word(text, Span(float(n), n + 1.0), 0.9)
        for n, text in enumerate(("12", "月", "に", "3", "件", "、", "12", "日", "です"))
    )
    said = Utterance("u0001", "12月に3件、12日です", Span(0.0, 9.0), words=words)
    told = Paragraph("p0001", "12月に3件である。12日である。", ("u0001",))
    item = MinutesItem("1", "ごみについて", points=(told,))
    ((_, found),) = statements(Minutes(Sitting(title="審議会"), items=(item,)), (said,))

    assert [one.start for one in found] == [0.0, 6.0]


def test_a_draft_without_figures_says_so(izumi, minutes, agenda, record):
    empty = replace(minutes, items=())
    page = Checklist(izumi.form, empty, agenda, record, ()).html().decode()

    assert "原案に数字はありません。" in page


def test_every_voice_is_shown_with_role_reason_time_and_quotes(reader):
    voice_rows = reader.tables[6][1:]

    assert [row[1] for row in voice_rows] == [f"SPEAKER_0{n}" for n in range(5)]
    assert voice_rows[0] == [
        "□",
        "SPEAKER_00",
        "委員（4回）",
        "「開会」（開会を告げる）",
        "1分2秒",
        (
            "00:00:20 「ただいまから緑化審議会を開会いたします。」"
            "00:00:40 「議題の1と2は関連しますので一括して議題といたします。」"
            "00:03:20 「原案のとおりとしてよろしいですか。異議なしと認めます。」"
        ),
    ]
    assert voice_rows[3][2] == "未定（1回）"


def test_every_omitted_utterance_is_shown_with_its_reason(reader):
    procedure, nods = reader.tables[7:]

    assert procedure[1:] == [
        ["00:00:20", "委員", "ただいまから緑化審議会を開会いたします。"],
        ["00:00:40", "委員", "議題の1と2は関連しますので一括して議題といたします。"],
    ]
    assert nods[1:] == [["00:04:20", "委員", "はい、わかりました。"]]


def test_every_reason_has_a_name():
    assert set(OMISSIONS) == set(OmissionReason)


def test_the_summary_counts(page):
    text = page.decode()

    assert "<dd>4件（重要2件、注意1件、参考1件）</dd>" in text
    assert "<dd>3件（発言は全部で13件）</dd>" in text
    assert "<dd>43分20秒</dd>" in text


def test_a_transcript_without_times_or_voices_makes_a_page_too(izumi, minutes, agenda, record):
    bare = tuple(replace(u, span=None, speaker=None, words=()) for u in record.utterances)
    page = Checklist(
        izumi.form, minutes, agenda, Record(None, bare), gather([minutes.notes])
    ).html()
    reader = read(page)

    assert reader.faults == []
    assert "声を聞き分けた記録はありません。" in page.decode()
    assert reader.tables[-1][1] == ["—", "委員", "はい、わかりました。"]


def test_an_empty_draft_makes_a_page_that_says_so(izumi, agenda):
    page = Checklist(izumi.form, Minutes(Sitting(), ()), agenda, Record(None, ()), ()).html()

    assert read(page).faults == []
    assert page.decode().count("<p>ありません。</p>") == 2


def test_a_voice_that_only_nods_is_quoted_by_what_it_has(record):
    nods = tuple(replace(u, text="はい。", speaker="SPEAKER_09") for u in record.utterances[:2])

    assert [len(voice.quotes) for voice in voices(nods)] == [2]


@pytest.mark.parametrize(
    ("reason", "written"),
    [
        ("called: 事務局、お願いします (u0012)", "「事務局、お願いします」（指名された）"),
        ("voice: asks: どうですか (u0007)", "同じ声：「どうですか」（尋ねる）"),
        ("voice: speaks-last (u0007)", "同じ声：最後に話す"),
        ("brand-new: 言葉", "「言葉」（brand-new）"),
        ("人が決めた", "人が決めた"),
    ],
)
def test_reasons_are_told_in_japanese(reason, written):
    assert reason_in_japanese(reason) == written
