"""Standing matter: what readers want on any day and no news is, kept for the holes of thin ones."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from epaper.model.text import Block


class StandingKind(StrEnum):
    """In the order in which they are wanted: what is of use on one day only comes first."""

    WEATHER = "weather"
    ON_THIS_DAY = "on this day"
    EVENTS = "events"
    READERS_PICTURE = "readers' picture"
    PUZZLE = "puzzle"
    QUOTE = "quote"


OF_A_DAY = (StandingKind.WEATHER, StandingKind.ON_THIS_DAY, StandingKind.EVENTS)  # need a date


@dataclass(frozen=True, slots=True)
class Standing:
    """What a story has that is standing matter: its kind and its sizes."""

    kind: StandingKind
    bodies: tuple[tuple[Block, ...], ...]  # a text for each size, the shortest first
    used: str = ""  # the last day before this one on which it ran, as the editor wrote it
