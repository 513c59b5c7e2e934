"""The contents measured: what each entry says, how deep it is, and how all of them fill columns."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from epaper.layout.design.reader import Design
from epaper.layout.measure.entries import Entry, Sections, in_a_row, summary_of
from epaper.layout.measure.pouring import Part, Piece, poured
from epaper.model.story import Kind, Story
from epaper.model.text import rich
from epaper.page.marks import Element, Mark, Origin
from epaper.page.page import Module
from epaper.typeset.galley import Line
from epaper.typeset.typesetter import Typesetter
from epaper.work.latest import Latest

ORIGIN = Origin(Element.CONTENTS)
EVERY, MAJOR, NO = 9, 3, 0  # urgencies down to which entries have summaries
RAIL = 2  # columns of a page that a rail takes at most
HEADINGS = ("briefs_title", "contents_section")  # styles: over a list in narrow columns; in wide
UNDER_RULE, AFTER = 0.5, 0.6  # lines from its rule to a heading, and from there to the entry
NUMBER = 22.0  # points beside an entry, for its page
KEPT = 32  # lists as they were drawn, and answers whether one fits


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of a page's grid that the contents take."""

    page: int
    column: int
    line: int
    columns: int
    lines: int

    @property
    def rail(self) -> bool:
        return self.columns <= RAIL

    @property
    def at_foot(self) -> bool:
        """Over all columns under the news of its page."""
        return not self.rail and self.line > 0

    @property
    def head(self) -> int:
        """Lines of its own heading: a band of white beside one word is no deeper than the word."""
        return 2 if self.at_foot else 3 if self.rail else 5


@dataclass(frozen=True, slots=True)
class Way:
    """How much is said."""

    span: int  # columns of the grid for one of the list
    summaries: int  # the least urgent that have one
    gap: float = 0.6  # lines between entries
    head: str = "contents_head"  # style of an entry's headline
    short: bool = False  # short headlines
    lead: Way | None = None  # how much is said of what is most urgent in a section


# the richest first
WAYS = (
    Way(3, EVERY),
    Way(2, EVERY),
    Way(1, EVERY),
    Way(2, MAJOR),
    Way(1, MAJOR),
    Way(2, NO),
    Way(1, NO),
    Way(1, NO, gap=0.4, short=True),
    Way(1, NO, gap=0.3, head="contents_small", short=True, lead=Way(1, EVERY)),
    Way(1, NO, gap=0.3, head="contents_small", short=True, lead=Way(1, NO)),
    Way(1, NO, gap=0.3, head="contents_small", short=True),
)
AIRY, LEAN = Way(1, NO, gap=1.0), WAYS[-1]


Drawn = tuple[tuple[Mark, ...], tuple[Module, ...]]


@dataclass(frozen=True, slots=True)
class Filled:
    """The list in columns, one way."""

    way: Way
    columns: tuple[tuple[Piece, ...], ...]


class Listing:
    """Sets the texts of the contents, each once for a width, however many ways are tried; `drawn`
    keeps the lists that were made up of them."""

    def __init__(self, design: Design, setter: Typesetter) -> None:
        self.design, self.setter = design, setter
        self.known: dict[tuple[str, str, float], tuple[Line, ...]] = {}
        self.drawn = Latest[tuple[Drawn, ...]](KEPT)  # by `told` and the frames
        self._fits = Latest[bool](KEPT)

    def filled(self, sections: Sections, frames: Sequence[Frame]) -> Filled | None:
        """The richest way that fits the frames, which are all of one size; None where none does."""
        ways = (self.filled_so(sections, frames, way) for way in WAYS)
        return next((found for found in ways if found), None)

    def fits(self, sections: Sections, frame: Frame) -> bool:
        """Whether any way does."""
        key = (self.told(sections), frame)
        return self._fits.of(key, lambda: self.filled(sections, [frame]) is not None)

    def told(self, sections: Sections) -> Hashable:
        """All that the list hangs on besides design and frames: what is told of each entry."""
        return tuple(
            (name, tuple((one.page, *map(self._told, (one.story, *one.also))) for one in entries))
            for name, entries in sections
        )

    def _told(self, story: Story) -> Hashable:
        summary = summary_of(story, self.design)
        return story.slug, story.headline, story.short_headline, summary, story.urgency, story.kind

    def filled_so(self, sections: Sections, frames: Sequence[Frame], way: Way) -> Filled | None:
        """The entries in the columns of the frames this way; None where they do not fit."""
        columns, depth = frames[0].columns, frames[0].lines - frames[0].head
        if columns % way.span or (frames[0].rail and way.span > 1):
            return None
        count = columns // way.span * len(frames)
        parts, total = list[Part](), 0.0
        for part in self._parts(sections, way, frames[0]):
            parts.append(part)
            total += sum(p.lines + way.gap for p in (part.heading, *part.entries))
            if total > count * (depth + way.gap):
                return None  # and the rest need not be set
        for goal in range(min(depth, math.ceil(total / count)), depth + 1):
            found = poured(parts, way.gap, count, goal)
            if found is not None:
                return Filled(way, found)
        return None

    def pages(self, sections: Sections, frame: Frame) -> int:
        """About how many such pages take all entries with air between them."""
        room = frame.columns * (frame.lines - frame.head)
        return max(1, math.ceil(self.depth(sections, frame, AIRY) / room)) if room > 0 else 1

    def overfull(self, sections: Sections, frames: Sequence[Frame]) -> Filled:
        """The leanest way, deeper than the frames."""
        parts = list(self._parts(sections, LEAN, frames[0]))
        count, goal = frames[0].columns * len(frames), frames[0].lines
        while (found := poured(parts, LEAN.gap, count, goal)) is None:
            goal += 1
        return Filled(LEAN, found)

    def least(self, sections: Sections, frame: Frame, way: Way) -> int | None:
        """Lines of the shallowest frame of so many columns that takes the entries this way; None
        where the frame's own depth is not enough."""
        found = self.filled_so(sections, [frame], way)
        if found is None:
            return None
        deepest = max(sum(p.lines + way.gap for p in column) for column in found.columns)
        return frame.head + math.ceil(deepest - way.gap)

    def depth(self, sections: Sections, frame: Frame, way: Way) -> int:
        """Lines that one column of the list takes with the frame's heading."""
        pieces = [
            p for part in self._parts(sections, way, frame) for p in (part.heading, *part.entries)
        ]
        return frame.head + math.ceil(sum(p.lines + way.gap for p in pieces) - way.gap)

    def _parts(self, sections: Sections, way: Way, frame: Frame) -> Iterator[Part]:
        measure, words = self.design.grid.width(way.span), self.design.words
        style = HEADINGS[way.span > 1 and not frame.rail]
        for name, entries in sections:
            lead = min(entries, key=lambda entry: entry.story.urgency)
            yield Part(
                self._heading(name, style, way, measure),
                self._heading(words.goes_on(name), style, way, measure),
                tuple(
                    self._entry(
                        entry, name, (way.lead or way) if entry is lead else way, measure - NUMBER
                    )
                    for entry in entries
                ),
            )

    def _heading(self, name: str, style: str, way: Way, measure: float) -> Piece:
        """No gap stands between it and its first entry."""
        text = self._set(name, style, measure)
        leading = self.design.styles[style].leading
        depth = UNDER_RULE + AFTER + leading * len(text) / self.design.grid.leading
        return Piece(depth - way.gap, text, style)

    def _entry(self, entry: Entry, section: str, way: Way, measure: float) -> Piece:
        words, told = self.words_of(entry, section, way)
        text = self._set(words, way.head, measure)
        whole = measure + NUMBER  # the number stands beside the headline
        summary = self._set(told, "contents_text", whole) if told else ()
        return Piece(len(text) + len(summary), text, way.head, summary=summary, entry=entry)

    def words_of(self, entry: Entry, section: str, way: Way) -> tuple[str, str]:
        """What an entry says, and its summary; of gathered agate what there is of it."""
        story, phrases = entry.story, self.design.words.phrases
        if entry.also:
            strip = section.casefold() in self.design.strips
            every = (entry.story, *entry.also)
            told = in_a_row([one.headline for one in every])
            return phrases.markets if strip else phrases.results, told if way.summaries else ""
        words = (way.short and story.short_headline) or story.headline
        tells = story.urgency <= way.summaries and story.kind is not Kind.BRIEF
        return words, summary_of(story, self.design) if tells else ""

    def _set(self, text: str, style: str, measure: float) -> tuple[Line, ...]:
        key = (text, style, measure)
        if key not in self.known:
            look = self.design.styles[style]
            if look.leading <= self.design.grid.leading:
                look = self.setter.within(look, self.design.grid.leading)
            self.known[key] = self.setter.set_text(rich(text), look, measure, ORIGIN)
        return self.known[key]
