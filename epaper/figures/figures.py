"""The figures of an edition, counted on its finished pages by code that knows nothing of the
layout that made them.

Everything is counted from marks: a line that stands off the grid is counted wherever it came from.
What the figures ask of the stories (urgency, section) is handed to them.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from epaper.figures import heads, space, text
from epaper.figures.lines import Paragraph, TextLine, lines_of, normal_space, paragraphs
from epaper.geometry import Rect
from epaper.page.marks import AdMark, Element, GlyphRun, PictureMark
from epaper.page.page import Page


@dataclass(frozen=True, slots=True)
class Spot:
    """Where on a page a fault was counted."""

    what: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class PageFigures:
    """Counts of one page; shares are of its type area or its lines."""

    page: int
    white_share: float
    lines: int  # of body text
    loose_lines: int
    wide_lines: int  # word space over 2.2 times the normal one
    hyphenated_lines: int
    ladders: int
    widows: int
    orphans: int
    off_grid_lines: int
    uneven_legs: int
    space_sd: float  # word spaces in units of the normal one
    headline_sizes: tuple[float, ...]
    tombstones: int
    importance_wrong: int  # the biggest headline is not that of the most urgent story
    heading_wrong: int  # the page's section is not its lead's
    grey_fields: int
    without_entry: int  # stories, and nothing but text and headlines
    joints: Mapping[str, tuple[float, ...]] = field(default_factory=dict)  # lines, by joint
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class JointFigures:
    least: float
    median: float
    most: float


@dataclass(frozen=True, slots=True)
class EditionFigures:
    pages: tuple[PageFigures, ...]
    space_sd: float
    normal_space: float  # em
    headline_sizes: tuple[float, ...]
    small_steps: int  # of the ladder of sizes, under 1.15
    pictures_twice: tuple[str, ...]
    joints: Mapping[str, JointFigures]


@dataclass(frozen=True, slots=True)
class StoryRank:
    """What figures need to know of a story."""

    urgency: int
    section: str


def edition_figures(
    pages: Sequence[Page], *, leading: float, stories: Mapping[str, StoryRank]
) -> EditionFigures:
    """`leading`: of the baseline grid, in points; `stories` by slug."""
    by_page = {page.number: lines_of(page) for page in pages}
    lines = [line for found in by_page.values() for line in found]
    found = paragraphs(lines)
    normal = normal_space(found)
    phase = text.grid_phase(lines, leading)
    counted = tuple(
        _page(page, by_page[page.number], found, _Measures(leading, normal, phase), stories)
        for page in pages
    )
    spaces = [s for page in pages for s in text.setting(found, page.number, normal).spaces]
    gathered: dict[str, list[float]] = {}
    for one in counted:
        for name, values in one.joints.items():
            gathered.setdefault(name, []).extend(values)
    sizes = tuple(sorted({size for one in counted for size in one.headline_sizes}))
    return EditionFigures(
        pages=counted,
        space_sd=round(text.spread(spaces), 3),
        normal_space=round(normal, 4),
        headline_sizes=sizes,
        small_steps=heads.small_steps(sizes),
        pictures_twice=_twice(pages),
        joints={
            name: JointFigures(min(v), round(statistics.median(v), 2), max(v))
            for name, v in sorted(gathered.items())
        },
    )


@dataclass(frozen=True, slots=True)
class _Measures:
    leading: float
    normal: float
    phase: float | None


def _page(
    page: Page,
    lines: Sequence[TextLine],
    found: Sequence[Paragraph],
    measures: _Measures,
    stories: Mapping[str, StoryRank],
) -> PageFigures:
    set_lines = text.setting(found, page.number, measures.normal)
    here = {
        "widow": [line.rect for line in text.widows(found) if line.page == page.number],
        "orphan": [line.rect for line in text.orphans(found) if line.page == page.number],
        "loose line": [line.rect for line in set_lines.loose],
        "word space over 2.2 times normal": [line.rect for line in set_lines.wide],
        "ladder": [line.rect for line in set_lines.ladders],
        "off the grid": [
            line.rect for line in text.off_grid(lines, measures.leading, measures.phase)
        ],
        "leg not level": [rect for _, rect in space.uneven(page, lines, measures.leading)],
        "grey field": space.grey_fields(page, lines),
    }
    blocks = heads.heads_of(page, lines)
    here["headlines alike"] = heads.tombstones(blocks)
    wrong = heads.biggest_not_first(blocks, {slug: one.urgency for slug, one in stories.items()})
    here["biggest headline"] = [wrong] if wrong else []
    lead = stories.get(heads.lead_of(blocks))
    joints: dict[str, list[float]] = {}
    for joint in heads.joints(page, lines, measures.leading):
        joints.setdefault(joint.name, []).append(round(joint.lines, 2))
    return PageFigures(
        page=page.number,
        white_share=round(space.white(page, lines, measures.leading), 4),
        lines=set_lines.lines,
        loose_lines=len(set_lines.loose),
        wide_lines=len(set_lines.wide),
        hyphenated_lines=set_lines.hyphenated,
        ladders=len(set_lines.ladders),
        widows=len(here["widow"]),
        orphans=len(here["orphan"]),
        off_grid_lines=len(here["off the grid"]),
        uneven_legs=len(here["leg not level"]),
        space_sd=round(text.spread(set_lines.spaces), 3),
        headline_sizes=tuple(sorted({round(block.size, 1) for block in blocks})),
        tombstones=len(here["headlines alike"]),
        importance_wrong=len(here["biggest headline"]),
        heading_wrong=int(page.number > 1 and lead is not None and page.section != lead.section),
        grey_fields=len(here["grey field"]),
        without_entry=int(_bare(page)),
        joints={name: tuple(values) for name, values in sorted(joints.items())},
        spots=tuple(Spot(what, rect) for what, rects in here.items() for rect in rects),
    )


def _bare(page: Page) -> bool:
    """Stories stand on the page, and no picture, chart, quote or advertisement with them."""
    if not any(module.kind in ("story", "jump") for module in page.modules):
        return False
    return not any(
        isinstance(mark, PictureMark | AdMark)
        or mark.origin.element is Element.CHART
        or (isinstance(mark, GlyphRun) and mark.origin.element is Element.PULL_QUOTE)
        for mark in page.marks
    )


def _twice(pages: Sequence[Page]) -> tuple[str, ...]:
    """Names of pictures that stand more than once in the edition."""
    shown = Counter(m.name for page in pages for m in page.marks if isinstance(m, PictureMark))
    return tuple(sorted(name for name, times in shown.items() if times > 1))
