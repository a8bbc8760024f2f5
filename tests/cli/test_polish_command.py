"""``minutes draft --polish``: a server of this computer is asked; another one only when named."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

TRANSCRIPT = """会長：それでは、案件1について、環境課から説明をお願いします。
環境課長：ごみの量につきましては、昨年度は3,200トンでございました。
委員：有料化する予定はありますか。
環境課長：現在のところ、予定はございません。
"""


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    place = tmp_path_factory.mktemp("polish")
    (place / "発言.txt").write_text(TRANSCRIPT, "utf-8")
    (place / "次第.txt").write_text("1　ごみの減量について（報告）\n", "utf-8")
    return ["draft", "-", "--transcript", place / "発言.txt", "--agenda", place / "次第.txt"]


class Comma(BaseHTTPRequestHandler):
    """Leaves out the first comma of a point; makes a negation of every answer a promise."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        paragraph = body["messages"][-1]["content"]
        text = (
            paragraph.replace("、", "", 1)
            if "トン" in paragraph
            else paragraph.replace("ない", "ある")
        )
        answer = json.dumps({"choices": [{"message": {"content": text}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments):
        """Say nothing."""


def test_only_what_passes_every_check_stands(minutes, papers, tmp_path):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Comma)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = tmp_path / "会議.minutes"
    url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        done = minutes(*papers, "--out", folder, "--polish", url, "--polish-model", "small")
    finally:
        server.shutdown()
        server.server_close()
    assert done.returncode == 0, done.stderr
    drafted = json.loads((folder / "minutes.json").read_text("utf-8"))["items"][0]
    assert drafted["points"][0]["text"] == "ごみの量については昨年度は3,200トンであった。"
    text = json.dumps(drafted["exchanges"], ensure_ascii=False)
    assert "予定はない。" in text
    kept = json.loads((folder / "work" / "polishing.json").read_text("utf-8"))
    assert kept["model"] == "small"
    assert [one["accepted"] for one in kept["proposals"]].count(True) == 1
    assert any("打消し" in reason for one in kept["proposals"] for reason in one["reasons"])
    shown = minutes("explain", folder, drafted["points"][0]["id"])
    assert "規則で整えた文（推敲の前）" in shown.stdout
    assert "ごみの量については、昨年度は3,200トンであった。" in shown.stdout


def test_a_server_that_is_not_there_costs_nothing(minutes, papers, tmp_path):
    folder = tmp_path / "会議.minutes"
    done = minutes(*papers, "--out", folder, "--polish", "http://127.0.0.1:9/v1")
    assert done.returncode == 0, done.stderr
    assert "接続できませんでした" in done.stderr
    drafted = json.loads((folder / "minutes.json").read_text("utf-8"))["items"][0]
    assert drafted["points"][0]["text"] == "ごみの量については、昨年度は3,200トンであった。"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--polish", "http://api.example.com/v1"), "T02"),
        (("--polish", "http://192.168.0.9/v1"), "T02"),
        (("--polish", "http://192.0.2.1/v1", "--polish-host", "198.51.100.1"), "T02"),
        (("--polish", "localhost"), "T01"),
    ],
)
def test_nothing_goes_elsewhere_silently(minutes, papers, tmp_path, more, code):
    done = minutes(*papers, "--out", tmp_path / "会議.minutes", *more)
    assert done.returncode == 5
    assert code in done.stderr
    assert not (tmp_path / "会議.minutes" / "minutes.json").exists()
