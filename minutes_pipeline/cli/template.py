"""``minutes template``: the cities' forms."""

from __future__ import annotations

from pathlib import Path

import click

from minutes_pipeline.cli.japanese import JapaneseCommand, JapaneseGroup


@click.group(
    cls=JapaneseGroup,
    short_help="市の様式を並べる・調べる。",
    help="会議録の様式（templates/ の下のフォルダ）を並べ、誤りがないかを調べます。",
)
def template() -> None:
    """Hold the commands on forms together."""


@template.command(
    "list", cls=JapaneseCommand, short_help="様式の名前を並べます。", help="様式の名前を並べます。"
)
def list_() -> None:
    """Print the names of the bundled forms."""
    from minutes_pipeline.api import forms

    for name, folder in forms():
        click.echo(f"{name:<12}{folder}")


@template.command(
    cls=JapaneseCommand,
    short_help="様式に誤りがないかを調べます。",
    help="様式のフォルダ（template.docx と template.toml）を調べ、誤りをすべて示します。",
)
@click.argument("folder", metavar="NAME|DIR")
def check(folder: str) -> None:
    """Check a form and say that it can be used."""
    from minutes_pipeline.api import check_form

    click.echo(f"この様式は使えます（{check_form(Path(folder))}）。")


@template.command(
    cls=JapaneseCommand,
    short_help="市のWordファイルから新しい様式を始めます。",
    help="市のWordファイル（過去の会議録など）から、新しい様式のフォルダを作ります。\n\n"
    "用紙・書体・ヘッダーなどはそのまま使い、足りないスタイルを補います。発言者名の形や概要の項目は"
    "ファイルから読み取って template.toml に書くので、見直してください。",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--from", "source", metavar="FILE", required=True, help="市のWordファイル（.docx）。")
def new(folder: Path, source: str) -> None:
    """Start a form and check it."""
    from minutes_pipeline.api import check_form, new_form

    made = new_form(folder, Path(source))
    click.echo(f"様式を作りました（{made}）。")
    click.echo(f"　{made / 'template.toml'} と template.docx を見直してください。")
    check_form(made)
    click.echo("　調べたところ、このまま使えます。")
