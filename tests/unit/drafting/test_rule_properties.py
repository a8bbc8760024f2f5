"""Whatever is said: no rule loses a number or a negation, and written text stays as it is."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minutes_pipeline.drafting.analysis import surface
from minutes_pipeline.drafting.checks import negations, numbers
from minutes_pipeline.drafting.numerals import value_of, write_value
from minutes_pipeline.drafting.rewriting import rewrite
from minutes_pipeline.drafting.rules import RULES

TOPICS = (
    "件数につきましては、",
    "利用者の数は、",
    "費用でございますが、",
    "現在、",
    "今年度はですね、",
    "",
)
OBJECTS = ("{n}件の請求が", "{n}人の職員が", "{n}か所の施設が", "{n}円の予算が", "予定が", "連絡が")
VERBS = ("ござい", "増えており", "決まっており", "行われ", "できて", "あり", "届いており")
ENDINGS = ("ます。", "ました。", "ません。", "ませんでした。", "ますか。", "ませんか。")
OTHER_ENDINGS = ("ますので、継続します。", "ますけれども、見直します。", "まして、公表しました。")

sentences = st.builds(
    lambda topic, obj, number, verb, ending: (
        topic + obj.format(n=number) + (verb + "い" if verb == "できて" else verb) + ending
    ),
    st.sampled_from(TOPICS),
    st.sampled_from(OBJECTS),
    st.one_of(st.integers(1, 999), st.integers(1000, 99_999)),
    st.sampled_from(VERBS),
    st.sampled_from(ENDINGS + OTHER_ENDINGS),
)
QUICK = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@QUICK
@given(text=sentences)
def test_numbers_and_negations_stay(analyzer, text):
    (tokens,) = analyzer.analyze([text])
    written = surface(rewrite(tokens, RULES).tokens)
    assert numbers(written) == numbers(text)
    assert negations(written) == negations(text)


@QUICK
@given(text=sentences)
def test_twice_is_once(analyzer, text):
    (tokens,) = analyzer.analyze([text])
    once = surface(rewrite(tokens, RULES).tokens)
    (again,) = analyzer.analyze([once])
    assert surface(rewrite(again, RULES).tokens) == once


@QUICK
@given(
    text=st.text(alphabet="あいうえおかきのはがをですますた、。一二三年度市民件不無", max_size=40)
)
def test_any_row_of_characters_ends(analyzer, text):
    (tokens,) = analyzer.analyze([text])
    done = rewrite(tokens, RULES)
    assert len(surface(done.tokens)) <= 6 * len(text) + 20


@given(st.integers(1, 10**13))
def test_written_numbers_read_back(value):
    text = write_value(value).replace(",", "")
    total, digits = 0, ""
    for sign in text:
        if sign.isdigit():
            digits += sign
        else:
            total += int(digits) * {"万": 10**4, "億": 10**8, "兆": 10**12}[sign]
            digits = ""
    assert total + int(digits or 0) == value


@given(st.integers(1, 9999))
def test_kanji_numerals_are_read(value):
    signs = "〇一二三四五六七八九"
    thousand, hundred, ten, one = (int(d) for d in f"{value:04d}")
    text = ""
    for digit, unit in ((thousand, "千"), (hundred, "百"), (ten, "十")):
        text += ("" if digit == 1 else signs[digit]) + unit if digit else ""
    text += signs[one] if one else ""
    assert value_of(text) == value
