"""Who conducts the sitting, where no role tells."""

from minutes_pipeline.agenda.leading import LEADS, passages_of, presiding
from minutes_pipeline.meeting import Utterance

HANDED = (
    ("A", "皆さんお揃いですので、進行は、例年どおり浜田さんにお願いします。"),
    ("B", "はい。では、にぎわいの件からですね。"),
    ("C", "数字は出ましたか。どなたかご存じの方いらっしゃいますか。"),
    ("A", "二十九です。"),
    ("C", "皆さん、いかがでしょうか。どなたかありますか。"),
    ("C", "ほかにありますか。"),
)


def weights(rows):
    said = [Utterance(f"u{n:04d}", text, speaker=voice) for n, (voice, text) in enumerate(rows)]
    return dict(
        zip(
            [voice for voice, _ in rows],
            presiding(said, [passages_of(u.text) for u in said]),
            strict=True,
        )
    )


def test_whoever_answers_when_the_sitting_is_handed_over_conducts_it():
    found = weights(HANDED)

    assert found["B"] == 1.0
    assert found["C"] < 1.0


def test_without_that_it_is_who_speaks_most_like_a_chair():
    found = weights([("A", "二十九です。"), *HANDED[1:]])

    assert found["C"] >= LEADS
    assert found["B"] < LEADS
