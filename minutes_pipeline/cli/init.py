"""``minutes init``: a meeting.toml to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from minutes_pipeline.cli.japanese import JapaneseCommand


@click.command(
    cls=JapaneseCommand,
    short_help="日時・場所などを書き込む meeting.toml を作ります。",
    help="作業フォルダに、日時・場所・傍聴者などを書き込む meeting.toml を作ります。\n\n"
    "次第と名簿から分かることは書き込まれています。既にある meeting.toml は変えません。",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--agenda", metavar="FILE", help="次第（.txt .md .docx .pdf）。")
@click.option("--roster", metavar="FILE", help="名簿（.csv .xlsx）。")
def init(folder: Path, agenda: str | None, roster: str | None) -> None:
    """Write the form and print where it lies."""
    from minutes_pipeline.api import start_particulars

    place = start_particulars(folder, agenda, roster)
    click.echo(f"書き込んでください: {place}")
