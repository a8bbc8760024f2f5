"""The ground truth of a meeting: what was said by whom, under which item, and the gold minutes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from minutes_pipeline.errors import PaperError


class _Loose(BaseModel):
    """References carry further fields for other programs; they are not read here."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ReferenceTurn(_Loose):
    """One turn as it was spoken.

    Attributes:
        start: Seconds.
        end: Seconds.
        speaker: Who.
        role: The label in the minutes.
        text: The words.
        spans: ``[start, end]`` of actual speech; empty for the whole turn.
    """

    start: float
    end: float
    speaker: str
    role: str
    text: str
    spans: tuple[tuple[float, float], ...] = ()

    @property
    def speech(self) -> tuple[tuple[float, float], ...]:
        """The spans of actual speech."""
        return self.spans or ((self.start, self.end),)


class GoldExchange(_Loose):
    """A question or answer of the gold minutes."""

    label: str
    paragraphs: tuple[str, ...]


class GoldItem(_Loose):
    """One item of the gold minutes, plain text throughout."""

    number: str
    points: tuple[str, ...] = ()
    exchanges: tuple[GoldExchange, ...] = ()
    outcome: str | None = None

    @property
    def text(self) -> str:
        """Everything but heading and lead, joined."""
        said = [p for exchange in self.exchanges for p in exchange.paragraphs]
        return "".join([*self.points, *said, self.outcome or ""])


class Reference(_Loose):
    """A reference folder.

    Attributes:
        turns: All turns in order.
        items: For each turn the numbers of the items it may stand under; None outside every
            item. Empty when the folder has no ``items.json``.
        gold: The gold minutes; empty when the folder has no ``gold.json``.
    """

    turns: tuple[ReferenceTurn, ...]
    items: tuple[tuple[str, ...] | None, ...] = ()
    gold: tuple[GoldItem, ...] = ()


def _read(path: Path, kind: Any) -> Any:
    try:
        return TypeAdapter(kind).validate_json(path.read_bytes())
    except (ValidationError, OSError) as error:
        raise PaperError(
            "V01",
            f"評価の正解ファイルを読めません（{path}）。",
            "reference.json（必須）、items.json、gold.json の形を確かめてください。",
        ) from error


class _Turns(_Loose):
    turns: tuple[ReferenceTurn, ...]


class _Gold(_Loose):
    items: tuple[GoldItem, ...]


def load_reference(folder: Path) -> Reference:
    """Read a reference folder.

    Raises:
        PaperError: ``reference.json`` is missing, or a file is not in its form.
    """
    turns = _read(folder / "reference.json", _Turns).turns
    items: tuple[tuple[str, ...] | None, ...] = ()
    if (folder / "items.json").is_file():
        items = _read(folder / "items.json", tuple[tuple[str, ...] | None, ...])
        if items and len(turns) % len(items) == 0:
            items = items * (len(turns) // len(items))
    gold: tuple[GoldItem, ...] = ()
    if (folder / "gold.json").is_file():
        gold = _read(folder / "gold.json", _Gold).items
    return Reference(turns=turns, items=items, gold=gold)
