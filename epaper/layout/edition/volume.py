"""How much room the day's stories ask for, how many pages that makes, and what must be held."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.stories import columns_of_briefs, story_item
from epaper.model.edition import Edition, PageBudget
from epaper.model.story import BRIEF_WORDS, Kind, Story
from epaper.units import counted

WORDS_A_LINE = 6.5
BRIEF_COLUMNS = 2  # of a brief that stands as a story, at most
URGENT = 3  # the urgency of a brief that may stand wider
FAR_OVER = 1.5  # times what is over: a story so much larger is not held for it
NEARLY = 0.99  # of what stories ask for: pages that take so much are enough

Held = tuple[Story, str]  # and why


def tier_of(urgency: int) -> str:
    return "major" if urgency <= 3 else "minor" if urgency <= 5 else "small"


def items_of(stories: Sequence[Story], fitter: Copyfitter) -> list[Item]:
    """The items of a section: a story each, set once, its briefs gathered in columns."""
    briefs = [story for story in stories if plain_brief(story)]
    if len(briefs) < 2:
        briefs = []
    items = [_whole(story, fitter) for story in stories if story not in briefs]
    return items + columns_of_briefs(briefs, fitter.design, fitter.setter)


def _whole(story: Story, fitter: Copyfitter) -> Item:
    tier = tier_of(story.urgency)
    key, known = (story, tier, False), fitter.wholes
    if key not in known:
        short = story.kind is Kind.BRIEF and story.words <= BRIEF_WORDS
        short = short and story.urgency > URGENT  # else it may have to lead
        widest = BRIEF_COLUMNS if short else 99
        known[key] = story_item(story, fitter.design, fitter.setter, tier=tier, max_columns=widest)
    return known[key]


def plain_brief(story: Story) -> bool:
    """A brief that can stand in a column of them; a longer one is a story, whatever it is
    called."""
    short = story.kind is Kind.BRIEF and story.words <= BRIEF_WORDS
    return short and not story.pictures and not story.chart


def gather_briefs(stories: Sequence[Story], edition: Edition) -> list[list[Story]]:
    """Stories by section; a section's only brief joins those of the section before, for a column of
    its own.
    """
    sections = [
        [story for story in stories if story.section == section.name]
        for section in edition.sections
    ]
    gathered: list[list[Story]] = []
    home: int | None = None
    for members in sections:
        briefs = [story for story in members if story.kind is Kind.BRIEF]
        if len(briefs) == 1 and home is not None:
            members = [story for story in members if story not in briefs]
            gathered[home] = [*gathered[home], *briefs]
        elif briefs:
            home = len(gathered)
        gathered.append(members)
    return gathered


def page_count(need: float, rooms: Sequence[float], budget: PageBudget, full: float) -> int:
    """Pages of the edition for `need` columns x lines of stories, within the budget and its
    multiple.

    rooms: columns x lines for news of every page that the budget allows, the front and the contents
    page with none; full: share of them that stories may ask for.
    """
    total, room = 0, 0.0
    while total < budget.most and (room * full < need * NEARLY or total < budget.least):
        room += rooms[total] if total < len(rooms) else 0.0
        total += 1
    return max(in_multiples(total, budget), 1)


def in_multiples(pages: int, budget: PageBudget) -> int:
    """So many pages or more, as the press prints them, within the budget."""
    return min(math.ceil(pages / budget.multiple) * budget.multiple, budget.most)


def to_hold(
    items: Sequence[tuple[Item, float]], over: float, pages: int, wanted: Collection[str] = ()
) -> list[Held]:
    """The least urgent stories, the longest first among equals, until `over` columns x lines are
    saved; none of the `wanted` slugs, and none that must run.

    items: each with its columns x lines; pages: of the edition, for the reason.
    """
    held: list[Held] = []
    each = [
        (story, area / len(stories))
        for item, area in items
        for stories in [item.copy.stories if item.kind == "briefs" else item.copy.stories[:1]]
        for story in stories  # what stands within another's module goes with that
    ]
    for story, area in sorted(each, key=lambda one: (-one[0].urgency, -one[1], one[0].slug)):
        if over <= 0:
            break
        if not story.must_run and story.slug not in wanted and area <= over * FAR_OVER:
            why = f"no room in {counted(pages, 'page')}; "
            why += f"with urgency {story.urgency} it is the least urgent left"
            held.append((story, why))
            over -= area
    return held
