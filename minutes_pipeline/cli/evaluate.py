"""``minutes evaluate``: how good a draft is, against a reference."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from minutes_pipeline.cli.japanese import JapaneseCommand


@click.command(
    cls=JapaneseCommand,
    short_help="原案を正解と比べます。",
    help="作業フォルダの原案を、正解のフォルダ（reference.json、あれば gold.json・items.json）と"
    "比べ、誤りの割合を示します。",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("reference", metavar="REFERENCE_DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="表の代わりにJSONを出します。")
def evaluate(folder: Path, reference: Path, *, as_json: bool) -> None:
    """Print all measures of a draft."""
    from minutes_pipeline.api import evaluated

    report = evaluated(folder, reference)
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False))
    else:
        for title, value in report.rows():
            click.echo(f"{value:>8}　{title}")
        click.echo("\n役割ごとの時間（秒）")
        for row in report.role_rows():
            click.echo("　".join(row))
    if left_out := report.missing():
        click.echo(left_out, err=True)
