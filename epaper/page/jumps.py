"""Jumps of finished pages: whoever follows one must arrive, and find the way back.

A turn line ("Continued on page 5", "From page 1", whatever its language) is glyph runs and a link
over them, both with JUMP_LINE as their element and the story as their origin; the link's page is
where it leads, and the only number in the line names the same page.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from epaper.geometry import Rect
from epaper.page.marks import Element, GlyphRun, Link
from epaper.page.page import Page
from epaper.page.structure import Structure

NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, order=True)
class Jump:
    """A story leads from `page` to page `goal`, forwards or back; `text` is what the line says."""

    page: int
    goal: int
    story: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A turn line without a link over it, or a link without a line under it."""

    page: int
    story: str
    what: str  # "line" or "link"


def jumps_of(pages: Iterable[Page]) -> tuple[Jump, ...]:
    """Every jump that a page's links make, by page, goal and story."""
    return tuple(
        sorted(
            Jump(page.number, link.page, link.origin.story, _under(link.rect, runs))
            for page in pages
            for links, runs in (_turn_lines(page),)
            for link in links
        )
    )


def unlinked(pages: Iterable[Page]) -> tuple[Unlinked, ...]:
    """Lines that lead nowhere when they are touched, and links that no reader can see."""
    found: dict[Unlinked, None] = {}
    for page in pages:
        links, runs = _turn_lines(page)
        for run in runs:
            if not any(_covers(link.rect, run) for link in links):
                found[Unlinked(page.number, run.origin.story, "line")] = None
        for link in links:
            if not any(_covers(link.rect, run) for run in runs):
                found[Unlinked(page.number, link.origin.story, "link")] = None
    return tuple(found)


def one_way(jumps: Iterable[Jump]) -> tuple[Jump, ...]:
    """Jumps whose goal has none of the same story back."""
    known = sorted(jumps)
    ways = {(jump.story, jump.page, jump.goal) for jump in known}
    return tuple(jump for jump in known if (jump.story, jump.goal, jump.page) not in ways)


def unsaid(jumps: Iterable[Jump], stories: Mapping[str, Sequence[int]]) -> tuple[Jump, ...]:
    """Jumps that should be there and are not, each way; `stories`: slug -> its pages in order."""
    ways = {(jump.story, jump.page, jump.goal) for jump in jumps}
    wanted = [
        Jump(page, goal, story)
        for story, pages in stories.items()
        for here, there in itertools.pairwise(pages)
        for page, goal in ((here, there), (there, here))
    ]
    return tuple(sorted(j for j in wanted if (j.story, j.page, j.goal) not in ways))


def misprinted(jumps: Iterable[Jump]) -> tuple[Jump, ...]:
    """Jumps whose line names another page than its link, or none; digits are those of any
    script."""
    return tuple(sorted(j for j in jumps if list(map(int, NUMBER.findall(j.text))) != [j.goal]))


def stories_over_pages(structure: Structure) -> dict[str, tuple[int, ...]]:
    """The stories that stand on several pages, with those in order."""
    return {
        article.story: article.pages
        for section in structure.sections
        for article in section.articles
        if article.story and len(article.pages) > 1
    }


def _turn_lines(page: Page) -> tuple[list[Link], list[GlyphRun]]:
    marks = [mark for mark in page.marks if mark.origin.element is Element.JUMP_LINE]
    return (
        [mark for mark in marks if isinstance(mark, Link)],
        [mark for mark in marks if isinstance(mark, GlyphRun)],
    )


def _under(rect: Rect, runs: Sequence[GlyphRun]) -> str:
    """The words under a link: lines from the top, runs as they were set."""
    lines: dict[float, str] = {}
    for run in runs:
        if _covers(rect, run):
            lines[run.y] = lines.get(run.y, "") + run.text
    return " ".join(lines[y].strip() for y in sorted(lines))


def _covers(rect: Rect, run: GlyphRun) -> bool:
    """Whether the middle of the run's baseline lies in the rectangle."""
    middle = run.x + run.width / 2
    return rect.x <= middle <= rect.right and rect.y <= run.y <= rect.bottom
