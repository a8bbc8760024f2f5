"""Who conducts the sitting, where no role tells."""

import pytest

from minutes_pipeline.agenda.leading import LEADS, passages_of, presiding
from minutes_pipeline.meeting import Role, RoleKind, Utterance

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


@pytest.mark.parametrize(("answers", "leads"), [(3, True), (1, False)])
def test_one_answer_taken_for_the_chairs_makes_no_chair(answers, leads):
    chair, member = Role(RoleKind.CHAIR), Role(RoleKind.MEMBER)
    own = [chair if n < answers else member for n in range(4)]
    roles = {"A": iter([member]), "B": iter([None]), "D": iter(own)}
    rows = [*HANDED[:2], *[("D", "コートが一つ入るくらいです。")] * 4]
    said = [
        Utterance(f"u{n:04d}", text, speaker=voice, role=next(roles[voice]))
        for n, (voice, text) in enumerate(rows)
    ]
    found = presiding(said, [passages_of(u.text) for u in said]).tolist()
    assert (found[2] == 1.0) == leads
    assert (found[1] == 1.0) != leads  # else who was handed the sitting conducts it
