"""Every rule's examples, before and after all rules; and that written text stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from minutes_pipeline.drafting.analysis import surface
from minutes_pipeline.drafting.rewriting import rewrite
from minutes_pipeline.drafting.rules import OFFICIAL_RULES, RULES

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


OFFICIAL = [
    (before, after) for rule in OFFICIAL_RULES[len(RULES) :] for before, after in rule.examples
]


@pytest.mark.parametrize(("before", "after"), OFFICIAL)
def test_example_of_answers(analyzer, before, after):
    (tokens,) = analyzer.analyze([before])
    assert surface(rewrite(tokens, OFFICIAL_RULES).tokens) == after


@pytest.mark.parametrize("pair", PAIRS)
def test_municipal_speech(analyzer, pair):
    """Sentences as they are said in committees, each with its written form."""
    spoken, written = pair.split("\t")
    first, second = analyzer.analyze([spoken, written])
    assert surface(rewrite(first, RULES).tokens) == written
    assert surface(rewrite(second, RULES).tokens) == written


def test_every_rule_has_examples():
    assert [rule.name for rule in RULES if not rule.examples] == []
