"""Text, JSON and XML of the minutes: the same words in each, valid where there is a schema."""

import json
from dataclasses import replace

import pytest
from lxml import etree

from minutes_pipeline.archive import akoma_ntoso, kokkai, plain_text
from minutes_pipeline.archive.account import Agent, Event
from minutes_pipeline.archive.dublin_core import dublin_core
from minutes_pipeline.archive.package import made
from minutes_pipeline.archive.premis import premis
from minutes_pipeline.archive.printed import Kind, Line, Printed
from minutes_pipeline.archive.readme import readme
from minutes_pipeline.archive.same_words import refuse_different
from minutes_pipeline.archive.word_file import lines
from minutes_pipeline.errors import PaperError

WORK = akoma_ntoso.Work("id-1", "若葉市", "2025-07-03", "2025-08-01")
MEETING = kokkai.Meeting("id-1", "若葉市", "通学路安全審議会", "2025-07-03")
AKN = {"a": akoma_ntoso.NAMESPACE}


def test_the_word_file_is_read_as_it_is_printed(printed):
    kinds = [line.kind for line in printed.lines]

    assert printed.title == "令和7年度第1回若葉市通学路安全審議会会議録"
    assert kinds[0] is Kind.TITLE
    assert Line(Kind.SPEECH, "柵はいつ直るのか。", "委員", id="p0004") in printed.lines
    assert Line(Kind.POINT, "点検箇所は48か所である。", id="p0002", sign="・") in printed.lines
    assert Line(Kind.HEADING, "1 通学路の点検結果について（報告）") in [
        replace(line, id=None) for line in printed.lines
    ]
    assert kinds.count(Kind.SIGNATURE) == 3


def test_every_form_gives_the_same_words_in_every_format(draw, each_form):
    docx = draw(template=each_form)
    printed = lines(docx)
    xml = akoma_ntoso.akoma_ntoso(printed, WORK)
    files = {
        "minutes.docx": docx,
        "minutes.txt": plain_text.plain_text(printed),
        "minutes.akn.xml": xml,
        "minutes.kokkai.json": kokkai.kokkai_json(printed, MEETING),
    }

    refuse_different(printed, files)
    assert akoma_ntoso.schema_faults(xml) == ()
    whole = "".join(line.words for line in printed.lines)
    assert "自宅の前で起き、孫がけがをした。" in whole
    assert "（案）" not in whole


@pytest.mark.parametrize("name", ["minutes.txt", "minutes.akn.xml", "minutes.kokkai.json"])
def test_one_changed_word_stops_the_export_and_is_shown(printed, name):
    files = {
        "minutes.txt": plain_text.plain_text(printed),
        "minutes.akn.xml": akoma_ntoso.akoma_ntoso(printed, WORK),
        "minutes.kokkai.json": kokkai.kokkai_json(printed, MEETING),
    }
    files[name] = files[name].replace("48か所".encode(), "84か所".encode())

    with pytest.raises(PaperError) as caught:
        refuse_different(printed, files)

    assert caught.value.code == "B06"
    assert name in caught.value.what
    assert "84か所" in caught.value.what
    assert sum(one in caught.value.what for one in files) == 1


def test_plain_text_is_laid_out_for_reading(printed):
    text = plain_text.plain_text(printed).decode("utf-8")

    assert text.startswith(
        "令和7年度第1回若葉市通学路安全審議会会議録\n\n日時　令和7年7月3日（木）"
    )
    assert "\n\n1 通学路の点検結果について（報告）\n　資料に基づいて、" in text
    assert "\n　・点検箇所は48か所である。\n" in text
    assert (
        "\n委員　柵はいつ直るのか。\n道路課　9月までに直す。\n　費用は1,200万円である。\n" in text
    )
    assert "\r" not in text
    assert text.endswith("\n")


def test_json_has_the_keys_of_the_diets_api(printed):
    meeting = json.loads(kokkai.kokkai_json(printed, MEETING))["meetingRecord"][0]
    speeches = meeting["speechRecord"]

    assert set(meeting) >= {"issueID", "nameOfHouse", "nameOfMeeting", "date", "speechRecord"}
    assert [one["speechOrder"] for one in speeches] == list(range(len(speeches)))
    assert speeches[0]["speaker"] == "会議録情報"
    spoken = [one for one in speeches if one["speaker"] == "道路課"]
    assert spoken[0]["speech"] == "○道路課　9月までに直す。\n　費用は1,200万円である。"
    assert spoken[0]["speechID"].startswith("id-1_")


def test_speech_without_a_label_has_no_speaker():
    told = Printed((Line(Kind.SPEECH, "はい。"), Line(Kind.CONTINUED, "続き。")))
    held = kokkai.kokkai_json(told, MEETING)

    refuse_different(told, {"minutes.kokkai.json": held})
    speeches = json.loads(held)["meetingRecord"][0]["speechRecord"][1:]
    assert [(one["speaker"], one["speech"]) for one in speeches] == [
        (None, "はい。"),
        (None, "続き。"),
    ]


def test_akoma_ntoso_says_what_is_what(printed):
    root = etree.fromstring(akoma_ntoso.akoma_ntoso(printed, WORK))

    sections = root.findall(".//a:debateSection", AKN)
    assert [one.get("eId") for one in sections] == [f"dbsect_{n}" for n in (1, 2, 3, 4)]
    assert root.findtext(".//a:docTitle", namespaces=AKN) == printed.title
    speech = root.findall(".//a:speech", AKN)[1]
    roles = {one.get("eId"): one.get("showAs") for one in root.iter(f"{{{AKN['a']}}}TLCRole")}
    assert roles[speech.get("by").lstrip("#")] == "道路課"
    assert [p.text for p in speech.findall("a:p", AKN)] == [
        "9月までに直す。",
        "費用は1,200万円である。",
    ]
    assert [s.text for s in sections[0].findall("a:summary", AKN)] == [
        "点検箇所は48か所である。",
        "<柵> & 標識を直す。",
        "異議なく、了承された。",
    ]
    assert len(root.findall(".//a:signature", AKN)) == 3


@pytest.mark.parametrize(
    "lines_",
    [
        (),
        (Line(Kind.SPEECH, "はい。", None),),
        (Line(Kind.CONTINUED, "続き。"), Line(Kind.TEXT, "前書き")),
        (
            Line(Kind.HEADING, "1 甲"),
            Line(Kind.HEADING, "(1) 乙", level=2),
            Line(Kind.POINT, "点。"),
        ),
        (
            Line(Kind.HEADING, "1 甲"),
            Line(Kind.LEAD, "導入。"),
            Line(Kind.HEADING, "(1) 乙", level=2),
        ),
        (Line(Kind.SECTION, "会議の概要"), Line(Kind.HEADING, "(1) 乙", level=2)),
        (Line(Kind.PARTICULAR, "一\n二\n三", "出席者", "委員"), Line(Kind.NOTE, "注")),
    ],
)
def test_akoma_ntoso_is_valid_whatever_the_lines(lines_):
    xml = akoma_ntoso.akoma_ntoso(Printed(lines_), WORK)

    assert akoma_ntoso.schema_faults(xml) == ()


def test_the_schema_refuses_what_is_not_akoma_ntoso():
    xml = akoma_ntoso.akoma_ntoso(Printed(()), WORK).replace(b"debateBody", b"debateBodies")

    assert "debateBodies" in akoma_ntoso.schema_faults(xml)[0]
    assert akoma_ntoso.schema_faults(b"<a>") != ()


def test_premis_names_files_events_and_agents():
    events = [Event("approval", "2025-08-01", "承認した", "person-1")]
    agents = [Agent("person-1", "柏木 春子", "person")]
    root = etree.fromstring(premis({"minutes/minutes.txt": b"abc"}, events, agents))
    ns = {"p": "http://www.loc.gov/premis/v3"}

    digests = [one.text for one in root.findall(".//p:messageDigest", ns)]
    assert digests[0] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(digests[1]) == 128
    assert root.findtext(".//p:size", namespaces=ns) == "3"
    assert root.findtext(".//p:eventType", namespaces=ns) == "approval"
    assert root.findtext(".//p:agentName", namespaces=ns) == "柏木 春子"


def test_dublin_core_leaves_out_what_nobody_stated(identity, holder):
    bare = dublin_core(replace(identity, place="", materials=()), holder).decode()

    assert "<dc:language>ja</dc:language>" in bare
    assert "<dc:publisher>若葉市</dc:publisher>" in bare
    assert "coverage" not in bare
    assert "relation" not in bare
    assert (
        "<dc:relation>資料1 通学路の点検結果</dc:relation>"
        in dublin_core(identity, holder).decode()
    )


def test_the_readme_explains_every_file(edition):
    package = made(edition)
    text = package.tags["metadata/README.ja.txt"].decode("utf-8")

    for name in package.payload:
        assert f"\n{name}\n" in text
    assert "その他。" not in text
    assert "PDFがありません" in text
    assert "sha256sum -c manifest-sha256.txt" in text
    assert "もとの名前: 会議.m4a" in readme(
        edition.identity,
        edition.holder,
        ["source/recording.m4a"],
        {"source/recording.m4a": "会議.m4a"},
    ).decode("utf-8")


def test_a_package_without_pdf_says_so(edition, tmp_path):
    made(edition).seal(tmp_path / "kept")

    info = (tmp_path / "kept/bag-info.txt").read_text("utf-8")
    assert "PDFなし" in info
    assert not (tmp_path / "kept/data/minutes/minutes.pdf").exists()


def test_the_same_minutes_give_the_same_package(edition, tmp_path):
    seals = [made(edition).seal(tmp_path / name) for name in ("a", "b")]

    assert seals[0] == seals[1]
