"""What the site says of itself: whose it is, its editions, and the dress of its pages.

Read anew where a publish has replaced it, and only then: refusals must cost little.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from epaper.gate.folder import EDITIONS, INDEX
from epaper.site.saying import Voice, voice_of

FALLBACK = "en"
_TAG = re.compile(r"<(link|script)\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_CONTENT = re.compile(r"(?:\./)?(a/[0-9a-f]{8,64}\.(?:css|js|svg|woff2))")
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Known:
    """An edition of the index."""

    date: str
    title: str = ""
    name: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """The index of a site; empty of a folder that has none."""

    title: str = ""
    language: str = FALLBACK
    digits: str = ""
    editions: Mapping[str, Known] = field(default_factory=dict)

    @property
    def voice(self) -> Voice:
        return _voice(self.language, self.digits)

    @property
    def years(self) -> list[int]:
        """With a calendar, the newest first."""
        return sorted({int(one.date[:4]) for one in self.editions.values()}, reverse=True)

    def told_of(self, edition: str) -> str:
        """What tells an edition from others of its site and day: its title, name and zone; empty
        where it is the only one."""
        own = self.editions.get(edition)
        if own is None:
            return ""
        titles = {one.title for one in self.editions.values()}
        same = [e for e in self.editions.values() if (e.date, e.title) == (own.date, own.title)]
        title = own.title if len(titles) > 1 else ""
        zone = "" if own.zone.casefold() in own.name.casefold() else own.zone
        return self.voice.words.row(title, *((own.name, zone) if len(same) > 1 else ()))


@dataclass(frozen=True, slots=True)
class Dress:
    """Files of the front of the house that pages of the server wear, as paths from the root: style
    sheets, the script that sets the reader's theme before the first paint, icon, face of text."""

    styles: tuple[str, ...] = ()
    first: str = ""
    icon: str = ""
    face: str = ""


@functools.lru_cache(maxsize=16)
def _voice(language: str, digits: str) -> Voice:
    """Its words are read from a file, which takes as long as a search."""
    return voice_of(language, digits)


class Fronts:
    """Both, as they are at this moment."""

    def __init__(self, site: Path) -> None:
        self._front = _Kept(site / EDITIONS, _front, Front())
        self._dress = _Kept(site / INDEX, _dress, Dress())

    @property
    def front(self) -> Front:
        return self._front.now()

    @property
    def dress(self) -> Dress:
        return self._dress.now()


class _Kept(Generic[_Read]):
    """What a file says, until it is another file."""

    def __init__(self, file: Path, read: Callable[[bytes], _Read], none: _Read) -> None:
        self._file, self._read, self._none = file, read, none
        self._last: tuple[tuple[int, int], _Read] = ((0, 0), none)

    def now(self) -> _Read:
        """`none` where there is no such file or it is not understood."""
        try:
            found = self._file.stat()
            sign = (found.st_mtime_ns, found.st_ino)
            if sign != self._last[0]:
                self._last = (sign, self._read(self._file.read_bytes()))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return self._none
        return self._last[1]


def _front(data: bytes) -> Front:
    told = json.loads(data)
    paper = told.get("paper", {})
    return Front(
        title=str(paper.get("title", "")),
        language=str(paper.get("language", "")) or FALLBACK,
        digits=str(paper.get("digits", "")),
        editions={str(one["id"]): _known(one) for one in told.get("editions", ())},
    )


def _known(one: Mapping[str, Any]) -> Known:
    date = str(one.get("date", "")) or str(one["id"])[:10]
    int(date[:4])  # ValueError where it is none
    return Known(date, *(str(one.get(name, "")) for name in ("title", "name", "zone")))


def _dress(data: bytes) -> Dress:
    """Of the head of a page that a publish wrote; what is not named by its content is left out."""
    styles: list[str] = []
    others: dict[str, str] = {}
    for tag, text in _TAG.findall(data.decode("utf-8", "replace").partition("</head>")[0]):
        told = dict(_ATTRIBUTE.findall(text))
        found = _CONTENT.fullmatch(told.get("src" if tag == "script" else "href", ""))
        if not found:
            continue
        use = told.get("rel", "") if tag == "link" else told.get("type", "first")
        if use == "stylesheet":
            styles.append(found[1])
        else:
            others.setdefault(use, found[1])
    named = {name: others.get(name, "") for name in ("first", "icon", "preload")}
    return Dress(tuple(styles), named["first"], named["icon"], face=named["preload"])
