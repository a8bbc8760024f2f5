"""The account of a draft: every sentence stands in a paragraph or is left out with a reason."""

from __future__ import annotations

import pytest

from minutes_pipeline.drafting.assembly import draft_meeting
from minutes_pipeline.drafting.ledger import Book
from minutes_pipeline.drafting.manner import Manner, Style
from minutes_pipeline.drafting.titles import title_of
from minutes_pipeline.drafting.turns import read_turns
from minutes_pipeline.drafting.writing import Edit
from minutes_pipeline.meeting import (
    Agenda,
    AgendaItem,
    OmissionReason,
    Roster,
    Sitting,
    Step,
    Utterance,
)

LINES = (
    ("A", "会長", "委員", "1", "それでは、環境課から説明をお願いします。"),
    (
        "B",
        "課長",
        "環境課",
        "1",
        "環境課長の大野でございます。ごみの量につきましては、えー、昨年度は3,200トンでございました。説明は以上でございます。",
    ),
    (
        "C",
        "委員",
        "委員",
        "1",
        "ありがとうございます。収集の回数について伺います。週に何回なんでしょうか。",
    ),
    ("B", "課長", "環境課", "1", "はい、週2回でございます。"),
    ("C", "委員", "委員", "1", "わかりました。"),
)
NAMES = ("kosodate", "soumu", "toshikei")


@pytest.fixture(scope="module")
def drafted(whole_draft):
    return whole_draft(LINES)


def test_a_sentence_left_out_of_a_cited_utterance_has_its_reason(drafted):
    sayings = drafted.account.of_utterance("u0002")
    assert [(s.text, s.reason, bool(s.paragraphs)) for s in sayings] == [
        ("環境課長の大野でございます。", OmissionReason.GREETING, False),
        ("ごみの量につきましては、えー、昨年度は3200トンでございました。", None, True),
        ("説明は以上でございます。", OmissionReason.CHAIR_PROCEDURE, False),
    ]


def test_a_paragraph_shows_its_rules_in_order_and_what_each_did(drafted):
    (point,) = drafted.minutes.items[0].points
    (rewriting,) = drafted.account.of_paragraph(point.id)
    assert rewriting.sayings == (2,)
    assert rewriting.steps[0] == Step(
        "filler", "ごみの量につきましては、昨年度は3200トンでございました。"
    )
    assert rewriting.steps[-1].text == point.text
    assert point.rules == tuple(dict.fromkeys(step.rule for step in rewriting.steps))
    assert "compound-particle" in point.rules


def test_joined_sentences_are_both_told_of(drafted):
    question = drafted.minutes.items[0].exchanges[0].paragraphs[0]
    (rewriting,) = drafted.account.of_paragraph(question.id)
    said = [drafted.account.sayings[n].text for n in rewriting.sayings]
    assert said == ["収集の回数について伺います。", "週に何回なんでしょうか。"]
    assert rewriting.steps[0].rule == "announced-question"
    assert rewriting.steps[0].text == "収集の回数について、週に何回なんでしょうか。"


def test_an_outcome_is_cited_by_all_that_it_tells_of(whole_draft):
    lines = (
        ("A", "会長", "委員", "1", "本件について、賛成の方は挙手をお願いします。"),
        ("A", "会長", "委員", "1", "賛成5名、反対2名です。よって、原案のとおり可決しました。"),
    )
    drafted = whole_draft(lines)
    outcome = drafted.minutes.items[0].outcome
    told = [s for s in drafted.account.sayings if outcome.id in s.paragraphs]
    assert [s.text for s in told] == [
        "賛成5名、反対2名です。",
        "よって、原案のとおり可決しました。",
    ]
    assert {u for s in told for u in s.utterances} <= set(outcome.sources)


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_is_accounted_for(whole_draft, meeting_of, name):
    lines, titles = meeting_of(name)
    drafted = whole_draft(lines, titles)
    sources = {p.id: set(p.sources) for p in drafted.minutes.paragraphs()}
    for n, saying in enumerate(drafted.account.sayings):
        assert saying.number == n
        assert (saying.reason is None) == bool(saying.paragraphs), saying
        for paragraph in saying.paragraphs:
            assert set(saying.utterances) & sources[paragraph], saying
    written = {one.paragraph for one in drafted.account.rewritings}
    leads = {item.lead.id for item in drafted.minutes.items if item.lead}
    assert written == set(sources) - leads
    assert not [n for n in drafted.minutes.notes if n.code == "sentence-unaccounted"]


def test_a_sentence_that_nobody_accounts_for_is_told(analyzer):
    turns = read_turns([Utterance("u0001", "件数は3件です。予定はありません。")], analyzer)
    book = Book()
    book.enter("p0001", [Edit((0,), (Step("masu", "件数は3件である。"),))])
    account, lost = book.account(turns, {})
    assert [saying.text for saying in lost] == ["予定はありません。"]
    assert account.sayings[0].paragraphs == ("p0001",)


@pytest.mark.parametrize("style", list(Style))
def test_every_rule_that_was_applied_has_a_japanese_title(analyzer, meeting_of, recorded, style):
    lines, titles = meeting_of("kosodate")
    record = recorded(lines[:20])
    agenda = Agenda(items=tuple(AgendaItem(n, t) for n, t in titles.items()))
    turns = read_turns(record.utterances, analyzer)
    drafted = draft_meeting(record, turns, agenda, Roster(), Sitting(), Manner(style))
    applied = {rule for p in drafted.minutes.paragraphs() for rule in p.rules}
    assert applied
    assert {rule for rule in applied if title_of(rule).isascii()} == set()
