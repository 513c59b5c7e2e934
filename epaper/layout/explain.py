"""Why a page is as it is: its runners-up, drawn as boxes and told in words."""

from __future__ import annotations

import difflib
import string
from collections.abc import Mapping, Sequence

from epaper.errors import UsageError
from epaper.layout.edition.dummy import PlacedAd
from epaper.layout.edition.flatplan import Flatplan, PlannedPage
from epaper.layout.measure.items import Item
from epaper.layout.measure.tables import Shaper
from epaper.layout.search.search import PageLayout, PageSearch, Placed, orders_for
from epaper.model.edition import Edition

SAME = 0.05  # of cost: pages that differ by less are taken for one
CELL, LINES_A_ROW = 4, 5  # characters a column, grid lines a row


def page_layouts(planned: PlannedPage, shaper: Shaper) -> list[PageLayout]:
    """The layout that was chosen, then the others that were found, the best first."""
    search = PageSearch(planned.items, planned.hole, shaper)
    search.run(orders_for(shaper.design.effort, len(planned.items)), 0, all_found=True)
    chosen = _places(planned.layout)
    return [
        planned.layout,
        *(layout for layout in search.runners_up() if _places(layout) != chosen),
    ]


def _places(layout: PageLayout) -> frozenset[tuple[str, int, int, int, int]]:
    return frozenset(
        (p.key, p.column, p.line, p.shape.columns, p.shape.lines) for p in layout.placed
    )


def page_of(plan: Flatplan, slug: str) -> PlannedPage | None:
    """The page that a story begins on."""
    return next(
        (
            page
            for page in plan.pages
            for item in page.items
            if slug in {s.slug for s in item.stories}
        ),
        None,
    )


# -- boxes -----------------------------------------------------------------------------------------


def boxes(
    title: str, placed: Sequence[Placed], columns: int, lines: int, ads: Sequence[PlacedAd] = ()
) -> tuple[list[str], dict[str, str]]:
    """A page as lines of characters, and what its letters stand for."""
    rows = lines // LINES_A_ROW + 1
    grid = [[" "] * (columns * CELL + 1) for _ in range(rows + 1)]
    legend: dict[str, str] = {}
    names = iter(string.ascii_uppercase + string.ascii_lowercase)
    parts = [
        (p.key, p.column, p.line, p.shape.columns, p.shape.lines)
        for p in sorted(placed, key=lambda p: (p.line, p.column))
    ]
    parts += [(f"advertisement {a.ad.booking}", a.column, a.line, a.columns, a.lines) for a in ads]
    for key, column, line, wide, deep in parts:
        letter = next(names, "*")
        legend[letter] = key
        top, foot = line // LINES_A_ROW, max((line + deep) // LINES_A_ROW, line // LINES_A_ROW + 1)
        left, right = column * CELL, (column + wide) * CELL
        for y in range(top, min(foot, rows) + 1):
            for x in range(left, right + 1):
                edge_x, edge_y = x in (left, right), y in (top, min(foot, rows))
                if edge_x or edge_y:
                    grid[y][x] = "+" if edge_x and edge_y else "|" if edge_x else "-"
        grid[min((top + min(foot, rows)) // 2, rows)][(left + right) // 2] = letter
    width = columns * CELL + 1
    return [title[:width].ljust(width), *("".join(row) for row in grid)], legend


def beside(pages: Sequence[Sequence[str]]) -> list[str]:
    """Pages next to each other."""
    deep = max(map(len, pages), default=0)
    padded = [[*page, *([" " * len(page[0])] * (deep - len(page)))] for page in pages]
    return ["  ".join(page[row] for page in padded).rstrip() for row in range(deep)]


# -- words -----------------------------------------------------------------------------------------


def explain(edition: Edition, plan: Flatplan, shaper: Shaper, slug: str) -> list[str]:
    """Lines that say where a story stands, why, and what the next best would have cost.

    Raises UsageError for a story that the day does not have.
    """
    story = next((s for s in edition.stories if s.slug == slug), None)
    if story is None:
        near = difflib.get_close_matches(slug, [s.slug for s in edition.stories], 1, 0.5)
        hint = f"did you mean {near[0]}?" if near else "a story's name is its file's without .md"
        raise UsageError(f"there is no story {slug} in the day; {hint}")
    held = next((why for s, why in plan.held if s.slug == slug), "")
    locked = next((number for number, slugs in sorted(plan.locked.items()) if slug in slugs), 0)
    if locked:
        return [
            f"{slug} stands on page {locked}, which plan.yaml locks: the page stays as it was "
            "built."
        ]
    page = page_of(plan, slug)
    if page is None:
        return [f"{slug} is held: {held}"]
    item = next(i for i in page.items if slug in {s.slug for s in i.stories})
    layouts = page_layouts(page, shaper)
    chosen = next(p for p in page.layout.placed if p.key == item.key)
    lines = [
        f"{slug} stands on page {page.number}: {chosen.shape.note}, from column "
        f"{chosen.column + 1}, "
        f"line {chosen.line + 1}.",
        f"It is {story.section}, urgency {story.urgency}; on its page it ranks as {item.tier}.",
    ]
    lines.append(_page_told(edition, plan, page, item))
    lines.append(
        f"The page costs {page.layout.cost:.1f}, at least {page.layout.bound:.1f} for these "
        "stories: "
        f"{_terms(page.layout.terms)}."
    )
    others = [lay for lay in layouts[1:] if _spot(lay, item.key) != _spot(page.layout, item.key)]
    unlike = (
        lay for lay in others if abs(lay.cost - page.layout.cost) > SAME
    )  # not the page's mirror image
    other = next(unlike, next(iter(others), None))
    if other is None:
        lines.append("No other place for it was found among the arrangements of the page.")
        return lines
    spot = next(p for p in other.placed if p.key == item.key)
    lines.append(
        f"Next best: {spot.shape.note}, from column {spot.column + 1}, line {spot.line + 1}; the "
        "page would cost "
        f"{other.cost:.1f}, {other.cost - page.layout.cost:+.1f}: "
        f"{_difference(page.layout.terms, other.terms)}."
    )
    return lines


def _page_told(edition: Edition, plan: Flatplan, page: PlannedPage, item: Item) -> str:
    """Why it is that page."""
    wish = edition.wish(item.slug)
    if wish.page:
        met = (
            "stands there"
            if wish.page == page.number
            else f"that could not be met, see layout report for page {page.number}"
        )
        return f"plan.yaml wants it on page {wish.page}; it {met}."
    if page.number == 1:
        return (
            "It is on the front page for its urgency, among the most urgent that fit there whole "
            "or with one jump."
        )
    pages = [
        p.number
        for p in plan.pages
        if p.number > 1 and any(i.section == item.section for i in p.items)
    ]
    where = f"pages {pages[0]} to {pages[-1]}" if len(pages) > 1 else f"page {pages[0]}"
    first = sum(
        i.section == item.section and i.urgency < item.urgency
        for p in plan.pages
        for i in p.items
        if 1 < p.number < page.number
    )
    before = f"; {first} more urgent stand before it" if first else ""
    off = ", and plan.yaml keeps it off others" if wish.off else ""
    return f"{item.section} runs on {where}{off}{before}."


def _spot(layout: PageLayout, key: str) -> tuple[int, int, int, int]:
    placed = next(p for p in layout.placed if p.key == key)
    return placed.column, placed.line, placed.shape.columns, placed.shape.lines


def _terms(terms: Mapping[str, float]) -> str:
    return (
        ", ".join(f"{name} {value:.1f}" for name, value in terms.items() if value >= 0.05)
        or "nothing to object to"
    )


def _difference(ours: Mapping[str, float], theirs: Mapping[str, float]) -> str:
    names = [*ours, *(name for name in theirs if name not in ours)]
    told = [(theirs.get(n, 0.0) - ours.get(n, 0.0), n) for n in names]
    return (
        ", ".join(f"{name} {value:+.1f}" for value, name in told if abs(value) >= 0.05)
        or "the same terms"
    )
