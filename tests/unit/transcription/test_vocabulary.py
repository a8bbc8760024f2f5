"""Which words of a meeting are given to the recogniser as hints."""

from __future__ import annotations

import pytest

from minutes_pipeline.meeting import Agenda, AgendaItem, Person, Role, RoleKind, Roster
from minutes_pipeline.transcription.vocabulary import ranked_terms, subject, undated, within_budget

AGENDA = Agenda(
    title="令和6年度第3回 若草市水道事業審議会",
    items=(
        AgendaItem("1", "開会"),
        AgendaItem("2", "議案第4号 水道料金の改定について（諮問）"),
        AgendaItem("3", "その他"),
    ),
)
ROSTER = Roster(
    (
        Person("大野 光", role=Role(RoleKind.MEMBER), affiliation="若草市商店会"),
        Person(
            "森 信也",
            post="課長",
            role=Role(RoleKind.SECTION, "経営企画課"),
            affiliation="上下水道局経営企画課",
        ),
    )
)


def test_titles_come_first_and_empty_items_not_at_all():
    terms = ranked_terms(AGENDA, ROSTER)
    assert terms == ("水道料金の改定", "経営企画課", "若草市水道事業審議会", "上下水道局経営企画課")


def test_names_of_people_are_no_hints():
    assert not {"大野", "森"} & set(ranked_terms(AGENDA, ROSTER))


def test_without_papers_there_are_no_hints():
    assert ranked_terms(Agenda(), Roster()) == ()


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("戸籍事務の委託について（報告）", "戸籍事務の委託"),
        ("議案第１２号　火災予防条例の一部を改正する条例の制定について", "火災予防条例"),
        ("令和5年度決算の認定に関する件", "令和5年度決算の認定"),
        ("について", "について"),
    ],
)
def test_the_formal_ending_of_a_title_says_nothing(title, bare):
    assert subject(title) == bare


def test_year_and_number_of_a_sitting_are_left_out():
    assert undated("令和元年度第12回環境審議会") == "環境審議会"
    assert undated("総務常任委員会") == "総務常任委員会"


def test_the_budget_is_kept_and_an_endless_title_passed_over():
    chosen = within_budget(["水" * 50, "料金改定", "企画課", "審議会"], len, budget=10)
    assert chosen == ("料金改定", "企画課")
