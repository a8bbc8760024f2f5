"""The written test meetings agree with themselves: a wrong reference would mislead every score."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).resolve().parent.parent
FOLDERS = [TESTS.parent / "samples" / "aoba", *sorted((TESTS / "meetings").glob("*/"))]
POLITE = re.compile(r"(です|ます|でした|ました|ません|ください|ましょう)(か|ね|よ|が)?[。、]")

pytestmark = pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)


def script_of(folder: Path) -> list[list[str]]:
    with (folder / "script.tsv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.reader(lines, delimiter="\t") if row]


def gold_of(folder: Path) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads((folder / "gold.json").read_text("utf-8"))["items"]
    return items


def written(item: dict[str, Any]) -> Iterator[str]:
    if item["lead"]:
        yield item["lead"]
    yield from item["points"]
    for exchange in item["exchanges"]:
        yield from exchange["paragraphs"]
    if item["outcome"]:
        yield item["outcome"]


def numbers(text: str) -> set[str]:
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", text))
    return set(re.findall(r"\d+(?:\.\d+)?", plain))


def test_every_turn_has_four_fields_and_its_items(folder: Path) -> None:
    rows = script_of(folder)
    items = json.loads((folder / "items.json").read_text("utf-8"))
    assert {len(row) for row in rows} == {4}
    assert len(items) == len(rows)


def test_items_and_gold_name_the_same_numbers(folder: Path) -> None:
    items = json.loads((folder / "items.json").read_text("utf-8"))
    used = {number for allowed in items for number in allowed or ()}
    assert used == {item["number"] for item in gold_of(folder)}


def test_gold_labels_are_roles_that_speak(folder: Path) -> None:
    roles = {role for _, _, role, _ in script_of(folder)}
    labels = {e["label"] for item in gold_of(folder) for e in item["exchanges"]}
    assert labels <= roles


def test_every_number_of_the_gold_was_said(folder: Path) -> None:
    said = numbers("".join(text for *_, text in script_of(folder)))
    gold = numbers("".join(p for item in gold_of(folder) for p in written(item)))
    assert gold <= said


def test_gold_is_plain_style_in_full_sentences(folder: Path) -> None:
    paragraphs = [p for item in gold_of(folder) for p in written(item)]
    assert [p for p in paragraphs if not p.endswith("。")] == []
    assert [p for p in paragraphs if POLITE.search(p)] == []


def test_joint_items_name_each_other(folder: Path) -> None:
    joint = {item["number"]: set(item["joint_with"]) for item in gold_of(folder)}
    assert all(number in joint[other] for number, others in joint.items() for other in others)
