"""``minutes batch``: many meetings in one go; ``minutes watch``: what is put into a folder."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from minutes_pipeline.cli.console import spoken_time
from minutes_pipeline.cli.draft import models_option
from minutes_pipeline.cli.japanese import JapaneseCommand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minutes_pipeline.batch.crew import News
    from minutes_pipeline.batch.meetings import Meeting
    from minutes_pipeline.batch.work import Outcome

WORDS = {"done": "完了", "doubtful": "要確認", "failed": "失敗"}


@click.command(
    cls=JapaneseCommand,
    short_help="たくさんの会議をまとめて処理します。",
    help="たくさんの会議の原案をまとめて作ります。一つが失敗しても、ほかは続けます。\n\n"
    "TARGET は、会議ごとのフォルダ（録音・次第・名簿を入れたもの）、それらを入れたフォルダ、"
    "作業フォルダ、または一覧（.csv。見出しは 録音・次第・名簿・様式・作業フォルダ など）です。\n\n"
    "途中で止めても、同じコマンドで続きから始まります。",
)
@click.argument(
    "targets", metavar="TARGET...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1, 64),
    help="同時に処理する会議の数。既定は計算機のコアとメモリから決めます。",
)
@click.option("--scheduler", metavar="ADDRESS", help="Daskのスケジューラの番地（tcp://…:8786）。")
@click.option(
    "--report", metavar="FILE", type=click.Path(path_type=Path), help="結果の一覧を書くCSV。"
)
@models_option
def batch(
    targets: tuple[Path, ...],
    workers: int | None,
    scheduler: str | None,
    report: Path | None,
    models_root: Path | None,
) -> int:
    """Draft all meetings; return 1 when one failed."""
    from minutes_pipeline.batch.meetings import meetings

    if workers is not None and scheduler is not None:
        raise click.UsageError("--workers と --scheduler は一緒に使えません。")
    found = meetings(targets)
    click.echo(f"会議 {len(found)} 件を処理します。", err=True)
    outcomes = _drafted(found, workers, scheduler, models_root)
    _print_summary(outcomes)
    if report is not None:
        _write_report(report, outcomes)
        click.echo(f"結果の一覧: {report}")
    return int(any(outcome.ending.value == "failed" for outcome in outcomes))


@click.command(
    cls=JapaneseCommand,
    short_help="フォルダに入れられた録音を見つけて処理します。",
    help="フォルダを見張り、新しい録音が入れられたら原案を作ります。Ctrl-C で終わります。\n\n"
    "写し終わるまで（大きさが変わらなくなるまで）待ってから始めます。"
    "失敗した会議は、ファイルが変わるまでやり直しません。",
)
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option(
    "--settle",
    metavar="秒",
    type=click.FloatRange(0.1),
    default=30.0,
    show_default=True,
    help="この秒数のあいだ変わらなければ、写し終わったとみなします。",
)
@click.option("--once", is_flag=True, help="今あるものを処理したら終わります。")
@models_option
def watch(folder: Path, settle: float, models_root: Path | None, *, once: bool) -> int:
    """Draft whatever arrives; return 1 when *once* is set and something failed."""
    from minutes_pipeline.batch.arrivals import Arrivals

    arrivals = Arrivals(folder.absolute(), settle)
    click.echo(f"{folder} を見張っています。終わるときは Ctrl-C を押してください。", err=True)
    failed = away = False
    while True:
        found, unclear = arrivals.look()
        if arrivals.away != away:
            away = arrivals.away
            click.echo(
                "! フォルダに届きません。つながるのを待ちます。" if away else "つながりました。",
                err=True,
            )
        for message in unclear:
            click.echo(f"! {message}", err=True)
        if found:
            outcomes = _drafted(found, 1, None, models_root)
            _print_summary(outcomes)
            arrivals.ended(outcomes)
            failed = failed or any(o.ending.value == "failed" for o in outcomes)
        if once and not found and not arrivals.coming:
            return int(failed)
        time.sleep(min(settle, 5.0) / 2)


def _drafted(
    found: Sequence[Meeting], workers: int | None, scheduler: str | None, models_root: Path | None
) -> list[Outcome]:
    """Draft the meetings and show how it goes on."""
    from minutes_pipeline.batch.crew import Crew
    from minutes_pipeline.batch.workers import fitting_workers, lent_workers, own_workers

    count = min(workers or fitting_workers(), len(found))
    place = own_workers(count) if scheduler is None else lent_workers(scheduler)
    with place as client:
        shown = _Shown(found)
        outcomes = []
        crew = Crew(client, models_root, shown.tell, own=scheduler is None)
        for outcome in crew.draft(found):
            outcomes.append(outcome)
            shown.ended(outcome)
        return outcomes


class _Shown:
    """Plain lines on how the whole goes on, at most one in ten seconds beside endings."""

    INTERVAL = 10.0

    def __init__(self, found: Sequence[Meeting]) -> None:
        self._weights = {meeting: _weight(meeting) for meeting in found}
        self._shares = dict.fromkeys(found, 0.0)
        self._began = self._last = time.monotonic()
        self._ended = 0

    def tell(self, news: News) -> None:
        """Show a step, or that a meeting is tried again."""
        if news.again:
            click.echo(f"! {news.meeting.name}: 途中で止まったため、もう一度試します。", err=True)
            self._shares[news.meeting] = 0.0
        if news.step is None:
            return
        self._shares[news.meeting] = news.step.share
        now = time.monotonic()
        if now - self._last >= self.INTERVAL:
            self._last = now
            whole = self._whole()
            click.echo(
                f"　全体 {whole:.0%}{self._left(whole)}　{news.meeting.name}: "
                f"{news.step.title}中（{news.step.share:.0%}）",
                err=True,
            )

    def ended(self, outcome: Outcome) -> None:
        """Show how one meeting ended."""
        self._shares[outcome.meeting] = 1.0
        self._ended += 1
        words = WORDS[outcome.ending.value]
        told = outcome.what or f"確かめるところ {outcome.doubts} 件"
        click.echo(
            f"[{self._ended}/{len(self._shares)}] {words}: {outcome.meeting.name}（{told}）"
            f"{self._left(self._whole())}",
            err=True,
        )

    def _whole(self) -> float:
        total = sum(self._weights.values())
        return sum(self._shares[m] * w for m, w in self._weights.items()) / total

    def _left(self, whole: float) -> str:
        if not 0.02 < whole < 1.0:
            return ""
        return f"　残り約{spoken_time((time.monotonic() - self._began) * (1 - whole) / whole)}"


def _weight(meeting: Meeting) -> float:
    """Return how long a meeting may take beside the others: by the size of its recordings."""
    sizes = [
        p.stat().st_size for source, p in meeting.files if source == "recording" and p.exists()
    ]
    return max(1e5, float(sum(sizes)))


def _print_summary(outcomes: Sequence[Outcome]) -> None:
    click.echo("")
    for outcome in outcomes:
        click.echo(f"{WORDS[outcome.ending.value]}　{outcome.meeting.folder}")
        if outcome.what:
            click.echo(f"　　{outcome.what}\n　　対処: {outcome.cure}（{outcome.code}）")
        else:
            click.echo(f"　　確かめるところ {outcome.doubts} 件（うち重要 {outcome.grave} 件）")
        for message in outcome.recording:
            click.echo(f"　　! {message}")
    counts = {word: sum(WORDS[o.ending.value] == word for o in outcomes) for word in WORDS.values()}
    click.echo("　".join(f"{word} {count} 件" for word, count in counts.items()))


def _write_report(path: Path, outcomes: Sequence[Outcome]) -> None:
    """Write the outcomes as a table that Excel opens (UTF-8 with a mark)."""
    from minutes_pipeline.errors import storage_errors

    with storage_errors(path), path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(
            [
                "会議",
                "結果",
                "確かめるところ",
                "うち重要",
                "秒",
                "番号",
                "内容",
                "作業フォルダ",
                "録音の傷み",
            ]
        )
        for one in outcomes:
            table.writerow(
                [
                    one.meeting.name,
                    WORDS[one.ending.value],
                    one.doubts,
                    one.grave,
                    round(one.seconds),
                    one.code,
                    one.what,
                    one.meeting.folder,
                    "".join(one.recording),
                ]
            )
