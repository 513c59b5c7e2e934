"""An edition: the day's stories under the paper's name."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from epaper.model.advertisement import Advertisement
from epaper.model.names import SCRIPT, hyphenated
from epaper.model.plan import PageWish, Wish
from epaper.model.story import Story
from epaper.model.teasers import Ear, Skybox

START_WORDS = (
    "new page",
    "right-hand page",
    "own page",
    "back",
)  # where a section may start, beside a page number


SCREEN_SIZES = {"small": 110.0, "usual": 200.0, "large": 300.0}  # of pictures, pixels per inch


@dataclass(frozen=True, slots=True)
class SitePlace:
    """Where the paper stands on the web.  `to`: the site's folder, beside editions/, which every
    build renews; `address`: of its root; `search`: a server answers /search there; `formerly`:
    names that the paper had while it stood there."""

    to: str = ""
    address: str = ""
    search: bool = False
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """What is the same every day."""

    name: str
    code: str  # short title for file names and folios, "KBC"
    tagline: str = ""
    language: str = "en-GB"
    digits: str = ""  # "western", "native"; empty: as the words of its language have them
    place: str = ""
    publisher: str = ""
    website: str = ""
    layout: str = "broadsheet"
    press: tuple[str, ...] = ()  # names of press settings that every build also prints for
    slugs: str = SCRIPT  # or ASCII: how names of files are written
    site: SitePlace = SitePlace()
    screen_pictures: str = ""  # of SCREEN_SIZES, in the readers' PDF; empty: usual

    @property
    def slug(self) -> str:
        """For file names: lower case, words joined by hyphens."""
        return self.file_part(self.name) or "edition"

    def file_part(self, text: str) -> str:
        """Words as part of the name of a file, as the paper writes them."""
        return hyphenated(text, slugs=self.slugs)

    def file_word(self, text: str) -> str:
        """A word that is part of the name of a file as it stands, but for its letters in ASCII."""
        return text if text.isascii() or self.slugs == SCRIPT else self.file_part(text)


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    kind: str = "news"  # "news", "opinion", "sport", "features"
    # "", "new page", "right-hand page", "own page", "back" or a page number; empty: the layout says
    start: str = ""


class StandIns(StrEnum):
    """Where the paper prints pictures that do not show the matter."""

    NEVER = "never"
    INSIDE = "inside"  # one column wide, never on page 1


@dataclass(frozen=True, slots=True)
class PageBudget:
    """How many pages the edition may have, and the multiple that the press folds."""

    least: int = 2
    most: int = 96
    multiple: int = 2

    @property
    def fewer_told(self) -> str:
        """What to write for a sheet less than the least, for remedies."""
        return self._told("least", self.least, max(self.least - self._sheet, 1))

    @property
    def more_told(self) -> str:
        """What to write for a sheet more than the most, for remedies."""
        return self._told("most", self.most, self.most + self._sheet)

    @property
    def _sheet(self) -> int:
        """Pages that the press adds at once; a leaf has two."""
        return max(self.multiple, 2)

    def _told(self, name: str, now: int, then: int) -> str:
        if self.least == self.most:  # as a rule
            return f"`pages: {then}`, it is {now} now"
        return f"`pages: {{{name}: {then}}}`, it is {now} now"


@dataclass(frozen=True, slots=True)
class Printing:
    """What the paper itself tells its print shops; a shop's own settings stand beside it."""

    contact: tuple[str, ...] = ()  # lines: whom to call at the paper
    print_run: int = 0  # copies of the edition, at all shops; 0: not said
    press_start: str = ""  # "01:30"


@dataclass(frozen=True, slots=True)
class Edition:
    publication: Publication
    date: datetime.date
    stories: tuple[Story, ...]  # in the order of sections, urgency, slug
    sections: tuple[Section, ...]
    pages: PageBudget = PageBudget()
    number: str = ""  # "No. 4,812"
    price: str = ""
    name: str = ""  # "City edition"
    zone: str = ""
    printing: Printing = Printing()
    folder: Path = Path()
    jumps: bool = True  # may stories continue on a later page
    stand_ins: StandIns = StandIns.NEVER
    colour_pages: tuple[int, ...] = ()  # that the press prints in colour; empty: all
    advertisements: tuple[Advertisement, ...] = ()  # that are to be printed
    stopped: tuple[Advertisement, ...] = ()  # held or cancelled
    wishes: tuple[Wish, ...] = ()  # of plan.yaml
    page_wishes: tuple[PageWish, ...] = ()
    ears: tuple[Ear, ...] = ()  # beside the nameplate's words, at most one a side
    skybox: Skybox = field(default_factory=Skybox)  # under the nameplate
    barred: Mapping[str, str] = field(default_factory=dict)  # slugs that may not run, and why

    def wish(self, slug: str) -> Wish:
        """What the editor wants of a story; nothing where plan.yaml does not name it."""
        return next((wish for wish in self.wishes if wish.slug == slug), Wish(slug))

    def story(self, slug: str) -> Story:
        return next(story for story in self.stories if story.slug == slug)
