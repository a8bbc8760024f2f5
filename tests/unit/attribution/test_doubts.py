"""Notes about overlapping voices and speech without text."""

from minutes_pipeline.attribution.doubts import overlap_notes, untold_notes
from minutes_pipeline.meeting import (
    Diarization,
    Segment,
    Severity,
    Span,
    SpeechRegions,
    Turn,
    Utterance,
    Word,
)


def test_two_voices_at_once_make_one_note_with_the_utterances():
    turns = (Turn(Span(0, 10), "A"), Turn(Span(8, 12), "B"), Turn(Span(12, 20), "A"))
    said = (Utterance("u0001", "一", Span(0, 9), "A"), Utterance("u0002", "二", Span(13, 19), "A"))
    (note,) = overlap_notes(Diarization(turns, ()), said)
    assert (note.code, note.start, note.end) == ("speech-overlap", 8, 10)
    assert note.utterances == ("u0001",)


def test_a_short_overlap_and_one_voice_with_itself_are_no_doubt():
    turns = (Turn(Span(0, 10), "A"), Turn(Span(9.7, 12), "B"), Turn(Span(11, 13), "B"))
    assert overlap_notes(Diarization(turns, ()), ()) == ()


def test_neighbouring_overlaps_are_one_doubt():
    turns = (Turn(Span(0, 10), "A"), Turn(Span(2, 3), "B"), Turn(Span(4, 5), "B"))
    (note,) = overlap_notes(Diarization(turns, ()), ())
    assert (note.start, note.end) == (2, 5)


def test_speech_that_nobody_wrote_down_is_a_grave_doubt():
    regions = SpeechRegions(30, (Span(0, 10), Span(15, 20)))
    segments = (Segment(Span(0, 10), "はい", (Word("はい", Span(0, 4)),)),)
    notes = untold_notes(regions, segments, ())
    assert [(n.start, n.end) for n in notes] == [(4.5, 10), (15, 20)]
    assert {n.code for n in notes} == {"speech-without-text"}
    assert {n.severity for n in notes} == {Severity.HIGH}


def test_speech_under_text_and_short_rests_are_no_doubt():
    regions = SpeechRegions(30, (Span(0, 10.8),))
    assert untold_notes(regions, (Segment(Span(0, 10), "はい"),), ()) == ()


def test_one_text_over_several_regions_covers_them_all():
    regions = SpeechRegions(30, (Span(1, 3), Span(4, 6), Span(7, 9)))
    assert untold_notes(regions, (Segment(Span(0, 10), "はい"),), ()) == ()
