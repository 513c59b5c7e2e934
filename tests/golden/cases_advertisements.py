"""Cases of advertisements: where bookings stand and what the desk is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cases_stories import others
from dayfiles import advertisement, story
from harness import House, case
from showing import show, told

from epaper.layout.laid_out import LaidOut
from epaper.page.dump import dump_page
from epaper.page.marks import Element

COLUMN, PAGE = 128, 544  # points: one column, four of them
TWO = 2 * COLUMN + 11
HALF, DEPTH = 151, 113  # half of the type area's depth, 40 mm


def sold(house: House, *ads: dict[str, Any], pages: tuple[int, ...] = (), **day: Any) -> str:
    """A day of four pages with these advertisements; what the desk is told of them."""
    laid = house.lay_out(*others(8, 110), ads=list(ads), **{"pages": 4, **day})
    only = (Element.ADVERTISEMENT, Element.FURNITURE)
    return show(laid, *pages, only=only) + _findings(laid)


def spread(house: House, *ads: dict[str, Any], **day: Any) -> str:
    """Where these advertisements stand in a day of eight pages."""
    quick = house.design(effort=1)
    laid = house.lay_out(*others(16, 110), ads=list(ads), design=quick, **{"pages": 8, **day})
    pages = [
        replace(page, modules=tuple(m for m in page.modules if m.kind == "advertisement"), marks=())
        for page in laid.pages
    ]
    return "".join(dump_page(page) for page in pages) + _findings(laid)


def _findings(laid: LaidOut) -> str:
    lines = [line for line in told(laid).splitlines(keepends=True) if "  ad." in line]
    return "".join(["\n", *lines]) if lines else ""


@case
def strip(house: House) -> str:
    """A strip over all columns stands at the foot of the front page, a hairline above it."""
    return sold(house, advertisement("A1", "strip", PAGE, 65, page=1), pages=(1,))


@case
def half_page(house: House) -> str:
    """Half a page at the foot, the news above it."""
    return sold(house, advertisement("A1", "half page", PAGE, HALF, page=3), pages=(3,))


@case
def full_page(house: House) -> str:
    """A page of an advertisement alone: no story, no heading, only the folio above it."""
    laid = house.lay_out(
        *others(8, 110), ads=[advertisement("A1", "full page", PAGE, 324, page=3)], pages=4
    )
    return show(laid, 3, only=tuple(Element))


@case
def page_of_advertisements(house: House) -> str:
    """Two advertisements over all columns that take the whole page: no story stands there."""
    ads = [
        advertisement("A1", "4 x 60", PAGE, 170, page=3),
        advertisement("A2", "4 x 35", PAGE, 99, page=3),
    ]
    return sold(house, *ads, pages=(3,))


@case
def panorama(house: House) -> str:
    """A panorama is one advertisement over two facing pages; each shows its half, and the file lies
    across the fold."""
    ad = advertisement("A1", "panorama", 2 * PAGE + 57, HALF, page=2)
    return sold(house, ad, pages=(2, 3))


@case
def faulty_file(house: House) -> str:
    """A file that is not there leaves a labelled blank of its size: who, which booking, what is
    wrong."""
    ad = {"booking": "A1", "advertiser": "Mill Bakery", "file": "ads/gone.pdf", "size": "2 x 40"}
    return sold(house, {**ad, "page": 3}, pages=(3,))


@case
def file_of_another_size(house: House) -> str:
    """A file smaller than what was booked stands at its own size in the middle of it, and is
    told."""
    return sold(house, advertisement("A1", "2 x 40", 200, 80, page=3), pages=(3,))


@case
def outer_position(house: House) -> str:
    """Advertisements are stacked from the outer foot: on the left of page 2, on the right of page
    3, where one is booked to the outer edge."""
    ads = [
        advertisement("A1", "1 x 40", COLUMN, DEPTH, page=2),
        advertisement("A2", "1 x 40", COLUMN, DEPTH, page=3, position="outer"),
    ]
    return sold(house, *ads, pages=(2, 3))


@case
def stacked_from_the_foot(house: House) -> str:
    """The widest at the foot, the next above it from the outer edge inwards."""
    ads = [
        advertisement("A1", "1 x 30", COLUMN, 85, page=3),
        advertisement("A2", "2 x 30", 2 * COLUMN + 11, 85, page=3),
    ]
    return sold(house, *ads, pages=(3,))


@case
def solus(house: House) -> str:
    """An advertisement booked solus stands alone on its page; the other goes elsewhere."""
    ads = [
        advertisement("A1", "2 x 40", TWO, DEPTH, position="solus"),
        advertisement("A2", "2 x 40", TWO, DEPTH),
    ]
    return spread(house, *ads)


@case
def conflicting_advertisers(house: House) -> str:
    """Two airlines stand neither on one page nor on facing ones."""
    ads = [
        advertisement("A1", "2 x 40", TWO, DEPTH, conflicts=["Firm A2"]),
        advertisement("A2", "2 x 40", TWO, DEPTH),
    ]
    return spread(house, *ads)


@case
def conflict_without_a_way_out(house: House) -> str:
    """Both are booked for facing pages: the second is not in the paper, and the desk is told."""
    ads = [
        advertisement("A1", "2 x 40", TWO, DEPTH, page=2, conflicts=["Firm A2"]),
        advertisement("A2", "2 x 40", TWO, DEPTH, page=3),
    ]
    return sold(house, *ads, pages=(2, 3))


@case
def right_hand(house: House) -> str:
    """What is booked for a right-hand page stands on an odd one."""
    return spread(house, advertisement("A1", "2 x 40", TWO, DEPTH, right_hand=True))


@case
def colour_page(house: House) -> str:
    """An advertisement in colour goes to a page that is printed in colour, here 4 alone."""
    ad = advertisement("colour", "2 x 40", TWO, DEPTH, colour="colour")
    return spread(house, ad, colour_pages=[4])


@case
def colour_on_a_black_page(house: House) -> str:
    """Colour booked for a page in black is not in the paper; the desk is told why."""
    ad = advertisement("colour", "2 x 40", TWO, DEPTH, colour="colour", page=3)
    return sold(house, ad, pages=(3,), colour_pages=[4])


@case
def avoided_story(house: House) -> str:
    """An airline's advertisement keeps off the page with the story of the crash."""
    laid = house.lay_out(
        *others(5, 110),
        story("crash", words=110, urgency=2, tags=["air crash"]),
        ads=[advertisement("A1", "2 x 40", TWO, DEPTH, page=2, avoid=["air crash"])],
        pages=3,
        plan={"stories": {"crash": {"off": [1]}}},
    )
    return show(laid, 2, 3, only=(Element.HEADLINE, Element.ADVERTISEMENT))


@case
def house_advertisement(house: House) -> str:
    """A thin day: the paper's name in a double frame on a tint takes what the news does not
    fill."""
    laid = house.lay_out(*others(5, 80), pages=2)
    return show(laid, 2, only=(Element.ADVERTISEMENT,), house=True)


@case
def house_advertisement_of_its_own_file(house: House) -> str:
    """Where the paper has a file of its own that fits, it is taken."""
    own = advertisement("own", "4 x 35", PAGE, 99, house=True)
    laid = house.lay_out(*others(5, 80), ads=[own], pages=2)
    return show(laid, 2, only=(Element.ADVERTISEMENT, Element.HEADLINE))
