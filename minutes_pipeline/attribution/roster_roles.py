"""What a line of the roster takes part as: by 区分, by 役職, by 所属."""

from __future__ import annotations

import re
import unicodedata

from minutes_pipeline.meeting import Role, RoleKind

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
)
_SECRETARIAT = re.compile(r"事務局|書記|事務担当")
_SECTION = re.compile(
    r"説明員|説明者|説明|担当課|所管課|関係課|実施機関|幹事|執行部|理事者|担当部署|所管|当局|答弁者|関係部署|"
    r"執行機関|担当者|職員|市側|行政"
)
_OTHER = re.compile(
    r"傍聴|参考人|オブザーバ|来賓|講師|受託|コンサル|業者|事業者|アドバイザ|記者|速記|録音"
    r"|申請(?:者|団体)|応募(?:者|団体)|提案(?:者|団体)|発表(?:者|団体)|陳情者|請願者|公述人|陳述人|紹介議員|ゲスト|助言者"
)
_POST = re.compile(
    r"(?:部|局|課|室|係|所|館|園|センター)?(?:長|次長|主幹|参事|主査|主任|主事|補佐|技師|理事)"
)

_UNIT_POST = re.compile(
    r"(.+(?:部|局|課|室|係|センター|支所|本部))"
    r"(?:長|次長|副?参事|主幹|主査|主任|主事|長補佐|理事|職員|担当|課長補佐)"
)
_EXECUTIVE = re.compile(r"(?:副?(?:市|町|村|区)長|副?知事|会計管理者|病院事業管理者)")
"""Posts that answer for the whole city."""

_UNIT = re.compile(
    r".+?(?:部局|委員会事務局|事務局|本部|委員会|支所|(?<![一内外全幹])部|(?<![当薬])局|課|(?<!教)室|$)"
)
_UNIT_END = re.compile(
    r"(?:部|局|課|室|係|所|館|園|署|校|班|センター|担当|グループ|チーム|委員会)$"
)
_UNIT_BELOW = re.compile(r"(?<!議会)事務局\s*\S*(?:部|課|室|センター|館)")
"""教育委員会事務局学校教育課: a section of an office that is called 事務局 as a whole."""
_SMALL_UNIT = re.compile(r"(?:係|担当|グループ|チーム|班)$")


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
    for text in (group, post):
        if not text:
            continue
        if _OTHER.search(text):
            return Role(RoleKind.OTHER)
        if _MEMBER.search(text):
            return Role(RoleKind.CHAIR if _chairs(text) or _chairs(post) else RoleKind.MEMBER)
        if _SECRETARIAT.search(text):
            return Role(RoleKind.SECRETARIAT)
        if _SECTION.search(text):
            return Role(RoleKind.SECTION, section_name(unit) or section_name(post))
    return _role_by_unit(group, post, unit)


def _role_by_unit(group: str, post: str, unit: str) -> Role | None:
    if not group and _SECRETARIAT.search(unit) and not _UNIT_BELOW.search(unit):
        return Role(RoleKind.SECRETARIAT)
    if not group and _UNIT_BELOW.search(unit):
        return Role(RoleKind.SECTION, section_name(unit))
    if _POST.search(post) and _UNIT_END.search(section_name(unit) or ""):
        return Role(RoleKind.SECTION, section_name(unit))
    if _EXECUTIVE.fullmatch(post):
        return Role(RoleKind.SECTION, post)
    of_unit = _UNIT_POST.fullmatch(post)
    if not group and of_unit:  # 職名 alone: 土木部長, 道路管理課長
        return Role(RoleKind.SECTION, section_name(of_unit[1]))
    return None


def names_a_side(text: str) -> bool:
    """Whether *text* is the heading of a group of people: 【事務局】, 委員（5名）."""
    plain = re.sub(r"[(（].*?[)）]|[\s【】\[\]<>＜＞■●◆○◇・:：]", "", text)
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
    text = re.sub(r"(?<=[部局課室係所館])(?:長|次長|長補佐|主幹|主査|主任|職員)$", "", text)
    units = [m[0] for part in text.split() for m in _UNIT.finditer(part)]
    big = [one for one in units if _UNIT_END.search(one) and not _SMALL_UNIT.search(one)]
    found = big or units
    return found[-1] if found and len(found[-1]) > 1 else None  # 課長 alone names no section


def _chairs(text: str) -> bool:
    parts = re.split(r"[・/、,()（）\s]+", text)
    return any(_CHAIR.match(part) and not _DEPUTY.search(part) for part in parts)
