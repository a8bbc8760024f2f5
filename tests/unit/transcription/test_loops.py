"""A loop is written once; what was said around it stays."""

from __future__ import annotations

import numpy as np
import pytest
from faster_whisper import transcribe as engine

from minutes_pipeline.meeting import Segment, Span, SpeechRegions, Word
from minutes_pipeline.transcription import guards, listening, takes
from minutes_pipeline.transcription.takes import Judge, Take, joined
from minutes_pipeline.transcription.together import Text
from minutes_pipeline.workspace.artifacts import SAMPLE_RATE, Samples

CLAUSE = "教育委員会とは令和十一年度まで使えるということで、"


def looped(text: str, seconds: float = 10.0) -> Segment:
    step = seconds / len(text)
    words = tuple(Word(c, Span(i * step, (i + 1) * step), 0.5) for i, c in enumerate(text))
    return Segment(Span(0, seconds), text, words, avg_logprob=-0.2)


def judged(text: str, seconds: float = 10.0) -> Take:
    """What is made of the engine's *text* where somebody speaks all the time."""
    words = [
        engine.Word(word.span.start, word.span.end, word.text, 0.5)
        for word in looped(text, seconds).words
    ]
    segment = engine.Segment(
        1, 0, 0.0, seconds, text, [], -0.2, compression_ratio=1.0, no_speech_prob=0.0,
        words=words, temperature=0.0,
    )  # fmt: skip
    sound = np.random.default_rng(2).normal(0, 3000, round(seconds * SAMPLE_RATE))
    regions = SpeechRegions(seconds, (Span(0, seconds),))
    judge = Judge(Samples(sound.astype(np.int16)), regions, ())
    return judge.read(Span(0, seconds), Text((segment,), whole=True))


def test_a_loop_is_written_once():
    segment = looped("委員は6名です。" + "例目に対し、" * 20 + "以上です。")
    after = takes.once(segment)
    assert after.text == "委員は6名です。例目に対し、以上です。"
    assert "".join(word.text for word in after.words) == after.text
    assert after.words[-1].span == segment.words[-1].span


@pytest.mark.parametrize(
    "text", ["はい。はい。はい。", "異議なし。異議なし。", "1000000円です。", CLAUSE * 2]
)
def test_what_people_repeat_stays(text):
    assert guards.repeated(text) == ()
    assert takes.once(looped(text)).text == text
    assert "loop" not in judged(text).signs


@pytest.mark.parametrize("text", ["1、" * 40, CLAUSE * 2 + CLAUSE[:9], "ー" * 30])
def test_figures_and_clauses_that_go_on_and_on_are_loops(text):
    assert guards.loops(guards.bare(text))
    assert len(takes.once(looped(text)).text) < len(text) / 2 + 5


def test_a_loop_behind_what_was_said_costs_less_than_one_instead_of_it():
    behind = judged(
        "委員は6名で、任期は2年です。本日は皆さんお集まりです。" + "例目に対し、" * 6, 6.0
    )
    assert behind.signs == ("cut",)
    assert behind.text.endswith("お集まりです。例目に対し、")
    instead = judged("はい。" + "例目に対し、" * 16)
    assert "loop" in instead.signs
    assert instead.text == "はい。例目に対し、"
    assert behind.weight < listening.BAD <= instead.weight
    assert min(instead, behind, key=lambda take: take.badness) is behind


def test_two_takes_are_joined_with_all_that_speaks_against_either():
    one = judged("それでは会議を始めます。皆さんおそろいです。資料を御覧ください。")
    two = judged("例目に対し、" * 16)
    both = joined(one, two)
    assert both.text == one.text + two.text
    assert (one.signs, both.signs) == ((), two.signs)
    assert both.logprob == pytest.approx(-0.2)


def test_a_second_of_sound_holds_a_second_of_text():
    most = listening._most_tokens(1.0)
    assert guards.FASTEST < most < 60
    assert listening._most_tokens(29.0) > 29 * guards.FASTEST
