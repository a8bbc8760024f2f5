"""Each thing examined, right and wrong; what can't be provoked here is told by a stand-in."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from minutes_pipeline.doctor import machine, parts, stock
from minutes_pipeline.doctor.finding import Severity
from minutes_pipeline.modelstore.store import Store, default_root


def test_this_computer_can_make_a_draft():
    found = [machine.python(), machine.words(), *machine.folders({"ここ": Path.cwd()})]

    assert {f.severity for f in found} == {Severity.GOOD}
    assert all(f.found for f in found)


@pytest.mark.parametrize(
    ("total", "available", "severity"),
    [
        (3.0, 2.0, Severity.FAULT),
        (8.0, 1.0, Severity.NOTICE),
        (8.0, 5.0, Severity.GOOD),
    ],
)
def test_memory_is_weighed(monkeypatch, total, available, severity):
    amounts = SimpleNamespace(total=total * machine.GIGA, available=available * machine.GIGA)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: amounts)

    found = machine.memory()

    assert found.severity is severity
    assert f"{total:.1f} GB" in found.found
    assert bool(found.cure) is (severity is not Severity.GOOD)


def test_a_python_that_no_engine_supports(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))

    assert machine.python().severity is Severity.FAULT


def test_one_core_is_named_as_slow(monkeypatch):
    monkeypatch.setattr(psutil, "cpu_count", lambda **_: 1)

    assert machine.cores().severity is Severity.NOTICE


def test_a_folder_that_takes_no_file():
    """Even an administrator can make no file under /proc."""
    (found,) = machine.folders({"会議の録音": Path("/proc/会議")})

    assert found.severity is Severity.FAULT
    assert found.title == "会議の録音"
    assert "書き込めません" in found.found


@pytest.mark.parametrize("part", [p for p in parts.PARTS if p.name in ("decoding", "word")])
def test_a_library_is_loaded_for_real(part):
    assert parts.tried(part).severity is Severity.GOOD


@pytest.mark.parametrize(
    "trial", ["raise OSError('no such DLL')", "import no_such_module", "import os; os._exit(3)"]
)
def test_a_library_that_fails_is_a_fault_with_its_reason(trial):
    found = parts.tried(parts.Part("x", "試し", trial))

    assert found.severity is Severity.FAULT
    assert any(word in found.found for word in ("no such DLL", "no_such_module", "終了コード 3"))


def test_a_library_that_never_answers_is_given_up(monkeypatch):
    monkeypatch.setattr(parts, "PATIENCE", 0.5)

    assert "待っても" in parts.tried(parts.Part("x", "試し", "import time; time.sleep(60)")).found


def test_models_that_are_not_here_name_the_command(tmp_path):
    found = list(stock.models(Store(tmp_path)))

    assert [f.severity for f in found] == [Severity.FAULT] * len(found)
    assert len(found) == len(Store(tmp_path).catalog.embedded)
    assert all("minutes models fetch" in f.cure for f in found)


def test_a_damaged_model_is_found(tmp_path, weights):
    source = weights("campplus")
    copy = tmp_path / "campplus" / "campplus_cn_en_common.pt"
    copy.parent.mkdir()
    data = bytearray((source / copy.name).read_bytes())
    data[1000] ^= 1
    copy.write_bytes(data)

    found = {f.name: f for f in stock.models(Store(tmp_path))}

    assert "ダイジェスト" in found["model-campplus"].found


@pytest.mark.speech
def test_the_fetched_models_are_right():
    assert {f.severity for f in stock.models(Store(default_root()))} == {Severity.GOOD}


def test_without_office_and_fonts_drafts_can_still_be_made(monkeypatch):
    monkeypatch.setattr(stock.shutil, "which", lambda _: None)
    monkeypatch.setattr(stock, "_OFFICE_PLACES", ())
    monkeypatch.setattr(stock, "_FONT_FOLDERS", ())

    assert [stock.office().severity, stock.fonts().severity] == [Severity.NOTICE] * 2


@pytest.mark.office
def test_office_and_a_font_are_found_where_they_are():
    assert [stock.office().severity, stock.fonts().severity] == [Severity.GOOD] * 2
