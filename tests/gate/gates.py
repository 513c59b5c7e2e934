"""A small site by hand and the gate before it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from httpx2 import Response
from starlette.testclient import TestClient

from epaper.gate.access import Access
from epaper.gate.app import Gate, application
from epaper.gate.folder import Folder
from epaper.gate.passes import Passes

KEYS = {"old": bytes(range(32)), "new": bytes(range(1, 33))}
NOW = 1_800_000_000.0
DAY, OTHER = "2026-11-23", "2026-11-24"


@dataclass
class Clock:
    now: float = NOW

    def __call__(self) -> float:
        return self.now


@dataclass
class Site:
    folder: Path
    clock: Clock = field(default_factory=Clock)
    log: list[str] = field(default_factory=list)

    def gate(self, access: Access | None = None, store: Path | None = None, **more: object) -> Gate:
        passes = Passes(access, store) if access is not None and access.keys else None
        given: dict[str, object] = {"access": access} if access is not None else {}
        log: Callable[[str], None] = self.log.append
        return Gate(
            Folder(self.folder),
            passes=passes,
            log=log,
            clock=self.clock,
            **given,
            **more,  # type: ignore[arg-type]
        )

    def client(
        self, access: Access | None = None, store: Path | None = None, **more: object
    ) -> TestClient:
        return client_of(self.gate(access, store, **more))


def client_of(gate: Gate) -> TestClient:
    return TestClient(
        application(gate), base_url="https://paper.test", raise_server_exceptions=True
    )


def opened(client: TestClient, path: str, token: str) -> Response:
    """A link as a reader opens it: the page that asks, and its button."""
    client.get(path, params={"pass": token})
    return client.post(path, data={"pass": token})


def write_site(folder: Path) -> Site:
    """Two editions of two pages and three stories each, one of which is gone."""
    editions = []
    for day in (OTHER, DAY):
        place = folder / day
        for slug in ("bridge", "swim", "killed"):
            (place / slug).mkdir(parents=True)
            (place / slug / "index.html").write_text(f"<h1>{slug} of {day}</h1>" + "text " * 300)
        for page in ("index", "page-1", "page-2", "contents"):
            (place / f"{page}.html").write_text(f"<h1>{page} of {day}</h1>")
        gone = [{"slug": "killed", "path": "killed/"}]
        (place / "edition.json").write_text(json.dumps({"id": day, "gone": gone}))
        editions.append({"id": day, "path": f"{day}/"})
    paper = {"title": "The Kestrel", "language": "en-GB"}
    (folder / "editions.json").write_text(json.dumps({"paper": paper, "editions": editions}))
    (folder / "index.html").write_text("<h1>Today</h1>")
    (folder / "a").mkdir()
    (folder / "a" / "0123456789abcdef0123.css").write_text("body { margin: 0 }\n" * 60)
    (folder / "a" / "face.woff2").write_bytes(b"wOF2" + bytes(1000))
    return Site(folder)
