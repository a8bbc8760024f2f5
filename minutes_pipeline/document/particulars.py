"""The block at the head of minutes: when, where, who, and every gap that a person must fill.

Pure: a sitting goes in, labelled lines come out. What nobody stated is 【要記入】; who was present
is 【要確認】 as long as nobody said so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from minutes_pipeline.document.form import Block, Form
from minutes_pipeline.document.numbers import written_number
from minutes_pipeline.document.outline import outline
from minutes_pipeline.document.wording import (
    CHECK,
    FILL_IN,
    MARK,
    japanese_date,
    japanese_time,
    parse_day,
    spaced,
)
from minutes_pipeline.meeting import Agenda, AgendaItem, Minutes, Person, RoleKind, Sitting

NOBODY = "なし"
_FORBIDDEN = str.maketrans('\\/:*?"<>|', "＼／：＊？”＜＞｜")
NO_RECORD = f"{CHECK[:-1]}：この案件の記録がありません】"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the block.

    Attributes:
        label: 日時, 場所 …; rows in a row with the same label are one entry in several groups.
        lines: At least one; a tab parts a person's post from the name.
        group: 委員, 説明員 …; None for an entry without groups.
        key: What it states: the form's name of the block, with a number where there are several.
    """

    label: str
    lines: tuple[str, ...]
    group: str | None = None
    key: str = ""


def title_of(sitting: Sitting, form: Form) -> str:
    """Return the minutes' title, without the mark of a draft."""
    return (sitting.title or FILL_IN).removesuffix(form.suffix) + form.suffix


def file_name_of(sitting: Sitting, form: Form) -> str | None:
    """Return what the file is called when it is handed on; None where the form has no rule.

    What nobody stated is left out; signs that Windows forbids become full-width ones.
    """
    if not form.file_name:
        return None
    title = (sitting.title or "").removesuffix(form.suffix)
    name = form.file_name.format(
        title=title, date=sitting.date or "", draft=form.draft, suffix=form.suffix
    )
    return name.translate(_FORBIDDEN).strip("_ 　.") + ".docx"


def heading_of(item: AgendaItem, form: Form) -> str:
    """Return an agenda item as it is headed: ``3 戸籍システムのクラウド化について（報告）``."""
    kind = form.heading.kind.format(kind=item.kind) if item.kind else ""
    number = written_number(item.number, form.heading.levels)
    return form.heading.item.format(number=number, title=item.title, kind=kind).strip()


def group_of(item: AgendaItem, form: Form) -> str | None:
    """Return what an agenda lists a nested item under as a heading: ``第2　報告``.

    None where the form writes an item's whole number (``2-1``), or the agenda has no such words.
    """
    above = item.number.rpartition("-")[0]
    if not above or not item.heading or not form.heading.levels:
        return None
    return f"{written_number(above, form.heading.levels)}　{item.heading}"


def rows(form: Form, minutes: Minutes, agenda: Agenda) -> tuple[Row, ...]:
    """Return the block as the form orders it."""
    sitting = minutes.sitting
    known: dict[str, Callable[[], Iterable[str]]] = {
        "date": lambda: [_when(sitting)],
        "place": lambda: [sitting.place or FILL_IN],
        "absent": lambda: _absent(sitting.people),
        "openness": lambda: [sitting.openness or FILL_IN],
        "observers": lambda: [FILL_IN if sitting.observers is None else f"{sitting.observers}人"],
        "agenda": lambda: list(_listed(form, minutes, agenda)) or [FILL_IN],
        "materials": lambda: (
            [FILL_IN] if sitting.materials is None else sitting.materials or [NOBODY]
        ),
        "department": lambda: [sitting.department or FILL_IN],
    }
    result: list[Row] = []
    for block in form.particulars:
        if block.block == "present":
            result += _present(block, form, sitting.people)
        elif block.block == "fixed":
            lines = tuple((block.text or "").splitlines()) or ("",)
            result.append(Row(block.label, lines, key=block.block))
        else:
            result.append(Row(block.label, tuple(known[block.block]()), key=block.block))
    return _numbered(result)


def _numbered(rows: list[Row]) -> tuple[Row, ...]:
    """Return *rows* with keys that are told apart."""
    seen: Counter[str] = Counter()
    result = []
    for row in rows:
        seen[row.key] += 1
        number = seen[row.key]
        result.append(replace(row, key=f"{row.key}_{number}" if number > 1 else row.key))
    return tuple(result)


def _listed(form: Form, minutes: Minutes, agenda: Agenda) -> Iterator[str]:
    """Yield the agenda, group headings between; without one, the items of the minutes."""
    items = agenda.items or tuple(
        AgendaItem(item.number, item.title or "", item.kind)
        for item in minutes.items
        if item.number is not None
    )
    # One heading for all says no more than the row's own label.
    grouped = len({item.heading for item in items}) > 1
    group: str | None = None
    for item in items:
        if grouped and item.heading is not None and item.heading != group:
            yield group_of(item, form) or f"［{item.heading}］"
        group = item.heading
        yield heading_of(item, form)
        yield from (f"　・{detail}" for detail in item.details)


def gaps(form: Form, minutes: Minutes, agenda: Agenda) -> tuple[str, ...]:
    """Return every place of the draft that bears a mark for a person, in printed order."""
    found = [] if minutes.sitting.title else [f"標題：{FILL_IN}"]
    for row in rows(form, minutes, agenda):
        where = f"{row.label}（{row.group}）" if row.group else row.label
        found += [
            f"{where}：{line.replace(chr(9), '　')}"
            for line in row.lines
            if MARK.search(where + line)
        ]
    for section in outline(minutes, agenda):
        if section.unrecorded:
            names = "、".join(heading_of(one, form) for one in section.headings)
            found.append(f"{names}：{NO_RECORD}")
    unlabelled = sum(one.label is None for item in minutes.items for one in item.exchanges)
    if unlabelled:
        found.append(f"発言者名：{CHECK}が{unlabelled}か所")
    return tuple(found)


def _when(sitting: Sitting) -> str:
    """Write 「令和2年9月25日（金）午後2時から午後3時30分まで」."""
    day = parse_day(sitting.date)
    if sitting.date is None:
        date = FILL_IN
    else:
        date = japanese_date(day) if day else f"{sitting.date}{CHECK}"
    start = japanese_time(sitting.start_time) if sitting.start_time else FILL_IN
    end = japanese_time(sitting.end_time) if sitting.end_time else FILL_IN
    return f"{date}{start}から{end}まで"


def _present(block: Block, form: Form, people: tuple[Person, ...]) -> list[Row]:
    """Return a row a group; people of whom nobody said that they came are marked."""
    there = [person for person in people if person.attended is not False]
    if not there:
        return [Row(block.label, (FILL_IN,), key=block.block)]
    unsaid = all(person.attended is None for person in people)
    result = []
    if unsaid:
        # One remark for all: a mark behind every name would only hide the names.
        remark = f"{CHECK[:-1]}：名簿の全員を載せています。出欠を確かめてください】"
        result.append(Row(block.label, (remark,), key="attendance"))
    for group, members in _groups(form, there):
        lines = tuple(
            _entry(person)
            + (f"{CHECK[:-1]}：出欠】" if person.attended is None and not unsaid else "")
            for person in members
        )
        result.append(Row(block.label, lines, group, block.block))
    return result


def _groups(form: Form, people: list[Person]) -> list[tuple[str, list[Person]]]:
    """Sort people into the form's groups, in the roster's order within each; no empty groups."""
    names = {
        RoleKind.CHAIR: form.groups.members,
        RoleKind.MEMBER: form.groups.members,
        RoleKind.SECTION: form.groups.sections,
        RoleKind.SECRETARIAT: form.groups.secretariat,
        RoleKind.OTHER: form.groups.others,
    }
    groups: dict[str, list[Person]] = {name: [] for name in names.values()}
    doubtful = f"{form.groups.unknown}{CHECK}"
    for person in people:
        name = names[person.role.kind] if person.role else doubtful
        groups.setdefault(name, []).append(person)
    return [(name, members) for name, members in groups.items() if members]


def _entry(person: Person) -> str:
    """Write one person: members by post, all others by unit and post."""
    member = person.role is not None and person.role.kind in (RoleKind.CHAIR, RoleKind.MEMBER)
    unit = None if member else person.affiliation
    before = "　".join(part for part in (unit, person.post) if part)
    return f"{before}\t{spaced(person.name)}" if before else spaced(person.name)


def _absent(people: tuple[Person, ...]) -> list[str]:
    absent = [_entry(person) for person in people if person.attended is False]
    if absent:
        return absent
    return [NOBODY] if people and all(person.attended for person in people) else [FILL_IN]
