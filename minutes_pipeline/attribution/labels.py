"""Labels that a transcript made elsewhere wrote before the words.

「委員長（佐藤和好君）」「【尾関会長】」「12番（鈴木由美君）」「事務局」「市民課長」 say the role
themselves; 「話者1」 「SPEAKER_02」 「A」 say only that it is one voice.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from minutes_pipeline.attribution.directory import (
    CHAIR,
    MEMBER,
    OTHER,
    SECRETARIAT,
    SOME_SECTION,
    Directory,
)
from minutes_pipeline.attribution.units import (
    CHAIR_TITLES,
    HONORIFIC,
    MEMBER_TITLES,
)
from minutes_pipeline.meeting import Person, Role, RoleKind


@dataclass(frozen=True, slots=True)
class Written:
    """What a written label says.

    Attributes:
        roles: The roles it allows; one where it is sure.
        person: The one person of the roster it names.
        name: The name that stands in it in brackets behind a post, as written, without 君; None
            where there is none. Who made the transcript knew it.
    """

    roles: tuple[Role, ...]
    person: Person | None = None
    name: str | None = None


_ANONYMOUS = re.compile(
    r"(?:speaker|spk|話者|発言者|声|voice|participant|参加者|unknown|不明)[ _\-]*[0-9A-Za-z]*"
    r"|[A-Za-z]|[0-9]{1,3}",
    re.IGNORECASE,
)
_MARKS = re.compile(r"^[○〇◯◎◆●◇□■△▲▽▼・\-*【\[(（〔<＜《]+|[】\])）〕>＞》:：]+$")
_NAME = re.compile(r"[一-龥々〆ヵヶぁ-んァ-ヴー]{2,10}")
_BRACKET = re.compile(r"^(?P<post>[^()]*)\((?P<name>[^()]+)\)$")
_ROLE_WORDS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (
        re.compile(r".*事務局(?:長|次長|職員)?|事務局.*|書記(?:長)?|.*書記|庶務|司会(?:者|進行)?"),
        SECRETARIAT,
    ),
    (
        re.compile(
            r"参考人.*|.*参考人|陳述人.*|傍聴(?:人|者).*|請願者.*|公述人.*|紹介議員.*|受託者|事業者|委託業者"
            r"|オブザーバー?.*|申請(?:者|団体).*|ゲスト.*|アドバイザー.*|助言者.*"
        ),
        OTHER,
    ),
    (
        re.compile(
            rf".*{MEMBER_TITLES}|委員[0-9A-Za-z]|議員[0-9A-Za-z]|[0-9]{{1,3}}番(?:議員)?|.*[0-9]番"
        ),
        MEMBER,
    ),
    (
        re.compile(
            r"説明員|実施機関|執行部|担当(?:課|部|室|者)?|所管課|市側?|町側?|行政(?:側)?|当局|市当局"
        ),
        SOME_SECTION,
    ),
)
_OFFICE_HEADS = re.compile(
    r"(?:教育|選挙管理|公平|農業|監査|公安|固定資産評価審査)委員会?(?:委員長|会長|委員)|代表監査委員|監査委員|農業委員会会長"
    r"|(?:国務|内閣総理|[^\s]{1,8})?(?:副?大臣|大臣政務官)|[^\s]{1,8}(?:庁)?長官"
)
_EXECUTIVE_BEHIND_NAME = re.compile(
    r"[一-龥々ぁ-んァ-ヴー]{2,8}?(副?(?:市長|町長|村長|区長|知事)|教育長|病院事業管理者|会計管理者)"
)
"""「奥村信夫市長」, as some assemblies write."""
_OUTSIDE_HEADS = re.compile(r"(?:[一-龥々ぁ-んァ-ヴー]{2,8})?((?:教育|監査|農業|公平)委員)")
"""Members of other bodies, who answer where a 議長 presides."""
_NAMED_FIRST = re.compile(r"[一-龥々]{1,4}(?:\(.{1,3}\))?(?:委員|議員|副?委員長)")
_SEVERAL_POSTS = re.compile(r"^(.+?[部課局室次]長).+兼務$")
_IN_CHARGE = re.compile(r"(?<=..)担当[部課局室次]長$")
_CHAIR_LABEL = re.compile(rf"(?<!副){CHAIR_TITLES}$")
_SOME = 2
"""Labels that begin with a surname, from which all do."""
_SHORTEST_POST = 4
"""Letters of a post with its unit at least: 総務課長."""
_STANDING = re.compile(r"(?:常任|特別|議会運営|総務|文教|厚生|建設|産業|予算|決算).*委員長")


def anonymous(label: str) -> bool:
    """Whether *label* tells voices apart without saying who they are."""
    return bool(_ANONYMOUS.fullmatch(plain(label)))


def plain(label: str) -> str:
    """Return *label* without marks and brackets around it, NFKC.

    >>> plain("○委員長（佐藤和好君）")
    '委員長(佐藤和好君)'
    """
    text = unicodedata.normalize("NFKC", label).strip()
    stripped = _MARKS.sub("", text).strip()
    if stripped.count("(") > stripped.count(")"):
        stripped += ")"
    return stripped


def written(label: str, directory: Directory, others: frozenset[str]) -> Written | None:
    """Return what *label* says, None when it names nobody known and no role.

    Args:
        label: As written.
        directory: The people and units of the roster.
        others: All labels of the record, plain: 「総務委員長」 reports as a member where a
            「議長」 presides.
    """
    said = _said(label, directory, others)
    bracket = _BRACKET.match(plain(label)) if said is not None else None
    if said is None or bracket is None or said.person is not None:
        return said
    given = re.sub(r"\s+", " ", bracket["name"]).strip()
    name = re.sub(rf"{HONORIFIC}$", "", given)
    spaceless = name.replace(" ", "")
    known = name != given or directory.names_person(spaceless)
    if not bracket["post"].strip() or not known or not _NAME.fullmatch(spaceless):
        return said
    return replace(said, name=name)


def _said(label: str, directory: Directory, others: frozenset[str]) -> Written | None:
    text = plain(label)
    if not text or anonymous(label):
        return None
    bracket = _BRACKET.match(text)
    post, name = (bracket["post"].strip(), bracket["name"].strip()) if bracket else (text, "")
    named = _person(name, directory) if name else None
    role = _of_post(post, directory, others)
    if role is None and name:
        role = _of_post(name, directory, others)
    if role is not None:
        if named is not None and named.role in role.roles:
            return Written(role.roles, named)
        if named is not None and named.role is not None and _agree(role, named.role):
            return Written((named.role,), named)
        return role
    person = named or _person(post, directory)
    if person is not None and person.role is not None:
        return Written((person.role,), person)
    return None


def _agree(said: Written, role: Role) -> bool:
    """Whether the roster's *role* is a closer statement of what the label said."""
    asks = {RoleKind.CHAIR, RoleKind.MEMBER}
    return any(r.kind == role.kind or (r.answers and role.answers) for r in said.roles) and not (
        {r.kind for r in said.roles} <= asks
    )


def _of_post(post: str, directory: Directory, others: frozenset[str]) -> Written | None:
    """Return what a post or a title alone says: 委員長, 12番, 税務課長, 司会."""
    spaceless = re.sub(r"\s+", "", post)
    text = re.sub(rf"(?<=.){HONORIFIC}$", "", spaceless)
    if not text:
        return None
    if _OFFICE_HEADS.fullmatch(text):
        return Written((Role(RoleKind.SECTION, text),))
    roles = _of_other_body(text, directory, others)
    roles = roles or _of_chair(text, others) or _of_word(text, directory)
    if roles:
        return Written(roles, _person(text, directory))
    head = _EXECUTIVE_BEHIND_NAME.fullmatch(text)
    if head is not None and directory.meant(text) is None:
        return Written((Role(RoleKind.SECTION, head[1]),), _person(text, directory))
    meant = directory.meant(text) or directory.meant(post.split(maxsplit=1)[0])
    if not directory.roster.people:
        meant = directory.meant(_unit_behind(text, directory, others)) or meant
    if meant is not None:
        return Written(meant.roles, meant.person)
    # Assemblies call officials by their posts and members by name alone: 「○山田太郎君」.
    return Written((MEMBER,)) if spaceless.endswith("君") else None


def _of_other_body(text: str, directory: Directory, others: frozenset[str]) -> tuple[Role, ...]:
    """Return the roles of a member of another body, or of a 理事; empty for every other."""
    outside = _OUTSIDE_HEADS.fullmatch(text)
    if outside is not None and any(_post_of(other).endswith("議長") for other in others):
        return (Role(RoleKind.SECTION, outside[1]),)
    if re.fullmatch(r"[一-龥々ぁ-んァ-ヴー]{1,6}理事", text) and not directory.roster.people:
        return MEMBER, SOME_SECTION  # of the committee, or of the office
    return ()


def _unit_behind(text: str, directory: Directory, others: frozenset[str]) -> str:
    """Return the post without the surname before it, which may also be the name of a place.

    「松山障害者支援課長」 is of the 障害者支援課 where other labels are 「島田委員」, 「森委員長」.
    Of several posts the first counts; who is 「担当部長」 has no 部 of that name.
    """
    text = _SEVERAL_POSTS.sub(r"\1", text)
    text = _IN_CHARGE.sub("担当", text)
    if sum(_NAMED_FIRST.fullmatch(other) is not None for other in others) < _SOME:
        return text
    first, *rest = directory.tokenizer.tokens(text)
    behind = "".join(token.surface for token in rest)
    is_name = not (first.common or first.particle) and len(first.surface) > 1
    return behind if is_name and len(behind) >= _SHORTEST_POST else text


def _of_chair(text: str, others: frozenset[str]) -> tuple[Role, ...]:
    """Return the roles of a label that presides, or that may; empty for every other."""
    presiding = any(_CHAIR_LABEL.search(_post_of(other)) for other in others)
    if re.search(r"副(?:委員長|会長|議長|座長)|職務代理|(?:会長|委員長|議長|座長)代理", text):
        return CHAIR, MEMBER
    if _CHAIR_LABEL.search(text) and not re.search(r"前|元", text):
        speaker = any(re.search(r"(?<!副)議長$", _post_of(other)) for other in others)
        return (MEMBER,) if speaker and _STANDING.fullmatch(text) else (CHAIR,)
    if presiding:
        return ()
    if text == "委員":  # condensed minutes write 委員 for the chair as well
        return CHAIR, MEMBER
    return (CHAIR,) if re.fullmatch(r"司会(?:者|進行)?", text) else ()


def _of_word(text: str, directory: Directory) -> tuple[Role, ...]:
    """Return the roles that a general word such as 事務局, 委員 or 説明員 means."""
    role = next((role for pattern, role in _ROLE_WORDS if pattern.fullmatch(text)), None)
    if role is None:
        return ()
    if role != SOME_SECTION:
        return (role,)
    known = tuple(r for r in directory.roster.roles if r.kind is RoleKind.SECTION)
    return known if len(known) == 1 else (*known, SOME_SECTION)


def _post_of(label: str) -> str:
    bracket = _BRACKET.match(label)
    return (bracket["post"] if bracket else label).strip()


def _person(text: str, directory: Directory) -> Person | None:
    meant = directory.meant(re.sub(r"\s+", "", text))
    return meant.person if meant else None
