"""Words joined to voices."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from minutes_pipeline.attribution.fusion import join_voices
from minutes_pipeline.attribution.tokens import SudachiTokenizer
from minutes_pipeline.meeting import (
    Diarization,
    Segment,
    Span,
    Transcript,
    Turn,
    Utterance,
    Word,
)

TOKENIZER = SudachiTokenizer()


def timed(text: str, start: float, *, rate: float = 0.15, size: int = 2) -> Segment:
    """A segment whose words are `size` characters each, signs glued on, as Whisper cuts Japanese."""
    words, at = [], start
    for piece in re.findall(rf"[^、。]{{1,{size}}}[、。]*|[、。]+", text):
        words.append(Word(piece, Span(at, at + rate * len(piece)), 0.9))
        at += rate * len(piece)
    return Segment(Span(start, at), text, tuple(words))


def voices(*turns: tuple[float, float, str]) -> Diarization:
    made = tuple(Turn(Span(a, b), who) for a, b, who in turns)
    return Diarization(made, made)


def joined(segments: list[Segment], diarization: Diarization) -> list[tuple[str | None, str]]:
    found = join_voices(Transcript(tuple(segments)), diarization, TOKENIZER)
    return [(u.speaker, u.text) for u in found]


def test_one_segment_of_two_voices_is_cut_at_the_end_of_the_sentence():
    text = "ほかにございませんか。はい、質問があります。"
    border = text.index("はい") * 0.15
    found = joined([timed(text, 0.0)], voices((0.0, border, "A"), (border, 9.0, "B")))
    assert found == [("A", "ほかにございませんか。"), ("B", "はい、質問があります。")]


def test_a_late_change_of_voice_snaps_back_to_the_sentence_end():
    text = "説明をお願いします。市民課でございます。"
    border = text.index("市民課") * 0.15
    found = joined([timed(text, 0.0)], voices((0.0, border + 0.4, "A"), (border + 0.4, 9.0, "B")))
    assert found == [("A", "説明をお願いします。"), ("B", "市民課でございます。")]


def test_a_voice_never_changes_inside_a_word_of_the_language():
    text = "来年度の予算編成方針について申し上げます。"
    middle = (text.index("予算") + 1) * 0.15
    found = joined([timed(text, 0.0, size=1)], voices((0.0, middle, "A"), (middle, 9.0, "B")))
    assert "".join(t for _, t in found) == text
    assert not any(t.endswith("予") or t.startswith("算") for _, t in found)


def test_an_island_amid_a_sentence_is_absorbed():
    text = "令和五年度の決算につきましては黒字でございました。"
    found = joined([timed(text, 0.0)], voices((0.0, 1.2, "A"), (1.2, 1.6, "B"), (1.6, 9.0, "A")))
    assert found == [("A", text)]


def test_a_short_answer_between_pauses_keeps_its_own_voice():
    first, answer, then = (
        timed("ご異議ありませんか。", 0.0),
        timed("異議なし。", 2.2),
        timed("決定します。", 3.6),
    )
    found = joined([first, answer, then], voices((0.0, 1.6, "A"), (2.1, 3.0, "B"), (3.5, 5.0, "A")))
    assert found == [("A", "ご異議ありませんか。"), ("B", "異議なし。"), ("A", "決定します。")]


def test_text_outside_every_turn_takes_the_nearest_voice_or_none():
    near = timed("はい。", 1.3)
    far = timed("承知しました。", 10.0)
    assert joined([near, far], voices((0.0, 1.0, "A"))) == [
        ("A", "はい。"),
        (None, "承知しました。"),
    ]


def test_without_diarization_all_voices_are_unknown_and_the_text_is_kept():
    found = joined([timed("本日は以上です。", 0.0)], Diarization((), ()))
    assert found == [(None, "本日は以上です。")]


def test_a_segment_without_words_is_shared_out_over_its_time():
    text = "質問はありますか。はい、一つお願いします。"
    half = 4.0 * text.index("はい") / len(text)
    found = joined([Segment(Span(0.0, 4.0), text)], voices((0.0, half, "A"), (half, 4.0, "B")))
    assert found == [("A", "質問はありますか。"), ("B", "はい、一つお願いします。")]


def test_words_that_do_not_spell_the_segment_lose_no_text():
    segment = Segment(
        Span(0.0, 3.0), "事務局です。", (Word("事務", Span(0.0, 1.0)), Word("曲", Span(1.0, 2.0)))
    )
    assert joined([segment], voices((0.0, 3.0, "A"))) == [("A", "事務局です。")]


def test_a_monologue_is_split_behind_sentences_within_a_minute():
    segments = [
        timed("次に、この事業の内容についてご説明いたします。", 6.0 * i, rate=0.2)
        for i in range(30)
    ]
    found = join_voices(Transcript(tuple(segments)), voices((0.0, 200.0, "A")), TOKENIZER)
    assert len(found) > 2
    for utterance in found:
        assert utterance.span is not None
        assert utterance.span.duration <= 60.0
        assert utterance.text.endswith("。")


def test_a_question_and_its_answer_in_one_merged_voice_are_parted():
    question, answer = timed("何件ありましたか。", 0.0), timed("お答えします。三件です。", 2.2)
    found = joined([question, answer], voices((0.0, 9.0, "A")))
    assert [text for _, text in found] == ["何件ありましたか。", "お答えします。三件です。"]


def test_ids_confidence_and_span_come_from_the_words():
    words = (Word("はい", Span(1.0, 1.5), 0.5), Word("。", Span(1.5, 1.6), 1.0))
    found = join_voices(
        Transcript((Segment(Span(1.0, 1.6), "はい。", words),)), voices((0.0, 2.0, "A")), TOKENIZER
    )
    assert found == (Utterance("u0001", "はい。", Span(1.0, 1.6), "A", words, 0.75),)


_TEXT = st.text(
    alphabet="はい、。会議を開きますか事務局市 予算説明し\u3000ABか12", min_size=1, max_size=30
).map(str.strip)


@st.composite
def _meetings(draw: st.DrawFn) -> tuple[list[Segment], Diarization]:
    segments, at = [], 0.0
    for text in draw(st.lists(_TEXT.filter(bool), min_size=1, max_size=5)):
        at += draw(st.sampled_from([0.0, 0.1, 0.6, 4.0]))
        rate = draw(st.sampled_from([0.05, 0.2, 1.5]))
        if draw(st.booleans()):
            segments.append(timed(text, at, rate=rate, size=draw(st.integers(1, 4))))
        else:
            segments.append(Segment(Span(at, at + rate * len(text)), text))
        at = segments[-1].span.end
    turns, begin = [], 0.0
    for _ in range(draw(st.integers(0, 6))):
        end = begin + draw(st.sampled_from([0.1, 0.7, 2.0, 9.0]))
        turns.append((begin, end, draw(st.sampled_from("ABC"))))
        begin = end + draw(st.sampled_from([0.0, 0.3, 2.0]))
    return segments, voices(*turns)


@settings(max_examples=150, deadline=None)
@given(_meetings())
def test_no_character_is_lost_added_or_moved(meeting):
    segments, diarization = meeting
    found = join_voices(Transcript(tuple(segments)), diarization, TOKENIZER)
    assert "".join(u.text for u in found) == "".join(s.text for s in segments)
    assert [u.id for u in found] == [f"u{i:04d}" for i in range(1, len(found) + 1)]
    assert all(u.text for u in found)
    assert all(u.span is not None for u in found)
    kept = [w for u in found for w in u.words]
    assert kept == [w for s in segments for w in s.words]


def test_the_first_words_of_a_turn_go_with_the_rest_of_their_sentence():
    """In the first second of a turn the voice before it is easily heard on."""
    question, answer = (
        "市内の方はどうですか。",
        "市内の方は、年間でおよそ三千人と見込んでおります。",
    )
    start = len(question) * 0.15 + 0.8
    late = start + answer.index("年間") * 0.15
    segments = [timed(question, 0.0), timed(answer, start)]
    found = joined(segments, voices((0.0, late, "A"), (late, 20.0, "B")))
    assert found == [("A", question), ("B", answer)]


def test_the_last_words_of_a_turn_go_with_the_rest_of_their_sentence():
    answer, question = (
        "年間でおよそ三千人の利用があるものと見込んでおります。",
        "その管理はどこがやるのですか。",
    )
    early = answer.index("おります") * 0.15
    start = len(answer) * 0.15 + 0.6
    segments = [timed(answer, 0.0), timed(question, start)]
    found = joined(segments, voices((0.0, early, "A"), (early, 20.0, "B")))
    assert found == [("A", answer), ("B", question)]


def test_a_sentence_that_flows_on_is_not_parted_between_two_voices():
    """An objection whose second half was heard as the official's who answers it."""
    objection, answer = (
        "このまま減る前提で固めることには反対です。",
        "推計をやり直してお示しします。",
    )
    half = objection.index("ことには") * 0.15
    start = len(objection) * 0.15 + 0.8
    segments = [timed(objection, 0.0), timed(answer, start)]
    found = joined(segments, voices((0.0, half, "A"), (half, 20.0, "B")))
    assert found == [("A", objection), ("B", answer)]


def test_a_call_without_a_sign_behind_it_stays_with_the_caller():
    before = timed("ほかにございませんか。", 0.0)
    call, question = "それでは木村委員", "市の計画はこのままでよいとお考えなのでしょうか。"
    start = before.span.end + 0.5
    border = start + len(call) * 0.15
    turns = voices((0.0, border, "A"), (border, 30.0, "B"))
    found = joined([before, timed(call + question, start)], turns)
    assert found[-1] == ("B", question)
    assert "".join(text for voice, text in found if voice == "A").endswith(call)


def test_a_third_persons_words_inside_a_sentence_stay_with_them():
    """An answer, badly heard and without a sign, between the chair's question and conclusion."""
    ask = timed("御異議ございませんか。", 0.0)
    answer = timed("ありませんというか", ask.span.end + 0.5)
    conclude = timed("御異議がございませんので原案のとおり決しました。", answer.span.end + 0.3)
    turns = voices(
        (0.0, ask.span.end, "A"),
        (answer.span.start, answer.span.end, "C"),
        (conclude.span.start, 30.0, "A"),
    )
    found = joined([ask, answer, conclude], turns)
    assert ("C", answer.text) in found
