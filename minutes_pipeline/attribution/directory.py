"""Who may be meant: units, posts and names as people say them, resolved to roles.

「市民室」「総務管財室長」「田中委員」 become roles of the roster, by letters first and by sound
next, since recognisers misspell names. Without a roster, units are taken as they are said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from minutes_pipeline.attribution.tokens import Token, Tokenizer, katakana, reading_of
from minutes_pipeline.attribution.units import (
    CHAIR_TITLES,
    FORGIVING,
    GENERAL_BODY,
    HONORIFIC,
    KNOWN_BODY,
    MEMBER_TITLES,
    OUTSIDE_OFFICE,
    POST,
    SCHOOL_POST,
    UNIT_NAME,
    VAGUE,
    aliases_of,
    answering_unit,
    belongs,
    bodies_of,
    chain_of,
    fits_title,
    no_unit,
    slips,
    without_post,
    wrong_letters,
)
from minutes_pipeline.attribution.wording import bare
from minutes_pipeline.meeting import Person, Role, RoleKind, Roster

_PERSON = re.compile(
    rf"^(?P<who>.{{1,12}}?)(?P<title>{CHAIR_TITLES}|{MEMBER_TITLES}|{POST}|{HONORIFIC})?{HONORIFIC}?$"
)
_MEMBER = re.compile(
    rf"[一-龥々ぁ-んァ-ヴー]{{0,8}}{MEMBER_TITLES}(?:の.{{1,8}})?"
    r"|[0-9〇一二三四五六七八九十]{1,3}番(?:.{1,8}(?:議員|委員|君))?"
)
_OUTSIDER = re.compile(
    r"[一-龥々ァ-ヴー]{0,8}(?:参考人|公述人|陳述人|陳情者|請願者|紹介議員|申請者|申請団体)(?:の.{1,8})?"
)
_SHORTEST_BODY = 3
"""Letters by which a body outside the office is known at least."""
_SHORTEST_POST = 3
"""Letters that a unit with a post has more than: 税務課長."""
_SURNAME = 2
"""Letters of most surnames."""
_INNER_POST = re.compile(r"(?:部|課|局|室|次)長(?:補佐)?$")
"""Posts of units within the office."""
_ALIKE, _APART = 70.0, 10.0
"""Percent of sounds that a broken name shares with a unit of the roster, and beyond any other."""
EXECUTIVE = re.compile(
    r"^(?:副?市長|副?町長|副?村長|副?区長|副?知事|教育長|助役|収入役|出納長|消防長|病院長|警察本部長"
    r"|[一-龥々]{2,8}(?:企業|事業|会計)?管理者|[一-龥々]{0,6}(?:管理|政策|統括|対策)監)$"
)
"""Posts that answer for the whole city, as they are called."""

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


def _place_as_surname(tokens: Sequence[Token], words: str) -> bool:
    """Whether a post begins with a surname that the dictionary takes for a place: 深谷総務部長.

    Sections are seldom named after places; branches and halls are (品川図書館長).
    """
    first = tokens[0]
    proper = not (first.common or first.particle or first.dependent)
    return proper and len(first.surface) == _SURNAME and bool(_INNER_POST.search(words))


class Directory:
    """Resolves spoken names of units and people; built once a meeting."""

    def __init__(self, roster: Roster, tokenizer: Tokenizer) -> None:
        """Learn the units and people of *roster*."""
        self.roster = roster
        self.tokenizer = tokenizer
        self._tokenizer = tokenizer
        self._sounds: dict[str, str] = {}
        self._people = [p for p in roster.people if p.role is not None]
        self._unknown = [p for p in roster.people if p.role is None]
        self._units = aliases_of(self._people)
        self._unit_sounds = {self._sound(alias): alias for alias in reversed(self._units)}
        self._bodies = bodies_of(self._people)
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
            or self._body(words)
            or self._post(words)
            or self._title(words)
            or self._unknown_unit(words)
        )

    def listed(self, unit: str) -> tuple[Role, ...]:
        """Return the roles of the roster's unit that sounds most like *unit*; () where none does.

        For names that recognisers broke: 「保健こ福祉健康進課」 is the 健康推進課 of the roster.
        """
        heard = self._sound(unit)
        likes: dict[tuple[Role, ...], float] = {}
        for alias, roles in self._units.items():
            score = fuzz.ratio(heard, self._sound(alias))
            likes[roles] = max(score, likes.get(roles, 0.0))
        ranked = sorted(likes, key=lambda roles: -likes[roles])
        if not ranked or likes[ranked[0]] < _ALIKE:
            return ()
        second = likes[ranked[1]] if len(ranked) > 1 else 0.0
        return ranked[0] if likes[ranked[0]] - second >= _APART else ()

    def is_listed(self, meant: Meant) -> bool:
        """Whether the roster knows the one role that is meant; the chair is called, not listed."""
        one = meant.roles[0] if len(meant.roles) == 1 else None
        return meant.person is not None or (one is not None and one in self.roster.roles)

    def only_post(self, words: str) -> bool:
        """Whether *words* are a post without a unit: 課長補佐, 町長, or one of the roster."""
        return bool(re.fullmatch(POST, words) or EXECUTIVE.fullmatch(words)) or any(
            bare(p.post or "") == words for p in self._people
        )

    def names_person(self, words: str) -> bool:
        """Whether *words* are the name of a person, by the roster or by the dictionary."""
        if any(bare(p.surname) == words or bare(p.name) == words for p in self._people):
            return True
        return all(token.person for token in self._tokenizer.tokens(words))

    def names_thing(self, words: str) -> bool:
        """Whether *words* are common nouns and no name, even before さん: 児童室のトイレ."""
        if self.names_person(words) or self._tokenizer.tokens(f"{words}さん")[0].person:
            return False
        return all(token.common for token in self._tokenizer.tokens(words))

    def alike(self, unit: str, other: str) -> bool:
        """Whether two names of units are one: by sound, or one letter off in a long name."""
        if self._sound(unit) == self._sound(other):
            return True
        return len(unit) == len(other) >= FORGIVING and wrong_letters(unit, other) == 1

    def unit_at_start(self, words: str) -> tuple[str, Meant] | None:
        """Return the longest name of a unit of the roster that *words* begin with.

        One wrong letter is forgiven in a name of four letters or more, two in one of eight.
        """
        for alias in sorted(self._units, key=len, reverse=True):
            for length in (len(alias), len(alias) - 1, len(alias) + 1):
                head = words[:length]
                allowed = slips(alias) if len(alias) >= FORGIVING else 0
                same = len(head) == length and head[:1] == alias[:1]
                if same and Levenshtein.distance(head, alias) <= allowed:
                    return head, Meant(self._units[alias])
        return None

    def _title(self, words: str) -> Meant | None:
        if re.fullmatch(rf"[一-龥々ァ-ヴー]{{0,8}}{CHAIR_TITLES}", words) and "副" not in words:
            return Meant((CHAIR,))
        if _OUTSIDER.fullmatch(words):
            return Meant((OTHER,))
        if _MEMBER.fullmatch(words):
            return Meant((MEMBER,))
        if re.fullmatch(
            r"(?:担当|所管|関係|主管)(?:課|室|部|局|部局|部署)?(?:長)?|執行部|説明員|当局", words
        ):
            known = tuple(r for r in self.roster.roles if r.kind is RoleKind.SECTION)
            return Meant(known or (SOME_SECTION,))
        if SCHOOL_POST.fullmatch(words):
            return Meant((SOME_SECTION, MEMBER))  # of the council's school, or sent by one
        return Meant((Role(RoleKind.SECTION, words),)) if EXECUTIVE.fullmatch(words) else None

    def _unit(self, words: str) -> Meant | None:
        """A unit of the roster, alone or with a post or a person's name behind it."""
        for unit in without_post(words):
            name = self._known_unit(unit)
            if name is None:
                continue
            roles = self._units[name]
            rest = words.removeprefix(unit).lstrip("の長")
            of_unit = [p for p in self._people if p.role in roles or belongs(p, name)]
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

    def _body(self, words: str) -> Meant | None:
        """The bodies that members and others come from: 運輸支局, あやせタクシー, 老人クラブ.

        They mean a role and no person: another may sit there in place of who is listed.
        """
        called = re.sub(rf"^(?:市|県|町|村|区|地元|うち)の|(?<=.){HONORIFIC}$", "", words)
        called = re.sub(r"(?<=.{2})の[^の]{1,8}$", "", called)
        short = re.fullmatch(KNOWN_BODY, called)
        if (len(called) < _SHORTEST_BODY and not short) or GENERAL_BODY.fullmatch(called):
            return None
        within = short or len(called) > _SHORTEST_BODY
        called = short["root"] or called if short else called
        roles = {
            role
            for body, role in self._bodies
            if body.startswith(called) or body.endswith(called) or (within and called in body)
        }
        return Meant((next(iter(roles)),)) if len(roles) == 1 else None

    def _post(self, words: str) -> Meant | None:
        """A post that the people of the roster have who share one role: 署長, 教頭, 町長."""
        words = re.sub(rf"(?<=.){HONORIFIC}$", "", words)
        if re.fullmatch(rf"{CHAIR_TITLES}|{MEMBER_TITLES}", words):
            return None
        holders = [p for p in self._people if bare(p.post or "") == words]
        roles = tuple(dict.fromkeys(p.role for p in holders if p.role is not None))
        if len(roles) != 1:
            return None
        return Meant(roles, holders[0] if len(holders) == 1 else None)

    def _known_unit(self, unit: str) -> str | None:
        """Return the roster's name of *unit*: as written, as it sounds, or one letter off."""
        if unit in self._units:
            return unit
        by_sound = self._unit_sounds.get(self._sound(unit))
        if by_sound is not None:
            return by_sound
        return self._near_unit(unit)

    def _near_unit(self, unit: str) -> str | None:
        """Return the one unit of the roster that *unit* is a slip of; None without or with two.

        A well-formed short name with another letter is rather another unit (市民課, 市税課); one
        with a letter missing is none (下水課 for 下水道課).
        """
        formed = bool(UNIT_NAME.fullmatch(unit))
        near: dict[str, int] = {}
        for alias in self._units:
            steps = Levenshtein.distance(unit, alias)
            slip = len(unit) >= FORGIVING + formed and steps <= slips(alias)
            lost = steps == 1 and len(alias) == len(unit) + 1 and len(unit) > 1
            if slip or lost:
                near[alias] = steps
        best = [alias for alias, steps in near.items() if steps == min(near.values())]
        same = {self._units[alias] for alias in best}
        return best[0] if len(same) == 1 else None

    def _unknown_unit(self, words: str) -> Meant | None:
        """A unit that no roster knows, by the form of its name."""
        tokens = self._tokenizer.tokens(words)
        named = re.fullmatch(rf"(.{{1,5}}?)(?:{POST})", words)
        ahead = "".join(token.surface for token in takewhile(lambda t: t.person, tokens))
        if named and len(named[1]) <= len(ahead):
            return Meant((SOME_SECTION,))  # 山田課長 is a person, no section 山田課
        if all(token.person for token in tokens) or any(t.surface == "を" for t in tokens):
            return None  # 服部 is a person; 「榎本課長説明を」 is no name
        for unit in self._without_name(words.rsplit("兼", 1)[-1]):
            chain = chain_of(unit)
            if not chain:
                continue
            if any(token.particle for token in self._tokenizer.tokens(unit)):
                continue  # 「担当は市民課」 is no name
            if OUTSIDE_OFFICE.search(unit):
                return Meant((MEMBER, OTHER))  # offices of state and prefecture sit as members
            last = answering_unit(chain)
            if no_unit(last) or VAGUE.match(unit):
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
            named = named or (not self._people and _place_as_surname(tokens, words))
            rest = "".join(token.surface for token in tokens[named:])
            if named and len(rest) > _SHORTEST_POST:
                words = rest
        yield from without_post(words)

    def _person(self, words: str) -> Meant | None:
        """A person of the roster by surname or full name, with or without a title."""
        match = _PERSON.match(words)
        if match is None:
            return None
        who, title = match["who"], match["title"] or ""
        known = [p for p in self._people if self._named(p, who)]
        if not known and any(self._named(p, who) for p in self._unknown):
            return Meant((SOME_SECTION, SECRETARIAT, MEMBER))  # the roster does not say
        if not known:
            roles = self._learned.get(self._sound(who), ()) if title else ()
            asks = re.fullmatch(f"{CHAIR_TITLES}|{MEMBER_TITLES}", title) is not None
            return Meant(roles) if roles and not asks else None
        fitting = [p for p in known if fits_title(p, title)]
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
