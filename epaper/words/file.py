"""One words file: its keys known, its values of the right kind, every place of a phrase named."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from epaper.settings.fields import Fields
from epaper.settings.notes import Notes, shown
from epaper.settings.reader import read_fields
from epaper.settings.textfile import clean
from epaper.settings.yamltree import Scalar
from epaper.units import counted
from epaper.words.words import DATE_PLACES, PLACES, Phrases, Plural

PHRASES = tuple(field.name for field in fields(Phrases))
FORMS = tuple(field.name for field in fields(Plural))
DIRECTIONS = ("ltr", "rtl")


@dataclass(frozen=True, slots=True)
class FileWords:
    """What a file says, by the names of the fields of Words and Phrases."""

    settings: Mapping[str, Any]
    phrases: Mapping[str, str | Plural]


def read_file(path: Path, notes: Notes) -> FileWords:
    """What a file says; it need not say everything.  Mistakes are noted."""
    file = read_fields(path, notes)
    if file is None:
        return FileWords({}, {})
    settings = {name: read(file, name) for name, read in READERS.items() if name in file}
    phrases: dict[str, str | Plural] = {}
    part = file.inner("phrases")
    if part is not None:
        phrases = {
            name: _plural(part, name) if name == "columns" else _pattern(part, name, PLACES)
            for name in PHRASES
            if name in part
        }
        part.finish()
    file.finish()
    return FileWords(settings, phrases)


def file_name(path: Path) -> str:
    """As the user knows it."""
    return f"words/{path.name}"


def _pattern(part: Fields, name: str, places: Mapping[str, Sequence[str]]) -> str:
    """A text that names each of its places once in braces, and nothing else."""
    text, wanted = part.text(name), places.get(name, ())
    if not text and isinstance(part.node(name), Scalar):
        part.wrong(name, f"{name} is empty", "write words, or take the line away")
        return text
    try:
        pieces = list(string.Formatter().parse(text))
    except ValueError as error:
        part.wrong(name, f"{name} is {shown(text)}: {error}", "close every brace")
        return text
    named = sorted(place for _, place, _, _ in pieces if place is not None)
    if named != sorted(wanted) or any(form or change for _, _, form, change in pieces):
        needed = ", ".join(f"{{{place}}}" for place in wanted) or "nothing"
        remedy = f"it has to name {needed} in braces, once each"
        part.wrong(name, f"{name} is {shown(text)}", remedy)
    return text


def _plural(part: Fields, name: str) -> Plural:
    inner = part.inner(name)
    if inner is None:
        return Plural("", "")
    inner.need(*FORMS)
    places = dict.fromkeys(FORMS, PLACES[name])
    forms = [_pattern(inner, form, places) if form in inner else "" for form in FORMS]
    inner.finish()
    return Plural(*forms)


def _date_order(file: Fields, name: str) -> str:
    return _pattern(file, name, {name: DATE_PLACES})


def _mark(file: Fields, name: str) -> str:
    """A text whose spaces count; groups of digits may have none between them."""
    value = file.node(name)
    if not isinstance(value, Scalar):
        return file.text(name)
    if not value.text and name != "group_mark":
        file.wrong(name, f"{name} is empty", "write a character, in quotes if need be")
    return clean(value.text)


def _first_day(file: Fields, name: str) -> str:
    return file.text(name)


def _direction(file: Fields, name: str) -> str:
    return file.choice(name, DIRECTIONS, DIRECTIONS[0])


def _digits(file: Fields, name: str) -> str:
    word = file.word(name)
    if [unicodedata.decimal(char, -1) for char in word] != list(range(10)):
        remedy = "the ten digits of a script are needed, as 0123456789"
        file.wrong(name, f"{name} is {shown(word)}", remedy)
    return word


def _counts(file: Fields, name: str) -> tuple[int, ...]:
    least = 1 if name == "groups" else 0
    numbers = file.numbers(name) or ()
    if any(number < least or number != int(number) for number in numbers):
        file.wrong(name, f"{name} is {numbers}", f"whole numbers from {least} are needed, as [3]")
    return tuple(int(number) for number in numbers)


def _names(file: Fields, name: str) -> tuple[str, ...]:
    count = 12 if name == "months" else 7
    names = file.texts(name)
    if len(names) != count:
        file.wrong(
            name, f"{name} has {counted(len(names), 'name')}", f"{count} are needed, in their order"
        )
    return names


def _words(file: Fields, name: str) -> tuple[str, ...]:
    return file.texts(name)


READERS: Mapping[str, Callable[[Fields, str], Any]] = {
    "direction": _direction,
    "digits": _digits,
    "native_digits": _digits,
    "decimal_mark": _mark,
    "group_mark": _mark,
    "groups": _counts,
    "singular": _counts,
    "separator": _mark,
    "months": _names,
    "weekdays": _names,
    "date_order": _date_order,
    "first_day": _first_day,
    "said": _words,
    "leaning": _words,
    "referring": _words,
    "amounts": _words,
    "scales": _words,
    "common": _words,
    "articles": _words,
    "prepositions": _words,
    "places": _words,
    "abbreviations": _words,
    "archive": _words,
    "titles": _words,
}
# without them nothing is proposed of a text, and no picture is judged by its caption
OPTIONAL = (
    *("said", "leaning", "referring", "amounts", "scales", "articles", "prepositions", "places"),
    *("abbreviations", "common", "archive", "titles"),
)
KEYS = tuple(READERS)
