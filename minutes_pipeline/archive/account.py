"""What a package tells of itself: who keeps it, where it came from, what was done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RecordingRule = Literal["digest", "keep"]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who issues and keeps the minutes, as the city's form states it; empty where it does not.

    Attributes:
        organization: The city (``青葉台市``).
        address: Its address.
        department: 所管課.
        phone: Of the 所管課.
        email: Likewise.
        classification: 簿冊 or 分類記号 of the city's filing plan.
        retention: 保存期間 (``10年``, ``永年``).
        disposition: 保存期間満了時の措置 (``移管``, ``廃棄``).
        rights: Terms of use.
    """

    organization: str = ""
    address: str = ""
    department: str = ""
    phone: str = ""
    email: str = ""
    classification: str = ""
    retention: str = ""
    disposition: str = ""
    rights: str = ""

    @property
    def issuer(self) -> str:
        """What stands for the issuer where one name is asked for."""
        return self.organization or self.department or "会議録作成者"


@dataclass(frozen=True, slots=True)
class Agent:
    """A person, an office or a program that had a part in an event.

    Attributes:
        id: ASCII, not used twice.
        name: As people know it.
        kind: PREMIS' own words.
        version: Of software; empty otherwise.
    """

    id: str
    name: str
    kind: Literal["person", "organization", "software"]
    version: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the minutes.

    Attributes:
        kind: An event type of the Library of Congress' vocabulary where it has one.
        moment: When, ISO 8601.
        detail: What, in Japanese.
        agent: `Agent.id` of who did it.
        outcome: ``success``, or what else came of it.
    """

    kind: str
    moment: str
    detail: str
    agent: str
    outcome: str = "success"


@dataclass(frozen=True, slots=True)
class Identity:
    """What the package is.

    Attributes:
        id: Identifier of the minutes, ASCII.
        title: Of the minutes.
        held: ISO date of the sitting; the approval's where nobody stated it.
        approved: ISO date of the approval.
        made: When the package is made, ISO 8601 with time zone.
        place: Where the sitting was held; empty when unknown.
        materials: 配布資料.
        public: Whether it is the public version.
        pdf: Whether there is a PDF.
    """

    id: str
    title: str
    held: str
    approved: str
    made: str
    place: str = ""
    materials: tuple[str, ...] = ()
    public: bool = False
    pdf: bool = True
