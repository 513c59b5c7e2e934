"""The room of the contents: a rail of one or two columns or half a page beside the news in a paper
of few pages, pages of their own in a paper of many."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from epaper.layout.design.reader import Design
from epaper.layout.edition.volume import WORDS_A_LINE
from epaper.layout.measure.listing import EVERY, LEAN, RAIL, Frame, Listing, Way, by_section
from epaper.model.edition import Edition
from epaper.model.story import Story
from epaper.typeset.typesetter import Typesetter

FEW_PAGES = 4  # a front page, the contents, and two pages of what they list
FEW_STORIES = 3  # need no contents
MANY_PAGES = 24  # from here on the contents have a page of their own
DISPLAY_SHARE = 1.35  # times its text: what a story takes with headline and pictures
LEAST_OVER = 0.1  # of a page that no story asks for: the contents take it
LEAST_DEPTH, MOST_DEPTH = 0.3, 0.7  # of a page that a list over all its columns takes
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

    def filling(self, over: float, design: Design) -> ContentsRoom:
        """On a thin day more room, for summaries, rather than the paper's own advertisements.

        over: columns x lines that no story asks for.
        """
        if not self.rails or over < LEAST_OVER * design.grid.columns * design.grid.lines:
            return self
        grid, least = design.grid, self.rails[0]
        most = least.columns * least.lines + over
        depth = min(int(most / grid.columns), int(MOST_DEPTH * grid.lines))
        foot = Frame(self.first, 0, grid.lines - depth, columns=grid.columns, lines=depth)
        fit = [f for f in (*self.rails, foot) if f.columns * f.lines <= most]
        fit = [f for f in fit if f.rail or f.lines >= LEAST_DEPTH * grid.lines]
        best = max(fit, key=lambda f: f.columns * f.lines)
        larger = [f for f in self.rails if f.columns * f.lines > best.columns * best.lines]
        return replace(self, rails=(best, *larger))


def frames_of(room: Sequence[int], design: Design) -> list[Frame]:
    """Pages that the contents have to themselves."""
    grid = design.grid
    return [Frame(number, 0, 0, columns=grid.columns, lines=grid.lines) for number in room]


def under(rail: Frame, top: int) -> Frame:
    """A rail under the heading of its page, `top` lines deep."""
    cut = max(0, top - rail.line)
    return replace(rail, line=rail.line + cut, lines=rail.lines - cut)


def contents_room(
    running: Sequence[Story],
    edition: Edition,
    design: Design,
    setter: Typesetter,
    *,
    kept: Sequence[Story] = (),
) -> ContentsRoom:
    """What the entries ask for; none for a very small day, and none in a paper of so few pages that
    they would take the room of the stories.  kept: stories on pages of an earlier build.
    """
    first, most = design.contents_page, edition.pages.most
    if not first or most < FEW_PAGES or len(running) + len(kept) <= FEW_STORIES:
        return ContentsRoom()
    listed = [*kept, *_that_fit(running, edition, design)]
    pages = {story.slug: most for story in listed}
    sections = by_section((section.name for section in edition.sections), listed, pages)
    listing, head = Listing(design, setter), design.section_head_lines
    whole = listing.pages(sections, *frames_of((first,), design))
    rails = [
        rail
        for rail in _rails(first, design)
        if listing.filled_so(sections, [under(rail, head)], LEAN)
    ]
    if rails and rails[0].columns == 1:
        rails[0] = _no_deeper(rails[0], listing.depth(sections, rails[0], Way(1, EVERY)))
    many = most + 1 if design.contents == "rail" else MANY_PAGES
    return ContentsRoom(first, whole, whole + 1, rails=tuple(rails), many=many)


def least_contents(running: Sequence[Story], edition: Edition, design: Design) -> ContentsRoom:
    """The least that they can take, before anything is set in type."""
    if not design.contents_page or edition.pages.most < FEW_PAGES or len(running) <= FEW_STORIES:
        return ContentsRoom()
    many = edition.pages.most + 1 if design.contents == "rail" else MANY_PAGES
    rails = _rails(design.contents_page, design)[:1]
    return ContentsRoom(design.contents_page, rails=tuple(rails), many=many)


def _that_fit(running: Sequence[Story], edition: Edition, design: Design) -> list[Story]:
    """About those for which the paper has room, the urgent ones first."""
    grid = design.grid
    need = max(1.0, sum(story.words for story in running) / WORDS_A_LINE * DISPLAY_SHARE)
    share = min(1.0, edition.pages.most * grid.columns * grid.lines / need)
    ranked = sorted(running, key=lambda story: (story.urgency, story.slug))
    return ranked[: math.ceil(len(running) * share)]


def _rails(first: int, design: Design) -> list[Frame]:
    """Outer columns, no more than half of them, then the lower half; the front page has none."""
    grid = design.grid
    if first == 1 or design.contents == "page":
        return []
    rails = [
        Frame(
            first, grid.columns - columns if first % 2 else 0, 0, columns=columns, lines=grid.lines
        )
        for columns in range(1, RAIL + 1)
        if columns * 2 <= grid.columns
    ]
    half = grid.lines // 2
    return [*rails, Frame(first, 0, grid.lines - half, columns=grid.columns, lines=half)]


def _no_deeper(rail: Frame, lines: int) -> Frame:
    """The rail at the foot of its columns, where its list does not fill them."""
    if lines >= SHORT * rail.lines:
        return rail
    return replace(rail, line=rail.line + rail.lines - lines, lines=lines)
