"""An issue as plain JSON data and back, exactly.

Every record is an object with its fields' names; a field that has its usual value is left out.
Marks say what they are under "mark".  Words, which pages say again and again, stand once in a list
of their own and are named by their place in it.  Numbers come back as they were: JSON writes floats
in full.  A path never leaves the house: files are named by digest.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import replace
from functools import cache
from typing import Any

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.strategies import configure_tagged_union

from epaper.issue.issue import Issue
from epaper.issue.shelf import Shelf
from epaper.model.press import PressSettings
from epaper.page.marks import AdMark, Fill, GlyphRun, Link, Mark, PictureMark, Polygon, Rule, Word
from epaper.page.page import Page

MARKS = {
    GlyphRun: "text",
    Rule: "rule",
    Fill: "fill",
    Polygon: "polygon",
    PictureMark: "picture",
    AdMark: "advertisement",
    Link: "link",
}


# How a word becomes its place in the list of words, and a word again, for the issue in hand
_NUMBER: ContextVar[Callable[[Word], object]] = ContextVar("number")
_WORDS: ContextVar[Sequence[Word]] = ContextVar("words")

MOST_DIGESTS = 512  # pages whose digests are held on to, and they with them
_DIGESTS: dict[int, tuple[Page, str]] = {}  # by the page's id


def pack(issue: Issue) -> dict[str, Any]:
    """Plain data: {"words": [...], "issue": {...}}."""
    words = _Words()
    data = _written(issue, Issue, words.number)
    write = _words_only().unstructure
    return {"words": [write(word) for word in words.numbers], "issue": data}


def unpack(data: Mapping[str, Any], shelf: Shelf) -> Issue:
    """The issue, with its files on `shelf`.

    Raises KeyError, TypeError, ValueError, IndexError or AttributeError for data that `pack` did
    not make.
    """
    read = _words_only().structure
    before = _WORDS.set([read(fields, Word) for fields in data["words"]])
    try:
        return replace(_converter().structure(data["issue"], Issue), shelf=shelf)
    finally:
        _WORDS.reset(before)


def page_ink(page: Page) -> str:
    """What is printed of a page, as text: two pages with the same are printed alike, faces and
    colours given.  Of words it has the glyphs and where they stand, not what they say."""
    return repr(_written(page, Page, lambda word: (word.glyphs, word.width, word.offsets)))


def page_digest(page: Page) -> str:
    """A digest of all that a page says and shows, of words their text too; found once for a page,
    however often it is asked for."""
    known = _DIGESTS.get(id(page))
    if known is not None and known[0] is page:
        return known[1]
    words = _Words()
    text = repr((_written(page, Page, words.number), list(words.numbers)))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    know_digest(page, digest)
    return digest


def know_digest(page: Page, digest: str) -> None:
    """Take it that this is the page's digest."""
    while len(_DIGESTS) >= MOST_DIGESTS:
        del _DIGESTS[next(iter(_DIGESTS))]
    _DIGESTS[id(page)] = page, digest


class _Words:
    """Words and their places in a list, in the order met.  A word is mostly met as the same object,
    which is known sooner than one that is equal."""

    def __init__(self) -> None:
        self.numbers: dict[Word, int] = {}
        self._met: dict[int, tuple[Word, int]] = {}

    def number(self, word: Word) -> int:
        met = self._met.get(id(word))
        if met is None:
            number = self.numbers.setdefault(word, len(self.numbers))
            met = self._met[id(word)] = word, number
        return met[1]


def _written(thing: Issue | Page, kind: type, number: Callable[[Word], object]) -> Any:
    before = _NUMBER.set(number)
    try:
        return _converter().unstructure(thing, unstructure_as=kind)
    finally:
        _NUMBER.reset(before)


def _numbered(word: Word) -> object:
    return _NUMBER.get()(word)


@cache
def _words_only() -> Converter:
    return Converter(omit_if_default=True, detailed_validation=False)


@cache
def _converter() -> Converter:
    """Made once, for making one costs more than writing a small issue."""
    converter = Converter(omit_if_default=True, detailed_validation=False)
    converter.register_unstructure_hook(Word, _numbered)
    converter.register_structure_hook(Word, lambda number, _: _WORDS.get()[number])
    converter.register_unstructure_hook(datetime.date, datetime.date.isoformat)
    converter.register_structure_hook(
        datetime.date, lambda text, _: datetime.date.fromisoformat(text)
    )
    configure_tagged_union(Mark, converter, tag_generator=MARKS.__getitem__, tag_name="mark")
    no_shelf = override(omit=True)
    converter.register_unstructure_hook(
        Issue,
        make_dict_unstructure_fn(Issue, converter, _cattrs_omit_if_default=True, shelf=no_shelf),
    )
    converter.register_structure_hook(
        Issue, make_dict_structure_fn(Issue, converter, shelf=no_shelf)
    )
    no_path = override(omit=True)  # the profile is an asset
    converter.register_unstructure_hook(
        PressSettings,
        make_dict_unstructure_fn(
            PressSettings, converter, _cattrs_omit_if_default=True, profile=no_path
        ),
    )
    converter.register_structure_hook(
        PressSettings, make_dict_structure_fn(PressSettings, converter, profile=no_path)
    )
    return converter
