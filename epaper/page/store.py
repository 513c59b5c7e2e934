"""Pages as plain data and back: how a page is kept between builds, exactly.

Dataclasses become {"!": name, "v": [fields]}, tuples lists; words, which a page says again and
again, are numbered. Numbers come back as they were (JSON writes floats in full).
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from epaper.geometry import Rect, Size
from epaper.page.marks import (
    AdMark,
    Element,
    Fill,
    GlyphRun,
    Link,
    Origin,
    PictureMark,
    Polygon,
    Rule,
    Word,
)
from epaper.page.page import Module, OutlineEntry, Page

KNOWN = (
    AdMark,
    Fill,
    GlyphRun,
    Link,
    Module,
    Origin,
    OutlineEntry,
    Page,
    PictureMark,
    Polygon,
    Rect,
    Rule,
    Size,
    Word,
)


class Packer:
    """Objects to plain data.  `path` turns a file's path into the text that is kept."""

    def __init__(self, path: Callable[[Path], str]) -> None:
        self.path = path
        self.words: dict[Word, int] = {}

    def pack(self, value: Any) -> Any:
        match value:
            case GlyphRun():
                fields = [
                    one if isinstance(one, str | float | int) else self.pack(one)
                    for one in (
                        getattr(value, name) for name in _names(GlyphRun) if name != "words"
                    )
                ]
                return {
                    "!": "GlyphRun",
                    "v": fields,
                    "w": [self._word(word) for word in value.words],
                }
            case enum.Enum():
                return value.value
            case None | bool() | int() | float() | str():
                return value
            case Path():
                return {"!": "Path", "v": self.path(value)}
            case tuple() | list():
                return [self.pack(one) for one in value]
            case Mapping():
                return {
                    "!": "Map",
                    "v": [[self.pack(key), self.pack(one)] for key, one in value.items()],
                }
            case _:
                return {
                    "!": type(value).__name__,
                    "v": [self.pack(getattr(value, name)) for name in _names(type(value))],
                }

    def _word(self, word: Word) -> int:
        return self.words.setdefault(word, len(self.words))

    def packed_words(self) -> list[Any]:
        """Their fields as they are: numbers, texts and tuples of them."""
        return [[getattr(word, name) for name in _names(Word)] for word in self.words]


class Unpacker:
    """Plain data to objects.  Raises KeyError, TypeError, ValueError for data that no Packer
    made."""

    def __init__(
        self, path: Callable[[str], Path], words: list[Any], more: tuple[type, ...] = ()
    ) -> None:
        self.path = path
        self.known: dict[str, type] = {kind.__name__: kind for kind in (*KNOWN, *more)}
        self.words = [Word(*(self.unpack(one) for one in fields)) for fields in words]

    def unpack(self, data: Any) -> Any:
        if isinstance(data, list):
            return tuple(self.unpack(one) for one in data)
        if not isinstance(data, dict):
            return data
        name, values = data["!"], data["v"]
        if name == "Path":
            return self.path(values)
        if name == "Map":
            return {self.unpack(key): self.unpack(one) for key, one in values}
        fields = [self.unpack(one) for one in values]
        if name == "GlyphRun":
            fields.insert(
                _names(GlyphRun).index("words"), tuple(self.words[number] for number in data["w"])
            )
        if name == "Origin":
            fields[0] = Element(fields[0])
        return self.known[name](*fields)


def _names(kind: type) -> list[str]:
    if kind not in _fields:
        _fields[kind] = [field.name for field in dataclasses.fields(kind)]
    return _fields[kind]


_fields: dict[type, list[str]] = {}
