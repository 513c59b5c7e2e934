"""The room of the contents: a rail of one or two columns or half a page beside the news in a paper
of few pages, pages of their own in a paper of many."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from epaper.layout.design.reader import Design
from epaper.layout.edition.volume import WORDS_A_LINE
from epaper.layout.measure.entries import Sections, by_section
from epaper.layout.measure.listing import LEAN, RAIL, WAYS, Frame, Listing
from epaper.model.edition import Edition
from epaper.model.story import Story

FEW_PAGES = 4  # a front page, the contents, and two pages of what they list
FEW_STORIES = 3  # need no contents
MANY_PAGES = 24  # from here on the contents have a page of their own
DISPLAY_SHARE = 1.35  # times its text: what a story takes with headline and pictures
LEAST_OVER = 0.1  # of a page that no story asks for: the contents take it
LEAST_DEPTH, MOST_DEPTH = 0.2, 0.55  # of a page that a list over all its columns takes
# of a page that they take where a smaller room would do, where a page and more would stay empty,
# and instead of own advertisements
MOST_FILLING, THIN, WHOLE = 0.3, 0.42, 1.0
SLACK = 2  # lines more than the list asks for before its pages are known
SHORT = 0.8  # of a page's depth: a list that takes less has a shorter rail


@dataclass(frozen=True, slots=True)
class ContentsRoom:
    """What the contents may take, by the number of pages; nothing where `first` is 0."""

    first: int = 0  # page
    whole: int = 1  # pages from there, where they take whole ones
    most: int = 1  # such pages
    rails: tuple[Frame, ...] = ()  # that hold them, the smallest first
    many: int = MANY_PAGES

    def rail(self, pages: int) -> Frame | None:
        """What they take of a page of news in a paper of so many pages."""
        if not FEW_PAGES <= pages < self.many or self.first > pages:
            return None
        return next(iter(self.rails), None)

    def pages(self, pages: int) -> tuple[int, ...]:
        """The pages that they have to themselves."""
        if not self.first or pages < FEW_PAGES or self.rail(pages):
            return ()
        return tuple(range(self.first, self.first + self.whole))

    def larger(self, pages: int) -> ContentsRoom | None:
        """The next room that holds more, for a paper of so many pages; None where no more helps."""
        if self.rail(pages):
            return replace(self, rails=self.rails[1:])
        return replace(self, whole=self.whole + 1) if self.whole < self.most else None

    def filling(self, over: float, design: Design, share: float = MOST_FILLING) -> ContentsRoom:
        """On a thin day more room, for summaries, rather than the paper's own advertisements.

        over: columns x lines that no story asks for; share: of a page that they take at most where
        a smaller room would do.
        """
        page = design.grid.columns * design.grid.lines
        if not self.rails or over < LEAST_OVER * page:
            return self
        share = max(share, THIN if over >= page else 0.0)
        most = min(_area(self.rails[0]) + over, max(share * page, _area(self.rails[0])))
        least = max(_area(rail) for rail in self.rails if _area(rail) <= most)
        return replace(self, rails=tuple(rail for rail in self.rails if _area(rail) >= least))


def _area(frame: Frame) -> int:
    return frame.columns * frame.lines


def frames_of(room: Sequence[int], design: Design) -> list[Frame]:
    """Pages that the contents have to themselves."""
    grid = design.grid
    return [Frame(number, 0, 0, columns=grid.columns, lines=grid.lines) for number in room]


def under(rail: Frame, top: int) -> Frame:
    """A rail under the heading of its page, `top` lines deep."""
    cut = max(0, top - rail.line)
    return replace(rail, line=rail.line + cut, lines=rail.lines - cut)


def contents_room(
    running: Sequence[Story], edition: Edition, listing: Listing, *, kept: Sequence[Story] = ()
) -> ContentsRoom:
    """What the entries ask for; none for a very small day, and none in a paper of so few pages that
    they would take the room of the stories.  kept: stories on pages of an earlier build.
    """
    design = listing.design
    first, most = design.contents_page, edition.pages.most
    if not first or most < FEW_PAGES or len(running) + len(kept) <= FEW_STORIES:
        return ContentsRoom()
    listed = [*kept, *_that_fit(running, edition, design)]
    pages = {story.slug: most for story in listed}
    sections = by_section((section.name for section in edition.sections), listed, pages)
    whole = listing.pages(sections, *frames_of((first,), design))
    rails = _rails(first, design, listing, sections)
    many = most + 1 if design.contents == "rail" else MANY_PAGES
    return ContentsRoom(first, whole, whole + 1, rails=tuple(rails), many=many)


def least_contents(running: Sequence[Story], edition: Edition, design: Design) -> ContentsRoom:
    """The least that they can take, before anything is set in type."""
    if not design.contents_page or edition.pages.most < FEW_PAGES or len(running) <= FEW_STORIES:
        return ContentsRoom()
    many = edition.pages.most + 1 if design.contents == "rail" else MANY_PAGES
    rails = tuple(
        _columns(design.contents_page, columns, design) for columns in _widths(design)[:1]
    )
    return ContentsRoom(design.contents_page, rails=rails, many=many)


def _that_fit(running: Sequence[Story], edition: Edition, design: Design) -> list[Story]:
    """About those for which the paper has room, the urgent ones first."""
    grid = design.grid
    need = max(1.0, sum(story.words for story in running) / WORDS_A_LINE * DISPLAY_SHARE)
    share = min(1.0, edition.pages.most * grid.columns * grid.lines / need)
    ranked = sorted(running, key=lambda story: (story.urgency, story.slug))
    return ranked[: math.ceil(len(running) * share)]


def _widths(design: Design) -> list[int]:
    """Columns that they may take beside news, half of them at most; none on the front page."""
    if design.contents_page == 1 or design.contents == "page":
        return []
    return [columns for columns in range(1, RAIL + 1) if columns * 2 <= design.grid.columns]


def _columns(first: int, columns: int, design: Design) -> Frame:
    """Outer columns of their page."""
    grid = design.grid
    column = grid.columns - columns if first % 2 else 0
    return Frame(first, column, 0, columns=columns, lines=grid.lines)


def _rails(first: int, design: Design, listing: Listing, sections: Sections) -> list[Frame]:
    """Outer columns, and the foot of all of them, each as deep as the list asks for in one of its
    ways; the smallest first."""
    grid, widths = design.grid, _widths(design)
    found: set[Frame] = set()
    for columns in widths:
        rail = _columns(first, columns, design)
        room = under(rail, design.section_head_lines)
        found |= {_no_deeper(rail, lines) for lines in _depths(listing, sections, room)}
    if widths:
        most = int(MOST_DEPTH * grid.lines)
        foot = Frame(first, 0, grid.lines - most, columns=grid.columns, lines=most)
        deep = _depths(listing, sections, foot)
        at_foot = [lines for lines in deep if lines >= LEAST_DEPTH * grid.lines]
        at_foot = [min(most, lines + SLACK) for lines in at_foot]
        found |= {replace(foot, line=grid.lines - lines, lines=lines) for lines in at_foot}
    return sorted(found, key=lambda frame: (_area(frame), frame.columns))


def _depths(listing: Listing, sections: Sections, room: Frame) -> set[int]:
    """Lines of such a room that the list takes in each of its ways; the leanest, in which nothing
    stands out, only where no other fits."""
    depths = {listing.least(sections, room, way) or 0 for way in WAYS[:-1]}
    return depths - {0} or {listing.least(sections, room, LEAN) or 0} - {0}


def _no_deeper(rail: Frame, lines: int) -> Frame:
    """The rail at the foot of its columns, where a list of so many lines does not fill them."""
    if lines >= SHORT * rail.lines:
        return rail
    return replace(rail, line=rail.line + rail.lines - lines, lines=lines)
