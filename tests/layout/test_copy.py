"""Copy and ask: what is the same, what is not, and what is kept of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_day import story
from layout_samples import bare_item, block, text

from epaper.layout.design.reader import Design
from epaper.layout.measure.copy import Ask, Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.jumps import jump_front, jump_rest
from epaper.layout.measure.store import Measured
from epaper.layout.measure.stories import briefs_item, columns_of_briefs, story_item
from epaper.model.story import Kind
from epaper.page.marks import Element
from epaper.typeset.typesetter import Typesetter


def test_a_text_is_counted() -> None:
    crosshead = block(1, element=Element.CROSSHEAD, space_before=1)
    counted = text(block(4, 3), crosshead, block(6, 7), block(2, space_before=1, space_after=1))
    assert counted.lines == 4 + 2 + 6 + 4
    assert (counted.shorter, counted.longer) == (1, 1 + 2)
    assert counted.broken
    assert text(block(4)).broken  # so short that nothing needs to break it
    assert not text(block(40), block(40)).broken
    assert not text(block(30), crosshead, block(50)).broken
    assert not text(block(40), crosshead, block(30)).broken  # 150 mm side by side with another


def test_space_over_the_first_block_is_not_counted() -> None:
    assert text(block(4, space_before=1)).lines == 4


def test_a_text_gives_no_more_than_so_much() -> None:
    counted = text(*(block(9, 8, 10) for _ in range(20)))
    assert (counted.shorter, counted.longer) == (4, 7)


def test_the_same_story_makes_the_same_copy(design: Design, setter: Typesetter) -> None:
    one, two = (story_item(story(1, 90), design, setter, "minor") for _ in range(2))
    assert one.copy is not two.copy
    assert one == two
    assert hash(one) == hash(two)


def test_any_change_makes_another_copy(design: Design, setter: Typesetter) -> None:
    told = story(1, 300)
    item = story_item(told, design, setter, "minor")
    others = [
        story_item(replace(told, deck="A deck"), design, setter, "minor"),
        story_item(replace(told, urgency=2), design, setter, "minor"),
        jump_front(item, 2, design, setter),
        jump_front(item, 3, design, setter),
        jump_rest(item, 2, design, setter),
        briefs_item([told], design, setter),
    ]
    digests = {item.copy.digest, *(other.copy.digest for other in others)}
    assert len(digests) == 1 + len(others)


def test_a_tier_makes_another_item_of_the_same_copy(design: Design, setter: Typesetter) -> None:
    minor, major = (story_item(story(1, 90), design, setter, tier) for tier in ("minor", "major"))
    assert minor.copy == major.copy
    assert minor != major


def test_the_store_keeps_an_item_by_copy_and_ask() -> None:
    measured = Measured()
    item = bare_item("a")
    measured.item(item).area = 40.0
    assert measured.item(Item(item.copy, replace(item.ask))).area == 40.0
    assert measured.item(Item(item.copy, Ask(tier="lead"))).area == 0.0
    assert measured.copy(item.copy) is measured.copy(replace(item.copy))


def test_a_deck_is_set_once_for_all_that_is_asked(design: Design, setter: Typesetter) -> None:
    fitter = Copyfitter(design, setter)
    told = replace(story(1, 90), deck="A deck of some words that fill a line")
    small, lead = (story_item(told, design, setter, tier) for tier in ("small", "lead"))
    assert fitter.display.deck(small.copy, 2) is fitter.display.deck(lead.copy, 2)
    assert fitter.display.deck(small.copy, 2) is not fitter.display.deck(small.copy, 3)


def test_white_is_let_through_only_where_it_is_asked(design: Design, setter: Typesetter) -> None:
    fitter = Copyfitter(design, setter)
    item = bare_item("a", lines=7)
    assert fitter.fitted(item, 2, 4) is None
    loose = fitter.fitted(replace(item, ask=replace(item.ask, relaxed=True)), 2, 4)
    assert loose is not None
    assert loose[1].white == 1


def test_agate_is_small_whatever_is_asked(design: Design, setter: Typesetter) -> None:
    told = replace(story(1, 60), kind=Kind.AGATE)
    assert story_item(told, design, setter, "lead").ask.tier == "small"


def test_boxes_are_narrow_and_padded(design: Design, setter: Typesetter) -> None:
    item = story_item(replace(story(1, 60), kind=Kind.FACTBOX), design, setter, "minor")
    assert item.ask.max_columns == design.practice.box_columns
    assert item.copy.pad > 0
    assert item.copy.inset > 0


def test_columns_of_briefs_hold_no_more_than_they_may(design: Design, setter: Typesetter) -> None:
    few = replace(design, practice=replace(design.practice, most_briefs=3))
    briefs = [replace(story(n, 30), kind=Kind.BRIEF) for n in range(7)]
    columns = columns_of_briefs(briefs, few, setter)
    assert [len(item.copy.stories) for item in columns] == [3, 3, 1]
    assert columns[0].slug == ""
    assert columns[0].copy.urgency == min(one.urgency for one in briefs) + 2


def test_a_brief_keeps_its_head_and_who_wrote_it(design: Design, setter: Typesetter) -> None:
    briefs = [replace(story(n, 30), kind=Kind.BRIEF, byline="A Reporter") for n in range(2)]
    item = briefs_item(briefs, design, setter)
    lines = [
        "".join(line.text for line in item.copy.text.realise(number, 0))
        for number in range(len(item.copy.text.blocks))
    ]
    assert lines[0].startswith("Ships return")
    assert any("A Reporter" in line and "Agency" in line for line in lines)
    assert item.copy.text.blocks[0].keep_with_next


@pytest.mark.parametrize(("count", "columns", "level"), [(3, 1, True), (3, 2, False), (6, 3, True)])
def test_no_column_breaks_a_brief(
    design: Design, setter: Typesetter, count: int, columns: int, level: bool
) -> None:
    """Briefs of one length stand in columns where their number is shared out even, and in none
    where one would have to be broken."""
    briefs = [replace(story(1, 50), slug=f"brief-{n}", kind=Kind.BRIEF) for n in range(count)]
    fitter, item = Copyfitter(design, setter), briefs_item(briefs, design, setter)
    filled = [
        fitted[1]
        for depth in range(1, design.grid.lines + 1)
        if (fitted := fitter.fitted(item, columns, depth))
    ]
    assert bool(filled) == level
    blocks = item.copy.text.blocks
    for filling in filled:
        firsts: dict[int, int] = {}
        for part in filling.parts:
            firsts.setdefault(part.slot, part.block)
        assert all(blocks[block].element is Element.HEADLINE for block in firsts.values())
