"""The page's addresses: screens, what they show, and what may be asked of them."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from minutes_pipeline.errors import MinutesError
from minutes_pipeline.review import papers, views
from minutes_pipeline.review.asking import read_asked, read_stepped
from minutes_pipeline.review.desk import Desk, View
from minutes_pipeline.review.sound import peaks, sound_file
from minutes_pipeline.review.worker import Worker

_HERE = Path(__file__).resolve().parent
STATIC = _HERE / "static"
SCREENS = {
    "doubts": "確かめるところ",
    "voices": "声と役割",
    "transcript": "発言と録音",
    "minutes": "原案と発言",
    "particulars": "会議の情報",
    "history": "直しの記録",
}
"""Name and title of each screen, in the order of the work."""
_MOST_WORDS = 400
"""Utterances whose words may be asked for at once."""

Answer = Callable[[Request], Awaitable[Response]]


class Page:
    """Answers every request; holds the desk and the process that makes stages again."""

    def __init__(
        self, desk: Desk, worker: Worker, nonce: str, who: str, stop: Callable[[], None]
    ) -> None:
        """Serve *desk*.

        Args:
            desk: The work folder under review.
            worker: Is asked whenever something was decided.
            nonce: Lets the waveform's styles pass the page's policy.
            who: Name that is proposed for whoever sits here.
            stop: Ends the server.
        """
        self._desk = desk
        self._worker = worker
        self._nonce = nonce
        self._who = who
        self._stop = stop
        self._env = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
        )
        self._peaks = functools.cache(lambda: peaks(desk.folder))

    def application(self) -> Starlette:
        """Return the ASGI application; it must stand behind a `Guard`."""
        asked: dict[str, Callable[[View], Any]] = {
            "doubts": views.doubts,
            "voices": views.voice_list,
            "transcript": papers.transcript,
            "minutes": papers.minutes,
            "particulars": papers.particulars,
            "history": papers.history,
            "items": papers.items,
        }
        routes: list[Route | Mount] = [
            Route("/", self.home),
            Route("/api/state", self.state),
            Route("/api/words", self.words),
            Route("/api/explain", self.explain),
            Route("/api/peaks", self.outline),
            Route("/api/decide", self.decide, methods=["POST"]),
            Route("/api/undo", self.undo, methods=["POST"]),
            Route("/api/redo", self.redo, methods=["POST"]),
            Route("/api/finish", self.finish, methods=["POST"]),
            Route("/audio", self.audio),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
        routes += [Route(f"/{name}", self.screen) for name in SCREENS]
        routes += [Route(f"/api/{name}", self._shown(make)) for name, make in asked.items()]
        return Starlette(
            routes=routes, exception_handlers={MinutesError: self.refused, Exception: self.failed}
        )

    def _shown(self, make: Callable[[View], Any]) -> Answer:
        async def shown(request: Request) -> Response:
            del request
            return JSONResponse(await run_in_threadpool(self._with_state, make))

        return shown

    def _with_state(self, make: Callable[[View], Any]) -> dict[str, Any]:
        view = self._desk.view
        return {"state": self._state_of(view), "data": make(view)}

    def _state_of(self, view: View) -> dict[str, Any]:
        worker = self._worker
        return {
            **papers.state(view),
            "working": worker.note,
            "busy": worker.busy,
            "settled": worker.settled,
            "trouble": worker.trouble,
        }

    async def home(self, request: Request) -> Response:
        """Lead to the doubts, where the work begins."""
        del request
        return RedirectResponse("doubts")

    async def screen(self, request: Request) -> Response:
        """Return a screen; what it shows is fetched by it."""
        name = request.url.path.rsplit("/", 1)[-1]
        view = await run_in_threadpool(lambda: self._desk.view)
        template = self._env.get_template(f"{name}.html")
        return HTMLResponse(
            template.render(
                screen=name,
                screens=SCREENS,
                title=papers.title(view.minutes),
                who=self._who,
                nonce=self._nonce,
                sound=sound_file(self._desk.folder) is not None,
            )
        )

    async def state(self, request: Request) -> Response:
        """Return how far the review and the work beside it are."""
        del request
        return JSONResponse(await run_in_threadpool(lambda: self._state_of(self._desk.view)))

    async def words(self, request: Request) -> Response:
        """Return the timed words of some utterances."""
        ids = request.query_params.get("ids", "").split(",")[:_MOST_WORDS]
        return JSONResponse(await run_in_threadpool(lambda: papers.words(self._desk.view, ids)))

    async def explain(self, request: Request) -> Response:
        """Return how the sentences of a paragraph came to be."""
        name = request.query_params.get("paragraph", "")
        return JSONResponse(await run_in_threadpool(lambda: self._desk.ways(name)))

    async def outline(self, request: Request) -> Response:
        """Return the outline of the recording's loudness."""
        del request
        duration, found = await run_in_threadpool(self._peaks)
        return JSONResponse({"duration": duration, "peaks": found})

    async def audio(self, request: Request) -> Response:
        """Return the recording, or the range of bytes that is asked for."""
        del request
        found = sound_file(self._desk.folder)
        if found is None:
            return JSONResponse({"what": "聞ける録音がありません。", "cure": ""}, 404)
        path, kind = found
        return FileResponse(path, media_type=kind)

    async def decide(self, request: Request) -> Response:
        """Keep what was decided."""
        asked = read_asked(await request.body())

        def keep() -> dict[str, Any]:
            self._desk.decide(
                lambda view: tuple(wish.change(view) for wish in asked.wishes),
                asked.who,
                asked.seen,
                asked.mark,
            )
            self._worker.ask()
            return self._state_of(self._desk.view)

        return JSONResponse(await run_in_threadpool(keep))

    async def undo(self, request: Request) -> Response:
        """Take back the last decision, or the one that is named."""
        asked = read_stepped(await request.body())
        return await self._step(lambda: self._desk.log.undo(asked.who, asked.batch))

    async def redo(self, request: Request) -> Response:
        """Bring back the last decision that was taken back, or the one that is named."""
        asked = read_stepped(await request.body())
        return await self._step(lambda: self._desk.log.redo(asked.who, asked.batch))

    async def _step(self, step: Callable[[], object]) -> Response:
        def taken() -> dict[str, Any]:
            if step():
                self._worker.ask()
            return self._state_of(self._desk.view)

        return JSONResponse(await run_in_threadpool(taken))

    async def finish(self, request: Request) -> Response:
        """End the server; what is still to be written is written first."""
        del request
        self._stop()
        return JSONResponse({"ended": True})

    @staticmethod
    async def refused(request: Request, error: Exception) -> Response:
        """Tell what is wrong and how to go on."""
        del request
        assert isinstance(error, MinutesError)
        status = 409 if error.code in ("C02", "C03", "L01") else 400
        told = {"code": error.code, "what": error.what, "cure": error.cure}
        return JSONResponse(told, status)

    @staticmethod
    async def failed(request: Request, error: Exception) -> Response:
        """Tell that something unforeseen happened; the server's log has the rest."""
        del request
        what = f"予期しない理由でできませんでした（{type(error).__name__}）。"
        return JSONResponse({"code": "X01", "what": what, "cure": "読み込み直してください。"}, 500)
