"""A day's folder under construction."""

from __future__ import annotations

import datetime
from pathlib import Path

from PIL import Image

from epaper.model.edition import Edition
from epaper.model.finding import Finding
from epaper.sources.folder import read_edition

DATE = datetime.date(2026, 3, 14)
EDITION = """\
publication: {name: The Kingsbridge Courier, code: KBC}
sections: [News, {name: Opinion, kind: opinion, start: right-hand page}, {name: Sport, start: 5}]
"""
STORY = "---\nsection: News\nheadline: A bridge\n---\nText.\n"


class Day:
    """A day's folder under construction."""

    def __init__(self, root: Path) -> None:
        self.editions = root / "editions"
        self.folder = self.editions / DATE.isoformat()
        self.folder.mkdir(parents=True)
        self.write("edition.yaml", EDITION)

    def write(self, name: str, text: str | bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def picture(self, name: str, size: tuple[int, int] = (60, 40)) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", size, "teal").save(path)

    def read(self) -> tuple[Edition, tuple[Finding, ...]]:
        return read_edition(self.editions, DATE)

    def only(self) -> Finding:
        """The one finding of the day."""
        (finding,) = self.read()[1]
        return finding
