"""Files of transcripts made elsewhere: JSON, captions, encodings, faults."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement

from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Record, Role, RoleKind, Span, Utterance
from minutes_pipeline.progress import Silent
from minutes_pipeline.transcription.written import ReadTranscript, read_transcript
from minutes_pipeline.workspace.artifacts import TRANSCRIPT_FILE, UTTERANCES
from minutes_pipeline.workspace.exports import transcript_vtt, utterances_json
from minutes_pipeline.workspace.stage import Inputs

RECORD = Record(
    12.0,
    (
        Utterance(
            "u0001",
            "ただいまから開会します。",
            Span(0.5, 3.0),
            "SPEAKER_00",
            confidence=0.9,
            role=Role(RoleKind.SECRETARIAT),
        ),
        Utterance("u0002", "はい。", Span(4.0, 5.0), "SPEAKER_01"),
    ),
)


def read(tmp_path: Path, name: str, data: str | bytes) -> Record:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_transcript(path)


def rows(record: Record) -> list[tuple[str | None, str, tuple[float, float] | None]]:
    return [
        (u.label, u.text, (u.span.start, u.span.end) if u.span else None) for u in record.utterances
    ]


def test_our_own_utterances_come_back(tmp_path):
    found = read(tmp_path, "utterances.json", utterances_json(RECORD))
    assert found.duration == 12.0
    assert rows(found) == [
        ("事務局", "ただいまから開会します。", (0.5, 3.0)),
        ("SPEAKER_01", "はい。", (4.0, 5.0)),
    ]
    assert [u.speaker for u in found.utterances] == ["SPEAKER_00", "SPEAKER_01"]
    assert found.utterances[0].confidence == 0.9


def test_our_own_captions_come_back(tmp_path):
    found = read(tmp_path, "transcript.vtt", transcript_vtt(RECORD.utterances))
    assert rows(found) == [
        ("事務局", "ただいまから開会します。", (0.5, 3.0)),
        ("SPEAKER_01", "はい。", (4.0, 5.0)),
    ]


def test_whispers_json_keeps_words_times_and_probability(tmp_path):
    data = {
        "text": "会議を開きます。",
        "language": "ja",
        "segments": [
            {
                "id": 0,
                "start": 1.0,
                "end": 3.0,
                "text": " 会議を開きます。",
                "words": [
                    {"word": "会議を", "start": 1.0, "end": 1.8, "probability": 0.8},
                    {"word": "開きます。", "start": 1.8, "end": 3.0, "probability": 0.6},
                ],
            },
        ],
    }
    (utterance,) = read(tmp_path, "w.json", json.dumps(data)).utterances
    assert utterance.text == "会議を開きます。"
    assert utterance.speaker is None
    assert utterance.confidence == pytest.approx(0.7)
    assert [w.text for w in utterance.words] == ["会議を", "開きます。"]


def test_whisperx_speakers_and_digits_without_time(tmp_path):
    data = {
        "segments": [
            {
                "start": 0.0,
                "end": 2.0,
                "text": "3件です。",
                "speaker": "SPEAKER_01",
                "words": [
                    {"word": "3"},
                    {"word": "件です。", "start": 0.2, "end": 2.0, "score": 0.5},
                ],
            },
            {"start": 2.2, "end": 3.0, "text": "以上です。", "speaker": "SPEAKER_01"},
            {"start": 3.5, "end": 4.0, "text": "はい。", "speaker": "SPEAKER_02"},
        ]
    }
    found = read(tmp_path, "x.json", json.dumps(data))
    assert rows(found) == [
        ("SPEAKER_01", "3件です。以上です。", (0.0, 3.0)),
        ("SPEAKER_02", "はい。", (3.5, 4.0)),
    ]


def test_whisper_cpp_milliseconds(tmp_path):
    data = {"transcription": [{"offsets": {"from": 1500, "to": 2500}, "text": " はい。"}]}
    assert rows(read(tmp_path, "c.json", json.dumps(data))) == [(None, "はい。", (1.5, 2.5))]


def test_captions_of_one_voice_are_joined_and_voices_kept_apart(tmp_path):
    vtt = (
        "WEBVTT\n\nNOTE made elsewhere\n\n1\n00:00:01.000 --> 00:00:03.000\n<v 会長>ただいまから</v>\n\n"
        "00:03.000 --> 00:05.000 align:start\n<v 会長>開会&amp;開議します。</v>\n\n"
        "00:05.500 --> 00:06.000\n<v.loud 山田 太郎>はい。\n"
    )
    found = read(tmp_path, "a.vtt", vtt)
    assert rows(found) == [
        ("会長", "ただいまから開会&開議します。", (1.0, 5.0)),
        ("山田 太郎", "はい。", (5.5, 6.0)),
    ]
    assert found.utterances[1].speaker == "山田太郎"


def test_unlabelled_captions_are_joined_inside_a_sentence_only(tmp_path):
    srt = (
        "1\n00:00:01,000 --> 00:00:02,000\n本日は\n\n2\n00:00:02,000 --> 00:00:03,000\n三件です。\n\n"
        "3\n00:00:03,100 --> 00:00:04,000\n何件ですか。\n"
    )
    assert rows(read(tmp_path, "a.srt", srt)) == [
        (None, "本日は三件です。", (1.0, 3.0)),
        (None, "何件ですか。", (3.1, 4.0)),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_encodings_of_japanese_computers(tmp_path, encoding):
    data = "会長：開会します。\r\n委員：質問です。\r\n".encode(encoding)
    assert rows(read(tmp_path, "t.txt", data)) == [
        ("会長", "開会します。", None),
        ("委員", "質問です。", None),
    ]


def test_lines_left_out_are_noted(tmp_path):
    found = read(tmp_path, "t.txt", "審議会会議録\n日時：令和6年6月12日\n\n会長：開会します。\n")
    (note,) = found.notes
    assert note.code == "transcript-lines-left-out"
    assert note.alternatives == ("審議会会議録", "日時：令和6年6月12日")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docx", b"PK\x03\x04 word/document.xml ....", "P01"),
        ("a.xlsx", b"PK\x03\x04....", "P25"),
        ("a.pdf", b"%PDF-1.7 ...", "P25"),
        ("a.json", '{"segments": [', "P26"),
        ("a.json", '{"segments": [{"start": 0, "end": 1}]}', "P26"),
        ("a.json", '{"something": 1}', "P26"),
        ("a.json", '{"format": "minutes-pipeline/utterances/9", "utterances": []}', "P26"),
        (
            "a.json",
            '{"format": "minutes-pipeline/utterances/1", "utterances": [{"text": "a", "txt": 1}]}',
            "P26",
        ),
        ("a.json", '{"segments": []}', "P27"),
        ("a.vtt", "WEBVTT\n\n", "P27"),
        ("a.txt", "日時：令和6年\n会長：\n", "P27"),
        ("a.csv", "開始,発言\nさっき,はい\n", "P28"),
        ("a.srt", "1\n00:00:09,000 --> 00:00:02,000\nはい\n", "P28"),
        ("a.json", '{"segments": [{"start": 5, "end": 1, "text": "はい"}]}', "P28"),
        (
            "a.json",
            f'{{"segments": [{{"offsets": {{"from": 0, "to": 1{"0" * 400}}}, "text": "はい"}}]}}',
            "P28",
        ),
        ("a.json", f'{{"segments": [{{"start": 1{"0" * 400}, "text": "はい"}}]}}', "P26"),
        ("a.json", f'{{"segments": [{{"start": 1{"0" * 5000}, "text": "はい"}}]}}', "P26"),
        ("a.txt", "", "P02"),
        ("a.txt", "*" * 30, "P27"),
    ],
)
def test_a_bad_file_is_refused_with_code_and_cure(tmp_path, name, data, code):
    with pytest.raises(PaperError) as refusal:
        read(tmp_path, name, data)
    assert refusal.value.code == code
    assert str(tmp_path) in refusal.value.what
    assert refusal.value.cure.endswith("。")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("whisper.tsv", "start\tend\ttext\n1500\t4000\tはい、三件です。\n"),
        (
            "rows.csv",
            '開始時間,終了時間,話者,テキスト\n00:00:01.500,00:00:04,,"はい、三件です。"\n',
        ),
        ("rows.csv", "No;発言内容;開始(秒);終了\n1;はい、三件です。;1.5;4\n"),
    ],
)
def test_tables_of_speech(tmp_path, name, text):
    assert rows(read(tmp_path, name, text)) == [(None, "はい、三件です。", (1.5, 4.0))]


def test_a_table_without_times_keeps_who_speaks(tmp_path):
    found = read(
        tmp_path, "t.csv", "発言者,発言内容\n会長,開会します。\n委員,はい。\n".encode("cp932")
    )
    assert rows(found) == [("会長", "開会します。", None), ("委員", "はい。", None)]


_WORDS = "三件です。"
SERVICES = {
    "AmiVoice": {
        "results": [
            {
                "text": _WORDS,
                "tokens": [
                    {"written": "三件", "starttime": 1500, "endtime": 2000, "label": "speaker1"},
                    {"written": "です。", "starttime": 2000, "endtime": 4000, "label": "speaker1"},
                ],
            }
        ]
    },
    "Google": {
        "results": [
            {
                "alternatives": [
                    {
                        "transcript": _WORDS,
                        "words": [
                            {"startTime": "1.5s", "endTime": "4s", "word": _WORDS, "speakerTag": 1}
                        ],
                    }
                ]
            }
        ]
    },
    "Amazon": {
        "results": {
            "audio_segments": [
                {
                    "transcript": _WORDS,
                    "start_time": "1.5",
                    "end_time": "4.0",
                    "speaker_label": "spk_0",
                }
            ]
        }
    },
    "Azure": {
        "recognizedPhrases": [
            {
                "speaker": 1,
                "offsetInTicks": 15000000,
                "durationInTicks": 25000000,
                "nBest": [{"display": _WORDS}],
            }
        ]
    },
    "milliseconds": {"utterances": [{"speaker": "A", "text": _WORDS, "start": 1500, "end": 4000}]},
    "clocks": [{"name": "委員", "content": _WORDS, "start_time": "0:01.5", "end_time": "0:04"}],
}


@pytest.mark.parametrize("data", SERVICES.values(), ids=list(SERVICES))
def test_json_of_other_services(tmp_path, data):
    (utterance,) = read(tmp_path, "t.json", json.dumps(data)).utterances
    assert (utterance.text, utterance.span) == (_WORDS, Span(1.5, 4.0))
    assert utterance.speaker is not None


def _spoilt(data: Any) -> Iterator[Any]:
    """Yield *data* with each of its values in turn replaced by what does not belong there."""
    yield from ("x", 1, -2.5, True, None, [], {}, [3], [[]], {"text": 3}, [{"startTime": 1}, 3])
    if isinstance(data, dict):
        for key, value in data.items():
            yield from ({**data, key: other} for other in _spoilt(value))
            yield {other: held for other, held in data.items() if other != key}
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield from ([*data[:at], other, *data[at + 1 :]] for other in _spoilt(value))


@pytest.mark.parametrize("data", SERVICES.values(), ids=list(SERVICES))
def test_json_of_other_services_with_anything_out_of_place(tmp_path, data):
    """It is read, or refused with the file's name; nothing else comes out."""
    refusals: list[str] = []
    for spoilt in _spoilt(data):
        try:
            found = read(tmp_path, "t.json", json.dumps(spoilt))
        except PaperError as error:
            refusals.append(error.what)
        else:
            assert all(isinstance(u.text, str) for u in found.utterances)
    assert len(refusals) > 10
    assert all(str(tmp_path) in told for told in refusals)


def test_word_files_keep_revised_words_and_rows(tmp_path):
    document = docx.Document()
    document.add_paragraph("第2回審議会-20261102-会議の録音")
    for name, words in (("山田 太郎", "開会します。"), ("森 花子", "三件ですか。")):
        said = document.add_paragraph()
        said.add_run(f"{name}   0:0{len(words)}").add_break()
        said.add_run(words)
    added = OxmlElement("w:ins")
    for run in list(said.runs)[-1:]:
        added.append(run._r)
    said._p.append(added)
    document.save(str(tmp_path / "t.docx"))
    found = read_transcript(tmp_path / "t.docx")
    assert rows(found) == [
        ("山田 太郎", "開会します。", (6.0, 6.0)),
        ("森 花子", "三件ですか。", (6.0, 6.0)),
    ]
    table = docx.Document()
    cells = table.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "会長", "開会します。"
    table.save(str(tmp_path / "t2.docx"))
    assert rows(read_transcript(tmp_path / "t2.docx")) == [("会長", "開会します。", None)]


class _Files:
    def __init__(self, *paths: Path) -> None:
        self._paths = paths

    def load(self, artifact):
        raise LookupError(artifact.name)

    def paths(self, source):
        return self._paths if source == TRANSCRIPT_FILE else ()


def test_the_stage_reads_the_file_and_its_result_can_be_stored(tmp_path):
    path = tmp_path / "t.txt"
    path.write_text("会長：開会します。\n委員：はい。\n", encoding="utf-8")
    stage = ReadTranscript()
    record = stage.run(Inputs(_Files(path), stage.reads), Silent())
    assert [u.id for u in record.utterances] == ["u0001", "u0002"]
    UTTERANCES.dump(record, tmp_path / "u.json")
    assert UTTERANCES.load(tmp_path / "u.json") == record


def test_several_files_follow_one_another(tmp_path):
    first, second = tmp_path / "1.txt", tmp_path / "2.txt"
    first.write_text("会長：開会します。\n", encoding="utf-8")
    second.write_text("会長：閉会します。\n", encoding="utf-8")
    stage = ReadTranscript()
    record = stage.run(Inputs(_Files(first, second), stage.reads), Silent())
    assert [(u.id, u.text) for u in record.utterances] == [
        ("u0001", "開会します。"),
        ("u0002", "閉会します。"),
    ]
