"""The two stages at their doors."""

import subprocess
import sys

from minutes_pipeline.attribution.stage import AssignRoles, JoinVoices
from minutes_pipeline.meeting import (
    Diarization,
    Record,
    Roster,
    Segment,
    Span,
    SpeechRegions,
    Transcript,
    Turn,
    Utterance,
)
from minutes_pipeline.progress import Silent
from minutes_pipeline.workspace.artifacts import (
    ATTRIBUTED,
    DIARIZATION,
    ROSTER,
    SPEECH_REGIONS,
    TRANSCRIPT,
    UTTERANCES,
)
from minutes_pipeline.workspace.stage import Inputs


class Shelf:
    def __init__(self, values) -> None:
        self._values = {artifact.name: value for artifact, value in values}

    def load(self, artifact):
        return self._values[artifact.name]

    def paths(self, source):
        return ()


def test_words_and_voices_are_joined_and_doubts_noted(tmp_path):
    turns = (Turn(Span(0, 5), "SPEAKER_00"), Turn(Span(4, 9), "SPEAKER_01"))
    exclusive = (Turn(Span(0, 4.5), "SPEAKER_00"), Turn(Span(4.5, 9), "SPEAKER_01"))
    shelf = Shelf(
        [
            (
                TRANSCRIPT,
                Transcript(
                    (
                        Segment(Span(0, 4.5), "質問はありますか。"),
                        Segment(Span(4.6, 9), "二つあります。"),
                    )
                ),
            ),
            (DIARIZATION, Diarization(turns, exclusive)),
            (SPEECH_REGIONS, SpeechRegions(20, (Span(0, 9), Span(12, 16)))),
        ]
    )
    stage = JoinVoices()
    record = stage.run(Inputs(shelf, stage.reads), Silent())
    assert record.duration == 20
    assert [(u.speaker, u.text) for u in record.utterances] == [
        ("SPEAKER_00", "質問はありますか。"),
        ("SPEAKER_01", "二つあります。"),
    ]
    assert [n.code for n in record.notes] == ["speech-overlap", "speech-without-text"]
    UTTERANCES.dump(record, tmp_path / "u.json")
    assert UTTERANCES.load(tmp_path / "u.json") == record


def test_roles_are_given_and_can_be_stored(tmp_path):
    said = (Utterance("u0001", "ただいまから委員会を開会いたします。", Span(0, 4), "SPEAKER_00"),)
    stage = AssignRoles()
    shelf = Shelf([(UTTERANCES, Record(4, said)), (ROSTER, Roster())])
    record = stage.run(Inputs(shelf, stage.reads), Silent())
    assert record.utterances[0].role is not None
    assert record.utterances[0].role.label == "委員"
    ATTRIBUTED.dump(record, tmp_path / "a.json")
    assert ATTRIBUTED.load(tmp_path / "a.json") == record


def test_the_dictionary_decides_and_is_named():
    assert "sudachipy" in JoinVoices().decides()["tokenizer"]
    assert JoinVoices().decides() == AssignRoles().decides()


def test_importing_the_stage_loads_no_engine():
    code = (
        "import sys, minutes_pipeline.attribution.stage\n"
        "heavy = {'sudachipy', 'spacy', 'ginza', 'torch', 'faster_whisper'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
