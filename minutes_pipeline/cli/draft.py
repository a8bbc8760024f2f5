"""``minutes draft`` and ``minutes run``: make a draft, go on with one."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import click

from minutes_pipeline.cli.japanese import JapaneseCommand

STANDARD_INPUT = "-"

models_option = click.option(
    "--models",
    "models_root",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="モデルの置き場所（環境変数 MINUTES_MODELS でも指定できます）。",
)


@click.command(
    cls=JapaneseCommand,
    short_help="録音から会議録の原案を作ります。",
    help="録音から会議録の原案（Word）を作ります。\n\n"
    "RECORDING は wav・mp3・m4a・mp4・wma・flac・ogg などの録音です。"
    "一つの会議の録音が分かれているときは、順に並べて書くと、一つの録音としてつなぎます。"
    "文字起こしが別にあるときは --transcript で渡し、録音がなければ「-」と書きます。",
)
@click.argument("recordings", metavar="RECORDING...", nargs=-1, required=True)
@click.option("--agenda", metavar="FILE", help="次第（.txt .md .docx .pdf）。")
@click.option("--roster", metavar="FILE", help="名簿（.csv .xlsx）。")
@click.option(
    "--material",
    metavar="FILE",
    multiple=True,
    help="資料（.txt .md .docx .pdf .xlsx）。用語の参考にします。何度でも指定できます。",
)
@click.option("--hotwords", metavar="FILE", help="用語一覧（.txt、1行に1語）。")
@click.option("--particulars", metavar="FILE", help="日時・場所・傍聴者などを書いた meeting.toml。")
@click.option(
    "--transcript", metavar="FILE", help="別に作った文字起こし（txt docx vtt srt json csv）。"
)
@click.option("--marks", metavar="FILE", help="案件の時刻表（.csv、1行に「時刻,次第の番号」）。")
@click.option("--template", metavar="NAME|DIR", help="様式の名前か、そのフォルダ。既定は izumi。")
@click.option("--model", metavar="NAME|DIR", help="音声認識モデル。既定は whisper-base。")
@click.option(
    "--style",
    type=click.Choice(("condensed", "full")),
    help="condensed は要点記録（既定）、full は全文記録です。",
)
@click.option(
    "--detail",
    type=click.Choice(("near-full", "standard", "tight")),
    help="要点記録でどこまで省くか。near-full はほぼ全文、既定は standard、tight は簡潔です。",
)
@click.option(
    "--polish",
    metavar="URL",
    help="文の推敲を頼む言語モデルの場所（OpenAI互換、例 http://localhost:8080/v1）。ふだんは使いません。",
)
@click.option("--polish-model", metavar="NAME", default="default", help="そのモデルの名前。")
@click.option("--polish-host", metavar="HOST", help="この計算機のほかに頼んでよい庁内の計算機。")
@click.option("--polish-public", is_flag=True, help="庁外の計算機に文章を送ることを許します。")
@click.option("--out", metavar="DIR", type=click.Path(path_type=Path), help="作業フォルダ。")
@models_option
def draft(
    *,
    recordings: tuple[str, ...],
    agenda: str | None,
    roster: str | None,
    material: tuple[str, ...],
    hotwords: str | None,
    particulars: str | None,
    transcript: str | None,
    marks: str | None,
    template: str | None,
    model: str | None,
    style: str | None,
    detail: str | None,
    polish: str | None,
    polish_model: str,
    polish_host: str | None,
    polish_public: bool,
    out: Path | None,
    models_root: Path | None,
) -> None:
    """Make a draft from a recording or from a transcript made elsewhere."""
    from minutes_pipeline.api import default_folder, open_folder
    from minutes_pipeline.recipe import choices
    from minutes_pipeline.workspace.folder import PARTICULARS_NAME
    from minutes_pipeline.workspace.job import Job, look_at

    _check_recordings(recordings, transcript)
    given = [
        *(("recording", None if one == STANDARD_INPUT else one) for one in recordings),
        ("agenda", agenda),
        ("roster", roster),
        ("hotwords", hotwords),
        ("particulars", particulars),
        ("transcript", transcript),
        ("marks", marks),
        *(("material", one) for one in material),
    ]
    first = Path(recordings[0] if transcript is None else transcript)
    out = (out or default_folder(first.absolute())).absolute()
    if particulars is None and (out / PARTICULARS_NAME).is_file():
        given.append(("particulars", str(out / PARTICULARS_NAME)))
    files = tuple(look_at(s, Path(path).absolute()) for s, path in given if path is not None)
    chosen = choices(models_root, model=model, template=template, style=style, detail=detail)
    if polish is not None:
        chosen = replace(
            chosen,
            polish=polish,
            polish_model=polish_model,
            polish_host=polish_host,
            polish_public=polish_public,
        )
    job = Job(chosen, files)
    work(open_folder(out, job), models_root, job=job)


def _check_recordings(recordings: tuple[str, ...], transcript: str | None) -> None:
    """Raise what is wrong with the recordings as they were named."""
    if STANDARD_INPUT in recordings and transcript is None:
        raise click.UsageError("録音を「-」とするときは、--transcript が必要です。")
    if STANDARD_INPUT in recordings and len(recordings) > 1:
        raise click.UsageError("録音の「-」は、ほかの録音と一緒には使えません。")
    for place, one in enumerate(recordings):
        if Path(one).absolute() in [Path(other).absolute() for other in recordings[:place]]:
            raise click.UsageError(f"同じ録音が2度指定されています（{one}）。")


@click.command(
    cls=JapaneseCommand,
    short_help="作業フォルダの続きから実行します。",
    help="作業フォルダの続きから実行します。済んだ段階は繰り返しません。",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--from", "first", metavar="STAGE", help="この段階から作り直します。")
@click.option("--until", "last", metavar="STAGE", help="この段階まで実行します。")
@models_option
def run(folder: Path, first: str | None, last: str | None, models_root: Path | None) -> None:
    """Go on with a work folder."""
    from minutes_pipeline.api import stage_names
    from minutes_pipeline.workspace.folder import WorkFolder

    folder = folder.absolute()
    names = stage_names(WorkFolder(folder).job, models_root)
    for option, value in (("--from", first), ("--until", last)):
        if value is not None and value not in names:
            raise click.UsageError(
                f"{option} の段階「{value}」はありません。次から選んでください: {', '.join(names)}"
            )
    if first and last and names.index(first) > names.index(last):
        raise click.UsageError(f"--from（{first}）が --until（{last}）より後です。")
    work(folder, models_root, first=first, last=last)


def work(
    path: Path,
    models_root: Path | None,
    *,
    job: object = None,
    first: str | None = None,
    last: str | None = None,
) -> None:
    """Run the recipe on the folder at *path* and print where the draft lies."""
    from minutes_pipeline.api import run_recipe, summary
    from minutes_pipeline.cli.console import Console, spoken_time
    from minutes_pipeline.errors import MinutesError
    from minutes_pipeline.runner import resume_hint
    from minutes_pipeline.workspace.folder import WorkFolder
    from minutes_pipeline.workspace.job import Job

    folder = WorkFolder(path)
    began = time.monotonic()
    with folder.locked():
        if folder.cut_short is not None:
            click.echo(
                f"前の処理は途中で終わっていました（{folder.cut_short}）。続きから始めます。",
                err=True,
            )
        if isinstance(job, Job):
            folder.store_job(job)
        try:
            with Console() as console:
                run_recipe(folder, models_root, console, first=first, last=last)
        except MinutesError as error:
            if folder.ledger().stages:
                error.cure = f"{error.cure}\n　{resume_hint(path)}"
            raise
        lines = summary(folder)
    if last is None:
        click.echo(f"原案ができました（{spoken_time(time.monotonic() - began)}）。")
    for line in lines:
        click.echo(line)
