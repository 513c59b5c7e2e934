"""Whether the readers' PDF is what it says to programs that read aloud (ISO 14289-1, PDF/UA-1):
all that is painted is tagged or decoration, tags and content name each other, headings are in
order, what is shown is described, letters can be read.

A validator of that standard looks at more, and needs Java; this looks at what a builder of pages
can break.  The tree of a day has thousands of small objects, which pikepdf reads in a tenth of the
time that pypdf takes.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import pikepdf
from pikepdf import Dictionary, Object

from epaper.model.finding import Finding, Severity
from epaper.units import counted
from epaper.witness.content import HEX, LITERAL
from epaper.witness.told import REMEDY
from epaper.work.kept import kept

# operators that paint, the tags around them, and strings, in which neither counts
_TOKENS = re.compile(
    rb"%s|%s"
    rb"|(?P<open>(?:/Artifact\b[^\n]*?|/\w+\s*<<[^>]*?/MCID\s+(?P<mcid>\d+)[^>]*?>>\s*)?\bB[DM]C\b)"
    rb"|(?P<close>\bEMC\b)"
    rb"|(?<![\w/.*'])(?P<paint>TJ|Tj|'|\"|[Ss]|[fF]\*?|[bB]\*?|Do|sh|EI)(?![\w*'])"
    % (HEX, LITERAL),
    re.DOTALL,
)
Number: TypeAlias = tuple[int, int]  # of an object in the file
WITHIN: Number = (0, 0)  # of every object that stands within another: nothing can lead to it

FAULTS = (pikepdf.PdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError)
NAMESPACE = "http://www.aiim.org/pdfua/ns/id/"
HEADING = re.compile(r"/H([1-6])")
DESCRIBED = ("/Figure", "/Formula")
EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
WIDTH = 60  # characters of a name that a finding shows


def check_accessible(pdf: Path) -> tuple[Finding, ...]:
    """Warnings "witness.accessible": a paper goes out all the same; none for a file that is right.
    One that makes no claim to be accessible is not asked."""
    try:
        with pikepdf.open(pdf) as file:
            if not claims(file):
                return ()
            check = _Check(file)
            return (*check.whole(), *check.tree(), *check.pages())
    except FAULTS as error:
        return (_told(f"the PDF cannot be read ({type(error).__name__}: {error})"),)


def claims(file: pikepdf.Pdf) -> bool:
    """Whether it says of itself that it is accessible."""
    metadata = file.Root.get("/Metadata")
    return metadata is not None and NAMESPACE.encode() in metadata.read_bytes()


def _told(fact: str, page: int = 0) -> Finding:
    return Finding(Severity.WARNING, "witness.accessible", fact, REMEDY, page=page)


class _Check:
    """Objects are told apart by their numbers in the file."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        self.catalog, self.sheets = file.Root, [page.obj for page in file.pages]
        self.places = {sheet.objgen: place for place, sheet in enumerate(self.sheets)}
        self.tagged: dict[int, dict[int, Number]] = {}  # page -> MCID -> its element
        self.annotated: dict[Number, Object] = {}  # annotation -> its element

    def whole(self) -> Iterator[Finding]:
        wishes = self.catalog.get("/ViewerPreferences", Dictionary())
        marked = self.catalog.get("/MarkInfo", Dictionary())
        for right, fact in (
            (str(self.catalog.get("/Lang", "")), "the PDF has no language"),
            (wishes.get("/DisplayDocTitle"), "the PDF's window is not named by its title"),
            (marked.get("/Marked"), "the PDF does not say that it is tagged"),
            ("/StructTreeRoot" in self.catalog, "the PDF has no tags"),
        ):
            if not right:
                yield _told(fact)

    # -- the tree ----------------------------------------------------------------------------------

    def tree(self) -> Iterator[Finding]:
        root = self.catalog.get("/StructTreeRoot")
        if root is None:
            return
        levels: list[int] = []
        waiting = [(kid, root.objgen) for kid in reversed(_kids(root))]
        while waiting:  # in the order of reading
            element, parent = waiting.pop()
            if element["/P"].objgen != parent:
                yield _told(f"{_name(element)} names another parent")
            if element.objgen == WITHIN:
                yield _told(f"{_name(element)} is no object of its own: nothing leads back to it")
            kind = str(element["/S"])
            if found := HEADING.fullmatch(kind):
                levels.append(int(found[1]))
            if kind in DESCRIBED and not str(element.get("/Alt", element.get("/ActualText", ""))):
                yield _told(f"{_name(element)} is not described")
            inner = []
            for kid in _kids(element):
                if not isinstance(kid, Dictionary) or "/MCID" in kid:
                    yield from self._content(element, kid)
                elif kid.get("/Type") == "/OBJR":
                    self.annotated[kid["/Obj"].objgen] = element
                else:
                    inner.append((kid, element.objgen))
            waiting += reversed(inner)
        if levels and levels[0] != 1:
            yield _told(f"the first heading is of level {levels[0]}")
        for before, after in pairwise(levels):
            if after > before + 1:
                yield _told(f"a heading of level {after} follows one of {before}")

    def _content(self, element: Object, kid: Any) -> Iterator[Finding]:
        held = isinstance(kid, Dictionary)
        page = (kid if held else element)["/Pg"]
        place, mcid = self.places.get(page.objgen, -1), int(kid["/MCID"] if held else kid)
        tagged = self.tagged.setdefault(place, {})
        if mcid in tagged:
            fact = f"{_name(element)} has content that another element has"
            yield _told(fact, place + 1)
        tagged[mcid] = element.objgen

    # -- pages -------------------------------------------------------------------------------------

    def pages(self) -> Iterator[Finding]:
        parents = self._parents()
        faults: set[str] = set()  # of fonts
        seen: set[Number] = set()
        for place, page in enumerate(self.sheets):
            number = place + 1
            found, loose = _marked(_content_of(page))
            if loose:
                fact = f"{counted(loose, 'mark')} painted that no tag holds"
                yield _told(fact, number)
            twice = [mcid for mcid, count in found.items() if count > 1]
            tagged = self.tagged.get(place, {})
            if twice or set(tagged) != set(found):
                fact = "its content and the tags do not name each other"
                yield _told(fact, number)
            row = parents.get(int(page.get("/StructParents", -1)))
            told_back = [] if row is None else [one.objgen for one in row.as_list()]
            if [tagged.get(mcid) for mcid in range(len(told_back))] != told_back:
                yield _told("its content does not lead back to its tags", number)
            yield from self._annotations(page, parents, number)
            faults.update(_fonts(page.get("/Resources", Dictionary()), seen))
        for fact in sorted(faults):
            yield _told(fact)

    def _annotations(
        self, page: Object, parents: Mapping[int, Object], number: int
    ) -> Iterator[Finding]:
        entries = page.get("/Annots", pikepdf.Array()).as_list()
        if entries and page.get("/Tabs") != "/S":
            yield _told("its links do not follow the order of reading", number)
        for entry in entries:
            element = None if entry.objgen == WITHIN else self.annotated.get(entry.objgen)
            back = parents.get(int(entry.get("/StructParent", -1)))
            if element is None or element["/S"] != "/Link":
                yield _told("a link is in no tag", number)
            elif back is None or back.objgen != element.objgen:
                yield _told("a link does not lead back to its tag", number)
            if not str(entry.get("/Contents", "")):
                yield _told("a link is not described", number)

    def _parents(self) -> dict[int, Object]:
        """The parent tree: what the numbers of pages and links lead to."""
        found: dict[int, Object] = {}
        waiting = [self.catalog["/StructTreeRoot"]["/ParentTree"]]
        while waiting:
            node = waiting.pop()
            waiting += node.get("/Kids", pikepdf.Array()).as_list()
            numbers = node.get("/Nums", pikepdf.Array()).as_list()
            for key, value in zip(numbers[::2], numbers[1::2], strict=True):
                found[int(key)] = value
        return found


def _marked(content: bytes) -> tuple[dict[int, int], int]:
    """As `marked_content`, found once of what is on a page."""

    def look() -> tuple[tuple[tuple[int, int], ...], int]:
        found, loose = marked_content(content)
        return tuple(found.items()), loose

    found, loose = kept("marked content", (hashlib.sha256(content).hexdigest(),), look)
    return dict(found), loose


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


def _kids(element: Object) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return kids.as_list() if isinstance(kids, pikepdf.Array) else [kids]


def _content_of(page: Object) -> bytes:
    content = page.get("/Contents", pikepdf.Array())
    parts = content.as_list() if isinstance(content, pikepdf.Array) else [content]
    return b"\n".join(part.read_bytes() for part in parts)


def _name(element: Object) -> str:
    title = str(element.get("/T", "") or element.get("/ActualText", ""))[:WIDTH]
    return f"the tag {str(element['/S'])[1:]}" + (f" “{title}”" if title else "")


def _fonts(resources: Object, seen: set[Number]) -> Iterator[str]:
    """What is wrong with the fonts of a page and of what stands on it, each looked at once."""
    for _, font in resources.get("/Font", Dictionary()).items():
        if _is_new(font, seen) and (fault := _font_fault(font)):
            yield fault
    for _, placed in resources.get("/XObject", Dictionary()).items():
        if placed.get("/Subtype") == "/Form" and _is_new(placed, seen):
            yield from _fonts(placed.get("/Resources", Dictionary()), seen)


def _is_new(thing: Object, seen: set[Number]) -> bool:
    """Not seen before; what stands within another object has no number to be known by."""
    if thing.objgen in seen:
        return False
    if thing.objgen != WITHIN:
        seen.add(thing.objgen)
    return True


def _font_fault(font: Object) -> str:
    name = str(font.get("/BaseFont", "a font")).removeprefix("/")
    if font.get("/Subtype") == "/Type3":
        return "" if "/ToUnicode" in font else f"letters of {name} have no text"
    whole = "/DescendantFonts" in font
    inner = font["/DescendantFonts"][0] if whole else font
    described = inner.get("/FontDescriptor", Dictionary())
    if not any(file in described for file in EMBEDDED):
        return f"{name} is not in the file"
    known = isinstance(font.get("/Encoding"), pikepdf.Name) and not whole
    return "" if "/ToUnicode" in font or known else f"letters of {name} have no text"
