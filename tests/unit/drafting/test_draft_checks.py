from __future__ import annotations

import pytest

from minutes_pipeline.drafting.checks import doubts, outcome_doubts
from minutes_pipeline.drafting.facts import gone, names, negations, numbers
from minutes_pipeline.drafting.lint import Kind, faults
from minutes_pipeline.drafting.rules import house


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4億8,260万円", ["4", "8260"]),
        ("三千冊と二十四時間", ["3000", "24"]),
        ("0.82から0.79", ["0.82", "0.79"]),
        ("一万二千五百人", ["1", "2500"]),
        ("億単位の費用", []),
        ("一方で、十分に一般の意見を聞いた", []),
        ("一方、十分間の休憩を一回", ["10", "1"]),
    ],
)
def test_numbers(text, expected):
    assert list(numbers(text).elements()) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("予定はございません", 1),
        ("行わずに記載しております", 1),
        ("行わず記載している。", 1),
        ("必要ないとは限らない。", 2),
        ("しなければならない。", 2),
        ("すみません、まず必ず少なくなりますかもしれません", 0),
        ("行わなかった。", 1),
    ],
)
def test_negations(text, count):
    assert negations(text) == count


@pytest.mark.parametrize(
    ("written", "spoken", "codes"),
    [
        ("件数は3件である。", "件数は3件でございます", []),
        ("件数は3件である。", "件数は三件でございます", []),
        ("件数は4件である。", "件数は3件でございます", ["number-doubtful", "number-doubtful"]),
        ("件数を示した。", "件数3件を示しました", ["number-doubtful"]),
        ("費用はいくらなのか。", "1点確認します。費用はいくらですか", []),
        ("予定はある。", "予定はございません", ["negation-doubtful"]),
        ("環境課が担当する。", "税務課が担当します", ["name-doubtful"]),
        ("担当課です。", "担当課です", ["style-doubtful"]),
        ("担当課", "担当課", ["style-doubtful"]),
        ("ＩＤカードを使う。", "ＩＤカードを使います", ["style-doubtful"]),
        ("費用がかかると思うが。", "費用がかかると思うが", ["style-doubtful"]),
        ("富士山を選んだ理由は。", "富士山を選んだ理由は", []),
        ("3件を8社に出した。", "8件を3社に出しました", ["number-doubtful"]),
        ("費用は300円である。", "費用は約300円です", ["number-doubtful"]),
        ("利用者は20人以上である。", "利用者は20人以上でございます", []),
        (
            "利用者は20人未満である。",
            "利用者は20人以上でございます",
            ["number-doubtful"] * 1 + ["name-doubtful"],
        ),
        ("2％増えた。", "2パーセント増えました", []),
        ("3か月かかる。", "3ヶ月かかります", []),
        ("前年度に実施した。", "前の年度に実施しました", []),
        ("現在使っている。", "現在お使いいただいております", []),
        ("市民課が担当する。", "市民の方は課にお申し出ください", ["name-doubtful"]),
        ("件数は1200円である。", "件数は1200円です", ["style-doubtful"]),
        ("令和02年に始めた。", "令和02年に始めました", ["style-doubtful"]),
        ("「案の段階である。", "「案の段階である", ["style-doubtful"]),
    ],
)
def test_doubts(written, spoken, codes):
    assert [doubt.code for doubt in doubts(written, spoken)] == codes


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("件数は3件である。", Kind.POINT, 0),
        ("件数は3件である。費用は減った。期間は延びた。", Kind.POINT, 1),
        ("費用はいくらなのか。", Kind.POINT, 1),
        ("費用はいくらなのか。", Kind.SPEECH, 0),
        ("資料に基づいて、市民部環境課から説明を行った。", Kind.LEAD, 0),
        ("市民部環境課が説明した。", Kind.LEAD, 1),
        ("森田委員を指名することを諮った。【要確認】", Kind.OUTCOME, 0),
        ("件数は、、3件である。", Kind.SPEECH, 1),
    ],
)
def test_form(text, kind, count):
    assert len(faults(text, kind)) == count


@pytest.mark.parametrize(
    ("written", "spoken", "codes"),
    [
        ("異議なく了承された。", "ごみの減量について。異議なし", []),
        (
            "賛成5名、反対2名で、原案のとおり可決した。",
            "賛成5名、反対2名です。原案のとおり可決しました",
            [],
        ),
        (
            "賛成6名で、原案のとおり可決した。",
            "賛成5名です。原案のとおり可決しました",
            ["number-doubtful"],
        ),
        ("修正案のとおり可決した。", "原案のとおり可決しました", ["name-doubtful"]),
    ],
)
def test_results_say_only_what_was_said(written, spoken, codes):
    assert [doubt.code for doubt in outcome_doubts(written, spoken)] == codes


@pytest.mark.parametrize(
    ("spoken", "kept"),
    [
        ("富士山の登山道を整備します。", ("富士山",)),
        ("太田ですけれども、道路を直してください。", ()),
        ("費用はいくらですか、田中課長。", ()),
        ("今の早坂委員のご意見に関連してですけれども、費用が心配です。", ()),
        ("早坂委員のご意見には賛成です。", ("早坂",)),
    ],
)
def test_names_that_must_stay(analyzer, spoken, kept):
    (tokens,) = analyzer.analyze([spoken])
    assert names(tokens) == kept


def test_a_sentence_that_loses_its_nouns(analyzer):
    spoken = analyzer.analyze(["施設の運営費用と職員の配置、設備の更新を説明しました。"])
    assert gone(spoken, "施設の運営費用と職員の配置、設備の更新を説明した。") == ()
    assert set(gone(spoken, "説明した。")) >= {"施設", "費用", "職員", "設備"}


HOUSE_PAIRS = [pair for rule in house.RULES for pair in rule.examples]


@pytest.mark.parametrize(("spoken", "written"), HOUSE_PAIRS)
def test_what_the_house_spells_otherwise_is_no_other_word(spoken, written):
    assert not [d for d in doubts(written, spoken) if d.code != "style-doubtful"]
