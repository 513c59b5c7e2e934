"""The size of a headline, decided in one place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from generated_day import story

from epaper.layout.design.reader import Design
from epaper.layout.measure.copy import FILLER, Item, headline_of
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.heads import Headlines
from epaper.layout.measure.shapes import Head
from epaper.layout.measure.stories import story_item
from epaper.model.story import Kind
from epaper.page.marks import Element, Origin
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

WORDS = "Council weighs the price of the bridge again"


@pytest.fixture(scope="module")
def fitter(book: FontBook, design: Design) -> Copyfitter:
    return Copyfitter(design, Typesetter(book, "en-GB"))


@pytest.fixture(scope="module")
def headlines(fitter: Copyfitter) -> Headlines:
    return fitter.headlines


def item_of(fitter: Copyfitter, tier: str = "lead", words: str = WORDS, **ask: object) -> Item:
    told = replace(story(1, 100), headline=words)
    item = story_item(told, fitter.design, fitter.setter, tier)
    return replace(item, ask=replace(item.ask, **ask))  # type: ignore[arg-type]


@pytest.mark.parametrize("tier", ["front", "lead", "major", "minor", "small"])
@pytest.mark.parametrize("columns", [1, 2, 3, 4, 5])
def test_sizes_keep_to_the_range_about_the_scale(
    tier: str, columns: int, fitter: Copyfitter, headlines: Headlines
) -> None:
    practice, scale = fitter.design.practice, fitter.design.scale[tier][columns - 1]
    leads = tier in ("front", "lead")
    most = practice.leads_headline_most if leads else practice.headline_most
    measure = fitter.design.grid.width(columns)
    heads = headlines.heads(item_of(fitter, tier), columns)
    assert heads
    assert [head.cost for head in heads] == sorted(head.cost for head in heads)
    for head in heads:
        assert max(head.cut.widths) * head.size <= measure + 0.01
        if head.cost < fitter.design.weights.headline_forced:
            assert practice.headline_least * scale <= head.size <= most * scale


def test_an_obituary_that_leads_is_smaller_than_other_leads(
    fitter: Copyfitter, headlines: Headlines
) -> None:
    def sizes(kind: Kind, urgency: int) -> set[float]:
        told = replace(story(1, 100), headline=WORDS, kind=kind, urgency=urgency)
        item = story_item(told, fitter.design, fitter.setter, "lead")
        return {head.size for head in headlines.heads(item, 4)}

    most = fitter.design.scale["major"][3] * fitter.design.practice.leads_headline_most
    assert max(sizes(Kind.OBITUARY, 4)) <= most < max(sizes(Kind.NEWS, 4))
    assert max(sizes(Kind.OBITUARY, 3)) > most


@pytest.mark.parametrize("columns", [1, 2, 3, 4, 5])
def test_no_headline_leaves_the_ladder(
    columns: int, fitter: Copyfitter, headlines: Headlines
) -> None:
    """Words too long for the range are set on a lower rung, or at the least size of all."""
    long = "Counterrevolutionary Parliamentarians misrepresent internationalization again and "
    for words in (long, long * 2, "Misrepresentations"):
        for tier in ("lead", "small"):
            sizes = {h.size for h in headlines.heads(item_of(fitter, tier, words), columns)}
            smallest = fitter.design.practice.headline_smallest
            assert sizes <= {smallest, *fitter.design.ladder}, words


def test_a_short_story_under_a_long_headline_has_a_place(
    fitter: Copyfitter, headlines: Headlines
) -> None:
    """In one column its headline takes more lines than others: over more columns nothing makes
    its few lines level."""
    words = "Geologists report correlation between positions of ancient harbour monuments "
    words += "and underground freshwater resources"
    told = replace(story(1, 58), headline=words, credit="")
    item = story_item(told, fitter.design, fitter.setter, "small")
    (head,) = headlines.heads(item, 1)
    assert len(head.cut.lines) > 4
    assert fitter.has_shape(item)
    assert fitter.area(item) < 30


def test_the_range_is_the_layouts_to_say(fitter: Copyfitter) -> None:
    low = replace(fitter.design.practice, leads_headline_most=0.8, headline_least=0.1)
    other = Copyfitter(replace(fitter.design, practice=low), fitter.setter)
    sizes = [head.size for head in other.headlines.heads(item_of(other), 3)]
    assert max(sizes) <= 0.8 * fitter.design.scale["lead"][2]


def test_a_wished_size_is_set_exactly(fitter: Copyfitter, headlines: Headlines) -> None:
    heads = headlines.heads(item_of(fitter, head_size=27.3), 3)
    assert {head.size for head in heads} == {27.3}
    assert {head.cost for head in heads} == {0.0}


def test_a_wish_too_large_for_the_measure_is_not_met(
    fitter: Copyfitter, headlines: Headlines
) -> None:
    usual = headlines.heads(item_of(fitter), 1)
    assert headlines.heads(item_of(fitter, head_size=300.0), 1) == usual


def test_words_that_no_measure_holds_are_no_headline(fitter: Copyfitter) -> None:
    """Set small enough to fit, nobody could read them, at 0 points least of all."""
    one_word = item_of(fitter, words="W" * 600)
    widths = range(1, fitter.design.grid.columns + 1)
    assert [fitter.headlines.heads(one_word, columns) for columns in widths] == [()] * len(widths)
    assert not any(np.isfinite(fitter.costs(one_word, columns)).any() for columns in widths)


def test_an_item_without_a_style_has_no_headline(headlines: Headlines) -> None:
    assert headlines.heads(FILLER, 2) == ()


def test_set_down_only_where_it_takes_as_many_lines(
    fitter: Copyfitter, headlines: Headlines
) -> None:
    item = item_of(fitter)
    head = headlines.heads(item, 3)[0]
    assert headlines.set_down(head, item, head.size) is head
    assert headlines.set_down(head, item, head.size * 0.4) is head
    smaller = headlines.set_down(head, item, head.size * 0.98)
    assert smaller == replace(head, size=head.size * 0.98)


def test_a_wished_headline_is_never_set_down(fitter: Copyfitter, headlines: Headlines) -> None:
    item = item_of(fitter, head_size=30.0)
    head = headlines.heads(item, 3)[0]
    assert headlines.set_down(head, item, 20.0) is head


def test_deeper_headlines_take_more_lines(fitter: Copyfitter, headlines: Headlines) -> None:
    item = item_of(fitter)
    style = item.copy.headline.style
    assert style is not None
    depths = [headlines.depth(cut, 30.0) for cut in item.copy.headline.cuts]
    assert depths == sorted(set(depths))
    assert headlines.depth(item.copy.headline.cuts[0], 60.0) > depths[0]


def test_small_headlines_are_set_in_the_cut_for_small_type(
    fitter: Copyfitter, headlines: Headlines
) -> None:
    """Display cuts are for 20 points and more: measured and drawn in the same face."""
    item = item_of(fitter, "small")
    style = item.copy.headline.style
    assert style is not None
    for size, face in ((17.0, "headline-small-bold"), (21.0, "headline-bold")):
        cut = item.copy.headline.cuts_at(size)[1]
        lines = fitter.setter.set_headline(cut, style, size, 400.0, Origin(Element.HEADLINE, "s"))
        assert {run.face for line in lines for run in line.runs} == {face}
        assert max(line.width for line in lines) == pytest.approx(max(cut.widths) * size, abs=0.5)
    measure = fitter.design.grid.width(1)
    for head in headlines.heads(item, 1):
        assert head.size < 20
        assert head.cut in item.copy.headline.small_cuts
        assert max(head.cut.widths) * head.size <= measure + 0.01


def test_a_headline_set_down_changes_its_cut(fitter: Copyfitter, headlines: Headlines) -> None:
    item = item_of(fitter, "minor")
    style = item.copy.headline.style
    assert style is not None
    large = item.copy.headline.cuts[1]
    small = item.copy.headline.small_cuts[1]
    head = Head(large, 20.0, headlines.depth(small, 17.0), 0.0)
    assert headlines.set_down(head, item, 17.0) == replace(head, cut=small, size=17.0)


def test_a_face_without_a_small_cut_serves_every_size(book: FontBook, design: Design) -> None:
    plain = replace(design.styles["headline"], small_face="")
    setter = Typesetter(book, "en-GB")
    headline = headline_of(WORDS, plain, setter, 3)
    assert headline.small_cuts == ()
    assert headline.cuts_at(9.0) is headline.cuts
    assert plain.at(9.0) is plain


@pytest.mark.parametrize("columns", [2, 3, 4, 5])
@pytest.mark.parametrize(
    "words", [WORDS, "Bridge shut to lorries", "Leave the tram bank to the bees"]
)
def test_no_headline_takes_more_lines_than_it_needs_for_short_ones(
    words: str, columns: int, fitter: Copyfitter, headlines: Headlines
) -> None:
    """A headline of three words a line beside as much white is a list of words."""
    measure = fitter.design.grid.width(columns)
    for tier in ("lead", "minor", "small"):
        heads = headlines.heads(item_of(fitter, tier, words), columns)
        for size in {head.size for head in heads}:
            same = [head for head in heads if head.size == size]
            fewest = min(
                len(cut.lines)
                for cut in item_of(fitter, tier, words).copy.headline.cuts_at(size)
                if cut.size_for(measure) >= size
            )
            for head in same:
                filled = max(head.cut.widths) * size / measure
                assert (
                    len(head.cut.lines) == fewest
                    or filled >= fitter.design.practice.headline_filled
                )
