"""Nothing leaves the computer, nothing is left on it: proved on the sealed run of the sample."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sealed import COUNTERS, OUTPUT, attempts, has_the_rights, obstacle, run_sealed

pytestmark = [pytest.mark.speech, pytest.mark.network]

CALLS = """
import socket
for call in (lambda: socket.getaddrinfo("example.org", 443),
             lambda: socket.create_connection(("192.0.2.1", 443), timeout=5)):
    try:
        call()
    except OSError:
        pass
"""


@pytest.mark.skipif(
    not (os.environ.get("CI") and has_the_rights()),
    reason="not a CI machine, or one whose kernel gives no right to mount and to lay networks",
)
def test_on_a_ci_machine_nothing_of_this_is_skipped() -> None:
    assert obstacle() == ""


@pytest.mark.usefixtures("sealable")
def test_the_whole_run_tried_to_reach_nobody(drafted: Path) -> None:
    counted = attempts((drafted.parent / COUNTERS).read_text("utf-8"))

    assert counted["IpOutNoRoutes"] == counted["IpOutRequests"] == 0, counted
    assert set(counted.values()) == {0}, counted


@pytest.mark.usefixtures("sealable")
def test_an_attempt_would_have_been_counted(tmp_path: Path) -> None:
    done = run_sealed(tmp_path, sys.executable, "-c", CALLS)

    assert done.returncode == 0, done.stderr
    assert attempts((tmp_path / COUNTERS).read_text("utf-8"))["IpOutNoRoutes"] > 0


@pytest.mark.usefixtures("sealable")
def test_a_file_elsewhere_would_have_been_refused(tmp_path: Path) -> None:
    done = run_sealed(tmp_path, sys.executable, "-c", "open('/tmp/elsewhere', 'w')")

    assert "Read-only" in done.stderr


def texts(folder: Path) -> list[str]:
    """Return all that was said, as the run heard it."""
    record = json.loads((folder / "utterances.json").read_text("utf-8"))
    return [one["text"] for one in record["utterances"]]


def pieces(said: list[str]) -> set[str]:
    """Return every run of eight characters of what was said."""
    plain = [re.sub(r"[、。\s]", "", text) for text in said]
    return {text[i : i + 8] for text in plain for i in range(len(text) - 7)}


def test_no_log_holds_a_word_of_the_meeting(drafted: Path) -> None:
    said = pieces(texts(drafted))
    printed = re.sub(r"\s", "", (drafted.parent / OUTPUT).read_text("utf-8"))
    logs = {
        OUTPUT: printed,
        "run.json": (drafted / "run.json").read_text("utf-8"),
        "job.json": (drafted / "work" / "job.json").read_text("utf-8"),
    }

    assert len(said) > 100
    assert "原案ができました" in printed
    assert {name: [p for p in said if p in log] for name, log in logs.items()} == {
        key: [] for key in logs
    }
    assert list(drafted.rglob("*.log")) == []


def numbers(value: Any) -> Iterator[list[Any]]:
    """Yield every list of numbers in a JSON value."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from numbers(inner)
    elif isinstance(value, list):
        if value and all(isinstance(one, (int, float)) for one in value):
            yield value
        for inner in value:
            yield from numbers(inner)


def test_no_voiceprint_and_nothing_temporary_is_left(drafted: Path) -> None:
    """A voiceprint is 192 or 256 numbers in a row, as text or as an array that a library packed."""
    files = [path for path in drafted.rglob("*") if path.is_file()]
    kinds = {path.suffix for path in files if path.parent.name != "inputs"}
    arrays = (b"\x93NUMPY", b"\x80\x02", b"\x80\x04", b"\x89HDF", b"PAR1", b"SQLite")

    assert kinds <= {".json", ".docx", ".html", ".vtt", ".rttm", ".wav", ""}
    assert not (drafted / "work" / "tmp").exists()
    for path in files:
        head = path.read_bytes()[:8]
        assert not head.startswith(arrays), path
        if path.suffix == ".json":
            rows = numbers(json.loads(path.read_text("utf-8")))
            assert max((len(row) for row in rows), default=0) < 16, path
        if head.startswith(b"PK"):
            assert path.suffix == ".docx"
            names = zipfile.ZipFile(path).namelist()
            assert [name for name in names if not name.endswith((".xml", ".rels"))] == []


def test_temporary_files_are_for_their_owner_alone(drafted: Path, tmp_path: Path) -> None:
    from minutes_pipeline.workspace.folder import WorkFolder

    shutil.copytree(drafted, tmp_path / "a.minutes")
    folder = WorkFolder(tmp_path / "a.minutes")
    program = "import tempfile; print(tempfile.gettempdir())"
    with folder.locked():
        place = folder.path / "work" / "tmp"
        mode = place.stat().st_mode & 0o777
        child = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        )

    assert mode == 0o700
    assert child.stdout.strip() == str(place)
    assert not place.exists()


@contextmanager
def reviewed(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Open the review page where there is no network but the loopback; yield its address."""
    inside = 'ip link set lo up; exec "$@"'
    command = [sys.executable, "-m", "minutes_pipeline", "review", str(folder), "--no-open"]
    with subprocess.Popen(
        ["unshare", "--net", "sh", "-c", inside, "review", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as running:
        assert running.stdout is not None
        lines = iter(running.stdout.readline, "")
        address = next((line.strip() for line in lines if line.startswith("http://")), "")
        assert address
        try:
            yield running, address
        finally:
            running.send_signal(signal.SIGINT)
            running.communicate(timeout=120)


FETCH = """
import http.client, re, sys, urllib.parse, urllib.request
called, plain = [], http.client.HTTPConnection.connect
http.client.HTTPConnection.connect = lambda self: (called.append(self), plain(self))[1]
address = sys.argv[1]
page = urllib.request.urlopen(address).read().decode()
print(len(page))
for name in sorted(set(re.findall(r'(?:src|href)="([^"#]+)"', page))):
    whole = urllib.parse.urljoin(address, name)
    status = urllib.request.urlopen(whole).status if whole.startswith(address) else "outside"
    print(status, whole)
print("Called", len(called))
print(open("/proc/net/snmp").read())
print(open("/proc/net/snmp6").read())
"""


@pytest.mark.usefixtures("sealable")
def test_the_review_page_needs_nobody(drafted: Path, tmp_path: Path) -> None:
    shutil.copytree(drafted, tmp_path / "a.minutes")

    with reviewed(tmp_path / "a.minutes") as (running, address):
        entered = ("nsenter", f"--net=/proc/{running.pid}/ns/net", "--", sys.executable)
        fetched = subprocess.run(
            [*entered, "-c", FETCH, address], capture_output=True, encoding="utf-8", check=True
        ).stdout

    size, *rest = fetched.splitlines()
    parts = [line.split() for line in rest if "http://" in line]
    assert int(size) > 1000
    assert len(parts) > 2
    assert {status for status, _ in parts} == {"200"}, parts
    counted = attempts(fetched)
    assert counted["IpOutNoRoutes"] == 0
    assert counted["TcpActiveOpens"] == int(fetched.split("Called ")[1].split()[0]) > len(parts)


def test_telemetry_is_off_before_anything_is_imported() -> None:
    names = ("ORT_DISABLE_TELEMETRY", "PYANNOTE_METRICS_ENABLED", "HF_HUB_OFFLINE")
    program = f"import os, sys, minutes_pipeline; print([os.environ.get(n) for n in {names}], [m for m in ('onnxruntime', 'pyannote.audio', 'huggingface_hub') if m in sys.modules])"
    environment = {k: v for k, v in os.environ.items() if k not in names}

    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )

    assert done.stdout.strip() == "['1', '0', '1'] []"
