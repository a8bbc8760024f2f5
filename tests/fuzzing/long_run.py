"""Try parsers with random files for as long as wanted: `python tests/fuzzing/long_run.py`.

    python tests/fuzzing/long_run.py [PARSER ...] --seconds 600 --keep FOLDER

Guided by coverage (atheris, libFuzzer): what reaches a new place in the program is changed
further. Each parser runs in a process of its own. What a parser did not survive is kept in FOLDER,
once for each place in the program, and the exit status is 1 then.

libFuzzer: https://llvm.org/docs/LibFuzzer.html; atheris: https://github.com/google/atheris.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
WATCHED = ("minutes_pipeline", "docx", "openpyxl", "pypdf")
MEGABYTES = 2048
"""Memory above which a parser counts as taking without bound."""


def one_parser(name: str, seconds: int, keep: Path) -> None:
    """Try one parser in this process; libFuzzer ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=list(WATCHED), enable_loader_override=False):
        from fuzzed_parsers import PARSERS, survives
        from mutations import mutated

    parser = PARSERS[name]
    names = [seed for seed, _ in parser.seeds]
    found: dict[str, int] = {}
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))

    def attempt(data: bytes) -> None:
        file, held = names[data[0] % len(names)] if data else names[0], data[1:]
        try:
            survives(parser, file, held, folder)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            place = where(error)
            if place not in found:
                (keep / f"{name}-{len(found)}-{file}").write_bytes(held)
                report = "".join(traceback.format_exception(error))
                (keep / f"{name}-{len(found)}.txt").write_text(report, encoding="utf-8")
            found[place] = found.get(place, 0) + 1
            (keep / f"{name}.json").write_text(json.dumps(found))

    def change(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        head, held = data[:1] or b"\0", data[1:]
        made = mutated(held, chance, lambda part: atheris.Mutate(part, len(part) + 64))
        return (head + made)[:most]

    corpus = keep / f"{name}-corpus"
    corpus.mkdir(exist_ok=True)
    for number, (_, data) in enumerate(parser.seeds):
        (corpus / f"seed-{number}").write_bytes(bytes([number]) + data)
    # libFuzzer's limit for one file is by the clock, of which a busy computer takes any amount; what
    # counts is the computing that `survives` allows.
    options = (
        *(f"-max_total_time={seconds}", f"-rss_limit_mb={MEGABYTES}", "-timeout=3600"),
        *(
            "-max_len=400000",
            "-verbosity=0",
            f"-artifact_prefix={keep / name}-",
            "-print_final_stats=1",
        ),
    )
    atheris.Setup([sys.argv[0], *options, str(corpus)], attempt, custom_mutator=change)
    atheris.Fuzz()


def where(error: BaseException) -> str:
    """Return what was raised and the innermost place of it."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "minutes_pipeline" in f.filename] or frames
    return f"{type(error).__name__} {Path(ours[-1].filename).name}:{ours[-1].lineno}"


def main() -> int:
    """Try the parsers one after another; return 1 when one of them did not survive."""
    sys.path.insert(0, str(HERE))
    from fuzzed_parsers import PARSERS

    given = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    given.add_argument("parsers", nargs="*", metavar="PARSER", help=", ".join(PARSERS))
    given.add_argument("--seconds", type=int, default=60, help="for each parser")
    given.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    given.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    chosen = given.parse_args()
    chosen.keep.mkdir(parents=True, exist_ok=True)
    if chosen.alone:
        one_parser(chosen.parsers[0], chosen.seconds, chosen.keep)
    failed = False
    for name in chosen.parsers or PARSERS:
        report = chosen.keep / f"{name}.json"
        report.unlink(missing_ok=True)
        command = [sys.executable, __file__, name, "--alone", "--seconds", str(chosen.seconds)]
        log = chosen.keep / f"{name}.log"
        with log.open("w") as out:
            done = subprocess.run(
                [*command, "--keep", str(chosen.keep)], stdout=out, stderr=out, check=False
            )
        told = log.read_text(errors="replace")
        units = re.search(r"number_of_executed_units:\s*(\d+)", told)
        most = re.search(r"peak_rss_mb:\s*(\d+)", told)
        found = json.loads(report.read_text()) if report.exists() else {}
        failed = failed or bool(found) or done.returncode != 0 or units is None
        print(  # noqa: T201
            f"{name}: {units[1] if units else 0} files, {most[1] if most else '?'} MB at most, "
            f"{len(found)} findings, exit {done.returncode}",
            flush=True,
        )
        for place, count in found.items():
            print(f"    {count} x {place}")  # noqa: T201
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
