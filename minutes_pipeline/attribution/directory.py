"""Who may be meant: units, posts and names as people say them, resolved to roles.

「市民室」「総務管財室長」「田中委員」 become roles of the roster, by letters first and by sound
next, since recognisers misspell names. Without a roster, units are taken as they are said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from minutes_pipeline.attribution.tokens import Tokenizer, katakana, reading_of
from minutes_pipeline.attribution.wording import bare
from minutes_pipeline.meeting import Person, Role, RoleKind, Roster

UNIT = (
    r"(?:事務局|教育委員会|委員会事務局|消防本部|本部|部局|部|局|課|室|センター|支所|事務所|図書館|病院|館|園|署|係|班|担当"
    r"|推進室|グループ|チーム)"
)
"""What a name of a unit ends with."""
POST = (
    r"(?:課長補佐|事務長|室長補佐|副課長|副部長|主幹|主査|主任|主事|係長|課長|次長|部長|室長|局長|所長|館長|園長|署長"
    r"|センター長|参事|参与|理事|総括|補佐|担当者|担当|職員|技監|政策監|危機管理監|会計管理者|書記)"
)
"""Posts of officials."""
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
_VAGUE = re.compile(
    r"^(?:担当|所管|関係|各|当|本|同|この|その|主管|説明|執行|当該|全|一|内|外|学|大|会議|控|役員|教|病)(?:課|室|部|局|部局|係|館|担当|員|)$"
)
_LETTER = r"[一-龥々ぁ-んァ-ヴーA-Za-z0-9・]"
_UPPER = re.compile(rf"({_LETTER}{{2,12}}?(?:本部|部|局|委員会))(?={_LETTER}{{1,14}}{UNIT}$)")
_LOWER = re.compile(
    rf"({_LETTER}{{2,14}}?(?:課|室|館|所|センター))(?={_LETTER}{{1,10}}(?:係|班|担当|グループ|チーム)$)"
)
_LOWER_UNIT = re.compile(r"(?:課|室|館|所|センター)$")
_UNIT_NAME = re.compile(rf"{_LETTER}{{1,16}}{UNIT}")
_PERSON = re.compile(
    rf"^(?P<who>.{{1,12}}?)(?P<title>{CHAIR_TITLES}|{MEMBER_TITLES}|{POST}|{HONORIFIC})?{HONORIFIC}?$"
)
_SHORTEST_POST = 3
"""Letters that a unit with a post has more than: 税務課長."""
_FORGIVING = 4
"""Letters of a unit's name from which one wrong letter is forgiven."""
_EXECUTIVE = re.compile(
    r"^(?:副?市長|副?町長|副?村長|副?区長|副?知事|教育長|病院事業管理者|会計管理者)$"
)

SECRETARIAT = Role(RoleKind.SECRETARIAT)
CHAIR = Role(RoleKind.CHAIR)
MEMBER = Role(RoleKind.MEMBER)
OTHER = Role(RoleKind.OTHER)
SOME_SECTION = Role(RoleKind.SECTION)


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom some words mean.

    Attributes:
        roles: The roles they may mean, usually one.
        person: The one person of the roster, where there is just one.
    """

    roles: tuple[Role, ...]
    person: Person | None = None


class Directory:
    """Resolves spoken names of units and people; built once a meeting."""

    def __init__(self, roster: Roster, tokenizer: Tokenizer) -> None:
        """Learn the units and people of *roster*."""
        self.roster = roster
        self._tokenizer = tokenizer
        self._sounds: dict[str, str] = {}
        self._people = [p for p in roster.people if p.role is not None]
        self._units = _aliases(self._people)
        self._unit_sounds = {self._sound(alias): alias for alias in reversed(self._units)}
        self._learned: dict[str, tuple[Role, ...]] = {}

    def learn(self, surname: str, roles: tuple[Role, ...]) -> None:
        """Remember who introduced himself so, for calls by name; two of one name mean neither.

        Without a roster 「榎本課長」 is known from 「浄水課長の榎本です」 alone.
        """
        heard = self._sound(bare(surname))
        if heard in self._learned and self._learned[heard] != roles:
            roles = ()
        self._learned[heard] = roles

    def meant(self, words: str) -> Meant | None:
        """Return whom *words* mean (in the one spelling), None when nobody can be told."""
        words = bare(words)
        if not words or len(words) > 30:
            return None
        if re.fullmatch(r"事務局(?:長|次長|職員)?(?:の(?:ほう|方))?", words):
            return Meant((SECRETARIAT,))
        return (
            self._unit(words)
            or self._person(words)
            or self._person_of_unit(words)
            or self._title(words)
            or self._unknown_unit(words)
        )

    def names_person(self, words: str) -> bool:
        """Whether *words* are the name of a person, by the roster or by the dictionary."""
        if any(bare(p.surname) == words or bare(p.name) == words for p in self._people):
            return True
        return all(token.person for token in self._tokenizer.tokens(words))

    def alike(self, unit: str, other: str) -> bool:
        """Whether two names of units are one: by sound, or one letter off in a long name."""
        if self._sound(unit) == self._sound(other):
            return True
        return len(unit) == len(other) >= _FORGIVING and _wrong(unit, other) == 1

    def unit_at_start(self, words: str) -> tuple[str, Meant] | None:
        """Return the longest name of a unit of the roster that *words* begin with.

        One wrong letter is forgiven in a name of four letters or more.
        """
        for alias in sorted(self._units, key=len, reverse=True):
            head = words[: len(alias)]
            if len(head) == len(alias) and _wrong(alias, head) <= (len(alias) >= _FORGIVING):
                return head, Meant(self._units[alias])
        return None

    def _title(self, words: str) -> Meant | None:
        if re.fullmatch(rf"(?:.{{1,8}})?{CHAIR_TITLES}", words) and "副" not in words:
            return Meant((CHAIR,))
        if re.fullmatch(rf"(?:.{{1,8}})?{MEMBER_TITLES}(?:の.{{1,8}})?", words):
            return Meant((MEMBER,))
        if re.fullmatch(r"[0-9〇一二三四五六七八九十]{1,3}番(?:.{1,8}(?:議員|委員|君))?", words):
            return Meant((MEMBER,))
        if re.fullmatch(
            r"(?:担当|所管|関係|主管)(?:課|室|部|局|部局|部署)?(?:長)?|執行部|説明員|当局", words
        ):
            known = tuple(r for r in self.roster.roles if r.kind is RoleKind.SECTION)
            return Meant(known or (SOME_SECTION,))
        if _EXECUTIVE.fullmatch(words):
            return Meant((Role(RoleKind.SECTION, words),))
        return None

    def _unit(self, words: str) -> Meant | None:
        """A unit of the roster, alone or with a post or a person's name behind it."""
        for unit in _without_post(words):
            name = self._known_unit(unit)
            if name is None:
                continue
            roles = self._units[name]
            rest = words.removeprefix(unit).lstrip("の長")
            of_unit = [p for p in self._people if p.role in roles or _belongs(p, name)]
            person = self._one_of(rest, of_unit)
            if person is not None and person.role is not None:
                roles = (person.role,)
            return Meant(roles, person)
        return None

    def _person_of_unit(self, words: str) -> Meant | None:
        """A person of the roster whose surname stands before the unit: 乾土木部長."""
        for person in self._people:
            rest = words.removeprefix(bare(person.surname))
            if rest == words or len(rest) < _SHORTEST_POST:
                continue
            unit = self._unit(rest)
            if unit is not None and person.role is not None and person.role in unit.roles:
                return Meant((person.role,), person)
        return None

    def _known_unit(self, unit: str) -> str | None:
        """Return the roster's name of *unit*: as written, as it sounds, or one letter off."""
        if unit in self._units:
            return unit
        by_sound = self._unit_sounds.get(self._sound(unit))
        if by_sound is not None:
            return by_sound
        if len(unit) < _FORGIVING + bool(_UNIT_NAME.fullmatch(unit)):
            return None  # short and well-formed: rather another unit than a slip
        near = [a for a in self._units if len(a) == len(unit) and _wrong(a, unit) == 1]
        return near[0] if len(near) == 1 else None

    def _unknown_unit(self, words: str) -> Meant | None:
        """A unit that no roster knows, by the form of its name."""
        named = re.fullmatch(rf"(.{{1,5}}?)(?:{POST})", words)
        if named and all(token.person for token in self._tokenizer.tokens(named[1])):
            return Meant((SOME_SECTION,))  # 山田課長 is a person, no section 山田課
        tokens = self._tokenizer.tokens(words)
        if all(token.person for token in tokens) or any(t.surface == "を" for t in tokens):
            return None  # 服部 is a person; 「榎本課長説明を」 is no name
        for unit in self._without_name(words.rsplit("兼", 1)[-1]):
            chain = _chain(unit)
            if not chain:
                continue
            if any(token.particle for token in self._tokenizer.tokens(unit)):
                continue  # 「担当は市民課」 is no name
            last = _answering_unit(chain)
            if _no_unit(last) or _VAGUE.match(unit):
                return None
            office = SECRETARIAT if last.endswith("事務局") else Role(RoleKind.SECTION, last)
            return Meant((office,))
        return None

    def _without_name(self, words: str) -> Iterator[str]:
        """Yield what remains of *words* without a post, and a person's name before the unit.

        「小池総務部長」 is of the 総務部; a unit that has no post behind it keeps all its letters.
        """
        if re.search(rf"(?:{POST}|長)$", words):
            tokens = self._tokenizer.tokens(words)
            named = len(tuple(takewhile(lambda token: token.person, tokens)))
            rest = "".join(token.surface for token in tokens[named:])
            if named and len(rest) > _SHORTEST_POST:
                words = rest
        yield from _without_post(words)

    def _person(self, words: str) -> Meant | None:
        """A person of the roster by surname or full name, with or without a title."""
        match = _PERSON.match(words)
        if match is None:
            return None
        who, title = match["who"], match["title"] or ""
        known = [p for p in self._people if self._named(p, who)]
        if not known:
            roles = self._learned.get(self._sound(who), ()) if title else ()
            asks = re.fullmatch(f"{CHAIR_TITLES}|{MEMBER_TITLES}", title) is not None
            return Meant(roles) if roles and not asks else None
        fitting = [p for p in known if _fits(p, title)]
        if title and not fitting:
            return None
        people = fitting or known
        roles = tuple(dict.fromkeys(p.role for p in people if p.role is not None))
        return Meant(roles, people[0] if len(people) == 1 else None)

    def _one_of(self, words: str, people: list[Person]) -> Person | None:
        """The one of *people* whose name begins *words*; None when none or several do."""
        if not words:
            return None
        found = [p for p in people if self._begins(p, words)]
        return found[0] if len(found) == 1 else None

    def _begins(self, person: Person, words: str) -> bool:
        return words.startswith(bare(person.surname)) or (
            person.reading is not None
            and self._sound(words).startswith(katakana(person.reading.split()[0]))
        )

    def _named(self, person: Person, who: str) -> bool:
        """Whether *who* is how *person* is called, by letters or by sound."""
        name = bare(person.name)
        if who in {bare(person.surname), name}:
            return True
        if person.reading is None:
            return False
        heard = self._sound(who)
        parts = person.reading.split()
        return heard in {katakana(parts[0]), katakana(person.reading)} if parts else False

    def _sound(self, text: str) -> str:
        if text not in self._sounds:
            self._sounds[text] = reading_of(text, self._tokenizer)
        return self._sounds[text]


def _chain(name: str) -> tuple[str, ...]:
    """Return the units that make up the full name of one, from the widest: 部, then 課, then 係.

    >>> _chain("建設部公園緑地課")
    ('建設部', '公園緑地課')
    """
    found: list[str] = []
    rest = name
    for border in (_UPPER, _UPPER, _LOWER):
        match = border.match(rest)
        if match:
            found.append(match[1])
            rest = rest[match.end() :]
    return (*found, rest) if _UNIT_NAME.fullmatch(rest) else ()


def _answering_unit(chain: tuple[str, ...]) -> str:
    """Return the unit of a chain that minutes name: the 課 or 室, not its 係."""
    small = len(chain) > 1 and re.search(r"(?:係|班|担当|グループ|チーム)$", chain[-1])
    return chain[-2] if small and _LOWER_UNIT.search(chain[-2]) else chain[-1]


def _no_unit(name: str) -> bool:
    """Whether *name* only looks like that of a unit: 担当課, 公園, 部局."""
    return bool(_VAGUE.match(name) or _COMMON.fullmatch(name)) or name in {"部局", "担当"}


def _wrong(name: str, other: str) -> int:
    """Return in how many letters two names of one length differ."""
    return sum(a != b for a, b in zip(name, other, strict=True))


def _belongs(person: Person, unit: str) -> bool:
    """Whether *person* works in *unit*, whatever the person's role in the sitting."""
    return person.affiliation is not None and bare(person.affiliation).endswith(unit)


def _fits(person: Person, title: str) -> bool:
    """Whether somebody of the roster may be addressed with *title*."""
    if not title or re.fullmatch(HONORIFIC, title):
        return True
    kind = person.role.kind if person.role else None
    if re.fullmatch(CHAIR_TITLES, title):
        return kind is RoleKind.CHAIR
    if re.fullmatch(MEMBER_TITLES, title):
        return kind in (RoleKind.MEMBER, RoleKind.CHAIR)
    return kind in (RoleKind.SECRETARIAT, RoleKind.SECTION, RoleKind.OTHER) and (
        person.post is None or title in person.post or person.post in title or title == "担当"
    )


def _without_post(words: str) -> Iterator[str]:
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


def _aliases(people: Iterable[Person]) -> dict[str, tuple[Role, ...]]:
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
            chain = _chain(full)
            for end in range(1, len(chain)):
                table.setdefault("".join(chain[end:]), {})[role] = None
                wider.setdefault("".join(chain[:end]), {})[role] = None
                wider.setdefault(chain[end - 1], {})[role] = None
        if person.post:
            for unit in _without_post(bare(person.post)):
                if _UNIT_NAME.fullmatch(unit) and unit != bare(person.post):
                    table.setdefault(unit, {})[role] = None
    merged = {**wider, **secretariat, **own}
    return {alias: tuple(roles) for alias, roles in merged.items() if len(alias) > 1}
