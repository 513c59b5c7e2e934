"""Addresses and names that somebody else wrote: only those of this site are taken."""

from __future__ import annotations

import datetime

from epaper.model.letters import in_word

_DATE = len("2026-11-23")


def is_local(place: str) -> bool:
    """Whether it is a path of this site and of no other."""
    odd = place.startswith(("//", "/\\")) or not place.isprintable() or " " in place
    return place.startswith("/") and not odd


def local(place: str) -> str:
    """The place, or the front of the house for one elsewhere."""
    return place if is_local(place) else "/"


def is_edition(name: str) -> bool:
    """Whether an edition may have this name: 2026-11-23, or with a title or a zone behind it."""
    date, more = name[:_DATE], name[_DATE:]
    try:
        dated = datetime.date.fromisoformat(date).isoformat() == date
    except ValueError:
        return False
    return dated and (not more or (more[0] == "-" and len(more) > 1 and all(map(_named, more))))


def _named(char: str) -> bool:
    return char in "-_." or in_word(char)
