"""Who is who: persons of the roster and the roles that official minutes name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RoleKind(StrEnum):
    """What somebody does in a sitting, whatever the city calls it."""

    CHAIR = "chair"
    """会長・委員長・座長・議長: opens, moves and closes the sitting."""
    MEMBER = "member"
    """委員: asks, gives an opinion, decides."""
    SECRETARIAT = "secretariat"
    """事務局: runs the sitting's business and often explains and answers."""
    SECTION = "section"
    """説明員: an answering section (担当課・室), such as 市民室."""
    OTHER = "other"
    """参考人, 傍聴者 and whoever else speaks."""


@dataclass(frozen=True, slots=True, order=True)
class Role:
    """A role as the minutes label it.

    Attributes:
        kind: What the speaker does.
        section: The answering section's short name (``市民室``); None for other kinds.
    """

    kind: RoleKind
    section: str | None = None

    @property
    def label(self) -> str:
        """The label in condensed minutes: 委員, 事務局, the section's name, 発言者.

        The chair is labelled 委員 as other members are; a template may say otherwise.
        """
        match self.kind:
            case RoleKind.CHAIR | RoleKind.MEMBER:
                return "委員"
            case RoleKind.SECRETARIAT:
                return "事務局"
            case RoleKind.SECTION:
                return self.section or "説明員"
            case RoleKind.OTHER:
                return self.section or "発言者"

    @property
    def answers(self) -> bool:
        """Whether this side explains and answers (事務局, 説明員) rather than asks."""
        return self.kind in (RoleKind.SECRETARIAT, RoleKind.SECTION)


@dataclass(frozen=True, slots=True)
class Person:
    """One line of the roster (名簿).

    Attributes:
        name: Full name as written, white space inside made one space.
        reading: Hiragana reading; None when the roster has none.
        post: 役職 such as 会長, 課長; None when the roster has none.
        role: What the roster says the person takes part as; None when it does not say.
        affiliation: 所属 in full (``市民生活部市民室``); None when empty.
        attended: True present, False absent, None when the roster does not say.
    """

    name: str
    reading: str | None = None
    post: str | None = None
    role: Role | None = None
    affiliation: str | None = None
    attended: bool | None = None

    @property
    def surname(self) -> str:
        """The part before the first space, or the whole name where there is none."""
        return self.name.split()[0] if self.name.split() else self.name


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of a sitting; empty when no roster was given."""

    people: tuple[Person, ...] = ()

    def of_kind(self, *kinds: RoleKind) -> tuple[Person, ...]:
        """Return the people whose role is one of *kinds*, in order of the roster."""
        return tuple(p for p in self.people if p.role is not None and p.role.kind in kinds)

    def affiliation_of(self, role: Role) -> str | None:
        """Return the full name of the unit that *role* speaks for, None when unknown.

        For 市民室 this is 市民生活部市民室. The secretariat is called 事務局 in minutes, whatever
        unit keeps it, so for it the answer is ``事務局``.
        """
        if role.kind is RoleKind.SECRETARIAT:
            return "事務局"
        return next((p.affiliation for p in self.people if p.role == role and p.affiliation), None)

    @property
    def roles(self) -> tuple[Role, ...]:
        """Every distinct role, in order of the roster."""
        return tuple(dict.fromkeys(p.role for p in self.people if p.role is not None))
