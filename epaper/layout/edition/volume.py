"""How much room the day's stories ask for, how many pages that makes, and what must be held."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from epaper.layout.design.reader import Design
from epaper.layout.measure.copy import Item
from epaper.layout.measure.stories import columns_of_briefs, story_item
from epaper.model.edition import Edition
from epaper.model.story import Kind, Story
from epaper.typeset.typesetter import Typesetter

# share of a page that stories at their best shapes may ask for: more would make the pictures small
FULL = 0.97
WORDS_A_LINE = 6.5

CONTENTS_HEAD = 5  # lines of the contents page's own heading
LINES_AN_ENTRY = 4.2  # of the contents, in one column


def tier_of(urgency: int) -> str:
    return "major" if urgency <= 3 else "minor" if urgency <= 5 else "small"


def items_of(stories: Sequence[Story], design: Design, setter: Typesetter) -> list[Item]:
    """The items of a section: a story each, its briefs gathered in columns."""
    briefs = [s for s in stories if s.kind is Kind.BRIEF and not s.pictures and not s.chart]
    if len(briefs) < 2:
        briefs = []
    found = []
    for story in stories:
        if story not in briefs:
            item = story_item(
                story, design, setter, tier_of(story.urgency), 2 if story.kind is Kind.BRIEF else 99
            )
            found.append(item)
    return found + columns_of_briefs(briefs, design, setter)


def gather_briefs(stories: Sequence[Story], edition: Edition) -> list[tuple[str, list[Story]]]:
    """Stories by section; a section's only brief joins those of the section before, for a column of
    its own.
    """
    sections = [(x.name, [s for s in stories if s.section == x.name]) for x in edition.sections]
    home: list[Story] | None = None
    for _, members in sections:
        briefs = [s for s in members if s.kind is Kind.BRIEF]
        if len(briefs) == 1 and home is not None:
            members.remove(briefs[0])
            home.append(briefs[0])
        elif briefs:
            home = members
    return sections


def page_count(need: float, rooms: Sequence[float], edition: Edition) -> int:
    """Pages of the edition for `need` columns x lines of stories, within the budget and its
    multiple.

    rooms has the room for news of every page that the budget allows, the front and the contents
    page with none.
    """
    budget = edition.pages
    total, room = 0, 0.0
    while total < budget.most and (room * FULL < need * 0.99 or total < budget.least):
        room += rooms[total] if total < len(rooms) else 0.0
        total += 1
    return max(min(math.ceil(total / budget.multiple) * budget.multiple, budget.most), 1)


def to_hold(
    items: Sequence[tuple[Item, float]], over: float, pages: int, wanted: Collection[str] = ()
) -> list[tuple[Story, str]]:
    """The least urgent stories, the longest first among equals, until `over` columns x lines are
    saved; none of the `wanted` slugs, and none that must run."""
    found: list[tuple[Story, str]] = []
    each = [
        (story, area / len(item.copy.stories))
        for item, area in items
        for story in item.copy.stories
    ]
    for story, area in sorted(each, key=lambda p: (-p[0].urgency, -p[1], p[0].slug)):
        if over <= 0:
            break
        if not story.must_run and story.slug not in wanted and area <= over * 1.5:
            found.append(
                (story, f"no room in {pages} pages; urgency {story.urgency} is the lowest left")
            )
            over -= area
    return found


def contents_pages_for(stories: int, design: Design) -> int:
    """How many pages so many entries take at most."""
    grid = design.grid
    return max(
        1, math.ceil(stories * LINES_AN_ENTRY / (grid.columns * (grid.lines - CONTENTS_HEAD)))
    )
