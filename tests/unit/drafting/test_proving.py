"""A paragraph that fails a check falls back to a lighter edit of the same words."""

from __future__ import annotations

import random

import pytest

from minutes_pipeline.drafting import writing
from minutes_pipeline.drafting.checks import outcome_doubts
from minutes_pipeline.drafting.condensing import Piece
from minutes_pipeline.drafting.facts import numbers, strange_words
from minutes_pipeline.drafting.proving import prove
from minutes_pipeline.drafting.rewriting import rule
from minutes_pipeline.drafting.rules import RULES
from minutes_pipeline.drafting.turns import read_turns
from minutes_pipeline.meeting import Severity, Utterance


@pytest.fixture(scope="session")
def pieces(analyzer):
    def made(*texts):
        turns = read_turns([Utterance(f"u{n}", text) for n, text in enumerate(texts)], analyzer)
        return [Piece(turn.sentences) for turn in turns]

    return made


SPOKEN = "件数は、えー、3件でございまして、増える予定はございません。費用は5万円です。"


@pytest.mark.parametrize(
    "faulty",
    [
        rule("faulty", "試験", ("{ない}", "")),
        rule("faulty", "試験", ("3", "四")),
        rule("faulty", "試験", ("件数", "人数")),
        rule("faulty", "試験", ("3 件", "")),
    ],
)
def test_only_the_failing_sentence_gets_a_lighter_edit(pieces, monkeypatch, faulty):
    monkeypatch.setattr(writing, "rules_for", lambda *_, **__: (*RULES, faulty))
    (piece,) = pieces(SPOKEN)
    written, found = prove(piece)
    assert written.text == "件数は、3件で、増える予定はない。費用は5万円である。"
    assert written.edits[0].steps[0].rule == "lighter-edit"
    assert written.edits[1].steps[0].rule != "lighter-edit"
    assert [one.code for one in found] == ["style-doubtful"]
    assert all(one.severity is Severity.LOW for one in found)


def test_words_stand_as_said_where_even_a_light_edit_changes_a_number(pieces, monkeypatch):
    faulty = rule("faulty", "試験", ("3", "四"))
    monkeypatch.setattr(writing, "rules_for", lambda *_, **__: (*RULES, faulty))
    monkeypatch.setitem(writing._LIGHTER, writing.Hand.LIGHT, (faulty,))
    (piece,) = pieces("件数は3件でございます。")
    written, found = prove(piece)
    assert written.text == "件数は3件でございます。"
    assert written.rules[0] == "as-said"
    assert {one.code for one in found} == {"style-doubtful"}


def test_a_sentence_with_a_number_never_vanishes(pieces, monkeypatch):
    faulty = rule("faulty", "試験", (".*", ""))
    monkeypatch.setattr(writing, "rules_for", lambda *_, **__: (faulty,))
    (piece,) = pieces("えー、3件です。")
    written, _ = prove(piece)
    assert "3件" in written.text


def scrambled(text, seed):
    parts = [text[n : n + 3] for n in range(0, len(text), 3)]
    random.Random(seed).shuffle(parts)
    return "".join(parts)


NONSENSE = (
    "えー戸籍の戸籍の糸口が三本ないですけどまあ雲の予算がですね走りましてはい以上でございます",
    "異議なし異議なしごみが可決の森田が三十七件いえ、四十件、賛成、起立、なし",
    "ｱｲｳｴｵのﾃﾞｰﾀが12㌫で①番がｱｽﾞｷですね",
    "ないないないないないですないですかないでしょうかないとはいえない",
    "一つ二つ三つ四つ十分十分十分一部一般一方一人一人一人",
    "ご視聴ありがとうございましたご視聴ありがとうございました",
    "令和令和令和五年五年の五年ではなく平成ではなくいや昭和、失礼しました、大正",
)


@pytest.mark.parametrize("text", NONSENSE)
def test_nothing_is_invented_from_nonsense(draft, text):
    lines = (
        ("A", "会長", "委員", "1", "それでは、環境課から説明をお願いします。"),
        ("B", "課長", "環境課", "1", text),
        ("C", "委員", "委員", "1", scrambled(text, 1)),
        ("B", "課長", "環境課", "1", scrambled(text, 2)),
        ("A", "会長", "委員", "1", scrambled(text, 3)),
    )
    minutes = draft(lines)
    assert minutes.unaccounted(tuple(f"u{n + 1:04d}" for n in range(len(lines)))) == ()
    _only_said(minutes, lines)


def _only_said(minutes, lines):
    from minutes_pipeline.drafting.normalising import normalise

    said = {f"u{n + 1:04d}": normalise(line[4]) for n, line in enumerate(lines)}
    doubted = {p for note in minutes.notes for p in note.paragraphs}
    for item in minutes.items:
        for paragraph in item.paragraphs():
            heard = "。".join((item.title or "", *(said[s] for s in paragraph.sources)))
            if paragraph is item.lead:
                assert paragraph.text.endswith("環境課から説明を行った。")
            elif paragraph is item.outcome:
                assert outcome_doubts(paragraph.text, heard) == () or paragraph.id in doubted
            else:
                assert set(numbers(paragraph.text)) <= set(numbers(heard)), paragraph
                assert strange_words(paragraph.text, heard) == () or paragraph.id in doubted


def test_nothing_is_invented_from_a_scrambled_meeting(draft, meeting_of):
    lines, titles = meeting_of("kosodate")
    shuffled = tuple(
        (speaker, title, role, item, scrambled(text, n))
        for n, (speaker, title, role, item, text) in enumerate(lines[:24])
    )
    minutes = draft(shuffled, titles)
    assert minutes.unaccounted(tuple(f"u{n + 1:04d}" for n in range(len(shuffled)))) == ()
    said = {f"u{n + 1:04d}": line[4] for n, line in enumerate(shuffled)}
    doubted = {p for note in minutes.notes for p in note.paragraphs}
    for item in minutes.items:
        for paragraph in (*item.points, *(p for e in item.exchanges for p in e.paragraphs)):
            heard = "。".join(said[s] for s in paragraph.sources)
            extra = set(numbers(paragraph.text)) - set(numbers(heard))
            assert not extra or paragraph.id in doubted, (extra, paragraph)
