"""The polish by a language model: a bad answer never stands, and a server that fails costs nothing.

The server here is a real one over HTTP that answers badly on purpose. A real small model is asked in
benchmarks/polish.py (`make polish`), which installs it.
"""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from minutes_pipeline.drafting.polishing.asking import NoAnswer, Server
from minutes_pipeline.drafting.polishing.endpoint import Endpoint
from minutes_pipeline.drafting.polishing.stage import PolishMinutes, polish, with_polish
from minutes_pipeline.drafting.stage import FinishMinutes
from minutes_pipeline.errors import ModelError
from minutes_pipeline.progress import Silent
from minutes_pipeline.workspace.artifacts import DRAFT, POLISHING
from minutes_pipeline.workspace.stage import Inputs

LINES = (
    ("A", "会長", "委員", "1", "それでは、環境課から説明をお願いします。"),
    (
        "B",
        "課長",
        "環境課",
        "1",
        "ごみの量につきましては、昨年度は3,200トンでございまして、増える見込みはございません。",
    ),
    ("C", "委員", "委員", "1", "有料化する予定はありますか。"),
    (
        "B",
        "課長",
        "環境課",
        "1",
        "有料化につきましては、市民の意見を聞いた上で、検討してまいります。",
    ),
)
POINT = "ごみの量については、昨年度は3,200トンで、増える見込みはない。"


def reply(content):
    return json.dumps(
        {"choices": [{"message": {"role": "assistant", "content": content}}]}
    ).encode()


@pytest.fixture
def serve():
    """Start servers that answer each paragraph by a function of the request and the paragraph."""
    running = []

    def start(answer):
        asked = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                paragraph = body["messages"][-1]["content"]
                asked.append((self.path, body["model"], paragraph))
                answer(self, paragraph)

            def log_message(self, *arguments):
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return f"http://127.0.0.1:{server.server_port}/v1", asked

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def sends(make, status=200):
    def answer(handler, paragraph):
        body = make(paragraph)
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@pytest.fixture(scope="module")
def drafted(whole_draft):
    return whole_draft(LINES)


def ask(drafted, analyzer, url, timeout=20.0):
    server = Server(Endpoint(url, "small"), timeout)
    return polish(drafted, server, analyzer, Silent())


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("drops a number", lambda text: text.replace("3,200", "")),
        ("changes a number", lambda text: text.replace("3,200", "3,300")),
        ("loses a negation", lambda text: text.replace("ない", "ある")),
        ("adds a word", lambda text: text.replace("。", "、大変重要である。")),
        ("adds a sentence", lambda text: text + "以上のとおりである。"),
        (
            "swaps the topic",
            lambda text: text.replace("ごみの量", "資源の量").replace("市民", "議会"),
        ),
        (
            "turns the case",
            lambda text: text.replace("意見を", "意見が").replace("量については", "量より"),
        ),
        ("drops a noun", lambda text: text.replace("昨年度は", "").replace("市民の", "")),
        ("other mood", lambda text: text.replace("見込み", "予定").replace("検討して", "実施して")),
        (
            "polite",
            lambda text: text.replace("ない。", "ありません。").replace("いく。", "いきます。"),
        ),
        ("HTML", lambda text: f"<p>{text}</p>"),
        ("explains itself", lambda text: f"整えた文は次のとおりです。\n\n{text}"),
        ("markdown", lambda text: f"**{text}**"),
        ("nonsense", lambda _: "東京東京東京東京東京東京東京東京。"),
        ("English", lambda _: "The amount of garbage was 3,200 tons."),
        ("empty", lambda _: ""),
        ("endless", lambda text: text * 300),
        (
            "question",
            lambda text: text.replace("ない。", "ないのか。").replace("いく。", "いくのか。"),
        ),
    ],
)
def test_a_bad_answer_never_stands(drafted, analyzer, serve, name, make):
    url, asked = serve(sends(lambda paragraph: reply(make(paragraph))))
    done = ask(drafted, analyzer, url)
    assert asked, name
    changed = [one for one in done.proposals if one.answer != one.before]
    assert changed, name
    assert [one for one in done.proposals if one.accepted] == [], name
    assert all(one.reasons for one in changed), name
    assert with_polish(drafted.minutes, done) == drafted.minutes


def test_a_good_answer_stands_and_is_told_of(drafted, analyzer, serve):
    better = POINT.replace("については、昨年度は", "については昨年度は")
    url, asked = serve(sends(lambda text: reply(better if "ごみの量" in text else f"  {text}\n")))
    done = ask(drafted, analyzer, url)
    assert [one.before for one in done.proposals if one.accepted] == [POINT]
    minutes = with_polish(drafted.minutes, done)
    (point,) = minutes.items[0].points
    assert (point.text, point.rules[-1]) == (better, "polish")
    assert point.sources == drafted.minutes.items[0].points[0].sources
    (note,) = [n for n in minutes.notes if n.code == "polished"]
    assert note.alternatives == (POINT,)
    assert {model for _, model, _ in asked} == {"small"}
    assert {path for path, _, _ in asked} == {"/v1/chat/completions"}


def hangs(handler, paragraph):
    time.sleep(3)


def drips(handler, paragraph):
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(30):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def breaks_off(handler, paragraph):
    handler.send_response(200)
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')


def redirects(handler, paragraph):
    handler.send_response(307)
    handler.send_header("Location", "http://192.0.2.1/v1/chat/completions")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


@pytest.mark.parametrize(
    "answer",
    [
        hangs,
        drips,
        breaks_off,
        redirects,
        sends(lambda _: b"<html>error</html>"),
        sends(lambda _: b'{"choices": []}'),
        sends(lambda _: b'{"choices": [{"message": {"content": 5}}]}'),
        sends(lambda _: b"[" * 100_000),
        sends(lambda _: b"\xff\xfe"),
        sends(lambda _: b" " * 300_000),
        sends(reply, status=500),
    ],
)
def test_a_failing_server_leaves_the_draft(drafted, analyzer, serve, answer):
    url, asked = serve(answer)
    done = ask(drafted, analyzer, url, timeout=0.5)
    assert done.stopped is not None
    assert len(asked) == len(done.proposals) == 3
    assert all(one.answer is None and one.reasons for one in done.proposals)
    assert with_polish(drafted.minutes, done) == drafted.minutes


def test_nobody_there(drafted, analyzer, serve):
    lines = []
    held = {DRAFT.name: drafted}

    class Said(Silent):
        def remark(self, message):
            lines.append(message)

    class Store:
        def load(self, artifact):
            return held[artifact.name]

        def paths(self, source):
            return ()

    stage = PolishMinutes(Server(Endpoint("http://127.0.0.1:9/v1")), analyzer)
    said = Said()
    done = stage.run(Inputs(Store(), stage.reads), said)
    held[POLISHING.name] = done
    assert len(done.proposals) == 1
    assert lines == [
        "言語モデル（127.0.0.1:9）: 接続できませんでした。規則で整えた文のままにします。"
    ]
    finish = FinishMinutes(polished=True)
    assert finish.run(Inputs(Store(), finish.reads), said) == drafted.minutes
    with pytest.raises(NoAnswer):
        stage.model.propose("件数は3件である。")


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8080/v1",
        "http://127.0.0.1/v1/",
        "http://[::1]:1234",
        "https://localhost/v1",
    ],
)
def test_this_computer_may_be_asked(url):
    assert Endpoint(url).check() is None


@pytest.mark.parametrize(
    ("endpoint", "code"),
    [
        (Endpoint("localhost:8080"), "T01"),
        (Endpoint("ftp://localhost/v1"), "T01"),
        (Endpoint("http://localhost:port/v1"), "T01"),
        (Endpoint("http://user:secret@localhost/v1"), "T01"),
        (Endpoint("http://"), "T01"),
        (Endpoint("http://192.168.1.5:8080/v1"), "T02"),
        (Endpoint("http://192.168.1.5:8080/v1", host="192.168.1.6"), "T02"),
        (Endpoint("http://localhost.example.com/v1"), "T02"),
        (Endpoint("http://8.8.8.8/v1"), "T02"),
        (Endpoint("http://8.8.8.8/v1", host="8.8.8.8"), "T02"),
        (Endpoint("http://0.0.0.0/v1", host="0.0.0.0"), "T02"),
        (Endpoint("http://8.8.8.8/v1", public=True), "T02"),
    ],
)
def test_other_computers_may_not(endpoint, code):
    with pytest.raises(ModelError) as raised:
        endpoint.check()
    assert raised.value.code == code


@pytest.mark.parametrize(
    "endpoint",
    [
        Endpoint("http://192.168.1.5:8080/v1", host="192.168.1.5"),
        Endpoint("http://10.0.0.7/v1", host="10.0.0.7"),
        Endpoint("http://8.8.8.8/v1", host="8.8.8.8", public=True),
    ],
)
def test_computers_that_were_named_may(endpoint):
    assert endpoint.check() is None
