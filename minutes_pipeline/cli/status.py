"""``minutes status``: what is fresh, stale or altered, and what needs a person."""

from __future__ import annotations

from pathlib import Path

import click

from minutes_pipeline.cli.draft import models_option
from minutes_pipeline.cli.japanese import JapaneseCommand

WORDS = {
    "fresh": "最新",
    "stale": "作り直しが必要",
    "missing": "未作成",
    "altered": "手で直されている（そのまま使う）",
    "altered-stale": "手で直されている（上書きしない）",
}


@click.command(
    cls=JapaneseCommand,
    short_help="どこまで済んだか、何を確かめるべきかを示します。",
    help="作業フォルダの各段階が最新かどうかと、人が確かめるべきことの数を示します。",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@models_option
def status(folder: Path, models_root: Path | None) -> None:
    """Print the state of every stage and the count of doubts."""
    from minutes_pipeline.api import standings, summary
    from minutes_pipeline.workspace.folder import WorkFolder

    work = WorkFolder(folder.absolute())
    for row in standings(work, models_root):
        words = WORDS[row.state.value]
        click.echo(f"{row.stage.name:<20}{words}　{row.stage.writes.file}")
    for line in summary(work):
        click.echo(line)
