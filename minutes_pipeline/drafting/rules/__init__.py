"""The writing rules as tables, in the order in which they are applied."""

from __future__ import annotations

from minutes_pipeline.drafting.rewriting import Rule
from minutes_pipeline.drafting.rules import (
    asides,
    colloquial,
    concise,
    connectives,
    dialect,
    fillers,
    focus,
    frames,
    house,
    humble,
    members,
    official,
    phrases,
    plain,
    prefaces,
    questions,
    requests,
    sentences,
    topics,
)

GROUPS: tuple[tuple[Rule, ...], ...] = (
    dialect.RULES,
    fillers.RULES,
    asides.RULES,
    prefaces.RULES,
    colloquial.RULES,
    phrases.RULES,
    frames.RULES,
    requests.RULES,
    humble.RULES,
    questions.RULES,
    plain.RULES,
    concise.RULES,
    focus.RULES,
    topics.RULES,
    connectives.RULES,
    sentences.RULES,
    house.RULES,
)

RULES: tuple[Rule, ...] = tuple(one for group in GROUPS for one in group)
"""Every rule, in order. The order matters: a question is read off its polite ending, so that
questions come before the plain style, and humble verbs come before both."""

OFFICIAL_RULES: tuple[Rule, ...] = (*official.EARLY, *RULES, *official.RULES)
"""For explanations and answers."""

MEMBER_RULES: tuple[Rule, ...] = (*members.EARLY, *RULES, *members.RULES)
"""For what members ask and say."""

FULL_RULES: tuple[Rule, ...] = tuple(
    one
    for group in (fillers.RULES, colloquial.RULES, house.RULES)
    for one in group
    if one.name not in ("opening-word", "emphasis")
)
"""For full minutes (全文記録): slips of the tongue and spoken forms only; です・ます stays."""

LIGHT_RULES: tuple[Rule, ...] = tuple(
    one
    for group in (
        dialect.RULES,
        fillers.RULES[:1],
        colloquial.RULES,
        humble.RULES,
        questions.RULES,
        plain.RULES,
        house.RULES,
    )
    for one in group
    if one.name != "question-then-request"
)
"""Endings and spelling only: for a sentence in which the other rules would change the meaning."""
