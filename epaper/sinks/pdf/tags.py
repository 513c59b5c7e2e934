"""The issue's structure as a structure tree (ISO 32000-1, 14.7 and 14.8): what is read aloud, and
in which order.

Document > Sect (a section) > Art (a story, also when it jumps) > headings, paragraphs, figures with
their captions, tables, lists.  A paragraph over two legs or pages is one element, a link holds its
words and its area.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from epaper.page.marks import SOFT_HYPHEN, Element, GlyphRun
from epaper.page.page import Page
from epaper.page.structure import Article, Block, BlockRole, GroupKind, SectionContent, Structure
from epaper.sinks.pdf.content import Tags

TYPES = {  # standard structure types, of what is no heading
    BlockRole.PARAGRAPH: "P",
    BlockRole.QUOTATION: "BlockQuote",
    BlockRole.LIST_ITEM: "LBody",
    BlockRole.CELL: "TD",
    BlockRole.CAPTION: "P",
    BlockRole.FIGURE: "Figure",
    BlockRole.LINK: "Link",
    BlockRole.ASIDE: "P",
}
HEADS = (BlockRole.TITLE, BlockRole.HEADLINE, BlockRole.CROSSHEAD)
LISTS = (GroupKind.LIST, GroupKind.POINTS, GroupKind.TIMELINE)
SAID_ALREADY = (Element.PROPOSED_QUOTE, Element.PROPOSED_NUMBER, Element.PROPOSED_POINTS)


def is_read(block: Block) -> bool:
    """Not what the text or the page says already, nor a picture that says nothing."""
    if block.role is BlockRole.FIGURE:
        return bool(block.alt)
    return block.role is not BlockRole.AGAIN and block.element not in SAID_ALREADY


def page_tags(structure: Structure, page: int) -> Tags:
    """How the marks of a page are tagged."""
    blocks = list(structure.blocks())
    owners = {
        mark: number for mark, number in structure.owners(page).items() if is_read(blocks[number])
    }
    return Tags(
        owners, {number: TYPES.get(blocks[number].role, "H") for number in set(owners.values())}
    )


def read_aloud(structure: Structure, pages: Sequence[Page]) -> dict[int, str]:
    """By block the text of those that are not read as they are painted: words that run to the left
    stand in another order, and what a line's end parts, with a hyphen or without, would be two
    words."""
    marks = {page.number: page.marks for page in pages}
    found: dict[int, str] = {}
    for number, block in enumerate(structure.blocks()):
        runs = [
            mark
            for span in block.spans
            for mark in marks.get(span.page, ())[span.first : span.last]
            if isinstance(mark, GlyphRun)
        ]
        if not any(run.direction == "rtl" or run.parted for run in runs):
            continue
        text = ""
        for run, following in zip(runs, [*runs[1:], None], strict=True):
            text += run.text
            ends = following is not None and abs(following.y - run.y) > run.size / 2
            if ends and not (text.endswith(" ") or run.parted):
                text += " "
        found[number] = text.replace(SOFT_HYPHEN, "")
    return found


@dataclass(slots=True)
class _Levels:
    """Of headings, none of which is more than one below the one before it."""

    last: int = 0
    titled: bool = False
    head: int = 0  # of the article's headline

    def of(self, role: BlockRole) -> int:
        wanted = self.head + 1 if self.head else 3
        if role is BlockRole.TITLE:
            wanted, self.titled = 1, True
        elif role is BlockRole.HEADLINE:
            wanted = self.head = 2 if self.titled else 1
        self.last = min(wanted, self.last + 1)
        return self.last


@dataclass(slots=True)
class TagTree:
    """Takes pages and links as they are made; finish() writes the tree.  `aloud`: see
    read_aloud."""

    pdf: pikepdf.Pdf
    structure: Structure
    language: str
    aloud: Mapping[int, str] = field(default_factory=dict)
    _pieces: dict[int, list[tuple[pikepdf.Object, int]]] = field(default_factory=dict)
    _links: dict[int, pikepdf.Object] = field(default_factory=dict)  # by block
    _ways: list[pikepdf.Object] = field(default_factory=list)  # links that are in no block
    _pages: list[Sequence[int]] = field(default_factory=list)  # blocks by MCID
    _written: dict[int, pikepdf.Object] = field(default_factory=dict)  # elements by block
    _levels: _Levels = field(default_factory=_Levels)

    def add_page(self, target: pikepdf.Object, tagged: Sequence[int]) -> None:
        target.StructParents = len(self._pages)
        self._pages.append(tagged)
        for mcid, block in enumerate(tagged):
            self._pieces.setdefault(block, []).append((target, mcid))

    def add_link(self, block: int, target: pikepdf.Object, annotation: pikepdf.Object) -> None:
        annotation.P = target
        self._links[block] = annotation

    def add_way(self, target: pikepdf.Object, annotation: pikepdf.Object) -> None:
        """A link that is no part of what is read: it stands behind all that is."""
        annotation.P = target
        self._ways.append(annotation)

    def finish(self) -> None:
        """Write the elements and the parent tree, which leads from content back to them."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top = self._element("Document", root)
        number = 0
        for section in self.structure.sections:
            number = self._section(section, number, top)
        ways = self._about(top)
        root.K = top
        self._parent_tree(root, ways)
        self.pdf.Root.StructTreeRoot = root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _about(self, top: pikepdf.Object) -> list[pikepdf.Object]:
        """The ways about the edition, in a section of their own; an element each."""
        sect = self._element("Sect", top) if self._ways else top
        made = []
        for annotation in self._ways:
            link = self._element("Link", self._element("P", sect))
            link.K = Array([Dictionary(Type=Name.OBJR, Obj=annotation, Pg=annotation.P)])
            link.Alt = annotation.get("/Contents", String(""))
            made.append(link)
        return made

    def _section(self, section: SectionContent, number: int, top: pikepdf.Object) -> int:
        """Write a section whose first block has that number; the number after its last."""
        sect: pikepdf.Object | None = None
        for article in section.articles:
            here = [
                (number + place, block)
                for place, block in enumerate(article.blocks)
                if number + place in self._pieces or number + place in self._links
            ]
            number += len(article.blocks)
            if not here:
                continue
            if sect is None:
                sect = self._element("Sect", top)
                if section.name:
                    sect.T = String(section.name)
            parent = self._article(article, sect) if article.story else sect
            self._levels.head = 0
            for group, blocks in groupby(here, lambda one: one[1].group):
                kind = article.groups[group - 1] if group else None
                self._group(kind, list(blocks), parent)
        return number

    def _article(self, article: Article, sect: pikepdf.Object) -> pikepdf.Object:
        art = self._element("Art", sect)
        if article.headline:
            art.T = String(article.headline)
        return art

    def _group(
        self, kind: GroupKind | None, blocks: list[tuple[int, Block]], parent: pikepdf.Object
    ) -> None:
        """What stands together, in an element of its own where there is one for it."""
        if kind is GroupKind.TABLE:
            self._table(blocks, parent)
        elif kind is GroupKind.FIGURE and blocks[0][1].role is BlockRole.FIGURE:
            (number, block), *told = blocks
            figure = self._block(number, block, parent)
            if told:
                caption = self._element("Caption", figure)
                for number, block in told:
                    self._block(number, block, caption)
        elif kind is GroupKind.CONTENTS:
            listing = self._element("TOC", parent)
            for number, block in blocks:
                if block.role is BlockRole.LINK:
                    entry = self._element("Reference", self._element("TOCI", listing))
                    self._block(number, block, entry, self._link(number))
                else:
                    self._block(number, block, listing, "Caption")
        elif kind in LISTS:
            items = self._element("L", parent)
            for number, block in blocks:
                titled = block.role is BlockRole.CAPTION
                holder = items if titled else self._element("LI", items)
                self._block(number, block, holder, "Caption" if titled else "LBody")
        elif kind in (GroupKind.QUOTE, GroupKind.NUMBER):
            holder = self._element("BlockQuote" if kind is GroupKind.QUOTE else "Div", parent)
            for number, block in blocks:
                self._block(number, block, holder)
        else:
            self._in_text(blocks, parent)

    def _in_text(self, blocks: list[tuple[int, Block]], parent: pikepdf.Object) -> None:
        """Text block by block; a dateline stands within its paragraph, a link in one."""
        dateline: tuple[int, Block] | None = None
        for place, (number, block) in enumerate(blocks):
            following = blocks[place + 1][1].element if place + 1 < len(blocks) else None
            if block.element is Element.DATELINE and following is Element.BODY:
                dateline = number, block
            elif dateline:
                holder = self._element(self._type(block.role), parent)
                self._block(*dateline, holder, "Span")
                self._block(number, block, holder, "Span")
                dateline = None
            elif block.role is BlockRole.LINK:
                self._block(number, block, self._element("P", parent), self._link(number))
            else:
                self._block(number, block, parent)

    def _table(self, blocks: Sequence[tuple[int, Block]], parent: pikepdf.Object) -> None:
        """Rows of as many cells each, empty ones where there is nothing."""
        table = self._element("Table", parent)
        cells = {
            (one.cell.row, one.cell.column): (number, one) for number, one in blocks if one.cell
        }
        columns = 1 + max(column for _, column in cells)
        for row in sorted({row for row, _ in cells}):
            line = self._element("TR", table)
            for column in range(columns):
                if (row, column) not in cells:
                    self._element("TD", line)
                    continue
                number, block = cells[row, column]
                heads = block.cell.heading if block.cell else ""
                made = self._block(number, block, line, "TH" if heads else "TD")
                if heads:
                    made.A = Dictionary(O=Name.Table, Scope=Name(f"/{heads.capitalize()}"))

    def _link(self, number: int) -> str:
        """What leads to a page that is not in the file is words alone."""
        return "Link" if number in self._links else "Span"

    def _type(self, role: BlockRole) -> str:
        return f"H{self._levels.of(role)}" if role in HEADS else TYPES[role]

    def _block(
        self, number: int, block: Block, parent: pikepdf.Object, kind: str = ""
    ) -> pikepdf.Object:
        """An element with a block's content."""
        element = self._element(kind or self._type(block.role), parent)
        self._written[number] = element
        if block.alt:
            element.Alt = String(block.alt)
        elif number in self.aloud:
            element.ActualText = String(self.aloud[number])
        if block.language not in ("", self.language):
            element.Lang = String(block.language)
        kids = Array()
        if number in self._pieces:
            kids.extend(self._content(element, self._pieces[number]))
        if number in self._links:
            annotation = self._links[number]
            kids.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=annotation.P))
            if number not in self._pieces:
                element.Alt = annotation.get("/Contents", String(""))
        element.K = kids
        return element

    def _content(
        self, element: pikepdf.Object, pieces: Sequence[tuple[pikepdf.Object, int]]
    ) -> Iterator[int | pikepdf.Object]:
        home = element.Pg = pieces[0][0]
        for target, mcid in pieces:
            same = home.objgen == target.objgen
            yield mcid if same else Dictionary(Type=Name.MCR, Pg=target, MCID=mcid)

    def _element(self, kind: str, parent: pikepdf.Object) -> pikepdf.Object:
        """An empty element, the last of its parent."""
        element = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=parent)
        )
        if parent.get("/Type") == Name.StructElem:
            if "/K" not in parent:
                parent.K = Array()
            parent.K.append(element)
        return element

    def _parent_tree(self, root: pikepdf.Object, ways: Sequence[pikepdf.Object]) -> None:
        """From pages and links, by StructParents and StructParent, to elements."""
        pdf, written = self.pdf, self._written
        numbers: list[pikepdf.Object | int] = []
        for index, tagged in enumerate(self._pages):
            numbers += [index, pdf.make_indirect(Array([written[block] for block in tagged]))]
        links = [(self._links[block], written[block]) for block in sorted(self._links)]
        links += zip(self._ways, ways, strict=True)
        for index, (annotation, element) in enumerate(links, start=len(self._pages)):
            annotation.StructParent = index
            numbers += [index, element]
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(self._pages) + len(links)
