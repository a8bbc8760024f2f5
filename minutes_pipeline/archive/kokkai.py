"""The minutes as JSON in the manner of the 国会会議録検索システム's API.

Tools made for the Diet's minutes read it: the same keys, one record a speech, the first one the
particulars. What a committee does not have (院, 会派, ページ) is null. Narration that the
Diet's minutes do not have (説明の要点, 結果) is a record without a speaker.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from minutes_pipeline.archive.printed import Kind, Line, Printed

_MARK = "○"
_OPENING = "会議録情報"
_HEAD = (Kind.TITLE, Kind.PARTICULAR)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a catalog says of the sitting.

    Attributes:
        id: Identifier of the minutes, ASCII.
        house: Who held it: the city.
        name: The sitting's name.
        date: ISO date; None when unknown.
    """

    id: str
    house: str
    name: str
    date: str | None


def kokkai_json(printed: Printed, meeting: Meeting) -> bytes:
    """Return the JSON file."""
    head = [line for line in printed.lines if line.kind in _HEAD]
    rest = [line for line in printed.lines if line.kind not in _HEAD]
    records = [_record(meeting, 0, _OPENING, "\n".join(_joined(line) for line in head))]
    for line in rest:
        if line.kind is Kind.CONTINUED and records[-1]["speaker"] not in (None, _OPENING):
            records[-1]["speech"] += f"\n　{line.text}"
            continue
        said = line.kind is Kind.SPEECH and line.label is not None
        text = f"{_MARK}{line.label}　{line.text}" if said else _joined(line)
        records.append(_record(meeting, len(records), line.label if said else None, text))
    whole = {
        "issueID": meeting.id,
        "imageKind": "会議録",
        "searchObject": 0,
        "session": None,
        "nameOfHouse": meeting.house,
        "nameOfMeeting": meeting.name,
        "issue": None,
        "date": meeting.date,
        "closing": None,
        "speechRecord": records,
        "meetingURL": None,
        "pdfURL": None,
    }
    listed = {
        "numberOfRecords": 1,
        "numberOfReturn": 1,
        "startRecord": 1,
        "nextRecordPosition": None,
        "meetingRecord": [whole],
    }
    return (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def read_back(data: bytes) -> str:
    """Return the words of the file, without the marks that it adds."""
    texts = []
    for meeting in json.loads(data)["meetingRecord"]:
        for record in meeting["speechRecord"]:
            spoken = record["speaker"] not in (None, _OPENING)
            texts.append(record["speech"].removeprefix(_MARK) if spoken else record["speech"])
    return "\n".join(texts)


def _joined(line: Line) -> str:
    return line.words.replace("\t", "　")


def _record(meeting: Meeting, order: int, speaker: str | None, speech: str) -> dict[str, Any]:
    return {
        "speechID": f"{meeting.id}_{order:03}",
        "speechOrder": order,
        "speaker": speaker,
        "speakerYomi": None,
        "speakerGroup": None,
        "speakerPosition": speaker if speaker != _OPENING else None,
        "speakerRole": None,
        "speech": speech,
        "startPage": None,
        "createTime": None,
        "updateTime": None,
        "speechURL": None,
    }
