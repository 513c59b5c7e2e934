"""Bookmarks and links: every one is there and leads where the page says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from epaper.geometry import Rect
from epaper.model.finding import Finding
from epaper.page.marks import Link
from epaper.page.page import OutlineEntry, Page
from epaper.witness.reading import Goal, WitnessFile
from epaper.witness.told import told

SLACK = 0.02  # points: places are written with two or three decimals
Edges = tuple[float, ...]


class Heights:
    """Where the edition's page numbers and heights lie in the file."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._places: Mapping[int, tuple[int, Page]] = {
            page.number: (place, page) for place, page in enumerate(pages)
        }

    def goal(self, number: int, y: float) -> Goal:
        """`y` in points from the top of the page; place -1 where there is no such page."""
        if number not in self._places:
            return Goal()
        place, page = self._places[number]
        return Goal(place, page.size.height - max(0.0, y))


def check_outline(
    file: WitnessFile, entries: Sequence[OutlineEntry], heights: Heights
) -> Iterator[Finding]:
    """The first bookmark that differs is told: those behind it are moved, not wrong."""
    wanted = [
        (level, entry.title, heights.goal(entry.page, entry.y), entry.page)
        for entry, level in zip(entries, nested(entry.level for entry in entries), strict=True)
    ]
    for want, got in zip_longest(wanted, file.bookmarks()):
        if want is None:
            yield told(
                "outline", f"the PDF has a bookmark {got[1]!r} that is none of the edition's"
            )
            return
        level, title, goal, page = want
        if got is None:
            yield told("outline", f"the PDF has no bookmark {title!r}", page)
            return
        if got[1] != title:
            yield told("outline", f"a bookmark reads {got[1]!r}, not {title!r}", page)
            return
        if got[0] != level:
            fact = f"bookmark {title!r} stands on level {got[0]}, not {level}"
            yield told("outline", fact, page)
            return
        if not same_goal(got[2], goal):
            fact = f"bookmark {title!r} leads to {shown(got[2])}, not to {shown(goal)}"
            yield told("outline", fact, page)


def nested(levels: Iterable[int]) -> Iterator[int]:
    """The depth of each entry: one that skips a level stands right under the one before it."""
    depth = -1
    for level in levels:
        depth = min(level, depth + 1)
        yield depth


def check_links(file: WitnessFile, place: int, page: Page, heights: Heights) -> Iterator[Finding]:
    """The page's links against the annotations of a page of the file, by rectangle and goal."""
    wanted = [
        (
            _edges(mark.rect, page),
            Goal(uri=mark.uri) if mark.uri else heights.goal(mark.page, mark.y),
        )
        for mark in page.marks
        if isinstance(mark, Link)
    ]
    labels = [mark.label for mark in page.marks if isinstance(mark, Link)]
    found = list(file.links(place))
    missing = []
    for label, want in zip(labels, wanted, strict=True):
        same = next((link for link in found if _same_link(link, want)), None)
        if same is None:
            missing.append((label, want))
        else:
            found.remove(same)
    for label, (edges, goal) in missing:
        there = next((link for link in found if _same_edges(link[0], edges)), None)
        if there is None:
            yield told("link", f"link {label!r} to {shown(goal)} is not in the PDF", page.number)
        else:
            found.remove(there)
            fact = f"link {label!r} leads to {shown(there[1])}, not to {shown(goal)}"
            yield told("link", fact, page.number)
    for edges, goal in found:
        spot = ", ".join(f"{edge:.0f}" for edge in edges)
        fact = f"the PDF has a link to {shown(goal)} at {spot} that is none of the page's"
        yield told("link", fact, page.number)


def _edges(rect: Rect, page: Page) -> Edges:
    height = page.size.height
    return rect.x, height - rect.bottom, rect.right, height - rect.y


def _same_link(one: tuple[Edges, Goal], other: tuple[Edges, Goal]) -> bool:
    return _same_edges(one[0], other[0]) and same_goal(one[1], other[1])


def _same_edges(one: Edges, other: Edges) -> bool:
    return all(abs(a - b) <= SLACK for a, b in zip(one, other, strict=True))


def same_goal(one: Goal, other: Goal) -> bool:
    return (one.place, one.uri) == (other.place, other.uri) and abs(one.top - other.top) <= SLACK


def shown(goal: Goal) -> str:
    """A goal in words; pages by their place in the file, from 1."""
    if goal.uri:
        return goal.uri
    if goal.place < 0:
        return "no page of the file"
    return f"sheet {goal.place + 1} at {goal.top:.0f} pt"
