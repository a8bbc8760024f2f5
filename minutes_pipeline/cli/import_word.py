"""``minutes import``: take an editor's Word file back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutes_pipeline.cli.draft import models_option
from minutes_pipeline.cli.japanese import JapaneseCommand

if TYPE_CHECKING:  # `minutes --help` loads this module too
    from minutes_pipeline.word_import import Report

MOST = 60
"""Changes listed on the screen; all of them stand in the log of corrections."""


@click.command(
    "import",
    cls=JapaneseCommand,
    short_help="Wordで直した原案を取り込みます。",
    help="Wordで直した原案（EDITED.docx）を作業フォルダに取り込みます。\n\n"
    "変更履歴は「すべて反映」した姿で読み、だれがいつ直したかを残します。直しは原案の上に重ねて"
    "保存し、原案を作り直しても消えません。同じファイルを二度取り込んでも何も変わりません。",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("edited", metavar="EDITED.docx", type=click.Path(path_type=Path))
@click.option("--who", metavar="NAME", help="直した人の名前。既定はWordの最後の保存者。")
@models_option
def import_(folder: Path, edited: Path, who: str | None, models_root: Path | None) -> None:
    """Take the file in and tell what was new in it."""
    from minutes_pipeline.cli.console import Console
    from minutes_pipeline.word_import import import_word
    from minutes_pipeline.workspace.folder import WorkFolder

    work = WorkFolder(folder.absolute())
    _ = work.job  # refuse what is no work folder before a lock is put into it
    with work.locked(), Console() as console:
        report = import_word(work, edited.absolute(), models_root, console, who)
    tell(report)
    if report.changes:
        click.echo(f"原案を書き直しました: {work.path / 'minutes.docx'}")


def tell(report: Report) -> None:
    """Print what came of an import."""
    if not report.changes:
        click.echo("取り込み済みです。新しい直しはありませんでした。")
    else:
        click.echo(f"直しを{len(report.changes)}件取り込みました。")
    for line in report.changes[:MOST]:
        click.echo(f"　・{line}")
    if len(report.changes) > MOST:
        click.echo(f"　ほか{len(report.changes) - MOST}件")
    if report.accepted:
        click.echo(f"変更履歴{report.accepted}か所を反映した姿で読みました。")
    for warning in report.warnings:
        click.echo(f"! {warning}")
    if report.contradictions:
        click.echo("発言と食い違うかもしれないところ（録音で確かめてください）：")
        for note in report.contradictions:
            click.echo(f"　・{note.message}")
    if report.terms:
        click.echo(
            "同じ直しが重なった言葉です。用語一覧（--hotwords）に加えると、次から正しく書きます："
        )
        for old, new, count in report.terms:
            click.echo(f"　・{old} → {new}（{count}か所）")
