"""What a line of the roster takes part as: by 区分, by 役職, by 所属."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from minutes_pipeline.attribution.units import OUTSIDE_BODY, OUTSIDE_OFFICE, SCHOOL_POST
from minutes_pipeline.meeting import Person, Role, RoleKind

_BODY = (
    "(?:.*(?:審議会|審査会|委員会|協議会|会議|部会|懇談会|懇話会|検討会|調査会|評議会|分科会|"
    "本会))?"
)
_CHAIR = re.compile(rf"^{_BODY}(?:会長|委員長|座長|議長|部会長|分科会長|審査長)(?:職)?$")
"""会長 of this body; 自治会長 and PTA会長 are posts elsewhere."""
_DEPUTY = re.compile(r"副|代理|代行|次席")
_MEMBER = re.compile(
    r"委員(?!会)|議員|構成員|審査員|公募|有識者|学識|市民代表|団体代表|代表者|"
    r"副?(?:会長|座長|議長|委員長)|職務代理"
    r"|^(?:地元|地域|住民|町民|市民|村民|区民|参加者|保護者|利用者|地権者|自治会|町内会)(?:側|代表|関係者)?$"
)
_SECRETARIAT = re.compile(r"事務局|書記|事務担当")
_SECTION = re.compile(
    r"説明員|説明者|説明|担当課|所管課|関係課|実施機関|幹事|執行部|理事者|担当部署|所管|当局|答弁者|関係部署|"
    r"執行機関|担当者|職員|市側|行政(?!機関)|^(?:市|町|村|区|県|市役所|町役場)(?:側|担当)?$|^司会|^進行"
)
_OTHER = re.compile(
    r"傍聴|参考人|オブザーバ|来賓|講師|受託|コンサル|業者|事業者|アドバイザ|記者|速記|録音"
    r"|申請(?:者|団体)|応募(?:者|団体)|提案(?:者|団体)|発表(?:者|団体)|陳情者|請願者|公述人|陳述人|紹介議員|ゲスト|助言者"
    r"|^(?:設計|施工|測量|調査|受注|請負)(?:者|会社)?$|^関係(?:行政)?機関|^協力機関|ファシリテーター|随行"
)
_LEADS = re.compile(r"司会|進行")
_FROM_OUTSIDE = re.compile(
    r"研究所|コンサル|大学|株式会社|有限会社|合同会社|法人|NPO|[(（](?!市|町|村|区|県)[^)）]*(?:会|所|社)[)）]"
)
"""Where somebody comes from who leads the talk and is none of the office."""
_OWN_SIDE = re.compile(
    r"(学校|学園|小学校|中学校|園|保育所|保育園|幼稚園|施設|病院|指定管理者|管理者|運営者|運営法人|運営団体|公社|事業団)側?"
)
"""Sides that explain and answer under their own name: a school to its council, an operator to a
board that marks it."""
_CONSTITUENCY = re.compile(
    r"学識|有識|公募|[市町村区住県]民(?:代表|団体)?$|[一二三四五六1-9]号|関係団体|団体(?:代表|推薦)|利用者(?:代表)?$|保護者(?:代表)?$"
)
"""What members are chosen from; a column that says so tells two kinds of members apart."""
_OF_THE_OFFICE = re.compile(
    r"教育委員会|行政(?!機関)|職員|担当|^[市町村区](?:役所|役場)?$|(?:課|室|館|センター|支所|ホール)$"
)
"""選出区分 of those who sit there for the office and were chosen from nothing."""
_SECTION_NAME = re.compile(r".{2,}(?:課|室|係)")
_PLAIN_MEMBER = re.compile(r"(?:委員|議員|構成員)(?:会)?$")
_ASSOCIATION = re.compile(
    r"(?:町会|町内会|自治会|区長会|婦人会|女性会|老人会|長寿会|子ども会|商店会|商店街|保存会|後援会|PTA|クラブ|サークル)"
    r"(?:連合会|連絡協議会|協議会|振興会|振興組合)?$"
)
_NOT_OURS = re.compile(
    rf"^(?:[^市町村区]{{2,4}}(?:省|庁)|陸上自衛隊|自衛隊)|警察|{OUTSIDE_OFFICE.pattern}"
)
_POST_ALONE = re.compile(
    r"(?:副|主幹)?(?:校長|園長|施設長|課長|部長|局長|室長|所長|館長|署長|センター長)(?:補佐|代理)?|(?:事務)?(?:次長|局長|係長)|教頭"
    r"|(?:主幹|養護|栄養)?教諭|教務主任|学年主任|生徒指導主事|指導主事|主[任査事幹]|参事|教育長|副?(?:市|町|村|区)長|課長補佐|専門員|支援員|統括責任者"
)
_PART = re.compile(
    r"(?:本会|当会|協議会)?副?(?:会長|委員長|座長|議長)(?:職務代理者?|代理)?|.{0,6}(?:委員|議員)|構成員|事務局(?:長|員|職員)?|書記"
    r"|説明(?:員|者|担当)?|答弁者|司会(?:者|進行)?|進行(?:役)?|オブザーバー?|参考人|アドバイザー|傍聴(?:者)?|ファシリテーター"
    r"|(?:市|町|村|区|県|行政|地元|住民)(?:側|担当)?|関係(?:行政)?機関|関係課|担当課|所管課|設計者|施工者|受託者|受注者|委託業者|講師"
    r"|(?:学校|学園|園|施設|指定管理者|運営法人|管理者)側?"
)
"""What a remark (備考) may say of somebody's part, alone or before a bracket."""
_EXECUTIVE_POST = re.compile(r"(?:副?(?:市|町|村|区)長|副?知事|教育長)")
_POST = re.compile(
    r"(?:部|局|課|室|係|所|館|園|場|センター)?(?:長|次長|主幹|参事|主査|主任|主事|補佐|技師|理事)"
)

_UNIT_POST = re.compile(
    r"(.+(?:部|局|課|室|係|センター|支所|本部))"
    r"(?:長|次長|副?参事|主幹|主査|主任|主事|長補佐|理事|職員|担当|課長補佐)"
)
_EXECUTIVE = re.compile(r"(?:副?(?:市|町|村|区)長|副?知事|会計管理者|病院事業管理者)")
"""Posts that answer for the whole city."""

_UNIT = re.compile(
    r".+?(?:部局|委員会事務局|事務局|本部|委員会|支所|(?<![一内外全幹東西南北中])部|(?<![当薬])局|課|(?<!教)室|$)"
)
_UNIT_END = re.compile(
    r"(?:部|局|課|室|係|所|館|園|署|校|学院|ホール|プール|プラザ|アリーナ|ドーム|荘|班|センター|担当|グループ|チーム|委員会)$"
)
_UNIT_BELOW = re.compile(r"(?<!議会)事務局\s*\S*(?:部|課|室|センター|館)")
"""教育委員会事務局学校教育課: a section of an office that is called 事務局 as a whole."""
_SMALL_UNIT = re.compile(r"(?:係|担当|グループ|チーム|班)$")


def part_in(remark: str) -> str:
    """Return what a remark says of somebody's part, ``""`` where it speaks of something else.

    >>> part_in("市（進行）"), part_in("代理 吉田係長"), part_in("座長、令和8年3月まで")
    ('市', '', '座長')
    """
    parts = re.split(r"[、,，/／・\s]+|[(（].*?[)）]", unicodedata.normalize("NFKC", remark))
    return next((part for part in parts if part and _PART.fullmatch(part)), "")


def constituencies(groups: Iterable[str]) -> bool:
    """Whether a column of 区分 tells what members were chosen from, not who is one."""
    given = [group for group in groups if group]
    return any(_CONSTITUENCY.search(one) for one in given) and not any(
        _PLAIN_MEMBER.search(one) for one in given
    )


def member_from(chosen: str, post: str, unit: str) -> Role | None:
    """Return the role of somebody of whom the roster tells what he was chosen from."""
    for text in (chosen, post):
        if _SECRETARIAT.search(text) or _SECTION.search(text) or re.match(r"オブザーバ", text):
            return role_of(text, post, unit)
    office = role_of("", post, unit or chosen) if _OF_THE_OFFICE.search(chosen) else None
    if office is None and (not unit or section_name(chosen) == section_name(unit)):
        office = _section_alone(chosen)
    if office is not None:
        return office
    return Role(RoleKind.CHAIR if _chairs(chosen) or _chairs(post) else RoleKind.MEMBER)


def _section_alone(chosen: str) -> Role | None:
    """Return the section that stands where others tell what they were chosen from: 公園課長."""
    of_unit = _UNIT_POST.fullmatch(chosen)
    name = section_name(of_unit[1] if of_unit else chosen)
    sure = of_unit is not None or bool(_SECTION_NAME.fullmatch(chosen))
    return Role(RoleKind.SECTION, name) if sure and name else None


def role_of(group: str, post: str, unit: str) -> Role | None:
    """Return what somebody takes part as; None when the roster does not say.

    区分 decides between the sides and 役職 where there is none; the chair is known by 役職,
    whatever 区分 says (委員). An official's post in a unit (課長, 市民室) makes an answering
    section.

    Args:
        group: 区分 as written, ``""`` without one.
        post: 役職.
        unit: 所属.
    """
    own = _own_name(group, post, unit)
    if own:
        return Role(RoleKind.SECTION, own)
    for text in (group, post):
        if not text:
            continue
        leads = _LEADS.match(text) and _FROM_OUTSIDE.search(f"{text}{unit}")
        if leads or _OTHER.search(text):
            return Role(RoleKind.OTHER)
        if _MEMBER.search(text):
            return Role(RoleKind.CHAIR if _chairs(text) or _chairs(post) else RoleKind.MEMBER)
        if _SECRETARIAT.search(text) and not (text is post and OUTSIDE_BODY.search(unit)):
            return Role(RoleKind.SECRETARIAT)
        if _SECTION.search(text):
            return Role(RoleKind.SECTION, section_name(unit) or section_name(post) or post or None)
    return _role_by_unit(group, post, unit)


def _own_name(group: str, post: str, unit: str) -> str | None:
    """Return the name under which a school, an operator or a mayor answers, whoever 区分 says."""
    side = _OWN_SIDE.fullmatch(group)
    if side:
        return post if SCHOOL_POST.fullmatch(post) else side[1]
    head = post or unit
    leads = group and _EXECUTIVE_POST.fullmatch(head) and not _MEMBER.search(group)
    return head if leads else None


def _role_by_unit(group: str, post: str, unit: str) -> Role | None:
    school = bool(unit and SCHOOL_POST.fullmatch(post))  # the council's own (`own_school`)?
    head = post == "教育長"  # presides over a board, or answers under that name
    if _NOT_OURS.search(unit) or OUTSIDE_BODY.search(unit) or school or head:
        return None  # an office of the state, a body: as what it takes part is not told
    if not group and _SECRETARIAT.search(unit) and not _UNIT_BELOW.search(unit):
        return Role(RoleKind.SECRETARIAT)
    if not group and _UNIT_BELOW.search(unit):
        return Role(RoleKind.SECTION, section_name(unit))
    if _POST.search(post) and _UNIT_END.search(section_name(unit) or ""):
        return Role(RoleKind.SECTION, section_name(unit))
    return _role_by_post(group, post)


def _role_by_post(group: str, post: str) -> Role | None:
    if _EXECUTIVE.fullmatch(post) or (not group and SCHOOL_POST.fullmatch(post)):
        return Role(RoleKind.SECTION, post)
    of_unit = _UNIT_POST.fullmatch(post)
    if not group and of_unit:  # 職名 alone: 土木部長, 道路管理課長
        return Role(RoleKind.SECTION, section_name(of_unit[1]))
    return None


def presides_elsewhere(person: Person) -> bool:
    """Whether somebody's post of 会長 is that of the association he comes from.

    >>> presides_elsewhere(Person("原 次郎", post="会長", affiliation="上町自治会"))
    True
    """
    return bool(
        re.fullmatch(r"会長|委員長|議長", person.post or "")
        and _ASSOCIATION.search(person.affiliation or "")
    )


def own_school(people: Sequence[Person]) -> list[Person]:
    """Return *people*, those of a council's own school under their posts: 校長, 教頭.

    A school is its own where two of its posts answer; elsewhere minutes name the school.
    """
    staff = [
        p
        for p in people
        if (p.role is None or p.role.kind is RoleKind.SECTION)
        and SCHOOL_POST.fullmatch(p.post or "")
    ]
    posts: dict[str | None, set[str | None]] = {}
    for person in staff:
        posts.setdefault(person.affiliation, set()).add(person.post)
    return [
        replace(p, role=Role(RoleKind.SECTION, p.post))
        if p in staff and len(posts[p.affiliation]) > 1
        else p
        for p in people
    ]


def split_post(unit: str) -> tuple[str, str]:
    """Return unit and post of a cell that holds both: 「文化課 課長補佐」, 「校長」.

    >>> split_post("文化課 課長補佐"), split_post("教頭"), split_post("第一小学校長")
    (('文化課', '課長補佐'), ('', '教頭'), ('第一小学校長', ''))
    """
    head, _, last = unit.rpartition(" ")
    return (head, last) if _POST_ALONE.fullmatch(last) else (unit, "")


def names_a_side(text: str) -> bool:
    """Whether *text* is the heading of a group of people: 【事務局】, 委員（5名）."""
    plain = re.sub(r"[(（].*?[)）]|[\s【】\[\]<>＜＞■●◆○◇・:：]", "", text)
    if re.fullmatch(r"[【\[＜<].{2,14}[】\]＞>]|[■●◆◇].{2,14}", text.strip()):
        return True
    return bool(
        re.fullmatch(
            r"(?:出席|関係|市|当)?(?:委員|議員|事務局|説明員|説明者|担当課|所管課|関係課|実施機関|幹事|執行部|理事者|"
            r"オブザーバー?|事務局職員|職員|傍聴者)(?:名簿|等)?",
            plain,
        )
    )


def section_name(unit: str) -> str | None:
    """Return the unit's short name as minutes label it: 市民生活部市民室 -> 市民室.

    Of several units the last one counts, but of 課 and 係 the 課. None for an empty text.

    >>> section_name("健康福祉部 高齢介護課 介護保険係")
    '高齢介護課'
    """
    text = re.sub(r"[(（].*?[)）]|\s+", " ", unicodedata.normalize("NFKC", unit)).strip()
    if SCHOOL_POST.fullmatch(text):
        return text
    text = re.sub(r"(?<=[部局課室係所館校園署])(?:長|次長|長補佐|主幹|主査|主任|職員)$", "", text)
    units = [m[0] for part in text.split() for m in _UNIT.finditer(part)]
    big = [one for one in units if _UNIT_END.search(one) and not _SMALL_UNIT.search(one)]
    found = big or units
    return found[-1] if found and len(found[-1]) > 1 else None  # 課長 alone names no section


def _chairs(text: str) -> bool:
    parts = re.split(r"[・/、,()（）\s]+", text)
    return any(_CHAIR.match(part) and not _DEPUTY.search(part) for part in parts)
