"""Asks an OpenAI-compatible server for one paragraph at a time. Nothing but this sends anything."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
from dataclasses import dataclass
from typing import Any, Protocol

from minutes_pipeline.drafting.polishing.endpoint import Endpoint

_MOST_BYTES = 200_000
_PIECE = 8_192
_TASK = (
    "あなたは市役所の会議録を整える係です。渡された1段落を、意味・数・固有名詞・打消し・語順を変えず、"
    "言葉を足さず、である調の読みやすい書き言葉に整え、その段落だけを答えてください。"
    "直すところがなければ、そのまま答えてください。"
)


class NoAnswer(Exception):
    """The server gave nothing that can be used.

    Attributes:
        reason: For the clerk, in Japanese.
        gone: Whether asking again would be of no use: nobody listens there.
    """

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason
        self.gone = gone


class Model(Protocol):
    """Proposes another wording of a paragraph."""

    @property
    def identity(self) -> str:
        """What decides its answers, for the ledger."""

    @property
    def name(self) -> str:
        """Name of the model."""

    @property
    def host(self) -> str:
        """The computer and the port."""

    def propose(self, paragraph: str) -> str:
        """Return the model's answer, whatever it is.

        Raises:
            NoAnswer: There is none.
        """


@dataclass(frozen=True, slots=True)
class Server:
    """A `Model` behind an `Endpoint`. No proxy is used and no redirection followed.

    Attributes:
        endpoint: Where it is.
        timeout: Seconds for one answer, from the first byte sent to the last received.
    """

    endpoint: Endpoint
    timeout: float = 60.0

    @property
    def identity(self) -> str:
        """Address and name of the model; its weights are the office's own affair."""
        return f"{self.endpoint.url} {self.endpoint.model}"

    @property
    def name(self) -> str:
        """Name of the model."""
        return self.endpoint.model

    @property
    def host(self) -> str:
        """The computer and the port."""
        _, name, port, _ = self.endpoint.address
        return f"{name}:{port}"

    def propose(self, paragraph: str) -> str:
        """Return the model's answer.

        Raises:
            NoAnswer: Nobody listens, it takes too long, or the answer is not in its form.
        """
        try:
            return _content(self._post(_request(self.endpoint.model, paragraph)))
        except TimeoutError as error:
            raise NoAnswer(f"{self.timeout:g}秒以内に答えがありませんでした。") from error
        except (ConnectionError, socket.gaierror) as error:
            raise NoAnswer("接続できませんでした。", gone=True) from error
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(f"答えを受け取れませんでした（{type(error).__name__}）。") from error

    def _post(self, body: bytes) -> bytes:
        scheme, name, port, path = self.endpoint.address
        kind = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
        connection = kind(name, port, timeout=self.timeout)
        # The socket's own limit is for each byte: a server that drips would never be too late.
        late = threading.Event()
        timer = threading.Timer(self.timeout, _cut, (connection, late))
        timer.daemon = True
        timer.start()
        try:
            connection.request(
                "POST",
                f"{path}/chat/completions",
                body,
                {"Content-Type": "application/json", "Accept": "application/json"},
            )
            answer = connection.getresponse()
            received = b""
            while piece := answer.read1(_PIECE):
                received += piece
                if len(received) > _MOST_BYTES:
                    raise NoAnswer("答えが長すぎます。")
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            if late.is_set():
                raise TimeoutError from None
            raise
        finally:
            timer.cancel()
            connection.close()
        if late.is_set():
            raise TimeoutError
        if answer.status != http.client.OK:
            raise NoAnswer(f"サーバが断りました（HTTP {answer.status}）。")
        return received


def _cut(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    """Break a connection off, so that whoever waits for it goes on."""
    late.set()
    if connection.sock is not None:
        with contextlib.suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _request(model: str, paragraph: str) -> bytes:
    return json.dumps(
        {
            "model": model,
            "messages": [
                {"role": "system", "content": _TASK},
                {"role": "user", "content": paragraph},
            ],
            "temperature": 0,
            "seed": 1,
            # A small model that finds no end must not run on.
            "max_tokens": 32 + 3 * len(paragraph) // 2,
            "stream": False,
        },
        ensure_ascii=False,
    ).encode("utf-8")


def _content(received: bytes) -> str:
    try:
        answer: Any = json.loads(received)
        content = answer["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise NoAnswer("答えが決められた形（JSON）ではありません。") from error
    if not isinstance(content, str):
        raise NoAnswer("答えが決められた形（JSON）ではありません。")
    return content
