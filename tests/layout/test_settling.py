"""Breakouts settled in their legs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_day import story, text

from epaper.layout.design.reader import Design
from epaper.layout.makeup.settling import settled
from epaper.layout.measure.copy import Copy
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.stories import story_item
from epaper.layout.search.page import Placed
from epaper.model.breakout import BreakoutItem
from epaper.model.story import Story
from epaper.model.text import Paragraph, Quotation, rich
from epaper.page.marks import Element
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

FACT = "The new quay took 41 barges of stone from the islands in the south."


@pytest.fixture(scope="module")
def fitter(book: FontBook, design: Design) -> Copyfitter:
    return Copyfitter(replace(design, propose=()), Typesetter(book, "en-GB"))


def placed(told: Story, fitter: Copyfitter, columns: int = 1) -> list[tuple[Copy, Placed]]:
    """A story with its breakouts over so many columns, at every depth that has them."""
    item = story_item(told, fitter.design, fitter.setter, "minor")
    found = []
    for depth in range(20, fitter.design.grid.lines):
        fitted = fitter.fitted(item, columns, depth)
        if fitted and fitted[0].breakouts and fitted[0].breakouts[0].line > fitted[0].legs_line:
            found.append((item.copy, Placed(item.key, 0, 0, *fitted)))
    assert found
    return found


def parted(copy: Copy, one: Placed) -> tuple[int, int]:
    """The blocks over and under the first breakout."""
    place = one.shape.breakouts[0]
    slots = [n for n, slot in enumerate(one.shape.slots) if slot.column == place.column]
    over, under = ([p.block for p in one.filling.parts if p.slot == slot] for slot in slots)
    return over[-1], under[0]


def told(*blocks: Paragraph | Quotation, **more: object) -> Story:
    return replace(story(1, 0), byline="", credit="", body=blocks, **more)  # type: ignore[arg-type]


def paragraphs(*words: int) -> list[Paragraph]:
    return [Paragraph(rich(text(seed, count))) for seed, count in enumerate(words, start=1)]


def test_a_breakout_stands_at_a_paragraphs_end(fitter: Copyfitter) -> None:
    one = told(*paragraphs(40, 45, 50, 40, 45), pull_quote="Nobody asked us")
    before = after = 0
    for copy, here in placed(one, fitter):
        there = settled(copy, here, fitter)
        before += len(set(parted(copy, here))) == 1
        after += len(set(parted(copy, there))) == 1
        assert there.shape.lines == here.shape.lines
        assert there.filling.white <= here.filling.white
        lines = [slot.lines for slot in there.shape.slots]
        assert sum(lines) == sum(slot.lines for slot in here.shape.slots)
    assert before > after == 0


def test_a_breakout_parts_no_word(fitter: Copyfitter) -> None:
    """In one long paragraph it stands between two sentences or lines, not after a hyphen."""
    long = "Extraordinary circumstances necessitated comprehensive arrangements everywhere. " * 12
    one = told(Paragraph(rich(long)), pull_quote="Nobody asked us")
    before = after = 0
    for copy, here in placed(one, fitter):
        there = settled(copy, here, fitter)
        before += _ends_in_a_hyphen(copy, here)
        after += _ends_in_a_hyphen(copy, there)
    assert before > after == 0


def _ends_in_a_hyphen(copy: Copy, one: Placed) -> bool:
    slots = one.shape.slots
    place = one.shape.breakouts[0]
    first = next(n for n, slot in enumerate(slots) if slot.column == place.column)
    part = [part for part in one.filling.parts if part.slot == first][-1]
    return copy.text.realise(part.block, part.setting)[part.last - 1].text.endswith("\u00ad")


def test_no_breakout_parts_a_block_quotation(fitter: Copyfitter) -> None:
    quoted = [Quotation((rich(text(7, 30)), rich(text(8, 30))))]
    body = [*paragraphs(60, 30), *quoted, *paragraphs(40, 60)]
    for copy, here in placed(told(*body, pull_quote="Nobody asked us"), fitter):
        over, under = parted(copy, settled(copy, here, fitter))
        blocks = (copy.text.blocks[over], copy.text.blocks[under])
        assert not all(block.element is Element.QUOTATION for block in blocks)


def test_a_number_stands_away_from_the_sentence_that_it_repeats(fitter: Copyfitter) -> None:
    body = [*paragraphs(60, 45), Paragraph(rich(FACT)), *paragraphs(40, 50, 30)]
    one = told(*body, number=BreakoutItem(FACT, "41"))
    fact = len(body) - 4
    moved = 0
    for copy, here in placed(one, fitter):
        there = settled(copy, here, fitter)
        near = fact in parted(copy, here)
        moved += near and fact not in parted(copy, there)
        assert fact not in parted(copy, there)
    assert moved


def test_a_number_does_not_stand_beside_the_sentence_that_it_repeats(fitter: Copyfitter) -> None:
    """In the next leg at the same height, though it has to part two sentences for that."""
    body = [*paragraphs(60, 20), Paragraph(rich(f"{FACT} {text(9, 20)}")), *paragraphs(30, 40, 190)]
    one = told(*body, number=BreakoutItem(FACT, "41"))
    before = after = 0
    for copy, here in placed(one, fitter, columns=2):
        before += _beside(copy, here, len(body) - 4)
        after += _beside(copy, settled(copy, here, fitter), len(body) - 4)
    assert before > after == 0


def _beside(copy: Copy, one: Placed, block: int) -> bool:
    """Whether the first breakout stands beside the first three lines of a block."""
    place = one.shape.breakouts[0]
    for part in one.filling.parts:
        slot = one.shape.slots[part.slot]
        first, other = slot.line + part.line, slot.column != place.column
        level = first < place.line + place.lines and first + 2 >= place.line
        if part.block == block and part.first == 0 and other and level:
            return True
    return False


def test_a_module_without_breakouts_stays(fitter: Copyfitter) -> None:
    item = story_item(told(*paragraphs(60, 60)), fitter.design, fitter.setter, "minor")
    depth = next(d for d in range(20, 60) if fitter.fitted(item, 1, d))
    fitted = fitter.fitted(item, 1, depth)
    assert fitted is not None
    one = Placed(item.key, 0, 0, *fitted)
    assert settled(item.copy, one, fitter) is one
