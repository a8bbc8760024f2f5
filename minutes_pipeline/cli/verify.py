"""``minutes verify``: is a kept package still what was sealed?"""

from __future__ import annotations

from pathlib import Path

import click

from minutes_pipeline.cli.japanese import JapaneseCommand


@click.command(
    cls=JapaneseCommand,
    short_help="保存パッケージが封をしたときのままかを確かめます。",
    help="保存パッケージ（BagIt）のすべてのファイルを、封をしたときの記録と照らし合わせます。\n\n"
    "変わったもの、なくなったもの、加わったもの、名前の変わったものがあれば、"
    "どのファイルがどう違うかを示し、終了コード 10 で終わります。",
)
@click.argument("folder", metavar="BAG_DIR", type=click.Path(path_type=Path))
@click.option("--seal", metavar="HEX", help="保存したときに控えた封印値とも照らし合わせます。")
def verify(folder: Path, seal: str | None) -> None:
    """Print that the package is whole, with what needs care."""
    from minutes_pipeline.keeping.verification import verified

    found = verified(folder.absolute(), seal)
    for one in found.warnings:
        click.echo(f"注意 {one.file or folder.name}: {one.message}")
    click.echo(
        f"この保存パッケージは封をしたときのままです"
        f"（ファイル {found.files} 個、{found.octets:,} バイト、BagIt {found.version}）。"
    )
    if found.seal is not None:
        click.echo(f"封印値: {found.seal}")
