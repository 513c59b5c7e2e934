"""What people decide: wishes for single stories, from plan.yaml."""

from __future__ import annotations

from dataclasses import dataclass

PLACES = ("top", "foot", "left", "right")


@dataclass(frozen=True, slots=True)
class Wish:
    """0 and empty leave the choice to the layout."""

    slug: str
    page: int = 0
    off: tuple[int, ...] = ()  # pages that the story must not stand on
    columns: int = 0
    picture: int = 0  # columns of the main picture
    headline: float = 0.0  # points
    at: str = ""  # one of PLACES
    line: int = 0  # of plan.yaml
