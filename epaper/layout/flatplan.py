"""The flatplan: which stories go to which page, which are held; over the whole edition, before pages are drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from epaper.errors import LayoutError
from epaper.layout.design import Design
from epaper.layout.items import Item, briefs_item, jump_front, jump_rest, story_item
from epaper.layout.search import PageLayout, search_page
from epaper.layout.shapes import Shaper
from epaper.model.edition import Edition
from epaper.model.story import Kind, Story
from epaper.typeset.typesetter import Typesetter

NOT_ON_FRONT = {Kind.BRIEF, Kind.OPINION, Kind.EDITORIAL, Kind.AGATE, Kind.SIDEBAR, Kind.FACTBOX, Kind.OBITUARY}
FRONT_STORIES = 5
FRONT_JUMPS = 2  # stories on the front page that may go on inside, the lead among them
SHORT_WORDS = 330  # a story up to this can stand whole on the front page
FRONT_TEXT = {"front": 110, "major": 60, "minor": 48, "small": 48}  # lines of a story on the front before it jumps
LEAST_PART = 12  # lines of a jumped story on either page
LEAST_FULL = (
    0.78  # share of a page that stories at their best shapes ask for at least, so that the last page has its own
)
LONGEST = 0.8  # of a page's lines: a story on one page, or the part of it that goes on inside
WORDS_A_LINE = 5.8
FULL = 1.09  # share of a page that stories at their best shapes may ask for: pictures and heads can give that much
USUAL = (1.0, 0.95, 1.05, 0.9, 1.1, 0.85, 0.8, 0.7, 0.6, 0.5, 0.35)  # shares of the goal to try, for a page's stories
DENSE = (1.13, 1.09, 1.06, 1.03, *USUAL)  # when more waits than fits: as much as can be laid out


@dataclass(frozen=True, slots=True)
class PlannedPage:
    number: int
    section: str
    items: tuple[Item, ...]
    layout: PageLayout
    first_line: int  # of the news hole on the page's grid
    opening: bool = False  # the section starts here, under its own heading


@dataclass(frozen=True, slots=True)
class Flatplan:
    pages: tuple[PlannedPage, ...]
    contents_page: int
    held: tuple[tuple[Story, str], ...]
    page_count: int


def tier_of(urgency: int) -> str:
    return "major" if urgency <= 3 else "minor" if urgency <= 5 else "small"


def with_tier(item: Item, tier: str) -> Item:
    return item if item.tier == tier else replace(item, tier=tier, cache={})


def main_section(items: Sequence[Item], layout: PageLayout) -> str:
    """The section that takes most of a page; the first in its order where two take as much."""
    sections = {item.key: item.section for item in items}
    areas: dict[str, int] = {}
    for placed in layout.placed:
        if placed.key in sections:
            name = sections[placed.key]
            areas[name] = areas.get(name, 0) + placed.shape.columns * placed.shape.lines
    return max(areas, key=lambda name: areas[name])


class Planner:
    def __init__(
        self,
        edition: Edition,
        design: Design,
        setter: Typesetter,
        style: object,
        progress: Callable[[str, int, int], None],
    ) -> None:
        self.edition, self.design, self.setter, self.style, self.progress = edition, design, setter, style, progress
        self.shaper = Shaper(design, setter)
        self.grid = design.grid

    # -- measuring ----------------------------------------------------------------------------------------------------

    def area(self, item: Item) -> float:
        """Columns x lines (gap included) of the item at its cheapest shape."""
        if "area" not in item.cache:
            best = (math.inf, math.inf)
            for w in range(1, self.grid.columns + 1):
                table = self.shaper.table(item, w)
                if np.isfinite(table).any():
                    depth = int(np.argmin(table))
                    best = min(best, (float(table[depth]), w * (depth + self.grid.gap)))
            item.cache["area"] = best[1] if best[1] < math.inf else float(self.grid.columns * self.grid.lines)
        return item.cache["area"]  # type: ignore[return-value]

    def items_of(self, stories: Sequence[Story]) -> list[Item]:
        """The items of a section: a story each, its briefs gathered."""
        briefs = [s for s in stories if s.kind is Kind.BRIEF and not s.pictures and not s.chart]
        found = [
            story_item(s, self.design, self.setter, tier_of(s.urgency), self.style)
            for s in stories
            if s not in briefs or len(briefs) < 2
        ]
        found = [replace(i, max_columns=2) if i.story and i.story.kind is Kind.BRIEF else i for i in found]
        if len(briefs) >= 2:
            for i in range(0, len(briefs), 8):
                found.append(briefs_item(briefs[i : i + 8], self.design, self.setter, self.style))
        return found

    # -- the plan -----------------------------------------------------------------------------------------------------

    def plan(self) -> Flatplan:
        held = [(s, "held by the editor") for s in self.edition.stories if s.hold]
        running = [s for s in self.edition.stories if not s.hold]
        most = self.grid.columns * self.grid.lines * LONGEST
        for story in [s for s in running if s.words / WORDS_A_LINE > most]:
            running.remove(story)
            held.append((story, "longer than a page can take; run it as parts"))
        if not running:
            raise LayoutError(
                "no story of the day can be laid out; " + "; ".join(f"{s.slug}: {why}" for s, why in held)
            )
        front = self.choose_front(running)
        names = {s.slug for s in front}
        pools = [
            (name, self.items_of(stories))
            for name, stories in self._gather_briefs([s for s in running if s.slug not in names])
        ]
        contents = self.design.contents_page if len(running) > 3 else 0
        inner, dropped = self._page_count(pools, front, contents)
        held += dropped
        gone = {s.slug for s, _ in dropped}
        if gone:
            pools = [(name, self._without(items, gone)) for name, items in pools]
        first, rests = self._front_page(front, contents)
        for item in rests:
            next(items for name, items in pools if name == item.section).insert(0, item)
        pages, left = self._inner_pages(pools, inner, contents)
        for item in left:
            held += [(s, "no room left on the pages of the budget") for s in item.stories]
        return Flatplan((first, *pages), contents, tuple(held), 1 + bool(contents) + inner)

    def _gather_briefs(self, stories: list[Story]) -> list[tuple[str, list[Story]]]:
        """Stories by section; a section's only brief joins those of the section before, for a column of its own."""
        sections = [(x.name, [s for s in stories if s.section == x.name]) for x in self.edition.sections]
        home: list[Story] | None = None
        for _, members in sections:
            briefs = [s for s in members if s.kind is Kind.BRIEF]
            if len(briefs) == 1 and home is not None:
                members.remove(briefs[0])
                home.append(briefs[0])
            elif briefs:
                home = members
        return sections

    def choose_front(self, stories: Sequence[Story]) -> list[Story]:
        """The most urgent news of all sections, at most two a section, one with a picture preferred for the lead."""
        able = [s for s in stories if s.kind not in NOT_ON_FRONT and s.words >= 60]
        ranked = sorted(able, key=lambda s: (s.urgency, not (s.pictures or s.chart), -s.words, s.slug))
        chosen: list[Story] = []
        jumps = 0
        for story in ranked:
            if chosen and story.words > SHORT_WORDS and (jumps >= FRONT_JUMPS or not self.edition.jumps):
                continue  # whole stories beside the lead: most readers do not follow a jump
            if sum(s.section == story.section for s in chosen) < 2 and len(chosen) < FRONT_STORIES:
                chosen.append(story)
                jumps += story.words > SHORT_WORDS
        spare = sorted((s for s in stories if s not in chosen), key=lambda s: (s.kind is Kind.BRIEF, s.urgency, s.slug))
        return chosen + spare[: max(0, 3 - len(chosen))]  # a thin day fills its front page with what there is

    def _without(self, items: list[Item], gone: set[str]) -> list[Item]:
        stories = [s for item in items for s in item.stories if s.slug not in gone]
        return self.items_of(stories) if len(stories) != sum(len(i.stories) for i in items) else items

    def _page_count(
        self, pools: list[tuple[str, list[Item]]], front: list[Story], contents: int
    ) -> tuple[int, list[tuple[Story, str]]]:
        """How many inner pages, and what must be held because even the most pages do not take it."""
        page = self.grid.columns * self.grid.lines
        need = sum(self.area(item) for _, items in pools for item in items)
        need += sum(max(0, s.words / 6.5 - 60) for s in front) * 1.1
        budget = self.edition.pages
        total = 1 + bool(contents) + math.ceil(need / (page * FULL) - 0.08)
        total = max(total, budget.least)
        total = min(math.ceil(total / budget.multiple) * budget.multiple, budget.most)
        inner = max(total - 1 - bool(contents), 0)
        over = need - inner * page * FULL
        dropped: list[tuple[Story, str]] = []
        candidates = sorted(
            ((s, self.area(item) / len(item.stories)) for _, items in pools for item in items for s in item.stories),
            key=lambda p: (-p[0].urgency, p[0].words, p[0].slug),
        )
        for story, area in candidates:
            if over <= 0:
                break
            if not story.must_run:
                dropped.append((story, f"no room in {total} pages; urgency {story.urgency} is the lowest left"))
                over -= area
        return inner, dropped

    def _front_page(self, stories: list[Story], contents: int) -> tuple[PlannedPage, list[Item]]:
        lines = self.grid.lines - self.design.nameplate_lines
        inside = Item("inside", "inside", "", "small", 9, (), lambda _b, _s: ())
        whole = [
            story_item(
                s, self.design, self.setter, ("front", "major", "minor", "minor", "small")[min(i, 4)], self.style
            )
            for i, s in enumerate(stories)
        ]
        best: tuple[float, PageLayout, list[Item], list[Item]] | None = None
        few_options = (0, 1, 2) if len(whole) > 3 else (0,)
        for less in few_options:
            for scale in (1.0, 0.8, 1.25, 0.62, 1.6):
                kept = whole[: len(whole) - less]
                parts = [self._cut(item, FRONT_TEXT[item.tier] * scale) for item in kept]
                fronts = [front for front, _ in parts] + ([inside] if self.edition_has_inside(contents) else [])
                layout = search_page(fronts, self.grid.columns, lines, self.grid.gap, self.shaper, 5)
                if layout is None:
                    continue
                rests = [rest for _, rest in parts if rest] + whole[len(whole) - less :]
                cost = layout.cost + 14 * sum(rest is not None for _, rest in parts) + 25 * less
                if best is None or cost < best[0]:
                    best = (cost, layout, fronts, rests)
            if best is not None and best[0] < 150:
                break
        if best is None:
            raise LayoutError(
                "page 1 cannot be laid out from these stories; give the lead a shorter headline or a picture"
            )
        _, layout, fronts, rests = best
        page = PlannedPage(1, stories[0].section, tuple(fronts), layout, self.design.nameplate_lines)
        return page, [with_tier(r, tier_of(r.urgency)) if r.kind == "story" else r for r in rests]

    def edition_has_inside(self, contents: int) -> bool:
        return len(self.edition.stories) > 6

    def _cut(self, item: Item, goal: float) -> tuple[Item, Item | None]:
        """The part of a story for the front page and the rest, or the whole story."""
        total = item.text_lines
        if not self.edition.jumps or total <= goal * 1.25 or total - goal < LEAST_PART * 1.5:
            return item, None
        used, best, best_used = 0, 0, 0
        for i, block in enumerate(item.blocks[:-1]):
            used += block.settings[0].lines + block.space_before * (i > 0) + block.space_after
            rest = total - used
            fit = not block.keep_with_next and used >= LEAST_PART and rest >= LEAST_PART
            if fit and (not best or abs(used - goal) < abs(best_used - goal)):
                best, best_used = i + 1, used
        if not best:
            return item, None
        return jump_front(item, best, self.design, self.setter, 0), jump_rest(item, best, self.design, self.setter, 1)

    def _inner_pages(
        self, pools: list[tuple[str, list[Item]]], inner: int, contents: int
    ) -> tuple[list[PlannedPage], list[Item]]:
        pool = [(name, self._ranked(items)) for name, items in pools if items]
        numbers = [n for n in range(2, 2 + inner + bool(contents)) if n != contents]
        pages: list[PlannedPage] = []
        last_section = ""
        for index, number in enumerate(numbers):
            if not pool:
                break
            opening = pool[0][0] != last_section
            first_line = self.design.section_head_lines if opening else 0
            lines = self.grid.lines - first_line
            left = sum(self.area(item) for _, items in pool for item in items)
            room = self.grid.columns * (lines + self.grid.gap)
            goal = min(room * 1.0, max(left / (len(numbers) - index), room * LEAST_FULL))
            chosen, layout = self._fill_page(pool, goal, lines, len(numbers) - index)
            if layout is None:
                continue
            keys = {item.key for item in chosen}
            section = main_section(chosen, layout)
            last_section = section
            pool = [(name, [i for i in items if i.key not in keys]) for name, items in pool]
            pool = [(name, items) for name, items in pool if items]
            pages.append(PlannedPage(number, section, tuple(chosen), layout, first_line, opening))
            self.progress("pages", index + 1, len(numbers))
        return pages, [item for _, items in pool for item in items]

    def _ranked(self, items: list[Item]) -> list[Item]:
        return sorted(items, key=lambda i: (i.kind != "jump", i.urgency, -i.text_lines, i.key))

    def _fill_page(
        self, pool: list[tuple[str, list[Item]]], goal: float, lines: int, pages_left: int
    ) -> tuple[list[Item], PageLayout | None]:
        """The set of items, from the pool's head, that makes the best page."""
        best: tuple[float, list[Item], PageLayout] | None = None
        dense = sum(self.area(item) for _, items in pool for item in items) > goal * pages_left * 1.01
        shares = DENSE if dense else USUAL
        for turn, share in enumerate(shares):
            if best is not None and (dense or turn >= 5 or best[0] < 90):
                break
            chosen = self._lead(self._pick(pool, goal * share))
            if best is not None and {i.key for i in chosen} == {i.key for i in best[1]}:
                continue
            layout = search_page(chosen, self.grid.columns, lines, self.grid.gap, self.shaper, 4)
            if layout is None:
                continue
            cost = layout.cost + (0 if pages_left > 1 else 2000 * (1 - share))
            if best is None or cost < best[0]:
                best = (cost, chosen, layout)
        return (best[1], best[2]) if best else ([], None)

    def _lead(self, chosen: list[Item]) -> list[Item]:
        """Give the page a lead: its most urgent story that is no jump, briefs or one-paragraph item."""
        able = [i for i in chosen if i.kind == "story" and i.text_lines >= 20] or [
            i for i in chosen if i.kind == "story"
        ]
        if not able:
            return chosen
        lead = min(able, key=lambda i: (i.urgency, not i.visuals, -i.text_lines, i.key))
        return [with_tier(i, "lead") if i is lead else with_tier(i, "minor") if i.tier == "lead" else i for i in chosen]

    def _pick(self, pool: list[tuple[str, list[Item]]], goal: float) -> list[Item]:
        """Items up to about `goal`: the sections in order, urgent first, the last place for what fits best."""
        chosen: list[Item] = []
        used = 0.0
        for _, items in pool:
            for item in items:
                area = self.area(item)
                if used + area <= goal * 1.02 or not chosen:
                    chosen.append(item)
                    used += area
            if used > goal * 0.93:
                break
        return chosen
