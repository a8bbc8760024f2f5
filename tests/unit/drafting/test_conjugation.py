from __future__ import annotations

import pytest

from minutes_pipeline.drafting.conjugation import CLASSES, conjugate, voiced

GODAN = [
    ("書く", "五段-カ行", "書か 書き 書く 書け 書こう", "書い"),
    ("防ぐ", "五段-ガ行", "防が 防ぎ 防ぐ 防げ 防ごう", "防い"),
    ("示す", "五段-サ行", "示さ 示し 示す 示せ 示そう", "示し"),
    ("待つ", "五段-タ行", "待た 待ち 待つ 待て 待とう", "待っ"),
    ("死ぬ", "五段-ナ行", "死な 死に 死ぬ 死ね 死のう", "死ん"),
    ("呼ぶ", "五段-バ行", "呼ば 呼び 呼ぶ 呼べ 呼ぼう", "呼ん"),
    ("読む", "五段-マ行", "読ま 読み 読む 読め 読もう", "読ん"),
    ("図る", "五段-ラ行", "図ら 図り 図る 図れ 図ろう", "図っ"),
    ("行う", "五段-ワア行", "行わ 行い 行う 行え 行おう", "行っ"),
    ("行く", "五段-カ行", "行か 行き 行く 行け 行こう", "行っ"),
    ("問う", "五段-ワア行", "問わ 問い 問う 問え 問おう", "問う"),
    ("見る", "上一段-マ行", "見 見 見る 見れ 見よう", "見"),
    ("考える", "下一段-ア行", "考え 考え 考える 考えれ 考えよう", "考え"),
    ("する", "サ行変格", "し し する すれ しよう", "し"),
    ("関する", "サ行変格", "関し 関し 関する 関すれ 関しよう", "関し"),
    ("くる", "カ行変格", "こ き くる くれ こよう", "き"),
    ("来る", "カ行変格", "来 来 来る 来れ 来よう", "来"),
    ("高い", "形容詞", "高く 高く 高い 高けれ 高かろう", "高かっ"),
    ("ない", "形容詞", "なく なく ない なけれ なかろう", "なかっ"),
    ("たい", "助動詞-タイ", "たく たく たい たけれ たかろう", "たかっ"),
    ("れる", "助動詞-レル", "れ れ れる れれ れよう", "れ"),
    ("だ", "助動詞-ダ", "で で だ なら だろう", "だっ"),
]
FORMS = ("未然形", "連用形", "終止形", "仮定形", "意志推量形")


@pytest.mark.parametrize(("lemma", "klass", "forms", "before_ta"), GODAN)
def test_every_form(lemma, klass, forms, before_ta):
    assert [conjugate(lemma, klass, form) for form in FORMS] == forms.split()
    assert conjugate(lemma, klass, "連用形", "た") == before_ta


@pytest.mark.parametrize(
    ("follower", "surface"), [("ず", "せ"), ("れる", "さ"), ("せる", "さ"), ("ない", "し")]
)
def test_suru_before_ending(follower, surface):
    assert conjugate("する", "サ行変格", "未然形", follower) == surface


def test_tai_is_not_ta():
    assert conjugate("読む", "五段-マ行", "連用形", "たい") == "読み"


def test_voicing_follows_the_row():
    assert [voiced(k) for k in ("五段-ガ行", "五段-マ行", "五段-カ行", "下一段-ガ行")] == [
        True,
        True,
        False,
        False,
    ]


def test_unknown_class_or_form_is_left_alone():
    assert conjugate("なり", "文語助動詞-ナリ", "連用形") == "なり"
    assert conjugate("書く", "五段-カ行", "語幹") == "書く"


@pytest.mark.parametrize("word", sorted(CLASSES))
def test_words_that_rules_put_in_are_their_own_dictionary_form(word):
    assert conjugate(word, CLASSES[word], "終止形") == word
