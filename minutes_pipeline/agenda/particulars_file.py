"""meeting.toml: what a person states of the sitting beyond agenda and roster.

Keys are Japanese and need no quotes::

    会議名 = "令和2年度第1回和泉市個人情報保護審査会"
    開催日 = "令和2年9月25日"        # or 2020-09-25
    開始 = "午後2時"                 # or 14:00
    終了 = "15:40"
    場所 = "和泉市役所3階 第1会議室"
    公開 = "公開"
    傍聴者 = 0
    資料 = ["資料1 …", "資料2 …"]
    所管課 = "総務部総務管財室"
    欠席 = ["鈴木 由美"]             # [] when nobody was absent
    出席 = ["田中 花子"]

Every key may be left out or left empty: the minutes then say 【要記入】. TOML itself knows no bare
Japanese keys, so they are quoted before the file is parsed.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from minutes_pipeline.agenda.particulars import find_date, find_times, normal
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Sitting
from minutes_pipeline.workspace.papers import decode_text, paper_bytes

_WHAT = "会議の情報（meeting.toml）"
_BARE_KEY = re.compile(
    r"^(\s*)([^\s\"'=#\[\]{},]*[^\x00-\x7f][^\s\"'=#\[\]{},]*)(\s*)[=＝]", re.MULTILINE
)


def _date(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str) and value.strip():
        found = find_date(value)
        if found is None:
            raise ValueError("「令和2年9月25日」か「2020-09-25」の形で書いてください")
        return found.iso
    return _text(value)


def _time(value: Any) -> Any:
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, str) and value.strip():
        start, end = find_times(value)
        if start is None and end is None:
            raise ValueError("「午後2時」か「14:00」の形で書いてください")
        return start or end
    return _text(value)


def _text(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip() or None
    if value is None:
        return None
    raise ValueError('文字で（" " で囲んで）書いてください')


def _people_count(value: Any) -> Any:
    if isinstance(value, str):
        plain = normal(value)
        if plain in {"なし", "無し", "無"}:
            return 0
        match = re.fullmatch(r"([0-9]+)\s*(?:人|名)?", plain)
        if match is None and plain:
            raise ValueError("人数を数字で書いてください（0 は「なし」）")
        return int(match[1]) if match else None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("人数を0以上の数字で書いてください")
    return value


def _list(value: Any) -> Any:
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else None
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(one.strip() for one in value if one.strip())
    raise ValueError('["…", "…"] の形で書いてください')


_Text = Annotated[str | None, BeforeValidator(_text)]
_List = Annotated[tuple[str, ...] | None, BeforeValidator(_list)]


class Particulars(BaseModel):
    """What meeting.toml states; None where it is silent."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: _Text = Field(None, alias="会議名")
    date: Annotated[str | None, BeforeValidator(_date)] = Field(None, alias="開催日")
    start_time: Annotated[str | None, BeforeValidator(_time)] = Field(None, alias="開始")
    end_time: Annotated[str | None, BeforeValidator(_time)] = Field(None, alias="終了")
    place: _Text = Field(None, alias="場所")
    openness: _Text = Field(None, alias="公開")
    observers: Annotated[int | None, BeforeValidator(_people_count)] = Field(None, alias="傍聴者")
    materials: _List = Field(None, alias="資料")
    department: _Text = Field(None, alias="所管課")
    absent: _List = Field(None, alias="欠席")
    present: _List = Field(None, alias="出席")


_KEYS = tuple(str(field.alias) for field in Particulars.model_fields.values())
_SYNONYMS = {
    other: key
    for key, others in {
        "会議名": ("会議の名称", "名称"),
        "開催日": ("日", "日付", "期日", "開催年月日"),
        "開始": ("開会", "開始時刻"),
        "終了": ("閉会", "終了時刻"),
        "場所": ("会場", "開催場所"),
        "公開": ("公開非公開", "公開・非公開"),
        "傍聴者": ("傍聴", "傍聴人", "傍聴者数", "傍聴人数"),
        "資料": ("配布資料", "会議資料"),
        "所管課": ("担当課", "所管"),
        "欠席": ("欠席者", "欠席委員"),
        "出席": ("出席者", "出席委員"),
    }.items()
    for other in others
}


def read_particulars(path: Path) -> Particulars:
    """Return what the meeting.toml at *path* states.

    Raises:
        PaperError: P01-P03 unreadable, P31 no TOML, P32 an unknown key, P33 a value that cannot be
            meant.
    """
    text = decode_text(paper_bytes(path, _WHAT), path, _WHAT)
    quoted = _BARE_KEY.sub(lambda m: f'{m[1]}"{m[2]}"{m[3]}=', text)
    try:
        table = tomllib.loads(quoted)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise PaperError(
            "P31",
            f"{_WHAT}の{line[1] + '行目' if line else '終わり'}を読めません（{path}）。",
            '「場所 = "市役所3階"」のように、値を半角の " で囲んで1行に1項目ずつ書いてください。',
        ) from error
    stated = {_SYNONYMS.get(key, key): value for key, value in table.items()}
    for key in table:
        if _SYNONYMS.get(key, key) not in _KEYS:
            near = difflib.get_close_matches(key, [*_KEYS, *_SYNONYMS], n=1, cutoff=0.5)
            hint = f"「{near[0]}」の間違いではありませんか。" if near else ""
            raise PaperError(
                "P32",
                f"{_WHAT}に知らない項目「{key}」があります（{path}）。{hint}",
                f"使える項目は、{'、'.join(_KEYS)} です。",
            )
    try:
        return Particulars.model_validate(stated)
    except ValidationError as error:
        first = error.errors()[0]
        reason = str(first.get("ctx", {}).get("error", "値の形が違います"))
        raise PaperError(
            "P33",
            f"{_WHAT}の「{first['loc'][0]}」を読めません（{path}）。",
            f"{reason}。",
        ) from error


def blank_particulars(sitting: Sitting) -> str:
    """Return a meeting.toml to fill in: what is known stands there, the rest is commented out."""
    absent = [p.name for p in sitting.people if p.attended is False]
    known: dict[str, Any] = {
        "会議名": sitting.title,
        "開催日": sitting.date,
        "開始": sitting.start_time,
        "終了": sitting.end_time,
        "場所": sitting.place,
        "公開": sitting.openness,
        "傍聴者": sitting.observers,
        "資料": list(sitting.materials) if sitting.materials else None,
        "所管課": sitting.department,
        "欠席": absent or None,
    }
    samples = {
        "会議名": '"令和○年度第○回○○審議会"', "開催日": '"令和○年○月○日"', "開始": '"午後2時"',
        "終了": '"午後4時"', "場所": '"市役所○階 ○○会議室"', "公開": '"公開"', "傍聴者": "0",
        "資料": '["資料1 ○○"]', "所管課": '"○○部○○課"', "欠席": "[]",
    }  # fmt: skip
    lines = [
        "# 会議の情報。分からない項目は # を付けたままにすると、会議録に【要記入】と入ります。"
    ]
    for key, value in known.items():
        lines.append(f"# {key} = {samples[key]}" if value is None else f"{key} = {_toml(value)}")
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
