"""What the public may not see: names by rule, closed items whole, chosen phrases.

What must go is taken out of the printed lines before anything is written, so that no file ever held
it. `traces` then searches the finished package for what should not be there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from minutes_pipeline.meeting import Agenda, Minutes, Person, RoleKind

OUTSIDE = "案件外"
"""Names speech that belongs to no item, in a list of items to close."""
_TITLES = (
    "委員長|副委員長|委員|会長|副会長|議長|副議長|座長|職務代理者|理事|議員|部会長|"
    "市長|副市長|町長|村長|教育長|局長|部長|次長|課長|室長|所長|館長|園長|校長|係長|主幹|主査|参事|"
    "主任|主事|技師|教授|准教授|弁護士|医師|先生|氏|さん|様|君|くん|ちゃん|殿"
)
"""What follows a person's surname in Japanese minutes."""
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆ヶ"
_TAIL = re.compile(r"(?:について|に関して|に関する件|に関すること|の件)$")
_COMMON = {
    *("その他", "報告", "報告事項", "連絡事項", "協議事項", "審議事項"),
    *("議題", "案件", "開会", "閉会", "あいさつ"),
}
"""Titles that say nothing of an item: not looked for elsewhere."""
_TITLE = 3
"""Characters from which on a closed item's title is looked for everywhere."""
_SENTENCE = 5
"""Characters from which on a sentence of a closed item is looked for."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the public may not see.

    Attributes:
        hidden: Kinds of persons whose names go; a person of unknown kind counts as `OTHER`.
        names: Further persons of the roster whose names go, as written there.
        shown: Persons whose names stay in spite of their kind.
        items: Numbers of closed items; `OUTSIDE` for speech that belongs to none.
        phrases: Words that go wherever they stand.
        mark: Stands in place of what went.
        closed: Stands in place of a closed item's record.
    """

    hidden: tuple[RoleKind, ...] = (RoleKind.OTHER,)
    names: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    mark: str = "［非公開］"
    closed: str = "（この案件の記録は公開していません。）"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules mean for one sitting.

    Attributes:
        closed: Numbers of the items that go whole, `OUTSIDE` among them where it does.
        people: Whose names go.
        secrets: Chosen phrases, and what closed items are called.
        unknown: Names and numbers in the rules that the minutes do not have.
    """

    closed: frozenset[str]
    people: tuple[Person, ...]
    secrets: tuple[str, ...]
    unknown: tuple[str, ...]


def folded(text: str) -> str:
    """Return *text* as it is searched: without white space, width and case."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


class Eraser:
    """Finds and replaces what must go, however it is spaced or how wide its letters are."""

    def __init__(self, secrets: Iterable[str], people: Iterable[Person], mark: str) -> None:
        """Look for *secrets* and for the names of *people*; write *mark* in their place."""
        self.mark = mark
        people = tuple(people)
        whole = [name for person in people for name in (person.name, person.reading) if name]
        found = dict.fromkeys(folded(one) for one in (*secrets, *whole))
        self.secrets = tuple(sorted((one for one in found if one), key=len, reverse=True))
        """Folded; the longest first."""
        self.surnames = tuple(_surname(person) for person in people)

    def clean(self, text: str) -> str:
        """Return *text* with the mark in place of all that must go."""
        spans = sorted(self._spans(text))
        result, end = "", 0
        for start, stop in spans:
            if stop <= end:
                continue
            if start >= end:
                result += text[end:start] + self.mark
            end = stop
        return result + text[end:]

    def finds(self, text: str) -> bool:
        """Tell whether anything that must go stands in *text*."""
        whole = folded(text)
        if any(secret in whole for secret in self.secrets):
            return True
        return any(pattern.search(text) for pattern in self.surnames)

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        letters = [
            (char, start, stop)
            for start, stop in _clusters(text)
            for char in folded(text[start:stop])
        ]
        line = "".join(char for char, _, _ in letters)
        for secret in self.secrets:
            at = line.find(secret)
            while at >= 0:
                yield letters[at][1], letters[at + len(secret) - 1][2]
                at = line.find(secret, at + 1)
        for pattern in self.surnames:
            for match in pattern.finditer(text):
                yield match.span("name")


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each character begins and ends, its marks included (ﾃﾞ and か with ゛ are one)."""
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and unicodedata.combining(unicodedata.normalize("NFKC", text[at])[0]):
            continue
        yield start, at
        start = at


def _surname(person: Person) -> re.Pattern[str]:
    """Return what finds a person's name without the rest of it.

    A surname counts where a title follows it; one of two characters and more also where it stands
    alone, that is, where no other 漢字 makes it part of a longer word. So does a given name before
    さん and the like.
    """
    parts = person.name.split()
    readings = (person.reading or "").split()
    names = [re.escape(one) for one in dict.fromkeys((*parts, *readings[:1])) if one]
    titled = rf"(?P<name>{'|'.join(names)})(?=[ 　]*(?:{_TITLES}))"
    long = [re.escape(one) for one in parts[:1] if len(one) >= 2 and len(parts) > 1]
    if not long:
        return re.compile(titled)
    alone = rf"(?<![{_HAN}])(?:{'|'.join(long)})(?![{_HAN}])"
    either = titled.replace("(?P<name>", "(?:")
    return re.compile(rf"(?P<name>{either}|{alone})")


def judged(minutes: Minutes, agenda: Agenda, rules: Rules) -> Judgement:
    """Return what *rules* mean for a sitting.

    An item that was taken together with a closed one is closed with it: their record is one. Items
    below a closed one are closed too.
    """
    closed = _closed(minutes, agenda, rules)
    people = minutes.sitting.people
    known = [person.name for person in people]
    numbers = {number for number, _ in _headed(minutes, agenda)} | {OUTSIDE}
    unknown = [name for name in (*rules.names, *rules.shown) if not _among(name, known)]
    unknown += [number for number in rules.items if number not in numbers]
    return Judgement(
        closed,
        tuple(person for person in people if _hides(person, rules)),
        tuple(dict.fromkeys((*rules.phrases, *_titles(minutes, agenda, closed)))),
        tuple(unknown),
    )


def sentences_of(closed: Iterable[str], shown: Iterable[str]) -> tuple[str, ...]:
    """Return what the record of closed items says, sentence by sentence.

    Args:
        closed: Its lines.
        shown: The lines that the public sees: what stands there too is no secret of those items.
    """
    known = folded("".join(shown))
    found = (one for line in closed for one in re.split(r"(?<=。)|\n", line))
    return tuple(one for one in found if len(folded(one)) >= _SENTENCE and folded(one) not in known)


def _among(name: str, known: Iterable[str]) -> bool:
    return folded(name) in {folded(one) for one in known}


def _hides(person: Person, rules: Rules) -> bool:
    if _among(person.name, rules.names):
        return True
    if _among(person.name, rules.shown):
        return False
    kind = person.role.kind if person.role is not None else RoleKind.OTHER
    return kind in rules.hidden


def _closed(minutes: Minutes, agenda: Agenda, rules: Rules) -> frozenset[str]:
    numbers = [number for number, _ in _headed(minutes, agenda)]
    closed = {
        number
        for number in numbers
        if any(number == one or number.startswith(f"{one}-") for one in rules.items)
    }
    while True:
        joint = {
            number
            for item in minutes.items
            for group in [{item.number, *item.joint_with} - {None}]
            if group & closed
            for number in group
            if number is not None
        }
        if joint <= closed:
            break
        closed |= joint
    return frozenset(closed | ({OUTSIDE} if OUTSIDE in rules.items else set()))


def _headed(minutes: Minutes, agenda: Agenda) -> Iterator[tuple[str, str]]:
    """Yield number and title of every item, as in the minutes and as in the agenda."""
    for item in minutes.items:
        if item.number is not None:
            yield item.number, item.title or ""
    for one in (*agenda.items, *agenda.lines):
        yield one.number, one.title


def _titles(minutes: Minutes, agenda: Agenda, closed: frozenset[str]) -> Iterator[str]:
    """Yield what closed items are called, where it is long enough to be told from common words."""
    for number, title in _headed(minutes, agenda):
        core = _TAIL.sub("", title)
        if number in closed and core not in _COMMON and len(folded(core)) >= _TITLE:
            yield core
    for item in agenda.items:
        if item.number in closed:
            yield from (detail for detail in item.details if len(folded(detail)) >= _TITLE)
