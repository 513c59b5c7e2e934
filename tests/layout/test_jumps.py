"""Stories that go on on another page: where they break, and what each part says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_day import story

from epaper.layout.design.reader import Design
from epaper.layout.edition.parts import chain, parts_of, whole_or_cut
from epaper.layout.measure.copy import Item
from epaper.layout.measure.jumps import jump_front, jump_rest, with_pages
from epaper.layout.measure.stories import story_item
from epaper.model.text import Emphasis, Paragraph, Span
from epaper.page.marks import Element
from epaper.typeset.typesetter import Typesetter


@pytest.fixture(scope="module")
def long_item(design: Design, setter: Typesetter) -> Item:
    return story_item(story(1, 900), design, setter, "major")


def said(item: Item, block: int) -> str:
    return "".join(line.text for line in item.copy.text.realise(block, 0))


def body(item: Item) -> list[str]:
    """The lines of its paragraphs, without turn lines and the credit."""
    blocks = item.copy.text.blocks
    return [said(item, n) for n, block in enumerate(blocks) if block.element is Element.BODY]


def test_a_short_story_stays_whole(long_item: Item, design: Design, setter: Typesetter) -> None:
    lines = long_item.copy.text.lines
    assert whole_or_cut(long_item, lines / 1.2, design, setter) == (long_item, None)
    least = design.practice.least_part
    assert whole_or_cut(long_item, lines - least, design, setter) == (long_item, None)


def test_it_breaks_near_the_goal_and_between_paragraphs(
    long_item: Item, design: Design, setter: Typesetter
) -> None:
    part, rest = whole_or_cut(long_item, 60, design, setter)
    assert rest is not None
    assert abs(part.copy.text.lines - 60) <= max(
        block.settings[0].lines for block in long_item.copy.text.blocks
    )
    assert body(part) + body(rest) == body(long_item)


def test_no_part_is_a_crumb(long_item: Item, design: Design, setter: Typesetter) -> None:
    wide = replace(design, practice=replace(design.practice, least_part=50))
    part, rest = whole_or_cut(long_item, 20, wide, setter)
    assert rest is not None
    assert part.copy.text.lines >= 50
    assert rest.copy.text.lines >= 50


def test_parts_say_where_they_go_on_and_come_from(
    long_item: Item, design: Design, setter: Typesetter
) -> None:
    parts = chain(long_item, 50, design, setter)
    assert len(parts) >= 3
    pages = [with_pages(part, lambda number: 3 + number, design, setter) for part in parts]
    words = design.words
    first, second, last = pages[0], pages[1], pages[-1]
    title = "Council weighs the price"
    assert said(first, len(first.copy.text.blocks) - 1) == words.continued_with(title, 4)
    assert said(second, 0) == words.continued_from(3)
    assert said(second, len(second.copy.text.blocks) - 1) == words.continued_on(5)
    assert last.copy.jump.page_to == 0
    assert [part.copy.jump.part for part in parts] == list(range(len(parts)))
    assert [line for part in pages for line in body(part)] == body(long_item)


@pytest.mark.parametrize(
    ("short", "said_so"),
    [
        ("Why the cable broke", "Why the cable broke, page 4"),
        ("पुल की कहानी", "पुल की कहानी, page 4"),  # it ends in a letter with its vowel sign
        ("", "Ships return, page 4"),
        ("What 12 boats saw", "Ships return, page 4"),  # its figure would read as the page
        ("Why did it break?", "Ships return, page 4"),
        ("Why the cable under the harbour broke in the night", "Ships return, page 4"),  # too wide
    ],
)
def test_a_turn_line_says_what_follows(
    short: str, said_so: str, design: Design, setter: Typesetter
) -> None:
    told = replace(story(2, 600), headline="Ships return", short_headline=short)
    item = story_item(told, design, setter, "lead")
    parts = (jump_front(item, 3, design, setter), jump_rest(item, 3, design, setter))
    first = with_pages(parts[0], lambda number: 3 + number, design, setter)
    assert said(first, len(first.copy.text.blocks) - 1) == said_so


@pytest.mark.parametrize(
    ("headline", "said_so"),
    [
        ("Old mole closes to ships after the autumn storms", "Old mole closes to ships"),
        ("Harbour shuts, pilots told before the storm", "Harbour shuts, pilots told"),
        ("Council of the Old Harbour Town Quarter meets tonight", "Continued on"),
        ("Harbour 12 ships short of what the winter needs", "Continued on"),
        ("“Nobody slept on the mole that long night”, says pilot", "Continued on"),
        ("Ships leave of the", "Ships leave of the"),
    ],
)
def test_a_turn_line_takes_as_much_of_the_headline_as_makes_sense(
    headline: str, said_so: str, design: Design, setter: Typesetter
) -> None:
    item = story_item(replace(story(2, 600), headline=headline), design, setter, "lead")
    first = with_pages(jump_front(item, 3, design, setter), lambda _: 4, design, setter)
    line = said(first, len(first.copy.text.blocks) - 1)
    assert line == said_so + (" page 4" if said_so == "Continued on" else ", page 4")


def test_the_first_part_keeps_the_wishes_and_the_rest_has_none(
    long_item: Item, design: Design, setter: Typesetter
) -> None:
    asked = replace(long_item, ask=replace(long_item.ask, head_size=30.0, min_columns=3))
    assert jump_front(asked, 3, design, setter).ask == asked.ask
    rest = jump_rest(asked, 3, design, setter)
    assert (rest.ask.head_size, rest.ask.min_columns, rest.ask.picture_columns) == (0.0, 1, 0)


def test_a_rest_has_the_short_headline_and_nothing_else(design: Design, setter: Typesetter) -> None:
    told = replace(story(1, 600), short_headline="Bridge", deck="A deck", kicker="City")
    rest = jump_rest(story_item(told, design, setter, "lead"), 2, design, setter)
    assert rest.kind == "jump"
    assert rest.copy.headline.words == "Bridge"
    assert (rest.copy.deck, rest.copy.kicker, rest.copy.pictures) == ((), "", ())
    assert rest.key == f"{told.slug}#2"


def test_only_the_first_rest_is_less_urgent(
    long_item: Item, design: Design, setter: Typesetter
) -> None:
    parts = chain(long_item, 40, design, setter)
    urgencies = [part.copy.urgency for part in parts]
    assert urgencies == [5, *[7] * (len(parts) - 1)]


def test_a_short_rest_is_a_small_story(long_item: Item, design: Design, setter: Typesetter) -> None:
    blocks = len(long_item.copy.text.blocks)
    assert jump_rest(long_item, blocks - 2, design, setter).ask.tier == "small"
    assert jump_rest(long_item, 1, design, setter).ask.tier == "minor"


def test_only_a_story_too_long_for_a_page_runs_over_several(
    long_item: Item, design: Design, setter: Typesetter
) -> None:
    page = design.grid.columns * design.grid.lines
    assert parts_of(long_item, page * 0.7, design, setter) == [long_item]
    low = replace(design, practice=replace(design.practice, longest=0.1, part=0.1))
    assert len(parts_of(long_item, page * 0.7, low, setter)) > 1


def test_parts_with_pages_to_themselves_are_as_few_as_hold_the_story(
    long_item: Item, design: Design, setter: Typesetter
) -> None:
    page = design.grid.columns * design.grid.lines
    parts = parts_of(long_item, page * 1.8, design, setter, full=True)
    lines = [part.copy.text.lines for part in parts]
    assert len(parts) == 2
    assert max(lines) < 1.4 * min(lines)


def test_no_rest_begins_with_a_signature(design: Design, setter: Typesetter) -> None:
    told = story(2, 600)
    signed = Paragraph((Span("Ada Rook", Emphasis.BOLD), Span(", Saltmarsh")))
    told = replace(told, body=tuple(one for p in told.body for one in (p, signed)))
    item = story_item(told, design, setter, "lead")
    for goal in range(30, 70, 4):
        _, rest = whole_or_cut(item, goal, design, setter)
        assert rest is None or not rest.copy.text.blocks[1].closes
