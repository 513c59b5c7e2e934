"""Rails and strips: what is gathered, where it stands, and what it leaves to the search."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from generated_day import story
from layout_samples import edition_of

from epaper.layout.design.reader import Design
from epaper.layout.edition.pins import Pin, page_of, pins_of
from epaper.layout.edition.wishes import Wishes
from epaper.layout.makeup.compose import Composer
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.pinned import pinned_item
from epaper.layout.measure.stories import story_item
from epaper.layout.search.hole import Hole
from epaper.layout.search.page import PageLayout
from epaper.model.plan import Wish
from epaper.model.story import Kind, Story
from epaper.model.text import Paragraph, Table, rich
from epaper.page.marks import Element, GlyphRun
from epaper.typeset.typesetter import Typesetter


def results(slug: str, section: str = "Sport", rows: int = 5, **more: object) -> Story:
    cells = tuple((rich(f"Team {n}"), rich(str(n))) for n in range(rows))
    body = (Table((rich("Team"), rich("Pts")), cells, ("left", "right")),)
    told = replace(story(1, 30), slug=slug, section=section, kind=Kind.AGATE, headline=slug)
    return replace(told, body=body, deck="", kicker="", pictures=(), **more)  # type: ignore[arg-type]


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


def told_with(number: int, rows: int, words: int) -> Story:
    """Words under the head, two tables, words again."""
    told = results(f"League {number}", rows=rows)
    text = Paragraph(rich(" ".join(["Harbour 2, Mole 1;"] * words)))
    return replace(told, body=(text, *told.body, *told.body, Paragraph(rich("Next on Friday."))))


def ink(pin: Pin, depth: int) -> list[tuple[float, str]]:
    """Baselines of a rail in grid lines, from the top, each with what stands there."""
    standing = pin.placed(Hole(0, (depth,) * pin.design.grid.columns, 2), 4)
    assert standing
    text, grid = pin.item.copy.text, pin.design.grid.leading
    found = []
    for part in standing.placed.filling.parts:
        for number, line in enumerate(text.realise(part.block, part.setting)):
            for run in line.runs:
                kind = "head" if run.origin.element is Element.HEADLINE else run.origin.element
                ruled = kind is Element.TABLE and run.text.strip() in ("Team", "Pts")
                at = standing.placed.line + part.line + number + run.y / grid
                found.append((round(at, 3), "header" if ruled else str(kind)))
    return sorted(dict.fromkeys(found))


@pytest.mark.parametrize("more", [0, 3, 11, 40])
def test_joints_of_a_rail_are_alike(more: int, railed: Design, setter: Typesetter) -> None:
    told = [told_with(n, rows=3 + n, words=1 + 2 * n) for n in range(5)]
    (pin,), _ = pins_of(
        items_of(told, railed, setter), edition_of(told), Wishes({}), railed, setter=setter
    )
    least = pin.item.copy.text.lines + 2
    joints: dict[tuple[str, str], set[float]] = {}
    for (over, before), (at, after) in pairwise(ink(pin, least + more)):
        joints.setdefault((before, after), set()).add(round(at - over, 2))
    heads = joints.pop((str(Element.CREDIT), "head"))
    assert max(heads) - min(heads) <= 1.0
    assert max(heads) <= 2 + 1.7
    rows = joints.pop((str(Element.TABLE), str(Element.TABLE)))
    assert rows == {0.67}
    assert {kind for kind, found in joints.items() if len(found) > 1} == set()


def test_a_strip_may_break_a_long_story_and_no_short_one(
    railed: Design, setter: Typesetter
) -> None:
    told = [results("long", "Business", rows=60), results("short", "Business", rows=9)]
    item = pinned_item(told, "Markets", railed, setter, strip=True)
    tables = [b.origin.story for b in item.copy.text.blocks if b.element is Element.TABLE]
    assert tables.count("short") == 1
    assert tables.count("long") > 10


@pytest.mark.parametrize("more", [0, 5, 17])
def test_white_over_the_heads_of_a_rail_is_one(
    more: int, railed: Design, setter: Typesetter
) -> None:
    told = [told_with(n, rows=3 + n, words=1 + 2 * n) for n in range(5)]
    (pin,), _ = pins_of(
        items_of(told, railed, setter), edition_of(told), Wishes({}), railed, setter=setter
    )
    depth = pin.item.copy.text.lines + 2 + more
    standing = pin.placed(Hole(0, (depth,) * railed.grid.columns, 2), 4)
    assert standing
    composer = Composer(railed, Copyfitter(railed, setter))
    marks, _ = composer.module(pin.item, standing.placed, "rail")
    runs = [m for m in marks if isinstance(m, GlyphRun) and m.origin.story]
    whites = [
        under.y - over.y
        for over, under in pairwise(runs)
        if under.origin.element is Element.HEADLINE and over.origin.story != under.origin.story
    ]
    assert len(whites) == 4
    assert max(whites) - min(whites) < 0.01
    assert [run.y for run in runs] == sorted(run.y for run in runs)
