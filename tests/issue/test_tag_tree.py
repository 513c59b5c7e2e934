"""The tag tree of the written PDF, walked as a reader's program does: order, parents and words are
the issue's.  A validator passes a tree in which every story hangs under the wrong section."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import pikepdf
import pypdf
import pytest
from pypdf.generic import ContentStream

from epaper.issue.issue import Issue
from epaper.page.marks import Element, GlyphRun
from epaper.page.structure import Article, Block, BlockRole, GroupKind
from epaper.sinks.screen import print_screen

UNSAID = (Element.PROPOSED_QUOTE, Element.PROPOSED_NUMBER, Element.PROPOSED_POINTS)


@dataclass(frozen=True)
class Node:
    """An element of the tree: its own words, without spaces, and the elements in it."""

    kind: str
    title: str
    kids: tuple[Node, ...] = ()
    own: str = ""
    alt: str = ""
    links: int = 0
    scope: str = ""

    @property
    def said(self) -> str:
        return "".join([self.own, *(kid.said for kid in self.kids)])

    def all(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            yield from kid.all()


def words_by_mcid(pdf: bytes) -> list[dict[int, str]]:
    """A page each: what each piece of marked content says, read by another library."""
    found = []
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    for page in reader.pages:
        maps = {
            str(name): _codes(font.get_object()["/ToUnicode"].get_object().get_data())
            for name, font in page["/Resources"]["/Font"].items()
        }
        pieces: dict[int, str] = {}
        open_piece, face = -1, ""
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            if operator == b"BDC":
                open_piece = int(operands[1]["/MCID"])
                pieces[open_piece] = ""
            elif operator in (b"BMC", b"EMC"):
                open_piece = -1
            elif operator == b"Tf":
                face = str(operands[0])
            elif operator == b"TJ":
                texts = [getattr(part, "original_bytes", part) for part in operands[0]]
                texts = [part for part in texts if isinstance(part, bytes)]
                codes = b"".join(texts)
                said = "".join(
                    maps[face].get(codes[at : at + 2].hex(), "?") for at in range(0, len(codes), 2)
                )
                if open_piece >= 0:
                    pieces[open_piece] += said + " "
        found.append(pieces)
    return found


def _codes(cmap: bytes) -> dict[str, str]:
    rows = (line.split() for line in cmap.decode("ascii").splitlines() if line.startswith("<"))
    return {
        row[0].strip("<>"): bytes.fromhex(row[1].strip("<>")).decode("utf-16-be")
        for row in rows
        if len(row) == 2 and len(row[0]) == 6 and row[1] != "<ffff>"
    }


def tree_of(pdf: bytes) -> Node:
    pieces = words_by_mcid(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        places = {page.obj.objgen: at for at, page in enumerate(opened.pages)}

        def node(element: pikepdf.Object) -> Node:
            kids, own, links = [], [], 0
            for kid in element.get("/K", []):
                if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
                    assert kid.P.objgen == element.objgen
                    kids.append(node(kid))
                elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                    links += 1
                elif isinstance(kid, pikepdf.Dictionary):
                    own.append(pieces[places[kid.Pg.objgen]][int(kid.MCID)])
                else:
                    own.append(pieces[places[element.Pg.objgen]][int(kid)])
            scope = str(element.A.Scope) if "/A" in element else ""
            return Node(
                str(element.S)[1:],
                str(element.get("/T", "")),
                tuple(kids),
                plain(str(element.get("/ActualText", " ".join(own)))),
                str(element.get("/Alt", "")),
                links,
                scope,
            )

        return node(opened.Root.StructTreeRoot.K)


def plain(text: str) -> str:
    """Without white space, which lines end with or not."""
    return "".join(text.replace("\u00ad", "").split())


def words_of(issue: Issue, block: Block) -> str:
    runs = (
        mark.text
        for span in block.spans
        for mark in issue.pages[span.page - 1].marks[span.first : span.last]
        if isinstance(mark, GlyphRun)
    )
    return plain(" ".join(runs))


def printed(issue: Issue) -> bytes:
    out = io.BytesIO()
    print_screen(issue, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def tree(sample: Issue) -> Node:
    return tree_of(printed(sample))


def stories(top: Node) -> list[tuple[str, Node]]:
    """Every story with the name of the section that it hangs under."""
    return [(sect.title, kid) for sect in top.kids for kid in sect.kids if kid.kind == "Art"]


def wrong_parents(issue: Issue, top: Node) -> list[str]:
    """Stories that the tree does not have under the section that their record names, in the order
    of the issue."""
    sections = {story.headline: story.section for story in issue.stories if story.pages}
    return [art.title for section, art in stories(top) if sections[art.title] != section]


def test_each_story_hangs_under_its_own_section(sample: Issue, tree: Node) -> None:
    assert wrong_parents(sample, tree) == []
    found = [art.title for _, art in stories(tree)]
    assert sorted(found) == sorted(s.headline for s in sample.stories if s.pages)


def test_a_tree_whose_stories_hang_under_the_front_page_is_seen(sample: Issue) -> None:
    first, *others = sample.structure.sections
    moved = tuple(one for section in others for one in section.articles)
    structure = replace(
        sample.structure, sections=(replace(first, articles=(*first.articles, *moved)),)
    )
    assert wrong_parents(sample, tree_of(printed(replace(sample, structure=structure))))


def test_every_article_says_what_the_issue_says_in_its_order(sample: Issue, tree: Node) -> None:
    found = {art.title: art.said for _, art in stories(tree)}
    articles = [a for s in sample.structure.sections for a in s.articles if a.story]
    for article in articles:
        wanted = "".join(words_of(sample, block) for block in article.blocks if is_said(block))
        assert found[article.headline] == wanted, article.story


def is_said(block: Block) -> bool:
    return (
        block.role not in (BlockRole.AGAIN, BlockRole.FIGURE) and block.element not in UNSAID
    ) or block.element is Element.CHART


def test_headings_never_skip_a_level(tree: Node) -> None:
    levels = [int(node.kind[1:]) for node in tree.all() if node.kind[1:].isdigit()]
    assert levels[0] == 1
    assert set(levels) == {1, 2, 3}
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_figures_hold_their_captions_and_say_what_they_show(tree: Node) -> None:
    figures = [node for node in tree.all() if node.kind == "Figure"]
    assert len(figures) > 20
    assert all(figure.alt for figure in figures)
    held = sum(1 for figure in figures if [kid.kind for kid in figure.kids] == ["Caption"])
    assert held > 15
    holders = {n.kind for n in tree.all() for kid in n.kids if kid.kind == "Caption"}
    assert holders == {"Figure", "TOC"}


def test_tables_have_rows_of_as_many_cells_and_headings(sample: Issue, tree: Node) -> None:
    tables = [node for node in tree.all() if node.kind == "Table"]
    kinds = [kind for article in articles_of(sample) for kind in article.groups]
    assert len(tables) == kinds.count(GroupKind.TABLE) > 10
    for table in tables:
        assert len({len(row.kids) for row in table.kids}) == 1
        assert {cell.scope for cell in table.kids[0].kids} == {"/Column"}
        assert {row.kids[0].scope for row in table.kids[1:]} == {"/Row"}
        assert {cell.kind for row in table.kids for cell in row.kids} == {"TH", "TD"}


def articles_of(issue: Issue) -> list[Article]:
    return [article for section in issue.structure.sections for article in section.articles]


def test_links_hold_their_words_and_the_contents_are_a_list_of_them(tree: Node) -> None:
    *read, ways = tree.kids
    links = [node for sect in read for node in sect.all() if node.kind == "Link"]
    assert len(links) > 60
    assert all(link.links == 1 and link.own for link in links)
    assert all(link.alt for node in ways.kids for link in node.kids)
    listings = [node for node in tree.all() if node.kind == "TOC"]
    assert listings
    for listing in listings:
        first, *entries = listing.kids
        assert first.kind == "Caption"
        assert first.own
        assert {entry.kind for entry in entries} == {"TOCI"}
        assert all(link.own for e in entries for link in e.all() if link.kind == "Link")


def test_groups_stand_together_and_the_figure_before_its_caption(sample: Issue) -> None:
    for article in articles_of(sample):
        groups = [number for number, _ in groupby(article.blocks, lambda one: one.group) if number]
        assert groups == sorted(set(groups)) == list(range(1, len(article.groups) + 1))
        for block in article.blocks:
            if article.kind_of(block) is GroupKind.FIGURE:
                first = next(one for one in article.blocks if one.group == block.group)
                assert first.role is BlockRole.FIGURE


def test_a_word_that_a_line_parts_is_read_whole(sample: Issue, tree: Node) -> None:
    """In the file it has a hyphen, by which viewers join it; what is read aloud has none."""
    words = []
    for page in sample.pages:
        runs = [mark for mark in page.marks if isinstance(mark, GlyphRun)]
        for run, following in pairwise(runs):
            if run.text.endswith("\u00ad") and run.origin == following.origin:
                words.append(f"{run.text.split()[-1][:-1]}{following.text.split()[0]}")
    assert len(words) > 100
    assert [word for word in words if word not in tree.said] == []
