"""Condensed and full minutes, and the degrees between nearly full and tight."""

from __future__ import annotations

import pytest

from minutes_pipeline.drafting.manner import Detail, Manner, Style
from minutes_pipeline.meeting import OmissionReason, Roster

FULL = Manner(style=Style.FULL)
LINES = [
    ("A", "会長", "委員", None, "ただいまから審議会を開会いたします。"),
    ("A", "会長", "委員", "1", "案件1、ごみの減量について、環境課から説明をお願いします。"),
    ("C", "課長", "環境課", "1", "えー、ごみの量はですね、8,300トンでございます。"),
    ("B", "委員", "委員", "1", "あの、すごく多いんですけれども、原因は何でしょうか。"),
    ("C", "課長", "環境課", "1", "えー、"),
    ("A", "会長", "委員", None, "これで閉会といたします。"),
]


def texts(minutes):
    return [(e.label, p.text) for i in minutes.items for e in i.exchanges for p in e.paragraphs]


def test_full_minutes_hold_every_utterance_in_order(draft):
    minutes = draft(LINES, manner=FULL)
    assert [item.title for item in minutes.items] == ["開会", "ごみの減量について"]
    assert texts(minutes) == [
        ("会長", "ただいまから審議会を開会いたします。"),
        ("会長", "案件1、ごみの減量について、環境課から説明をお願いします。"),
        ("環境課", "ごみの量は、8,300トンでございます。"),
        ("委員", "非常に多いんですが、原因は何でしょうか。"),
        ("会長", "これで閉会といたします。"),
    ]


def test_full_minutes_leave_out_fillers_alone(draft):
    minutes = draft(LINES, manner=FULL)
    assert [(o.utterance, o.reason) for o in minutes.omitted] == [("u0005", OmissionReason.FILLER)]


def test_the_chair_is_a_member_in_the_full_record_without_a_roster(draft):
    minutes = draft(LINES, roster=Roster(), manner=FULL)
    assert {label for label, _ in texts(minutes)} == {"委員", "環境課"}


@pytest.mark.parametrize("name", ["kosodate", "soumu"])
def test_full_minutes_of_a_meeting_lose_no_utterance(draft_of, name):
    lines, minutes = draft_of(name, manner=FULL)
    cited = [s for p in minutes.paragraphs() for s in p.sources]
    said = [f"u{n + 1:04d}" for n in range(len(lines))]
    assert set(said) == set(cited) | {o.utterance for o in minutes.omitted}
    assert {o.reason for o in minutes.omitted} <= {OmissionReason.FILLER}


ASIDES = [
    ("A", "会長", "委員", "1", "案件1、ごみの減量について、質疑を行います。"),
    ("B", "委員", "委員", "1", "医師の立場から申しますと、受診の控えが心配です。"),
    ("B", "委員", "委員", "1", "丁寧な資料があってよかったと思います。"),
]


@pytest.mark.parametrize(
    ("detail", "expected"),
    [
        (
            Detail.NEAR_FULL,
            "医師の立場から申すと、受診の控えが心配である。丁寧な資料があってよかったと思う。",
        ),
        (Detail.STANDARD, "受診の控えが心配である。丁寧な資料があってよかったと思う。"),
        (Detail.TIGHT, "受診の控えが心配である。"),
    ],
)
def test_each_degree_leaves_out_its_own_kinds(draft, detail, expected):
    minutes = draft(ASIDES, manner=Manner(detail=detail))
    assert texts(minutes) == [("委員", expected)]


def test_tight_minutes_tell_why_a_feeling_is_left_out(draft):
    minutes = draft(ASIDES, manner=Manner(detail=Detail.TIGHT))
    assert ("u0003", OmissionReason.IMPRESSION) in [
        (o.utterance, o.reason) for o in minutes.omitted
    ]


@pytest.mark.parametrize("name", ["kosodate", "toshikei"])
def test_a_tighter_degree_is_never_longer(draft_of, name):
    lengths = [
        sum(len(p.text) for p in draft_of(name, manner=Manner(detail=detail))[1].paragraphs())
        for detail in (Detail.NEAR_FULL, Detail.STANDARD, Detail.TIGHT)
    ]
    assert lengths == sorted(lengths, reverse=True)
