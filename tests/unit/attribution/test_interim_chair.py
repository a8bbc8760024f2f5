"""Who takes the chair by the rules until one is elected is a member, not the office."""

from minutes_pipeline.attribution.roles import assign_roles
from minutes_pipeline.attribution.tokens import SudachiTokenizer
from minutes_pipeline.meeting import Record, RoleKind, Roster, Utterance

SAID = (
    ("A", "委員会条例の規定により、年長の沢村委員に委員長互選の職務をお願いいたします。"),
    (
        "B",
        "委員会条例第8条の規定に基づき、委員長が互選されるまでの間、私が委員長の職務を行います。",
    ),
    ("B", "ただいまから予算特別委員会を開会いたします。これより委員長の互選を行います。"),
    ("B", "私から指名することに御異議ありませんか。"),
    (None, "（「異議なし」と呼ぶ者あり）"),
    ("B", "御異議なしと認めます。委員長に辻委員を指名いたします。"),
    ("B", "辻委員が委員長に当選されました。辻委員長、委員長席にお着き願います。"),
    ("C", "委員長に就任いたしました辻でございます。よろしくお願いいたします。"),
    ("C", "次に、副委員長の互選を行います。私から指名することに御異議ありませんか。"),
    ("C", "御異議なしと認めます。以上で本日の委員会を閉会いたします。"),
)


def test_the_oldest_member_presides_as_a_member():
    record = Record(
        None,
        tuple(
            Utterance(f"u{i:04d}", text, speaker=voice) for i, (voice, text) in enumerate(SAID, 1)
        ),
    )
    judged = assign_roles(record, Roster(), SudachiTokenizer()).utterances
    kinds = {u.role.kind for u in judged if u.speaker == "B" and u.role is not None}
    assert kinds <= {RoleKind.CHAIR, RoleKind.MEMBER}
    assert kinds
