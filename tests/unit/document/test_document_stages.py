"""The room's doors: what they read, what decides them, what they hand out."""

import io

import docx
import pytest

from minutes_pipeline.document.stage import RenderDocument, WriteChecklist
from minutes_pipeline.document.template import find_template
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Corrections, ReviewNote, Severity
from minutes_pipeline.progress import Silent
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    CHECKLIST_HTML,
    CORRECTIONS,
    DOUBTS,
    MINUTES,
    MINUTES_DOCX,
    PLACED,
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
        CORRECTIONS.name: Corrections(),
        DOUBTS.name: (doubt("録音と比べてください"),),
    }


def run(stage, values):
    return stage.run(Inputs(Held(values), stage.reads), Silent())


@pytest.mark.parametrize("kind", [RenderDocument, WriteChecklist])
def test_doubts_that_are_open_are_shown(kind, values):
    made = run(kind(find_template("izumi")), values)
    text = (
        "".join(c.text for c in docx.Document(io.BytesIO(made)).comments)
        if kind is RenderDocument
        else made.decode()
    )

    assert "録音と比べてください" in text


def test_each_stage_writes_its_own_file():
    folder = find_template("izumi")

    assert RenderDocument(folder).writes is MINUTES_DOCX
    assert WriteChecklist(folder).writes is CHECKLIST_HTML


def test_the_forms_files_decide_the_result():
    first, second = (RenderDocument(find_template(name)).decides() for name in ("izumi", "_sample"))

    assert set(first) == {"template.docx", "template.toml"}
    assert first != second
    assert WriteChecklist(find_template("izumi")).decides() == first


def test_a_form_with_faults_stops_the_stage(tmp_path, values):
    with pytest.raises(PaperError, match="F02"):
        run(RenderDocument(tmp_path), values)
