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
from dataclasses import is_dataclass
from functools import cache
from typing import Any, get_type_hints

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from cattrs.strategies import configure_tagged_union

from epaper.issue.issue import Issue
from epaper.issue.record import Parts, whole_parts
from epaper.issue.shelf import Shelf
from epaper.model.press import PressSettings
from epaper.page.marks import AdMark, Fill, GlyphRun, Link, Mark, PictureMark, Polygon, Rule, Word
from epaper.page.of_page import OfPage
from epaper.page.page import Page
from epaper.page.unread import made_unread
from epaper.work.collector import collector_off

MARKS = {
    GlyphRun: "text",
    Rule: "rule",
    Fill: "fill",
    Polygon: "polygon",
    PictureMark: "picture",
    AdMark: "advertisement",
    Link: "link",
}
KINDS = {name: kind for kind, name in MARKS.items()}
# of an issue: what is long and not asked for by everybody, read when it is
UNREAD = ("figures", "ledger", "locks", "outline", "sheets", "steady", "stories", "structure")
FAULTS = (KeyError, TypeError, ValueError, IndexError, AttributeError)  # of what is no record


# How a word becomes its place in the list of words, and a word again, for the issue in hand
_NUMBER: ContextVar[Callable[[Word], object]] = ContextVar("number")
_WORDS: ContextVar[_Known] = ContextVar("words")


def pack(issue: Issue) -> dict[str, Any]:
    """Plain data: {"words": [...], "issue": {...}}."""
    words = _Words()
    data = _written(issue, Issue, words.number)
    write = _words_only().unstructure
    return {"words": [write(word) for word in words.numbers], "issue": data}


def unpack(data: Mapping[str, Any], shelf: Shelf) -> Issue:
    """The issue, with its files on `shelf`.  Raises one of FAULTS for data that `pack` did not
    make, in part when that part is first asked for."""
    return unpack_parts(whole_parts(data), shelf, lambda error: error)


def unpack_parts(parts: Parts, shelf: Shelf, fault: Callable[[Exception], Exception]) -> Issue:
    """The issue, with its files on `shelf`; marks, and what else is long, are read when they are
    first asked for.  Raises one of FAULTS for parts of no issue; for what is found out later,
    `fault` says what to raise."""
    reading = _Reading(parts, fault)
    hints = _hints(Issue)
    known = {
        name: reading.read(part, hints[name])
        for name, part in parts.fields.items()
        if name in hints and name not in UNREAD
    }
    pages = tuple(reading.page(rest, marks) for rest, marks in parts.pages)
    reads = {
        name: reading.later(parts.fields[name], hints[name])
        for name in UNREAD
        if name in parts.fields
    }
    return made_unread(Issue, {**known, "pages": pages, "shelf": shelf}, reads)


def page_ink(page: Page) -> str:
    """What is printed of a page, as text: two pages with the same are printed alike, faces and
    colours given.  Of words it has the glyphs and where they stand, not what they say."""
    return repr(_written(page, Page, lambda word: (word.glyphs, word.width, word.offsets)))


def page_digest(page: Page) -> str:
    """A digest of all that a page says and shows, of words their text too; found once for a page,
    however often it is asked for."""
    return _digests(page)


def know_digest(page: Page, digest: str) -> None:
    """Take it that this is the page's digest."""
    _digests.know(page, digest)


@OfPage
def _digests(page: Page) -> str:
    words = _Words()
    text = repr((_written(page, Page, words.number), list(words.numbers)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class _Reading:
    """The parts of one record on their way to be an issue.  What is to be read later holds its own
    part, and the words; not the whole text of a record of which one page is still unread."""

    def __init__(self, parts: Parts, fault: Callable[[Exception], Exception]) -> None:
        self.words, self.data, self.fault = _Known(parts.words, parts.data), parts.data, fault

    def read(self, part: Any, kind: Any) -> Any:
        return self._made(self.data(part), kind)

    def _made(self, data: Any, kind: Any) -> Any:
        if is_dataclass(kind) and not isinstance(data, Mapping):
            raise TypeError(f"no record of fields: {str(data)[:40]}")  # would be one without fields
        before = _WORDS.set(self.words)
        try:
            return _reader().structure(data, kind)
        finally:
            _WORDS.reset(before)

    def later(self, part: Any, kind: Any) -> Callable[[], Any]:
        def read() -> Any:
            try:
                with collector_off():  # a page is ten thousand things
                    return self.read(part, kind)
            except FAULTS as error:
                raise self.fault(error) from error

        return read

    def page(self, rest: Any, marks: Any) -> Page:
        hints, fields = _hints(Page), self.data(rest)
        known = {
            name: self._made(value, hints[name]) for name, value in fields.items() if name in hints
        }
        return made_unread(Page, known, {"marks": self.later(marks, hints["marks"])})


class _Known(Sequence[Word]):
    """The words of a record by their places, each read when it is first met."""

    def __init__(self, words: Sequence[Any], data: Callable[[Any], Any]) -> None:
        self._words: list[Any] = list(words)  # as they were found, and then words
        self._data = data
        self._made = _words_only().get_structure_hook(Word)

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, number: Any) -> Any:
        word = self._words[number]
        if type(word) is not Word:
            word = self._words[number] = self._made(self._data(word), Word)
        return word

    def many(self, numbers: Sequence[Any]) -> tuple[Word, ...]:
        known = self._words
        return tuple([w if type(w := known[n]) is Word else self[n] for n in numbers])


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
        return _writer().unstructure(thing, unstructure_as=kind)
    finally:
        _NUMBER.reset(before)


def _numbered(word: Word) -> object:
    return _NUMBER.get()(word)


@cache
def _words_only() -> Converter:
    converter = Converter(omit_if_default=True, detailed_validation=False)
    _quick_in_tuples(converter)
    return converter


def _quick_in_tuples(converter: Converter) -> None:
    """Plain values in tuples, each made what it should be, as the library does it, without asking
    for each of them how."""
    plain: tuple[type, ...] = (int, float, str)
    for one in plain:
        converter.register_structure_hook_func(
            lambda kind, of=tuple[one, ...]: kind == of,  # type: ignore[valid-type,misc]
            lambda values, _, one=one: tuple(map(one, values)),  # type: ignore[misc]
        )


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


# Each is made once, for making one costs more than writing a small issue; that which reads knows
# nothing of writing, for who prints a page only reads, and only what it asks for


@cache
def _reader() -> Converter:
    converter = Converter(omit_if_default=True, detailed_validation=False)
    _quick_in_tuples(converter)
    converter.register_structure_hook_func(
        lambda kind: kind == tuple[Word, ...], lambda numbers, _: _WORDS.get().many(numbers)
    )
    converter.register_structure_hook(
        datetime.date, lambda text, _: datetime.date.fromisoformat(text)
    )
    makers = {name: converter.get_structure_hook(kind) for name, kind in KINDS.items()}
    converter.register_structure_hook_func(
        lambda kind: kind == tuple[Mark, ...],
        lambda marks, _: tuple([makers[one["mark"]](one, KINDS[one["mark"]]) for one in marks]),
    )
    no_path = override(omit=True)  # the profile is an asset
    converter.register_structure_hook(
        PressSettings, make_dict_structure_fn(PressSettings, converter, profile=no_path)
    )
    return converter


@cache
def _writer() -> Converter:
    converter = Converter(omit_if_default=True, detailed_validation=False)
    converter.register_unstructure_hook(Word, _numbered)
    converter.register_unstructure_hook(datetime.date, datetime.date.isoformat)
    configure_tagged_union(Mark, converter, tag_generator=MARKS.__getitem__, tag_name="mark")
    left_out = override(omit=True)
    converter.register_unstructure_hook(
        Issue,
        make_dict_unstructure_fn(Issue, converter, _cattrs_omit_if_default=True, shelf=left_out),
    )
    converter.register_unstructure_hook(
        PressSettings,
        make_dict_unstructure_fn(
            PressSettings, converter, _cattrs_omit_if_default=True, profile=left_out
        ),
    )
    return converter
