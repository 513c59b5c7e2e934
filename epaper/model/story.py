"""A story: everything the editor wrote about it, nothing about where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from epaper.model.breakout import Breakout, BreakoutItem, BreakoutKind
from epaper.model.letters import in_word
from epaper.model.picture import Chart, Picture, PictureRole
from epaper.model.standing import Standing, StandingKind
from epaper.model.stop import Stop
from epaper.model.text import Block, block_texts, count_characters, plain

BRIEF_WORDS = 80  # of the longest brief; what is longer is a story


class Kind(StrEnum):
    NEWS = "news"
    BRIEF = "brief"  # runs in a briefs column
    FEATURE = "feature"
    OPINION = "opinion"
    EDITORIAL = "editorial"  # the paper's own leader
    OBITUARY = "obituary"
    AGATE = "agate"  # results, markets, weather: small type
    SIDEBAR = "sidebar"  # stands with its main story, see `with_story`
    FACTBOX = "factbox"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A line at a story's end that names another one and its page: "Read also"."""

    slug: str
    title: str
    place: int  # among the story's `related`
    short: bool = False  # the title is the short headline, which stands over the rest of the story


@dataclass(frozen=True, slots=True)
class Story:
    slug: str  # unique in the edition; the file's name without .md
    section: str  # the section's name as edition.yaml has it
    headline: str
    body: tuple[Block, ...]
    urgency: int = 5  # the wire's: 1 flash ... 9
    kind: Kind = Kind.NEWS
    kind_given: bool = False  # by the editor
    kicker: str = ""
    short_headline: str = ""  # for contents, jumps and narrow measures; empty: the headline serves
    deck: str = ""
    byline: str = ""
    byline_role: str = ""  # "Staff reporter", "In New Delhi"
    dateline: str = ""
    credit: str = ""  # the agency or source
    pull_quote: str = ""
    pull_quote_by: str = ""
    pull_quote_face: str = ""  # name of the picture that shows who says it; empty: see `face_of`
    number: BreakoutItem | None = None  # a big figure, and what it counts
    points: tuple[str, ...] = ()  # the story in short
    timeline: tuple[BreakoutItem, ...] = ()
    pictures: tuple[Picture, ...] = ()
    chart: Chart | None = None
    tags: tuple[str, ...] = ()
    related: tuple[str, ...] = ()  # slugs
    with_story: str = ""  # slug of the main story that a sidebar or fact box belongs to
    stop: Stop | None = None  # it is held, killed or cancelled
    must_run: bool = False
    language: str = "en"
    file: str = ""  # for messages, relative to the edition's folder
    summary: str = ""  # for the contents page; empty: deck or first sentence
    # of a standing item (crossword, cartoon): columns, depth in points
    size: tuple[int, float] | None = None
    standing: Standing | None = None  # it is no news: it runs where news leaves room
    light: bool = False  # its headline stands in the light cut, see make/voices
    # as the layout sees it: short stories that stand within its module, and those it points to
    nested: tuple[Story, ...] = ()
    read_also: tuple[Pointer, ...] = ()  # the first are set, the others stand in for them

    @property
    def hold(self) -> bool:
        """It must not be printed, whatever stops it."""
        return self.stop is not None

    @property
    def is_quote(self) -> bool:
        """Its headline is a quote of the day, and its text says whose."""
        return self.standing is not None and self.standing.kind is StandingKind.QUOTE

    @property
    def words(self) -> int:
        return _words(self)

    @property
    def may_front(self) -> bool:
        """Whether it has something to show on page 1."""
        return self.chart is not None or any(one.may_front for one in self.pictures)

    @property
    def shows_matter(self) -> bool:
        """Whether it has a chart, or a picture that does not only stand for its matter."""
        return self.chart is not None or any(one.shows_matter for one in self.pictures)

    @property
    def repeated_kicker(self) -> str:
        """What of the story the kicker says again, and what nobody reads twice: "byline", "section"
        or "headline", which begins with it; else empty."""
        kicker = self.kicker.strip(" .:").casefold()
        if not kicker:
            return ""
        by = (self.byline, self.byline_role)
        if kicker in [text.casefold() for text in by]:
            return "byline"
        if kicker == self.section.casefold():
            return "section"
        begins = self.headline.casefold().startswith(kicker)
        return "headline" if begins and not in_word(self.headline[len(kicker) :][:1]) else ""

    @property
    def breakouts(self) -> tuple[Breakout, ...]:
        """What the editor wants to stand out of the legs, the first before the others."""
        quote = (BreakoutItem(self.pull_quote, self.pull_quote_by),) if self.pull_quote else ()
        points = tuple(BreakoutItem(point) for point in self.points)
        found = (
            Breakout(BreakoutKind.QUOTE, quote, face=self._quoted_face),
            Breakout(BreakoutKind.NUMBER, (self.number,) if self.number else ()),
            Breakout(BreakoutKind.POINTS, points),
            Breakout(BreakoutKind.TIMELINE, self.timeline),
        )
        return tuple(breakout for breakout in found if breakout.items)

    @property
    def _quoted_face(self) -> int:
        """The picture of who says the pull quote, as the editor names it or the captions do."""
        names = [picture.name for picture in self.pictures]
        if self.pull_quote_face in names:
            return names.index(self.pull_quote_face)
        return self.face_of(self.pull_quote_by) if self.pull_quote else -1

    def face_of(self, speaker: str) -> int:
        """Which picture is a mug of this speaker, by its caption or what is said of it to those who
        cannot see it: "Idris Quill, City Engineer" is Idris Quill; -1 where none is.  A portrait
        that is the story's first picture stays its picture.
        """
        name = speaker.partition(",")[0].strip().casefold()
        if not name:
            return -1
        for index, picture in enumerate(self.pictures):
            small = picture.role is PictureRole.MUG or (index and picture.is_portrait)
            if small and name in f"{plain(picture.caption)} {picture.alt}".casefold():
                return index
        return -1

    def texts(self) -> Iterator[tuple[str, str]]:
        """(element, text) for every piece of text that the ledger counts, in reading order."""
        for element, text in (
            ("kicker", self.kicker),
            ("headline", self.headline),
            ("deck", self.deck),
            ("byline", self.byline),
            ("byline", self.byline_role),
            ("dateline", self.dateline),
        ):
            if text:
                yield element, text
        for block in self.body:
            for piece in block_texts(block):
                yield "body", plain(piece)
        if self.credit:
            yield "credit", self.credit
        for breakout in self.breakouts:
            for item in breakout.items:
                for text in (item.lead, item.words):
                    if text:
                        yield breakout.kind.value, text
        for picture in self.pictures:
            if picture.caption:
                yield "caption", plain(picture.caption)
            if picture.credit:
                yield "picture credit", picture.credit

    @property
    def characters(self) -> int:
        return _characters(self)


@lru_cache(maxsize=2048)  # the ledger asks for every story's after every change to a day
def _characters(story: Story) -> int:
    return sum(count_characters(text) for _, text in story.texts())


@lru_cache(maxsize=2048)  # likewise
def _words(story: Story) -> int:
    return sum(len(plain(text).split()) for block in story.body for text in block_texts(block))
