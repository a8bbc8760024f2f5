"""The rules of the house that a machine can hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "minutes_pipeline"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 400
HEAVY = ("torch", "pyannote", "faster_whisper", "ctranslate2", "spacy", "ginza", "docx", "numpy")


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_module_is_longer_than_a_person_reads_in_one_go(module: Path) -> None:
    assert len(module.read_text("utf-8").splitlines()) <= LONGEST


def test_help_imports_no_engine() -> None:
    code = (
        "import sys\n"
        "from minutes_pipeline.cli.main import cli\n"
        "cli.main(['--help'], standalone_mode=False)\n"
        f"print('LOADED', [m for m in {HEAVY!r} if m in sys.modules])\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "draft" in done.stdout
    assert done.stdout.strip().endswith("LOADED []")


@pytest.mark.parametrize("stage", sorted(PACKAGE.rglob("*stage.py")), ids=lambda p: p.parent.name)
def test_a_door_opens_without_waking_the_engine(stage: Path) -> None:
    module = ".".join(stage.relative_to(PACKAGE.parent).with_suffix("").parts)
    engines = [m for m in HEAVY if m != "numpy"]
    code = f"import sys, {module}; print([m for m in {engines!r} if m in sys.modules])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_module_has_a_name_that_says_nothing(module: Path) -> None:
    assert module.stem not in {"utils", "util", "helpers", "misc", "common", "manager", "processor"}


def test_every_error_code_is_explained_for_clerks(project: Path) -> None:
    """Each code that is raised stands as a heading in docs/errors.md, and the other way round."""
    text = [module.read_text("utf-8") for module in MODULES]
    raised = {
        node.value
        for source in text
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[A-Z]\d\d", node.value)
    }
    headings = re.findall(
        r"^### ([A-Z]\d\d)\b", (project / "docs/errors.md").read_text("utf-8"), re.MULTILINE
    )

    assert raised == set(headings)
    assert len(headings) == len(set(headings)), "one code for two errors"
