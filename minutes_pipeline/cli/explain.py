"""``minutes explain``: why a paragraph says what it says, and where an utterance went."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutes_pipeline.cli.japanese import JapaneseCommand

if TYPE_CHECKING:  # `minutes --help` names this command too
    from minutes_pipeline.drafting.explanation import (
        Fate,
        Heard,
        ParagraphExplained,
        UtteranceExplained,
    )

_PLACES = {"lead": "導入文", "point": "説明の要点", "outcome": "結果"}


@click.command(
    cls=JapaneseCommand,
    short_help="段落がどの発言からどう作られたかを示します。",
    help="段落（p0013 など）がどの発言からどの規則で作られたか、発言（u0020 など）が"
    "どこに入ったか、なぜ省かれたかを示します。\n\n"
    "ID を省くと、省いた発言をすべて理由とともに示します。",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("name", metavar="[ID]", required=False)
@click.option("--json", "as_json", is_flag=True, help="JSONで出します。")
def explain(folder: Path, name: str | None, *, as_json: bool) -> None:
    """Print what the account holds of a paragraph, of an utterance, or of all that is left out."""
    from minutes_pipeline.api import explained
    from minutes_pipeline.drafting.explanation import ParagraphExplained

    found = explained(folder, name)
    if as_json:
        shown = [asdict(one) for one in found]
        click.echo(json.dumps(shown if name is None else shown[0], ensure_ascii=False, indent=1))
        return
    for one in found:
        lines = _paragraph(one) if isinstance(one, ParagraphExplained) else _utterance(one)
        for line in lines:
            click.echo(line)
    if not found:
        click.echo("省いた発言はありません。")


def _paragraph(one: ParagraphExplained) -> Iterator[str]:
    item = f"案件{one.item}　{one.title or ''}" if one.item else "案件の外"
    place = _PLACES.get(one.place) or f"{one.label or '発言者未定'}の発言"
    yield f"{one.id}　{item}　{place}"
    yield f"　{one.text}"
    if one.drafted is not None:
        polished = any(rule == "polish" for rule, _ in one.rules)
        yield "規則で整えた文（推敲の前）" if polished else "機械の原案（人が直す前）"
        yield f"　{one.drafted}"
    yield "もとの発言" if one.heard else "もとの発言はありません（人が書いた段落です）。"
    for heard in one.heard:
        yield from _heard(heard)
    if one.ways:
        yield "整え方"
    for n, way in enumerate(one.ways, 1):
        yield f"　{n}　「{'」「'.join(way.said)}」"
        for step in way.steps:
            yield f"　　→ {step.title}［{step.rule}］"
            yield f"　　　 {step.text or '（何も残らない）'}"
        if not way.steps:
            yield "　　→ そのまま"
    if one.rules:
        yield "使った規則: " + "、".join(f"{title}［{rule}］" for rule, title in one.rules)


def _utterance(one: UtteranceExplained) -> Iterator[str]:
    yield from _heard(one.heard)
    if one.reason is not None and not one.fates:
        yield f"　　→ 載せていません: {_reason(one.reason)}"
    for fate in one.fates:
        yield from _fate(fate)
    for paragraph, text in one.cited:
        yield f"　　これを根拠に挙げる段落 {paragraph}: {text}"


def _fate(fate: Fate) -> Iterator[str]:
    yield f"　　「{fate.text}」"
    for paragraph, text in fate.paragraphs:
        yield f"　　→ {paragraph}: {text}"
    if fate.reason is not None:
        yield f"　　→ 載せていません: {_reason(fate.reason)}"
    elif not fate.paragraphs:
        yield "　　→ 今の原案にはありません（人が段落を直したか、除きました）。"


def _heard(heard: Heard) -> Iterator[str]:
    from minutes_pipeline.document.wording import stretch

    who = heard.role or "役割未定"
    voice = f"（{heard.speaker}）" if heard.speaker else ""
    when = stretch(heard.start, heard.end)
    yield f"　{heard.id}　{who}{voice}" + (f"　{when}" if when else "")
    yield f"　　{' '.join(heard.text.split())}"


def _reason(code: str) -> str:
    from minutes_pipeline.document.terms import OMISSIONS
    from minutes_pipeline.meeting import OmissionReason

    return OMISSIONS.get(OmissionReason(code), code)
