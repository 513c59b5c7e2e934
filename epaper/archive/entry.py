"""What the archive holds and what it answers."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A story of an edition.  `path`: of its article view, from the root of the site; `page`: the
    first on which it stands; `text`: all of it but the headline, paragraphs parted by line ends.
    """

    edition: str
    date: datetime.date
    slug: str
    path: str
    headline: str
    section: str
    page: int
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Of a text that is shown; `marked` is what was sought."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that was found: `headline` and `snippet` with what was sought marked."""

    edition: str
    date: datetime.date
    slug: str
    path: str
    headline: tuple[Piece, ...]
    section: str
    page: int
    language: str
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """`total`: of all that were found, of which `hits` are some.  `inside`: no whole word was
    found, and these are parts of words."""

    total: int
    hits: tuple[Hit, ...] = ()
    inside: bool = False
