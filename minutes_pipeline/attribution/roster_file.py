"""The roster (名簿): .csv or .xlsx in whatever order and words an office keeps it.

The table may begin below a title, its headings may be any of the usual words, in any order. What
somebody takes part as is read from 区分, then from 役職, then from 所属.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from minutes_pipeline.attribution.roster_roles import (
    constituencies,
    member_from,
    names_a_side,
    own_school,
    part_in,
    presides_elsewhere,
    role_of,
    split_post,
)
from minutes_pipeline.attribution.roster_sheet import sheet_rows
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import Person, Role, RoleKind, Roster
from minutes_pipeline.progress import Progress
from minutes_pipeline.workspace.artifacts import ROSTER, ROSTER_FILE, Artifact
from minutes_pipeline.workspace.foreign import refusing, too_large, unreadable
from minutes_pipeline.workspace.papers import decode_text, paper_bytes
from minutes_pipeline.workspace.stage import Inputs, Reads

_WHAT = "名簿"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD_ROWS = 30
"""So many rows may stand above the headings."""

MOST_PEOPLE = 3000
"""Filled rows above which a table is no roster of a meeting: an assembly has a hundred."""

_COLUMNS: dict[str, str] = {
    "name": "氏名 名前 姓名 委員名 委員氏名 出席者 出席者名 出席者氏名 構成員 構成員氏名",
    "family": "姓 苗字 名字 氏",
    "given": "名",
    "reading": "よみ 読み よみがな 読みがな 読み仮名 ヨミ ヨミガナ ふりがな フリガナ 振り仮名 "
    "振仮名 カナ かな 氏名かな 氏名カナ 氏名よみ 氏名ふりがな 氏名フリガナ",
    "post": "役職 役職名 職名 職 役名 役 職位 補職 肩書 会での役職 委員会役職",
    "group": "区分 種別 種類 分類 立場 役割 役目 側 出席区分 参加区分 委員区分 会議での役割",
    "unit": "所属 所属名 所属等 所属部署 所属団体 所属機関 所属課 所属部課 部署 担当課 部課 部課名 "
    "部局 課名 課室 団体 団体名 機関 機関名 関係機関 関係機関名 組織 組織名 会社 会社名 学校名 "
    "選出団体 選出母体 推薦団体 所属部署名 所属先 勤務先",
    "chosen": "選出区分 選任区分 選出枠",
    "attended": "出欠 出席 欠席 出席状況 出欠席 出欠状況 出欠席状況",
    "remark": "備考 摘要 メモ 注記",
}
"""The headings that are known for each column; the first is the one that messages name."""
_NEEDED = "氏名（名前、委員名）"

_ABSENT = re.compile(r"^(?:欠|欠席|×|✕|✖|x|不参加|不在|欠員|欠席者|ー欠)")
_PRESENT = re.compile(r"^(?:出|出席|○|〇|◯|◎|✓|✔|レ|参加|オンライン|web|出席者)", re.IGNORECASE)
_TITLES = re.compile(r"(?:様|氏|先生|殿|さん|君)$")


def read_roster(path: Path) -> tuple[Roster, tuple[str, ...]]:
    """Return the people of the roster at *path*, and remarks for the clerk (Japanese).

    Raises:
        PaperError: P01 unreadable, P02 empty, P03 unknown encoding, P04 locked, P06 a kind of file
            that is not read, P09 too large when unpacked, P21 no column of names, P22 nobody in it.
    """
    rows = _rows(path)
    if sum(any(row) for row in rows) > MOST_PEOPLE:
        raise too_large(_WHAT, path)
    at, columns = _headings(rows, path)
    table = rows[at + 1 :]
    _tell_constituencies(table, columns)
    titled = _members_only(rows[:at])
    fallback = titled or _members_only(rows[at : at + 1])
    people: list[Person] = []
    remarks: list[str] = []
    unknown: list[str] = []
    side = ""
    for number, row in enumerate(table, start=at + 2):
        filled = [text for cell in row if (text := _clean(cell))]
        if not filled:
            continue
        if len(filled) == 1 and names_a_side(filled[0]):  # 【事務局】 above its people
            side = re.sub(r"[(（].*?[)）]|[【】\[\]<>＜＞■●◆○◇]", "", filled[0]).strip()
            continue
        cells = {key: _clean(row[i]) for key, i in columns.items() if i < len(row)}
        name = _name(cells)
        if not _is_name(name):
            shown = "、".join(filled)[:40]
            remarks.append(f"名簿の{number}行目（{shown}）は氏名が読めないため、使いません。")
            continue
        person = _person(name, cells, side or titled, fallback)
        if any(p.name == person.name and p.affiliation == person.affiliation for p in people):
            remarks.append(f"名簿の{number}行目（{name}）は同じ人が前にもあるため、使いません。")
            continue
        if person.role is None and person.post != "教育長":
            unknown.append(name)
        people.append(person)
    if unknown:
        remarks.append(
            f"名簿から委員か事務局か説明員かを読み取れない人がいます（{'、'.join(unknown)}）。"
            "「区分」の列に書くと、発言者の判定に使えます。"
        )
    if not people:
        raise PaperError(
            "P22",
            f"{_WHAT}に人が1人もいません（{path}）。",
            "見出しの行の下に、1行に1人ずつ書いてください。",
        )
    return Roster(_with_chair(people)), tuple(remarks)


def _with_chair(people: Sequence[Person]) -> tuple[Person, ...]:
    """Return *people* with the one who presides, as far as the roster tells.

    会長 of a neighbours' association is a post there, unless others are listed with the posts of
    this body. The 教育長 presides over an education board, where nobody else is named its chair;
    elsewhere he answers, under that name.
    """
    ours = any(
        re.fullmatch(r"委員|副(?:会長|委員長|座長)|.*職務代理者?", p.post or "") for p in people
    )
    chair, member = Role(RoleKind.CHAIR), Role(RoleKind.MEMBER)
    people = [
        replace(p, role=member) if p.role == chair and not ours and presides_elsewhere(p) else p
        for p in people
    ]
    people = own_school(people)
    kinds = [person.role.kind if person.role else None for person in people]
    heads = [person for person in people if person.post == "教育長" and person.role is None]
    members = [p for p in people if p.role == member]
    board = bool(members) and (
        not any(p.affiliation for p in members)
        or any(re.search(r"教育委員|教育長職務代理", p.post or "") for p in members)
    )
    presides = RoleKind.CHAIR not in kinds and board and len(heads) == 1
    role = chair if presides else Role(RoleKind.SECTION, "教育長")
    return tuple(replace(person, role=role) if person in heads else person for person in people)


def _rows(path: Path) -> list[list[str]]:
    data = paper_bytes(path, _WHAT)
    suffix = path.suffix.lower()
    if data.startswith(_OLE) or (data.startswith(b"PK\x03\x04") and suffix in {".docx", ".ods"}):
        raise PaperError(
            "P06",
            f"{_WHAT}のファイルは古いExcel（.xls）かパスワード付きなどで、読めません（{path}）。",
            "パスワードを外し、「Excel ブック（.xlsx）」かCSVで保存し直してください。",
        )
    if data.startswith(b"PK\x03\x04"):
        sheets = sheet_rows(data, _WHAT, path)
        named = (rows for rows in sheets if _find_headings(rows) is not None)
        return next(named, sheets[0] if sheets else [])
    if data.lstrip()[:5] == b"%PDF-":
        raise PaperError(
            "P06",
            f"{_WHAT}はPDFからは読めません（{path}）。",
            "Excel（.xlsx）かCSVで指定してください。",
        )
    text = decode_text(data, path, _WHAT)
    head = "\n".join(text.split("\n")[:_HEAD_ROWS])
    delimiter = max(",\t;、", key=head.count)
    with refusing(
        unreadable(_WHAT, path, "CSV", "Excelで開いて「CSV UTF-8」で保存し直してください。")
    ):
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def _headings(rows: Sequence[Sequence[str]], path: Path) -> tuple[int, dict[str, int]]:
    found = _find_headings(rows)
    if found is not None:
        return found
    shown: Sequence[str] = next(
        (row for row in rows if sum(bool(_clean(c)) for c in row) > 1), rows[0] if rows else ()
    )
    names = "、".join(_clean(cell) for cell in shown if _clean(cell)) or "なし"
    raise PaperError(
        "P21",
        f"{_WHAT}に氏名の列が見つかりません（{path}）。読み取れた列: {names[:80]}",
        f"1行目に列の見出しを書いてください。必要な列: {_NEEDED}。"
        "あるとよい列: よみ、役職、区分、所属、出欠。",
    )


def _find_headings(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(rows[:_HEAD_ROWS]):
        columns: dict[str, int] = {}
        for i, cell in enumerate(row):
            key = _column(cell)
            if key is not None:
                columns.setdefault(key, i)
        if "name" in columns or ("family" in columns and "given" in columns):
            return at, columns
    return None


def _column(cell: str) -> str | None:
    word = re.sub(r"[\s・/()（）]|※.*$", "", unicodedata.normalize("NFKC", cell)).lower()
    word = re.sub(r"^[おご](?=[^り])", "", word)
    word = re.sub(r"(?:敬称略|漢字|\(.*\))$", "", word)
    parts = re.split(
        r"[・/／&]|および|及び|または|又は", unicodedata.normalize("NFKC", cell).lower()
    )
    for one in (word, *(re.sub(r"[\s()（）]|等$", "", part) for part in parts)):
        for key, names in _COLUMNS.items():
            if one in names.lower().split():
                return key
    return None


def _clean(cell: str) -> str:
    """Return *cell* in NFKC but for brackets and kana, white space single."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", cell)).strip()


def _name(cells: Mapping[str, str]) -> str:
    name = cells.get("name") or f"{cells.get('family', '')} {cells.get('given', '')}"
    name = re.sub(r"\([^)]*\)", "", name)  # a reading or a remark in brackets
    return re.sub(r"\s+", " ", _TITLES.sub("", name.strip())).strip()


def _is_name(name: str) -> bool:
    letters = re.sub(r"[\s・=\-.]", "", name)
    if not letters or any(sign.isdigit() for sign in letters) or len(letters) > 24:
        return False
    if _column(name) is not None or letters in {"欠員", "未定", "以上", "合計", "計", "なし"}:
        return False
    return (
        not re.match(r"^[※*■□◆◇○●【<]|.*(?:名簿|出席|欠席|合計|以上)", letters)
        and letters.isalpha()
    )


def _person(name: str, cells: Mapping[str, str], side: str, fallback: str) -> Person:
    post, unit, chosen = cells.get("post") or "", cells.get("unit") or "", cells.get("chosen") or ""
    if unit and not post:
        unit, post = split_post(unit)
    if not post:
        post = split_post(cells.get("remark") or "")[1]  # 「センター長」 among the remarks
    part = part_in(cells.get("remark") or "")
    office = post if re.fullmatch(r"事務局|説明員", post) else ""
    group = cells.get("group") or part or office or side
    if group or not chosen:
        role = role_of(group, post, unit)
    else:
        role = member_from(chosen, post, unit)
        unit = unit or chosen
    if role is None and fallback:
        role = role_of(fallback, post, "")
    if role == Role(RoleKind.MEMBER) and role_of(part, "", "") == Role(RoleKind.CHAIR):
        role = Role(RoleKind.CHAIR)
    return Person(
        name=name,
        reading=_reading(cells.get("reading")),
        post=post or None,
        role=role,
        affiliation=unit or None,
        attended=_attended(cells.get("attended"), cells.get("remark")),
    )


def _members_only(rows: Sequence[Sequence[str]]) -> str:
    """Return 委員 where the title above a table, or its heading, says that it lists them."""
    listed = re.compile(r"(?:委員|構成員)(?:等)?(?:名簿|一覧|名$|氏名$)")
    return "委員" if any(listed.search(_clean(cell)) for row in rows for cell in row) else ""


def _tell_constituencies(table: Sequence[Sequence[str]], columns: dict[str, int]) -> None:
    """Take a column of 区分 for what members were chosen from, where it says that."""
    at = columns.get("group")
    if at is None or "chosen" in columns:
        return
    if constituencies(_clean(row[at]) for row in table if at < len(row)):
        columns["chosen"] = columns.pop("group")


def _reading(text: str | None) -> str | None:
    """Return *text* in hiragana; None when it is no kana."""
    if not text:
        return None
    hiragana = "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)
    return hiragana if re.fullmatch(r"[ぁ-ゖー・\s]+", hiragana) else None


def _attended(state: str | None, remark: str | None) -> bool | None:
    for text in (state, remark):
        plain = re.sub(r"\s", "", text or "").lower()
        if _ABSENT.match(plain) or (text is remark and "欠席" in plain):
            return False
        if text is state and _PRESENT.match(plain):
            return True
    return None


@dataclass(frozen=True, slots=True)
class ReadRoster:
    """Stage: the roster file -> the people of the sitting, with the side each is on."""

    name: ClassVar[str] = "read-roster"
    title: ClassVar[str] = "名簿を読み取り"
    revision: ClassVar[int] = 7
    reads: ClassVar[Reads] = (ROSTER_FILE,)
    writes: ClassVar[Artifact[Roster]] = ROSTER

    def decides(self) -> Mapping[str, str]:
        """Return nothing: there are no settings."""
        return {}

    def run(self, inputs: Inputs, progress: Progress) -> Roster:
        """Return the roster; an empty one when no file was given.

        Raises:
            PaperError: A file cannot be read as a roster.
        """
        people: list[Any] = []
        for path in inputs.files(ROSTER_FILE):
            roster, remarks = read_roster(path)
            people += roster.people
            for remark in remarks:
                progress.remark(remark)
        progress.at(1.0)
        return Roster(tuple(people))
