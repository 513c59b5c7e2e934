"""The figures of an edition, counted on its finished pages by code that knows nothing of the
layout that made them.

Everything is counted from marks: a line that stands off the grid is counted wherever it came from.
What the figures ask of the stories (urgency, section) is handed to them.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from epaper.figures import heads, text
from epaper.figures.grey import grey_fields
from epaper.figures.joints import STRETCHED, Joint, joints
from epaper.figures.legs import ShortLeg, legs_of, short_legs
from epaper.figures.lines import TextLine, lines_of, normal_space, paragraphs
from epaper.figures.record import EditionFigures, JointFigures, PageFigures, Spot
from epaper.figures.white import White, white
from epaper.geometry import Rect
from epaper.page.marks import Element, PictureMark
from epaper.page.page import Page
from epaper.work.hands import Hands
from epaper.work.kept import find, keep

FEW_PAGES = 8  # below this the processes cost more than they bring


@dataclass(frozen=True, slots=True)
class StoryRank:
    """What figures need to know of a story."""

    urgency: int
    section: str


@dataclass(frozen=True, slots=True)
class _Alone:
    """What is counted of a page whatever the others are: most of the time that figures take."""

    joints: tuple[Joint, ...]
    white: White
    short: tuple[ShortLeg, ...]
    grey: tuple[Rect, ...]
    alike: tuple[Rect, ...]  # headlines


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is counted over the whole edition before its pages are."""

    leading: float
    phase: float | None  # of the baseline grid
    lines: Mapping[int, Sequence[TextLine]]  # by page, as the rest
    alone: Mapping[int, _Alone]
    setting: Mapping[int, Sequence[text.SetLine]]
    widows: Sequence[TextLine]
    orphans: Sequence[TextLine]
    short: Sequence[TextLine]
    usual: Mapping[str, JointFigures]
    stories: Mapping[str, StoryRank]


def edition_figures(
    pages: Sequence[Page],
    *,
    leading: float,
    stories: Mapping[str, StoryRank],
    digests: Mapping[int, str] | None = None,
    jobs: int = 1,
) -> EditionFigures:
    """`leading`: of the baseline grid, in points; `stories` by slug; `digests` of pages by number:
    what is counted of a page alone is kept by them between runs; `jobs`: processes that count."""
    by_page = {page.number: lines_of(page) for page in pages}
    lines = [line for here in by_page.values() for line in here]
    found = paragraphs(lines)
    normal = normal_space(found)
    setting: dict[int, list[text.SetLine]] = {}
    for one in text.set_lines(found, normal):
        setting.setdefault(one.line.page, []).append(one)
    alone = _counted_alone(pages, by_page, leading, digests=digests or {}, jobs=jobs)
    usual = _joint_figures(joint for here in alone.values() for joint in here.joints)
    counted = _Counted(
        leading=leading,
        phase=text.grid_phase(lines, leading),
        lines=by_page,
        alone=alone,
        setting=setting,
        widows=text.widows(found),
        orphans=text.orphans(found),
        short=text.ended_short(found),
        usual=usual,
        stories=stories,
    )
    figures = tuple(_page(page, counted) for page in pages)
    sizes = tuple(sorted({size for one in figures for size in one.headline_sizes}))
    return EditionFigures(
        pages=figures,
        space_sd=round(text.spread(_spaces(s for here in setting.values() for s in here)), 3),
        normal_space=round(normal, 4),
        headline_sizes=sizes,
        small_steps=heads.small_steps(sizes),
        pictures_twice=_twice(pages),
        joints=usual,
        sizes_by_urgency=_sizes_by_urgency(pages, counted),
    )


def _counted_alone(
    pages: Sequence[Page],
    lines: Mapping[int, Sequence[TextLine]],
    leading: float,
    digests: Mapping[int, str],
    jobs: int,
) -> dict[int, _Alone]:
    """Of each page by its number, from the store or counted here, many by several processes."""
    known = {
        number: found
        for number, digest in digests.items()
        for found in find("figures", (digest, leading))
    }
    todo = [page for page in pages if page.number not in known]

    def count(place: int) -> _Alone:
        return _alone(todo[place], lines[todo[place].number], leading)

    with Hands(count, jobs if len(todo) >= FEW_PAGES else 1, "figures") as hands:
        counted = hands.do(range(len(todo)))
    fresh = {page.number: found for page, found in zip(todo, counted, strict=True)}
    for number, found in fresh.items():
        if number in digests:
            keep("figures", (digests[number], leading), found)
    every = known | fresh
    return {page.number: every[page.number] for page in pages}


def _alone(page: Page, lines: Sequence[TextLine], leading: float) -> _Alone:
    legs = legs_of(lines)
    return _Alone(
        joints=tuple(joints(page, lines, legs, leading)),
        white=white(page, lines, leading),
        short=tuple(short_legs(page, lines, legs, leading)),
        grey=tuple(grey_fields(page, lines, legs, leading)),
        alike=tuple(heads.tombstones(page, lines, heads.heads_of(page, lines), leading)),
    )


def _page(page: Page, counted: _Counted) -> PageFigures:
    lines, leading = counted.lines[page.number], counted.leading
    alone = counted.alone[page.number]
    set_lines = counted.setting.get(page.number, ())
    blocks = heads.heads_of(page, lines)
    urgencies = {slug: story.urgency for slug, story in counted.stories.items()}
    wrong = heads.biggest_not_first(blocks, urgencies)
    lead = counted.stories.get(heads.lead_of(blocks))
    short, distances = alone.short, alone.joints
    faults: dict[str, Sequence[Rect]] = {
        "widow": [line.rect for line in counted.widows if line.page == page.number],
        "orphan": [line.rect for line in counted.orphans if line.page == page.number],
        "loose line": [one.line.rect for one in set_lines if one.is_loose],
        "word space over 2.2 times normal": [one.line.rect for one in set_lines if one.is_wide],
        "line ends short": [line.rect for line in counted.short if line.page == page.number],
        "ladder": [one.line.rect for one in set_lines if one.ends_ladder],
        "off the grid": [line.rect for line in text.off_grid(lines, leading, counted.phase)],
        "leg not level": [leg.rect for leg in short],
        "grey field": alone.grey,
        "headlines alike": alone.alike,
        "biggest headline": [wrong] if wrong else [],
        "stretched joint": [
            j.rect for j in distances if j.lines > counted.usual[j.name].median + STRETCHED
        ],
        "white": alone.white.holes,
    }
    return PageFigures(
        page=page.number,
        white_share=round(alone.white.share, 4),
        lines=len(set_lines),
        loose_lines=len(faults["loose line"]),
        wide_lines=len(faults["word space over 2.2 times normal"]),
        short_lines=len(faults["line ends short"]),
        hyphenated_lines=sum(one.line.hyphenated for one in set_lines),
        ladders=len(faults["ladder"]),
        widows=len(faults["widow"]),
        orphans=len(faults["orphan"]),
        off_grid_lines=len(faults["off the grid"]),
        uneven_legs=len(short),
        uneven_lines=sum(round(leg.lines) for leg in short),
        space_sd=round(text.spread(_spaces(set_lines)), 3),
        headline_sizes=tuple(sorted({round(block.size, 1) for block in blocks})),
        tombstones=len(faults["headlines alike"]),
        importance_wrong=len(faults["biggest headline"]),
        heading_wrong=int(lead is not None and not heads.heading_names(page, lead.section)),
        grey_fields=len(faults["grey field"]),
        without_entry=int(_bare(page)),
        stretched_joints=len(faults["stretched joint"]),
        joints=_by_name(distances),
        spots=tuple(Spot(what, rect) for what, rects in faults.items() for rect in rects),
    )


def _spaces(lines: Iterable[text.SetLine]) -> list[float]:
    return [one.space for one in lines if one.space]


def _by_name(found: Iterable[Joint]) -> dict[str, tuple[float, ...]]:
    named: dict[str, list[float]] = {}
    for joint in found:
        named.setdefault(joint.name, []).append(round(joint.lines, 2))
    return {name: tuple(values) for name, values in sorted(named.items())}


def _joint_figures(found: Iterable[Joint]) -> dict[str, JointFigures]:
    return {
        name: JointFigures(min(values), round(statistics.median(values), 2), max(values))
        for name, values in _by_name(found).items()
    }


def _sizes_by_urgency(pages: Iterable[Page], counted: _Counted) -> dict[int, tuple[float, ...]]:
    sizes: dict[int, set[float]] = {}
    for page in pages:
        for block in heads.heads_of(page, counted.lines[page.number]):
            if block.story in counted.stories and not block.jump:
                urgency = counted.stories[block.story].urgency
                sizes.setdefault(urgency, set()).add(round(block.size, 1))
    return {urgency: tuple(sorted(found)) for urgency, found in sorted(sizes.items())}


def _bare(page: Page) -> bool:
    """Stories stand on the page, and no picture, chart or quote with them.  An advertisement leads
    the eye away from them."""
    if not any(module.kind in ("story", "jump") for module in page.modules):
        return False
    entries = (
        Element.CHART,
        Element.PULL_QUOTE,
        Element.NUMBER,
        Element.POINTS,
        Element.TIMELINE,
        Element.PROPOSED,
        Element.PROPOSED_QUOTE,
        Element.PROPOSED_NUMBER,
        Element.PROPOSED_POINTS,
    )
    return not any(
        isinstance(mark, PictureMark) or mark.origin.element in entries for mark in page.marks
    )


def _twice(pages: Sequence[Page]) -> tuple[str, ...]:
    """Names of pictures that stand more than once in the edition."""
    shown = Counter(m.name for page in pages for m in page.marks if isinstance(m, PictureMark))
    return tuple(sorted(name for name, times in shown.items() if times > 1))
