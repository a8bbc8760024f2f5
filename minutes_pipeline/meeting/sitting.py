"""The particulars of one sitting: the block at the head of official minutes."""

from __future__ import annotations

from dataclasses import dataclass

from minutes_pipeline.meeting.people import Person


@dataclass(frozen=True, slots=True)
class Sitting:
    """What meeting this is. A field that nobody stated is None and is printed as 【要記入】.

    Attributes:
        title: Name of the sitting (``令和2年度第1回和泉市個人情報保護審査会``).
        date: ISO date.
        start_time: ``HH:MM``, 24 hours.
        end_time: ``HH:MM``, 24 hours.
        place: Where it was held.
        people: The roster's people, each with ``attended`` as far as known.
        openness: 公開・非公開の別, as it is to be printed.
        observers: Number of 傍聴者.
        materials: 配布資料; None when nobody stated them.
        department: 所管課.
    """

    title: str | None = None
    date: str | None = None
    start_time: str | None = None
    end_time: str | None = None
    place: str | None = None
    people: tuple[Person, ...] = ()
    openness: str | None = None
    observers: int | None = None
    materials: tuple[str, ...] | None = None
    department: str | None = None
