"""Long sentences of speech: where they are cut, and the commas that a recogniser leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from minutes_pipeline.drafting.analysis import Token, Tokens, surface
from minutes_pipeline.drafting.rewriting import realise
from minutes_pipeline.drafting.spans import word_at

_LONG = 100
"""Characters from which a sentence is cut; most of the sample's sentences have fewer."""
_LEAST = 30
"""Characters that each part keeps at least."""
_BEFORE_COMMA = 10
_AFTER_COMMA = 8
"""Characters of a clause that ask for a comma after が or ので."""
_NEW_TOPIC = re.compile(
    r"^(?:また|さらに|更に|なお|一方|特に)?、?[^、。はがをにでもと]{1,16}(?:は|が|も|については|としては)、?"
)
_STOP = Token("。", "。", "補助記号-句点")
_COMMA = Token("、", "、", "補助記号-読点")


def add_commas(tokens: Tokens) -> Tokens:
    """Put a comma after が and ので between long clauses where speech was written without any."""
    made: list[Token] = []
    for at, token in enumerate(tokens):
        made.append(token)
        if _names_topic(tokens, at) or (
            _joins(tokens, at)
            and at + 1 < len(tokens)
            and not tokens[at + 1].is_punctuation
            and not tokens[at + 1].is_particle
            and _run(reversed(tokens[: at + 1])) >= _BEFORE_COMMA
            and _run(iter(tokens[at + 1 :])) >= _AFTER_COMMA
        ):
            made.append(_COMMA)
    return tuple(made) if len(made) != len(tokens) else tokens


def _names_topic(tokens: Tokens, at: int) -> bool:
    """Whether については or に関しては ends at *at*, and a clause follows it without a comma."""
    if tokens[at].surface not in ("は", "については", "に関しては"):
        return False
    said = surface(tokens[max(0, at - 3) : at + 1])
    rest = tokens[at + 1 :]
    return (
        said.endswith(("については", "に関しては"))
        and bool(rest)
        and not rest[0].is_punctuation
        and _run(iter(rest)) >= _AFTER_COMMA
    )


def _joins(tokens: Tokens, at: int) -> bool:
    """Whether が or ので, however it was split, ends a clause at *at*."""
    token = tokens[at]
    if at > 1 and token.surface == "で" and tokens[at - 1].surface == "の":
        return tokens[at - 2].inflects
    joining = token.surface in ("が", "ので") and token.tag.startswith("助詞-接続助詞")
    return joining and at > 0 and tokens[at - 1].inflects


def _run(tokens: Iterator[Token]) -> int:
    """Return how many characters come before the next punctuation."""
    length = 0
    for token in tokens:
        if token.is_punctuation:
            break
        length += len(token.surface)
    return length


def cut_long(tokens: Tokens) -> Tokens:
    """Cut a long sentence after 〜ており、 or the first of several 〜が、 before a new topic."""
    begin = 0
    for end in [n for n, t in enumerate(tokens) if t.surface == "。"] or [len(tokens)]:
        part = tokens[begin:end]
        at = _place(part) if len(surface(part)) > _LONG else None
        if at is not None:
            closed = _closed(part[:at])
            return cut_long((*tokens[:begin], *closed, _STOP, *part[at + 1 :], *tokens[end:]))
        begin = end + 1
    return tokens


def _place(part: Tokens) -> int | None:
    """Return which comma of a long sentence is to become a full stop; None when none may."""
    text = surface(part)
    contrasts = [n for n, t in enumerate(part) if t.surface == "、" and _contrast(part, n)]
    places = [n for n, t in enumerate(part) if t.surface == "、" and _suspended(part, n)]
    if len(contrasts) > 1:
        places += contrasts[:1]
    middle = len(text) / 2
    best: tuple[float, int] | None = None
    for n in places:
        before = len(surface(part[:n]))
        if min(before, len(text) - before) < _LEAST:
            continue
        if not _NEW_TOPIC.match(surface(part[n + 1 :])):
            continue
        entry = (abs(before - middle), n)
        best = entry if best is None or entry < best else best
    return best[1] if best is not None else None


def _suspended(part: Tokens, n: int) -> bool:
    """Whether 〜ており or 〜であり stands before the comma at *n*."""
    if n < 2:
        return False
    word, before = part[n - 1], part[n - 2]
    return (
        word.form == "連用形"
        and word.lemma in ("おる", "ある")
        and before.surface in ("て", "で")
        and word.surface in ("おり", "あり")
    )


def _contrast(part: Tokens, n: int) -> bool:
    return (
        n > 1
        and part[n - 1].surface == "が"
        and part[n - 1].tag.startswith("助詞-接続助詞")
        and part[n - 2].inflects
    )


def _closed(head: Tokens) -> Tokens:
    """Return the words before a cut, closed as a sentence of their own."""
    if head[-1].surface == "が":
        return head[:-1]
    last = head[-1]
    if last.lemma == "おる":
        last = Token("いる", "いる", "動詞-非自立可能", "上一段-ア行", "終止形", made=True)
    else:
        last = replace(last, form="終止形", made=True)
    return realise((*head[:-1], last))


_BOTH_ASKED = re.compile(
    r"(?<=か)(?:という(?:こと|の|点))?と、?(?:(?:もう(?:一つ|1つ|一点|1点)|それから|それと|あと)(?:は)?、?)?"
    r"(?=[^。]{8,}(?:か|ほしい|たい|ください)(?:と思います|です)?。?$)"
)
_SECOND_ASKED = re.compile(r"という(?:こと|の|点)と、?|と、(?:もう|それから|それと|あと)")


def part_questions(tokens: Tokens) -> Tokens:
    """Part two questions that were asked in one (〜は何かということと、〜か)."""
    text, places = surface(tokens), word_at(tokens)
    for found in _BOTH_ASKED.finditer(text):
        whole = found.start() in places and found.end() in places
        if not whole or not _SECOND_ASKED.match(text[found.start() : found.end()]):
            continue
        parted = (_STOP, Token("また", "また", "接続詞"), Token("、", "、", "補助記号-読点"))
        return (*tokens[: places[found.start()]], *parted, *tokens[places[found.end()] :])
    return tokens
