"""Cases of whole pages and what stands on them beside stories."""

from __future__ import annotations

from cases_stories import TALL, others
from dayfiles import StoryFile, picture, story
from harness import House, case
from showing import show, told

from epaper.page.marks import Element, Link

WORLD = {"section": "World"}


@case
def front_page(house: House) -> str:
    """Nameplate with tagline and date strip, then the day's first story under the largest
    headline."""
    publication = {
        "name": "The Test",
        "code": "TST",
        "language": "en-GB",
        "tagline": "Every day at the quay",
        "place": "Port Marie",
        "website": "test.example",
    }
    laid = house.lay_out(
        story("bridge", words=130, urgency=1),
        *others(2, 80),
        publication=publication,
        number="No. 1",
        price="1.00",
        edition="City edition",
    )
    return show(laid, only=tuple(Element))


@case
def inside_box(house: House) -> str:
    """The front page of a larger day has a box of pointers: section and page over the headline, a
    link on each."""
    laid = house.lay_out(*eight(), pages=2)
    return show(laid, 1, only=(Element.INSIDE,)) + "\n" + told(laid)


def eight() -> list[tuple[str, str]]:
    """A day of two sections."""
    names = ("treaty", "summit", "strike", "flood")
    return [*others(5), *(story(name, words=70, **WORLD) for name in names)]


def entries(count: int) -> list[StoryFile]:
    """Stories of two sections; some have a deck or a summary of their own."""
    words = ({}, {"deck": "The deck says it"}, {"summary": "The editor’s own summary"})
    return [
        story(f"ship{n:02}", section="City" if n < count * 0.6 else "World", **words[n % 3])
        for n in range(count)
    ]


@case
def contents_rich(house: House) -> str:
    """Few entries: sections under rules, each headline with its summary (the editor's, else the
    deck, else the first sentence) and its page in the accent colour."""
    return house.contents(*entries(7))


@case
def contents_lean(house: House) -> str:
    """More entries: headlines and page numbers alone, in narrow columns."""
    return house.contents(*entries(12), lines=18)


@case
def contents_over_two_pages(house: House) -> str:
    """More entries than a page takes: the contents go on on page 3."""
    return house.contents(*entries(16), pages=2, lines=16)


@case
def contents_in_a_rail(house: House) -> str:
    """One column beside the news: the section's name small, short headlines, pages."""
    return house.contents(*entries(7), columns=1)


@case
def section_opening(house: House) -> str:
    """A section that starts on a new page has its heading there, between a heavy rule and a thin
    one."""
    laid = house.lay_out(
        *others(7, 80),
        *(story(name, words=80, **WORLD) for name in ("treaty", "summit", "strike", "flood")),
        *(story(name, words=80, **WORLD) for name in ("truce", "border", "vote")),
        sections=["City", {"name": "World", "start": "new page"}],
        pages=3,
    )
    return show(laid, 2, 3, only=(Element.SECTION_HEAD, Element.HEADLINE))


@case
def folios(house: House) -> str:
    """The number stands outside: on the left of page 2 and on the right of page 3, the section
    beside it, the date on the other side."""
    laid = house.lay_out(*others(8, 110), pages=3)
    return show(laid, 2, 3, only=(Element.FOLIO,))


@case
def rules_between_stories(house: House) -> str:
    """Hairlines between modules, thinner ones between legs of neighbours, none at the page's
    edge."""
    laid = house.lay_out(*others(4, 80))
    return show(laid, only=(Element.FURNITURE, Element.HEADLINE))


@case
def one_story(house: House) -> str:
    """A day of one story, with a picture: it takes the page alone."""
    laid = house.lay_out(
        story(
            "bridge",
            words=260,
            urgency=1,
            byline="A Reporter",
            pictures=[picture("bridge", 1500, 1000, caption="The bridge on Sunday.")],
        )
    )
    return show(laid)


@case
def thin_day(house: House) -> str:
    """Four stories for two pages: the paper's own advertisement takes what the news leaves."""
    laid = house.lay_out(*others(4, 80), pages=2)
    only = (Element.ADVERTISEMENT, Element.HEADLINE)
    return show(laid, only=only) + "\n" + told(laid)


@case
def no_jumps(house: House) -> str:
    """Where stories may not go on, each stands whole, and one too long for any page is held."""
    laid = house.lay_out(
        story("bridge", words=900, urgency=1), story("ferry", words=160), *others(3), jumps=False
    )
    return show(laid, only=(Element.HEADLINE, Element.JUMP_LINE)) + "\n" + told(laid)


@case
def held_by_the_editor(house: House) -> str:
    """A story on hold does not run, and nothing of it stands on the page."""
    laid = house.lay_out(*others(3, 100), story("secret", words=80, urgency=1, hold=True))
    return show(laid, only=(Element.HEADLINE,)) + "\n" + told(laid)


@case
def must_run_on_a_full_day(house: House) -> str:
    """More stories than a page takes: the least urgent one runs for it must, others wait with the
    reason."""
    laid = house.lay_out(
        *others(6, 110, urgency=4),
        story("notice", words=80, urgency=9, must_run=True, headline="Notice of a meeting"),
    )
    return show(laid, only=(Element.HEADLINE,)) + "\n" + told(laid)


@case
def front_page_without_pointers(house: House) -> str:
    """Where the lead and its neighbours leave no room for pointers to the inside, the page does
    without them."""
    laid = house.lay_out(
        story("bridge", words=620, urgency=1),
        *others(6, 60),
        pages=4,
        design=house.design(contents_page=2, **TALL),
    )
    return show(laid, only=(Element.HEADLINE, Element.INSIDE, Element.JUMP_LINE))


@case
def links(house: House) -> str:
    """Every link of a day: the inside box, the contents, the turn lines, each with its target."""
    laid = house.lay_out(
        story("bridge", words=500, urgency=1),
        *others(6, 50),
        pages=4,
        design=house.design(contents_page=2, **TALL),
    )
    return show(laid, kinds=(Link,))
