"""What lies beside the program: models, LibreOffice, Japanese fonts."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from minutes_pipeline.doctor.finding import Finding, fault, good, notice
from minutes_pipeline.modelstore.store import Condition, Store

_OFFICE_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_FONT_FOLDERS = (
    "C:/Windows/Fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
)
_JAPANESE_FONTS = (
    "msmincho",
    "msgothic",
    "yumin",
    "yugoth",
    "meiryo",
    "biz-ud",
    "bizud",
    "ipaex",
    "ipam",
    "ipag",
    "noto-cjk",
    "notosanscjk",
    "notoserifcjk",
    "hiragino",
    "ヒラギノ",
    "takao",
)


def models(store: Store) -> Iterator[Finding]:
    """Yield how each model of the default set stands, and every other that is here but not whole.

    Raises:
        MinutesError: The catalog cannot be read.
    """
    for model in store.catalog.models:
        if not model.embedded and not store.folder(model).exists():
            continue
        name, title = f"model-{model.name}", f"モデル {model.name}"
        cure = f"「{store.fetch_command(model)}」を実行してください。"
        match store.condition(model):
            case Condition.RIGHT:
                yield good(name, title, "目録のとおりです")
            case Condition.ABSENT:
                yield fault(name, title, f"ありません（{store.root}）", cure)
            case Condition.INCOMPLETE:
                yield _lame(name, title, "足りないファイルがあります", cure, model.embedded)
            case Condition.WRONG:
                yield _lame(name, title, "目録のダイジェストと違います", cure, model.embedded)


def _lame(name: str, title: str, found: str, cure: str, embedded: bool) -> Finding:  # noqa: FBT001
    return (fault if embedded else notice)(name, title, found, cure)


def office() -> Finding:
    """Return whether LibreOffice is here, which the PDF of the archive is made with."""
    program = shutil.which("soffice") or next(
        (p for p in _OFFICE_PLACES if Path(p).is_file()), None
    )
    title = "LibreOffice（保存用PDF）"
    if program is None:
        return notice(
            "office",
            title,
            "ありません（Wordの原案は作れます）",
            "保存用のPDF/Aを作るときは LibreOffice を入れてください。",
        )
    return good("office", title, program)


def fonts() -> Finding:
    """Return whether a Japanese font is here; without one, printed pages show boxes."""
    title = "日本語フォント"
    found = next(_japanese_fonts(), None)
    if found is None:
        return notice(
            "fonts",
            title,
            "見つかりません",
            "IPAexフォント（Debian・Ubuntuでは fonts-ipaexfont）を入れてください。",
        )
    return good("fonts", title, found)


def _japanese_fonts() -> Iterator[str]:
    """Yield Japanese fonts, as fontconfig tells them where it is, else by the files' names."""
    if sys.platform != "win32" and (ask := shutil.which("fc-list")):
        told = subprocess.run(
            [ask, ":lang=ja", "family"], capture_output=True, encoding="utf-8", check=False
        )
        yield from sorted(filter(None, told.stdout.splitlines()))
        return
    for folder in map(Path, _FONT_FOLDERS):
        if folder.is_dir():
            for file in sorted(folder.rglob("*.[ot]t[cf]")):
                if any(mark in file.name.casefold() for mark in _JAPANESE_FONTS):
                    yield file.name
