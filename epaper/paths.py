"""Every path of a day, once.

editions/publication.yaml        the same every day
editions/standing/               what runs where news leaves room, of every day
editions/DATE/                   the day: edition.yaml, plan.yaml, stories, pictures, ads
layouts/, layouts/press/         beside editions/: the paper's own layouts and print shops
words/                           likewise: what the paper itself says, where it says it otherwise
dist/DATE/current/               the last good output of the day, as one (work/versions.py)
dist/DATE/                       links into it, by name
dist/DATE/issue/                 the issue that all of it is printed from
dist/DATE/withheld/              an edition that would be wrong, to be looked at; it goes nowhere
dist/DATE/press/SHOP/            what a print shop gets; has a `current` of its own
dist/.store/                     results kept between runs; may be deleted at any time; or in the
                                 folder EPAPER_STORE, which several papers may have in common
"""

from __future__ import annotations

import contextlib
import datetime
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from epaper.resources import shipped

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

STORE = ".store"
REPORT_PAGE = "report.html"  # beside the paper
STORE_FOLDER = "EPAPER_STORE"  # in the environment
STANDING = "standing"  # what runs where news leaves room: beside the days, and in one


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
        """By the pointer where there is one: links beside it may not be made yet."""
        pointer = self.target / "current"
        return (pointer if pointer.is_symlink() else self.target) / "issue"

    @property
    def withheld(self) -> Path:
        return self.target / "withheld"

    @property
    def store(self) -> Path:
        return store_folder(self.out)

    def press(self, shop: str) -> Path:
        return self.target / "press" / shop

    def layout(self, name: str) -> Path:
        """A layout by name or path: the paper's own layouts/ first, then the shipped ones."""
        if is_path(name):
            return Path(name)
        files = [folder / f"{name}.yaml" for folder in self.layouts]
        return next((file for file in files if os.path.isfile(file)), files[-1])

    @property
    def layouts(self) -> tuple[Path, ...]:
        """Folders of layouts: the paper's own first, then the shipped one."""
        return layout_folders(self.editions)

    @property
    def words(self) -> tuple[Path, ...]:
        """The paper's own folder of words files, where it has one."""
        own = self.paper / "words"
        return (own,) if own.is_dir() else ()

    @property
    def shops(self) -> tuple[Path, ...]:
        """Folders of press settings: the paper's own first, then the shipped one."""
        return shop_folders(self.editions)

    @property
    def fonts(self) -> Path:
        """The paper's own faces."""
        return self.paper / "fonts"


def store_folder(out: Path) -> Path:
    """What is kept between runs, of all that is built into `out`."""
    elsewhere = os.environ.get(STORE_FOLDER)
    return Path(elsewhere) if elsewhere else out / STORE


def days_in(editions: Path) -> list[datetime.date]:
    """The days that have a folder, the earliest first."""
    found = []
    for path in editions.glob("*-*-*"):
        if _DAY.fullmatch(path.name) and path.is_dir():
            with contextlib.suppress(ValueError):  # 2026-02-30 is no day
                found.append(datetime.date.fromisoformat(path.name))
    return sorted(found)


def layout_folders(editions: Path) -> tuple[Path, ...]:
    """layouts/ beside editions/, then the shipped one."""
    return editions.resolve().parent / "layouts", shipped("layouts")


def shop_folders(editions: Path) -> tuple[Path, ...]:
    """layouts/press/ beside editions/, then the shipped one."""
    return tuple(folder / "press" for folder in layout_folders(editions))


def is_path(name: str) -> bool:
    """Is a layout or a shop named by its file?"""
    return name.endswith((".yaml", ".yml"))


def names_in(folders: Iterable[Path]) -> tuple[str, ...]:
    """The settings files of some folders by name, each once, in the order of the alphabet."""
    return tuple(sorted({path.stem for folder in folders for path in folder.glob("*.yaml")}))


def no_editions(editions: Path) -> str:
    """What is said of a folder of the days that is not there."""
    beside = editions.parent if editions.parent.is_dir() else Path()
    names = [one.name for one in beside.iterdir() if one.is_dir()]
    near = get_close_matches(editions.name, sorted(names), 1)
    new = "name the paper's with --editions, or make one with 'epaper new'"
    remedy = f"did you mean {beside / near[0]}?" if near else new
    return f"there is no folder {editions}; {remedy}"
