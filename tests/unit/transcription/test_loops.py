"""A loop is written once; what was said around it stays."""

from __future__ import annotations

import pytest

from minutes_pipeline.meeting import Segment, Span, Word
from minutes_pipeline.transcription import guards, listening
from minutes_pipeline.transcription.listening import Take


def looped(text: str) -> Segment:
    words = tuple(Word(c, Span(i * 0.1, i * 0.1 + 0.1), 0.5) for i, c in enumerate(text))
    return Segment(Span(0, len(text) * 0.1), text, words, avg_logprob=-0.2)


def test_a_loop_is_written_once():
    segment = looped("委員は6名です。" + "例目に対し、" * 20 + "以上です。")
    take = listening._unlooped(Take((segment,), (), ("loop",), -0.2))
    assert take.text == "委員は6名です。例目に対し、以上です。"
    (after,) = take.segments
    assert "".join(word.text for word in after.words) == after.text
    assert after.words[-1].span == segment.words[-1].span


@pytest.mark.parametrize("text", ["はい。はい。はい。", "異議なし。異議なし。", "1000000円です。"])
def test_what_people_repeat_stays(text):
    assert guards.repeated(text) == ()
    take = Take((looped(text),), (), (), -0.2)
    assert listening._unlooped(take) is take


def test_a_second_of_sound_holds_a_second_of_text():
    assert listening._most_tokens(Span(3.0, 29.0)) is None
    most = listening._most_tokens(Span(3.0, 4.0))
    assert most is not None
    assert guards.FASTEST < most < 60
