"""Items as loads, their parts on a page, and the headings of the pages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from generated_day import story
from layout_samples import bare_item, edition_of, load

from epaper.layout.design.reader import Design
from epaper.layout.design.weights import Weights
from epaper.layout.edition.assign import Assignment, Load, Objections, PageRoom, assignment_of
from epaper.layout.edition.headings import Heading, home_of, page_headings, page_titles
from epaper.layout.edition.inside import InsideDesk
from epaper.layout.edition.loads import can_lead, loads_of
from epaper.layout.edition.pictures import main_picture
from epaper.layout.edition.roles import Casting
from epaper.layout.edition.sharing import share_out
from epaper.layout.edition.wishes import Wishes, wishes_of
from epaper.layout.measure.copy import Item, Jump
from epaper.layout.measure.copyfit import Copyfitter
from epaper.layout.search.hole import Hole
from epaper.layout.search.searchers import Role
from epaper.model.edition import Section
from epaper.model.picture import Picture
from epaper.model.plan import Wish
from epaper.model.story import Kind
from epaper.typeset.fonts import FontBook
from epaper.typeset.typesetter import Typesetter

HOLE = Hole(0, (90,) * 5, 2)
ANY: frozenset[int] = frozenset()
NAMES = ("City", "World", "Sport")


def picture(width: int = 3000, height: int = 2000) -> Picture:
    return Picture(Path("x.jpg"), "x.jpg", width, height)


@pytest.fixture(scope="module")
def fitter(book: FontBook, design: Design) -> Copyfitter:
    return Copyfitter(design, Typesetter(book, "en-GB"))


def loads(items: list[Item], fitter: Copyfitter, wishes: Wishes | None = None) -> list[Load]:
    return loads_of(
        items,
        {item.key: item for item in items},
        sections=NAMES,
        pages=(3, 4),
        wishes=wishes or Wishes({}),
        fitter=fitter,
    )


def told(slug: str, kind: Kind = Kind.NEWS, lines: int = 30, **more: object) -> Item:
    one = replace(story(1, 60, "World"), slug=slug, kind=kind, **more)  # type: ignore[arg-type]
    return bare_item(slug, lines, section="World", stories=(one,))


# -- loads -----------------------------------------------------------------------------------------


def test_an_item_as_a_load(fitter: Copyfitter) -> None:
    (one,) = loads([told("a", tags=("Air", "crash"), must_run=True)], fitter)
    assert (one.key, one.section, one.urgency) == ("a", 1, 5)
    assert one.area == fitter.area(bare_item("a", section="World"))
    assert one.topics == {"air", "crash"}
    assert one.must_run
    assert not one.pictures


def test_packages_and_relations_name_only_what_is_inside(fitter: Copyfitter) -> None:
    main, side = told("main", related=("a", "gone")), told("side", with_story="main")
    lone, stray = told("a"), told("stray", with_story="gone")
    groups = {one.key: (one.group, one.related) for one in loads([main, side, lone, stray], fitter)}
    assert groups["main"] == ("main", {"a", "side"})
    assert groups["side"] == ("main", {"main"})
    assert groups["a"] == ("", {"main"})
    assert groups["stray"] == ("", frozenset())


def test_what_one_story_relates_to_relates_to_it(fitter: Copyfitter) -> None:
    """Else what is torn when one of them leaves is mended when the other follows, for ever."""
    items = [told("a", related=("b", "a")), told("b"), told("c"), told("d", lines=25)]
    shared = loads(items, fitter)
    assert [sorted(one.related) for one in shared] == [["b"], ["a"], [], []]
    homes = share_out(shared, [PageRoom(3, 450.0), PageRoom(4, 450.0)], fitter.design.weights).homes
    assert homes["a"] == homes["b"]


def test_wishes_fix_a_page_that_takes_news(fitter: Copyfitter) -> None:
    items = [told(slug) for slug in "abc"]
    given = (Wish("a", page=3), Wish("b", page=7), Wish("c", off=(4,)))
    edition = edition_of([item.copy.stories[0] for item in items], wishes=given)
    a, b, c = loads(items, fitter, wishes_of(edition))
    assert (a.page, b.page, c.page) == (3, 0, 0)
    assert (a.must_run, b.must_run, c.must_run) == (True, True, False)
    assert c.off == {4}


def test_briefs_and_parts_must_run(fitter: Copyfitter) -> None:
    briefs = bare_item("briefs:a", kind="briefs")
    part = bare_item("b", jump=Jump("b", 0))
    assert all(one.must_run for one in loads([briefs, part], fitter))


@pytest.mark.parametrize(
    ("item", "leads"),
    [
        (told("a"), True),
        (told("a", lines=10), False),
        (told("a", Kind.SIDEBAR), False),
        (told("a", Kind.AGATE), False),
        (bare_item("a", kind="briefs"), False),
        (bare_item("a", kind="jump"), False),
        (bare_item("a", size=(2, 30)), False),
    ],
)
def test_what_can_lead_a_page(item: Item, leads: bool, design: Design) -> None:
    assert can_lead(item, design.practice) == leads


# -- roles -----------------------------------------------------------------------------------------


def roles(design: Design, some: list[Load], sections: frozenset[int] = ANY) -> tuple[Role, ...]:
    items = {one.key: bare_item(one.key) for one in some}
    return Casting(items, design).roles(some, HOLE, sections)


def lead_of(cast: tuple[Role, ...]) -> list[str]:
    return [role.name for role in cast if role.tier == "lead"]


def test_the_most_urgent_leads_one_with_a_picture_first(design: Design) -> None:
    some = [load(0), load(1, urgency=3, pictures=False), load(2, urgency=3)]
    assert lead_of(roles(design, some)) == ["item-02"]
    assert [role.name for role in roles(design, some)] == ["item-00", "item-01", "item-02"]


def test_the_most_urgent_leads_be_it_a_guest(design: Design) -> None:
    """Of stories as urgent, one of the page's own sections; on opinion's pages always such a one
    where there is any."""
    some = [load(0, section=1, urgency=1), load(1, section=0, urgency=7)]
    assert lead_of(roles(design, some, frozenset({0}))) == ["item-00"]
    alike = [load(0, section=1, urgency=7), load(1, section=0, urgency=7)]
    assert lead_of(roles(design, alike, frozenset({0}))) == ["item-01"]
    items = {one.key: bare_item(one.key) for one in some}
    opinion = Casting(items, design, ["Opinion", "City"], frozenset({0}))
    assert lead_of(opinion.roles(some, HOLE, frozenset({0}))) == ["item-01"]
    assert lead_of(opinion.roles(some[:1], HOLE, frozenset({0}))) == ["item-00"]


def test_a_long_side_story_leads_where_nothing_is_as_urgent(design: Design) -> None:
    side = told("item-00", Kind.SIDEBAR, with_story="main")
    for urgency, main, lead in ((5, "b", "item-00"), (4, "b", "item-01"), (5, "main", "item-01")):
        some = [load(0, urgency=4, leads=False), load(1, urgency=urgency)]
        items = {"item-00": side, "item-01": told(main)}
        assert lead_of(Casting(items, design).roles(some, HOLE, ANY)) == [lead]


def test_an_obituary_leads_only_what_is_less_urgent(design: Design) -> None:
    """And has the third size of headlines at most, unless it is urgent news itself."""

    def cast(urgency: int, other: int = 4) -> list[str]:
        one = told("item-00", Kind.OBITUARY, urgency=urgency)
        major = replace(one, ask=replace(one.ask, tier="major"))
        items = {"item-00": major, "item-01": told("item-01")}
        some = [load(0, urgency=urgency), load(1, urgency=other, pictures=False)]
        return [role.tier for role in Casting(items, design).roles(some, HOLE, ANY)]

    assert cast(4)[0] == "minor"
    assert cast(4, other=5)[0] == "lead"
    assert cast(5, other=5)[0] == "minor"
    assert cast(3, other=1)[0] == "major"


def test_the_most_urgent_leads_however_short(design: Design) -> None:
    """Else its headline is smaller than that of news which is less urgent."""
    some = [load(0, urgency=3, leads=False), load(1, urgency=4)]
    for lines, kind, lead in (
        (15, Kind.NEWS, "item-00"),
        (8, Kind.NEWS, "item-01"),
        (15, Kind.AGATE, "item-01"),
    ):
        items = {"item-00": told("item-00", kind, lines=lines), "item-01": told("item-01")}
        assert lead_of(Casting(items, design).roles(some, HOLE, ANY)) == [lead]


def test_a_guest_is_labelled_with_its_section(design: Design) -> None:
    some = [load(0, urgency=2), load(1, section=1, urgency=3), load(2, section=1, urgency=4)]
    items = {one.key: bare_item(one.key) for one in some}
    items["item-02"] = bare_item("item-02", kind="briefs")
    cast = Casting(items, design, ["City", "World"]).roles(some, HOLE, ANY)
    assert [role.label for role in cast] == ["", "World", ""]


def test_a_short_story_leads_where_there_is_no_long_one(design: Design) -> None:
    some = [load(0, leads=False), load(1, leads=False, urgency=2)]
    assert lead_of(roles(design, some)) == ["item-01"]
    assert roles(design, []) == ()


def pictured(key: str, urgency: int, shown: Picture) -> Item:
    return bare_item(key, urgency=urgency, pictures=(shown,))


def test_the_main_picture_is_the_leads_where_it_is_sharp(design: Design) -> None:
    lead, other = pictured("lead", 1, picture()), pictured("other", 4, picture())
    assert main_picture([other, lead], "lead", HOLE, design) == "lead"
    coarse = pictured("lead", 1, picture(200, 150))
    assert main_picture([other, coarse], "lead", HOLE, design) == "other"
    assert main_picture([coarse], "lead", HOLE, design) == ""


def test_a_wide_picture_before_an_upright_one(design: Design) -> None:
    upright, wide = pictured("a", 1, picture(2000, 3000)), pictured("b", 6, picture())
    assert main_picture([upright, wide], "", HOLE, design) == "b"


@pytest.mark.parametrize("hole", [Hole(0, (90,) * 3, 2), Hole(0, (30,) * 5, 2)])
def test_a_small_page_has_no_main_picture(hole: Hole, design: Design) -> None:
    assert main_picture([pictured("a", 1, picture())], "a", hole, design) == ""


# -- headings --------------------------------------------------------------------------------------


def shared_of(pages: dict[int, list[int]], backwards: frozenset[int] = ANY) -> Assignment:
    """Pages with a load of 10 for each of these sections."""
    objections = Objections(
        rooms={number: PageRoom(number, 100.0) for number in pages},
        reach={},
        target={},
        weights=Weights(),
        backwards=backwards,
    )
    places = [(section, number) for number, sections in pages.items() for section in sections]
    placed = [(load(n, 10.0, section=s), number) for n, (s, number) in enumerate(places)]
    return assignment_of(objections, placed)


def test_a_heading_stands_where_its_section_begins() -> None:
    shared = shared_of({3: [0, 0, 1], 4: [0], 5: [1, 1, 0]})
    headings = page_headings(shared, [3, 4, 5], NAMES)
    assert headings == {
        3: Heading("City", opening=True),
        4: Heading("City", opening=False),
        5: Heading("World", opening=True),
    }


def test_a_section_from_the_back_begins_on_its_last_page() -> None:
    shared = shared_of({3: [0], 4: [2], 5: [2]}, frozenset({2}))
    headings = page_headings(shared, [3, 4, 5], NAMES)
    assert [headings[n].opening for n in (3, 4, 5)] == [True, False, True]


def test_an_empty_page_goes_on_with_the_section_before() -> None:
    headings = page_headings(shared_of({3: [1], 4: []}), [3, 4], NAMES)
    assert headings[4] == Heading("World", opening=False)


def title(sections: list[int], lead: str = "City", share: float = 0.3) -> str:
    some = [load(n, 10.0, section=section) for n, section in enumerate(sections)]
    return " \u00b7 ".join(page_titles(some, main="City", lead=lead, names=NAMES, share=share))


def test_a_title_names_what_takes_a_good_part() -> None:
    assert title([0, 0, 0, 1]) == "City"
    assert title([0, 0, 1]) == "City \u00b7 World"
    assert title([0, 0, 1], lead="World") == "World \u00b7 City"
    assert title([0, 0, 1], share=0.5) == "City"
    assert title([]) == "City"


def test_a_page_is_of_the_section_that_takes_most_of_it() -> None:
    """Its lead comes of another one: that is the guest, and not all the rest."""
    loads = [load(n, 10.0, section=section) for n, section in enumerate([1, 0, 0, 0, 0, 2])]
    assert home_of(loads, 1, 0.3) == 0
    assert home_of(loads, 0, 0.3) == 0
    assert home_of(loads[:4], 1, 0.2) == 1  # the lead's takes a good part
    assert home_of([*loads[:2], loads[5]], 1, 0.4) == 1  # nothing takes most of it
    assert home_of([], 1, 0.3) == 1


# -- what waits ------------------------------------------------------------------------------------


def test_opinion_keeps_its_page_on_a_full_day(fitter: Copyfitter) -> None:
    """The news that is more urgent leaves no room; opinion fills the page it has all the same."""
    sections = (Section("City"), Section("Opinion", "opinion"))
    edition = edition_of([], sections=sections)
    news = [load(n, 100.0, urgency=3) for n in range(8)]
    views = [load(n, 40.0, urgency=5, section=1) for n in range(20, 24)]
    rooms = [PageRoom(number, 100.0) for number in range(2, 6)]
    desk = InsideDesk(edition, Wishes({}), fitter, None, None, print)  # type: ignore[arg-type]
    kept, gone = desk.waiting([*news, *views], rooms, cap=1.0)
    assert sum(one.area for one in kept if one.section == 1) >= 80
    assert sum(one.area for one in kept) <= 440
    assert {one.key for one in (*kept, *gone)} == {one.key for one in (*news, *views)}
