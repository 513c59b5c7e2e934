"""Ways about the edition on a screen: from every page to the contents, the front page, the page
before and the page after; and out of it, where an address stands in the text.

The folio's own number and name lead to contents and front page; small angles in the margins beside
it lead on.  They are no marks of the issue: plates do not have them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from epaper.geometry import Rect
from epaper.issue.codec import know_digest, page_digest
from epaper.issue.issue import Issue
from epaper.issue.live import live_links
from epaper.page.direction import direction_of
from epaper.page.marks import Element, GlyphRun, Link, Mark, Origin, Polygon
from epaper.page.page import Page
from epaper.words.reader import words_for
from epaper.work.kept import digest_of

ANGLE, APART, WEIGHT = 3.0, 7.0, 0.5  # points: half its height, from the type area, of its line
TARGET = 14.0  # points: of the area that leads on
OVER, UNDER = 8.0, 4.0  # points over and under the folio's baseline that lead somewhere
OWN = Origin(Element.FURNITURE)


def with_ways(issue: Issue) -> Issue:
    """The issue as it is read on a screen: links and angles behind the marks of each page."""
    way = _Ways(issue)
    pages = tuple(way.shown(place, page) for place, page in enumerate(issue.pages))
    return replace(issue, pages=pages)


class _Ways:
    def __init__(self, issue: Issue) -> None:
        self._issue = issue
        self._words = words_for(issue.language).in_digits(issue.publication.digits)
        self._contents = _first_page(issue, Element.CONTENTS)
        self._leftward = direction_of(issue.language) == "rtl"
        lines = [run.y for page in issue.pages for run in _folio(page)]
        self._y = lines[0] if lines else 0.0

    def shown(self, place: int, page: Page) -> Page:
        """The page with its ways; a digest of it comes from the page's own, which is known."""
        ways = tuple(self.marks(place, page))
        shown = replace(page, marks=(*page.marks, *ways))
        know_digest(shown, digest_of((page_digest(page), ways)))
        return shown

    def marks(self, place: int, page: Page) -> Iterator[Mark]:
        phrases, first = self._words.phrases, self._issue.pages[0].number
        for run in _folio(page):
            rect = Rect(run.x, run.y - OVER, run.width, OVER + UNDER)
            said = run.text.strip()
            if said == self._words.number(page.number) and self._contents not in (0, page.number):
                yield Link(rect, phrases.contents, self._contents, origin=OWN)
            elif said == self._issue.publication.name and page.number != first:
                yield Link(rect, phrases.front_page, first, origin=OWN)
        yield from live_links(page.marks, self._issue.publication.website)
        if page.type_area is None or not self._y:
            return
        for step in (-1, 1):
            if 0 <= place + step < len(self._issue.pages):
                yield from self._angle(page, self._issue.pages[place + step], step)

    def _angle(self, page: Page, goal: Page, step: int) -> Iterator[Mark]:
        """On to the page after it at the side to which the paper is read."""
        assert page.type_area is not None
        side = -step if self._leftward else step
        edge = page.type_area.right if side > 0 else page.type_area.x
        x, y = edge + side * APART, self._y - ANGLE
        if not TARGET / 2 <= x <= page.size.width - TARGET / 2:
            return
        tip = x + side * ANGLE / 2
        back = x - side * ANGLE / 2
        points = ((back, y - ANGLE), (tip, y), (back, y + ANGLE))
        yield Polygon(points, OWN, stroke="black", weight=WEIGHT, closed=False)
        name = goal.section or self._issue.publication.name
        label = self._words.section_on_page(name, goal.number)
        area = Rect(x - TARGET / 2, y - TARGET / 2, TARGET, TARGET)
        yield Link(area, label, goal.number, origin=OWN)


def _folio(page: Page) -> Iterator[GlyphRun]:
    for mark in page.marks:
        if isinstance(mark, GlyphRun) and mark.origin.element is Element.FOLIO:
            yield mark


def _first_page(issue: Issue, element: Element) -> int:
    """The first page that has a mark of an element; 0 for none."""
    for page in issue.pages:
        if any(mark.origin.element is element for mark in page.marks):
            return page.number
    return 0
