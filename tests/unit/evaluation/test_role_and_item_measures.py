"""Roles, borders between items, and pairs of question and answer are measured as described."""

from __future__ import annotations

import pytest

from minutes_pipeline.evaluation.borders import border_rates
from minutes_pipeline.evaluation.pairing import pair_rates
from minutes_pipeline.evaluation.reference import (
    GoldExchange,
    GoldItem,
    Reference,
    ReferenceTurn,
)
from minutes_pipeline.evaluation.role_table import role_table
from minutes_pipeline.meeting import (
    Exchange,
    Minutes,
    MinutesItem,
    Paragraph,
    Role,
    RoleKind,
    Sitting,
    Span,
    Utterance,
)

MEMBER, OFFICE = Role(RoleKind.MEMBER), Role(RoleKind.SECRETARIAT)


def turn(start: float, end: float, role: str, text: str = "はい") -> ReferenceTurn:
    return ReferenceTurn(start=start, end=end, speaker=role, role=role, text=text)


def heard(
    number: int, start: float, end: float, role: Role | None, item: str | None = None
) -> Utterance:
    return Utterance(f"u{number}", "はい", Span(start, end), role=role, item=item)


def test_roles_are_counted_by_the_second() -> None:
    turns = [turn(0, 10, "委員"), turn(10, 30, "事務局"), turn(30, 40, "委員")]
    given = [heard(1, 0, 10, MEMBER), heard(2, 10, 24, OFFICE), heard(3, 24, 32, MEMBER)]

    table = role_table(turns, [*given, heard(4, 32, 40, None)])

    assert table.right == pytest.approx(26 / 40)
    assert table.undecided == pytest.approx(8 / 40)
    assert table.wrong_of_decided == pytest.approx(6 / 32)
    assert table.rows() == (
        ("事務局", "事務局", 14.0),
        ("事務局", "委員", 6.0),
        ("委員", "委員", 12.0),
        ("委員", None, 8.0),
    )


def test_speech_without_any_utterance_is_not_right() -> None:
    table = role_table([turn(0, 10, "委員"), turn(10, 20, "委員")], [heard(1, 0, 10, MEMBER)])

    assert table.right == pytest.approx(0.5)
    assert table.wrong_of_decided == 0.0


def test_no_decision_is_no_wrong_decision() -> None:
    assert role_table([turn(0, 10, "委員")], [heard(1, 0, 10, None)]).wrong_of_decided == 0.0


@pytest.mark.parametrize(
    ("border", "worst"), [(40.0, 0.0), (45.0, 0.25), (70.0, 0.8)], ids=["right", "late", "far"]
)
def test_borders_cost_more_the_further_off(border: float, worst: float) -> None:
    turns = (turn(0, 40, "委員"), turn(40, 80, "委員"))
    reference = Reference(turns=turns, items=(("1",), ("2",)))

    rates = border_rates(
        reference, [heard(1, 0, border, MEMBER, "1"), heard(2, border, 80, MEMBER, "2")]
    )

    assert rates is not None
    assert rates.windowdiff <= worst
    assert rates.pk <= worst
    assert (rates.pk == 0.0) is (border == 40.0)


def test_a_turn_of_two_items_may_stand_under_either() -> None:
    turns = (turn(0, 20, "委員"), turn(20, 24, "委員"), turn(24, 60, "委員"), turn(60, 64, "委員"))
    reference = Reference(turns=turns, items=(("1",), ("1", "2"), ("2",), None))
    rest = [heard(3, 24, 60, MEMBER, "2"), heard(4, 60, 64, MEMBER, "2")]

    for item in ("1", "2"):
        given = [heard(1, 0, 20, MEMBER, "1"), heard(2, 20, 24, MEMBER, item), *rest]
        rates = border_rates(reference, given)
        assert rates is not None
        assert rates.windowdiff == rates.pk == 0.0


def test_without_items_there_are_no_borders() -> None:
    assert border_rates(Reference(turns=(turn(0, 9, "委員"),)), [heard(1, 0, 9, MEMBER)]) is None


QUESTIONS = ("費用はいくらかかりますか。", "次に、期間は何年ですか。")
ANSWERS = ("費用は三百万円を見込んでおります。", "期間は五年間でございます。")
REFERENCE = Reference(
    turns=(
        turn(0, 5, "委員", QUESTIONS[0]),
        turn(5, 10, "事務局", ANSWERS[0]),
        turn(10, 15, "委員", QUESTIONS[1]),
        turn(15, 20, "事務局", ANSWERS[1]),
    ),
    items=(("1",),) * 4,
    gold=(
        GoldItem(
            number="1",
            exchanges=(
                GoldExchange(label="委員", paragraphs=("費用はいくらかかるのか。",)),
                GoldExchange(label="事務局", paragraphs=("費用は三百万円を見込んでいる。",)),
                GoldExchange(label="委員", paragraphs=("期間は何年か。",)),
                GoldExchange(label="事務局", paragraphs=("期間は五年間である。",)),
            ),
        ),
    ),
)
SAID = [
    heard(1, 0, 5, MEMBER),
    heard(2, 5, 10, OFFICE),
    heard(3, 10, 15, MEMBER),
    heard(4, 15, 20, OFFICE),
]


def draft(*exchanges: tuple[str, tuple[str, ...]]) -> Minutes:
    written = tuple(
        Exchange(label, (Paragraph(f"p{n}", "…。", sources),))
        for n, (label, sources) in enumerate(exchanges)
    )
    return Minutes(Sitting(), (MinutesItem("1", "費用について", exchanges=written),))


def test_pairs_as_in_the_gold_minutes_are_all_found() -> None:
    minutes = draft(("委員", ("u1",)), ("事務局", ("u2",)), ("委員", ("u3",)), ("事務局", ("u4",)))
    rates = pair_rates(minutes, SAID, REFERENCE)

    assert rates is not None
    assert (rates.precision, rates.recall, rates.f) == (1.0, 1.0, 1.0)


def test_an_answer_under_the_wrong_question_is_no_pair() -> None:
    minutes = draft(("委員", ("u1",)), ("事務局", ("u2",)), ("事務局", ("u4",)))
    rates = pair_rates(minutes, SAID, REFERENCE)

    assert rates is not None
    assert (rates.precision, rates.recall) == (0.5, 0.5)


def test_without_gold_minutes_there_are_no_pairs() -> None:
    assert pair_rates(draft(), SAID, Reference(turns=REFERENCE.turns)) is None
