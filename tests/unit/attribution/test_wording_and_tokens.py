"""One spelling for cues, and the words of the language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes_pipeline.attribution.tokens import SudachiTokenizer, katakana, reading_of
from minutes_pipeline.attribution.wording import bare, sentences

TOKENIZER = SudachiTokenizer()


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("えー、御質問、ございませんでしょうか。", "ご質問ございませんでしょうか"),
        ("説明させて頂きます。", "説明させていただきます"),
        ("どういったものなんでしょうか？", "どういったものでしょうか"),
        ("よろしくお願いいたします", "よろしくお願いします"),
        ("ＡＩの導入", "AIの導入"),
        ("サーバーについて", "サーバーについて"),
    ],
)
def test_many_spellings_become_one(written, one):
    assert bare(written) == one


def test_sentences_end_at_signs():
    assert sentences("はい。次に、移ります。") == ("はい", "次に移ります")


def test_text_without_signs_is_cut_behind_polite_endings_only():
    text = (
        "ほかにございませんか" * 1
        + "それでは次の案件に移ります市民課から説明をお願いします"
        + "あ" * 100
    )
    assert sentences(text)[:3] == (
        "ほかにございませんか",
        "それでは次の案件に移ります",
        "市民課から説明をお願いします",
    )
    assert sentences("増えていますが減ることもありますので" + "あ" * 110)[0].startswith(
        "増えていますが減る"
    )


@given(st.text(max_size=60))
def test_tokens_joined_give_the_text(text):
    assert "".join(t.surface for t in TOKENIZER.tokens(text)) == text


def test_tokens_of_a_text_longer_than_the_engine_takes():
    text = "会議を開きます。" * 3000
    assert "".join(t.surface for t in TOKENIZER.tokens(text)) == text


@pytest.mark.parametrize(
    ("heard", "meant"), [("市民質", "市民室"), ("さとう", "佐藤"), ("会計か", "会計課")]
)
def test_misheard_names_sound_alike(heard, meant):
    assert reading_of(heard, TOKENIZER) == reading_of(meant, TOKENIZER)


def test_katakana_levels_sounds_that_are_alike():
    assert katakana("みづほ センター") == "ミズホセンタ"
