"""Every rule's examples, before and after all rules; and that written text stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from minutes_pipeline.drafting.analysis import surface
from minutes_pipeline.drafting.rewriting import rewrite
from minutes_pipeline.drafting.rules import MEMBER_RULES, OFFICIAL_RULES, RULES

PAIRS = Path(__file__).with_name("spoken_written.tsv").read_text("utf-8").splitlines()
EXAMPLES = [(rule.name, before, after) for rule in RULES for before, after in rule.examples]


@pytest.mark.parametrize(("name", "before", "after"), EXAMPLES)
def test_example(analyzer, name, before, after):
    (tokens,) = analyzer.analyze([before])
    assert surface(rewrite(tokens, RULES).tokens) == after


@pytest.mark.parametrize("after", sorted({after for _, _, after in EXAMPLES}))
def test_written_text_is_not_changed_again(analyzer, after):
    (tokens,) = analyzer.analyze([after])
    assert surface(rewrite(tokens, RULES).tokens) == after


def own(rules):
    """The examples of the rules that only one side has."""
    return [pair for rule in rules if rule not in RULES for pair in rule.examples]


SIDES = [(OFFICIAL_RULES, pair) for pair in own(OFFICIAL_RULES)]
SIDES += [(MEMBER_RULES, pair) for pair in own(MEMBER_RULES)]


@pytest.mark.parametrize(("rules", "pair"), SIDES)
def test_example_of_one_side(analyzer, rules, pair):
    first, second = analyzer.analyze(list(pair))
    assert surface(rewrite(first, rules).tokens) == pair[1]
    assert surface(rewrite(second, rules).tokens) == pair[1]


@pytest.mark.parametrize("pair", PAIRS)
def test_municipal_speech(analyzer, pair):
    """Sentences as they are said in committees, each with its written form."""
    spoken, written = pair.split("\t")
    first, second = analyzer.analyze([spoken, written])
    assert surface(rewrite(first, RULES).tokens) == written
    assert surface(rewrite(second, RULES).tokens) == written


def test_every_rule_has_examples():
    every = {*OFFICIAL_RULES, *MEMBER_RULES}
    assert [rule.name for rule in every if not rule.examples] == []


def test_there_are_at_least_three_hundred_examples():
    every = {*OFFICIAL_RULES, *MEMBER_RULES}
    pairs = {pair for rule in every for pair in rule.examples}
    assert len(pairs) + len(set(PAIRS)) >= 500
    assert len(pairs) >= 300
