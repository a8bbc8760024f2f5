"""Which meetings there are: work folders, folders of recordings with their papers, and lists.

A folder is one meeting when it holds one recording (or one transcript) directly; its papers are
known by their names (次第, 名簿, 資料 …). Where a folder does not say which paper belongs to which
recording, nothing is guessed: the clerk is asked for a list.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from minutes_pipeline.errors import PaperError
from minutes_pipeline.workspace.folder import PARTICULARS_NAME, is_work_folder
from minutes_pipeline.workspace.foreign import refusing, unreadable
from minutes_pipeline.workspace.papers import decode_text, paper_bytes

_SOUND = ("wav", "mp3", "m4a", "wma", "flac", "ogg", "opus", "aac", "amr")
_FILM = ("mp4", "m4v", "mov", "webm", "mkv", "avi")
RECORDINGS = frozenset(f".{ending}" for ending in (*_SOUND, *_FILM))
"""Endings that a recording may have; whether it is one, its decoding tells."""

_PAPERS: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...] = (
    ("roster", re.compile(r"名簿|roster"), frozenset({".csv", ".xlsx"})),
    (
        "transcript",
        re.compile(r"文字起こし|transcript"),
        frozenset({".json", ".vtt", ".srt", ".txt"}),
    ),
    ("agenda", re.compile(r"次第|議事日程|agenda"), frozenset({".txt", ".md", ".docx", ".pdf"})),
    ("material", re.compile(r"資料|material"), frozenset({".txt", ".docx", ".pdf", ".xlsx"})),
)
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "recording": ("録音", "音声", "recording"),
    "agenda": ("次第", "agenda"),
    "roster": ("名簿", "roster"),
    "material": ("資料", "material"),
    "transcript": ("文字起こし", "transcript"),
    "particulars": ("会議の情報", "particulars"),
    "template": ("様式", "template"),
    "model": ("モデル", "model"),
    "out": ("作業フォルダ", "out"),
}
_SEVERAL = re.compile(r"[;；]")
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting to be drafted.

    Attributes:
        folder: Its work folder, absolute.
        files: What it is made from, as (name of the source, absolute path); empty for a work
            folder that is to be gone on with.
        template: City's form, None for the default.
        model: Transcription model, None for the default.
    """

    folder: Path
    files: tuple[tuple[str, Path], ...] = ()
    template: str | None = None
    model: str | None = None

    @property
    def name(self) -> str:
        """What the meeting is called in lists: its folder and its recording."""
        return f"{self.folder.parent.name}/{self.folder.name.removesuffix('.minutes')}"


def meetings(given: Sequence[Path]) -> tuple[Meeting, ...]:
    """Return the meetings that *given* stands for, in order.

    Args:
        given: Work folders, folders of meetings, recordings, or lists (.csv).

    Raises:
        PaperError: G01 nothing there, G02 a folder that does not say what belongs together,
            G03 a list with a wrong line, G04 one work folder for two meetings.
    """
    found: list[Meeting] = []
    for path in (p.expanduser().absolute() for p in given):
        if path.is_dir():
            below = list(_below(path, _DEEPEST))
            if not below:
                raise PaperError(
                    "G01",
                    f"会議が見つかりません（{path}）。",
                    "録音のあるフォルダ、作業フォルダ、または一覧（.csv）を指定してください。",
                )
            found += below
        elif path.suffix.lower() == ".csv":
            found += listed(path)
        elif path.is_file():
            found.append(Meeting(path.with_name(f"{path.stem}.minutes"), (("recording", path),)))
        else:
            raise PaperError(
                "G01", f"ありません（{path}）。", "ファイル名と場所を確かめてください。"
            )
    return _apart(found)


def _apart(found: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Return *found* without repetitions; refuse two meetings for one work folder."""
    distinct = list(dict.fromkeys(found))
    counts = Counter(m.folder for m in distinct)
    twice = sorted(str(folder) for folder, count in counts.items() if count > 1)
    if twice:
        raise PaperError(
            "G04",
            f"二つの会議が同じ作業フォルダを使うことになります（{'、'.join(twice)}）。",
            "一覧の「作業フォルダ」の列で、別々のフォルダを指定してください。",
        )
    return tuple(distinct)


def _below(folder: Path, depth: int) -> Iterator[Meeting]:
    """Yield the meetings of *folder* and of the folders in it."""
    if is_work_folder(folder):
        yield Meeting(folder)
        return
    yield from _held(folder)
    if depth:
        for inner in sorted(p for p in folder.iterdir() if p.is_dir()):
            if not inner.name.startswith("."):
                yield from _below(inner, depth - 1)


def _held(folder: Path) -> Iterator[Meeting]:
    """Yield the meeting that *folder* itself holds the files of, if any."""
    files = sorted(p for p in folder.iterdir() if p.is_file() and not _passing(p))
    recordings = [p for p in files if p.suffix.lower() in RECORDINGS]
    papers: dict[str, list[Path]] = {}
    for path in files:
        if (kind := _kind(path)) is not None:
            papers.setdefault(kind, []).append(path)
    for kind in ("agenda", "roster", "transcript"):
        if len(papers.get(kind, ())) > 1:
            raise _unclear(folder, papers[kind])
    if len(recordings) > 1:
        raise _unclear(folder, recordings)
    main = recordings or papers.get("transcript", [])
    if main:
        out = main[0].with_name(f"{main[0].stem}.minutes")
        if is_work_folder(out):
            return  # found as a work folder of its own, with what was chosen for it
        given = [("recording", p) for p in recordings]
        given += [(kind, p) for kind, paths in papers.items() for p in paths]
        yield Meeting(out, tuple(given))


def _kind(path: Path) -> str | None:
    """Return the name of the source that a paper's name tells, None when it tells none."""
    if path.name == PARTICULARS_NAME:
        return "particulars"
    name = unicodedata.normalize("NFKC", path.stem).casefold()
    for kind, words, endings in _PAPERS:
        if path.suffix.lower() in endings and words.search(name):
            return kind
    return None


def _passing(path: Path) -> bool:
    """Return whether a file is a program's own, such as Word's while a document is open."""
    return path.name.startswith(("~$", ".")) or path.suffix.lower() in {
        ".part",
        ".tmp",
        ".crdownload",
    }


def _unclear(folder: Path, files: Sequence[Path]) -> PaperError:
    return PaperError(
        "G02",
        f"どれを使うか分かりません（{folder} の {'、'.join(p.name for p in files)}）。",
        "会議ごとにフォルダを分けるか、一覧（.csv）に録音・次第・名簿を1行ずつ書いてください。",
    )


def listed(path: Path) -> tuple[Meeting, ...]:
    """Return the meetings of a list: a line each, columns by heading, paths as seen from it.

    Columns, in any order: 録音, 次第, 名簿, 資料 (several with ``;``), 文字起こし, 会議の情報,
    様式, モデル, 作業フォルダ. Only 録音, 文字起こし or 作業フォルダ must be there.

    Raises:
        PaperError: P01–P03 it cannot be read, G03 a heading is unknown, or a line names nothing
            or a file that is not there; all wrong lines are named.
    """
    text = decode_text(paper_bytes(path, "一覧"), path, "一覧")
    with refusing(
        unreadable("一覧", path, "CSV", "Excelで開いて「CSV UTF-8」で保存し直してください。")
    ):
        rows = list(csv.reader(io.StringIO(text)))
    columns = [_column(cell, path) for cell in rows[0]]
    found, faults = [], []
    for number, row in enumerate(rows[1:], start=2):
        cells = {c: v.strip() for c, v in zip(columns, row, strict=False) if c and v.strip()}
        if not cells or next(iter(row)).lstrip().startswith("#"):
            continue
        try:
            found.append(_meeting(cells, path.parent))
        except ValueError as fault:
            faults.append(f"{number}行目: {fault}")
    if faults or not found:
        raise PaperError(
            "G03",
            f"一覧に直すところがあります（{path}）。{' '.join(faults) or '会議がありません。'}",
            "見出し（録音・次第・名簿・様式・作業フォルダなど）とファイルの場所を確かめてください。",
        )
    return tuple(found)


def _column(heading: str, path: Path) -> str | None:
    text = unicodedata.normalize("NFKC", heading).strip().casefold()
    if not text:
        return None
    for column, names in _COLUMNS.items():
        if text in names:
            return column
    raise PaperError(
        "G03",
        f"一覧の見出し「{heading}」が分かりません（{path}）。",
        f"使える見出し: {'、'.join(names[0] for names in _COLUMNS.values())}",
    )


def _meeting(cells: Mapping[str, str], base: Path) -> Meeting:
    """Return the meeting of one line.

    Raises:
        ValueError: What is wrong with the line, in words for a clerk.
    """
    files = []
    for source in ("recording", "agenda", "roster", "material", "transcript", "particulars"):
        several = (
            _SEVERAL.split(cells.get(source, ""))
            if source == "material"
            else [cells.get(source, "")]
        )
        for name in filter(None, (part.strip() for part in several)):
            place = (base / Path(name).expanduser()).absolute()
            if not _is_file(place):
                raise ValueError(f"{name[:200]} がありません。")
            files.append((source, place))
    main = [place for source, place in files if source in ("recording", "transcript")]
    out = base / Path(cells["out"]).expanduser() if "out" in cells else None
    if not main and (out is None or not is_work_folder(out)):
        raise ValueError("録音も文字起こしも書かれていません。")
    folder = out or main[0].with_name(f"{main[0].stem}.minutes")
    return Meeting(
        folder.absolute(),
        tuple(files) if main else (),
        _placed(cells.get("template"), base),
        _placed(cells.get("model"), base),
    )


def _is_file(place: Path) -> bool:
    """Return whether *place* is a file; what no file can be called is none."""
    try:
        return place.is_file()
    except (OSError, ValueError):
        return False


def _placed(value: str | None, base: Path) -> str | None:
    """Return a name as it is, and a folder beside the list as its path."""
    return str(base / value) if value and (base / value).is_dir() else value
