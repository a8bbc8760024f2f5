"""The doors of the corrections room: what they read, and that doubts of every stage arrive."""

from __future__ import annotations

import pytest

from minutes_pipeline.corrections.stage import (
    CorrectItems,
    CorrectMinutes,
    CorrectRoles,
    CorrectWords,
    GatherDoubts,
)
from minutes_pipeline.meeting import (
    Corrections,
    Minutes,
    Record,
    ReviewNote,
    Severity,
    Sitting,
    Transcript,
)
from minutes_pipeline.progress import Silent
from minutes_pipeline.workspace.artifacts import (
    ATTRIBUTED,
    CORRECTIONS,
    DAMAGE,
    MACHINE_ATTRIBUTED,
    MACHINE_MINUTES,
    MACHINE_PLACED,
    MACHINE_UTTERANCES,
    MINUTES,
    PLACED,
    TRANSCRIPT,
    UTTERANCES,
)
from minutes_pipeline.workspace.stage import Inputs


class Held:
    def __init__(self, values):
        self.values = values

    def load(self, artifact):
        return self.values[artifact.name]

    def paths(self, source):
        return ()


def note(message, severity=Severity.MEDIUM):
    return ReviewNote("speech-doubtful", severity, message)


def record(message):
    return Record(None, (), (note(message),))


VALUES = {
    CORRECTIONS.name: Corrections(),
    MACHINE_UTTERANCES.name: record("声"),
    UTTERANCES.name: record("声"),
    MACHINE_ATTRIBUTED.name: record("役割"),
    ATTRIBUTED.name: record("役割"),
    MACHINE_PLACED.name: record("案件"),
    PLACED.name: record("案件"),
    MACHINE_MINUTES.name: Minutes(Sitting(), (), notes=(note("原案"),)),
    MINUTES.name: Minutes(Sitting(), (), notes=(note("原案"),)),
    TRANSCRIPT.name: Transcript((), notes=(note("認識"),)),
    DAMAGE.name: (note("録音", Severity.HIGH),),
}


def nothing_doubtful(written, spoken):
    return ()


def unsure(minutes, utterances):
    return (note("聞き取り", Severity.HIGH),)


def run(stage):
    return stage.run(Inputs(Held(VALUES), stage.reads), Silent())


@pytest.mark.parametrize(
    ("stage", "machine"),
    [
        (CorrectWords(), MACHINE_UTTERANCES),
        (CorrectRoles(), MACHINE_ATTRIBUTED),
        (CorrectItems(), MACHINE_PLACED),
        (CorrectMinutes(nothing_doubtful), MACHINE_MINUTES),
    ],
    ids=lambda value: value.name,
)
def test_without_corrections_the_machines_result_goes_on(stage, machine):
    assert CORRECTIONS in stage.reads
    assert run(stage) == VALUES[machine.name]


def test_doubts_of_every_stage_arrive_most_serious_first():
    assert [n.message for n in run(GatherDoubts(unsure))] == [
        "録音",
        "聞き取り",
        "原案",
        "案件",
        "役割",
        "声",
        "認識",
    ]


def test_where_nothing_was_heard_no_transcript_is_asked_for():
    stage = GatherDoubts(unsure, heard=False)

    assert TRANSCRIPT not in stage.reads
    assert DAMAGE not in stage.reads
    assert not {"認識", "録音"} & {n.message for n in run(stage)}
