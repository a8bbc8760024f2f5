"""A small meeting under review, its page served as it is to a browser."""

from __future__ import annotations

import json
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np
import pytest

from minutes_pipeline.api import run_recipe
from minutes_pipeline.progress import Silent
from minutes_pipeline.review.server import opened
from minutes_pipeline.workspace.artifacts import AUDIO, SAMPLE_RATE, Samples
from minutes_pipeline.workspace.folder import WorkFolder
from minutes_pipeline.workspace.job import Choices, Job, look_at

EVIL = "<img src=x onerror=alert(1)>"
SAID = [
    (
        "A",
        "ただいまから審査会を開会いたします。議題1、窓口の混雑について、市民室から説明をお願いします。",
    ),
    (
        "B",
        "市民室の佐藤です。窓口の待ち時間は、昨年度の平均で25分でございました。今年度は18分です。",
    ),
    ("A", "ただいまの説明について、ご質問はございますか。"),
    ("C", "土曜日の開庁は、何回行われたのでしょうか。"),
    ("B", "土曜日の開庁は、12回行いました。"),
    ("A", "それでは議題2、手数料の改定について、説明をお願いします。"),
    ("B", "証明書の手数料を、300円から350円に改めるものでございます。"),
    ("A", f"以上で本日の審査会を閉会いたします。{EVIL}"),
]
AGENDA = f"次第\n1　窓口の混雑について（報告）\n2　手数料の改定について{EVIL}（審議）\n"
ROSTER = f"氏名,役職,所属\n田中 一郎,会長,\n鈴木{EVIL},委員,\n佐藤 次郎,課長,市民生活部市民室\n"


class _Quiet:
    def begin(self, stage, position, count):
        return Silent()

    def done(self, stage, seconds):
        return

    def kept(self, stage, state):
        return


@pytest.fixture(scope="session")
def drafted_once(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("reviewed")
    segments = [
        {
            "start": n * 10,
            "end": n * 10 + 9,
            "text": text,
            "speaker": f"SPEAKER_{voice}",
            "words": [
                {
                    "word": c,
                    "start": n * 10 + k * 0.1,
                    "end": n * 10 + k * 0.1 + 0.1,
                    "probability": 0.9,
                }
                for k, c in enumerate(text)
            ],
        }
        for n, (voice, text) in enumerate(SAID)
    ]
    (root / "words.json").write_text(json.dumps({"segments": segments}), "utf-8")
    (root / "agenda.txt").write_text(AGENDA, "utf-8")
    (root / "roster.csv").write_text(ROSTER, "utf-8")
    given = (("transcript", "words.json"), ("agenda", "agenda.txt"), ("roster", "roster.csv"))
    folder = WorkFolder(root / "a.minutes")
    with folder.locked():
        files = tuple(look_at(source, root / name) for source, name in given)
        folder.store_job(Job(Choices(template="_sample"), files))
        run_recipe(folder, None, _Quiet())
    tone = np.arange(SAMPLE_RATE * 80) % 200
    AUDIO.dump(Samples(tone.astype(np.int16)), folder.path / AUDIO.file)
    return folder.path


@pytest.fixture
def folder(drafted_once, tmp_path) -> WorkFolder:
    shutil.copytree(drafted_once, tmp_path / "a.minutes")
    return WorkFolder(tmp_path / "a.minutes")


@contextmanager
def served(path: Path):
    """Serve the page in a thread; yield its address."""
    with opened(path) as page:
        thread = threading.Thread(target=page.serve, daemon=True)
        thread.start()
        with httpx.Client(base_url=page.address) as client:
            for _ in range(200):
                try:
                    client.get("api/state")
                    break
                except httpx.ConnectError:
                    continue
            yield page.address
            origin = str(httpx.URL(page.address).copy_with(path="/", query=None))[:-1]
            client.post("api/finish", json={}, headers={"Origin": origin})
        thread.join(20)
        assert not thread.is_alive()


class Reviewer:
    """A browser's requests, without the browser."""

    def __init__(self, client: httpx.Client, origin: str) -> None:
        self.client = client
        self.origin = origin

    def get(self, path, **options):
        return self.client.get(path, **options)

    def post(self, path, body):
        return self.client.post(path, json=body, headers={"Origin": self.origin})

    def shown(self, name):
        return self.get(f"api/{name}").json()["data"]

    def decide(self, *wishes, seen=None, mark=None):
        state = self.get("api/state").json()
        return self.post(
            "api/decide",
            {
                "seen": state["steps"] if seen is None else seen,
                "mark": state["mark"] if mark is None else mark,
                "who": "田中",
                "wishes": list(wishes),
            },
        )


@contextmanager
def reviewed(path: Path):
    """Serve the page of a work folder; yield a `Reviewer` of it."""
    with served(path) as address:
        origin = str(httpx.URL(address).copy_with(path="/", query=None))[:-1]
        with httpx.Client(base_url=address, timeout=20) as client:
            yield Reviewer(client, origin)


@pytest.fixture(name="reviewed", scope="session")
def _reviewed():
    return reviewed


@pytest.fixture
def page(folder):
    with reviewed(folder.path) as reviewer:
        yield reviewer
