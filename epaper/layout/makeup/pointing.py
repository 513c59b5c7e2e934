"""Pointers of stories to others, told the pages that those stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from epaper.layout.measure.copy import Item, Lines, digest_of
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.lastlines import set_pointer, with_pages_told
from epaper.layout.measure.legs import fill_legs
from epaper.layout.search.page import Placed
from epaper.model.finding import Finding, Severity
from epaper.page.marks import Element
from epaper.typeset.galley import GalleyBlock

MOST_WHITE = 12  # lines that the last leg may end short where a pointer was taken out


def pointed(
    item: Item, placed: Placed, page: int, where: Mapping[str, Sequence[int]], fitter: Copyfitter
) -> tuple[Item, Placed, tuple[Finding, ...]]:
    """An item on a page whose pointers name the true pages.  One to a story that found no room is
    taken out, the text set a line longer in its place, and a finding tells it."""
    story, copy = item.copy.story, item.copy
    if story is None or not any(block.element is Element.READ_ALSO for block in copy.text.blocks):
        return item, placed, ()
    targets = {pointer.place: pointer for pointer in story.read_also}
    pages = {
        place: page if page in where[one.slug] else where[one.slug][0]
        for place, one in targets.items()
        if where.get(one.slug)
    }
    gone = [one.slug for place, one in targets.items() if place not in pages]

    def anew(place: int) -> tuple[GalleyBlock, Lines] | None:
        if place not in pages:
            return None
        return set_pointer(
            targets[place],
            pages[place],
            story.slug,
            fitter.design,
            setter=fitter.setter,
            inset=copy.inset,
            here=pages[place] == page,
        )

    blocks, realise = with_pages_told(copy.text.blocks, copy.text.realise, anew)
    text = replace(copy.text, blocks=blocks, realise=realise)
    points_to = tuple(sorted(pages.items()))
    digest = digest_of(copy.digest, "points to", points_to)
    told = replace(item, copy=replace(copy, digest=digest, text=text, points_to=points_to))
    if gone:
        placed = _refilled(item, told, placed, fitter)
    return told, placed, tuple(_left_out(item, page, slug) for slug in gone)


def _refilled(before: Item, item: Item, placed: Placed, fitter: Copyfitter) -> Placed:
    """The legs filled anew with fewer lines, level where paragraphs can be set longer; else as they
    were, without the lines that are gone."""
    blocks, slots = item.copy.text.blocks, placed.shape.slots
    for white in (placed.filling.white, MOST_WHITE):
        filling = fill_legs(blocks, slots, fitter.design.weights, white)
        if filling is not None:
            return replace(placed, filling=filling)
    places = {place for place, _ in item.copy.points_to}
    kept = [
        index
        for index, block in enumerate(before.copy.text.blocks)
        if block.element is not Element.READ_ALSO or block.origin.part in places
    ]
    parts = tuple(
        replace(part, block=kept.index(part.block))
        for part in placed.filling.parts
        if part.block in kept
    )
    return replace(placed, filling=replace(placed.filling, parts=parts))


def _left_out(item: Item, page: int, slug: str) -> Finding:
    story = item.copy.story
    assert story is not None
    return Finding(
        Severity.WARNING,
        "layout.read-also",
        f"{item.slug} is related to {slug}, which found no room: no line points to it",
        f"take {slug} out of related, or do what the report says of it under Held",
        file=story.file,
        story=item.slug,
        page=page,
        field="related",
    )
