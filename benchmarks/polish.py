"""``make polish``: a real small model polishes the written meetings; no draft may be worse.

The model (Gemma 3 270M, 4 bits, from the package registry) is a poor writer of Japanese, which is
what this is for: its answers are what the checks must hold off. llama-cpp-python is built from
source, ten minutes and more on two cores, so that this is not part of ``make test``.
"""

from __future__ import annotations

import argparse
import json
import socket
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

from benchmarks.drafts import drafted
from minutes_pipeline.drafting.ginza_analyzer import GinzaAnalyzer
from minutes_pipeline.drafting.polishing.asking import Server
from minutes_pipeline.drafting.polishing.endpoint import Endpoint
from minutes_pipeline.drafting.polishing.stage import polish, with_polish
from minutes_pipeline.evaluation.measures import minutes_chrf, numbers_invented, polite_endings
from minutes_pipeline.progress import Silent

START = 300.0
"""Seconds that the server may take to read its model."""


class Sparing:
    """A model that is asked about every so-manieth paragraph; the others stay as they are."""

    def __init__(self, server: Server, every: int) -> None:
        self._server = server
        self._every = every
        self._count = -1
        self.identity, self.name, self.host = server.identity, server.name, server.host

    def propose(self, paragraph: str) -> str:
        self._count += 1
        return paragraph if self._count % self._every else self._server.propose(paragraph)


def serve(python: str, weights: Path, port: int) -> subprocess.Popen[bytes]:
    """Start llama.cpp's server and wait until it listens."""
    command = [python, "-m", "llama_cpp.server", "--model", str(weights), "--port", str(port)]
    server = subprocess.Popen([*command, "--model_alias", "gemma", "--n_ctx", "2048"])
    began = time.monotonic()
    while time.monotonic() - began < START and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(1)
    server.kill()
    raise SystemExit("the model's server did not start")


def main() -> int:
    """Print one line a meeting; return 1 when a polish made one of them worse."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--url", default="http://127.0.0.1:8177/v1")
    parser.add_argument("--python", help="start the server with this Python first")
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--timeout", type=float, default=300.0, help="seconds for one answer")
    parser.add_argument("--every", type=int, default=1, help="ask about every so-manieth only")
    parser.add_argument("--json", type=Path, help="write every proposal here")
    asked = parser.parse_args()
    endpoint = Endpoint(asked.url, "gemma")
    endpoint.check()
    started = serve(asked.python, asked.weights, endpoint.address[2]) if asked.python else None
    try:
        worse, kept = measure(asked.folders, Sparing(Server(endpoint, asked.timeout), asked.every))
    finally:
        if started is not None:
            started.kill()
    if asked.json is not None:
        asked.json.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
    return int(worse)


def measure(folders: list[Path], server: Sparing) -> tuple[bool, dict[str, object]]:
    """Return whether any meeting came out worse, and all proposals by meeting."""
    analyzer = GinzaAnalyzer()
    worse, kept = False, dict[str, object]()
    for folder in folders:
        draft, record, gold = drafted(folder, analyzer)
        began = time.monotonic()
        done = polish(draft, server, analyzer, Silent())
        seconds = time.monotonic() - began
        polished = with_polish(draft.minutes, done)
        before, after = minutes_chrf(draft.minutes, gold), minutes_chrf(polished, gold)
        accepted = sum(one.accepted for one in done.proposals)
        same = sum(one.answer == one.before for one in done.proposals)
        print(
            f"{folder.name:<16}asked {len(done.proposals):>3}  same {same:>3}"
            f"  accepted {accepted:>3}  chrf {before:.4f} -> {after:.4f}"
            f"  {seconds:.0f} s  {done.stopped or ''}",
            flush=True,
        )
        kept[folder.name] = asdict(done)
        worse |= after < before - 0.002 or numbers_invented(polished, record.utterances) > 0
        worse |= polite_endings(polished) > polite_endings(draft.minutes)
    return worse, kept


if __name__ == "__main__":
    sys.exit(main())
