"""Where a late story goes, and what a way to lay pages out again costs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_day import story
from layout_samples import edition_of

from epaper.geometry import Size
from epaper.issue.issue import Arrangement, LockedPage, PlacedModule, PlanSheet, StoryRecord
from epaper.layout.changed import Before, Change, change_of
from epaper.layout.design.reader import Design
from epaper.layout.edition.bill import Bill
from epaper.layout.laid_out import LaidOut, Placement
from epaper.layout.late import Places
from epaper.layout.ways import Judge, Way, price_of
from epaper.model.plan import Wish
from epaper.model.story import Story
from epaper.page.marks import Element, Origin, Rule
from epaper.page.page import Page

CITY = [story(n, 200, "City") for n in range(9)]
EDITION = edition_of(CITY, 4)


def module(slug: str, lines: int, text: int = 100) -> PlacedModule:
    return PlacedModule((slug,), "story", "major", 0, 0, 3, lines, key=slug, text=text)


def sheet(
    number: int, modules: list[PlacedModule], cost: float = 300.0, section: str = "City"
) -> PlanSheet:
    chosen = Arrangement(tuple(modules), cost, {})
    slugs = tuple(one.slugs[0] for one in modules if one.slugs)
    return PlanSheet(number, section, "stories", slugs, chosen=chosen)


def record(one: Story, pages: tuple[int, ...] = (), **more: str) -> StoryRecord:
    facts = (one.slug, one.section, one.headline, one.urgency, one.words, one.characters)
    return StoryRecord(*facts, "placed" if pages else "held", pages=pages, **more)


def before(sheets: list[PlanSheet], waiting: list[Story] | None = None) -> Before:
    """The last build: these sheets, and stories that found no room."""
    records = {
        one.slug: record(one, (page.number,))
        for page in sheets
        for one in CITY
        if one.slug in page.stories
    }
    pages = {
        one.number: LockedPage(
            Page(one.number, Size(100, 100), one.section, ()),
            outline=(),
            furniture="",
            stories=tuple(records[slug] for slug in one.stories),
            bookings=(),
            sheet=one,
        )
        for one in sheets
    }
    return Before(pages, records | {one.slug: record(one) for one in waiting or []})


def slugs(*numbers: int) -> list[str]:
    return [CITY[n].slug for n in numbers]


@pytest.fixture
def sheets() -> list[PlanSheet]:
    """Pages 2 and 3: of five modules, and of three that have more text."""
    return [
        sheet(2, [module(slug, 18) for slug in slugs(0, 1, 2, 3, 4)]),
        sheet(3, [module(slug, 30, 180) for slug in slugs(5, 6, 7)]),
    ]


def places(last: Before, change: Change, design: Design) -> Places:
    return Places(EDITION, last, change, design.grid, pages=last.pages, locked=())


def test_a_late_story_goes_to_the_page_that_is_least_full(
    sheets: list[PlanSheet], design: Design
) -> None:
    late = Change(coming=(CITY[8],))
    assert places(before(sheets), late, design).able(CITY[8]) == [3, 2]
    sold = (replace(module("", 90), kind="advertisement", columns=6),)  # most of page 3
    little = [sheets[0], replace(sheets[1], bookings=sold)]
    assert places(before(little), late, design).able(CITY[8]) == [2, 3]


def test_a_page_that_changes_anyway_comes_first_and_one_with_the_press_last(
    sheets: list[PlanSheet], design: Design
) -> None:
    changes = Change(reasons={2: ("it has changed",)}, coming=(CITY[8],))
    assert places(before(sheets), changes, design).able(CITY[8]) == [2, 3]
    plated = replace(before(sheets), plated=frozenset({3}))
    assert places(plated, Change(coming=(CITY[8],)), design).able(CITY[8]) == [2, 3]


def test_pages_that_its_section_heads_come_before_those_where_it_is_a_guest(
    sheets: list[PlanSheet], design: Design
) -> None:
    guest = [sheets[0], replace(sheets[1], section="World")]
    assert places(before(guest), Change(coming=(CITY[8],)), design).able(CITY[8]) == [2, 3]


def laid(sheets: list[PlanSheet], held: tuple[Story, ...] = ()) -> LaidOut:
    placements = tuple(Placement(one.slug, (), "held", "no room") for one in held)
    pages = tuple(Page(one.number, Size(100, 100), one.section, ()) for one in sheets)
    return LaidOut(
        pages, outline=(), sheets=tuple(sheets), placements=placements, findings=(), cut={}
    )


def way(
    last: Before,
    now: LaidOut,
    design: Design,
    pages: tuple[int, ...],
    wishes: tuple[Wish, ...] = (),
) -> Way:
    judge = Judge(replace(EDITION, wishes=wishes), last, Change(), design)
    return judge.way(Bill(pages), now, {})


def test_a_page_that_comes_out_as_it_was_is_not_counted(
    sheets: list[PlanSheet], design: Design
) -> None:
    """Else a page more would make any rise small."""
    worse = sheet(2, [module(slug, 19) for slug in slugs(0, 1, 2, 3, 4)], 300.0 + 150.0)
    one = way(before(sheets), laid([worse, sheets[1]]), design, (2, 3))
    assert one.moved == one.tried.pages == (2,)
    assert one.tried.replating == design.replate.page
    assert not one.good
    assert one.serves
    assert one.price == 150.0 + design.replate.page


def test_a_page_with_a_reason_is_counted_however_it_comes_out(
    sheets: list[PlanSheet], design: Design
) -> None:
    judge = Judge(EDITION, before(sheets), Change(), design)
    one = judge.way(Bill((2, 3)), laid(sheets), {3: ("it points to what is elsewhere now",)})
    assert one.moved == (3,)


def test_a_story_may_wait_where_others_as_urgent_found_no_room(
    sheets: list[PlanSheet], design: Design
) -> None:
    gone = (CITY[0],)
    left = sheet(2, [module(slug, 18) for slug in slugs(1, 2, 3, 4)])
    now = laid([left, sheets[1]], gone)
    full = before(sheets, [CITY[8]])
    assert not way(before(sheets), now, design, (2,)).serves  # there was room for all
    assert way(full, now, design, (2,)).serves
    assert not way(full, now, design, (2,)).good
    urgent = replace(
        full.stories[CITY[8].slug], stop="hold"
    )  # it waited for somebody, not for room
    stopped = replace(full, stories=full.stories | {CITY[8].slug: urgent})
    assert not way(stopped, now, design, (2,)).serves
    wish = Wish(CITY[0].slug, page=2)
    assert not way(full, now, design, (2,), (wish,)).serves  # an editor asked for it


def test_a_story_that_waits_costs_the_same_in_a_new_plan(
    sheets: list[PlanSheet], design: Design
) -> None:
    late = CITY[8]
    last = before(sheets)
    edition = replace(EDITION, stories=(*CITY[:8], late))
    change = change_of(edition, replace(last, stories=last.stories), (), design)
    held = laid(sheets, (late,))
    judge = Judge(edition, last, replace(change, reasons={}), design)
    assert judge.way(Bill((2,)), held, {}).price == price_of(held, edition, last, design)


# -- page 1 ----------------------------------------------------------------------------------------


def fronted(*modules: PlacedModule, lines: int = 140) -> list[PlanSheet]:
    """Page 1 with a lead of so many lines and these, and page 2 on which story 2 goes on."""
    lead = replace(module(*slugs(0), lines), tier="front")
    rest = replace(module(*slugs(2), 20), kind="jump")
    inside = [rest, *(module(slug, 18) for slug in slugs(5, 6))]
    return [sheet(1, [lead, *modules]), sheet(2, inside), sheet(3, [module(*slugs(7), 60)])]


def giving_way(
    last: list[PlanSheet], design: Design, urgency: int = 0, **more: object
) -> list[Bill]:
    """What page 1 may give way to an urgent story with.  urgency: of all others, or one each."""
    urgent = replace(CITY[8], urgency=1)
    others = (replace(one, urgency=urgency or 2 + n) for n, one in enumerate(CITY[:8]))
    stories = (*others, urgent)
    edition = replace(EDITION, stories=stories, **more)  # type: ignore[arg-type]
    known = before(last)
    some = Places(
        edition, known, Change(coming=(urgent,)), design.grid, pages=known.pages, locked=()
    )
    first, *others = some.bills()
    assert first == Bill((1,), {1: (CITY[8].slug,)})
    return [bill for bill in others if len(bill.coming) > 1]


def test_a_story_of_page_1_gives_way_to_an_urgent_one(design: Design) -> None:
    """The least urgent first: whole to the page that is least full, one that goes on inside to the
    page where it does; never the lead."""
    late, whole, cut = CITY[8].slug, *slugs(3, 2)
    last = fronted(module(*slugs(2), 20), module(*slugs(3), 20))
    assert giving_way(last, design) == [
        Bill((1, 3), {1: (late,), 3: (whole,)}),
        Bill((1, 2), {1: (late,), 2: (cut,)}),
    ]


def test_only_a_less_urgent_story_gives_way(design: Design) -> None:
    """Whether it stands whole or goes on inside."""
    last = fronted(module(*slugs(2), 20), module(*slugs(3), 20))
    assert giving_way(last, design, urgency=1) == []
    assert len(giving_way(last, design, urgency=2)) == 1  # what is urgent stays where it is whole
    assert len(giving_way(last, design, urgency=5)) == 2


def test_no_story_gives_way_on_a_page_with_room(design: Design) -> None:
    assert giving_way(fronted(module(*slugs(3), 20), lines=30), design) == []


def test_what_a_wish_has_put_on_page_1_stays_there(design: Design) -> None:
    last = fronted(module(*slugs(3), 20))
    wish = Wish(CITY[3].slug, page=1)
    assert giving_way(last, design, wishes=(wish,)) == []


@pytest.mark.parametrize("plated", [False, True])
def test_contents_that_name_other_pages_are_paid_for(design: Design, plated: bool) -> None:
    """They are another plate, whatever else stands on their page; where a print shop has that,
    other ways are tried as well."""
    rail = replace(module("", 60), slugs=(), kind="contents")
    news = sheet(2, [module(slug, 18) for slug in slugs(0, 1)])
    last = before([news, sheet(3, [rail, module(*slugs(5), 30)])])
    old = last.pages[3]
    was = replace(old.page, marks=(rule("contents"),))
    last = replace(last, pages={**last.pages, 3: replace(old, page=was)})
    last = replace(last, plated=frozenset({3} if plated else ()))
    other = replace(rule("contents"), x1=9.0)
    now = laid([news])
    now = replace(now, pages=(*now.pages, replace(was, marks=(other,))))
    one = Judge(EDITION, last, Change(), design).way(Bill((2,)), now, {2: ("it has changed",)})
    assert (one.moved, one.redrawn, one.tried.pages) == ((2,), (3,), (2, 3))
    replate = design.replate
    assert one.price == replate.page + (replate.plated if plated else replate.page)
    assert one.good is not plated
    again = replace(now, pages=(*now.pages[:1], replace(was, marks=(rule("contents"),))))
    same = Judge(EDITION, last, Change(), design).way(Bill((2,)), again, {})
    assert same.redrawn == ()


def test_a_page_without_contents_is_not_compared(sheets: list[PlanSheet], design: Design) -> None:
    """A page that comes out as it was differs from the last build's in what names its pictures."""
    now = laid(sheets)
    drawn = tuple(replace(page, marks=(rule("picture"),)) for page in now.pages)
    one = way(before(sheets), replace(now, pages=drawn), design, (2, 3))
    assert one.moved == one.redrawn == one.tried.pages == ()


def rule(element: str) -> Rule:
    return Rule(0, 0, 5, 0, weight=1, colour="rule", origin=Origin(Element(element)))
