"""Tables that break: their header stands over the rest, five rows stand on either side, and no
letter counts twice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from generated_day import story
from layout_samples import block

from epaper.issue.ledger import accounts
from epaper.layout.design.reader import Design, load_design
from epaper.layout.design.weights import Weights
from epaper.layout.makeup.compose import Composer
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.legs import Slot, fill_legs
from epaper.layout.measure.stories import story_item
from epaper.layout.search.page import Placed
from epaper.model.story import Kind, Story
from epaper.model.text import Crosshead, Paragraph, Table, rich
from epaper.page.marks import Element, GlyphRun
from epaper.page.page import Page
from epaper.resources import shipped
from epaper.typeset.fonts import FontBook
from epaper.typeset.galley import GalleyBlock
from epaper.typeset.typesetter import Typesetter

HEADER = ("Town", "Boats")


def table(rows: int, name: str = "Quay") -> Table:
    cells = tuple((rich(f"{name} {n}"), rich(str(n * 7))) for n in range(rows))
    return Table(tuple(map(rich, HEADER)), cells, ("left", "right"))


def row(header: int, **more: object) -> GalleyBlock:
    return replace(block(1, element=Element.TABLE), header=header, splittable=False, **more)


def test_the_header_stands_at_the_head_of_every_further_leg() -> None:
    blocks = [row(0, keep_with_next=True), *(row(n) for n in range(1, 13))]
    legs = [Slot(column, 0, 5) for column in range(3)]
    filling = fill_legs(blocks, legs, Weights())
    assert filling
    heads = [(part.slot, part.line, part.block) for part in filling.parts if part.again]
    assert heads == [(1, 0, 0), (2, 0, 0)]
    assert [p.line for p in filling.parts if p.slot == 1] == [0, 1, 2, 3, 4]


def modules(item: Item, fitter: Copyfitter, story: Story) -> list[list[GlyphRun]]:
    """The words of the item in some of its shapes; the ledger balances in each."""
    composer, found = Composer(fitter.design, fitter), []
    for columns in range(2, fitter.design.grid.columns + 1):
        costs = fitter.costs(item, columns)
        for depth in np.isfinite(costs).nonzero()[0][:6]:
            fitted = fitter.fitted(item, columns, int(depth))
            if fitted is None:
                continue
            placed = Placed(item.key, 0, 0, fitted[0], filling=fitted[1])
            marks, _ = composer.module(item, placed, item.kind)
            page = Page(1, fitter.design.grid.trim, "", tuple(marks))
            assert [a.lost for a in accounts([story], [page], (), {})] == [0]
            found.append([mark for mark in marks if isinstance(mark, GlyphRun)])
    return found


@pytest.mark.parametrize("kind", [Kind.NEWS, Kind.AGATE])
def test_a_long_table_breaks_with_its_header(kind: Kind, book: FontBook, design: Design) -> None:
    told = replace(
        story(1, 60), slug="boats", kind=kind, deck="", body=(Paragraph(rich("Boats.")), table(90))
    )
    setter = Typesetter(book, "en-GB")
    fitter = Copyfitter(design, setter)
    found = modules(story_item(told, design, setter, "minor"), fitter, told)
    assert found
    broken = 0
    for runs in found:
        lefts = {round(run.x) for run in runs if run.text.strip().startswith("Quay")}
        heads = [run for run in runs if run.text.strip() == "Town"]
        assert len(heads) == len(lefts)
        assert [run.origin.element for run in heads].count(Element.TABLE_HEAD) == 1
        broken += len(heads) > 1
        for left in lefts:
            rows = [r for r in runs if round(r.x) == left and r.text.startswith("Quay")]
            assert len(rows) >= 5
            assert min(r.y for r in rows) > min(r.y for r in heads if round(r.x) == left)
    assert broken


def test_a_table_after_a_table_keeps_its_own_header(book: FontBook, design: Design) -> None:
    told = replace(story(1, 60), slug="boats", body=(table(3, "Quay"), table(3, "Pier")))
    blocks = story_item(told, design, Typesetter(book), "minor").copy.text.blocks
    assert [one.header for one in blocks if one.element is Element.TABLE] == [0, 1, 2, 3] * 2


@pytest.mark.parametrize("name", ["broadsheet", "broadsheet-8", "berliner", "tabloid", "evening"])
def test_figures_of_tables_are_all_of_one_width(name: str, book: FontBook) -> None:
    layout, setter = load_design(shipped("layouts") / f"{name}.yaml"), Typesetter(book)
    for style in (layout.styles["table"], layout.styles["agate"]):
        assert len({round(setter.width(figure, style), 3) for figure in "0123456789"}) == 1


def test_a_crosshead_of_agate_stands_over_what_follows(book: FontBook, design: Design) -> None:
    told = replace(
        story(1, 60),
        slug="boats",
        kind=Kind.AGATE,
        body=(Crosshead(rich("North")), table(4), Crosshead(rich("South")), table(4)),
    )
    blocks = story_item(told, design, Typesetter(book), "small").copy.text.blocks
    found = [block.keep_with_next for block in blocks if block.element is not Element.TABLE]
    assert found[:2] == [True, True]
