"""Speech under which no word stands."""

from __future__ import annotations

from minutes_pipeline.meeting import Segment, Span, Word
from minutes_pipeline.transcription.holes import holes, inserted

WINDOW = Span(0, 30)


def segment(*words: tuple[str, float, float]) -> Segment:
    made = tuple(Word(t, Span(a, b)) for t, a, b in words)
    return Segment(Span(made[0].span.start, made[-1].span.end), "".join(w.text for w in made), made)


def test_words_over_all_speech_leave_no_hole():
    heard = [segment(("はい", 1.0, 1.5), ("そう", 1.9, 2.4), ("です", 2.4, 3.0))]
    assert holes(heard, [Span(0.8, 3.2)], WINDOW) == ()


def test_a_remark_between_two_others_is_a_hole():
    heard = [segment(("前", 0.0, 1.0)), segment(("後", 8.0, 9.0))]
    (hole,) = holes(heard, [Span(0, 1.2), Span(3.0, 5.0), Span(7.8, 9.2)], WINDOW)
    assert (hole.start, hole.end) == (3.0, 5.0)


def test_a_word_stretched_over_a_remark_does_not_hide_it():
    heard = [segment(("前", 0.0, 1.0), ("後", 1.0, 9.0))]
    (hole,) = holes(heard, [Span(0, 1.2), Span(3.0, 5.0), Span(8.0, 9.0)], WINDOW)
    assert (hole.start, hole.end) == (3.0, 5.0)


def test_a_window_without_any_text_is_one_hole():
    assert holes([], [Span(2, 4), Span(4, 6)], WINDOW) == (Span(2, 6),)


def test_an_inserted_remark_splits_the_segment_around_it_and_loses_nothing():
    long = segment(("前に", 0.0, 1.0), ("言う", 1.0, 2.0), ("後で", 8.0, 9.0))
    parts = inserted([long], [segment(("はい", 3.0, 5.0))])
    assert [p.text for p in parts] == ["前に言う", "はい", "後で"]
    assert [p.span.start for p in parts] == [0.0, 3.0, 8.0]
