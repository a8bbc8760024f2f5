"""``minutes doctor``: what is missing on this computer, and the cure."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from minutes_pipeline.cli.draft import models_option
from minutes_pipeline.cli.japanese import JapaneseCommand

MARKS = {"good": "○", "notice": "△", "fault": "×"}


@click.command(
    cls=JapaneseCommand,
    short_help="この計算機に足りないものと、その直し方を示します。",
    help="この計算機で会議録を作れるかどうかを、部品を実際に動かして確かめます。\n\n"
    "○は問題なし、△は一部の機能に差し支え、×は会議録を作れない状態です。"
    "×が一つでもあれば終了コード 1 で終わります。",
)
@click.option("--json", "as_json", is_flag=True, help="結果をJSONで出します（1行に1件）。")
@models_option
def doctor(models_root: Path | None, *, as_json: bool) -> int:
    """Print each finding as it comes; return 1 when one stops every draft."""
    from minutes_pipeline.doctor.examination import examine
    from minutes_pipeline.doctor.finding import Severity

    counts = dict.fromkeys(Severity, 0)
    for finding in examine(models_root):
        counts[finding.severity] += 1
        if as_json:
            click.echo(json.dumps(dataclasses.asdict(finding), ensure_ascii=False))
            continue
        click.echo(f"{MARKS[finding.severity.value]} {finding.title}: {finding.found}")
        if finding.cure:
            click.echo(f"　　対処: {finding.cure}")
    faults, notices = counts[Severity.FAULT], counts[Severity.NOTICE]
    if not as_json:
        click.echo("")
        if faults:
            click.echo(f"会議録を作る前に直すところが {faults} 件あります。")
        elif notices:
            click.echo(f"会議録を作れます（差し支えのあるところ {notices} 件）。")
        else:
            click.echo("会議録を作れます。")
    return int(faults > 0)
