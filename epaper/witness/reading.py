"""The readers' PDF as pypdf sees it: opened once, its places by page number."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NullObject

from epaper.witness.content import CodeTable, unicode_decoder

# What pypdf raises on a file that is not as the standard has it.
FAULTS = (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError)
# The first table of a file that shows its first page early begins with that page's objects, not
# with object 0, and rightly so (ISO 32000-1, annex F).
USUAL = "Xref table not zero-indexed"
logging.getLogger("pypdf._reader").addFilter(
    lambda record: not record.getMessage().startswith(USUAL)
)


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a link or bookmark leads: a page of the file (from 0; -1 is none) and the height on it
    in points from the bottom, or an address.
    """

    place: int = -1
    top: float = 0.0
    uri: str = ""


class WitnessFile:
    """A PDF opened strictly.  Raises one of FAULTS when it cannot be read."""

    def __init__(self, pdf: Path) -> None:
        self.reader = PdfReader(pdf, strict=True)
        self.pages: tuple[PageObject, ...] = tuple(self.reader.pages)
        self._places = {
            page.indirect_reference.idnum: place
            for place, page in enumerate(self.pages)
            if page.indirect_reference is not None
        }
        self._decoders: dict[int, CodeTable] = {}

    @property
    def catalog(self) -> DictionaryObject:
        return dictionary(self.reader.trailer["/Root"])

    def goal(self, target: Any) -> Goal:
        """A destination array (ISO 32000-1, 12.3.2.2), or an action that leads to one or to an
        address.
        """
        target = target.get_object()
        if isinstance(target, DictionaryObject):
            return Goal(uri=str(target["/URI"])) if "/URI" in target else self.goal(target["/D"])
        if not isinstance(target, ArrayObject) or len(target) < 4 or target[1] != "/XYZ":
            return Goal()
        return Goal(self.place_of(target[0]), number(target[3]))

    def place_of(self, page: Any) -> int:
        """A page by reference, counted from 0; -1 where it is none of the file's."""
        return self._places.get(page.indirect_reference.idnum, -1)

    def bookmarks(self) -> Iterator[tuple[int, str, Goal]]:
        """Level from 0, title and goal of each, in the order in which they are shown."""

        def walk(entries: Sequence[Any], level: int) -> Iterator[tuple[int, str, Goal]]:
            for entry in entries:
                if isinstance(entry, list):
                    yield from walk(entry, level + 1)
                else:
                    goal = Goal(self.place_of(entry.page), number(entry.top))
                    yield level, str(entry.title), goal

        yield from walk(self.reader.outline, 0)

    def links(self, place: int) -> Iterator[tuple[tuple[float, ...], Goal]]:
        """Each link annotation of a page: its rectangle as the file has it, and where it leads."""
        for entry in array(self.pages[place].get("/Annots", ArrayObject())):
            annotation = dictionary(entry)
            if annotation.get("/Subtype") == "/Link":
                target = annotation.get("/Dest", annotation.get("/A"))
                goal = Goal() if target is None else self.goal(target)
                yield tuple(float(edge) for edge in array(annotation["/Rect"])), goal

    def content(self, place: int) -> bytes:
        """A page's content, decoded."""
        content = self.pages[place].get_contents()
        return content.get_data() if content is not None else b""

    def fonts(self, place: int) -> Mapping[str, CodeTable]:
        """Decoders of a page's fonts by name, each font read once.  KeyError for a font without
        ToUnicode.
        """
        found: dict[str, CodeTable] = {}
        for name, font in self._resources(place, "/Font").items():
            key = font.indirect_reference.idnum
            if key not in self._decoders:
                size = 2 if font["/Subtype"] == "/Type0" else 1
                cmap = font["/ToUnicode"].get_object().get_data()
                self._decoders[key] = unicode_decoder(cmap, size)
            found[name.removeprefix("/")] = self._decoders[key]
        return found

    def objects(self, place: int) -> frozenset[str]:
        """Names of the pictures and forms that a page has at hand."""
        return frozenset(
            name.removeprefix("/")
            for name, placed in self._resources(place, "/XObject").items()
            if placed.get("/Subtype") in ("/Image", "/Form")
        )

    def _resources(self, place: int, kind: str) -> dict[str, Any]:
        resources = dictionary(self.pages[place].get("/Resources", DictionaryObject()))
        entries = dictionary(resources.get(kind, DictionaryObject()))
        return {str(name): entry.get_object() for name, entry in entries.items()}


def opened(pdf: Path | WitnessFile) -> WitnessFile:
    """The file, which a reader before may have opened.  Raises one of FAULTS."""
    return pdf if isinstance(pdf, WitnessFile) else WitnessFile(pdf)


def dictionary(value: Any) -> DictionaryObject:
    """The dictionary that a value is or refers to.  TypeError when it is something else."""
    found = value.get_object()
    if not isinstance(found, DictionaryObject):
        raise TypeError(f"a {type(found).__name__} stands where a dictionary is wanted")
    return found


def array(value: Any) -> ArrayObject:
    """The array that a value is or refers to.  TypeError when it is something else."""
    found = value.get_object()
    if not isinstance(found, ArrayObject):
        raise TypeError(f"a {type(found).__name__} stands where an array is wanted")
    return found


def number(value: Any) -> float:
    """A height; none stands for 0."""
    return 0.0 if value is None or isinstance(value, NullObject) else float(value)
