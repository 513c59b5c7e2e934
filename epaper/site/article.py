"""A story as the article view shows it: its blocks with their groups as parts of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from epaper.issue.live import addresses
from epaper.page.marks import Element, GlyphRun, Mark, PictureMark
from epaper.page.page import Page
from epaper.page.structure import Article, Block, BlockRole, GroupKind
from epaper.site.pictures import WebPicture
from epaper.site.reading import block_text, lines_of

# said otherwise there: where it goes on, what the head of its next part repeats
LEFT_OUT = (Element.JUMP_LINE, Element.JUMP_HEAD)
KINDS = {
    Element.KICKER: "kicker",
    Element.HEADLINE: "headline",
    Element.DECK: "deck",
    Element.BYLINE: "byline",
    Element.DATELINE: "dateline",
    Element.CREDIT: "credit",
    Element.READ_ALSO: "read-also",
    Element.AGATE: "agate",
}
HEAD = ("kicker", "headline", "deck", "byline")  # what stands over a story's text
BETWEEN = 3  # paragraphs before each quote or number
ASIDES = {
    GroupKind.QUOTE: "quote",
    GroupKind.NUMBER: "number",
    GroupKind.POINTS: "points",
    GroupKind.TIMELINE: "timeline",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one face; `mark`: em, strong, or nothing; `href`: of an address."""

    text: str
    mark: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an article view.  `kind` decides its element in the template."""

    kind: str
    part: int = 0
    pieces: tuple[Piece, ...] = ()
    parts: tuple[Part, ...] = ()  # of a list, a figure, a row of a table
    language: str = ""  # where it is not the story's
    picture: WebPicture | None = None
    alt: str = ""
    heading: str = ""  # of a cell: "column" or "row"
    run_in: tuple[Piece, ...] = ()  # a dateline before a paragraph
    dash: str = ""  # that the house puts after a dateline

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class ArticleMaker:
    """Turns articles of an issue into parts."""

    pages: Mapping[int, Page]
    pictures: Mapping[Mark, WebPicture]
    language: str
    charts: Mapping[tuple[str, int], WebPicture] = field(default_factory=dict)  # story, part

    def parts(self, article: Article, language: str) -> tuple[Part, ...]:
        """In the order of the structure; a dateline goes into the paragraph after it."""
        found = list(self._grouped(article, language))
        joined: list[Part] = []
        dateline: Part | None = None
        for part in found:
            if part.kind == "dateline":
                dateline = part
            elif dateline is not None and part.kind == "paragraph":
                joined.append(_with_dateline(part, dateline))
                dateline = None
            else:
                joined.append(part)
        return tuple(_spread(joined))

    def _grouped(self, article: Article, language: str) -> Iterator[Part]:
        for number, run in groupby(article.blocks, key=lambda block: block.group or -id(block)):
            blocks = [block for block in run if block.element not in LEFT_OUT]
            if not blocks:
                continue
            if number < 0:
                yield self._part(blocks[0], language)
            else:
                yield self._group(article.groups[number - 1], blocks, language, article.story)

    def _group(self, kind: GroupKind, blocks: Sequence[Block], language: str, story: str) -> Part:
        if kind is GroupKind.TABLE:
            return Part("table", blocks[0].part, parts=tuple(self._rows(blocks, language)))
        parts = [self._part(block, language) for block in blocks]
        if kind is GroupKind.FIGURE:
            return self._figure(blocks, parts, story)
        if kind is GroupKind.LIST:
            return Part("list", blocks[0].part, parts=tuple(parts))
        return Part(ASIDES.get(kind, "points"), blocks[0].part, parts=tuple(parts))

    def _figure(self, blocks: Sequence[Block], parts: Sequence[Part], story: str) -> Part:
        shown = next((b for b in blocks if b.role is BlockRole.FIGURE), None)
        picture = None
        if shown is not None:
            marks = (
                mark
                for span in shown.spans
                for mark in self.pages[span.page].marks[span.first : span.last]
            )
            found = (self.pictures.get(m) for m in marks if isinstance(m, PictureMark))
            picture = next((one for one in found if one is not None), None)
            picture = picture or self.charts.get((story, shown.part))
        words = tuple(part for part in parts if part.kind in ("caption", "picture-credit"))
        return Part(
            "figure",
            blocks[0].part,
            pieces=next((part.pieces for part in parts if part.kind == "figure"), ()),
            parts=words,
            picture=picture,
            alt=shown.alt if shown else "",
        )

    def _rows(self, blocks: Sequence[Block], language: str) -> Iterator[Part]:
        def row(block: Block) -> int:
            return block.cell.row if block.cell else 0

        for _, cells in groupby(blocks, key=row):
            made: list[Part] = []
            for block in cells:
                if block.cell is None or block.role is BlockRole.AGAIN:
                    continue
                while len(made) < block.cell.column:
                    made.append(Part("cell"))
                made.append(self._part(block, language, block.cell.heading))
            if made:
                yield Part("row", parts=tuple(made))

    def _part(self, block: Block, language: str, heading: str = "") -> Part:
        kind = {
            BlockRole.CROSSHEAD: "crosshead",
            BlockRole.QUOTATION: "quotation",
            BlockRole.LIST_ITEM: "item",
            BlockRole.FIGURE: "figure",
            BlockRole.CELL: "cell",
            BlockRole.ASIDE: "line",
        }.get(block.role) or KINDS.get(block.element, "paragraph")
        if block.element is Element.POINTS_TITLE:
            kind = "title"
        elif block.role is BlockRole.CAPTION:
            kind = block.element.value.replace(" ", "-")
        own = block.language if block.language not in ("", language) else ""
        return Part(
            kind,
            block.part,
            self.pieces(block),
            language=own,
            alt=block.alt,
            heading=heading,
            dash=self._dash(block) if kind == "dateline" else "",
        )

    def _dash(self, dateline: Block) -> str:
        """What the page has between a dateline and its text: no word of the story, so no block."""
        end = dateline.spans[-1]
        after = self.pages[end.page].marks[end.last : end.last + 1]
        return "".join(
            mark.text.strip()
            for mark in after
            if isinstance(mark, GlyphRun) and mark.origin.element is Element.FURNITURE
        )

    def pieces(self, block: Block) -> tuple[Piece, ...]:
        """The block's text, its addresses by themselves."""
        return tuple(part for piece in self._faced(block) for part in _live(piece))

    def _faced(self, block: Block) -> tuple[Piece, ...]:
        """The block's text; what stands in another cut than most of it is emphasised."""
        lines = lines_of(block, self.pages)
        weights: dict[str, int] = {}
        for line in lines:
            for run, text in line.pieces:
                weights[run.face] = weights.get(run.face, 0) + len(text)
        if len(weights) < 2:
            text = block_text(block, self.pages)
            return (Piece(text),) if text else ()
        usual = max(sorted(weights), key=lambda face: weights[face])
        found: list[Piece] = []
        for place, line in enumerate(lines):
            if place and not lines[place - 1].parted and found[-1].text[-1:] != " ":
                found[-1] = Piece(found[-1].text + " ", found[-1].mark)
            for run, text in line.pieces:
                mark = _mark(run.face, usual)
                if found and found[-1].mark == mark:
                    found[-1] = Piece(found[-1].text + text, mark)
                else:
                    found.append(Piece(text, mark))
        found[-1] = Piece(found[-1].text.rstrip(), found[-1].mark)
        return tuple(found)


def _spread(parts: Sequence[Part]) -> Iterator[Part]:
    """Quotes and numbers stand out of the text where a reader comes to them: not all at its head,
    where the page paints them first, but one after every few paragraphs."""
    waiting = [part for part in parts if part.kind in ("quote", "number")]
    since = 0
    for part in parts:
        if part in waiting:
            continue
        yield part
        since += part.kind == "paragraph"
        if waiting and since >= BETWEEN:
            yield waiting.pop(0)
            since = 0
    yield from waiting


def _with_dateline(part: Part, dateline: Part) -> Part:
    return replace(part, run_in=dateline.pieces, dash=dateline.dash)


def headed(parts: Sequence[Part]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """What stands over the text, and all after it: between them the reader's tools have their
    place.  A table or a list of results alone has no text that could hold them up."""
    own = next((place for place, part in enumerate(parts) if part.kind not in HEAD), len(parts))
    late = [part for part in parts[own:] if part.kind == "headline"]
    return (*parts[:own], *late), tuple(part for part in parts[own:] if part not in late)


def _live(piece: Piece) -> Iterator[Piece]:
    at = 0
    for found in addresses(piece.text):
        if found.first > at:
            yield Piece(piece.text[at : found.first], piece.mark)
        yield Piece(piece.text[found.first : found.last], piece.mark, found.uri)
        at = found.last
    if at < len(piece.text):
        yield Piece(piece.text[at:], piece.mark)


def _mark(face: str, usual: str) -> str:
    """Emphasis, by how a face's name tells its cut."""
    if "italic" in face and "italic" not in usual:
        return "em"
    if "bold" in face and "bold" not in usual:
        return "strong"
    if "italic" in usual and "italic" not in face and _family(face) == _family(usual):
        return "em"
    return ""


def _family(face: str) -> str:
    return face.replace("-italic", "").replace("-bold", "")
