"""A short sitting, drafted from a written transcript, and settled as a clerk would."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from minutes_pipeline.corrections.doubts import words_beneath
from minutes_pipeline.meeting import NoteSettled, note_key
from minutes_pipeline.workspace.artifacts import DOUBTS, MACHINE_UTTERANCES
from minutes_pipeline.workspace.correction_log import CorrectionLog
from minutes_pipeline.workspace.folder import WorkFolder
from minutes_pipeline.workspace.job import Job, look_at

AGENDA = """令和7年度第2回若葉市図書館協議会　次第
日時　令和7年9月4日（木）午後2時から
場所　若葉市立図書館 2階 会議室
1　開館時間の見直しについて（報告）
2　その他
"""
ROSTER = """氏名,よみ,役職,区分,所属,出欠
三好 桐子,みよし きりこ,会長,委員,学識経験者,出席
江口 渉,えぐち わたる,委員,委員,公募市民,出席
宇野 晶,うの あきら,係長,事務局,教育部図書館課,出席
"""
TRANSCRIPT = """会長：ただいまから、図書館協議会を開会いたします。
会長：次第の1、開館時間の見直しについて、事務局から説明をお願いします。
事務局：資料1に基づきましてご説明いたします。平日の閉館を午後7時から午後8時に延ばします。対象は3館でございます。
会長：ご質問はございますか。
委員：職員の勤務はどうなるのでしょうか。
事務局：交代で勤務することとしております。
会長：ほかになければ、次に移ります。次第の2、その他ですが、何かございますか。
事務局：次回は12月に開催いたします。
会長：以上で閉会いたします。
"""
PARTICULARS = """終了 = "15:00"
公開 = "公開"
傍聴者 = 0
資料 = ["資料1"]
欠席 = []
所管課 = "教育部図書館課"
"""


def minutes(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "minutes_pipeline", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )


def written_form(folder: Path, project: Path, **archive: object) -> Path:
    """Return a city's form with rules on keeping."""
    shutil.copytree(project / "templates" / "izumi", folder)
    rules = "".join(f"{key} = {value!r}\n" for key, value in archive.items())
    with (folder / "template.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[archive]\norganization = "若葉市"\n{rules}')
    return folder


def draft(place: Path, project: Path, particulars: str, **archive: object) -> Path:
    """Draft the sitting into a new work folder in *place*."""
    for name, text in (
        ("agenda.txt", AGENDA),
        ("roster.csv", ROSTER),
        ("said.txt", TRANSCRIPT),
        ("meeting.toml", particulars),
    ):
        (place / name).write_text(text, "utf-8")
    form = written_form(place / "form", project, **archive)
    done = minutes(
        *("draft", "-", "--transcript", place / "said.txt"),
        *("--agenda", place / "agenda.txt", "--roster", place / "roster.csv"),
        *("--particulars", place / "meeting.toml", "--template", form),
        *("--out", place / "work.minutes"),
    )
    assert done.returncode == 0, done.stderr
    return place / "work.minutes"


@pytest.fixture(scope="session")
def with_gaps(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """A work folder for which nobody has stated the particulars."""
    return draft(tmp_path_factory.mktemp("gaps"), project, "傍聴者 = 0\n")


@pytest.fixture(scope="session")
def reform(project: Path) -> Callable[..., None]:
    """Put other rules on keeping into the form of a work folder."""

    def changed(folder: Path, **archive: object) -> None:
        form = written_form(folder.parent / "other form", project, **archive)
        work = WorkFolder(folder)
        choices = replace(work.job.choices, template=str(form))
        files = tuple(look_at(f.source, folder / f.path) for f in work.job.files)
        work.store_job(Job(choices, files))

    return changed


def settle(folder: Path) -> None:
    """Settle every doubt, as a person does on the review page, and bring the folder up to date."""
    work = WorkFolder(folder)
    texts = {u.id: u.text for u in work.load(MACHINE_UTTERANCES).utterances}
    changes = tuple(
        NoteSettled(note_key(note), words_beneath(note, texts)) for note in work.load(DOUBTS)
    )
    if changes:
        CorrectionLog(work).add(changes, "図書館課　宇野")
        done = minutes("run", folder)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """A work folder against which nothing stands but that nobody has approved it."""
    rules = {"purge": "approval", "retention": "10年", "recording": "keep"}
    folder = draft(tmp_path_factory.mktemp("settled"), project, PARTICULARS, **rules)
    settle(folder)
    return folder


@pytest.fixture(scope="session")
def approved_once(settled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("approved") / "work.minutes"
    shutil.copytree(settled, folder)
    done = minutes("approve", folder, "--by", "会長 三好桐子", "--date", "令和7年9月30日")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def ready(settled: Path, tmp_path: Path) -> Path:
    """A copy of the settled folder."""
    shutil.copytree(settled, tmp_path / "work.minutes")
    return tmp_path / "work.minutes"


@pytest.fixture
def approved(approved_once: Path, tmp_path: Path) -> Path:
    """A copy of the approved folder."""
    shutil.copytree(approved_once, tmp_path / "work.minutes")
    return tmp_path / "work.minutes"
