"""Every path of a day, once.

editions/publication.yaml        the same every day
editions/DATE/                   the day: edition.yaml, plan.yaml, stories, pictures, ads
layouts/, layouts/press/         beside editions/: the paper's own layouts and print shops
words/                           likewise: what the paper itself says, where it says it otherwise
dist/DATE/                       the last good output of the day
dist/DATE/issue/                 the issue that all of it is printed from
dist/DATE/press/SHOP/            what a print shop gets
dist/.store/                     results kept between runs; may be deleted at any time
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from epaper.resources import shipped

STORE = ".store"


@dataclass(frozen=True, slots=True)
class DayPaths:
    date: datetime.date
    editions: Path = Path("editions")
    out: Path = Path("dist")

    @property
    def day(self) -> Path:
        return self.editions / self.date.isoformat()

    @property
    def paper(self) -> Path:
        """The paper's folder: editions/ lies in it."""
        return self.editions.resolve().parent

    @property
    def target(self) -> Path:
        return self.out / self.date.isoformat()

    @property
    def issue(self) -> Path:
        return self.target / "issue"

    @property
    def store(self) -> Path:
        return self.out / STORE

    def press(self, shop: str) -> Path:
        return self.target / "press" / shop

    def layout(self, name: str) -> Path:
        """A layout by name or path: the paper's own layouts/ first, then the shipped ones."""
        if name.endswith((".yaml", ".yml")):
            return Path(name)
        own = self.paper / "layouts" / f"{name}.yaml"
        return own if own.is_file() else shipped("layouts") / f"{name}.yaml"

    @property
    def words(self) -> tuple[Path, ...]:
        """The paper's own folder of words files, where it has one."""
        own = self.paper / "words"
        return (own,) if own.is_dir() else ()

    @property
    def shops(self) -> tuple[Path, ...]:
        """Folders of press settings: the paper's own first, then the shipped one."""
        own = self.paper / "layouts" / "press"
        usual = shipped("layouts") / "press"
        return (own, usual) if own.is_dir() else (usual,)
