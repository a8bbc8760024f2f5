"""What must not work: other hosts, other pages, guessed addresses, other files, huge bodies."""

from __future__ import annotations

import shutil
import socket

import httpx
import pytest

from minutes_pipeline.errors import FolderInUse, PaperError
from minutes_pipeline.review.guard import MOST_BYTES
from minutes_pipeline.review.server import HOST, opened
from minutes_pipeline.workspace.folder import WorkFolder

EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def folder(drafted_once, tmp_path_factory):
    path = tmp_path_factory.mktemp("attacked") / "a.minutes"
    shutil.copytree(drafted_once, path)
    return WorkFolder(path)


@pytest.fixture(scope="module")
def page(folder, reviewed):
    with reviewed(folder.path) as reviewer:
        yield reviewer


@pytest.fixture
def unserved(drafted_once, tmp_path):
    shutil.copytree(drafted_once, tmp_path / "a.minutes")
    return WorkFolder(tmp_path / "a.minutes")


def raw(page, head: str, body: bytes = b"") -> bytes:
    """Send bytes as they are and return what comes back."""
    url = httpx.URL(str(page.client.base_url))
    with socket.create_connection((HOST, url.port), timeout=10) as line:
        line.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
        answer = b""
        while piece := line.recv(65536):
            answer += piece
    return answer


def token(page) -> str:
    return page.client.base_url.path.strip("/")


def test_it_listens_on_this_computer_alone(page):
    assert page.client.base_url.host == "127.0.0.1"
    others = {
        info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    } - {"127.0.0.1"}
    for address in others - {a for a in others if a.startswith("127.")}:
        with pytest.raises(OSError, match=r".*"):
            socket.create_connection((address, page.client.base_url.port), timeout=1).close()


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1.evil.example", "localhost", ""],
)
def test_another_host_is_refused(page, host):
    answer = page.get("api/doubts", headers={"Host": host})

    assert answer.status_code in (400, 421)
    assert "data" not in answer.text


def test_two_hosts_are_refused(page):
    port = page.client.base_url.port
    told = raw(
        page,
        f"GET /{token(page)}/api/state HTTP/1.1\nHost: 127.0.0.1:{port}\nHost: evil\nConnection: close",
    )

    assert told.split()[1] in (b"400", b"421")


@pytest.mark.parametrize("path", ["/", "/api/doubts", "/x/api/doubts", "/static/core.js", "/audio"])
def test_without_the_token_nothing_is_told(page, path):
    answer = httpx.get(f"{page.origin}{path}")

    assert answer.status_code == 404
    assert "state" not in answer.text


def test_tokens_are_long_and_new_each_time(unserved):
    with opened(unserved.path) as first:
        one = first.address
    with opened(unserved.path) as second:
        two = second.address

    assert one != two
    assert len(httpx.URL(one).path.strip("/")) >= 43


def test_a_token_that_is_almost_right_is_refused(page):
    wrong = token(page)[:-1] + ("A" if token(page)[-1] != "A" else "B")

    assert httpx.get(f"{page.origin}/{wrong}/api/state").status_code == 404
    assert httpx.get(f"{page.origin}/{token(page)}x/api/state").status_code == 404
    assert httpx.get(f"{page.origin}/%E3%81%82/api/state").status_code == 404


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "https://127.0.0.1"])
def test_another_origin_may_change_nothing(page, folder, origin):
    headers = {"Origin": origin} if origin else {}
    body = {"seen": 0, "mark": "", "who": "x", "wishes": []}

    for path in ("api/decide", "api/undo", "api/redo", "api/finish"):
        assert page.client.post(path, json=body, headers=headers).status_code == 403

    assert not (folder.path / "work/corrections.jsonl").exists()


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_browser_that_names_another_site_is_refused(page, site):
    assert page.get("api/doubts", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert page.get("audio", headers={"Sec-Fetch-Site": site}).status_code == 403


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_forms_of_other_pages_cannot_decide(page, kind):
    """What an HTML form can send without asking first is never JSON."""
    answer = page.client.post(
        "api/decide", content=b"{}", headers={"Origin": page.origin, "Content-Type": kind}
    )

    assert answer.status_code == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(page, method):
    answer = page.client.request(method, "api/doubts", headers={"Origin": page.origin})

    assert answer.status_code == 405
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("path", ["api/decide", "api/undo", "api/finish"])
def test_what_changes_something_cannot_be_fetched(page, path):
    assert page.get(path).status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "static/../app.py",
        "static/..%2fapp.py",
        "static/%2e%2e/%2e%2e/errors.py",
        "static//etc/passwd",
        "static/..\\app.py",
        "static/....//app.py",
        "audio/../../work/job.json",
        "../../etc/passwd",
        "work/job.json",
        "static/",
    ],
)
def test_no_other_file_can_be_reached(page, path):
    port = page.client.base_url.port
    told = raw(
        page,
        f"GET /{token(page)}/{path} HTTP/1.1\nHost: 127.0.0.1:{port}\nConnection: close",
    )

    assert told.split()[1] in (b"400", b"404", b"405")
    for secret in (b"import", b"root:", b"choices"):
        assert secret not in told


@pytest.mark.parametrize("names", ["../../../etc/passwd", "%00", EVIL, "u0001," * 5000])
def test_odd_ids_find_nothing(page, names):
    answer = page.get("api/words", params={"ids": names})

    assert answer.status_code in (200, 400, 404, 414)
    if answer.status_code == 200:
        assert set(answer.json()) <= {"u0001"}


def test_a_huge_body_is_refused(page, folder):
    body = b'{"who": "' + b"x" * MOST_BYTES + b'"}'
    headers = {"Origin": page.origin, "Content-Type": "application/json"}

    assert page.client.post("api/decide", content=body, headers=headers).status_code == 413
    chunks = (body[n : n + 60_000] for n in range(0, len(body), 60_000))
    assert page.client.post("api/decide", content=chunks, headers=headers).status_code == 413
    assert page.get("api/state").status_code == 200
    assert not (folder.path / "work/corrections.jsonl").exists()


@pytest.mark.parametrize("length", ["-1", "x", "99999999999999999999"])
def test_a_length_that_lies_is_refused(page, length):
    port = page.client.base_url.port
    told = raw(
        page,
        f"POST /{token(page)}/api/decide HTTP/1.1\nHost: 127.0.0.1:{port}\nOrigin: {page.origin}\n"
        f"Content-Type: application/json\nContent-Length: {length}\nConnection: close",
    )

    assert told.split()[1] in (b"400", b"413")
    assert page.get("api/state").status_code == 200


def test_a_huge_head_is_refused(page):
    port = page.client.base_url.port
    told = raw(
        page,
        f"GET /{token(page)}/api/state HTTP/1.1\nHost: 127.0.0.1:{port}\nX: {'x' * 100_000}",
    )

    assert told.split()[1] in (b"400", b"431")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"seen": 0, "mark": "", "who": "x", "wishes": [{"do": "rm -rf"}]}',
        b'{"seen": 0, "mark": "", "who": "", "wishes": []}',
        b'{"seen": -1, "mark": "", "who": "x", "wishes": [{"do": "paragraph-deleted", "paragraph": "p1"}]}',
        b'{"seen": 0, "mark": "", "who": "x", "wishes": [{"do": "particular", "field": "__class__", "value": ""}]}',
    ],
)
def test_what_is_no_request_is_refused_with_a_reason(page, folder, body):
    headers = {"Origin": page.origin, "Content-Type": "application/json"}
    answer = page.client.post("api/decide", content=body, headers=headers)

    assert answer.status_code == 400
    assert answer.json()["code"] == "L03"
    assert not (folder.path / "work/corrections.jsonl").exists()


@pytest.mark.parametrize(
    "path", ["doubts", "transcript", "api/state", "static/core.js", "audio", "none"]
)
def test_every_answer_is_sealed(page, path):
    headers = page.get(path).headers
    policy = headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert "server" not in headers
    assert not [name for name in headers if name.startswith("access-control")]


def test_html_in_words_and_names_stays_text(page):
    """Japanese text and HTML go out as JSON, or escaped where a screen's own HTML holds them."""
    answer = page.decide({"do": "particular", "field": "title", "value": EVIL})
    assert answer.status_code == 200

    for screen in ("doubts", "voices", "transcript", "minutes", "particulars", "history"):
        html = page.get(screen).text
        assert EVIL not in html
        assert "&lt;img src=x" in html
        assert "<script>" not in html
    assert page.get("api/transcript").headers["content-type"] == "application/json"
    assert any(EVIL in row["text"] for row in page.shown("transcript")["rows"])


def test_scripts_never_make_markup_of_text(project):
    for script in (project / "minutes_pipeline/review/static").glob("*.js"):
        text = script.read_text("utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
            assert word not in text, script.name
        assert "http://" not in text
        assert "https://" not in text


def test_templates_hold_no_script_or_style_of_their_own(project):
    for template in (project / "minutes_pipeline/review/templates").glob("*.html"):
        text = template.read_text("utf-8")
        assert "style=" not in text
        assert " onclick" not in text
        assert "|safe" not in text
        assert "//" not in text


def test_a_second_page_on_the_same_folder_is_refused(page, folder):
    with pytest.raises(FolderInUse, match="L07"), opened(folder.path):
        pass


def test_a_port_that_is_taken_is_said(unserved):
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        with (
            pytest.raises(PaperError, match="L06"),
            opened(unserved.path, port=taken.getsockname()[1]),
        ):
            pass


def test_a_folder_without_a_draft_is_refused(tmp_path):
    with pytest.raises(PaperError, match="W01"), opened(tmp_path):
        pass


def test_the_recording_is_served_by_ranges(page, folder):
    whole = (folder.path / "work/audio.wav").read_bytes()

    part = page.get("audio", headers={"Range": "bytes=100-199"})
    assert part.status_code == 206
    assert part.content == whole[100:200]
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole)}"
    assert page.get("audio", headers={"Range": "bytes=-50"}).content == whole[-50:]
    assert page.get("audio", headers={"Range": f"bytes={len(whole)}-"}).status_code == 416
    assert page.get("audio").headers["content-type"] == "audio/wav"
