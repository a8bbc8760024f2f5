"""Names of units and posts, as offices build them: 部, 課, 係, and who may be meant by each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from minutes_pipeline.attribution.wording import bare
from minutes_pipeline.meeting import Person, Role, RoleKind

UNIT = (
    r"(?:事務局|教育委員会|委員会事務局|消防本部|本部|部局|部|局|課|室|センター|ホール|プラザ|アリーナ|支所|事務所|図書館|病院|館|園|署|係|班|担当"
    r"|推進室|グループ|チーム)"
)
"""What a name of a unit ends with."""
POST = (
    r"(?:課長補佐|事務長|室長補佐|副課長|副部長|主幹|主査|主任|主事|係長|課長|次長|部長|室長|局長|所長|館長|園長|署長"
    r"|センター長|参事|参与|理事|総括|補佐|担当者|担当|職員|技監|政策監|危機管理監|会計管理者|書記"
    r"|副?校長|教頭|(?:主幹|養護|栄養)?教諭|教務主任|指導主事|施設長|統括責任者|消防長|専門官)"
)
"""Posts of officials."""
SCHOOL_POST = re.compile(r"副?校長|教頭|園長|(?:主幹|養護|栄養)?教諭|教務主任")
"""Posts by which those of a school are called; minutes of its council write 校長, 教頭."""
CHAIR_TITLES = r"(?:委員長|会長|座長|議長|部会長|分科会長|審査会長)"
MEMBER_TITLES = r"(?:副委員長|副会長|副座長|副議長|職務代理者?|委員|議員)"
HONORIFIC = r"(?:さん|様|君|氏|先生|くん)"

_COMMON = re.compile(
    r"(?:.*(?:公|農|庭|学|動物|遊)園|.*(?:場|住|役|箇|カ|ヶ|名|近|便|台|急|要|長|短|高|難|出|避難|事業|保育|診療|停留)所"
    r"|(?:会|本|別|新|旧|分|体育|開|閉|洋)館|.*(?:全|一|内|外|幹|上|下|細|大|支|各|前|後|中|北|南|東|西|都心)部"
    r"|(?:部|消防|警察|各|税務)署|各班|.*(?:教|会議|待合|病|居|和|温|寝|浴|研修)室|(?:結|薬|放送|郵便|当)局|(?:日|放)課"
    r"|(?:関|間)係|各担当|保育園|幼稚園|こども園|病院|館|園|署|班|課|部|局|室|係)"
)
"""Words that end as the names of units do and name none that answers in a sitting."""
VAGUE = re.compile(
    r"^(?:担当|所管|関係|各|当|本|同|この|その|主管|説明|執行|当該|全|一|内|外|学|大|会議|控|役員|教|病)(?:課|室|部|局|部局|係|館|担当|員|)$"
)
_LETTER = r"[一-龥々ぁ-んァ-ヴーA-Za-z0-9・]"
_UPPER = re.compile(rf"({_LETTER}{{2,12}}?(?:本部|部|局|委員会))(?={_LETTER}{{1,14}}{UNIT}$)")
_LOWER = re.compile(
    rf"({_LETTER}{{2,14}}?(?:課|室|館|所|センター))(?={_LETTER}{{1,10}}(?:係|班|担当|グループ|チーム)$)"
)
_LOWER_UNIT = re.compile(r"(?:課|室|館|所|センター)$")
UNIT_NAME = re.compile(rf"{_LETTER}{{1,16}}{UNIT}")
FORGIVING = 4
"""Letters of a unit's name from which one wrong letter is forgiven."""


def chain_of(name: str) -> tuple[str, ...]:
    """Return the units that make up the full name of one, from the widest: 部, then 課, then 係.

    >>> chain_of("建設部公園緑地課")
    ('建設部', '公園緑地課')
    """
    found: list[str] = []
    rest = name
    for border in (_UPPER, _UPPER, _LOWER):
        match = border.match(rest)
        if match:
            found.append(match[1])
            rest = rest[match.end() :]
    return (*found, rest) if UNIT_NAME.fullmatch(rest) else ()


def answering_unit(chain: tuple[str, ...]) -> str:
    """Return the unit of a chain that minutes name: the 課 or 室, not its 係."""
    small = len(chain) > 1 and re.search(r"(?:係|班|担当|グループ|チーム)$", chain[-1])
    return chain[-2] if small and _LOWER_UNIT.search(chain[-2]) else chain[-1]


def no_unit(name: str) -> bool:
    """Whether *name* only looks like that of a unit: 担当課, 公園, 部局."""
    vague = bool(VAGUE.match(name) or _COMMON.fullmatch(name)) or name in {"部局", "担当"}
    return vague or name[:1].isdigit()  # 「全7館」 counts


def slips(name: str) -> int:
    """Return how many letters of a unit's name may be wrong, missing or too many."""
    return 2 if len(name) >= 2 * FORGIVING else 1


def wrong_letters(name: str, other: str) -> int:
    """Return in how many letters two names of one length differ."""
    return sum(a != b for a, b in zip(name, other, strict=True))


def belongs(person: Person, unit: str) -> bool:
    """Whether *person* works in *unit*, whatever the person's role in the sitting."""
    return person.affiliation is not None and bare(person.affiliation).endswith(unit)


def fits_title(person: Person, title: str) -> bool:
    """Whether somebody of the roster may be addressed with *title*."""
    if not title or re.fullmatch(HONORIFIC, title):
        return True
    kind = person.role.kind if person.role else None
    if kind in (RoleKind.CHAIR, RoleKind.MEMBER) and person.post and title in person.post:
        return True  # a 専門部会長 is a member where another presides
    if re.fullmatch(CHAIR_TITLES, title):
        return kind is RoleKind.CHAIR
    if re.fullmatch(MEMBER_TITLES, title):
        return kind in (RoleKind.MEMBER, RoleKind.CHAIR)
    return kind in (RoleKind.SECRETARIAT, RoleKind.SECTION, RoleKind.OTHER) and (
        person.post is None or title in person.post or person.post in title or title == "担当"
    )


def without_post(words: str) -> Iterator[str]:
    """Yield *words* and what remains of them without a post and a name at the end."""
    yield words
    if words.endswith("長"):
        yield words[:-1]
    behind = re.match(rf"^(.+?){POST}(?:の?.{{1,8}})?$", words)
    if behind:
        unit = behind[1]
        # 市民課長 is 市民課 + 長, though 課長 is a post as well; a 公園課長 is of no 公園
        post = words[len(unit) :]
        own = [unit + post[0]] if post[:1] in "課室局部係" and post[1:2] == "長" else []
        yield from ([unit, *own] if re.search(r"[部局課室係]$", unit) else [*own, unit])
        for ending in ("所", "館", "園", "署"):
            if post.startswith(f"{ending}長"):
                yield unit + ending
        if post.startswith("センター長"):
            yield unit + "センター"
    long = re.match(rf"^(.*{UNIT})長?(?:の.{{1,8}})?$", words)
    if long:
        yield long[1]


def aliases_of(people: Iterable[Person]) -> dict[str, tuple[Role, ...]]:
    """Return how the units of the roster may be called.

    A unit that keeps the secretariat and answers as a section as well means the section: the
    secretariat introduces itself as 事務局.
    """
    own: dict[str, dict[Role, None]] = {}
    wider: dict[str, dict[Role, None]] = {}
    secretariat: dict[str, dict[Role, None]] = {}
    for person in people:
        role = person.role
        if role is None or not (role.answers or role.kind is RoleKind.OTHER):
            continue
        table = secretariat if role.kind is RoleKind.SECRETARIAT else own
        if role.section:
            own.setdefault(bare(role.section), {})[role] = None
        if person.affiliation:
            full = bare(person.affiliation)
            table.setdefault(full, {})[role] = None
            chain = chain_of(full)
            for end in range(1, len(chain)):
                table.setdefault("".join(chain[end:]), {})[role] = None
                wider.setdefault("".join(chain[:end]), {})[role] = None
                wider.setdefault(chain[end - 1], {})[role] = None
        if person.post:
            for unit in without_post(bare(person.post)):
                if UNIT_NAME.fullmatch(unit) and unit != bare(person.post):
                    table.setdefault(unit, {})[role] = None
    merged = {**wider, **secretariat, **own}
    return {alias: tuple(roles) for alias, roles in merged.items() if len(alias) > 1}


_FORM = re.compile(
    r"(?:株式|有限|合同|合資)会社|(?:一般|公益)?(?:社団|財団)法人|(?:特定非営利活動|社会福祉|医療|学校|NPO|認定NPO)法人|\(.*?\)"
)
GENERAL_BODY = re.compile(
    r"委員会?|学識経験者?|有識者|市民公募|公募市民?|公募委員|市民代表|関係団体|関係行政機関|住民代表|教育関係者?|(?:市|町|村)議会(?:議員)?"
    r"|会社員|自営業|代表取締役|連合会|協議会|協会|組合|審議会|部会|会社|大学|団体|代表者?|(?:市|町|村)役所"
)
"""What a roster's 所属 may say, or its ending, that names no body."""


KNOWN_BODY = (
    r"(?:(?P<root>警察|消防)(?:本部|署)?|県警|自衛隊|気象台|医師会|歯科医師会|薬剤師会|病院|保健所|社協|社会福祉協議会|商工会|農協|漁協|PTA|電力|鉄道|バス"
    r"|土木事務所|消防団|民生委員)"
)
"""Bodies by the words that they are called with, wherever these stand in the full name."""

OUTSIDE_OFFICE = re.compile(
    r"^(?:国|県|[^市町村区]{2,3}県|[^市町村区]{2,5}省)の?.+(?:課|室|局|所|署|部)$|(?:航空局|空港事務所|環境事務所|森林管理署|河川事務所|国道事務所"
    r"|海上保安[部署]|市民病院|総合病院|中央病院|医療センター|運輸支局|運輸局|警察署|警察本部|法務局|労働局|労働基準監督署|整備局|農政局|税務署|気象台|公共職業安定所|ハローワーク)$"
)
"""Offices of the state that take part in a municipality's sitting and are none of its units."""
OUTSIDE_BODY = re.compile(
    r"(?:株式会社|有限会社|法人.*|協会|組合|連合会|連盟|商工会(?:議所)?|青年会議所|農協|漁協|銀行|信用金庫|(?<!委員)(?<!審議)(?<!協議)(?<!部)(?<!議)会"
    r"|クラブ|サークル|共同事業体|コンソーシアム|大学|高校|中学校|小学校|幼稚園|バス|タクシー|鉄道|電鉄|運輸|交通)"
    r"(?:の?(?:代表|会長|理事長|理事|副会長|事務局長|社長|校長|教授))?$"
)
"""Bodies by the form of their names, where no roster tells who they are."""


def bodies_of(people: Iterable[Person]) -> tuple[tuple[str, Role], ...]:
    """Return the bodies that those come from who do not answer for the office, with their roles."""
    asking = (RoleKind.MEMBER, RoleKind.CHAIR, RoleKind.OTHER)
    return tuple(
        (body, Role(RoleKind.MEMBER) if role.kind is RoleKind.CHAIR else role)
        for person in people
        if (role := person.role) is not None and role.kind in asking and person.affiliation
        for part in person.affiliation.split()
        if len(body := bare(_FORM.sub("", part))) > 2 and not GENERAL_BODY.fullmatch(body)
    )
