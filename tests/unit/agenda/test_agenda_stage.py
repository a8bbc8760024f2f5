"""The room's stages as the runner calls them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from own_sittings import DATA, sitting

from minutes_pipeline.agenda.stage import DescribeSitting, PlaceUtterances, ReadAgenda
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Agenda, Record, Roster, Span
from minutes_pipeline.progress import Silent
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    AGENDA_FILE,
    ATTRIBUTED,
    MARKS_FILE,
    PARTICULARS_FILE,
    PLACED,
    ROSTER,
)
from minutes_pipeline.workspace.stage import Inputs


class Given:
    """Values and files by name."""

    def __init__(self, **values) -> None:
        self.values = values

    def load(self, artifact):
        return self.values[artifact.name]

    def paths(self, source):
        return self.values.get(source.name, ())


def inputs(stage, **values) -> Inputs:
    return Inputs(Given(**values), stage.reads)


@pytest.fixture
def paper(tmp_path) -> Path:
    path = tmp_path / "次第.txt"
    path.write_text(DATA.joinpath("board.txt").read_text("utf-8").split("----")[0], "utf-8")
    return path


def test_read_agenda(paper):
    stage = ReadAgenda()
    agenda = stage.run(inputs(stage, agenda=(paper,)), Silent())
    assert [item.number for item in agenda.items] == ["3-1", "3-2", "3-3", "3-4", "4"]


def test_no_agenda_is_an_empty_agenda():
    stage = ReadAgenda()
    assert stage.run(inputs(stage), Silent()) == Agenda()


def test_several_agendas_are_refused(paper):
    stage = ReadAgenda()
    with pytest.raises(PaperError, match="P08"):
        stage.run(inputs(stage, agenda=(paper, paper)), Silent())


def test_remarks_reach_the_clerk(tmp_path):
    heard = []

    class Hears(Silent):
        def remark(self, message):
            heard.append(message)

    path = tmp_path / "次第.txt"
    path.write_text("日時 令和5年2月3日（月）\n1 予算について\n", "utf-8")
    stage = ReadAgenda()
    stage.run(inputs(stage, agenda=(path,)), Hears())
    assert len(heard) == 1


def test_describe_sitting(tmp_path):
    path = tmp_path / "meeting.toml"
    path.write_text('場所 = "公民館"', "utf-8")
    stage = DescribeSitting()
    given = inputs(stage, agenda=Agenda(title="会"), roster=Roster(), particulars=(path,))
    made = stage.run(given, Silent())
    assert (made.title, made.place, made.date) == ("会", "公民館", None)


def test_place_utterances_can_be_stored_and_loaded(tmp_path):
    own = sitting("committee")
    stage = PlaceUtterances()
    given = inputs(stage, attributed=own.record, agenda=own.agenda)
    placed = stage.run(given, Silent())
    PLACED.dump(placed, tmp_path / "placed.json")
    assert PLACED.load(tmp_path / "placed.json") == placed
    assert isinstance(placed, Record)
    assert placed.joint == (("2", "3"),)


def test_a_table_of_the_clerk_overrides_the_items(tmp_path):
    own = sitting("committee")
    stage = PlaceUtterances()
    utterances = tuple(
        replace(u, span=Span(10.0 * n, 10.0 * n + 9)) for n, u in enumerate(own.record.utterances)
    )
    record = replace(own.record, utterances=utterances)
    path = tmp_path / "時刻.csv"
    path.write_text(f"0:00,{own.agenda.items[0].number}\n", "utf-8")
    given = inputs(stage, attributed=record, agenda=own.agenda, marks=(path,))
    placed = stage.run(given, Silent())
    assert {u.item for u in placed.utterances} == {own.agenda.items[0].number}


def test_an_agenda_can_be_stored_and_loaded(tmp_path, paper):
    stage = ReadAgenda()
    agenda = stage.run(inputs(stage, agenda=(paper,)), Silent())
    AGENDA.dump(agenda, tmp_path / "agenda.json")
    assert AGENDA.load(tmp_path / "agenda.json") == agenda


def test_stages_read_what_they_declare():
    assert AGENDA_FILE in ReadAgenda.reads
    assert {AGENDA, ROSTER, PARTICULARS_FILE} == set(DescribeSitting.reads)
    assert {ATTRIBUTED, AGENDA, MARKS_FILE} == set(PlaceUtterances.reads)
