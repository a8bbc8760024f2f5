"""Signs that a recogniser did not listen."""

from __future__ import annotations

import pytest

from minutes_pipeline.transcription import guards
from minutes_pipeline.transcription.guards import Heard, echoes, loops, only_stock, signs

HINTS = ("水道料金の改定", "若草市水道事業審議会", "経営企画課", "上下水道局経営企画課")
FORMULA = "御異議ございませんか。御異議なしと認めます。よって、本案は原案のとおり決定いたしました。"


def heard(text: str, speech: float | None = None, logprob: float = -0.3, hints=()) -> Heard:
    return Heard(text, len(text) / 6 if speech is None else speech, logprob, hints)


@pytest.mark.parametrize(
    "text",
    [
        "それでは、水道料金の改定について、経営企画課から説明をお願いします。",
        "はい。",
        FORMULA + FORMULA,
        "賛成、賛成、賛成。",
        "1000万円、2000万円、3000万円、4000万円の4段階でございます。",
    ],
)
def test_what_people_say_in_meetings_has_no_sign(text):
    assert signs(heard(text, hints=HINTS)) == ()


@pytest.mark.parametrize(
    ("given", "sign"),
    [
        (heard("ありがとう" * 6), "loop"),
        (heard("作詞・" * 40, speech=20), "compression"),
        (heard("水道の料金を、", logprob=-1.4), "logprob"),
        (heard("水道の料金を改定いたしますので御説明申し上げます", speech=1.0), "fast"),
        (heard("はい", speech=20.0), "slow"),
        (heard("最後までご視聴ありがとうございました"), "stock"),
        (heard("水道料金の改定、経営企画課、", hints=HINTS), "echo"),
        (heard("", speech=3.0), "empty"),
    ],
)
def test_each_sign(given, sign):
    assert sign in signs(given)


def test_silence_without_text_is_right():
    assert signs(heard("", speech=0.4)) == ()


def test_laughter_is_no_loop_but_an_endless_vowel_is():
    assert not loops("あははははは")
    assert loops("あ" * 30)


def test_a_read_title_is_no_echo():
    assert not echoes("上下水道局経営企画課でございます。水道料金の改定について、", HINTS)
    assert not echoes("若草市水道事業審議会を開会いたします。", HINTS)
    assert echoes("水道料金の改定、若草市水道", HINTS)
    assert echoes("水道料金の改定、水道料金の改定", HINTS)


def test_thanks_of_a_meeting_are_no_stock_phrase():
    assert only_stock("ご視聴ありがとうございました。")
    assert not only_stock("本日はお忙しい中、ありがとうございました。")
    assert not only_stock("資料の字幕の表示につきまして、委員から御質問がございました。")


HINT = "若草台都市計画"


@pytest.mark.parametrize(
    ("text", "sure", "leaks"),
    [
        ("よく若草台都市計画を見ます", 0.002, True),
        ("よく若草台を見ます", 0.05, True),
        ("よく若草台都市計画を見ます", 0.3, False),
        ("よく若草を見ます", 0.002, False),
    ],
)
def test_a_hint_that_was_not_heard_is_told_by_its_probability(text, sure, leaks):
    each = tuple(sure if c in HINT else 0.9 for c in text)
    assert guards.leaks(text, each, (HINT,)) is leaks
    heard = guards.Heard(text, 3.0, -0.3, (HINT,), each)
    assert ("leak" in guards.signs(heard)) is leaks


def test_without_probabilities_no_hint_is_told():
    assert not guards.leaks("若草台都市計画を見ます", (), (HINT,))
