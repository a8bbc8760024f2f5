"""``redaction.toml``: what one sitting's public minutes hide, beside the city's own rules."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from minutes_pipeline.archive.redaction import Rules, folded
from minutes_pipeline.document.form import Publication
from minutes_pipeline.errors import PaperError
from minutes_pipeline.meeting import RoleKind

_Text = Annotated[str, Field(min_length=1)]
_HOWTO = "書き方は docs/how-to-archive.md にあります。"


class Choice(BaseModel):
    """What the file may say; unknown keys are refused.

    Attributes:
        items: Numbers of closed items; 「案件外」 for speech that belongs to none.
        names: People of the roster whose names go, whatever they are.
        shown: People whose names stay, whatever they are.
        phrases: Words that go wherever they stand.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    items: tuple[_Text, ...] = Field(default=(), strict=False)
    names: tuple[_Text, ...] = Field(default=(), strict=False)
    shown: tuple[_Text, ...] = Field(default=(), strict=False)
    phrases: tuple[_Text, ...] = Field(default=(), strict=False)


def rules(path: Path, city: Publication) -> Rules:
    """Return the city's rules with what the file at *path* adds; it need not exist.

    Raises:
        PaperError: B10, the file cannot be read as what it should be.
    """
    choice = Choice()
    if path.is_file():
        try:
            choice = Choice.model_validate(tomllib.loads(path.read_bytes().decode("utf-8-sig")))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise PaperError(
                "B10", f"{path.name} の書き方が正しくありません（{error}）。", _HOWTO
            ) from error
        except ValidationError as error:
            raise PaperError("B10", f"{path.name}: {_fault(error)}", _HOWTO) from error
    phrases = tuple(dict.fromkeys((*city.phrases, *choice.phrases)))
    for phrase in phrases:
        if folded(phrase) in folded(city.mark + city.closed):
            raise PaperError(
                "B10",
                f"伏せる言葉「{phrase}」が、代わりに書く言葉「{city.mark}」に含まれています。",
                "別の言葉にするか、様式の [public] の mark を変えてください。",
            )
    return Rules(
        hidden=tuple(RoleKind(kind) for kind in city.hide),
        names=choice.names,
        shown=choice.shown,
        items=choice.items,
        phrases=phrases,
        mark=city.mark,
        closed=city.closed,
    )


def _fault(error: ValidationError) -> str:
    listed = []
    for one in error.errors():
        where = "".join(f"の{p + 1}番目" if isinstance(p, int) else str(p) for p in one["loc"])
        if one["type"] == "extra_forbidden":
            listed.append(f"{where} という項目はありません（items、names、shown、phrases）。")
        else:
            listed.append(f'{where} は ["…", "…"] の形で書いてください。')
    return "".join(dict.fromkeys(listed))
