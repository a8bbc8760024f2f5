"""Starts the page on this computer alone, and ends it."""

from __future__ import annotations

import getpass
import secrets
import socket
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from filelock import FileLock, Timeout

from minutes_pipeline.errors import FolderInUse, PaperError
from minutes_pipeline.review.app import Page
from minutes_pipeline.review.desk import Desk
from minutes_pipeline.review.guard import Guard
from minutes_pipeline.review.worker import Worker
from minutes_pipeline.workspace.folder import WorkFolder

HOST = "127.0.0.1"
_LOCK = "work/.review.lock"
_SOMEBODY = "担当者"


@dataclass(frozen=True, slots=True)
class Opened:
    """A page that is about to be served.

    Attributes:
        address: What to open in a browser; holds the token.
        serve: Serves until the page or the terminal ends it.
    """

    address: str
    serve: Callable[[], None]


@contextmanager
def opened(path: Path, models: Path | None = None, port: int = 0) -> Iterator[Opened]:
    """Make the page for a work folder ready.

    Args:
        path: The work folder.
        models: Folder of models, None for the default.
        port: Port to listen on; 0 for any that is free.

    Raises:
        PaperError: No work folder (W01), no draft in it (W08), or the port is taken (L06).
        FolderInUse: Another page is open on it (L07).
    """
    folder = WorkFolder(path.absolute())
    desk = Desk(folder)
    _ = desk.view  # the first screen shall not wait for it
    with _alone(folder.path), _listening(port) as listener:
        number = listener.getsockname()[1]
        token, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(16)
        worker = Worker(folder.path, models, desk.refresh)
        servers: list[uvicorn.Server] = []

        def stop() -> None:
            for server in servers:
                server.should_exit = True

        page = Page(desk, worker, nonce, _person(), stop)
        hosts = (f"{HOST}:{number}", f"localhost:{number}")
        guarded = Guard(page.application(), token, nonce, hosts)
        config = uvicorn.Config(
            guarded,
            log_level="critical",
            access_log=False,
            server_header=False,
            date_header=False,
            lifespan="off",
            ws="none",
            loop="asyncio",
            http="h11",
            h11_max_incomplete_event_size=16_384,
            limit_concurrency=64,
            timeout_keep_alive=10,
            timeout_graceful_shutdown=2,
        )
        server = uvicorn.Server(config)
        servers.append(server)
        try:
            yield Opened(f"http://{HOST}:{number}/{token}/", lambda: server.run(sockets=[listener]))
        finally:
            worker.finish()


def _serve(server: uvicorn.Server, listener: socket.socket) -> None:
    """Serve until the page ends it or Ctrl-C does, which is an end like any other."""
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


def show(address: str) -> bool:
    """Open *address* in the browser of this computer; return whether there is one."""
    return webbrowser.open(address)


def _person() -> str:
    try:
        return getpass.getuser() or _SOMEBODY
    except (OSError, KeyError, ImportError):
        return _SOMEBODY


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    lock = FileLock(path / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise FolderInUse(
            "L07",
            f"この会議の確認画面は、もう開いています（{path}）。",
            "開いている画面を使うか、そちらを終えてからもう一度実行してください。",
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        try:
            listener.bind((HOST, port))
        except OSError as error:
            raise PaperError(
                "L06",
                f"ポート {port} は、ほかのプログラムが使っています。",
                "--port を付けずに実行するか、別の番号を指定してください。",
            ) from error
        listener.listen(64)
        yield listener
