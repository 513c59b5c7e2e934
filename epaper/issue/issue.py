"""The issue: a finished edition as a thing, from which everything that leaves the house is printed.

An issue knows nothing of the day's folder, of galleys or of the search: pages of marks, the order
in which they are read, the files they show, what became of every story, and what went in.
`store` keeps it on disk; docs/issue.md tells a stranger how to read it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from epaper.figures.record import EditionFigures
from epaper.geometry import Rect, Size
from epaper.issue.ledger import Account
from epaper.issue.shelf import Shelf
from epaper.model.edition import Printing, Publication, Section
from epaper.model.finding import Finding
from epaper.model.plan import PageWish, Wish
from epaper.model.press import PressSettings
from epaper.model.signoff import Signed
from epaper.page.asset import Asset
from epaper.page.page import OutlineEntry, Page
from epaper.page.structure import Structure
from epaper.page.style import Colour
from epaper.page.unread import Reads, read_unread

CODE_FACE = "sans"  # the face of folio codes and printers' marks; every issue carries it
FORMAT = 1  # raise when a reader of the old format would read the new one wrongly


@dataclass(frozen=True, slots=True)
class PageGrid:
    """The page's grid as the flatplan counts on it; lengths are points."""

    name: str  # of the layout
    trim: Size
    type_area: Rect
    columns: int
    lines: int
    leading: float
    gutter: float


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """What became of a story."""

    slug: str
    section: str
    headline: str
    urgency: int
    words: int
    characters: int
    status: str  # "placed", "jumped", "held", or "kept": standing matter for another day
    kind: str = "news"
    language: str = ""
    file: str = ""  # relative to the day's folder
    digest: str = ""  # of what the editor wrote, pictures included
    pages: tuple[int, ...] = ()
    reason: str = ""  # why it is held
    must_run: bool = False
    cut: Mapping[str, int] = field(default_factory=dict)  # rule -> characters that it left out
    remedy: str = ""  # what would let it in
    stop: str = ""  # "kill", "cancelled" or "hold": a person or its sender stopped it
    by: str = ""  # who
    at: str = ""  # and when, as they wrote it
    related: tuple[str, ...] = ()  # slugs, in the order in which its pointers count them


@dataclass(frozen=True, slots=True)
class Booking:
    """An advertisement on its pages."""

    booking: str
    advertiser: str
    pages: tuple[int, ...]
    digest: str  # of what was booked
    file: str  # sha256 of the advertiser's file; empty: a labelled blank
    alt: str = ""  # what it says, as it was booked


@dataclass(frozen=True, slots=True)
class StoppedBooking:
    """An advertisement that was booked and must not be printed."""

    booking: str
    advertiser: str
    stop: str  # "kill", "cancelled" or "hold"
    reason: str = ""
    by: str = ""
    at: str = ""
    file: str = ""  # of the booking, relative to the day's folder
    line: int = 0
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class PlacedModule:
    """A module in columns and lines of the grid, from the top left; pictures likewise."""

    slugs: tuple[str, ...]  # of the stories in it
    kind: str  # "story", "briefs", "rail", "jump", "inside", "contents", "advertisement"
    tier: str
    column: int
    line: int
    columns: int
    lines: int
    note: str = ""  # the shape in words
    headline: float = 0.0  # points
    pictures: tuple[tuple[int, int, int, int], ...] = ()  # column, line, columns, lines
    key: str = ""  # of what stands in it, unlike all others of the edition
    until: int = 0  # blocks of text after which its story goes on on a later page; 0: it ends here
    text: int = 0  # lines of its text


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One way to lay out a page's stories: the one that was chosen, or a runner-up."""

    modules: tuple[PlacedModule, ...]
    cost: float
    terms: Mapping[str, float]
    rank: int = 0  # 0 is the chosen one, 1 the first runner-up
    skeleton: str = ""  # the page architecture that it keeps to most, by its name in the layout
    mirrored: bool = False  # that left for right
    fit: float = 0.0  # share of the page that keeps to it

    @property
    def architecture(self) -> str:
        """The skeleton in words; empty where the layout has none."""
        return f"{self.skeleton}{', mirrored' if self.mirrored else ''}" if self.skeleton else ""


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A page of the flatplan."""

    number: int
    section: str
    kind: str  # "stories", "contents", "advertisements" or "locked"
    stories: tuple[str, ...] = ()
    bookings: tuple[PlacedModule, ...] = ()
    chosen: Arrangement | None = None
    bound: float = 0.0  # no arrangement of these stories costs less
    others: tuple[Arrangement, ...] = ()  # that were not chosen, the best first
    opening: bool = False  # a section starts here, under its own heading
    top: int = 0  # lines of nameplate or heading
    sections: tuple[str, ...] = ()  # that the page is kept for; none: for any

    @property
    def next_skeleton(self) -> Arrangement | None:
        """The best arrangement after another skeleton than the chosen one."""
        own = self.chosen.skeleton if self.chosen else ""
        return next((one for one in self.others if one.skeleton not in ("", own)), None)


@dataclass(frozen=True, slots=True)
class Input:
    """A file that went in, by its path relative to the paper's folder."""

    path: str
    digest: str  # sha256


@dataclass(frozen=True, slots=True)
class Shop:
    """A print shop's settings as they were at the build; `profile` is an asset."""

    settings: PressSettings
    profile: str


@dataclass(frozen=True, slots=True)
class LockedPage:
    """A page that plan.yaml locks, with what is needed to print it again as it is.

    One that stands in this issue is found among its pages; here are those that could not stand
    (another format) and wait.
    """

    page: Page
    outline: tuple[OutlineEntry, ...]
    stories: tuple[StoryRecord, ...]
    bookings: tuple[Booking, ...]
    sheet: PlanSheet
    furniture: str
    steady: bool = False  # nobody locks it: it stands because nothing on it has changed


@dataclass(frozen=True, slots=True)
class Moved:
    """A page that was laid out again, or whose contents were drawn anew, and why."""

    page: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """Pages laid out again together, with those whose contents then change: what they cost before
    and after, and what moving them costs the press, as the layout has it."""

    pages: tuple[int, ...]
    before: float
    after: float
    replating: float
    held: tuple[str, ...] = ()  # stories that would have to wait for it


@dataclass(frozen=True, slots=True)
class Steady:
    """How the plan of the build before was kept.  `fresh`: why it was not, and the whole day
    planned anew."""

    fresh: str = ""
    moved: tuple[Moved, ...] = ()
    tried: tuple[Tried, ...] = ()  # the one that was chosen first


@dataclass(frozen=True, slots=True)
class Issue:
    """`assets`, `faces`: by sha256, and face id -> sha256.  `furniture`: a digest of what folio and
    nameplate are made from."""

    publication: Publication
    date: datetime.date
    title: str
    pages: tuple[Page, ...]
    grid: PageGrid
    author: str = ""
    subject: str = ""
    number: str = ""
    price: str = ""
    name: str = ""  # "City edition"
    zone: str = ""
    printing: Printing = field(default_factory=Printing)
    sections: tuple[Section, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    structure: Structure = field(default_factory=Structure)
    palette: tuple[Colour, ...] = ()
    faces: Mapping[str, str] = field(default_factory=dict)
    assets: Mapping[str, Asset] = field(default_factory=dict)
    shops: tuple[Shop, ...] = ()
    stories: tuple[StoryRecord, ...] = ()
    bookings: tuple[Booking, ...] = ()
    stopped: tuple[StoppedBooking, ...] = ()
    sheets: tuple[PlanSheet, ...] = ()
    ledger: tuple[Account, ...] = ()
    findings: tuple[Finding, ...] = ()
    signed: tuple[Signed, ...] = ()  # errors that went out on a person's word
    figures: EditionFigures | None = None
    wishes: tuple[Wish, ...] = ()
    page_wishes: tuple[PageWish, ...] = ()
    inputs: tuple[Input, ...] = ()
    furniture: str = ""
    locks: tuple[LockedPage, ...] = ()
    steady: Steady | None = None  # against the build before; None: there was none
    settings: str = ""  # a digest of what all pages hang on: the edition's settings, this program
    program: str = ""  # the version of epaper that laid it out
    shelf: Shelf = field(default=Shelf(), compare=False, repr=False)
    unread: Reads = field(default_factory=dict, init=False, repr=False, compare=False)

    if not TYPE_CHECKING:  # else nobody would be told of a wrong name
        __getattr__ = read_unread

    @property
    def language(self) -> str:
        return self.publication.language

    @property
    def colours(self) -> dict[str, Colour]:
        return {colour.name: colour for colour in self.palette}

    def page(self, number: int) -> Page | None:
        return next((page for page in self.pages if page.number == number), None)

    def story(self, slug: str) -> StoryRecord | None:
        return next((story for story in self.stories if story.slug == slug), None)

    def sheet(self, number: int) -> PlanSheet | None:
        return next((sheet for sheet in self.sheets if sheet.number == number), None)
