"""Rails and strips: what is gathered, where it stands, and what it leaves to the search."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_day import story
from layout_samples import edition_of

from epaper.layout.design.reader import Design
from epaper.layout.edition.pins import page_of, pins_of
from epaper.layout.edition.wishes import Wishes
from epaper.layout.measure.copy import Item
from epaper.layout.measure.stories import story_item
from epaper.layout.search.hole import Hole
from epaper.layout.search.page import PageLayout
from epaper.model.plan import Wish
from epaper.model.story import Kind, Story
from epaper.model.text import Table, rich
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter


def results(slug: str, section: str = "Sport", rows: int = 5, **more: object) -> Story:
    cells = tuple((rich(f"Team {n}"), rich(str(n))) for n in range(rows))
    body = (Table((rich("Team"), rich("Pts")), cells, ("left", "right")),)
    told = replace(story(1, 30), slug=slug, section=section, kind=Kind.AGATE, headline=slug)
    return replace(told, body=body, deck="", kicker="", pictures=(), **more)  # type: ignore[arg-type]


@pytest.fixture
def setter(book: FontBook) -> Typesetter:
    return Typesetter(book, "en-GB")


@pytest.fixture
def railed(design: Design) -> Design:
    return replace(design, rails=frozenset({"sport"}), strips=frozenset({"business"}))


def items_of(stories: list[Story], design: Design, setter: Typesetter) -> list[Item]:
    return [story_item(one, design, setter, "small") for one in stories]


def test_a_rail_gathers_the_agate_of_its_section(railed: Design, setter: Typesetter) -> None:
    news = replace(story(2, 200), section="Sport")
    other = results("tides", "City")
    stories = [results("b-league"), results("a-league", urgency=3), news, other]
    items = items_of(stories, railed, setter)
    pins, gathered = pins_of(items, edition_of(stories), Wishes({}), railed, setter=setter)
    assert [s.slug for pin in pins for s in pin.item.copy.stories] == ["a-league", "b-league"]
    assert [item.slug for item in gathered[pins[0].item.key]] == ["a-league", "b-league"]


def test_agate_that_somebody_wished_elsewhere_is_left_there(
    railed: Design, setter: Typesetter
) -> None:
    told = results("league")
    wishes = Wishes({"league": Wish("league", page=4)})
    items = items_of([told], railed, setter)
    assert pins_of(items, edition_of([told]), wishes, railed, setter=setter) == ((), {})


@pytest.mark.parametrize(("page", "column"), [(4, 0), (5, -1)])
def test_a_rail_stands_in_the_outer_column(
    page: int, column: int, railed: Design, setter: Typesetter
) -> None:
    told = [results("league"), results("cup")]
    items = items_of(told, railed, setter)
    (pin,), _ = pins_of(items, edition_of(told), Wishes({}), railed, setter=setter)
    columns = railed.grid.columns
    hole = Hole(5, (60,) * columns, railed.grid.gap)
    standing = pin.placed(hole, page)
    assert standing
    placed = standing.placed
    assert placed.column == column % columns
    assert placed.line + placed.shape.lines == 65
    free = standing.hole.depths[column]
    assert placed.line == 5 + free + railed.grid.gap
    assert {d for n, d in enumerate(standing.hole.depths) if n != column % columns} == {60}
    layout = standing.on(PageLayout((), 1.0, {}, others=(PageLayout((), 2.0, {}),)))
    assert [len(one.placed) for one in (layout, *layout.others)] == [1, 1]


def test_a_rail_that_nearly_fills_its_column_takes_all_of_it(
    railed: Design, setter: Typesetter
) -> None:
    told = [results("league"), results("cup")]
    items = items_of(told, railed, setter)
    (pin,), _ = pins_of(items, edition_of(told), Wishes({}), railed, setter=setter)
    columns = railed.grid.columns
    short = pin.placed(Hole(0, (100,) * columns, 2), 4)
    assert short
    depth = short.placed.shape.lines + 3
    whole = pin.placed(Hole(0, (depth,) * columns, 2), 4)
    assert whole
    assert (whole.placed.line, whole.placed.shape.lines) == (0, depth)
    assert whole.hole.depths[0] == 0
    assert pin.placed(Hole(0, (depth - 6,) * columns, 2), 4) is None


def test_a_strip_takes_the_foot_of_all_columns(railed: Design, setter: Typesetter) -> None:
    told = [results(f"prices-{n}", "Business", rows=4) for n in range(6)]
    items = items_of(told, railed, setter)
    (pin,), _ = pins_of(items, edition_of(told), Wishes({}), railed, setter=setter)
    columns = railed.grid.columns
    standing = pin.placed(Hole(5, (80,) * columns, 2), 3)
    assert standing
    assert standing.placed.shape.columns == columns
    assert standing.placed.line + standing.placed.shape.lines == 85
    assert set(standing.hole.depths) == {80 - standing.placed.shape.lines - 2}
    uneven = Hole(5, (*(80,) * (columns - 1), 40), 2)
    assert pin.placed(uneven, 3) is None


def test_a_pin_stands_on_the_page_with_most_of_its_section(
    railed: Design, setter: Typesetter
) -> None:
    told = [results("league")]
    items = items_of(told, railed, setter)
    (pin,), _ = pins_of(items, edition_of(told), Wishes({}), railed, setter=setter)
    hole = Hole(0, (60,) * railed.grid.columns, 2)
    holes = {2: hole, 3: hole, 4: replace(hole, depths=(5,) * railed.grid.columns)}
    assert page_of(pin, [2, 3, 4], {2: 10.0, 3: 50.0, 4: 90.0}, holes) == 3
    assert page_of(pin, [2, 3, 4], {}, holes) == 0
