"""The room's doors: what they read, what decides them, what they hand out."""

import io

import docx
import pytest

from minutes_pipeline.document.stage import RenderDocument, WriteChecklist
from minutes_pipeline.document.template import find_template
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Record, ReviewNote, Severity, Transcript
from minutes_pipeline.progress import Silent
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    ATTRIBUTED,
    CHECKLIST_HTML,
    MINUTES,
    MINUTES_DOCX,
    PLACED,
    TRANSCRIPT,
    UTTERANCES,
)
from minutes_pipeline.workspace.stage import Inputs


class Held:
    """A store that holds values in memory."""

    def __init__(self, values):
        self.values = values

    def load(self, artifact):
        return self.values[artifact.name]

    def paths(self, source):
        return ()


def doubt(message):
    return ReviewNote("word-doubtful", Severity.HIGH, message, paragraphs=("p0004",))


@pytest.fixture
def values(minutes, agenda, record):
    return {
        MINUTES.name: minutes,
        AGENDA.name: agenda,
        PLACED.name: record,
        ATTRIBUTED.name: Record(None, (), (doubt("役割の段階から"),)),
        UTTERANCES.name: Record(None, (), (doubt("声の段階から"),)),
    }


@pytest.fixture
def heard(values):
    return {**values, TRANSCRIPT.name: Transcript((), notes=(doubt("認識の段階から"),))}


def run(stage, values):
    return stage.run(Inputs(Held(values), stage.reads), Silent())


@pytest.mark.parametrize("kind", [RenderDocument, WriteChecklist])
def test_notes_of_every_stage_are_shown(kind, heard):
    made = run(kind(find_template("izumi")), heard)
    text = (
        "".join(c.text for c in docx.Document(io.BytesIO(made)).comments)
        if kind is RenderDocument
        else made.decode()
    )

    for message in ("役割の段階から", "声の段階から", "認識の段階から"):
        assert message in text


@pytest.mark.parametrize("kind", [RenderDocument, WriteChecklist])
def test_a_transcript_made_elsewhere_is_enough(kind, values):
    stage = kind(find_template("izumi"), heard=False)

    assert TRANSCRIPT not in stage.reads
    assert len(run(stage, values)) > 1000


def test_each_stage_writes_its_own_file():
    folder = find_template("izumi")

    assert RenderDocument(folder).writes is MINUTES_DOCX
    assert WriteChecklist(folder).writes is CHECKLIST_HTML


def test_the_forms_files_decide_the_result():
    first, second = (RenderDocument(find_template(name)).decides() for name in ("izumi", "_sample"))

    assert set(first) == {"template.docx", "template.toml"}
    assert first != second
    assert WriteChecklist(find_template("izumi")).decides() == first


def test_a_form_with_faults_stops_the_stage(tmp_path, heard):
    with pytest.raises(PaperError, match="F02"):
        run(RenderDocument(tmp_path), heard)
