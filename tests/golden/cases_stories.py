"""Cases of what a story is made of and how its parts stand in the module."""

from __future__ import annotations

from dayfiles import StoryFile, picture, prose, story
from harness import House, case
from showing import show, told

from epaper.page.marks import Element

JUMP = (Element.JUMP_LINE, Element.JUMP_HEAD, Element.HEADLINE)
SNAPPED, NARROW = "Engineers find 41 snapped strands", "Old bridge to cost more"
HEAD = (Element.KICKER, Element.HEADLINE, Element.DECK, Element.BYLINE)


def others(count: int, words: int = 70, **fields: object) -> list[StoryFile]:
    """Stories that fill the page beside the one that a case is about."""
    names = (
        "ferry market school lighthouse tram baths library mill theatre fountain dock well "
        "chapel museum stadium archive"
    ).split()
    return [story(name, words=words, **fields) for name in names[:count]]


TALL = {"columns": 4, "lines": 44}  # a page on which a story of some length may jump


@case
def jump(house: House) -> str:
    """The lead is longer than the front page takes: it ends with "Continued on page 2" there and
    begins with "From page 1" under a headline of its own inside."""
    laid = house.lay_out(
        story("bridge", words=760, urgency=1, headline="Bridge shut until the spring"),
        *others(2, 60),
        pages=2,
        design=house.design(**TALL),
    )
    return show(laid, about="bridge")


@case
def jump_of_a_short_headline(house: House) -> str:
    """The part inside stands under the short headline that the editor wrote for it; the turn lines
    lead to each other's page."""
    laid = house.lay_out(
        story(
            "bridge",
            words=760,
            urgency=1,
            headline="Broken wires close the old bridge until the spring",
            short_headline="Bridge shut",
        ),
        *others(2, 60),
        pages=2,
        design=house.design(**TALL),
    )
    return show(laid, only=JUMP)


@case
def jump_over_three_pages(house: House) -> str:
    """A story longer than two pages stands on three; each part but the last says where it goes on,
    each but the first where it comes from."""
    laid = house.lay_out(
        story("bridge", words=1300, urgency=1),
        *others(3, 60),
        pages={"least": 2, "most": 5, "multiple": 1},
        design=house.design(**TALL),
    )
    return show(laid, only=JUMP) + "\n" + told(laid)


@case
def package(house: House) -> str:
    """A main story, its sidebar and its fact box stand together; the box has a tint, a rule at its
    head and its own face."""
    photo = picture("bridge", 1500, 1000, caption="The bridge on Sunday.", credit="A Camera")
    laid = house.inside(
        story(
            "bridge",
            words=190,
            urgency=3,
            headline="Bridge shut until the spring",
            pictures=[photo],
        ),
        story(
            "pilots", words=60, kind="sidebar", headline="What the pilots say", **{"with": "bridge"}
        ),
        story(
            "figures",
            kind="factbox",
            headline="The bridge",
            body="- Opened in 1911\n- 412 metres long\n- Painted every 9 years\n"
            "- Two lanes, one of them for trams\n- Toll: none",
            **{"with": "bridge"},
        ),
    )
    return show(laid, 2)


@case
def kicker(house: House) -> str:
    """The kicker stands over the headline, in tracked capitals and the accent colour."""
    return house.alone(story("bridge", words=120, kicker="The bridge"), columns=3)


@case
def deck_wide(house: House) -> str:
    """Under a headline over several columns the deck is upright and large, over the same
    columns."""
    deck = "Engineers find 41 snapped strands and send the buses round by the ferry road"
    return house.alone(story("bridge", words=150, deck=deck), columns=3)


@case
def deck_narrow(house: House) -> str:
    """In one column the deck is smaller than its headline, and italic."""
    laid = house.inside(
        story("bridge", words=70, urgency=3, deck=SNAPPED, headline=NARROW),
        *others(3, 90),
        plan={"stories": {"bridge": {"columns": 1, "headline": 24}}},
    )
    return show(laid, 2, about="bridge")


@case
def deck_of_a_small_headline(house: House) -> str:
    """Under a headline of less than 23 points there is no deck, and the desk is told why."""
    laid = house.inside(
        story("bridge", words=90, urgency=3, deck=SNAPPED, headline=NARROW),
        *others(3, 80),
        plan={"stories": {"bridge": {"columns": 1, "headline": 17}}},
    )
    return show(laid, 2, about="bridge") + "\n" + told(laid)


@case
def byline_with_role(house: House) -> str:
    """The byline is bold over its role in grey, at the head of the first leg."""
    by = {"byline": "A Reporter", "byline_role": "Harbour correspondent"}
    return house.alone(story("bridge", words=120, **by), columns=3)


@case
def byline_alone(house: House) -> str:
    """A byline without a role keeps one distance to the text."""
    return house.alone(story("bridge", words=120, byline="A Reporter"), columns=3)


@case
def credit(house: House) -> str:
    """The agency's name ends the story, right-aligned and in grey."""
    return house.alone(story("bridge", words=120, credit="City Wire"), columns=3)


@case
def big_number(house: House) -> str:
    """A figure stands large over what it counts, between rules in a leg."""
    number = {"figure": "4.2m", "words": "passengers used the ferry last year"}
    return house.alone(story("bridge", words=330, number=number), columns=3, lines=36)


@case
def points(house: House) -> str:
    """The story in short: numbered points in the second family, under the paper's own words."""
    points = ["The bridge is shut", "The ferry runs all night and takes cars", "Work ends in May"]
    return house.alone(story("bridge", words=330, points=points), columns=3, lines=36)


@case
def timeline(house: House) -> str:
    """Dates in bold, what happened run in after them."""
    dates = {"1994": "The bridge opens.", "May 2026": "A cable breaks; nobody is hurt."}
    return house.alone(story("bridge", words=310, timeline=dates), columns=3, lines=36)


@case
def proposed_entries(house: House) -> str:
    """A long story without any entry of the editor's is broken by what its own text offers; the
    ledger does not count its words twice, and the report says that they are proposed."""
    spoken = "“We had no other choice than to close the bridge,” said Marta Vane, the engineer."
    body = "\n\n".join(prose(70, f"bridge{n}") + (f"\n\n{spoken}" * (n == 1)) for n in range(5))
    laid = house.lay_out(story("bridge", body=body), design=house.design(columns=3, lines=52))
    return show(laid, only=(Element.PROPOSED,)) + "\n" + told(laid)


@case
def pull_quote(house: House) -> str:
    """A quotation is pulled out between rules in the middle of a leg, its speaker under it."""
    quote = {"text": "Nobody asked the ferrymen.", "by": "The oldest pilot"}
    return house.alone(story("bridge", words=330, pull_quote=quote), columns=3, lines=36)
