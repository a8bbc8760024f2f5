"""Whatever is said, in whatever order: nothing lost, nothing invented, nothing crashes."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from minutes_pipeline.drafting.analysis import surface
from minutes_pipeline.drafting.assembly import draft_meeting
from minutes_pipeline.drafting.checks import _ASIDE
from minutes_pipeline.drafting.condensing import Piece
from minutes_pipeline.drafting.facts import names, negations, numbers, strange_words
from minutes_pipeline.drafting.manner import Detail, Manner, Style
from minutes_pipeline.drafting.proving import prove
from minutes_pipeline.drafting.rewriting import rewrite
from minutes_pipeline.drafting.rules import LIGHT_RULES, OFFICIAL_RULES
from minutes_pipeline.drafting.turns import read_turns
from minutes_pipeline.meeting import (
    Agenda,
    AgendaItem,
    Person,
    Record,
    Role,
    RoleKind,
    Roster,
    Sitting,
    Utterance,
)

ROOT = Path(__file__).parents[3]
SCRIPTS = (
    ROOT / "samples/aoba/script.tsv",
    *sorted((ROOT / "tests/meetings").glob("*/script.tsv")),
)


def _said(script):
    with script.open(encoding="utf-8", newline="") as file:
        return [row[3] for row in csv.reader(file, delimiter="\t") if row]


UTTERANCES = tuple(text for script in SCRIPTS for text in _said(script))
SENTENCES = tuple(dict.fromkeys(s for text in UTTERANCES for s in re.findall(r"[^。]{4,}。", text)))
OPENINGS = (
    "",
    "えー、",
    "それから、",
    "あのー、",
    "すみません、",
    "はい、",
    "ちょっと、",
    "また、",
)
MISHEARD = (
    "。",
    "、",
    "ですね、",
    "まあ",
    "3",
    "ない",
    "😀",
    "ﾃﾞｰﾀ",
    " ",
    "\u3000",
    "ーーー",
    "」「",
)
TAKEN_BACK = {"self-correction", "preface"}
"""Rules that leave out numbers by design: a number that was taken back, 「1点お伺いします」."""

QUICK = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
spoken = st.builds(str.__add__, st.sampled_from(OPENINGS), st.sampled_from(SENTENCES))
joined = st.lists(spoken, min_size=1, max_size=3).map("".join)


@st.composite
def misheard(draw):
    """A real sentence with pieces lost, doubled or put in, as a recogniser does."""
    text = draw(spoken)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 4))
        text = text[:at] + draw(st.sampled_from(MISHEARD)) + text[at + cut :]
    return text


anything = st.one_of(
    st.text(max_size=60),
    st.text(
        alphabet="ｱｲｳｴｵｶﾞﾊﾟﾝｰﾞﾟABC012,.()!? ~\t\r\n😀👍🏽①㌫㍻\u200b\ufeff々〇一十百千万億年月日件ないずですます、。「」",
        max_size=60,
    ),
)


def _sentences(analyzer, text):
    return [s for turn in read_turns([Utterance("u0001", text)], analyzer) for s in turn.sentences]


@QUICK
@given(text=joined)
def test_no_rule_loses_a_number_or_a_negation(analyzer, text):
    for sentence in _sentences(analyzer, text):
        before = surface(sentence.tokens)
        for step in rewrite(sentence.tokens, OFFICIAL_RULES).steps:
            matter, left = numbers(_ASIDE.sub("", before)), numbers(step.text)
            assert set(left) <= set(numbers(before)), (step, before)
            if step.rule not in TAKEN_BACK:
                assert set(matter) <= set(left), (step, before)
            assert negations(step.text) == negations(before), (step, before)
            before = step.text


@QUICK
@given(text=joined)
def test_no_rule_loses_a_name_or_puts_a_word_in(analyzer, text):
    for sentence in _sentences(analyzer, text):
        written = surface(rewrite(sentence.tokens, OFFICIAL_RULES).tokens)
        assert [name for name in names(sentence.tokens) if name not in written] == [], written
        assert strange_words(written, sentence.text) == (), (written, sentence.text)


@QUICK
@given(text=spoken)
def test_written_text_is_not_changed_again(analyzer, text):
    for sentence in _sentences(analyzer, text):
        once = surface(rewrite(sentence.tokens, OFFICIAL_RULES).tokens)
        (again,) = analyzer.analyze([once])
        assert surface(rewrite(again, OFFICIAL_RULES).tokens) == once


@QUICK
@given(text=misheard())
def test_misheard_words_stay_or_are_doubted(analyzer, text):
    sentences = _sentences(analyzer, text)
    if not sentences:
        return
    written, found = prove(Piece(tuple(sentences)))
    heard = "。".join(s.text for s in sentences)
    told = {doubt.code for doubt in found}
    invented = set(numbers(written.text)) - set(numbers(heard))
    lost = set(numbers(_ASIDE.sub("", heard))) - set(numbers(written.text))
    assert not invented or "number-doubtful" in told, (written.text, heard)
    assert not lost or "number-doubtful" in told, (written.text, heard)
    if negations(written.text) != negations(heard):
        assert told & {"negation-doubtful", "number-doubtful"}, (written.text, heard)


@QUICK
@given(text=anything)
@example("")
@example("。")
@example("、。、「」")
@example("a" * 1000)
@example("あ" * 4000)
@example("件" * 1000)
@example("1" * 400)
@example("九" * 60 + "件です。")
@example("ですですですます" * 60)
@example("𠮷野家のﾃﾞｰﾀは1,234㌔です👨‍👩‍👧")
def test_no_text_stops_the_rules(analyzer, text):
    sentences = _sentences(analyzer, text)
    for rules in (OFFICIAL_RULES, LIGHT_RULES):
        for sentence in sentences:
            assert isinstance(surface(rewrite(sentence.tokens, rules).tokens), str)
    if sentences:
        written, _ = prove(Piece(tuple(sentences)), point=True)
        assert written.text == "" or written.text[-1] != "、"


ROLES = (
    Role(RoleKind.CHAIR),
    Role(RoleKind.MEMBER),
    Role(RoleKind.SECRETARIAT),
    Role(RoleKind.SECTION, "環境課"),
    Role(RoleKind.OTHER),
    None,
)
ROSTER = Roster(
    (
        Person("水野 葵", post="会長", role=ROLES[0]),
        Person("大野 桜", post="課長", role=ROLES[3], affiliation="市民部環境課"),
    )
)
AGENDA = Agenda(
    items=(
        AgendaItem("1", "ごみの減量について"),
        AgendaItem("2", "副会長の選出について"),
        AgendaItem("3", "その他"),
    )
)
remarks = st.lists(
    st.tuples(
        st.sampled_from(ROLES),
        st.sampled_from(("S0", "S1", "S2", None)),
        st.sampled_from(("1", "2", "3", "9", None)),
        st.one_of(st.sampled_from(UTTERANCES), misheard(), anything),
    ),
    max_size=8,
)


@settings(QUICK, max_examples=25)
@given(lines=remarks, manner=st.builds(Manner, st.sampled_from(Style), st.sampled_from(Detail)))
@example(lines=[], manner=Manner())
def test_every_utterance_and_sentence_is_accounted_for(analyzer, lines, manner):
    record = Record(
        None,
        tuple(
            Utterance(f"u{n:04d}", text, speaker=voice, role=role, item=item)
            for n, (role, voice, item, text) in enumerate(lines, 1)
        ),
    )
    turns = read_turns(record.utterances, analyzer)
    draft = draft_meeting(record, turns, AGENDA, ROSTER, Sitting(), manner)
    assert draft.minutes.unaccounted(tuple(u.id for u in record.utterances)) == ()
    assert [n.message for n in draft.minutes.notes if n.code == "sentence-unaccounted"] == []
    sources = {p.id: set(p.sources) for p in draft.minutes.paragraphs()}
    for saying in draft.account.sayings:
        assert (saying.reason is None) == bool(saying.paragraphs), saying
        assert all(set(saying.utterances) & sources[p] for p in saying.paragraphs), saying


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.parent.name)
def test_the_real_meetings_are_told_apart(script):
    assert len(_said(script)) > 20
