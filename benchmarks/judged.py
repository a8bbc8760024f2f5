"""A meeting whose roles are judged once, to be decided with many thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from unittest.mock import patch

from benchmarks.reliability import case_of
from benchmarks.written import Meeting
from minutes_pipeline.attribution import roles
from minutes_pipeline.attribution.directory import Directory
from minutes_pipeline.attribution.evidence import Case
from minutes_pipeline.attribution.inference import Judgement, judge
from minutes_pipeline.evaluation.role_table import RoleTable, role_table


@dataclass(frozen=True, slots=True)
class Judged:
    """What is held of a meeting before anything is decided.

    Attributes:
        meeting: Which.
        directory: Its roster, or none.
        case: What its words tell.
        judgement: How likely each role of each utterance is.
    """

    meeting: Meeting
    directory: Directory
    case: Case
    judgement: Judgement

    @classmethod
    def of(cls, meeting: Meeting, *, roster: bool) -> Judged:
        """Judge a meeting with or without its roster."""
        directory, case = case_of(meeting, roster=roster)
        found = judge(case.roles, case.steps, case.weights, case.prior)
        return cls(meeting, directory, case, found)

    def table(self) -> RoleTable:
        """Decide with the thresholds as they are now, and compare with what is true."""
        with (
            patch.object(roles, "Directory", lambda *_: self.directory),
            patch.object(roles, "gather", lambda *_: self.case),
            patch.object(roles, "judge", lambda *_: self.judgement),
        ):
            decided = roles.assign_roles(
                self.meeting.record, self.directory.roster, self.directory.tokenizer
            )
        return role_table(self.meeting.reference.turns, decided.utterances)
