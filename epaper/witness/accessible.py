"""Whether the readers' PDF is what it says to programs that read aloud (ISO 14289-1, PDF/UA-1):
all that is painted is tagged or decoration, tags and content name each other, headings are in
order, what is shown is described, letters can be read.

A validator of that standard looks at more, and needs Java; this looks at what a builder of pages
can break.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from pypdf.generic import DictionaryObject, NameObject

from epaper.model.finding import Finding, Severity
from epaper.units import counted
from epaper.witness.content import HEX, LITERAL
from epaper.witness.reading import FAULTS, WitnessFile, array, dictionary
from epaper.witness.told import REMEDY

# operators that paint, the tags around them, and strings, in which neither counts
_TOKENS = re.compile(
    rb"%s|%s"
    rb"|(?P<open>(?:/Artifact\b[^\n]*?|/\w+\s*<<[^>]*?/MCID\s+(?P<mcid>\d+)[^>]*?>>\s*)?\bB[DM]C\b)"
    rb"|(?P<close>\bEMC\b)"
    rb"|(?<![\w/.*'])(?P<paint>TJ|Tj|'|\"|[Ss]|[fF]\*?|[bB]\*?|Do|sh|EI)(?![\w*'])"
    % (HEX, LITERAL),
    re.DOTALL,
)
NAMESPACE = "http://www.aiim.org/pdfua/ns/id/"
HEADING = re.compile(r"/H([1-6])")
DESCRIBED = ("/Figure", "/Formula")
EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
WIDTH = 60  # characters of a name that a finding shows


def check_accessible(pdf: Path) -> tuple[Finding, ...]:
    """Warnings "witness.accessible": a paper goes out all the same; none for a file that is right.
    One that makes no claim to be accessible is not asked."""
    try:
        file = WitnessFile(pdf)
        if not claims(file):
            return ()
        check = _Check(file)
        return (*check.whole(), *check.tree(), *check.pages())
    except FAULTS as error:
        return (_told(f"the PDF cannot be read ({type(error).__name__}: {error})"),)


def claims(file: WitnessFile) -> bool:
    """Whether it says of itself that it is accessible."""
    metadata = file.catalog.get("/Metadata")
    return metadata is not None and NAMESPACE.encode() in metadata.get_object().get_data()


def _told(fact: str, page: int = 0) -> Finding:
    return Finding(Severity.WARNING, "witness.accessible", fact, REMEDY, page=page)


class _Check:
    def __init__(self, file: WitnessFile) -> None:
        self.file = file
        self.tagged: dict[tuple[int, int], Any] = {}  # page and MCID -> its element
        self.annotated: dict[int, Any] = {}  # annotation's number -> its element

    def whole(self) -> Iterator[Finding]:
        catalog = self.file.catalog
        wishes = dictionary(catalog.get("/ViewerPreferences", DictionaryObject()))
        marked = dictionary(catalog.get("/MarkInfo", DictionaryObject()))
        for right, fact in (
            (str(catalog.get("/Lang", "")), "the PDF has no language"),
            (wishes.get("/DisplayDocTitle"), "the PDF's window is not named by its title"),
            (marked.get("/Marked"), "the PDF does not say that it is tagged"),
            ("/StructTreeRoot" in catalog, "the PDF has no tags"),
        ):
            if not right:
                yield _told(fact)

    # -- the tree ----------------------------------------------------------------------------------

    def tree(self) -> Iterator[Finding]:
        root = self.file.catalog.get("/StructTreeRoot")
        if root is None:
            return
        levels: list[int] = []
        waiting = [(dictionary(kid), dictionary(root)) for kid in _kids(dictionary(root))]
        while waiting:  # in the order of reading
            element, parent = waiting.pop(0)
            if dictionary(element["/P"]) != parent:
                yield _told(f"{_name(element)} names another parent")
            kind = str(element["/S"])
            if found := HEADING.fullmatch(kind):
                levels.append(int(found[1]))
            if kind in DESCRIBED and not str(element.get("/Alt", element.get("/ActualText", ""))):
                yield _told(f"{_name(element)} is not described")
            inner = []
            for kid in _kids(element):
                if isinstance(kid, DictionaryObject) and kid.get("/Type") == "/OBJR":
                    self.annotated[_number(kid.raw_get("/Obj"))] = element
                elif isinstance(kid, DictionaryObject) and "/MCID" not in kid:
                    inner.append((kid, element))
                else:
                    yield from self._content(element, kid)
            waiting = inner + waiting
        if levels and levels[0] != 1:
            yield _told(f"the first heading is of level {levels[0]}")
        for before, after in pairwise(levels):
            if after > before + 1:
                yield _told(f"a heading of level {after} follows one of {before}")

    def _content(self, element: DictionaryObject, kid: Any) -> Iterator[Finding]:
        held = isinstance(kid, DictionaryObject)
        page = (kid if held else element).raw_get("/Pg")
        place = (self.file.place_of(page), int(kid["/MCID"] if held else kid))
        if place in self.tagged:
            fact = f"{_name(element)} has content that another element has"
            yield _told(fact, place[0] + 1)
        self.tagged[place] = element

    # -- pages -------------------------------------------------------------------------------------

    def pages(self) -> Iterator[Finding]:
        parents = self._parents()
        fonts: dict[int, str] = {}
        for place, page in enumerate(self.file.pages):
            number = place + 1
            found, loose = marked_content(self.file.content(place))
            if loose:
                fact = f"{counted(loose, 'mark')} painted that no tag holds"
                yield _told(fact, number)
            twice = [mcid for mcid, count in found.items() if count > 1]
            wanted = {mcid for at, mcid in self.tagged if at == place}
            if twice or wanted != set(found):
                fact = "its content and the tags do not name each other"
                yield _told(fact, number)
            row = parents.get(int(page.get("/StructParents", -1)))
            told_back = [] if row is None else [dictionary(one) for one in array(row)]
            if [self.tagged.get((place, mcid)) for mcid in range(len(told_back))] != told_back:
                yield _told("its content does not lead back to its tags", number)
            yield from self._annotations(page, parents, number)
            fonts |= _fonts(dictionary(page.get("/Resources", DictionaryObject())), set())
        for fact in sorted(filter(None, fonts.values())):
            yield _told(fact)

    def _annotations(
        self, page: DictionaryObject, parents: Mapping[int, Any], number: int
    ) -> Iterator[Finding]:
        entries = array(page["/Annots"]) if "/Annots" in page else []
        if entries and page.get("/Tabs") != "/S":
            yield _told("its links do not follow the order of reading", number)
        for entry in entries:
            annotation = dictionary(entry)
            element = self.annotated.get(_number(entry))
            if element is None or element["/S"] != "/Link":
                yield _told("a link is in no tag", number)
            elif parents.get(int(annotation.get("/StructParent", -1))) != element:
                yield _told("a link does not lead back to its tag", number)
            if not str(annotation.get("/Contents", "")):
                yield _told("a link is not described", number)

    def _parents(self) -> dict[int, Any]:
        """The parent tree: what the numbers of pages and links lead to."""
        found: dict[int, Any] = {}
        waiting = [dictionary(dictionary(self.file.catalog["/StructTreeRoot"])["/ParentTree"])]
        while waiting:
            node = waiting.pop()
            waiting += [dictionary(kid) for kid in node.get("/Kids", ())]
            numbers = list(node.get("/Nums", ()))
            for key, value in zip(numbers[::2], numbers[1::2], strict=True):
                found[int(key)] = value.get_object()
        return found


def marked_content(content: bytes) -> tuple[Counter[int], int]:
    """How often each MCID stands in a page's content, and how much is painted outside all tags."""
    found: Counter[int] = Counter()
    depth = loose = 0
    for token in _TOKENS.finditer(content):
        kind = token.lastgroup
        if token["open"]:
            depth += 1
            if token["mcid"]:
                found[int(token["mcid"])] += 1
        elif kind == "close":
            depth -= 1
        elif kind == "paint" and not depth:
            loose += 1
    return found, loose


def _kids(element: DictionaryObject) -> list[Any]:
    kids = element.get("/K")
    kids = kids.get_object() if kids is not None else []
    return [kid.get_object() for kid in kids] if isinstance(kids, list) else [kids]


def _number(reference: Any) -> int:
    number: int = getattr(reference, "indirect_reference", reference).idnum
    return number


def _name(element: DictionaryObject) -> str:
    title = str(element.get("/T", "") or element.get("/ActualText", ""))[:WIDTH]
    return f"the tag {str(element['/S'])[1:]}" + (f" “{title}”" if title else "")


def _fonts(resources: DictionaryObject, seen: set[int]) -> dict[int, str]:
    """What is wrong with each font of a page and of what stands on it, by the font's number."""
    found: dict[int, str] = {}
    for entry in dictionary(resources.get("/Font", DictionaryObject())).values():
        found[_number(entry)] = _font_fault(dictionary(entry))
    for entry in dictionary(resources.get("/XObject", DictionaryObject())).values():
        placed = dictionary(entry)
        if placed.get("/Subtype") == "/Form" and _number(entry) not in seen:
            seen.add(_number(entry))
            found |= _fonts(dictionary(placed.get("/Resources", DictionaryObject())), seen)
    return found


def _font_fault(font: DictionaryObject) -> str:
    name = str(font.get("/BaseFont", "a font")).removeprefix("/")
    if font.get("/Subtype") == "/Type3":
        return "" if "/ToUnicode" in font else f"letters of {name} have no text"
    inner = dictionary(array(font["/DescendantFonts"])[0]) if "/DescendantFonts" in font else font
    described = dictionary(inner.get("/FontDescriptor", DictionaryObject()))
    if not any(file in described for file in EMBEDDED):
        return f"{name} is not in the file"
    known = isinstance(font.get("/Encoding"), NameObject) and "/DescendantFonts" not in font
    return "" if "/ToUnicode" in font or known else f"letters of {name} have no text"
