"""Cases of what people decide: plan.yaml, locked pages, runners-up."""

from __future__ import annotations

from typing import Any

from cases_stories import others
from dayfiles import picture, story
from harness import House, case
from showing import show, told

from epaper.issue.locking import as_locked
from epaper.page.marks import Element

HEADLINE = (Element.HEADLINE,)


def wished(house: House, pages: tuple[int, ...] = (), **wish: Any) -> str:
    """A day of three pages on which the editor wants something of the bridge."""
    photo = picture("bridge", 1500, 1000, caption="The bridge on Sunday.")
    laid = house.lay_out(
        *others(6, 110),
        story("bridge", words=120, pictures=[photo]),
        pages=3,
        plan={"stories": {"bridge": wish}},
    )
    unmet = [line for line in told(laid).splitlines(keepends=True) if "plan.unmet" in line]
    where = "".join(line for line in told(laid).splitlines(True) if line.startswith("bridge"))
    return (
        show(laid, *pages, only=(*HEADLINE, Element.PICTURE), about="bridge")
        + "\n"
        + "".join([where, *unmet])
    )


@case
def pinned_to_a_page(house: House) -> str:
    """The story stands on the page that the editor wants."""
    return wished(house, page=3)


@case
def pinned_to_the_top(house: House) -> str:
    """The story stands at the top of its page."""
    return wished(house, page=2, at="top")


@case
def pinned_columns(house: House) -> str:
    """The story is as wide as the editor wants."""
    return wished(house, page=2, columns=2)


@case
def pinned_picture(house: House) -> str:
    """The main picture is as wide as the editor wants."""
    return wished(house, page=2, picture=2)


@case
def pinned_headline(house: House) -> str:
    """The headline has the size that the editor wants."""
    return wished(house, page=2, headline=24)


@case
def off_pages(house: House) -> str:
    """The story keeps off the pages that the editor names, though its urgency would put it on the
    first."""
    return wished(house, off=[1, 2])


@case
def wish_that_cannot_be_met(house: House) -> str:
    """A headline of 90 points does not fit; the desk is told what is set."""
    return wished(house, page=2, headline=90)


@case
def runner_up(house: House) -> str:
    """The second best arrangement of a page in place of the best: the same stories, placed
    otherwise."""
    stories = others(4, 80)
    best = house.inside(*stories)
    second = house.inside(*stories, plan={"pages": {2: {"runner_up": 1}}})
    return f"{show(best, 2, only=HEADLINE)}\n{show(second, 2, only=HEADLINE)}\n{told(second)}"


@case
def locked_page(house: House) -> str:
    """Page 2 is locked: it stays as it was built though a story on it has changed, and the desk is
    told."""
    first = house.issue(*others(9, 110), pages=3)
    page = first.pages[1]
    slug = next(one.slug for one in first.stories if one.pages == (page.number,))
    changed = story(slug, words=60, headline="All is otherwise")
    stories = [changed if one[0] == slug else one for one in others(9, 110)]
    locked = {page.number: as_locked(first, page)}
    second = house.lay_out(*stories, pages=3, locked=locked)
    return show(second, 2, only=HEADLINE) + "\n" + told(second)
