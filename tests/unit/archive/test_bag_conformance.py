"""The Library of Congress' BagIt conformance suite (public domain, see its LICENSE.md)."""

import shutil
from pathlib import Path

import pytest

from minutes_pipeline.archive.bag_check import inspect
from minutes_pipeline.archive.second_opinion import objection

SUITE = Path(__file__).parent / "bagit-conformance-suite"


def bags(*kinds):
    found = [p for kind in kinds for p in sorted(SUITE.glob(f"v*/{kind}/*")) if p.is_dir()]
    return [pytest.param(p, id=str(p.relative_to(SUITE))) for p in found]


@pytest.mark.parametrize("bag", bags("valid"))
def test_valid_bags_pass_both_checkers(bag):
    assert inspect(bag).faults == ()
    assert objection(bag) is None


@pytest.mark.parametrize("bag", bags("invalid"))
def test_invalid_bags_are_refused(bag):
    assert inspect(bag).faults != ()


@pytest.mark.parametrize("bag", bags("linux-only", "windows-only"))
def test_paths_out_of_the_bag_are_refused_on_every_system(bag):
    messages = [fault.message for fault in inspect(bag).faults]

    assert any("パッケージの外を指しています" in message for message in messages)


@pytest.mark.parametrize(
    "name",
    ["made-with-md5sum-tools", "relative-path", "same-filename-listed-twice-with-the-same-hash"],
)
def test_odd_but_whole_bags_pass_with_a_warning(name):
    found = inspect(SUITE / "v0.97/warning" / name)

    assert found.faults == ()
    assert found.warnings != ()


def test_files_that_systems_make_give_a_warning(tmp_path):
    bag = tmp_path / "bag"
    shutil.copytree(SUITE / "v0.97/warning/special-system-files", bag)
    assert inspect(bag).faults != ()
    (bag / "data/.DS_Store").write_bytes(b"")  # version control does not hold it

    found = inspect(bag)

    assert found.faults == ()
    assert {warning.file for warning in found.warnings} == {"data/.DS_Store", "data/Thumbs.db"}


def test_names_that_differ_in_case_alone_give_a_warning():
    found = inspect(SUITE / "v0.97/warning/duplicate-file-with-different-case")

    assert any("見分けにくい名前" in warning.message for warning in found.warnings)
