"""The review page in a browser, served by the command itself."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

AXE = Path(__file__).parent / "vendor" / "axe.min.js"


class Screen:
    """The page in a browser, and what went wrong in it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
        self.asked: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._heard)
        page.on("request", lambda request: self.asked.append(request.url))

    def _heard(self, message) -> None:
        if message.type == "error" and "409" not in message.text:
            self.faults.append(message.text)

    def go(self, screen: str) -> Page:
        self.page.goto(self.address + screen)
        self.page.wait_for_selector("body[data-ready]")
        return self.page

    def settled(self) -> None:
        """Wait until Word shows everything."""
        self.page.wait_for_function(
            "() => document.getElementById('status').textContent.startsWith('すべて保存し')",
            timeout=90_000,
        )

    def serious(self) -> list[str]:
        """Return what axe-core finds serious or critical."""
        self.page.add_script_tag(path=AXE)
        found = self.page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{v['id']}: {v['nodes'][0]['html'][:120]}"
            for v in found["violations"]
            if v["impact"] in ("serious", "critical")
        ]


@contextmanager
def reviewing(
    browser: Browser,
    folder: Path,
    width: int = 1280,
    height: int = 720,
    *,
    sealed: bool = True,
    ends: bool = True,
):
    """Run ``minutes review`` on *folder* and open it; end it with its own button.

    Where it does not matter what Word says after, it need not be ended. Not *sealed*, the page's
    policy is set aside, so that axe-core can be put into it.
    """
    server = subprocess.Popen(
        [sys.executable, "-m", "minutes_pipeline", "review", str(folder), "--no-open"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="ja-JP", bypass_csp=not sealed
    )
    try:
        assert server.stdout is not None
        address = next(line.strip() for line in server.stdout if line.startswith("http://"))
        screen = Screen(context.new_page(), address)
        screen.server = server
        yield screen
        if ends:
            screen.go("history").click("#finish")
            screen.page.wait_for_selector("text=終わりました")
            assert server.wait(120) == 0
        assert screen.faults == []
        assert all(url.startswith((address, "data:", "blob:")) for url in screen.asked)
    finally:
        context.close()
        if server.poll() is None:
            server.kill()
        server.wait()
        server.stdout.close()
