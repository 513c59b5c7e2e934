"""A story as the layout sees it: the copy, which is what is set, and what is asked of it on a page.

Depths are grid lines; text is set at one column of the grid.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from epaper.model.breakout import Breakout
from epaper.model.picture import Chart, Picture
from epaper.model.story import Story
from epaper.model.text import RichText
from epaper.page.marks import Element
from epaper.page.style import TextStyle
from epaper.typeset.galley import GalleyBlock, HeadlineCut, Line
from epaper.typeset.typesetter import Typesetter

Lines = tuple[Line, ...]
Realise = Callable[[int, int], Lines]  # (block, setting) -> its lines
GREY_RUN = 34  # lines of text, 130 mm, that may go on without a crosshead
MOST_SHORTER, MOST_LONGER = 4, 7  # lines that a text gives with little harm


GATHERED = ("briefs", "rail")  # kinds of what several stories stand in


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A galley's blocks, and what is counted on them; made by `text_of`."""

    blocks: tuple[GalleyBlock, ...] = ()
    realise: Realise = lambda _block, _setting: ()
    lines: int = 0  # in one leg, every block at its best setting
    shorter: int = 0  # lines by which it can be made shorter with little harm
    longer: int = 0
    broken: bool = False  # crossheads break it, often enough


def text_of(blocks: tuple[GalleyBlock, ...], realise: Realise) -> Text:
    """Blocks counted."""
    best = [block.settings[0].lines for block in blocks]
    lines = sum(
        depth + block.space_before + block.space_after
        for depth, block in zip(best, blocks, strict=True)
    )
    shorter = sum(
        any(setting.lines < depth for setting in block.settings)
        for depth, block in zip(best, blocks, strict=True)
    )
    longer = sum(
        any(setting.lines > depth for setting in block.settings)
        for depth, block in zip(best, blocks, strict=True)
    )
    longer += sum(block.give_before or block.space_before > 0 for block in blocks[1:])
    longer += sum(  # a header that stands again where its table breaks
        depth
        for block, depth, after in zip(blocks, best, blocks[1:], strict=False)
        if after.header == 1 and not block.header
    )
    return Text(
        blocks=blocks,
        realise=realise,
        lines=lines - (blocks[0].space_before if blocks else 0),
        shorter=min(MOST_SHORTER, shorter),
        longer=min(MOST_LONGER, longer),
        broken=_longest_run(blocks) <= GREY_RUN,
    )


def _longest_run(blocks: tuple[GalleyBlock, ...]) -> int:
    """Lines of the longest stretch of text without a crosshead or a table."""
    longest = run = 0
    for block in blocks:
        breaks = block.element in (Element.CROSSHEAD, Element.TABLE)
        run = 0 if breaks else run + block.settings[0].lines
        longest = max(longest, run)
    return longest


@dataclass(frozen=True, slots=True)
class Headline:
    """Its words, cut into lines in several ways; a briefs' title and a bare module have no
    style."""

    words: str = ""
    style: TextStyle | None = None
    cuts: tuple[HeadlineCut, ...] = ()
    small_cuts: tuple[HeadlineCut, ...] = ()  # in the style's face for small type, where it has one

    def cuts_at(self, size: float) -> tuple[HeadlineCut, ...]:
        """In the face that the style has for so many points."""
        small = self.style is not None and self.style.at(size) is not self.style
        return self.small_cuts if small else self.cuts


def headline_of(
    words: str, style: TextStyle, setter: Typesetter, most_lines: int, *, slug: str = ""
) -> Headline:
    """A story's words cut into up to so many lines, in both faces of a style that has one for small
    type."""
    small = style.at(0.0)
    return Headline(
        words,
        style,
        setter.headline_cuts(words, style, most_lines, slug),
        () if small is style else setter.headline_cuts(words, small, most_lines, slug),
    )


@dataclass(frozen=True, slots=True)
class Jump:
    """Which part of a story this is that runs over several pages; -1 is a page not known yet."""

    chain: str = ""  # slug of the story, empty for one that stands whole
    part: int = 0
    page_from: int = 0  # the part has the line "From page N"; 0: it begins here
    page_to: int = 0  # the part has the line "Continued on page N"; 0: it ends here


@dataclass(frozen=True, slots=True, eq=False)
class Copy:
    """What is set of a story, a column of briefs or a part of a jumped story.

    Two copies are one where their digests are: that of what they were made from and how.
    """

    digest: str
    key: str  # its name on a page
    kind: str  # "story", "briefs", "rail", "jump"; "inside" and "filler" hold no story
    section: str = ""
    urgency: int = 9
    stories: tuple[Story, ...] = ()  # one, or those of a column of briefs
    text: Text = Text()
    headline: Headline = Headline()
    kicker: str = ""
    deck: RichText = ()
    byline: str = ""
    byline_role: str = ""
    breakouts: tuple[Breakout, ...] = ()  # the editor's first, then those that are proposed
    pictures: tuple[Picture, ...] = ()
    chart: Chart | None = None
    jump: Jump = Jump()
    points_to: tuple[tuple[int, int], ...] = ()  # (place among the story's related, page)
    inset: float = 0.0  # points between the edge of its tint and its text; 0: it stands on no tint
    pad: int = 0  # lines of that tint above and below the text
    size: tuple[int, int] | None = None  # columns and lines of a standing item

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Copy) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def story(self) -> Story | None:
        """The story that the marks come from; a column of briefs has several."""
        return self.stories[0] if self.stories and self.kind not in GATHERED else None

    @property
    def slug(self) -> str:
        """Of that story; the parts of a column of briefs name their own."""
        return self.story.slug if self.story else ""

    @property
    def faces(self) -> frozenset[int]:
        """Pictures that stand in quotes."""
        return frozenset(one.face for one in self.breakouts if one.face >= 0)

    @property
    def visuals(self) -> int:
        """Pictures and chart that stand in the module by themselves."""
        return len(self.pictures) - len(self.faces) + (self.chart is not None)

    @property
    def shows_matter(self) -> bool:
        """Whether any of these does not only stand for the matter."""
        faces = self.faces
        own = (one for index, one in enumerate(self.pictures) if index not in faces)
        return self.chart is not None or any(one.shows_matter for one in own)


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page asks of a copy, the editor's wishes among it."""

    tier: str = "small"  # "front", "lead", "major", "minor", "small"
    shows: bool = False  # it has the page's main picture
    front: bool = False  # it stands on page 1
    relaxed: bool = False  # white at the foot of legs is let through: nothing else fitted
    min_columns: int = 1
    max_columns: int = 99
    picture_columns: int = 0  # wished for the main picture; 0: free
    head_size: float = 0.0  # points, wished for the headline; 0: free
    at: str = ""  # wished on the page: "top", "foot", "left", "right"
    label: str = ""  # the section of a guest, which stands before its kicker


@dataclass(frozen=True, slots=True)
class Item:
    """One module to come, which the search moves about."""

    copy: Copy
    ask: Ask = Ask()

    @property
    def key(self) -> str:
        return self.copy.key

    @property
    def slug(self) -> str:
        return self.copy.slug

    @property
    def kicker_lines(self) -> int:
        """Lines over the headline: a guest's section and the kicker stand on one."""
        return 1 if self.copy.kicker or self.ask.label else 0

    @property
    def kind(self) -> str:
        return self.copy.kind


def digest_of(*parts: object) -> str:
    """Of what a copy is made from: everything that `repr` shows of it."""
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()


INSIDE = Item(Copy(digest="inside", key="inside", kind="inside"))  # what else is in the paper
FILLER = Item(Copy(digest="filler", key="filler", kind="filler"), Ask(relaxed=True))
