"""HTML, XHTML and NITF bodies into blocks of rich text: every word kept, everything that can act
left behind.

The reader is fed by events and keeps no tree, so that depth costs nothing.  White space follows
HTML: runs are one space.  Scripts and styles are dropped with what they hold; any other unknown
element lets its text through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from epaper.model.text import (
    Block,
    Crosshead,
    Emphasis,
    ListBlock,
    Paragraph,
    Quotation,
    RichText,
    Span,
    Table,
    plain,
)
from epaper.sources.wire.item import Rendition, WirePicture

_DROPPED = {
    "script",
    "style",
    "template",
    "select",
    "textarea",
    "head",
    "title",
    "svg",
    "math",
    "noscript",
}
_BLOCKS = set(
    "address article aside block body center dd details div dl dt fieldset figure footer form "
    "header hgroup hr html"
    " legend main nav p pre section summary".split()
)
_HEADS = {"h1", "h2", "h3", "h4", "h5", "h6", "hl2"}  # hl2 is NITF's crosshead
_ITALIC, _BOLD = {"em", "i", "dfn", "var"}, {"strong", "b"}
_QUOTES = {"blockquote", "bq"}  # bq is NITF's
_EMPHASIS = (Emphasis.ROMAN, Emphasis.ITALIC, Emphasis.BOLD, Emphasis.BOLD_ITALIC)
_MOST_CELLS = 5_000
_MOST_OPEN = 60  # lists, quotations and tables in one another; more are read as one


@dataclass(slots=True)
class Body:
    """What an HTML text came to."""

    blocks: tuple[Block, ...] = ()
    pictures: tuple[WirePicture, ...] = ()
    links: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()  # names of elements left behind


@dataclass(slots=True)
class _Holder:
    """A list, quotation or table that is open."""

    name: str
    texts: list[RichText] = field(default_factory=list)
    rows: list[list[RichText]] = field(default_factory=list)
    headed: bool = False
    ordered: bool = False
    start: int = 1
    fresh: bool = True  # the next text starts a new list item
    aligns: dict[int, str] = field(default_factory=dict)


class BodyReader:
    """Takes `start`, `text` and `end` events; `finish` gives the body."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pictures: list[WirePicture] = []
        self.links: dict[str, None] = {}
        self.dropped: dict[str, None] = {}
        self.spans: list[tuple[str, int]] = []
        self.holders: list[_Holder] = []
        self.italic = self.bold = self.pre = 0
        self.head = False
        self.skipping: list[str] = []
        self.figure: int | None = None  # index of the first picture of the open figure
        self.caption: list[str] | None = None
        self.breaks = 0

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if self.skipping or name in _DROPPED:
            if not self.skipping or self.skipping[-1] == name:
                self.skipping.append(name)
                self.dropped[name] = None
            return
        if name not in ("br", "img"):
            self.breaks = 0
        if name in _HEADS:
            self._flush()
            self.head = True
        elif name in _BLOCKS:
            self._flush()
            self.pre += name == "pre"
            self.bold += name == "dt"
            if name == "figure":
                self.figure = len(self.pictures)
        elif name in ("em", "i", "dfn", "var"):
            self.italic += 1
        elif name in _BOLD:
            self.bold += 1
        elif name in _QUOTES or name in ("ul", "ol", "table"):
            self._open(name, attrs)
        elif name in ("li", "tr", "td", "th"):
            self._cell(name, attrs)
        elif name == "br":
            self._break()
        elif name == "img":
            self._picture(attrs)
        elif name in ("figcaption", "media-caption"):
            self.caption = []
        elif name == "q":
            self.text("“")
        elif name == "a" and attrs.get("href", "")[:1] not in ("", "#"):
            self.links[attrs["href"][:2000]] = None
        elif name in (
            "iframe",
            "object",
            "embed",
            "video",
            "audio",
            "form",
            "input",
            "button",
            "meta",
        ):
            self.dropped[name] = None

    def end(self, name: str) -> None:
        if self.skipping:
            if self.skipping[-1] == name:
                self.skipping.pop()
            return
        if name in _HEADS:
            self._flush()
            self.head = False
        elif name in _BLOCKS:
            self._flush()
            self.pre = max(0, self.pre - (name == "pre"))
            self.bold = max(0, self.bold - (name == "dt"))
            if name == "figure":
                self.figure = None
        elif name in _ITALIC:
            self.italic = max(0, self.italic - 1)
        elif name in _BOLD:
            self.bold = max(0, self.bold - 1)
        elif name in _QUOTES or name in ("ul", "ol", "table"):
            self._close("quote" if name in _QUOTES else name)
        elif name in ("li", "td", "th"):
            self._flush()
        elif name in ("figcaption", "media-caption"):
            self._captioned()
        elif name == "q":
            self.text("”")

    def text(self, words: str) -> None:
        if self.skipping or not words:
            return
        if self.caption is not None:
            self.caption.append(words)
            return
        if words.strip():
            self.breaks = 0
        if self.pre:
            first, *others = words.split("\n")
            self._add(first)
            for line in others:
                self._flush()
                self._add(line)
            return
        self._add(words)

    def finish(self) -> Body:
        if self.caption is not None:
            self._captioned()
        self._flush()
        while self.holders:
            self._close(self.holders[-1].name)
        return Body(
            tuple(self.blocks), tuple(self.pictures), tuple(self.links), tuple(self.dropped)
        )

    def _add(self, words: str) -> None:
        self.spans.append((words, (self.italic > 0) + 2 * (self.bold > 0)))

    def _break(self) -> None:
        """One <br> is a space, two are a new paragraph, as everyone writes them."""
        self.breaks += 1
        if self.caption is not None:
            self.caption.append(" ")
        elif self.breaks == 2 and not (self.holders and self.holders[-1].name == "table"):
            self._flush()
        else:
            self._add(" ")

    def _flush(self) -> None:
        """The text gathered so far becomes a block, or a part of the open list, quotation or
        table."""
        if not self.spans:
            return
        text = collapsed(self.spans)
        self.spans = []
        if not text:
            return
        holder = self.holders[-1] if self.holders else None
        if holder is None:
            self.blocks.append(Crosshead(text) if self.head else Paragraph(text))
        elif holder.name == "table":
            self._into_cell(holder, text)
        elif holder.name == "quote" or holder.fresh or not holder.texts:
            holder.texts.append(text)
            holder.fresh = False
        else:
            holder.texts[-1] = joined(holder.texts[-1], text)

    def _into_cell(self, table: _Holder, text: RichText) -> None:
        if not table.rows or not table.rows[-1]:
            table.rows.append([()])
        table.rows[-1][-1] = joined(table.rows[-1][-1], text)

    def _open(self, name: str, attrs: dict[str, str]) -> None:
        self._flush()
        start = attrs.get("start", "1")
        number = int(start) if start.isdecimal() and len(start) < 7 else 1
        kind = "quote" if name in _QUOTES else name
        if len(self.holders) >= _MOST_OPEN:
            return
        self.holders.append(_Holder(kind, ordered=name == "ol", start=number))

    def _cell(self, name: str, attrs: dict[str, str]) -> None:
        self._flush()
        holder = self.holders[-1] if self.holders else None
        if holder is None:
            return
        if holder.name in ("ul", "ol") and name == "li":
            holder.fresh = True
        if holder.name != "table" or name == "li":
            return
        if name == "tr" or not holder.rows:
            holder.rows.append([])
        if name in ("td", "th"):
            holder.headed |= name == "th" and len(holder.rows) == 1
            span = attrs.get("colspan", "1")
            style = attrs.get("align", "") + attrs.get("style", "").replace(" ", "")
            column = len(holder.rows[-1])
            if "right" in style or "center" in style:
                holder.aligns[column] = "right" if "right" in style else "centre"
            width = min(int(span), 50) if span.isdecimal() and len(span) < 4 else 1
            for _ in range(max(1, width) - 1):
                holder.rows[-1].append(())
            holder.rows[-1].append(())
            if width > 1:  # the text belongs in the first of the spanned cells
                holder.rows[-1][column:] = [(), *holder.rows[-1][column + 1 :]]

    def _close(self, name: str) -> None:
        """Close the holder of this name and all that stand open in it; a stray end tag closes
        nothing.
        """
        if all(holder.name != name for holder in self.holders):
            return
        self._flush()
        while self.holders:
            holder = self.holders.pop()
            self._emit(_blocks(holder))
            if holder.name == name:
                return

    def _emit(self, blocks: list[Block]) -> None:
        outer = self.holders[-1] if self.holders else None
        if outer is None:
            self.blocks += blocks
            return
        for block in blocks:
            for text in _texts(block):
                if outer.name == "table":
                    self._into_cell(outer, text)
                else:
                    outer.texts.append(text)
                    outer.fresh = True

    def _picture(self, attrs: dict[str, str]) -> None:
        source = attrs.get("src") or attrs.get("data-src", "")
        if not source:
            return
        rendition = Rendition(
            source[:4000], number(attrs.get("width", "")), number(attrs.get("height", ""))
        )
        self.pictures.append(WirePicture((rendition,), alt=" ".join(attrs.get("alt", "").split())))

    def _captioned(self) -> None:
        words = " ".join("".join(self.caption or ()).split())
        self.caption = None
        first = self.figure if self.figure is not None else len(self.pictures) - 1
        if not words:
            return
        if not self.pictures or first >= len(self.pictures) or first < 0:
            self.blocks.append(
                Paragraph((Span(words),))
            )  # a caption without its picture is still text
            return
        for place in range(first, len(self.pictures)):
            old = self.pictures[place]
            self.pictures[place] = WirePicture(old.renditions, words, alt=old.alt)


def collapsed(pieces: list[tuple[str, int]]) -> RichText:
    """Pieces as spans: white space runs become one space across pieces, neighbours alike are
    joined.
    """
    merged: list[list[object]] = []
    space = True  # as after a space: leading white space falls away
    for words, style in pieces:
        inner = _SPACE.sub(" ", words)
        if space:
            inner = inner.lstrip(" ")
        if not inner:
            continue
        space = inner.endswith(" ")
        if merged and merged[-1][1] == style:
            merged[-1][0] = f"{merged[-1][0]}{inner}"
        else:
            merged.append([inner, style])
    if merged:
        merged[-1][0] = str(merged[-1][0]).rstrip(" ")
    return tuple(Span(str(words), _EMPHASIS[int(str(style))]) for words, style in merged if words)


_SPACE = re.compile(r"[ \t\n\r\f]+")


def joined(first: RichText, second: RichText) -> RichText:
    return (*first, Span(" "), *second) if first else second


def number(text: str) -> int:
    found = re.match(r"\s*(\d{1,6})", text)
    return int(found.group(1)) if found else 0


def _texts(block: Block) -> tuple[RichText, ...]:
    match block:
        case Paragraph(text) | Crosshead(text):
            return (text,)
        case Quotation(paragraphs):
            return paragraphs
        case ListBlock(items):
            return items
        case Table(header, rows):
            return tuple(cell for row in (header, *rows) for cell in row if cell)


def _blocks(holder: _Holder) -> list[Block]:
    if holder.name == "quote":
        return [Quotation(tuple(holder.texts))] if holder.texts else []
    if holder.name in ("ul", "ol"):
        return (
            [ListBlock(tuple(holder.texts), holder.ordered, holder.start)] if holder.texts else []
        )
    rows = [row for row in holder.rows if any(row)]
    columns = max(map(len, rows), default=0)
    if (
        columns < 2 or columns > 50 or columns * len(rows) > _MOST_CELLS
    ):  # laid out with a table: no table at all
        return [Paragraph(cell) for row in rows for cell in row if cell]
    filled = [(*row, *[()] * (columns - len(row))) for row in rows]
    header = filled.pop(0) if holder.headed and len(filled) > 1 else ()
    return [
        Table(
            header,
            tuple(filled),
            tuple(holder.aligns.get(column, "left") for column in range(columns)),
        )
    ]


class _Parser(HTMLParser):
    def __init__(self, reader: BodyReader) -> None:
        super().__init__(convert_charrefs=True)
        self.reader = reader

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reader.start(tag, {name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reader.start(tag, {name: value or "" for name, value in attrs})
        self.reader.end(tag)

    def handle_endtag(self, tag: str) -> None:
        self.reader.end(tag)

    def handle_data(self, data: str) -> None:
        self.reader.text(data)


def without_comments(html: str) -> str:
    """HTML without comments.  One that never ends hides no more than its own tag, so that no text
    is lost with it.
    """
    if "<!--" not in html:
        return html
    parts: list[str] = []
    at = 0
    closed = True
    while (start := html.find("<!--", at)) >= 0:
        parts.append(html[at:start])
        end = html.find("-->", start + 2) if closed else -1
        closed = end >= 0
        if closed:
            at = end + 3
        else:
            end = html.find(">", start)
            at = end + 1 if end >= 0 else len(html)
    return "".join((*parts, html[at:]))


def read_html(html: str) -> Body:
    """The body that an HTML text holds.  Never raises for what the text holds, and takes time in
    step with it.
    """
    html = without_comments(html).replace("<![", "&lt;![")
    last = html.rfind(">") + 1  # after the last > there can be no tag
    reader = BodyReader()
    parser = _Parser(reader)
    parser.feed(html[:last] + html[last:].replace("<", "&lt;"))
    parser.close()
    return reader.finish()


_TAG_OR_REFERENCE = re.compile(r"<[A-Za-z/!?]|&#?\w{1,31};")


def inline(html: str) -> str:
    """A title or name that may hold HTML, as plain text on one line."""
    if not _TAG_OR_REFERENCE.search(html):
        return " ".join(html.split())
    return " ".join(plain(text) for block in read_html(html).blocks for text in _texts(block))
