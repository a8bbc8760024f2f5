"""Click's own words, in Japanese: headings of the help and messages of wrong usage."""

from __future__ import annotations

import click


class JapaneseCommand(click.Command):
    """A command whose help has Japanese headings."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        formatter.write_usage(
            ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="使い方: "
        )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a Japanese heading."""
        rows = [row for p in self.get_params(ctx) if (row := p.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section("オプション"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its text in Japanese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "この説明を表示します。"
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the line of usage with a Japanese word for the options."""
        pieces = super().collect_usage_pieces(ctx)
        return [piece.replace("[OPTIONS]", "[オプション]") for piece in pieces]


class JapaneseGroup(JapaneseCommand, click.Group):
    """A group of commands whose help has Japanese headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        JapaneseCommand.format_options(self, ctx, formatter)
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                rows.append((name, command.short_help or ""))
        if rows:
            with formatter.section("コマンド"):
                formatter.write_dl(rows)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the line of usage with Japanese words."""
        pieces = super().collect_usage_pieces(ctx)
        return [piece.replace("COMMAND [ARGS]...", "コマンド [引数]...") for piece in pieces]


def usage_message(error: click.UsageError) -> str:
    """Return what is wrong with a command line, and where to read on, in Japanese."""
    path = error.ctx.command_path if error.ctx else "minutes"
    name = ""
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.get_error_hint(error.ctx) if error.ctx else str(error.param.name)
    match error:
        case click.NoSuchOption():
            near = (
                f"（もしかして: {', '.join(error.possibilities)}）" if error.possibilities else ""
            )
            what = f"オプション {error.option_name} はありません{near}。"
        case click.BadOptionUsage():
            what = f"オプション {error.option_name} の使い方が違います。"
        case click.MissingParameter():
            what = f"{name} を指定してください。"
        case click.BadParameter():
            what = f"{name} の値が正しくありません。{error.message}"
        case _:
            what = _translated(error.message)
    return f"エラー: {what}\n　使い方は「{path} --help」で表示されます。"


def _translated(message: str) -> str:
    if message.startswith("No such command"):
        return f"コマンド {message.split(chr(39))[1]} はありません。"
    if message.startswith("Got unexpected extra argument"):
        return f"余分な引数があります{message[message.find('(') :]}。"
    if message.startswith("Missing command"):
        return "コマンドを指定してください。"
    return message
