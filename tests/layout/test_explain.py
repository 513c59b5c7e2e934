"""The flatplan as boxes, and why a story stands where it stands."""

from __future__ import annotations

import datetime

import pytest
from epaper.layout.explain import beside, boxes, explain, page_layouts
from generated_day import story

from epaper.errors import UsageError
from epaper.layout.design.reader import Design
from epaper.layout.edition.flatplan import Flatplan
from epaper.layout.engine import plan_day
from epaper.layout.measure.copyfit import Copyfitter
from epaper.model.edition import Edition, PageBudget, Publication, Section
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

Planned = tuple[Edition, Flatplan, Copyfitter]


@pytest.fixture(scope="module")
def planned(book: FontBook, design: Design) -> Planned:
    stories = tuple(story(n, 90 + 31 * (n % 7), urgency=2 + n % 6) for n in range(14))
    day = datetime.date(2026, 1, 1)
    edition = Edition(
        Publication("The Test", "TST"), day, stories, (Section("City"),), PageBudget(1, 8, 1)
    )
    setter = Typesetter(book, "en-GB")
    edition, plan = plan_day(edition, design, setter)
    return edition, plan, Copyfitter(design, setter)


def test_every_story_is_explained(planned: Planned) -> None:
    edition, plan, fitter = planned
    page = plan.pages[1]
    slug = page.items[0].slug
    lines = explain(edition, plan, fitter, slug)
    assert f"{slug} stands on page {page.number}" in lines[0]
    assert "urgency" in lines[1]
    assert f"{page.layout.cost:.1f}" in " ".join(lines)
    assert "Next best" in lines[-1] or "No other place" in lines[-1]


def test_an_unknown_story_is_named(planned: Planned) -> None:
    with pytest.raises(UsageError, match="no story nobody"):
        explain(*planned, "nobody")


def test_runners_up_differ_and_cost_no_less_than_the_bound(planned: Planned) -> None:
    _, plan, fitter = planned
    layouts = page_layouts(plan.pages[1], fitter)
    assert layouts[0] is plan.pages[1].layout
    places = [tuple(sorted((p.key, p.column, p.line) for p in lay.placed)) for lay in layouts]
    assert len(set(places)) > 1
    assert all(lay.cost >= lay.bound - 1e-6 for lay in layouts)


def test_boxes_hold_a_letter_for_every_module(planned: Planned) -> None:
    _, plan, fitter = planned
    grid = fitter.design.grid
    lines, legend = boxes("1 City", plan.pages[0].layout.placed, grid.columns, grid.lines)
    drawn = "\n".join(lines[1:])
    assert sorted(legend.values()) == sorted(p.key for p in plan.pages[0].layout.placed)
    assert all(letter in drawn for letter in legend)
    assert len({len(line) for line in lines}) == 1
    assert len(beside([lines, lines])) == len(lines)
