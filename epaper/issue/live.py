"""Web and mail addresses in text, which lead there on a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from epaper.geometry import Rect
from epaper.page.marks import SOFT_HYPHEN, Element, GlyphRun, Link, Mark, Origin

_HOST = r"(?:[\w-]+\.)+[^\W\d_]{2,}"
_ADDRESS = re.compile(
    rf"(?P<web>https?://[^\s<>\"“”„«»‹›]+|www\.{_HOST}(?:[/?#][^\s<>\"“”„«»‹›]*)?)"
    rf"|(?P<mail>[\w.+-]+@{_HOST})"
)
_SIGNS = ("://", "www.", "@")  # one of which is in every address
_TAIL = ".,;:!?'’\"”»›)]}।۔"  # of the sentence, not of the address
RISE, DROP = 0.8, 0.25  # of the size: the area over and under a baseline
OWN = Origin(Element.FURNITURE)
_SILENT = (Element.FOLIO, Element.FURNITURE, Element.ADVERTISEMENT)


@dataclass(frozen=True, slots=True)
class Address:
    """Characters `first` to `last` (not included) of a text, and where they lead."""

    first: int
    last: int
    uri: str


def addresses(text: str, website: str = "") -> Iterator[Address]:
    """In their order.  `website`: the paper's own, which it may write with nothing before it."""
    if website and text.strip() == website:
        first = text.index(website)
        yield Address(first, first + len(website), f"https://{website}")
        return
    for found in _ADDRESS.finditer(text):
        told = found.group().rstrip(_TAIL)
        if told.count("(") > told.count(")") and text[found.start() + len(told) :][:1] == ")":
            told += ")"  # it was a part of the path
        uri = told if told.startswith("http") else f"https://{told}"
        if found.group("mail"):
            uri = f"mailto:{told}"
        yield Address(found.start(), found.start() + len(told), uri)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word as it stands."""

    text: str
    rect: Rect
    parted: bool  # it goes on in the next line


def live_links(marks: tuple[Mark, ...], website: str = "") -> Iterator[Link]:
    """An area for each address of a page, over each of the lines on which it stands."""
    if not _may_have(marks, website):
        return
    words = [word for mark in marks if isinstance(mark, GlyphRun) for word in _words(mark)]
    place = 0
    while place < len(words):
        parts = [words[place]]
        while parts[-1].parted and place + len(parts) < len(words):
            parts.append(words[place + len(parts)])
        whole = "".join(part.text for part in parts)
        found = next(addresses(whole, website), None)
        if found is None:
            place += 1
            continue
        for part in parts:
            yield Link(part.rect, whole[found.first : found.last], uri=found.uri, origin=OWN)
        place += len(parts)


def _may_have(marks: tuple[Mark, ...], website: str) -> bool:
    """Whether the page's words, read on without a space, have what is in every address: most pages
    have not, and need not be measured word by word."""
    runs = (mark for mark in marks if isinstance(mark, GlyphRun) and _is_read(mark))
    text = "".join(word.text for run in runs for word in run.words).replace(SOFT_HYPHEN, "")
    signs = (*_SIGNS, website) if website else _SIGNS
    return any(sign in text for sign in signs)


def _is_read(run: GlyphRun) -> bool:
    read_on = run.direction != "rtl" and run.origin.element not in _SILENT
    return read_on and any(word.width for word in run.words)


def _words(run: GlyphRun) -> Iterator[_Placed]:
    if not _is_read(run):
        return
    units = sum(word.width for word in run.words)
    scale = (run.width - run.gap * (len(run.words) - 1)) / units
    x = run.x
    for number, word in enumerate(run.words, 1):
        top, width = run.y - RISE * run.size, word.width * scale
        rect = Rect(x, top, width, (RISE + DROP) * run.size)
        parted = run.parted and number == len(run.words)
        yield _Placed(word.text.replace(SOFT_HYPHEN, ""), rect, parted)
        x += width + run.gap
