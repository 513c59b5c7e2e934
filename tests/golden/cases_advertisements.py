"""Cases of advertisements: where bookings stand and what the desk is told."""

from __future__ import annotations

from typing import Any

from cases_stories import others
from harness import House, advertisement, case, show, story, told

from epaper.layout.engine import LaidOut
from epaper.page.marks import AdMark, Element

HALF_WIDTH, WIDTH, DEPTH = 128, 405, 475  # points of one column, of three, of the type area


def sold(house: House, *ads: dict[str, Any], **day: Any) -> LaidOut:
    """A day of four pages with these advertisements."""
    return house.lay_out(*others(8, 100), ads=list(ads), **{"pages": 4, **day})


def places(laid: LaidOut) -> str:
    return show(laid, only=(Element.ADVERTISEMENT, Element.HEADLINE)) + "\n" + told(laid)
