"""A window of the browser on a site, that notes whatever must not happen."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
READY = "html[data-ready]"


@dataclass
class Window:
    """A page of a browser at a site's address."""

    page: Page
    site: str
    folder: Path
    faults: list[str] = field(default_factory=list)

    @property
    def edition(self) -> dict[str, Any]:
        index = json.loads((self.folder / "editions.json").read_text("utf-8"))
        self.id = index["editions"][0]["id"]
        text = (self.folder / self.id / "edition.json").read_text("utf-8")
        loaded: dict[str, Any] = json.loads(text)
        return loaded

    def at(self, path: str) -> str:
        return f"{self.site}{self.edition['id']}/{path}"

    def open(self, path: str = "") -> Page:
        """A file of the edition, begun."""
        self.page.goto(self.at(path))
        self.page.wait_for_selector(READY, state="attached")
        return self.page

    def front(self, path: str = "") -> Page:
        self.page.goto(self.site + path)
        self.page.wait_for_selector(READY, state="attached")
        return self.page

    @property
    def pages_shown(self) -> list[int]:
        found = self.page.evaluate(
            "[...document.querySelectorAll('.sheet')].map(s => s.dataset.number)"
        )
        return [int(number) for number in found]

    def turned(self, *numbers: int) -> None:
        """Waits until these pages lie on the desk."""
        self.page.wait_for_function(
            "numbers => [...document.querySelectorAll('.sheet')].map(s => +s.dataset.number).join()"
            " === numbers.join()",
            arg=list(numbers),
        )

    def watch(self, may_fail: bool = False) -> None:
        """Notes errors of the console and requests to other hosts."""
        page = self.page
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("request", lambda request: self._asked(request.url))
        if not may_fail:
            page.on("console", lambda told: self._told(told.type, told.text))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.site, "data:", "blob:")):
            self.faults.append(f"asked for {url}")

    def _told(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.faults.append(f"{kind}: {text}")

    def axe(self) -> list[str]:
        """What axe-core finds, a line each."""
        place = os.environ.get("EPAPER_AXE", "")
        if not Path(place).is_file():
            pytest.skip("needs axe-core: EPAPER_AXE")
        self.page.evaluate(Path(place).read_text("utf-8"))  # as a script of its own CSP refuses it
        wanted = {"runOnly": RULES, "resultTypes": ["violations"]}
        found = self.page.evaluate("wanted => axe.run(document, wanted)", wanted)
        return [
            f"{one['id']}: {one['help']}: {[node['html'][:150] for node in one['nodes']][:4]}"
            for one in found["violations"]
        ]


def device(browser: Browser, *, width: int, **more: Any) -> BrowserContext:
    """Of that width, with nothing on it yet; below 1,000 px one for fingers, as such devices
    are."""
    touch = width < 1000
    return browser.new_context(
        viewport={"width": width, "height": 900 if width > 500 else 780},
        has_touch=touch,
        is_mobile=touch,
        **more,
    )


def opened(
    browser: Browser, site: str, folder: Path, *, width: int, may_fail: bool, **more: Any
) -> Window:
    """A window of a new device."""
    page = device(browser, width=width, **more).new_page()
    window = Window(page, site, folder)
    window.watch(may_fail)
    return window


@dataclass
class Shared:
    """Devices that are handed on from test to test with nothing left on them: to start a process
    of the browser takes longer than to load a page, and it lives as long as one of its pages, so
    the last page lies empty until the next is there.
    """

    browser: Browser
    lying: dict[str, list[Page]] = field(default_factory=dict)  # by kind of device
    used: list[tuple[str, Window]] = field(default_factory=list)

    def opened(self, site: str, folder: Path, *, width: int, may_fail: bool, **more: Any) -> Window:
        kind = f"{width} {sorted(more.items())}"
        if waiting := self.lying.get(kind):
            last = waiting.pop()
            page = last.context.new_page()
            last.close()
        else:
            page = device(self.browser, width=width, **more).new_page()
        window = Window(page, site, folder)
        self.used.append((kind, window))
        _wiped(window)
        window.watch(may_fail)
        return window

    def hand_on(self) -> None:
        """All that were opened."""
        while self.used:
            kind, window = self.used.pop()
            window.page.goto("about:blank")
            self.lying.setdefault(kind, []).append(window.page)


def _wiped(window: Window) -> None:
    """Nothing is kept of the site: settings, copies, its worker, files in the browser's cache."""
    session = window.page.context.new_cdp_session(window.page)
    told = {"origin": window.site.rstrip("/"), "storageTypes": "all"}
    session.send("Storage.clearDataForOrigin", told)
    session.send("Network.clearBrowserCache")
    session.detach()


Open = Callable[..., Window]  # a new window on the site of that fixture
