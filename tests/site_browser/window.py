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
    from playwright.sync_api import Browser, Page

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
        found = self.page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        return [
            f"{one['id']}: {one['help']}: {[node['html'][:150] for node in one['nodes']][:4]}"
            for one in found["violations"]
        ]


def opened(
    browser: Browser, site: str, folder: Path, *, width: int, may_fail: bool, **more: Any
) -> Window:
    """A window of that width; below 1,000 px one for fingers, as such devices are."""
    touch = width < 1000
    context = browser.new_context(
        viewport={"width": width, "height": 900 if width > 500 else 780},
        has_touch=touch,
        is_mobile=touch,
        **more,
    )
    window = Window(context.new_page(), site, folder)
    window.watch(may_fail)
    return window


Open = Callable[..., Window]  # a new window on the site of that fixture
