"""Applies rules to the words of one sentence, and works out how changed words are spelled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from minutes_pipeline.drafting.analysis import Token, Tokens, surface
from minutes_pipeline.drafting.conjugation import conjugate, voiced
from minutes_pipeline.drafting.pattern import Element, build, compile_pattern, match
from minutes_pipeline.meeting import Step

Edit = Callable[[Tokens], Tokens]

_ROUNDS = 4
"""One rule may prepare the ground for another; written text needs a second round at most."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One writing rule: what it looks for, what it puts there, and examples that are its tests.

    Attributes:
        name: Stable name, as noted in `Paragraph.rules`.
        basis: The writing rule it comes from (ケバ取り, 整文, 常体, 公用文 …).
        cases: Pattern and effect, in the language of `pattern`; all are tried, in order.
        examples: Sentences before and after **all** rules.
        edit: For what a pattern cannot say: words in, words out; runs after the cases.
    """

    name: str
    basis: str
    cases: tuple[tuple[str, str], ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
    edit: Edit | None = None

    def apply(self, tokens: Tokens) -> Tokens:
        """Return *tokens* with this rule applied wherever it fits, from left to right."""
        for when, then in self.cases:
            tokens = _apply_case(compile_pattern(when), then, tokens)
        return tokens if self.edit is None else self.edit(tokens)


def rule(
    name: str,
    basis: str,
    *cases: tuple[str, str],
    examples: Iterable[tuple[str, str]] = (),
    edit: Edit | None = None,
) -> Rule:
    """Return a `Rule`; the tables in `rules` read better so."""
    return Rule(name, basis, cases, tuple(examples), edit)


def _apply_case(pattern: tuple[Element, ...], then: str, tokens: Tokens) -> Tokens:
    made: list[Token] = []
    at, changed = 0, False
    while at <= len(tokens):
        bounds = match(pattern, tokens, at) if _may_begin(pattern[0], tokens, at) else None
        if bounds is not None and bounds[-1][1] > at:
            made.extend(build(then, tokens, bounds))
            changed, at = True, bounds[-1][1]
            continue
        if at < len(tokens):
            made.append(tokens[at])
        at += 1
    return realise(tuple(made)) if changed else tokens


def _may_begin(first: Element, tokens: Tokens, at: int) -> bool:
    """Cheap test that spares most of the matching."""
    if first.kind == "start":
        return at == 0
    if first.least == 0 or first.ahead or first.kind in ("clause", "end", "pause", "any"):
        return True
    if at >= len(tokens):
        return False
    token = tokens[at]
    if first.kind == "literal":
        return any(word.startswith(token.surface) for word in first.words)
    if first.kind == "lemma":
        return "*" in first.words or token.lemma in first.words
    return token.tag.startswith(first.words)


def realise(tokens: Tokens) -> Tokens:
    """Return *tokens* with the surface of every made word worked out from what follows it."""
    words = [token for n, token in enumerate(tokens) if not _swallowed(tokens, n)]
    for n, token in enumerate(words):
        if not token.made or not token.inflects:
            continue
        follower = words[n + 1] if n + 1 < len(words) else None
        surface = conjugate(
            token.lemma, token.klass, token.form, follower.surface if follower else ""
        )
        words[n] = replace(token, surface=surface)
        if follower is not None and token.form == "連用形" and _takes_te(follower):
            head = follower.surface[0]
            right = _voice(head) if voiced(token.klass) else _unvoice(head)
            words[n + 1] = replace(follower, surface=right + follower.surface[1:])
    return tuple(words)


def _swallowed(tokens: Tokens, n: int) -> bool:
    """Whether this is ある before ない: あらない is not said."""
    token = tokens[n]
    return (
        token.lemma == "ある"
        and token.form == "未然形"
        and n + 1 < len(tokens)
        and tokens[n + 1].lemma == "ない"
    )


def _takes_te(token: Token) -> bool:
    if token.surface in ("て", "で", "ても", "でも") and token.lemma != "だ":
        return token.tag.startswith("助詞-接続助詞")
    return token.lemma in ("た", "たり") and token.surface[0] in "ただ"


def _voice(head: str) -> str:
    return {"て": "で", "た": "だ"}.get(head, head)


def _unvoice(head: str) -> str:
    return {"で": "て", "だ": "た"}.get(head, head)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A sentence after the rules.

    Attributes:
        tokens: Its words.
        steps: Every change of its text, in order, with the rule that made it; a rule may stand
            several times.
    """

    tokens: Tokens
    steps: tuple[Step, ...]

    @property
    def rules(self) -> tuple[str, ...]:
        """Names of the rules that changed the text, in order, each once."""
        return tuple(dict.fromkeys(step.rule for step in self.steps))


def rewrite(tokens: Tokens, rules: tuple[Rule, ...]) -> Rewritten:
    """Apply *rules* in order, again and again until nothing changes (at most `_ROUNDS` times)."""
    steps: list[Step] = []
    text = surface(tokens)
    for _ in range(_ROUNDS):
        before = tokens
        for one in rules:
            after = one.apply(tokens)
            if after == tokens:
                continue
            tokens = after
            if (changed := surface(tokens)) != text:
                text = changed
                steps.append(Step(one.name, text))
        if tokens == before:
            break
    return Rewritten(tokens, tuple(steps))
