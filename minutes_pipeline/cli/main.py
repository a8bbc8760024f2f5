"""The command ``minutes``: parse, call, print. No decisions are made here."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import click

from minutes_pipeline import __version__
from minutes_pipeline.cli.japanese import JapaneseGroup, usage_message
from minutes_pipeline.errors import (
    MinutesError,
    StageFailed,
    StorageError,
    lacks_memory,
    no_memory,
    storage_errors,
)

_OURS = "minutes_pipeline"
INTERRUPTED = 130
"""Exit status after Ctrl-C: 128 + SIGINT, as shells have it."""


class LazyGroup(JapaneseGroup):
    """A group that imports a command's module only when the command is called."""

    places: ClassVar[dict[str, str]] = {
        "draft": "minutes_pipeline.cli.draft:draft",
        "run": "minutes_pipeline.cli.draft:run",
        "status": "minutes_pipeline.cli.status:status",
        "review": "minutes_pipeline.cli.review:review",
        "explain": "minutes_pipeline.cli.explain:explain",
        "approve": "minutes_pipeline.cli.archive:approve",
        "archive": "minutes_pipeline.cli.archive:archive",
        "purge": "minutes_pipeline.cli.archive:purge",
        "verify": "minutes_pipeline.cli.verify:verify",
        "import": "minutes_pipeline.cli.import_word:import_",
        "init": "minutes_pipeline.cli.init:init",
        "models": "minutes_pipeline.cli.models:models",
        "evaluate": "minutes_pipeline.cli.evaluate:evaluate",
        "template": "minutes_pipeline.cli.template:template",
        "batch": "minutes_pipeline.cli.batch:batch",
        "watch": "minutes_pipeline.cli.batch:watch",
        "doctor": "minutes_pipeline.cli.doctor:doctor",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order a clerk meets them."""
        del ctx
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, None when there is none."""
        del ctx
        place = self.places.get(cmd_name)
        if place is None:
            return None
        module, name = place.split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(
    cls=LazyGroup,
    help="会議の録音から、案件ごと・役割名ごとの会議録（要点記録）のWord原案を作ります。\n\n"
    "まず「minutes models fetch」で音声認識などのモデルを一度だけ入れ、"
    "次に「minutes draft 録音 --agenda 次第 --roster 名簿」を実行してください。",
)
@click.option(
    "--debug",
    is_flag=True,
    help="止まったときの記録（work/debug.log）に、発言の文字を含むかもしれない詳しい内容も残します。"
    "「minutes --debug run …」のように、コマンドの前に書きます。",
)
@click.version_option(__version__, message="minutes %(version)s", help="版を表示します。")
def cli(*, debug: bool) -> None:
    """Hold the commands together."""
    if debug:
        os.environ["MINUTES_DEBUG"] = "1"  # processes that a command starts heed it too


def report(error: MinutesError) -> None:
    """Print an error as a clerk needs it: what, the cure, the code."""
    click.echo(f"エラー: {error.what}", err=True)
    click.echo(f"　対処: {error.cure}", err=True)
    click.echo(f"　番号: {error.code}（説明は docs/errors.md）", err=True)


@contextlib.contextmanager
def _words_for_everything() -> Iterator[None]:
    """Turn what nobody foresaw into words: a clerk never sees a traceback.

    Raises:
        MinutesError: In place of every exception that is not already told to a person.
    """
    try:
        yield
    except (MinutesError, click.ClickException, click.Abort, BrokenPipeError):
        raise
    except Exception as error:
        raise _unforeseen(error) from error


def _unforeseen(error: Exception) -> MinutesError:
    """Return what a clerk is told of an error that no room has turned into words.

    It says where in the program it came from, and nothing that may stem from a meeting.
    """
    if isinstance(error, OSError):
        try:
            with storage_errors(Path(str(error.filename or Path.cwd()))):
                raise error
        except StorageError as told:
            return told
        except OSError:
            pass
    if lacks_memory(error):
        return no_memory("処理の")
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(f.filename).name}:{f.lineno}" for f in frames if _OURS in f.filename]
    where = "、".join(places[-2:])
    return StageFailed(
        "X01",
        f"予期しない理由で止まりました（{type(error).__name__}、{where}）。",
        "もう一度実行しても止まるときは、この画面の写しを担当者に渡してください。",
    )


def main(arguments: list[str] | None = None) -> None:
    """Run the command and leave with its exit status (docs/errors.md)."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        with _words_for_everything():
            status = cli.main(args=arguments, prog_name="minutes", standalone_mode=False)
    except MinutesError as error:
        report(error)
        status = error.exit_code
    except click.UsageError as error:
        click.echo(usage_message(error), err=True)
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(
            "中断しました。終わった段階は残っています。同じコマンドで続きから始まります。", err=True
        )
        status = INTERRUPTED
    except BrokenPipeError:
        status = 1
    sys.exit(status if isinstance(status, int) else 0)
