"""A searched page as the flatplan has it."""

from __future__ import annotations

from dataclasses import dataclass

from epaper.layout.edition.draft import Desk, Draft
from epaper.layout.edition.flatplan import PlannedPage
from epaper.layout.edition.headings import page_titles
from epaper.layout.edition.pins import Pin
from epaper.layout.search.hole import Hole


@dataclass(frozen=True, slots=True)
class PageHead:
    """What stands over a page, whatever its stories; `sections`: that it is kept for."""

    number: int
    section: str
    opening: bool
    sections: tuple[str, ...]


def planned_page(
    desk: Desk, draft: Draft, head: PageHead, hole: Hole, pin: Pin | None
) -> PlannedPage:
    """The page with its items as they were cast, and what is pinned to it in the whole `hole`."""
    number, casting = head.number, desk.casting
    layout, roles = draft.layouts[number], desk.roles(draft, number)
    assert layout is not None
    lead = next((casting.items[role.name] for role in roles if role.tier == "lead"), None)
    placed = tuple(desk.searchers.stock.item(role) for role in roles)
    if pin and (standing := pin.placed(hole, number)):
        layout, placed = standing.on(layout), (*placed, standing.item)
    return PlannedPage(
        number=number,
        section=head.section,
        items=placed,
        layout=layout,
        hole=draft.holes[number],
        opening=head.opening,
        titles=page_titles(
            draft.loads(number),
            main=head.section,
            lead=lead.copy.section if lead else head.section,
            names=casting.names,
            share=casting.design.practice.headed,
        ),
        sections=head.sections,
    )
