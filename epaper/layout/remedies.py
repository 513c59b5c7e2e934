"""What would let each story in that is held: from what was measured, never guessed.

Room is told in lines of one column, as a desk counts copy: columns x lines of the grid.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from epaper.layout.design.reader import Design
from epaper.layout.edition.budget import LONGEST
from epaper.layout.edition.flatplan import Flatplan, PlannedPage
from epaper.layout.edition.volume import WORDS_A_LINE, in_multiples
from epaper.layout.measure.copy import Item
from epaper.model.edition import Edition
from epaper.model.story import Story
from epaper.units import counted


@dataclass(frozen=True, slots=True)
class _Standing:
    """A story on an inside page that could wait instead of another."""

    story: Story
    page: int
    need: float  # columns x lines


@dataclass(frozen=True, slots=True)
class _Room:
    """What the pages have left over what their stories ask for, the roomiest page first."""

    page: int
    left: float  # columns x lines
    section: str


def remedies(edition: Edition, design: Design, plan: Flatplan) -> dict[str, str]:
    """A remedy for each story that the plan holds and for which one is known, by slug."""
    standing = list(_standing(edition, plan))
    rooms = sorted(_rooms(plan), key=lambda room: (-room.left, room.page))
    longest = int(design.grid.columns * design.grid.lines * LONGEST * WORDS_A_LINE)  # words
    found = {}
    for story, _ in plan.held:
        if story.stop is not None:
            ways = [story.stop.remedy(story.file)]
        elif story.slug in edition.barred:
            ways = [f"delete {story.file}, or hold the other one to print this"]
        elif not edition.jumps and story.words > longest:
            over = story.words - longest
            shorter = f"make it {counted(over, 'word')} shorter ({story.words} now)"
            ways = [f"{shorter}, or allow `jumps:`"]
        else:
            ways = [*_shorter(story, plan, rooms), *_instead(story, plan, standing)]
            ways += _more_pages(edition, plan)
        found[story.slug] = "; or ".join(way for way in ways if way)
    return found


def _shorter(story: Story, plan: Flatplan, rooms: Sequence[_Room]) -> Iterator[str]:
    """By how much the story is too long for the size it was given, or for the page of its section
    with the most room."""
    if story.size:
        yield f"give it a larger `size:` in {story.file}, or shorten it"
        return
    need = plan.needs.get(story.slug, 0.0)
    best = next((room for room in rooms if room.section == story.section), None)
    if best is None or need <= max(0.0, best.left):
        return
    asked = f"it asks for {counted(math.ceil(need), 'line')} of one column"
    spare = math.floor(best.left)
    if spare <= 0:
        yield f"make room: {asked}, and page {best.page} has none to spare"
        return
    over = counted(math.ceil(need) - spare, "line")
    room = f"page {best.page} has {spare} to spare"
    yield f"make it {over} of one column shorter: {asked}, and {room}"


def _instead(story: Story, plan: Flatplan, standing: Sequence[_Standing]) -> Iterator[str]:
    """A less urgent story, or one as urgent, that takes as much room on a page of the section."""
    need = plan.needs.get(story.slug, 0.0)
    able = [
        one for one in standing if need and one.need >= need and one.story.section == story.section
    ]
    if not able:
        return
    worst = max(able, key=lambda one: (one.story.urgency, -one.need, one.story.slug))
    yield f"hold {worst.story.slug} on page {worst.page}, which takes as much room"
    better = worst.story.urgency - 1
    if 1 <= better < story.urgency:
        yield (
            f"give it urgency {better} or better: then it goes before {worst.story.slug} "
            f"(urgency {worst.story.urgency})"
        )


def _more_pages(edition: Edition, plan: Flatplan) -> Iterator[str]:
    budget, pages = edition.pages, plan.page_count
    if pages >= budget.most:
        yield f"allow more pages ({budget.more_told})"
    else:
        more = in_multiples(pages + 1, budget)
        yield f"ask for {counted(more, 'page')} (`pages: least`), there are {pages}"


def _standing(edition: Edition, plan: Flatplan) -> Iterator[_Standing]:
    """Stories whole on inside pages that nobody insists on."""
    wished = {wish.slug for wish in edition.wishes}
    for page in plan.pages:
        for item in page.items if page.number > 1 else ():
            story = item.copy.story
            free = story is not None and not story.must_run and story.slug not in wished
            if story is not None and free and item.kind == "story" and not item.copy.jump.chain:
                yield _Standing(story, page.number, _need(item, plan.needs))


def _need(item: Item, needs: Mapping[str, float]) -> float:
    return sum(needs.get(story.slug, 0.0) for story in item.copy.stories)


def _rooms(plan: Flatplan) -> Iterator[_Room]:
    for page in plan.pages:
        if page.number > 1 and _all_measured(page, plan):
            asked = sum(_need(item, plan.needs) for item in page.items)
            yield _Room(page.number, page.hole.area() - asked, page.section)


def _all_measured(page: PlannedPage, plan: Flatplan) -> bool:
    """Whole stories alone; what of the front page's stories goes on here was measured apart."""
    return all(
        not item.copy.jump.chain and all(s.slug in plan.needs for s in item.copy.stories)
        for item in page.items
        if item.kind not in ("inside", "filler")
    )
