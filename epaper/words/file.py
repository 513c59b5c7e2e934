"""One words file: its keys known, its values of the right kind, every place of a phrase named."""

from __future__ import annotations

import difflib
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from epaper.errors import DesignError
from epaper.words.words import DATE_PLACES, PLACES, Phrases, Plural

PHRASES = tuple(field.name for field in fields(Phrases))
FORMS = tuple(field.name for field in fields(Plural))
DIRECTIONS = ("ltr", "rtl")


@dataclass(frozen=True, slots=True)
class FileWords:
    """What a file says, by the names of the fields of Words and Phrases."""

    settings: Mapping[str, Any]
    phrases: Mapping[str, str | Plural]


def read_file(path: Path) -> FileWords:
    """What a file says; it need not say everything.  Raises DesignError naming file and key."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise DesignError(f"{file_name(path)} cannot be read: {error}; mend the file") from error
    if not isinstance(raw, dict):
        raise DesignError(f"{file_name(path)} holds no words; start from a copy of en.yaml")
    _known(raw, (*KEYS, "phrases"), path)
    phrases = raw.pop("phrases", {})
    if not isinstance(phrases, dict):
        raise _wrong("phrases", path, "is not a mapping", "write 'name: phrase' under it")
    _known(phrases, PHRASES, path, "phrases.")
    return FileWords(
        {key: READERS[key](value, key, path) for key, value in raw.items()},
        {key: _phrase(value, key, path) for key, value in phrases.items()},
    )


def file_name(path: Path) -> str:
    """As the user knows it."""
    return f"words/{path.name}"


def _known(raw: Iterable[Any], keys: Sequence[str], path: Path, inside: str = "") -> None:
    for key in raw:
        if key not in keys:
            near = difflib.get_close_matches(str(key), keys, 1)
            hint = f"did you mean {near[0]}" if near else "allowed are " + ", ".join(keys)
            raise _wrong(f"{inside}{key}", path, "is not a key of words", hint)


def _phrase(value: Any, name: str, path: Path) -> str | Plural:
    key, places = f"phrases.{name}", PLACES.get(name, ())
    if name != "columns":
        return _pattern(value, key, path, places)
    if not isinstance(value, dict):
        raise _wrong(key, path, f"is {value!r}", "write {one: ..., other: ...}")
    _known(value, FORMS, path, f"{key}.")
    for form in FORMS:
        if form not in value:
            raise _wrong(f"{key}.{form}", path, "is missing", "add it")
    return Plural(*(_pattern(value[form], f"{key}.{form}", path, places) for form in FORMS))


def _pattern(value: Any, key: str, path: Path, places: Sequence[str]) -> str:
    """A text that names each of its places once in braces, and nothing else."""
    text = _text(value, key, path)
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError as error:
        raise _wrong(key, path, f"cannot be read ({error})", "close every brace") from error
    named = sorted(name for _, name, _, _ in parts if name is not None)
    if named != sorted(places) or any(form or change for _, _, form, change in parts):
        wanted = ", ".join(f"{{{place}}}" for place in places) or "nothing"
        raise _wrong(key, path, f"is '{text}'", f"it has to name {wanted} in braces, once each")
    return text


def _date_order(value: Any, key: str, path: Path) -> str:
    return _pattern(value, key, path, DATE_PLACES)


def _text(value: Any, key: str, path: Path) -> str:
    if not isinstance(value, str) or not value:
        raise _wrong(key, path, f"is {value!r}", "a text is needed, in quotes if need be")
    return value


def _mark(value: Any, key: str, path: Path) -> str:
    """A text that may be empty."""
    return "" if value == "" else _text(value, key, path)


def _direction(value: Any, key: str, path: Path) -> str:
    if value not in DIRECTIONS:
        raise _wrong(key, path, f"is {value!r}", "allowed are ltr and rtl")
    return str(value)


def _digits(value: Any, key: str, path: Path) -> str:
    if not isinstance(value, str) or len(value) != 10 or len(set(value)) != 10:
        raise _wrong(key, path, f"is {value!r}", 'ten characters are needed, as "0123456789"')
    return value


def _counts(value: Any, key: str, path: Path) -> tuple[int, ...]:
    least = 1 if key == "groups" else 0
    if not isinstance(value, list) or any(type(n) is not int or n < least for n in value):
        raise _wrong(key, path, f"is {value!r}", f"whole numbers from {least} are needed, as [3]")
    return tuple(value)


def _names(value: Any, key: str, path: Path) -> tuple[str, ...]:
    count = 12 if key == "months" else 7
    if not isinstance(value, list) or len(value) != count:
        raise _wrong(key, path, f"is {value!r}", f"{count} names are needed, in their order")
    return tuple(_text(name, key, path) for name in value)


def _wrong(key: str, path: Path, fact: str, remedy: str) -> DesignError:
    return DesignError(f"{file_name(path)}: {key} {fact}; {remedy}")


READERS: Mapping[str, Callable[[Any, str, Path], Any]] = {
    "direction": _direction,
    "digits": _digits,
    "decimal_mark": _text,
    "group_mark": _mark,
    "groups": _counts,
    "singular": _counts,
    "separator": _text,
    "months": _names,
    "weekdays": _names,
    "date_order": _date_order,
}
KEYS = tuple(READERS)
