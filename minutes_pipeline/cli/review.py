"""``minutes review``: the page on this computer to settle what only a person can decide."""

from __future__ import annotations

from pathlib import Path

import click

from minutes_pipeline.cli.draft import models_option
from minutes_pipeline.cli.japanese import JapaneseCommand


@click.command(
    cls=JapaneseCommand,
    short_help="録音を聞きながら、確かめるところを画面で片付けます。",
    help="確認画面をこのパソコンのブラウザーで開きます。録音を聞きながら、確かめるところを順に"
    "片付け、声の役割・言葉・案件の境目・原案の文を直せます。直すたびに保存し、原案に反映します。\n\n"
    "画面はこのパソコンの中だけで動き、外とは通信しません。"
    "終えるときは、画面の「終える」か Ctrl-C です。",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=0,
    help="使うポート。既定は空いている番号。",
)
@click.option("--no-open", is_flag=True, help="ブラウザーを開かず、アドレスだけを示します。")
@models_option
def review(folder: Path, port: int, no_open: bool, models_root: Path | None) -> None:  # noqa: FBT001 - click
    """Open the page and serve it until it is ended."""
    from minutes_pipeline.review.server import opened, show

    with opened(folder, models_root, port) as page:
        click.echo("確認画面を開きました。次のアドレスは、この画面を開いている間だけ使えます。")
        click.echo(page.address)
        if not no_open and not show(page.address):
            click.echo("ブラウザーを開けません。上のアドレスをブラウザーに貼り付けてください。")
        click.echo("終えるときは、画面の「終える」を押すか、ここで Ctrl-C を押してください。")
        page.serve()
        click.echo("終わりました。直しは保存されています。ファイルに反映しています。")
    click.echo(f"反映しました: {folder.absolute() / 'minutes.docx'}")
