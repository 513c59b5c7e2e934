"""Events of an HTML, XHTML or NITF body into blocks of rich text: every word kept that a reader of
the source sees, everything that can act left behind.

The reader keeps no tree, so that depth costs nothing.  White space follows HTML: runs are one
space; lines stay where the source set them (<br>, <pre>, text without any block element).
"""

from __future__ import annotations

from epaper.model.text import Block, Crosshead, Paragraph, RichText, block_texts, plain
from epaper.sources.wire.body import Body, told_of
from epaper.sources.wire.faces import OpenFaces
from epaper.sources.wire.holders import Holder, joined
from epaper.sources.wire.item import WirePicture
from epaper.sources.wire.pieces import BREAK, Piece, collapsed, lined
from epaper.sources.wire.raised import fraction, lowered, raised, summed
from epaper.sources.wire.visible import NOTHING, is_hidden, is_struck, renditions, shift_of

_DROPPED = set("script style template select textarea head title svg math noscript xml".split())
_BLOCKS = set(
    "address article aside block body center dd details div dl dt fieldset figure footer form "
    "header hgroup hr html"
    " legend main nav p pre section summary".split()
)
_HEADS = {"h1", "h2", "h3", "h4", "h5", "h6", "hl2"}  # hl2 is NITF's crosshead
_ITALIC, _BOLD = {"em", "i", "dfn", "var"}, {"strong", "b"}
_QUOTES = {"blockquote", "bq"}  # bq is NITF's
_HOLDERS = {*_QUOTES, "ul", "ol", "table"}
_CELLS = {"li", "tr", "td", "th"}
_CAPTIONS = {"figcaption", "media-caption"}
_LIFTED = {"sup", "sub", "frac", "frac-num", "frac-den", "money"}
_SPANS = {"span", "font"}
_VOID = set("area base br col embed hr img input link meta param source track wbr".split())
_MOST_OPEN = 60  # lists, quotations and tables in one another; more are read as one


class BodyReader:
    """Takes `start`, `text` and `end` events; `finish` gives the body."""

    def __init__(self, hidden: frozenset[str] = NOTHING) -> None:
        self.hidden = hidden  # classes that the page's style sheets hide
        self.blocks: list[Block] = []
        self.pictures: list[WirePicture] = []
        self.links: dict[str, None] = {}
        self.spans: list[Piece] = []
        self.holders: list[Holder] = []
        self.italic = self.bold = self.pre = 0
        self.head = False
        self.skipping: list[str] = []
        self.skipped: list[str] = []  # words of the element that is being left out
        self.why = ""
        self.left: dict[str, list[str]] = {}  # why -> words left out
        self.figures: list[int] = []  # index of the first picture of each open figure
        self.caption: list[Piece] | None = None
        self.lifted: list[tuple[str, list[Piece], int, int]] = []  # name, sink, from, anchors then
        self.shifts: list[str] = []  # "sup", "sub" or "" of each open <span>
        self.faces = OpenFaces()
        self.above = ""  # the numerator of the open fraction
        self.currency = ""  # of the open sum
        self.anchors = 0  # open links to a place in the same text
        self.anchored = 0  # all of them so far
        self.sources: list[str] = []  # srcsets of the open <picture>
        self.breaks = 0
        self.structured = False  # has the text any block element?

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if self.skipping and not self._resumes(name):
            self._skip_deeper(name, attrs)
            return
        if name in _DROPPED:
            self._skip(name, "formula" if name == "math" else "")
            return
        if name not in _VOID and (is_struck(name, attrs) or is_hidden(name, attrs, self.hidden)):
            self._skip(name, "struck" if is_struck(name, attrs) else "hidden")
            return
        if name not in ("br", "img"):
            self.breaks = 0
        self.faces.start(name, attrs)
        if name in _HEADS or name in _BLOCKS:
            self._start_block(name)
        elif name in _ITALIC:
            self.italic += 1
        elif name in _BOLD:
            self.bold += 1
        elif name in _HOLDERS:
            self._open(name, attrs)
        elif name in _CELLS:
            self._cell(name, attrs)
        elif name in _CAPTIONS:
            self.caption = []
        elif name in _LIFTED:
            self.currency = attrs.get("unit", "") if name == "money" else self.currency
            self._lifting(name)
        else:
            self._start_inline(name, attrs)

    def _start_block(self, name: str) -> None:
        self.structured |= name not in ("html", "body", "block", "article", "section", "main")
        self._flush()
        if name in _HEADS:
            self.head = True
            return
        self.pre += name == "pre"
        self.bold += name == "dt"
        if name == "figure":
            self.figures.append(len(self.pictures))

    def _start_inline(self, name: str, attrs: dict[str, str]) -> None:
        if name in _SPANS:
            self.shifts.append(shift_of(attrs))
            if self.shifts[-1]:
                self._lifting(self.shifts[-1])
        elif name == "br":
            self._break()
        elif name == "img":
            self._picture(attrs)
        elif name == "source":
            self.sources.append(attrs.get("data-srcset") or attrs.get("srcset", ""))
        elif name == "picture":
            self.sources = []
        elif name == "q":
            self.text("“")
        elif name == "cite" and self.holders and self.holders[-1].name == "quote":
            self._flush()
            self.text("— ")
        elif name == "caption" and self.holders and self.holders[-1].name == "table":
            self._flush()
            self.holders[-1].titling = True
        elif name == "a":
            address = attrs.get("href", "")
            self.anchors += address.startswith("#")
            self.anchored += address.startswith("#")
            if address[:1] not in ("", "#"):
                self.links[address[:2000]] = None

    def end(self, name: str) -> None:
        if self.skipping:
            if self.skipping[-1] == name:
                self.skipping.pop()
                self._skipped_all()
            return
        self.faces.end(name)
        if name in _HEADS:
            self._flush()
            self.head = False
        elif name in _BLOCKS:
            self._end_block(name)
        elif name in _ITALIC:
            self.italic = max(0, self.italic - 1)
        elif name in _BOLD:
            self.bold = max(0, self.bold - 1)
        elif name in _HOLDERS:
            self._close("quote" if name in _QUOTES else name)
        elif name in ("li", "td", "th"):
            self._flush()
        elif name in _CAPTIONS:
            self._captioned()
        elif name in _LIFTED:
            self._lift(name)
        elif name in _SPANS and self.shifts:
            self._lift(self.shifts.pop())
        elif name == "q":
            self.text("”")
        elif name == "a":
            self.anchors = max(0, self.anchors - 1)
        elif name == "picture":
            self.sources = []
        elif name == "caption" and self.holders and self.holders[-1].titling:
            self._flush()
            self.holders[-1].titling = False

    def _end_block(self, name: str) -> None:
        self._flush()
        self.pre = max(0, self.pre - (name == "pre"))
        self.bold = max(0, self.bold - (name == "dt"))
        if name == "figure" and self.figures:
            self.figures.pop()

    def text(self, words: str) -> None:
        if self.skipping:
            if self.why:
                self.skipped.append(words)
            return
        if not words:
            return
        if words.strip():
            self.breaks = 0
        self._sink().append((self.faces.read(words), (self.italic > 0) + 2 * (self.bold > 0)))

    def finish(self) -> Body:
        if self.caption is not None:
            self._captioned()
        self.skipping = []
        self._skipped_all()
        self._flush()
        while self.holders:
            self._close(self.holders[-1].name)
        told = (*told_of(self.left), *self.faces.told())
        return Body(tuple(self.blocks), tuple(self.pictures), tuple(self.links), told)

    def _sink(self) -> list[Piece]:
        return self.spans if self.caption is None else self.caption

    # What is left out

    def _skip(self, name: str, why: str) -> None:
        self.skipping = [name]
        self.why = why

    def _skip_deeper(self, name: str, attrs: dict[str, str]) -> None:
        if self.skipping[-1] == name and name not in _VOID:
            self.skipping.append(name)
        elif name == "img" and self.skipping[-1] == "noscript":
            known = {r.href for picture in self.pictures for r in picture.renditions}
            if not known & {r.href for r in renditions(attrs)}:
                self._picture(attrs)  # what stands in for a picture that only a script loads

    def _resumes(self, name: str) -> bool:
        """A <p> or <li> needs no end tag: the next one of its kind or block ends it."""
        if (self.skipping == ["p"] and (name in _BLOCKS or name in _HEADS)) or (
            self.skipping == ["li"] and name == "li"
        ):
            self.skipping = []
            self._skipped_all()
            return True
        return False

    def _skipped_all(self) -> None:
        words = " ".join("".join(self.skipped).split())
        if not self.skipping:
            if words and self.why:
                self.left.setdefault(self.why, []).append(words)
            elif self.why == "formula":
                self.left.setdefault(self.why, []).append("")
            self.skipped, self.why = [], ""

    # Raised and lowered figures, sums

    def _lifting(self, name: str) -> None:
        sink = self._sink()
        self.lifted.append((name, sink, len(sink), self.anchored))

    def _lift(self, name: str) -> None:
        """The words since <sup>, <sub> or a part of <frac> become characters of their own; a sum
        since <money> gets its currency."""
        at = next((i for i in reversed(range(len(self.lifted))) if self.lifted[i][0] == name), -1)
        if at < 0:
            return
        _, sink, start, anchored = self.lifted[at]
        del self.lifted[at:]
        if sink is not self._sink() or start > len(sink):
            return  # a block ended in between: the words stand already
        if any(style == BREAK for _, style in sink[start:]):
            return  # lines of text, set lower as a whole
        words = "".join(piece for piece, _ in sink[start:])
        before = "".join(piece for piece, _ in sink[max(0, start - 3) : start])
        style = sink[start][1] if start < len(sink) else 0
        del sink[start:]
        if name == "frac-num":
            self.above = words
        elif name == "frac-den":
            sink.append((fraction(self.above, words, before), style))
        elif name == "money":
            sink.append((summed(words, self.currency, before), style))
        elif name == "frac":
            whole = words.replace("/", "", 1) if words[:1] == "/" and len(words) > 1 else words
            sink.append((whole, style))
        elif name == "sup" and (self.anchors or self.anchored > anchored):
            self.left.setdefault("footnote", []).append(words.strip())
        else:
            new, exact = raised(words, before) if name == "sup" else lowered(words)
            if not exact:
                self.left.setdefault("lifted", []).append(f"{before.split(' ')[-1]}{new}")
            sink.append((new, style))

    # Blocks

    def _break(self) -> None:
        """One <br> ends a line, two a paragraph, as everyone writes them."""
        self.structured = True
        self.breaks += 1
        if self.caption is not None:
            self.caption.append((" ", 0))
        elif self.breaks == 2 and not (self.holders and self.holders[-1].name == "table"):
            self._flush()
        else:
            self.spans.append(("\n", BREAK))

    def _flush(self) -> None:
        """The text gathered so far becomes blocks, or a part of the open list, quotation or
        table.
        """
        if not self.spans:
            return
        spans, self.spans = self.spans, []
        self.lifted = [entry for entry in self.lifted if entry[1] is self.caption]
        holder = self.holders[-1] if self.holders else None
        as_lines = not self.head and (holder is None or holder.name == "quote")
        for text in (
            lined(spans, self.pre > 0 or not self.structured, self.pre > 0)
            if as_lines
            else [collapsed(spans)]
        ):
            if text:
                self._place(text, holder)

    def _place(self, text: RichText, holder: Holder | None) -> None:
        if holder is None:
            self.blocks.append(Crosshead(text) if self.head else Paragraph(text))
        elif holder.name == "table":
            holder.put(text)
        elif holder.name == "quote" or holder.fresh or not holder.texts:
            holder.texts.append(text)
            holder.fresh = False
        else:
            holder.texts[-1] = joined(holder.texts[-1], text)

    def _open(self, name: str, attrs: dict[str, str]) -> None:
        self.structured = True
        self._flush()
        start = attrs.get("start", "1")
        number = int(start) if start.isdecimal() and len(start) < 7 else 1
        kind = "quote" if name in _QUOTES else name
        if len(self.holders) < _MOST_OPEN:
            self.holders.append(Holder(kind, ordered=name == "ol", start=number))

    def _cell(self, name: str, attrs: dict[str, str]) -> None:
        self.structured = True
        self._flush()
        holder = self.holders[-1] if self.holders else None
        if holder is None:
            return
        if holder.name in ("ul", "ol") and name == "li":
            holder.fresh = True
        if holder.name == "table" and name == "tr":
            holder.row()
        elif holder.name == "table" and name != "li":
            holder.cell(attrs, name == "th")

    def _close(self, name: str) -> None:
        """Close the holder of this name and all that stand open in it; a stray end tag closes
        nothing.
        """
        if all(holder.name != name for holder in self.holders):
            return
        self._flush()
        while self.holders:
            holder = self.holders.pop()
            self._emit(holder.blocks())
            if holder.name == name:
                return

    def _emit(self, blocks: list[Block]) -> None:
        outer = self.holders[-1] if self.holders else None
        if outer is None:
            self.blocks += blocks
            return
        for text in (text for block in blocks for text in block_texts(block) if text):
            if outer.name == "table":
                outer.put(text)
            else:
                outer.texts.append(text)
                outer.fresh = True

    # Pictures

    def _picture(self, attrs: dict[str, str]) -> None:
        files = renditions(attrs, self.sources)
        if files:
            self.pictures.append(WirePicture(files, alt=" ".join(attrs.get("alt", "").split())))

    def _captioned(self) -> None:
        text = collapsed(self.caption or [])
        words = plain(text)
        self.caption = None
        if not words:
            return
        first = self.figures[-1] if self.figures else len(self.pictures) - 1
        places = [
            at for at in range(max(first, 0), len(self.pictures)) if not self.pictures[at].caption
        ]
        if not places or first < 0:
            self._flush()
            self.blocks.append(Paragraph(text))  # without its picture it is still text
        for at in places:
            old = self.pictures[at]
            self.pictures[at] = WirePicture(old.renditions, words, alt=old.alt)
