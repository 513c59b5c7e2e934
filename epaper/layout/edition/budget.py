"""The news budget: which stories run, which go inside, and which must wait for want of room."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from epaper.errors import LayoutError
from epaper.layout.design.reader import Design
from epaper.layout.edition.ad_size import size_of
from epaper.layout.edition.booking import Bookings
from epaper.layout.edition.contents_room import MANY_PAGES
from epaper.layout.edition.house import GIVE
from epaper.layout.edition.pagination import Pagination
from epaper.layout.edition.parts import parts_of
from epaper.layout.edition.sections import apart
from epaper.layout.edition.volume import (
    WORDS_A_LINE,
    Held,
    gather_briefs,
    in_multiples,
    items_of,
    page_count,
    to_hold,
)
from epaper.layout.edition.wishes import Wishes
from epaper.layout.measure.copy import Item
from epaper.layout.measure.copyfit import Copyfitter
from epaper.model.edition import Edition
from epaper.model.story import Story
from epaper.units import counted, to_mm

LONGEST = 0.8  # of a page that a story may take whose edition has no jumps
FRONT_LINES = 60  # of a story that the front page takes
FRONT_SHARE = 1.1  # times its text: what the rest of such a story takes inside

Inside = list[tuple[Item, float]]  # each item with its columns x lines


@dataclass(frozen=True, slots=True)
class Budget:
    """What goes inside, what serves to mend pages, what waits, and on how many pages that is."""

    inside: Inside
    spare: list[Item]
    dropped: list[Held]
    pagination: Pagination
    needs: Mapping[str, float]  # columns x lines of every story that was measured, by slug


def running_stories(
    edition: Edition, design: Design, taken: Collection[int]
) -> tuple[list[Story], list[Held]]:
    """The stories that may run, and those that may not with the reason.

    taken: pages kept from an earlier build.  Raises LayoutError where there is nothing at all.
    """
    held = [(story, story.stop.reason_told) for story in edition.stories if story.stop]
    held += [
        (story, edition.barred[story.slug])
        for story in edition.stories
        if story.slug in edition.barred and not story.hold and not story.standing
    ]
    gone = {story.slug for story, _ in held}
    news = [story for story in edition.stories if not story.standing]
    running = [story for story in news if story.slug not in gone]
    if not edition.jumps:
        most = design.grid.columns * design.grid.lines * LONGEST
        why = "longer than a page can take, and the edition has no jumps"
        held += [(story, why) for story in running if story.words / WORDS_A_LINE > most]
        running = [story for story in running if story.words / WORDS_A_LINE <= most]
    if not running and not taken:
        reasons = "; ".join(f"{story.slug}: {why}" for story, why in held)
        raise LayoutError("; ".join(filter(None, ("no story of the day can be laid out", reasons))))
    return running, held


def make_budget(
    running: Sequence[Story],
    front: Sequence[Story],
    *,
    wishes: Wishes,
    fitter: Copyfitter,
    bookings: Bookings,
    pagination: Callable[[int], Pagination],
) -> Budget:
    """Measure what is not on the front page; `pagination` of a number of pages."""
    edition = bookings.edition
    names = {story.slug for story in front}
    away = [story for story in running if story.slug not in names]
    whole = [
        wishes.granted(item, fitter)
        for stories in gather_briefs(away, edition)
        for item in items_of(stories, fitter)
    ]
    parts = whole
    if edition.jumps:
        parts = [
            part
            for item in whole
            for part in parts_of(item, fitter.area(item), fitter.design, fitter.setter)
        ]
    inside, unfit = _fitting([(item, fitter.area(item)) for item in parts], fitter)
    needs = _needs(inside)
    pages = pagination(
        _pages(
            inside,
            front,
            wishes=wishes,
            design=fitter.design,
            edition=edition,
            pagination=pagination,
        )
    )
    dropped = _over(inside, front, pages=pages, wishes=wishes, bookings=bookings) + unfit
    gone = {story.slug for story, _ in dropped}
    spare = [
        item
        for item, _ in inside
        if item.kind == "story" and item.slug in gone and not item.copy.jump.chain
    ]
    if gone:
        kept = [
            part for item, _ in inside if item not in spare for part in _left(item, gone, fitter)
        ]
        inside = [(item, fitter.area(item)) for item in kept]
    return Budget(inside, spare, dropped, pages, needs=needs)


def unasked(budget: Budget, front: Sequence[Story], bookings: Bookings) -> float:
    """Columns x lines that are left when stories have grown as they can; 0 on a full day."""
    pages, design = budget.pagination, bookings.design
    dummy = bookings.dummy(pages, budget.inside)
    room = sum(dummy.hole(number, 0, design).area() for number in pages.news_pages(dummy, design))
    return max(0.0, room - _need(budget.inside, front) * (1 + GIVE))


def _needs(inside: Inside) -> dict[str, float]:
    """What each story takes, its parts together, a brief its share of the column."""
    needs: dict[str, float] = {}
    for item, area in inside:
        for story in item.copy.stories:
            needs[story.slug] = needs.get(story.slug, 0.0) + area / len(item.copy.stories)
    return needs


def _fitting(items: Inside, fitter: Copyfitter) -> tuple[Inside, list[Held]]:
    """Items without the standing ones that are larger than the size they were given, and those
    with the reason.
    """
    kept: Inside = []
    unfit: list[Held] = []
    for item, area in items:
        size, story = item.copy.size, item.copy.story
        if size and story and fitter.fitted(item, *size) is None:
            columns, lines = size
            depth = to_mm(lines * fitter.design.grid.leading)
            what = f"{counted(columns, 'column')} x {depth:.0f} mm"
            unfit.append((story, f"its words and picture do not fit into {what}"))
        else:
            kept.append((item, area))
    return kept, unfit


def _pages(
    inside: Inside,
    front: Sequence[Story],
    wishes: Wishes,
    design: Design,
    edition: Edition,
    pagination: Callable[[int], Pagination],
) -> int:
    """As many as news and advertisements ask for, and as are taken or wished for."""
    grid, full = design.grid, design.practice.full
    sizes = [size_of(ad, design) for ad in edition.advertisements if not ad.house]
    need = _need(inside, front)
    need += sum(columns * (lines + grid.gap) for columns, lines in sizes) * full
    room = float(grid.columns * (grid.lines + grid.gap))
    most = edition.pages.most
    wished = in_multiples(max(wishes.pages, default=0), edition.pages)
    pages = 0
    for guess in dict.fromkeys((min(most, MANY_PAGES - 1), most)):  # contents by the size of it
        as_if = pagination(guess)
        free = set(as_if.inside) | set(range(guess + 1, most + 1))
        rooms = [room if n in free else 0.0 for n in range(1, most + 1)]
        if as_if.rail:
            rooms[as_if.rail.page - 1] -= as_if.rail.columns * as_if.rail.lines
        pages = max(page_count(need, rooms, edition.pages, full), *as_if.taken, wished, 1)
        if pages <= guess:
            break
    return pages


def _need(inside: Inside, front: Sequence[Story]) -> float:
    """Columns x lines of all that goes inside, with about what the front page will send there."""
    rests = (max(0, story.words / WORDS_A_LINE - FRONT_LINES) for story in front)
    return sum(area for _, area in inside) + sum(rests) * FRONT_SHARE


def _over(
    inside: Inside, front: Sequence[Story], pages: Pagination, wishes: Wishes, bookings: Bookings
) -> list[Held]:
    """Stories that the pages have no room for; an advertisement without a place takes none."""
    design = bookings.design
    dummy = bookings.dummy(pages, inside)
    numbers = pages.news_pages(dummy, design)
    rooms = {number: float(dummy.hole(number, 0, design).area()) for number in numbers}
    if _need(inside, front) <= sum(rooms.values()) * design.practice.full:
        return []
    places = {section.name: place for place, section in enumerate(bookings.edition.sections)}
    need: dict[int, float] = {}
    for item, area in inside:
        place = places[item.copy.section]
        need[place] = need.get(place, 0.0) + area
    closed, room = apart(bookings.edition, design, need, rooms)
    theirs = [one for one in inside if places[one[0].copy.section] in closed]
    others = [one for one in inside if one not in theirs]
    full, held = design.practice.full, list[Held]()
    # opinion is weighed against itself, for the pages that it has to itself
    for some, over in (
        (theirs, sum(area for _, area in theirs) - room * full),
        (others, _need(others, front) - (sum(rooms.values()) - room) * full),
    ):
        held += to_hold(some, over, pages.pages, wishes.with_page)
    return held


def _left(item: Item, gone: Collection[str], fitter: Copyfitter) -> list[Item]:
    """The item, or what is left of a column of briefs."""
    kept = [story for story in item.copy.stories if story.slug not in gone]
    if len(kept) == len(item.copy.stories):
        return [item]
    return items_of(kept, fitter)
