"""The wheel and the source archive hold all that the program needs, and run where they are put."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def built(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=project,
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel, and the libraries of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    (wheel,) = built.glob("*.whl")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    place = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    # After the wheel on the path, so that the checkout's own package is not what is found.
    (Path(place) / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


def test_every_form_and_the_catalog_are_in_the_wheel(project: Path, built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    forms = [p for p in (project / "templates").glob("*/*") if p.is_file()]

    assert forms
    for path in [*forms, project / "models" / "catalog.toml"]:
        assert f"minutes_pipeline/_bundled/{path.relative_to(project).as_posix()}" in names


def test_the_wheel_holds_every_data_file_of_the_package(project: Path, built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    package = project / "minutes_pipeline"
    files = [p for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts]

    assert [p for p in files if p.relative_to(project).as_posix() not in names] == []


def test_the_source_archive_can_be_tested(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as source:
        names = {name.split("/", 1)[1] for name in source.getnames() if "/" in name}

    for name in ("pyproject.toml", "Makefile", "constraints.txt", "scripts/make-venv", ".ci/run"):
        assert name in names
    assert "samples/aoba/recording.opus" in names


@pytest.mark.parametrize(
    ("command", "expected"),
    [(("template", "list"), "izumi"), (("models", "list"), "whisper-base")],
)
def test_the_installed_program_finds_its_files(
    installed: Path, tmp_path: Path, command: tuple[str, ...], expected: str
) -> None:
    code = "import minutes_pipeline, sys; print(minutes_pipeline.__file__, file=sys.stderr)"
    where = subprocess.run(
        [installed, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    done = subprocess.run(
        [installed, "-m", "minutes_pipeline", *command],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"},
    )

    assert str(installed.parents[1]) in where.stderr
    assert done.returncode == 0, done.stderr
    assert expected in done.stdout
