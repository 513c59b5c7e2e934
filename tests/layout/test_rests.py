"""What the two parts of a jumped story have of their own."""

from __future__ import annotations

from dataclasses import replace

from generated_day import story
from layout_samples import SHORT

from epaper.layout.design.reader import Design
from epaper.layout.makeup.account import left_out, told_of
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.jumps import jump_front, jump_rest
from epaper.layout.measure.stories import story_item
from epaper.model.breakout import BreakoutItem, BreakoutKind
from epaper.model.story import Story
from epaper.model.text import Crosshead, Paragraph, rich
from epaper.page.marks import Element
from epaper.typeset.typesetter import Typesetter

TOLD = "“{} of the river is ours to keep for as long as we want it,” said {} Moor of the harbour."


def speaking(names: list[str]) -> Story:
    """A long story that somebody says something in every third paragraph of."""
    body = list(story(1, 60 * 3 * len(names)).body)
    for place, name in enumerate(names):
        body[3 * place + 1] = Paragraph(rich(TOLD.format(name + " bank", name)))
    return replace(story(1, 60), body=tuple(body))


def test_each_part_is_offered_what_its_own_text_has(design: Design, setter: Typesetter) -> None:
    told = replace(speaking(["Ada", "Bo", "Cy", "Dee"]), nested=(SHORT,), number=None)
    item = story_item(told, design, setter, "major")
    cut = 6
    front, rest = (make(item, cut, design, setter) for make in (jump_front, jump_rest))
    quotes = [
        [one.items[0].lead for one in part.copy.breakouts if one.kind is BreakoutKind.QUOTE]
        for part in (front, rest)
    ]
    assert quotes == [["Ada Moor"], ["Cy Moor"]]
    assert [one.slug for one in front.copy.stories] == ["story-01"]
    assert [one.slug for one in rest.copy.stories] == ["story-01", "short"]
    kinds = [{one.kind for one in part.copy.breakouts} for part in (front, rest)]
    assert BreakoutKind.NESTED not in kinds[0]
    assert BreakoutKind.NESTED in kinds[1]


def test_what_the_editor_wrote_and_the_front_has_no_room_for_stands_in_the_rest(
    design: Design, setter: Typesetter
) -> None:
    told = replace(
        speaking(["Ada", "Bo", "Cy", "Dee"]),
        pull_quote="We keep it",
        points=("One", "Two", "Three"),
        timeline=(BreakoutItem("It opens.", "1994"),),
    )
    item = story_item(told, design, setter, "major")
    front, rest = (make(item, 7, design, setter) for make in (jump_front, jump_rest))
    written = [
        [one.kind for one in part.copy.breakouts if not one.proposed] for part in (front, rest)
    ]
    assert written == [[BreakoutKind.QUOTE, BreakoutKind.POINTS], [BreakoutKind.TIMELINE]]
    fitter = Copyfitter(design, setter)
    depth = next(n for n, cost in enumerate(fitter.costs(rest, 2)) if cost < float("inf"))
    shape = next(fitter.shapes(rest, 2, depth))
    bare = replace(shape, breakouts=())
    assert [one.rule for one in told_of(rest, bare, 3, fitter.display)] == [
        "layout.timeline-left-out"
    ]
    assert sum(one.characters for one in left_out(rest, bare)) == len("1994Itopens.")


def test_a_rest_that_begins_with_a_crosshead_has_no_blank_line_under_its_turn_line(
    design: Design, setter: Typesetter
) -> None:
    body = list(speaking(["Ada", "Bo", "Cy", "Dee"]).body)
    told = replace(story(1, 60), body=(*body[:6], Crosshead(rich("What follows")), *body[6:]))
    item = story_item(told, replace(design, propose=()), setter, "major")
    cut = next(
        index
        for index, block in enumerate(item.copy.text.blocks)
        if block.element is Element.CROSSHEAD
    )
    turn, head, *_ = jump_rest(item, cut, design, setter).copy.text.blocks
    assert (turn.element, head.element) == (Element.JUMP_LINE, Element.CROSSHEAD)
    assert (head.space_before, head.give_before) == (0, 0)


def test_the_rest_of_a_story_is_small_among_the_news_of_its_page(
    design: Design, setter: Typesetter
) -> None:
    fitter = Copyfitter(design, setter)
    item = story_item(replace(story(1, 1200), urgency=1), design, setter, "lead")
    rest = jump_rest(item, 6, design, setter)
    assert rest.ask.tier == "minor"
    for columns in (1, 2, 3):
        most = max(head.size for head in fitter.headlines.heads(rest, columns))
        assert most <= design.scale["small"][columns - 1] * design.practice.headline_most
    style = rest.copy.headline.style
    assert style is not None
    assert style.name == "headline_jump"
