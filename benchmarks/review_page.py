"""Measure the review page on a made meeting of two hours: opening, typing, jumping, memory.

Usage: ``python -m benchmarks.review_page FOLDER`` where FOLDER is a work folder of a long meeting
that holds everything up to ``work/placed.machine.json``. Where no draft was made yet, one is put in
that has each utterance as a paragraph: what is measured is the page, not the drafting.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import psutil
from playwright.sync_api import Page, sync_playwright

from minutes_pipeline.meeting import Exchange, Minutes, MinutesItem, Paragraph
from minutes_pipeline.workspace.artifacts import (
    AGENDA,
    MACHINE_MINUTES,
    MACHINE_PLACED,
    SITTING,
)
from minutes_pipeline.workspace.folder import WorkFolder

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
JUMPS = 15


def put_in_a_draft(folder: WorkFolder) -> None:
    """Store minutes that have a paragraph for every utterance, where there are none."""
    if folder.digest(MACHINE_MINUTES) is not None:
        return
    record = folder.load(MACHINE_PLACED)
    items = []
    number = 0
    for item in folder.load(AGENDA).items:
        exchanges = []
        for one in record.utterances:
            if one.item == item.number:
                number += 1
                label = one.role.label if one.role else None
                paragraph = Paragraph(f"p{number:04d}", one.text, (one.id,))
                exchanges.append(Exchange(label, (paragraph,)))
        items.append(MinutesItem(item.number, item.title, exchanges=tuple(exchanges)))
    minutes = Minutes(folder.load(SITTING), tuple(items))
    MACHINE_MINUTES.dump(minutes, folder.path / MACHINE_MINUTES.file)


def timed(page: Page, script: str, argument: object = None) -> float:
    """Return the milliseconds until the browser has drawn what *script* asks for."""
    return page.evaluate(
        "async ([body, argument]) => { const began = performance.now();"
        " await Object.getPrototypeOf(async () => {}).constructor('argument', body)(argument);"
        " await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));"
        " return performance.now() - began; }",
        [script, argument],
    )


def measure(path: Path) -> dict[str, object]:
    """Return all figures; times in milliseconds, memory in MB."""
    folder = WorkFolder(path)
    put_in_a_draft(folder)
    count = len(folder.load(MACHINE_PLACED).utterances)
    server = subprocess.Popen(
        [sys.executable, "-m", "minutes_pipeline", "review", str(path), "--no-open"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    address = next(line.strip() for line in server.stdout if line.startswith("http"))
    found: dict[str, object] = {"utterances": count}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_context(bypass_csp=True).new_page()
        for turn in ("first", "again"):
            for screen in ("doubts", "transcript", "minutes"):
                began = time.perf_counter()
                page.goto(address + screen)
                page.wait_for_selector("body[data-ready]", timeout=60_000)
                found[f"{screen} {turn}"] = round((time.perf_counter() - began) * 1000)
        page.goto(address + "transcript")
        page.wait_for_selector("body[data-ready]")
        jumps = [
            timed(page, "window.minutesList.show(argument, 'top')", n * count // JUMPS)
            for n in range(JUMPS)
        ]
        found["jump"] = [
            round(min(jumps)),
            round(sorted(jumps)[len(jumps) // 2]),
            round(max(jumps)),
        ]
        typed = [
            timed(
                page,
                "const s = document.getElementById('search'); s.value = argument;"
                " s.dispatchEvent(new Event('input'))",
                word,
            )
            for word in ("資", "資源", "資源化", "トン", "委員", "")
        ]
        found["search key"] = [round(min(typed)), round(max(typed))]
        page.locator(".entry").first.get_by_role("button", name="直す：").click()
        keys = [
            timed(page, "document.execCommand('insertText', false, argument)", letter)
            for letter in "あいうえお"
        ]
        found["typing key"] = [round(min(keys)), round(max(keys))]
        began = time.perf_counter()
        with page.expect_response(lambda r: r.url.endswith("/api/decide")):
            page.locator("textarea").press("Enter")
        found["decision saved"] = round((time.perf_counter() - began) * 1000)
        browser.close()
    found["server MB"] = round(psutil.Process(server.pid).memory_info().rss / 1e6)
    server.kill()
    server.wait()
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1])), ensure_ascii=False, indent=1) + "\n")
