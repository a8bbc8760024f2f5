"""Approve the minutes: a person says that these very words are the record."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

from minutes_pipeline.archive.package import words_digest
from minutes_pipeline.archive.readiness import reasons
from minutes_pipeline.errors import NotReady, PaperError
from minutes_pipeline.keeping.condition import (
    Finished,
    condition,
    finished,
    record,
    store_record,
)
from minutes_pipeline.meeting.keeping import Approval, Deed, Keeping
from minutes_pipeline.workspace.folder import WorkFolder

_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_ERA = re.compile(r"(令和|平成)(元|\d{1,2})年(\d{1,2})月(\d{1,2})日")
_FIRST = {"令和": 2019, "平成": 1989}


def now() -> datetime:
    """Return the moment that acts are recorded with.

    The environment variable ``SOURCE_DATE_EPOCH`` (seconds since 1970) settles it, so that two
    packages can be compared byte by byte.
    """
    stated = os.environ.get("SOURCE_DATE_EPOCH", "")
    if stated.isdigit():
        return datetime.fromtimestamp(int(stated), UTC)
    return datetime.now(UTC).astimezone().replace(microsecond=0)


def read_day(text: str) -> date:
    """Return a day written ``2026-01-05``, ``2026/1/5`` or 「令和8年1月5日」.

    Raises:
        PaperError: B11, it is none.
    """
    plain, era = _DAY.fullmatch(text.strip()), _ERA.fullmatch(text.strip())
    try:
        if plain is not None:
            return date(*map(int, plain.groups()))
        if era is not None:
            year = _FIRST[era[1]] + (1 if era[2] == "元" else int(era[2])) - 1
            return date(year, int(era[3]), int(era[4]))
    except ValueError:
        pass
    raise PaperError(
        "B11",
        f"承認の日付を読み取れません（{text}）。",
        "「--date 2026-01-05」か「--date 令和8年1月5日」のように書いてください。",
    )


def approve(folder: Path, by: str, day: date, models_root: Path | None) -> Approval:
    """Record that *by* approved the minutes as they stand.

    Raises:
        PaperError: B11, a name or a day that cannot be.
        NotReady: B01, with every reason against it.
    """
    work = WorkFolder(folder.absolute())
    with work.locked():
        done = finished(work)
        _plausible(by, day, done)
        against = reasons(condition(work, done, models_root))
        if against:
            raise not_ready("承認", folder, against)
        moment = now().isoformat()
        approval = Approval(by.strip(), day.isoformat(), words_digest(done.printed), moment)
        deed = Deed("approval", moment, f"{approval.by}が{approval.day}に承認", (approval.words,))
        kept = record(work)
        store_record(work, Keeping(approval, (*kept.deeds, deed)))
    return approval


def not_ready(what: str, folder: Path, against: tuple[str, ...]) -> NotReady:
    """Return the refusal of an act, with every reason against it."""
    listed = "".join(f"\n　・{one}" for one in against)
    return NotReady(
        "B01",
        f"まだ{what}できません（{folder}）。理由は次のとおりです。{listed}\n",
        "すべて済ませてから、もう一度実行してください。",
    )


def against_keeping(work: WorkFolder, done: Finished, models_root: Path | None) -> tuple[str, ...]:
    """Return every reason against sealing the minutes."""
    against = reasons(condition(work, done, models_root))
    approval = record(work).approval
    if approval is None:
        missing = (
            "承認が記録されていません（「minutes approve 作業フォルダ --by 氏名」で記録します）"
        )
        return (*against, missing)
    if approval.words != words_digest(done.printed):
        changed = (
            f"承認（{approval.day}、{approval.by}）の後に会議録の言葉が変わっています"
            "（もう一度承認を記録してください）"
        )
        return (*against, changed)
    return against


def _plausible(by: str, day: date, done: Finished) -> None:
    held = done.minutes.sitting.date
    cure = "氏名と日付を確かめてください。"
    if not by.strip():
        raise PaperError("B11", "承認した人の氏名がありません。", cure)
    if day > now().date():
        raise PaperError("B11", f"承認の日付が先の日になっています（{day.isoformat()}）。", cure)
    if held is not None and day.isoformat() < held:
        raise PaperError(
            "B11", f"承認の日付（{day.isoformat()}）が会議の日（{held}）より前です。", cure
        )
