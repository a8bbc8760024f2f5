"""What sitting this is: agenda, roster and meeting.toml laid over one another."""

from __future__ import annotations

import re
from dataclasses import replace

from minutes_pipeline.agenda.particulars_file import Particulars
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Agenda, Person, Roster, Sitting


def describe_sitting(agenda: Agenda, roster: Roster, stated: Particulars | None) -> Sitting:
    """Return the particulars of the sitting; what nobody stated is None.

    What a person states in meeting.toml goes before what the agenda says. Where meeting.toml
    lists the absent, even as an empty list, everybody else of the roster was present.

    Raises:
        PaperError: P34 meeting.toml names somebody who is not in the roster.
    """
    stated = stated or Particulars.model_validate({})
    return Sitting(
        title=stated.title or agenda.title,
        date=stated.date or agenda.date,
        start_time=stated.start_time or agenda.start_time,
        end_time=stated.end_time or agenda.end_time,
        place=stated.place or agenda.place,
        people=_attendance(roster, stated),
        openness=stated.openness,
        observers=stated.observers,
        materials=stated.materials if stated.materials is not None else agenda.materials or None,
        department=stated.department,
    )


def _attendance(roster: Roster, stated: Particulars) -> tuple[Person, ...]:
    people = list(roster.people)
    if stated.absent is not None:
        people = [p if p.attended is not None else replace(p, attended=True) for p in people]
    for names, attended in ((stated.present, True), (stated.absent, False)):
        for name in names or ():
            at = _find(name, people)
            if at is None:
                raise PaperError(
                    "P34",
                    f"meeting.toml の「{'出席' if attended else '欠席'}」にある"
                    f"「{name}」は名簿にありません。",
                    "名簿の氏名のとおりに書くか、名簿に書き足してください。",
                )
            people[at] = replace(people[at], attended=attended)
    return tuple(people)


def _find(name: str, people: list[Person]) -> int | None:
    """Return where *name* stands in *people*: the whole name, or a surname borne by one only."""
    wanted = re.sub(r"\s+|(?:委員|会長|さん|氏|様)$", "", name)
    whole = [i for i, p in enumerate(people) if re.sub(r"\s+", "", p.name) == wanted]
    if whole:
        return whole[0]
    surname = [i for i, p in enumerate(people) if p.surname == wanted]
    return surname[0] if len(surname) == 1 else None
