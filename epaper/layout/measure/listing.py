"""The contents measured: what each entry says, how deep it is, and how all of them fill columns."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from epaper.layout.design.reader import Design
from epaper.layout.measure.sentences import sentences
from epaper.model.story import Kind, Story
from epaper.model.text import Paragraph, plain, rich
from epaper.page.marks import Element, Origin
from epaper.typeset.galley import Line
from epaper.typeset.typesetter import Typesetter

ORIGIN = Origin(Element.CONTENTS)
EVERY, MAJOR, NO = 9, 3, 0  # urgencies down to which entries have summaries
RAIL = 2  # columns of a page that a rail takes at most
GATHERED = 3  # so much agate of a section on one page is one entry
HEADINGS = ("briefs_title", "contents_section")  # styles: over a list in narrow columns; in wide
UNDER_RULE, AFTER = 0.5, 0.6  # lines from its rule to a heading, and from there to the entry
NUMBER = 22.0  # points beside an entry, for its page
LONELY = 9.0  # lines short, squared, that an entry alone at a column's end or head is worth


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
class Entry:
    story: Story
    page: int
    also: tuple[Story, ...] = ()  # agate of the section on that page, told of in the one entry


Sections = Sequence[tuple[str, Sequence[Entry]]]


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


@dataclass(frozen=True, slots=True)
class Piece:
    """An entry, or the heading of a section; its lines of text and of summary."""

    lines: float
    text: tuple[Line, ...]
    style: str = "contents_head"
    summary: tuple[Line, ...] = ()
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A section: its heading, the one over what goes on in a next column, and its entries."""

    heading: Piece
    continued: Piece
    entries: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """The list in columns, one way."""

    way: Way
    columns: tuple[tuple[Piece, ...], ...]


def by_section(
    names: Iterable[str], stories: Iterable[Story], first: Mapping[str, int]
) -> list[tuple[str, list[Entry]]]:
    """Entries of the stories that have a page, by section in the order of `names`, in page order.

    first: story -> the page where it begins.
    """
    placed = [story for story in stories if story.slug in first]
    placed.sort(key=lambda story: (first[story.slug], story.urgency, story.slug))
    found = []
    for name in names:
        entries = _gathered([Entry(s, first[s.slug]) for s in placed if s.section == name])
        if entries:
            found.append((name, entries))
    return found


def _gathered(entries: Sequence[Entry]) -> list[Entry]:
    """The entries of a section, all its agate of a page in one of them where there is much."""
    agate: dict[int, list[Story]] = {}
    for entry in entries:
        if entry.story.kind is Kind.AGATE:
            agate.setdefault(entry.page, []).append(entry.story)
    found = []
    for entry in entries:
        first, *more = agate.get(entry.page, [entry.story])
        if entry.story.kind is not Kind.AGATE or len(more) + 1 < GATHERED:
            found.append(entry)
        elif entry.story is first:
            found.append(Entry(first, entry.page, tuple(more)))
    return found


def summary_of(story: Story, design: Design) -> str:
    """The editor's summary, else the deck, else the first sentence, whole."""
    if story.summary or story.deck:
        return story.summary or story.deck
    first = next((plain(b.text) for b in story.body if isinstance(b, Paragraph)), "")
    return next(iter(sentences(first, design.words_of(story.language))), "")


def _in_a_row(titles: Sequence[str]) -> str:
    """Titles in one sentence; what some next to each other begin with, "Football: ", is said
    once."""
    rows: list[str] = []
    last = ""
    for title in titles:
        head, colon, rest = title.partition(": ")
        rows.append(f", {rest}" if colon and head == last else f"; {title}")
        last = head if colon else ""
    return "".join(rows)[2:]


class Listing:
    """Sets the texts of the contents, each once for a width, however many ways are tried."""

    def __init__(self, design: Design, setter: Typesetter) -> None:
        self.design, self.setter = design, setter
        self.known: dict[tuple[str, str, float], tuple[Line, ...]] = {}

    def filled(self, sections: Sections, frames: Sequence[Frame]) -> Filled | None:
        """The richest way that fits the frames, which are all of one size; None where none does."""
        ways = (self.filled_so(sections, frames, way) for way in WAYS)
        return next((found for found in ways if found), None)

    def filled_so(self, sections: Sections, frames: Sequence[Frame], way: Way) -> Filled | None:
        """The entries in the columns of the frames this way; None where they do not fit."""
        columns, depth = frames[0].columns, frames[0].lines - frames[0].head
        if columns % way.span or (frames[0].rail and way.span > 1):
            return None
        count = columns // way.span * len(frames)
        parts, total = list[_Part](), 0.0
        for part in self._parts(sections, way, frames[0]):
            parts.append(part)
            total += sum(p.lines + way.gap for p in (part.heading, *part.entries))
            if total > count * (depth + way.gap):
                return None  # and the rest need not be set
        for goal in range(min(depth, math.ceil(total / count)), depth + 1):
            found = _poured(parts, way.gap, count, goal)
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
        while (found := _poured(parts, LEAN.gap, count, goal)) is None:
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

    def _parts(self, sections: Sections, way: Way, frame: Frame) -> Iterator[_Part]:
        measure, words = self.design.grid.width(way.span), self.design.words
        style = HEADINGS[way.span > 1 and not frame.rail]
        for name, entries in sections:
            lead = min(entries, key=lambda entry: entry.story.urgency)
            yield _Part(
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
            told = _in_a_row([one.headline for one in every])
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


_Flow = Sequence[tuple[_Part, int]]  # entries in order: their section, their place in it
_Poured = tuple[float, tuple[int, ...]]  # lines short, squared; where each column ends


def _poured(
    parts: Sequence[_Part], gap: float, count: int, goal: int
) -> tuple[tuple[Piece, ...], ...] | None:
    """The pieces in so many columns of at most `goal` lines; None where they do not fit.

    A heading stands with an entry at least, and again over what goes on in the next column.  Of the
    ways to break, the one whose columns end most level, and that leaves no entry of a section alone
    beside its others: a shortest path over the entries, column after column.
    """
    flow = [(part, place) for part in parts for place in range(len(part.entries))]
    lonely = [LONELY * _lonely(flow, end) for end in range(len(flow) + 1)]
    ways: dict[int, _Poured] = {0: (0.0, ())}  # entries that stand -> the best way there
    for _ in range(count):
        reached: dict[int, _Poured] = {}
        for start, (price, cuts) in ways.items():
            for end, used in _ends(flow, start, gap, goal):
                left = (goal - used) ** 2 if end > start else 0.0
                total = price + left + lonely[end]
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, (*cuts, end))
        ways = reached
    if len(flow) not in ways:
        return None
    cuts = ways[len(flow)][1]
    return tuple(
        _column(flow[start:end]) for start, end in pairwise((0, *cuts)) if end > start or not flow
    )


def _ends(flow: _Flow, start: int, gap: float, goal: int) -> Iterator[tuple[int, float]]:
    """Where a column from an entry on may end, with the lines that it takes then."""
    if start == len(flow):
        yield start, 0.0
    used = -gap
    for end in range(start, len(flow)):
        part, place = flow[end]
        if end == start or not place:
            used += (part.continued if place else part.heading).lines + gap
        used += part.entries[place].lines + gap
        if used > goal:
            return
        yield end + 1, used


def _lonely(flow: _Flow, end: int) -> int:
    """Entries that a column's end parts from the others of their section."""
    if end == len(flow) or not flow[end][1]:
        return 0
    part, place = flow[end]
    return int(place == 1) + int(place == len(part.entries) - 1)


def _column(flow: _Flow) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for number, (part, place) in enumerate(flow):
        if not number or not place:
            pieces.append(part.continued if place else part.heading)
        pieces.append(part.entries[place])
    return tuple(pieces)
