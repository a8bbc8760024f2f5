"""``minutes models``: which models there are, bring them, check them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutes_pipeline.cli.console import LiveProgress, PlainProgress
from minutes_pipeline.cli.japanese import JapaneseCommand, JapaneseGroup
from minutes_pipeline.errors import ModelError
from minutes_pipeline.progress import Progress

if TYPE_CHECKING:
    from minutes_pipeline.modelstore.catalog import Model
    from minutes_pipeline.modelstore.store import Checked, Store

_root_option = click.option(
    "--models",
    "root",
    metavar="DIR",
    type=click.Path(path_type=Path),
    envvar="MINUTES_MODELS",
    help="モデルの置き場所（環境変数 MINUTES_MODELS でも指定できます）。",
)


@click.group(
    cls=JapaneseGroup,
    short_help="音声認識などのモデルを入れ、確かめます。",
    help="音声認識と話者識別のモデル（学習済みの重み）を入れ、確かめます。\n\n"
    "ネットワークを使うのは「minutes models fetch」だけです。",
)
def models() -> None:
    """Hold the commands on models together."""


@models.command(
    "list",
    cls=JapaneseCommand,
    short_help="使えるモデルと、入っているかどうかを示します。",
    help="使えるモデルと、入っているかどうかを示します。",
)
@_root_option
def list_(root: Path | None) -> None:
    """Print every model of the catalog and how it stands."""
    from minutes_pipeline.modelstore.catalog import HubModel, Room
    from minutes_pipeline.modelstore.store import Condition, room_title, spoken_size

    words = {
        Condition.RIGHT: "○ 入っています　",
        Condition.ABSENT: "－ ありません　　",
        Condition.INCOMPLETE: "△ 足りません　　",
        Condition.WRONG: "× 壊れています　",
    }
    store = _store(root)
    click.echo(f"置き場所: {store.root}")
    width = max(len(m.name) for m in store.catalog.models)
    for room in Room:
        click.echo(f"\n{room_title(room)}")
        for model in (m for m in store.catalog.models if m.room is room):
            mark = "［標準］" if model.embedded else "　　　　"
            click.echo(
                f"  {words[store.condition(model)]}{mark}{model.name:<{width}}"
                f"  {spoken_size(model.size):>7}  {model.licence:<10}  {model.title}"
            )
            if isinstance(model, HubModel) and model.terms is not None:
                click.echo(f"  　　取得には利用条件への同意が要ります: {model.terms}")
    click.echo(
        "\n［標準］は「minutes models fetch」で、ほかは Hugging Face につながる計算機で"
        "「minutes models fetch 名前」で入ります。\n"
        "つながらない計算機には、写したフォルダから「minutes models fetch 名前 --from フォルダ」で"
        "入れます。"
    )


@models.command(
    cls=JapaneseCommand,
    short_help="モデルを取得します。名前がなければ標準のもの。",
    help="モデルを取得します。NAME がなければ標準のもの一式です。\n\n"
    "途中で止まっても、同じコマンドで続きから始まります。"
    "取得したファイルはダイジェスト（SHA-256）で確かめ、違うものは使いません。",
)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--from",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="別の計算機から写したフォルダから入れます（ネットワークを使いません）。",
)
@_root_option
def fetch(names: tuple[str, ...], folder: Path | None, root: Path | None) -> None:
    """Bring models, the default set when no name is given."""
    from minutes_pipeline.modelstore.fetch import fetch as bring

    store = _store(root)
    if folder is not None and len(names) != 1:
        raise click.UsageError("--from を使うときは、モデルの名前を一つ指定してください。")
    wanted = tuple(_named(store, n) for n in dict.fromkeys(names)) or store.catalog.embedded
    with _shown("取得") as progress:
        brought = bring(store, wanted, progress, folder=folder and folder.expanduser())
    if brought:
        click.echo(f"モデルの用意ができました（{store.root}）。")


@models.command(
    cls=JapaneseCommand,
    short_help="入っているモデルを全部読み直して確かめます。",
    help="入っているモデルのファイルを全部読み直し、目録のダイジェストと比べます。"
    "違いがあれば終了コード 5 で終わります。",
)
@_root_option
def verify(root: Path | None) -> None:
    """Hash every file that is there, and report on each."""
    from minutes_pipeline.modelstore.store import Condition

    store, bad, seen = _store(root), list[str](), 0
    click.echo(f"置き場所: {store.root}")
    for model in store.catalog.models:
        if not store.folder(model).exists():
            continue
        seen += 1
        click.echo(model.name)
        for one in store.check(model, afresh=True):
            click.echo(_finding(one))
            if one.condition is not Condition.RIGHT and model.name not in bad:
                bad.append(model.name)
    if not seen:
        click.echo(
            "モデルはまだ何も入っていません。「minutes models fetch」で標準のものが入ります。"
        )
    if bad:
        commands = "、".join(
            f"「{store.fetch_command(m)}」" for m in map(store.catalog.find, bad) if m is not None
        )
        raise ModelError(
            "M04",
            f"目録と違うモデルがあります: {'、'.join(bad)}（{store.root}）。",
            f"{commands}を実行すると、違うファイルだけ入れ直します。",
        )


def _finding(one: Checked) -> str:
    from minutes_pipeline.modelstore.store import Condition

    match one.condition:
        case Condition.RIGHT:
            return f"  ○ {one.file.path}　目録のとおりです（{one.file.sha256[:12]}…）"
        case Condition.ABSENT:
            return f"  × {one.file.path}　ありません"
        case _:
            return (
                f"  × {one.file.path}　違います（目録のダイジェスト {one.file.sha256}　"
                f"実際 {one.found}）"
            )


def _store(root: Path | None) -> Store:
    from minutes_pipeline.modelstore.store import Store, default_root

    return Store(default_root(root))


def _named(store: Store, name: str) -> Model:
    model = store.catalog.find(name)
    if model is None:
        raise store.unknown(name)
    return model


@contextmanager
def _shown(title: str) -> Iterator[Progress]:
    """Show progress as a bar on a terminal, as plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield PlainProgress(title)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("残り"),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    ) as bars:
        yield LiveProgress(bars, bars.add_task(f"{title}中", total=1.0))
