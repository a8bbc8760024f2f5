"""Who is known by name: from outside the office, in the chair's place, hosting, without a name."""

from __future__ import annotations

from minutes_pipeline.attribution.directory import Directory
from minutes_pipeline.attribution.evidence import gather
from minutes_pipeline.attribution.fields import Fields
from minutes_pipeline.attribution.inference import judge
from minutes_pipeline.attribution.roles import assign_roles
from minutes_pipeline.attribution.tokens import SudachiTokenizer
from minutes_pipeline.meeting import Person, Record, Role, RoleKind, Roster, Utterance

TOKENIZER = SudachiTokenizer()
CHAIR, MEMBER = Role(RoleKind.CHAIR), Role(RoleKind.MEMBER)
OFFICE, OTHER = Role(RoleKind.SECRETARIAT), Role(RoleKind.OTHER)
PORT, FISH = Role(RoleKind.SECTION, "港湾課"), Role(RoleKind.SECTION, "水産振興課")
PEOPLE = (
    Person("梶田 和枝", None, "会長", CHAIR, None),
    Person("丹後 潤", None, "副会長", MEMBER, None),
    Person("横溝 勲", None, None, MEMBER, "東浦汽船株式会社"),
    Person("伊吹 薫", None, None, MEMBER, "国土交通省浦戸海上保安署"),
    Person("榊 明", None, "係長", OFFICE, "港湾部総務課"),
    Person("的場 由佳", None, "課長", PORT, "港湾部港湾課"),
    Person("瓜生 守", None, "課長", FISH, "産業部水産振興課"),
)


def judged(lines: list[tuple[str, str]], people: tuple[Person, ...] = PEOPLE) -> Record:
    said = tuple(
        Utterance(f"u{n:04d}", text, speaker=speaker) for n, (speaker, text) in enumerate(lines, 1)
    )
    return assign_roles(Record(None, said), Roster(people), TOKENIZER)


def kinds(record: Record) -> list[RoleKind | None]:
    return [u.role.kind if u.role else None for u in record.utterances]


OPENING = [
    ("c", "ただいまから離島航路の協議会を開会いたします。議題1、ダイヤの改正についてです。"),
    ("c", "説明をお願いします。"),
]


def test_a_member_from_a_company_answers_as_officials_do_and_stays_a_member():
    record = judged(
        [
            *OPENING,
            (
                "b",
                "東浦汽船の横溝でございます。資料の1をご覧ください。便数を5便に減らしております。",
            ),
            ("m", "冬の朝の便はどうなりますか。"),
            ("b", "冬季につきましても、7時台の便は維持してまいります。"),
            ("m", "船の修理の間はどうするのですか。"),
            ("b", "代わりの船を手配しておりますので、欠航はございません。"),
            ("c", "ほかにご質問はございませんか。"),
        ]
    )
    assert [u.role for u in record.utterances if u.speaker == "b"] == [MEMBER] * 3


def test_an_office_of_the_state_is_called_by_the_end_of_its_name_and_names_nobody():
    record = judged(
        [
            *OPENING,
            ("c", "海上保安署さんから、何か補足はございますか。"),
            ("g", "安全の面からは、夜間の運航について届出をお願いしております。"),
        ]
    )
    last = record.utterances[-1]
    assert last.role == MEMBER
    assert last.name is None  # another may sit there in place of who is listed


def test_a_deputy_presides_where_the_roster_names_another_chair():
    record = judged(
        [
            (
                "s",
                "ただいまより会議を開会いたします。会長が欠席のため、副会長に議事の進行をお願いいたします。",
            ),
            ("d", "丹後でございます。それでは議題に入ります。港湾課から説明をお願いします。"),
            ("p", "港湾課の的場です。資料に基づきご説明いたします。説明は以上でございます。"),
            ("d", "ありがとうございました。ご質問はございませんか。"),
            ("m", "工事はいつ終わるのでしょうか。"),
            ("p", "3月末の完了を予定しております。"),
            ("d", "ほかにございませんか。ないようですので、次の議題に移ります。"),
        ]
    )
    assert [u.role.kind for u in record.utterances if u.speaker == "d" and u.role] == [
        RoleKind.CHAIR
    ] * 3


def test_a_secretary_who_hosts_to_the_end_is_no_chair():
    record = judged(
        [
            ("s", "定刻となりましたので始めます。司会を務めます総務課の榊です。"),
            ("s", "では一番目の発表をお願いします。"),
            ("m", "船の待合所に屋根を付けてはどうでしょうか。費用は誰が持つのですか。"),
            ("s", "ありがとうございました。続いて二番目をお願いします。"),
            ("n", "私は時刻表を大きくしてほしいと思います。"),
            ("s", "以上で本日の協議会を終了いたします。お気をつけてお帰りください。"),
        ]
    )
    assert {u.role for u in record.utterances if u.speaker == "s"} == {OFFICE}


def test_who_comes_from_outside_without_a_roster_is_left_undecided():
    record = judged(
        [
            ("c", "ただいまから審査会を始めます。では一番目の団体の方、お願いします。"),
            ("x", "かもめ保存会の沢村と申します。私たちは灯台の清掃を続けております。"),
            ("m", "会員は何人いらっしゃいますか。"),
            ("x", "二十人ほどで活動しております。"),
        ],
        people=(),
    )
    assert {u.role for u in record.utterances if u.speaker == "x"} == {None}


def test_without_a_name_no_unit_is_preferred_for_its_place_in_the_roster():
    said = tuple(
        Utterance(f"u{n}", text, speaker=voice)
        for n, (voice, text) in enumerate(
            [
                *OPENING,
                ("a", "資料をご覧ください。来年度の予算は3億円となっております。説明は以上です。"),
                ("c", "ほかにございませんか。"),
            ]
        )
    )
    case = gather(said, Directory(Roster(PEOPLE), TOKENIZER))
    shares = judge(case.roles, case.steps, case.weights, case.prior).shares[2]
    units = [share for role, share in zip(case.roles, shares, strict=True) if role in (PORT, FISH)]
    assert abs(units[0] - units[1]) < 0.05


def test_a_unit_is_likelier_that_is_spoken_of():
    fields = Fields((CHAIR, MEMBER, OTHER, OFFICE, PORT, FISH), TOKENIZER)
    weights = fields.weights("水産物の加工場を港の隣に移す計画でございます。")
    assert weights[5] > weights[4]
    assert weights[0] == weights[3] == 0.0


def test_a_head_of_a_subcommittee_is_called_as_a_member():
    people = (*PEOPLE, Person("蓮見 拓", None, "安全部会長", MEMBER, None))
    record = judged(
        [
            *OPENING,
            ("c", "続いて安全部会の経過について、蓮見部会長お願いします。"),
            ("h", "部会を二回開きました。救命胴衣の更新が必要であるとの意見でまとまりました。"),
        ],
        people,
    )
    assert kinds(record)[2:] == [RoleKind.CHAIR, RoleKind.MEMBER]
    assert record.utterances[-1].name == "蓮見 拓"


SECRETARY, ROADS = Role(RoleKind.SECRETARIAT), Role(RoleKind.SECTION, "道路課")
FEW = (
    Person("梶田 和枝", None, "会長", CHAIR, None),
    Person("丹後 潤", None, "委員", MEMBER, None),
    Person("榊 明", None, "係長", SECRETARY, "総務課"),
    Person("的場 由佳", None, "課長", ROADS, "建設部道路課"),
)
ONE_MORE = [
    (
        "s",
        "総務課の榊でございます。本日の資料を確認させていただきます。次第と資料の1でございます。",
    ),
    ("c", "それでは議題の1に入ります。説明をお願いします。"),
    # 「道路課長の的場です」 as a recogniser breaks it
    (
        "r",
        "同郎カチョの的までして、資料の1をご覧ください。幅を6メートルにする予定となっております。",
    ),
    ("m", "工事はいつからになりますか。"),
    (
        "r",
        (
            "来年の4月から始める予定でございます。沿道の皆様には2月にお知らせしてまいります。"
            "通行止めは夜に限ることとしておりまして、迂回の看板を12か所に置く予定となっております。"
        ),
    ),
    ("c", "ほかにご質問はございませんか。"),
]


def test_who_is_left_of_the_roster_answers_where_all_others_are_known():
    record = judged(ONE_MORE, FEW)
    assert [u.role for u in record.utterances if u.speaker == "r"] == [ROADS, ROADS]


def test_nobody_is_left_where_one_who_is_listed_was_not_heard():
    two = (*FEW, Person("瓜生 守", None, "主事", SECRETARY, "総務課"))
    record = judged(ONE_MORE, two)
    assert [u.role for u in record.utterances if u.speaker == "r"] == [None, None]


def test_who_is_absent_leaves_no_place():
    two = (*FEW, Person("瓜生 守", None, "主事", SECRETARY, "総務課", attended=False))
    record = judged(ONE_MORE, two)
    assert [u.role for u in record.utterances if u.speaker == "r"] == [ROADS, ROADS]


def test_a_few_words_are_no_further_person():
    short = [
        *ONE_MORE[:2],
        ("r", "資料の1をご覧ください。幅を6メートルにする予定となっております。"),
        *ONE_MORE[5:],
    ]
    record = judged(short, FEW)
    assert [u.role for u in record.utterances if u.speaker == "r"] == [None]


def test_a_body_that_the_roster_writes_is_not_misheard():
    people = (*FEW, Person("笹岡 亮", None, None, None, "北相談センター"))
    record = judged(
        [
            ONE_MORE[0],
            ONE_MORE[1],
            ("n", "北相談センターの笹岡です。資料2をご覧ください。相談は842件となっております。"),
            ONE_MORE[5],
        ],
        people,
    )
    role = record.utterances[2].role
    assert role is not None
    assert role.label == "北相談センター"


HOSTED = [
    ("h", "皆様お揃いですので会議を始めます。司会をいたします。配布資料の確認をお願いいたします。"),
    ("c", "では議題の1に入ります。企画政策課から説明をお願いします。"),
    ("p", "企画政策課の及川です。資料1をご覧ください。86事業のうち11事業を見直します。"),
    ("m", "廃止するのはどれですか。教えてください。"),
    ("c", "ほかにご質問はございませんか。"),
]


def test_who_hosts_may_be_of_a_section_where_nobody_speaks_of_a_secretariat():
    assert judged(HOSTED, ()).utterances[0].role is None
    spoken_of = [*HOSTED, ("c", "次回の日程は、事務局から連絡をお願いします。")]
    assert judged(spoken_of, ()).utterances[0].role == SECRETARY


def test_who_is_asked_from_outside_to_lead_is_left_undecided_without_a_roster():
    lines = [
        ("k", "公園緑地課の道下です。今日の進行は、まちづくり研究所の安曇さんにお願いします。"),
        ("x", "安曇です。では一つ目の議題に入ります。郡司さん、説明をお願いできますか。"),
        ("g", "はい、公園緑地課の郡司です。前回は24名の方に参加いただきました。"),
        ("x", "ご質問はありますか。"),
        ("m", "日陰はどのくらい作れるんでしょうか。"),
        ("x", "ほかにご意見はございませんか。"),
    ]
    record = judged(lines, ())
    assert [u.role for u in record.utterances if u.speaker == "x"] == [None] * 3
    listed = (
        Person("安曇 文彦", None, "進行役", OTHER, "まちづくり研究所"),
        Person("道下 洋一", None, "課長", Role(RoleKind.SECTION, "公園緑地課"), "公園緑地課"),
        Person("富樫 さやか", None, "委員", MEMBER, None),
    )
    record = judged(lines, listed)
    assert {u.role for u in record.utterances if u.speaker == "x"} == {OTHER}
