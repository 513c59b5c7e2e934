"""The structure tree: what is read aloud, and in which order (ISO 32000-1, 14.7 and 14.8).

Document > Sect (a section) > Art (a story, also when it jumps) > headings, paragraphs, figures.  A
paragraph over two legs or pages is one element.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from epaper.page.marks import Element, GlyphRun, Link, Origin
from epaper.page.page import Document, Page
from epaper.render.content import Tagged
from epaper.render.roles import Role


@dataclass(slots=True)
class Node:
    """A structure element before it is written; kids are nodes, (page, MCID) pieces or
    annotations."""

    kind: str
    alt: str = ""
    kids: list[Node | tuple[pikepdf.Object, int] | pikepdf.Object] = field(default_factory=list)


class Structure:
    """Collects tagged pieces page by page; finish() writes the tree."""

    def __init__(self, pdf: pikepdf.Pdf, document: Document) -> None:
        self._pdf = pdf
        self._top = Node("Document")
        self._sections: dict[str, Node] = {}
        self._stories: dict[str, Node] = {}
        self._elements: dict[tuple[Role, Origin], Node] = {}
        self._headings: list[tuple[Role, Node]] = []
        self._charts = _chart_texts(document)
        self._owners: list[list[Node]] = []  # by page, by MCID
        self._links: list[Node] = []

    def add_page(self, page: Page, target: pikepdf.Object, tagged: Sequence[Tagged]) -> None:
        owners = []
        for mcid, piece in enumerate(tagged):
            node = self._element(piece, page)
            node.kids.append((target, mcid))
            owners.append(node)
        target.StructParents = len(self._owners)
        self._owners.append(owners)

    def add_link(
        self, link: Link, page: Page, target: pikepdf.Object, annotation: pikepdf.Object
    ) -> None:
        node = Node("Link", link.label, [annotation])
        self._parent(link.origin, page).kids.append(node)
        annotation.P = target
        self._links.append(node)

    def finish(self) -> None:
        """Write the elements and the parent tree, which leads from content back to them."""
        pdf = self._pdf
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        written: dict[int, pikepdf.Object] = {}
        self._number_links()
        if all(
            role is not Role.TITLE for role, _ in self._headings
        ):  # the first heading has to be an H1
            self._raise_headings()
        root.K = self._write(self._top, root, written)
        numbers: list[pikepdf.Object | int] = []
        for index, owners in enumerate(self._owners):
            numbers += [index, pdf.make_indirect(Array([written[id(node)] for node in owners]))]
        for index, link in enumerate(self._links, start=len(self._owners)):
            numbers += [index, written[id(link)]]
        root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(self._owners) + len(self._links)
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _number_links(self) -> None:
        for index, node in enumerate(self._links, start=len(self._owners)):
            annotation = node.kids[0]
            assert isinstance(annotation, pikepdf.Object)
            annotation.StructParent = index

    def _raise_headings(self) -> None:
        for role, node in self._headings:
            node.kind = {Role.HEADLINE: "H1", Role.CROSSHEAD: "H2"}[role]

    def _element(self, piece: Tagged, page: Page) -> Node:
        key = (piece.role, piece.origin)
        node = self._elements.get(key) if piece.origin.story else None
        if node is None:
            node = self._elements[key] = Node(piece.role.value, piece.alt)
            self._attach(node, piece, page)
        return node

    def _attach(self, node: Node, piece: Tagged, page: Page) -> None:
        parent = self._parent(piece.origin, page)
        if piece.role is Role.FIGURE and not node.alt:
            node.alt = self._charts.get(piece.origin, "Advertisement")
        if piece.role in (Role.TITLE, Role.HEADLINE, Role.CROSSHEAD):
            self._headings.append((piece.role, node))
        if piece.role is not Role.LIST_ITEM:
            parent.kids.append(node)
            return
        last = parent.kids[-1] if parent.kids else None
        if not (isinstance(last, Node) and last.kind == "L"):
            last = Node("L")
            parent.kids.append(last)
        last.kids.append(Node("LI", kids=[node]))

    def _parent(self, origin: Origin, page: Page) -> Node:
        section = self._sections.get(page.section)
        if section is None:
            section = self._sections[page.section] = Node("Sect")
            self._top.kids.append(section)
        if not origin.story:
            return section
        story = self._stories.get(origin.story)
        if story is None:
            story = self._stories[origin.story] = Node("Art")
            section.kids.append(story)
        return story

    def _write(
        self, node: Node, parent: pikepdf.Object, written: dict[int, pikepdf.Object]
    ) -> pikepdf.Object:
        element = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{node.kind}"), P=parent)
        )
        written[id(node)] = element
        if node.alt:
            element.Alt = String(node.alt)
        kids = Array()
        home: pikepdf.Object | None = None
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self._write(kid, element, written))
            elif isinstance(kid, tuple):
                target, mcid = kid
                if home is None:
                    home = element.Pg = target
                same = home.objgen == target.objgen
                kids.append(mcid if same else Dictionary(Type=Name.MCR, Pg=target, MCID=mcid))
            else:
                kids.append(Dictionary(Type=Name.OBJR, Obj=kid, Pg=kid.P))
        element.K = kids
        return element


def _chart_texts(document: Document) -> dict[Origin, str]:
    """What a chart says in place of being seen: its words and numbers in the order of painting."""
    words: dict[Origin, list[str]] = {}
    for page in document.pages:
        for mark in page.marks:
            if not isinstance(mark, Link) and mark.origin.element is Element.CHART:
                words.setdefault(mark.origin, ["Chart:"]).extend(
                    [mark.text] if isinstance(mark, GlyphRun) else []
                )
    return {origin: " ".join(texts) for origin, texts in words.items()}
