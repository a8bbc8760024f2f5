"""Keeps everybody out but the person who started the page.

The page listens on this computer alone, yet any web page that is open in a browser can send
requests here. So: the address holds a random token, the Host must be this computer's (a foreign
name may be made to point here, "DNS rebinding"), what changes anything must come from the page's
own origin as JSON, and no answer may load, run or be framed by anything from elsewhere.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
from collections.abc import Iterable
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 1 << 20
"""Largest request body: a long paragraph has some kilobytes."""
MOST_THROWN_AWAY = 8 * MOST_BYTES
"""How much of a body that is too large is taken in all the same, in bytes: a sender who is cut off
while still sending sees a broken connection instead of the answer."""
LONGEST_WAIT = 2.0
"""Seconds that the rest of such a body is waited for."""
MOST_HEAD = 16_384
"""Largest head of a request, in bytes."""
LONGEST_PATH = 2000
TOO_LARGE = 413

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data:; media-src 'self'; connect-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cache-Control": "no-store",
}


class TooLarge(HTTPException):
    """A body grew beyond `MOST_BYTES` while it was read."""

    def __init__(self) -> None:
        """Answer with status 413."""
        super().__init__(TOO_LARGE, "大きすぎます。")


class Guard:
    """ASGI middleware: refuses what is not the page's own, seals what is answered."""

    def __init__(self, app: ASGIApp, token: str, nonce: str, hosts: Iterable[str]) -> None:
        """Guard *app*.

        Args:
            app: What is guarded; sees paths without the token.
            token: First part of every path.
            nonce: Lets the page's own waveform bring its styles.
            hosts: Host headers that mean this page, with port.
        """
        self._app = app
        self._token = token.encode()
        self._hosts = frozenset(hosts)
        self._policy = _POLICY.format(nonce=nonce)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refusal = self._refusal(scope)
        sealed = self._sealed(send)
        if refusal is not None:
            status, words = refusal
            if status == TOO_LARGE and _length(Headers(scope=scope)) <= MOST_THROWN_AWAY:
                await _throw_away(receive, MOST_THROWN_AWAY)
            # Nothing more is read from who was refused once.
            refused = PlainTextResponse(words, status, headers={"Connection": "close"})
            await refused(scope, receive, sealed)
            return
        inner = {**scope, "path": _rest(scope["path"])}
        inner.pop("raw_path", None)
        await self._app(inner, _limited(receive), sealed)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        if sum(len(name) + len(value) for name, value in scope["headers"]) > MOST_HEAD:
            return 431, "大きすぎます。"
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return 421, "この名前ではお答えできません。"
        path: str = scope["path"]
        given = path[1:].split("/", 1)[0]
        if len(path) > LONGEST_PATH or not hmac.compare_digest(given.encode(), self._token):
            return (
                404,
                "「minutes review」が示したアドレスを開いてください。",
            )
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return 403, "ほかのページからは使えません。"
        return self._refused_method(scope["method"], headers, hosts[0])

    @staticmethod
    def _refused_method(method: str, headers: Headers, host: str) -> tuple[int, str] | None:
        if method in ("GET", "HEAD"):
            return None
        if method != "POST":
            return 405, "この操作はできません。"
        if headers.get("origin") != f"http://{host}":
            return 403, "ほかのページからは使えません。"
        if headers.get("content-type", "").split(";")[0].strip() != "application/json":
            return 415, "この形では受け取れません。"
        if _length(headers) > MOST_BYTES:
            return TOO_LARGE, "大きすぎます。"
        return None

    def _sealed(self, send: Send) -> Send:
        async def sealing(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self._policy
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        return sealing


def _rest(path: str) -> str:
    _, _, rest = path[1:].partition("/")
    return f"/{rest}"


def _length(headers: Headers) -> float:
    """Return what a request says its body takes in bytes; endless where it is no number."""
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() else float("inf")


async def _throw_away(receive: Receive, most: int) -> None:
    """Take in the rest of a body, at most *most* bytes and `LONGEST_WAIT` seconds of it."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LONGEST_WAIT):
            while most > 0:
                message = await receive()
                most -= len(message.get("body", b""))
                if message["type"] != "http.request" or not message.get("more_body", False):
                    return


def _limited(receive: Receive) -> Receive:
    """Count the bytes of a body: one sent in chunks does not say its length beforehand."""
    total = 0

    async def counting() -> Any:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > MOST_BYTES:
            if message.get("more_body", False):
                await _throw_away(receive, MOST_THROWN_AWAY)
            raise TooLarge
        return message

    return counting
