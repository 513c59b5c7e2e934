"""The text of an OpenDocument package (ODF 1.2, part 1): headings, paragraphs, emphasis, lists,
tables and pictures as the events of HTML.
"""

from __future__ import annotations

from collections.abc import Mapping
from mimetypes import guess_type

from epaper.settings.notes import Notes
from epaper.sources.wire.body import Body
from epaper.sources.wire.body_reader import BodyReader
from epaper.sources.wire.item import WirePicture
from epaper.sources.wire.visible import enclosed
from epaper.sources.wire.xml import (
    Element,
    attributes,
    child,
    children,
    descendants,
    local,
    parse_xml,
    words,
)

_LEFT = {"annotation", "annotation-end", "tracked-changes", "note-citation", "sequence-decls"}
_LEFT |= {"forms", "bookmark", "table-of-content", "alphabetical-index"}
_MOST_SPACES = 50
_MOST_REPEATED = 100  # cells; office programs repeat empty ones to the end of the sheet


def read_odt_body(parts: Mapping[str, bytes], notes: Notes) -> Body:
    root = parse_xml(parts["content.xml"].decode("utf-8-sig", "replace"), notes)
    styles: dict[str, frozenset[str]] = {}
    if shared := parts.get("styles.xml", b""):
        _read_styles(parse_xml(shared.decode("utf-8-sig", "replace"), notes), styles)
    _read_styles(root, styles)
    reader = _Odt(parts, styles)
    text = child(root, "body", "text")
    for part in children(text):
        reader.block(part)
    if any(True for _ in descendants(root, "deletion")):
        notes.warning("wire.withdrawn", "tracked deletions are left out", "compare with the file")
    return reader.events.finish().tell(notes)


def _read_styles(root: Element, styles: dict[str, frozenset[str]]) -> None:
    """What each style does to its words, as names of HTML elements; parents first."""
    for style in descendants(root, "style"):
        values = attributes(style)
        marks = set(styles.get(values.get("parent-style-name", ""), frozenset()))
        for properties in children(style, "text-properties"):
            marks |= _marks(attributes(properties))
        name = values.get("name", "")
        plain = f"{name} {values.get('parent-style-name', '')} {values.get('display-name', '')}"
        if "Title" in plain.split() or "Headline" in plain.split():
            marks = {"h1"}
        styles[name] = frozenset(marks)


def _marks(values: Mapping[str, str]) -> set[str]:
    marks: set[str] = set()
    if values.get("font-weight", "") in ("bold", "600", "700", "800", "900"):
        marks.add("b")
    if values.get("font-style", "") in ("italic", "oblique"):
        marks.add("i")
    if values.get("text-line-through-style", "none") != "none":
        marks.add("s")
    place = values.get("text-position", "").split(" ")[0]
    if place.startswith("super") or (place[:1].isdigit() and not place.startswith("0")):
        marks.add("sup")
    elif place.startswith(("sub", "-")):
        marks.add("sub")
    if values.get("display", "") == "none":
        marks.add("hidden")
    return marks


class _Odt:
    def __init__(self, parts: Mapping[str, bytes], styles: Mapping[str, frozenset[str]]) -> None:
        self.parts = parts
        self.styles = styles
        self.events = BodyReader()

    def block(self, part: Element) -> None:
        name = local(part)
        events = self.events
        if name in _LEFT:
            return
        if name in ("p", "h"):
            marks = self.styles.get(attributes(part).get("style-name", ""), frozenset())
            tag = "h1" if name == "h" or "h1" in marks else "p"
            self._wrapped(part, tag, marks - {"h1", "b", "i"} if tag == "p" else frozenset())
        elif name == "list":
            events.start("ul", {})
            for item in children(part, "list-item", "list-header"):
                events.start("li", {})
                for inner in children(item):
                    self.block(inner)
                events.end("li")
            events.end("ul")
        elif name == "table":
            self._table(part)
        else:
            for inner in children(part):
                self.block(inner)

    def _table(self, part: Element) -> None:
        events = self.events
        events.start("table", {})
        for row in descendants(part, "table-row"):
            events.start("tr", {})
            for cell in children(row, "table-cell"):
                values = attributes(cell)
                spans = {
                    "colspan": values.get("number-columns-spanned", ""),
                    "rowspan": values.get("number-rows-spanned", ""),
                }
                head = local(cell.getparent().getparent()) == "table-header-rows"
                repeated = values.get("number-columns-repeated", "1")
                times = int(repeated) if repeated.isdecimal() and len(repeated) < 4 else 1
                for _ in range(min(times, _MOST_REPEATED) if words(cell) or times < 10 else 1):
                    events.start("th" if head else "td", spans)
                    for inner in children(cell):
                        self.block(inner)
                    events.end("th" if head else "td")
            events.end("tr")
        events.end("table")

    def _wrapped(self, part: Element, tag: str, marks: frozenset[str]) -> None:
        names = [tag, *sorted(marks - {"hidden", "h1"})]
        hidden = {"hidden": ""} if "hidden" in marks else {}
        for name in names:
            self.events.start(name, hidden)
        self._inline(part)
        for name in reversed(names):
            self.events.end(name)

    def _inline(self, part: Element) -> None:
        events = self.events
        events.text(part.text or "")
        for inner in part:
            if isinstance(inner.tag, str):
                self._one(inner, local(inner))
            events.text(inner.tail or "")

    def _one(self, inner: Element, name: str) -> None:
        events = self.events
        if name == "span":
            marks = self.styles.get(attributes(inner).get("style-name", ""), frozenset())
            self._wrapped(inner, "span", marks)
        elif name == "s":
            count = attributes(inner).get("c", "1")
            events.text(
                " " * min(int(count) if count.isdecimal() and len(count) < 4 else 1, _MOST_SPACES)
            )
        elif name == "tab":
            events.text(" ")
        elif name == "line-break":
            events.start("br", {})
        elif name == "a":
            events.start("a", {"href": attributes(inner).get("href", "")})
            self._inline(inner)
            events.end("a")
        elif name == "frame":
            self._frame(inner)
        elif name == "note":
            events.text(" (" + words(child(inner, "note-body")) + ")")
        elif name == "hidden-text" or name in _LEFT:
            return
        else:
            self._inline(inner)

    def _frame(self, frame: Element) -> None:
        """A picture inside the package, or a box of text."""
        for image in children(frame, "image"):
            href = attributes(image).get("href", "").removeprefix("./")
            kind = guess_type(href)[0] or ""
            if href in self.parts and kind.startswith("image/"):
                alt = words(child(frame, "desc")) or words(child(frame, "title"))
                self.events.pictures.append(
                    WirePicture((enclosed(self.parts[href], kind, href),), alt=alt)
                )
                return
        for box in children(frame, "text-box"):
            for inner in children(box):
                self.block(inner)
