"""The marks on a page: what the printer gets.  Each knows where it came from.

Positions are points from the top left of the trim, y down.  A renderer draws marks; it measures and
decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from epaper.geometry import Rect

SOFT_HYPHEN = "\u00ad"  # as a run's last glyph: a hyphen that a line break made


class Element(StrEnum):
    """The part of a story (or of the page) that a mark belongs to."""

    KICKER = "kicker"
    HEADLINE = "headline"
    DECK = "deck"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    CROSSHEAD = "crosshead"
    QUOTATION = "quotation"
    LIST_ITEM = "list item"
    TABLE = "table"
    TABLE_HEAD = "table heading"  # the names of a table's columns
    AGATE = "agate"  # small type, three lines on two of the grid
    AGATE_HEAD = "agate heading"  # a crosshead in it
    CREDIT = "credit"
    PULL_QUOTE = "pull quote"
    NUMBER = "number"
    POINTS = "points"
    POINTS_TITLE = "points title"  # the paper's words over them
    TIMELINE = "timeline"
    # words of the text that stand out of it a second time: a crosshead, a breakout of each kind
    PROPOSED = "proposed"
    PROPOSED_QUOTE = "proposed quote"
    PROPOSED_NUMBER = "proposed number"
    PROPOSED_POINTS = "proposed points"
    PICTURE = "picture"
    CAPTION = "caption"
    PICTURE_CREDIT = "picture credit"
    CHART = "chart"
    JUMP_HEAD = "jump headline"
    JUMP_LINE = "jump line"  # "Continued on page 5", "From page 1"
    READ_ALSO = "read also"  # names another story and its page
    NAMEPLATE = "nameplate"
    FOLIO = "folio"
    SECTION_HEAD = "section heading"
    CONTENTS = "contents"
    INSIDE = "inside box"
    TEASER = "teaser"  # in an ear or the skybox
    ADVERTISEMENT = "advertisement"
    FURNITURE = "furniture"  # rules, tints: nothing to read aloud


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a mark came from: story, element, and which paragraph (block) or picture of it, or line
    of a breakout, counted from 0.
    """

    element: Element
    story: str = ""  # slug; empty for page furniture
    part: int = 0
    cell: int = 0  # of a table's row, from 1; 0 is none

    @property
    def whole(self) -> Origin:
        """Of the row, for a cell."""
        return replace(self, cell=0) if self.cell else self


@dataclass(frozen=True, slots=True)
class Word:
    """A shaped word: glyphs of one face, with the text that each stands for.

    advances are font units after kerning (so that the glyphs follow each other by them alone);
    clusters has one string a glyph, and joined they are `text` exactly as written ("" for the later
    glyphs of a cluster, several characters for a ligature).  offsets is empty when no glyph is
    moved off its place, else (dx, dy) font units a glyph, y up.
    """

    text: str
    glyphs: tuple[int, ...]
    advances: tuple[int, ...]
    clusters: tuple[str, ...]
    width: int  # font units, the sum of advances
    offsets: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Words on one baseline in one face and size.

    `gap` is the whole distance between words in points, as printed.  `stretch` widens the letters
    (1.0 is none; PDF Tz), `tracking` is added after each letter with the marks on it, in points
    before stretch (PDF Tc).  The width as printed is stretch * (size * sum(word.width) /
    units_per_em + tracking * letters) + gap * (words - 1).  A soft hyphen at the end is a last
    glyph whose cluster is U+00AD; one of no advance is not seen and takes no tracking.
    """

    x: float
    y: float  # the baseline
    face: str  # a face id of the font book, "serif-bold"
    size: float
    words: tuple[Word, ...]
    gap: float
    origin: Origin
    stretch: float = 1.0
    tracking: float = 0.0
    colour: str = "black"  # a name from the layout's colours
    space_after: bool = False  # a space parts this run from the next on the line
    width: float = 0.0  # as printed, from x; hanging characters and the last tracking included
    language: str = ""  # a BCP 47 tag; empty: the issue's own
    direction: str = "ltr"  # or "rtl"
    # at a line's end: a word goes on in the next line, and no hyphen was put (an address, or at a
    # hyphen that was written)
    goes_on: bool = False

    @property
    def parted(self) -> bool:
        """The word at its end goes on in the next line, with a made hyphen or without one."""
        return self.goes_on or self.words[-1].text.endswith(SOFT_HYPHEN)

    @property
    def hyphenated(self) -> bool:
        """The line break made a hyphen, and it is seen: some scripts part words without one."""
        last = self.words[-1]
        return last.text.endswith(SOFT_HYPHEN) and last.advances[-1] > 0

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words) + (" " if self.space_after else "")


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, centred on its coordinates."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float
    colour: str = "black"
    origin: Origin = Origin(Element.FURNITURE)
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Fill:
    rect: Rect
    colour: str
    origin: Origin = Origin(Element.FURNITURE)


@dataclass(frozen=True, slots=True)
class Polygon:
    """A polygon or polyline, for charts; points in page coordinates."""

    points: tuple[tuple[float, float], ...]
    origin: Origin
    fill: str = ""
    stroke: str = ""
    weight: float = 0.5
    closed: bool = True


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A picture shown in `rect`.

    `asset` is the digest of a file: the editor's own while the page is being made up, the part of
    it that is shown once the page stands in an issue.  `crop` is that part of the editor's upright
    picture (left, top, right, bottom shares), `pixels` the size of the whole.
    """

    rect: Rect
    asset: str  # sha256
    name: str  # as the editor wrote it, for messages
    crop: tuple[float, float, float, float]
    pixels: tuple[int, int]  # of the whole upright picture
    alt: str
    origin: Origin

    @property
    def ppi(self) -> float:
        """Effective resolution as printed, in pixels per inch."""
        left, _, right, _ = self.crop
        return self.pixels[0] * (right - left) / (self.rect.width / 72)


@dataclass(frozen=True, slots=True)
class AdMark:
    """An advertisement placed as it is (page-description file) or as a picture."""

    rect: Rect
    asset: str  # sha256 of the advertiser's file; empty while it is made up: a blank is to be drawn
    booking: str
    origin: Origin
    clip: Rect | None = None  # the part that is shown: half of a panorama


@dataclass(frozen=True, slots=True)
class Link:
    """An invisible area that leads to a place in the same file (page from 1, y on it) or to an
    address.
    """

    rect: Rect
    label: str
    page: int = 0
    y: float = 0.0
    uri: str = ""
    origin: Origin = Origin(Element.FURNITURE)


Mark = GlyphRun | Rule | Fill | Polygon | PictureMark | AdMark | Link
