"""The decision over a whole meeting, on evidence made by hand."""

import numpy as np
import pytest

from minutes_pipeline.attribution.inference import Step, judge
from minutes_pipeline.meeting import Role, RoleKind

ROLES = (
    Role(RoleKind.CHAIR),
    Role(RoleKind.MEMBER),
    Role(RoleKind.OTHER),
    Role(RoleKind.SECRETARIAT),
    Role(RoleKind.SECTION, "公園課"),
)
PRIOR = np.array([0.12, 0.40, 0.003, 0.225, 0.225])
CHAIR, MEMBER, _, SECRETARIAT, PARK = range(5)


def says(role: int | None, weight: float = 4.0) -> np.ndarray:
    weights = np.zeros(5)
    if role is not None:
        weights[role] = weight
    return weights


def decide(*turns: tuple[int | None, np.ndarray]) -> np.ndarray:
    steps = [Step(voice=voice, length=60) for voice, _ in turns]
    return judge(ROLES, steps, np.array([w for _, w in turns]), PRIOR).shares


def test_probabilities_add_up_and_nothing_gives_nothing():
    assert judge(ROLES, [], np.zeros((0, 5)), PRIOR).shares.shape == (0, 5)
    shares = decide((0, says(CHAIR)), (1, says(None)), (None, says(MEMBER)))
    assert shares.sum(axis=1) == pytest.approx([1, 1, 1])


def test_a_voice_carries_its_role_to_turns_that_say_nothing():
    turns = [
        (0, says(CHAIR)),
        (1, says(PARK)),
        (0, says(CHAIR)),
        (2, says(MEMBER)),
        (1, says(None)),
    ]
    assert decide(*turns)[-1].argmax() == PARK
    assert decide(*turns)[-1, PARK] > 0.7


def test_a_single_slip_of_the_voice_is_mended_by_strong_words():
    clear = [(0, says(CHAIR)), (1, says(PARK)), (0, says(CHAIR)), (1, says(PARK)), (0, says(CHAIR))]
    shares = decide(*clear, (1, says(MEMBER, 8.0)), (1, says(PARK)))
    assert [int(row.argmax()) for row in shares[-2:]] == [MEMBER, PARK]


def test_one_voice_presides():
    turns = [
        (0, says(CHAIR)),
        (1, says(MEMBER)),
        (0, says(CHAIR)),
        (1, says(CHAIR, 0.5)),
        (0, says(CHAIR)),
    ]
    shares = decide(*turns)
    assert shares[3].argmax() == MEMBER


def test_a_call_directs_the_next_turn():
    called = np.ones(5)
    called[PARK] = np.exp(4)
    steps = [Step(voice=0, length=60), Step(voice=1, length=60, called=called)]
    shares = judge(ROLES, steps, np.array([says(CHAIR), says(None)]), PRIOR).shares
    assert shares[1].argmax() == PARK


def test_a_written_label_is_final_whatever_the_patterns_say():
    only = np.full(5, -30.0)
    only[MEMBER] = 0.0
    steps = [Step(voice=None, length=60, fixed=True) for _ in range(3)]
    shares = judge(ROLES, steps, np.array([only] * 3), PRIOR).shares
    assert (shares[:, MEMBER] > 0.999).all()


def test_without_voices_an_answer_follows_the_question():
    steps = [
        Step(voice=None, length=60),
        Step(voice=None, length=60, same=0.05),
        Step(voice=None, length=60, asked=True, same=0.15),
    ]
    weights = np.array([says(CHAIR), says(MEMBER), says(None)])
    shares = judge(ROLES, steps, weights, PRIOR).shares
    assert shares[2, SECRETARIAT:].sum() > shares[2, MEMBER]


def test_the_same_evidence_gives_the_same_numbers():
    turns = [(i % 3, says(i % 4 if i % 4 != 2 else None)) for i in range(40)]
    assert (decide(*turns) == decide(*turns)).all()


def test_a_voice_is_whom_it_introduced_itself_as_wherever_it_speaks():
    """Nothing else tells the two answering units apart, and the other voice speaks more."""
    either = says(SECRETARIAT) + says(PARK)
    steps = [
        Step(0, 60, identity=says(PARK, 6.0)),
        Step(1, 60, identity=says(SECRETARIAT, 6.0)),
        Step(1, 60),
        Step(0, 200),
        Step(0, 200),
        Step(1, 60),
    ]
    weights = np.tile(either, (6, 1))
    weights[0] += says(PARK, 6.0)
    weights[1] += says(SECRETARIAT, 6.0)
    shares = judge(ROLES, steps, weights, PRIOR).shares
    expected = [PARK, SECRETARIAT, SECRETARIAT, PARK, PARK, SECRETARIAT]
    assert shares.argmax(axis=1).tolist() == expected


def test_a_voice_that_surely_asks_and_surely_answers_is_two_peoples():
    turns = [
        (0, says(CHAIR)),
        (1, says(PARK, 6.0)),
        (0, says(CHAIR)),
        (2, says(MEMBER, 6.0)),
        (1, says(PARK, 6.0)),
        (2, says(PARK, 6.0)),
        (2, says(MEMBER, 6.0)),
        (1, says(PARK, 6.0)),
    ]
    steps = [Step(voice=voice, length=60) for voice, _ in turns]
    judgement = judge(ROLES, steps, np.array([w for _, w in turns]), PRIOR)
    assert judgement.mixed == {2}
    best = judgement.shares.argmax(axis=1).tolist()
    assert best == [CHAIR, PARK, CHAIR, MEMBER, PARK, PARK, MEMBER, PARK]


def test_one_person_is_not_taken_for_two():
    turns = [
        (0, says(CHAIR)),
        (1, says(PARK)),
        (0, says(CHAIR)),
        (2, says(MEMBER)),
        (1, says(PARK)),
    ]
    steps = [Step(voice=voice, length=60) for voice, _ in turns * 3]
    weights = np.array([w for _, w in turns * 3])
    assert judge(ROLES, steps, weights, PRIOR).mixed == frozenset()
