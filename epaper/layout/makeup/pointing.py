"""Pointers of stories to others, told the pages that those stand on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

from epaper.layout.measure.copy import Item, Lines, digest_of
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.measure.lastlines import MOST_POINTERS, WIDEST_PAGE, set_pointer, with_pages_told
from epaper.layout.measure.legs import fill_legs
from epaper.layout.search.page import Placed
from epaper.model.finding import Finding, Severity
from epaper.model.story import Pointer
from epaper.page.marks import Element
from epaper.typeset.galley import GalleyBlock

MOST_WHITE = 12  # lines that the last leg may end short where a pointer was taken out


def pointed(
    item: Item, placed: Placed, page: int, where: Mapping[str, Sequence[int]], fitter: Copyfitter
) -> tuple[Item, Placed, tuple[Finding, ...]]:
    """An item on a page whose pointers name the true pages.  One to a story on the same page gives
    way to another that the story is related to; where there is none, or the story found no room, it
    is taken out, the text set a line longer in its place, and a finding tells the latter."""
    story, copy = item.copy.story, item.copy
    if story is None or not any(block.element is Element.READ_ALSO for block in copy.text.blocks):
        return item, placed, ()
    first, others = story.read_also[:MOST_POINTERS], list(story.read_also[MOST_POINTERS:])
    targets: dict[int, Pointer] = {}  # by the place of the pointer that stands for each
    setting = partial(
        set_pointer, slug=story.slug, design=fitter.design, setter=fitter.setter, inset=copy.inset
    )
    for pointer in first:
        depth = setting(pointer, WIDEST_PAGE)[0].settings
        for one in (pointer, *others):
            away = where.get(one.slug) and page not in where[one.slug]
            if away and setting(one, WIDEST_PAGE)[0].settings == depth:
                targets[pointer.place] = one
                others = [other for other in others if other is not one]
                break
    gone = [one.slug for one in first if not where.get(one.slug) and one.place not in targets]

    def anew(place: int) -> tuple[GalleyBlock, Lines] | None:
        pointer = targets.get(place)
        return setting(pointer, _page(pointer, where)) if pointer else None

    blocks, realise = with_pages_told(copy.text.blocks, copy.text.realise, anew)
    text = replace(copy.text, blocks=blocks, realise=realise)
    points_to = tuple(sorted((one.place, _page(one, where)) for one in targets.values()))
    digest = digest_of(copy.digest, "points to", points_to)
    told = replace(item, copy=replace(copy, digest=digest, text=text, points_to=points_to))
    if len(targets) < len(first):
        placed = _refilled(item, told, placed, targets.keys(), fitter=fitter)
    return told, placed, tuple(_left_out(item, page, slug) for slug in gone)


def _page(pointer: Pointer, where: Mapping[str, Sequence[int]]) -> int:
    """The page on which a pointer's title stands: a short headline stands over the rest of a story
    that is continued."""
    pages = where[pointer.slug]
    return pages[1] if pointer.short and len(pages) > 1 else pages[0]


def _refilled(
    before: Item, item: Item, placed: Placed, places: Collection[int], fitter: Copyfitter
) -> Placed:
    """The legs filled anew with fewer lines, level where paragraphs can be set longer; else as they
    were, without the lines that are gone: all but those of `places`."""
    blocks, slots = item.copy.text.blocks, placed.shape.slots
    for white in (placed.filling.white, MOST_WHITE):
        filling = fill_legs(blocks, slots, fitter.design.weights, white)
        if filling is not None:
            return replace(placed, filling=filling)
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
