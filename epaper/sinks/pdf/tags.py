"""The issue's structure as a structure tree (ISO 32000-1, 14.7 and 14.8): what is read aloud, and
in which order.

Document > Sect (a section) > Art (a story, also when it jumps) > headings, paragraphs, figures.  A
paragraph over two legs or pages is one element.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from epaper.page.marks import GlyphRun
from epaper.page.page import Page
from epaper.page.structure import Article, Block, BlockRole, SectionContent, Structure
from epaper.sinks.pdf.content import Tags

SOFT_HYPHEN = "\u00ad"
TYPES = {  # standard structure types; a pull quote says again what the story says
    BlockRole.TITLE: "H1",
    BlockRole.HEADLINE: "H2",
    BlockRole.CROSSHEAD: "H3",
    BlockRole.PARAGRAPH: "P",
    BlockRole.QUOTATION: "BlockQuote",
    BlockRole.LIST_ITEM: "LBody",
    BlockRole.CAPTION: "Caption",
    BlockRole.FIGURE: "Figure",
    BlockRole.LINK: "Link",
}
UNREAD = (BlockRole.ASIDE, BlockRole.LINK)  # not tagged in the content: a link is an annotation


def page_tags(structure: Structure, page: int) -> Tags:
    """How the marks of a page are tagged."""
    blocks = list(structure.blocks())
    owners = {
        mark: number
        for mark, number in structure.owners(page).items()
        if blocks[number].role not in UNREAD
    }
    return Tags(owners, {number: TYPES[blocks[number].role] for number in set(owners.values())})


def read_aloud(structure: Structure, pages: Sequence[Page]) -> dict[int, str]:
    """By block the text of those with words that run to the left: on the page they are painted in
    another order than they are read."""
    marks = {page.number: page.marks for page in pages}
    found: dict[int, str] = {}
    for number, block in enumerate(structure.blocks()):
        runs = [
            mark
            for span in block.spans
            for mark in marks.get(span.page, ())[span.first : span.last]
            if isinstance(mark, GlyphRun)
        ]
        if not any(run.direction == "rtl" for run in runs):
            continue
        text = ""
        for run, following in zip(runs, [*runs[1:], None], strict=True):
            text += run.text
            ends = following is not None and abs(following.y - run.y) > run.size / 2
            if ends and not text.endswith((" ", SOFT_HYPHEN)):
                text += " "
        found[number] = text.replace(SOFT_HYPHEN, "")
    return found


class TagTree:
    """Takes pages and links as they are made; finish() writes the tree.  `aloud`: see
    read_aloud."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        structure: Structure,
        language: str,
        aloud: Mapping[int, str] | None = None,
    ) -> None:
        self._pdf, self._structure, self._language = pdf, structure, language
        self._aloud = aloud or {}
        self._pieces: dict[int, list[tuple[pikepdf.Object, int]]] = {}  # by block: page, MCID
        self._links: dict[int, pikepdf.Object] = {}  # by block
        self._pages: list[Sequence[int]] = []  # blocks by MCID

    def add_page(self, target: pikepdf.Object, tagged: Sequence[int]) -> None:
        target.StructParents = len(self._pages)
        self._pages.append(tagged)
        for mcid, block in enumerate(tagged):
            self._pieces.setdefault(block, []).append((target, mcid))

    def add_link(self, block: int, target: pikepdf.Object, annotation: pikepdf.Object) -> None:
        annotation.P = target
        self._links[block] = annotation

    def finish(self) -> None:
        """Write the elements and the parent tree, which leads from content back to them."""
        pdf = self._pdf
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        blocks = list(self._structure.blocks())
        used = self._pieces.keys() | self._links.keys()
        titled = any(blocks[number].role is BlockRole.TITLE for number in used)
        types = TYPES if titled else TYPES | {BlockRole.HEADLINE: "H1", BlockRole.CROSSHEAD: "H2"}
        written: dict[int, pikepdf.Object] = {}
        top = self._element("Document", root)
        number = 0
        for section in self._structure.sections:
            number = self._section(section, number, top, types, written=written)
        root.K = top
        self._parent_tree(root, written)
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _section(
        self,
        section: SectionContent,
        number: int,
        top: pikepdf.Object,
        types: Mapping[BlockRole, str],
        written: dict[int, pikepdf.Object],
    ) -> int:
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
            self._blocks(here, parent, types, written)
        return number

    def _article(self, article: Article, sect: pikepdf.Object) -> pikepdf.Object:
        art = self._element("Art", sect)
        if article.headline:
            art.T = String(article.headline)
        return art

    def _blocks(
        self,
        blocks: Sequence[tuple[int, Block]],
        parent: pikepdf.Object,
        types: Mapping[BlockRole, str],
        written: dict[int, pikepdf.Object],
    ) -> None:
        open_list: pikepdf.Object | None = None
        for number, block in blocks:
            if block.role is BlockRole.LIST_ITEM:
                open_list = open_list or self._element("L", parent)
                holder = self._element("LI", open_list)
            else:
                open_list, holder = None, parent
            element = written[number] = self._element(types[block.role], holder)
            if block.alt:
                element.Alt = String(block.alt)
            elif number in self._aloud:
                element.ActualText = String(self._aloud[number])
            if block.language not in ("", self._language):
                element.Lang = String(block.language)
            if number in self._links:
                annotation = self._links[number]
                element.K = Array([Dictionary(Type=Name.OBJR, Obj=annotation, Pg=annotation.P)])
                element.Alt = annotation.get("/Contents", String(""))
            else:
                self._content(element, self._pieces[number])

    def _content(
        self, element: pikepdf.Object, pieces: Sequence[tuple[pikepdf.Object, int]]
    ) -> None:
        home = element.Pg = pieces[0][0]
        kids = Array()
        for target, mcid in pieces:
            same = home.objgen == target.objgen
            kids.append(mcid if same else Dictionary(Type=Name.MCR, Pg=target, MCID=mcid))
        element.K = kids

    def _element(self, kind: str, parent: pikepdf.Object) -> pikepdf.Object:
        """An empty element, the last of its parent."""
        element = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=parent)
        )
        if parent.get("/Type") == Name.StructElem:
            if "/K" not in parent:
                parent.K = Array()
            parent.K.append(element)
        return element

    def _parent_tree(self, root: pikepdf.Object, written: Mapping[int, pikepdf.Object]) -> None:
        """From pages and links, by StructParents and StructParent, to elements."""
        pdf = self._pdf
        numbers: list[pikepdf.Object | int] = []
        for index, tagged in enumerate(self._pages):
            numbers += [index, pdf.make_indirect(Array([written[block] for block in tagged]))]
        for index, (block, annotation) in enumerate(
            sorted(self._links.items(), key=lambda link: link[0]), start=len(self._pages)
        ):
            annotation.StructParent = index
            numbers += [index, written[block]]
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(self._pages) + len(self._links)
