"""The written test meetings: the account closes, and the draft has the form of minutes."""

from __future__ import annotations

import re

import pytest

from minutes_pipeline.drafting.checks import numbers, style_doubts
from minutes_pipeline.meeting import Roster

NAMES = (
    "kosodate",
    "soumu",
    "toshikei",
    "bunka",
    "kokuho",
    "toshokan",
    "shinsakai",
    "koutsu",
    "keikan",
    "akiya_unseen",
    "kosei_unseen",
    "kaigo",
    "kyushoku_unseen",
)


@pytest.fixture(scope="module", params=NAMES)
def drafted(request, analyzer, draft_of):
    lines, minutes = draft_of(request.param)
    return lines, minutes


def test_every_utterance_is_accounted_for_once(drafted):
    lines, minutes = drafted
    ids = tuple(f"u{n + 1:04d}" for n in range(len(lines)))
    assert minutes.unaccounted(ids) == ()
    cited = {s for p in minutes.paragraphs() for s in p.sources}
    assert cited & {o.utterance for o in minutes.omitted} == set()


def test_no_polite_ending_and_no_full_width_digit(drafted):
    _, minutes = drafted
    text = "\n".join(p.text for p in minutes.paragraphs())
    assert re.findall(r"(?:です|ます|でした|ました|ません)[。、]|[０-９]|[?!,](?!\d)", text) == []


def test_every_number_was_said_in_the_sources(drafted):
    lines, minutes = drafted
    said = {f"u{n + 1:04d}": line[4] for n, line in enumerate(lines)}
    for paragraph in minutes.paragraphs():
        heard = "。".join(said[s] for s in paragraph.sources)
        assert set(numbers(paragraph.text)) <= set(numbers(heard)), paragraph


def test_doubts_are_few(drafted):
    _, minutes = drafted
    paragraphs = list(minutes.paragraphs())
    doubtful = [p for p in paragraphs if style_doubts(p.text)]
    assert len(doubtful) <= 0.1 * len(paragraphs)


def test_drafting_twice_gives_the_same(draft_of):
    assert draft_of("soumu")[1] == draft_of("soumu")[1]


def test_every_paragraph_is_numbered_in_order(drafted):
    _, minutes = drafted
    ids = [p.id for p in minutes.paragraphs()]
    assert ids == [f"p{n + 1:04d}" for n in range(len(ids))]


def test_without_roster_nothing_is_lost(draft_of):
    lines, minutes = draft_of("toshikei", Roster())
    assert minutes.unaccounted(tuple(f"u{n + 1:04d}" for n in range(len(lines)))) == ()
