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


@dataclass(frozen=True, slots=True)
class PageWish:
    """What is wanted of a whole page."""

    number: int
    lock: bool = False  # it keeps its exact bytes in later builds
    runner_up: int = 0  # the layout that is preferred to the best: 1 is the second best
    line: int = 0
