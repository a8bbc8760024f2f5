"""What a broken recording lacks stands in the clerk's list and at the words in the Word file."""

from __future__ import annotations

import io

import docx

from minutes_pipeline.document.checklist import Checklist
from minutes_pipeline.document.remarks import Places, gather
from minutes_pipeline.meeting import ReviewNote, Severity


def test_a_cut_recording_is_told_in_the_list_and_at_the_last_words(
    izumi, draw, minutes, agenda, record
) -> None:
    sourced = {source for p in minutes.paragraphs() for source in p.sources}
    last = [u for u in record.utterances if u.span is not None and u.id in sourced][-1]
    note = ReviewNote(
        "recording-cut",
        Severity.HIGH,
        "録音（会議.wav）はここで途切れています。",
        start=last.span.start,
        end=last.span.end,
    )

    page = Checklist(izumi.form, minutes, agenda, record, gather([[note]])).html().decode()
    drawn = docx.Document(io.BytesIO(draw(izumi, notes=[note])))

    assert "録音が途切れているところ　1件" in page
    assert note.message in page
    assert Places(minutes, record.utterances).paragraph(note) is not None
    assert [note.message in comment.text for comment in drawn.comments].count(True) == 1


def test_a_recording_that_breaks_off_beside_every_paragraph_is_told_at_the_title(
    izumi, draw
) -> None:
    note = ReviewNote("recording-cut", Severity.HIGH, "途切れています。", start=9e4, end=9e4 + 1)
    other = ReviewNote("speech-doubtful", Severity.HIGH, "不確か", start=9e4, end=9e4 + 1)

    drawn = docx.Document(io.BytesIO(draw(izumi, notes=[note, other])))

    texts = [comment.text for comment in drawn.comments]
    assert texts[0] == note.message
    assert ["ほかに1件" in text for text in texts] == [False, True]
