"""``minutes approve``, ``archive`` and ``purge``: from the finished minutes to the kept record."""

from __future__ import annotations

from pathlib import Path

import click

from minutes_pipeline.cli.draft import models_option
from minutes_pipeline.cli.japanese import JapaneseCommand

_folder = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@click.command(
    cls=JapaneseCommand,
    short_help="会議録が承認されたことを記録します。",
    help="会議録が承認されたことを、承認した人の氏名と日付とともに作業フォルダに記録します。\n\n"
    "【要記入】や確かめていない重要なところが残っていれば、理由をすべて示して止まります。"
    "記録の後に言葉が変わると、承認は無効になります。",
)
@_folder
@click.option("--by", metavar="氏名", required=True, help="承認した人（例: 会長 山本一郎）。")
@click.option("--date", "day", metavar="日付", help="承認の日（既定は今日）。例: 2026-01-05。")
@models_option
def approve(folder: Path, by: str, day: str | None, models_root: Path | None) -> None:
    """Record an approval."""
    from minutes_pipeline.keeping import approval

    when = approval.read_day(day) if day else approval.now().date()
    done = approval.approve(folder, by, when, models_root)
    click.echo(f"承認を記録しました（{done.day}、{done.by}）。")
    click.echo(f"言葉の指紋（SHA-256）: {done.words}")


@click.command(
    cls=JapaneseCommand,
    short_help="承認された会議録の保存パッケージを作ります。",
    help="承認された会議録を、長く残る形式（PDF/A・Word・XML・テキスト・JSON）と、"
    "作られた経緯の記録とともに、変わっていないことを証明できる保存パッケージにします。\n\n"
    "--public を付けると、公開しない部分を取り除いた公開版を作ります"
    "（作業フォルダの redaction.toml と様式の [public] に従います）。",
)
@_folder
@click.option(
    "--out",
    metavar="BAG_DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="作るパッケージのフォルダ。まだないものを指定します。",
)
@click.option("--public", is_flag=True, help="公開版を作ります。")
@click.option("--without-pdf", is_flag=True, help="PDFなしで作ります（そのことが記録されます）。")
@click.option(
    "--signed",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="署名のある会議録を読み取ったPDF。",
)
@models_option
def archive(
    folder: Path,
    out: Path,
    signed: Path | None,
    models_root: Path | None,
    *,
    public: bool,
    without_pdf: bool,
) -> None:
    """Seal the approved minutes and print the seal."""
    from minutes_pipeline.keeping.sealing import seal

    if public and signed is not None:
        raise click.UsageError("--public と --signed は一緒に使えません（署名は氏名です）。")
    done = seal(folder, out, models_root, public=public, without_pdf=without_pdf, signed=signed)
    click.echo(f"{'公開用の' if public else ''}保存パッケージができました: {done.folder}")
    if done.closed:
        click.echo(f"非公開とした案件: {'、'.join(done.closed)}")
    if not done.pdf:
        click.echo("PDFは入っていません（そのことをパッケージに記録しました）。")
    click.echo(f"封印値: {done.seal}")
    click.echo(
        "封印値は、文書管理の台帳などに控えてください（minutes verify --seal で照合します）。"
    )


@click.command(
    cls=JapaneseCommand,
    short_help="録音と声のデータを、市の規則に従って消します。",
    help="録音（元のファイルを含みます）と声のデータを、様式の [archive] purge の規則に従って消し、"
    "何をいつ消したかを作業フォルダの keeping.json に残します。消したものは元に戻せません。",
)
@_folder
@click.option("--yes", is_flag=True, help="確認せずに消します。")
def purge(folder: Path, *, yes: bool) -> None:
    """Erase what the rule allows, after asking."""
    from minutes_pipeline.keeping import purging

    allowed = purging.plan(folder)
    if not allowed.files:
        click.echo("消すものはありません。")
        return
    click.echo(f"規則: {allowed.rule}")
    for path in allowed.files:
        click.echo(f"　{path}")
    if not yes and not click.confirm(f"この{len(allowed.files)}個のファイルを消しますか"):
        click.echo("消しませんでした。")
        return
    deed = purging.purge(folder)
    click.echo(
        f"{len(deed.files)}個のファイルを消し、keeping.json に記録しました（{deed.moment}）。"
    )
