"""``python -m benchmarks FOLDER…``: the stock way and ours, one after the other, in one go.

Each FOLDER holds a recording and ``reference.json``, and may hold ``agenda.txt`` and
``roster.csv``, which only ours can use. Every run is a process of its own, so that peak memory is
that way's alone and no way finds an engine warm.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from benchmarks.heard import Heard, Marks, marks
from minutes_pipeline.evaluation.reference import load_reference
from minutes_pipeline.modelstore.store import default_root

SOUND = {".wav", ".opus", ".ogg", ".flac", ".mp3", ".m4a"}


def heard(way: str, recording: Path, work: Path, models: Path, *more: Path) -> Heard:
    """Let one way hear a recording in a process of its own."""
    result = work / f"{way}.json"
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", f"benchmarks.{way}", *map(str, (recording, result, models, *more))],
        check=True,
    )
    wall = time.monotonic() - began
    found = Heard.load(result, wall)
    return Heard.load(result, wall - found.parts.get("thresholds", 0.0))


def compared(folder: Path, models: Path) -> dict[str, object]:
    """Return both ways' marks on one recording and how they compare."""
    recording = next(p for p in sorted(folder.iterdir()) if p.suffix.lower() in SOUND)
    turns = load_reference(folder).turns
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        stock = heard("stock", recording, work, models)
        ours = heard("ours", recording, work, models, work / "meeting.minutes", folder)
    theirs, mine = marks(stock, turns), marks(ours, turns)[0]
    best = theirs[0]
    return {
        "recording": folder.name,
        "seconds": round(ours.duration, 1),
        "stock": asdict(best),
        "ours": asdict(mine),
        "stock_parts": stock.parts,
        "ours_parts": ours.parts,
        "stock_cpu_parts": stock.cpu_parts,
        "ours_cpu_parts": ours.cpu_parts,
        "times_as_fast": round(best.wall / mine.wall, 2),
        "times_less_work": round(best.cpu / mine.cpu, 2),
        "cer_points_lower": round(100 * (best.cer - mine.cer), 2),
        "der_points_lower": round(100 * (best.der - mine.der), 2),
        "cpcer_points_lower": round(100 * (best.cpcer - mine.cpcer), 2),
        "stock_thresholds": [asdict(m) for m in theirs],
    }


def table(results: list[dict[str, object]]) -> str:
    """Return the comparison for people."""
    head = ("recording", "way", "wall s", "cpu s", "RTF", "CER %", "reading %", "DER %", "cpCER %")
    rows: list[tuple[str, ...]] = [(*head, "voices", "peak MB")]
    for result in results:
        for way in ("stock", "ours"):
            m = Marks(**result[way])  # type: ignore[arg-type]
            peak = "-" if m.peak is None else f"{m.peak / 1e6:.0f}"
            share = [m.cer, m.cer_readings, m.der, m.cpcer]
            rows.append(
                (
                    str(result["recording"]),
                    f"{way} {m.setting}".strip(),
                    f"{m.wall:.0f}",
                    f"{m.cpu:.0f}",
                    f"{m.wall / float(str(result['seconds'])):.3f}",
                    *(f"{100 * value:.2f}" for value in share),
                    f"{m.found}/{m.true}",
                    peak,
                )
            )
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ["  ".join(c.rjust(w) for c, w in zip(row, widths, strict=True)) for row in rows]
    lines += [
        f"{r['recording']}: {r['times_as_fast']} times as fast ({r['times_less_work']} times less"
        f" processor time), CER {r['cer_points_lower']} points lower, DER {r['der_points_lower']}"
        f" points lower than stock at its best threshold, cpCER {r['cpcer_points_lower']} lower"
        for r in results
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--models", type=Path, default=default_root())
    parser.add_argument("--json", type=Path, help="write all figures here as well")
    given = parser.parse_args()
    results = []
    for folder in given.folders:
        results.append(compared(folder, given.models))
        print(table(results[-1:]), flush=True)
        if given.json is not None:
            text = json.dumps(results, ensure_ascii=False, indent=1)
            given.json.write_text(text + "\n", encoding="utf-8")
    if len(results) > 1:
        print(table(results))


if __name__ == "__main__":
    main()
