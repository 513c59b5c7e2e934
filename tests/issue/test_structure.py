"""The structure of the issue: every readable mark in one block, jumps joined, order and parents."""

from __future__ import annotations

import io
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pikepdf

sys.path.insert(0, str(Path(__file__).parents[1] / "sinks"))
from render_samples import page, rendered, run

from epaper.geometry import Rect
from epaper.issue.issue import Issue
from epaper.issue.structuring import Alternatives, StoryFacts, role_of, structure_of
from epaper.page.direction import direction_of
from epaper.page.marks import Element, Link, Mark, Origin, Polygon
from epaper.page.structure import BlockRole, GroupKind, Structure
from epaper.words.reader import words_for

WORDS = Alternatives(words_for("en-GB"))
FACTS = {"a": StoryFacts("City", "Bridge shut", "en-GB"), "b": StoryFacts("World", "Kite", "hi")}


def head(slug: str, y: float) -> Mark:
    return run("Head", 40, y, "headline-bold", 20, 5, Origin(Element.HEADLINE, slug))


def body(slug: str, part: int, y: float) -> Mark:
    return run("Words of it", 40, y, origin=Origin(Element.BODY, slug, part))


def made(*pages: list[Mark]) -> Structure:
    sheets = [page(marks, number) for number, marks in enumerate(pages, 1)]
    return structure_of(sheets, FACTS, "en-GB", WORDS)


def test_every_readable_mark_of_the_sample_day_is_in_one_block(sample: Issue) -> None:
    owned = Counter(
        (span.page, mark)
        for block in sample.structure.blocks()
        for span in block.spans
        for mark in range(span.first, span.last)
    )
    readable = {
        (sheet.number, index)
        for sheet in sample.pages
        for index, mark in enumerate(sheet.marks)
        if role_of(mark) is not None
    }
    assert len(readable) > 2000
    assert owned.keys() == readable
    assert set(owned.values()) == {1}


def test_stories_stand_under_their_own_sections(sample: Issue) -> None:
    where = {
        article.story: section.name
        for section in sample.structure.sections
        for article in section.articles
        if article.story
    }
    placed = {story.slug: story.section for story in sample.stories if story.pages}
    assert len(placed) > 40
    assert where == placed


def test_the_lead_of_page_1_is_read_first_and_sections_in_the_papers_order(sample: Issue) -> None:
    stories = [a for s in sample.structure.sections for a in s.articles if a.story]
    urgent = {story.slug: story.urgency for story in sample.stories}
    assert stories[0].story == min(s for s in urgent if urgent[s] == 1)
    names = [s.name for s in sample.structure.sections if any(a.story for a in s.articles)]
    assert names == [one.name for one in sample.sections if one.name in names]
    for section in sample.structure.sections:
        begun = [article.pages[0] for article in section.articles if article.story]
        assert begun == sorted(begun)


def test_the_section_of_the_lead_comes_first_and_what_has_none_last() -> None:
    """The puzzle stands on page 1, and its marks are painted before all."""
    puzzle = run("Find it", 40, 20, origin=Origin(Element.BODY, "puzzle"))
    kite = run("Kite", 40, 60, "headline-bold", 30, 5, Origin(Element.HEADLINE, "b"))
    sheets = [page([puzzle, head("a", 40), body("a", 0, 50), kite, body("b", 0, 80)], 1)]
    facts = {**FACTS, "puzzle": StoryFacts("", "Puzzle", "en-GB")}
    order = ("City", "World")
    made = structure_of(sheets, facts, "en-GB", WORDS, order)
    assert [s.name for s in made.sections] == ["World", "City", ""]
    small = [page([puzzle, body("b", 0, 80), head("a", 40), body("a", 0, 50)], 1)]
    made = structure_of(small, facts, "en-GB", WORDS, order)
    assert [s.name for s in made.sections] == ["City", "World", ""]


def test_an_article_stands_once_and_on_all_its_pages(sample: Issue) -> None:
    articles = [a for s in sample.structure.sections for a in s.articles if a.story]
    assert len({article.story for article in articles}) == len(articles)
    pages = {story.slug: story.pages for story in sample.stories}
    jumped = [article for article in articles if len(pages[article.story]) > 1]
    assert jumped
    for article in articles:
        assert article.pages == pages[article.story]


def test_headline_first_then_paragraphs_in_their_order(sample: Issue) -> None:
    seen = 0
    for section in sample.structure.sections:
        for article in section.articles:
            parts = [b.part for b in article.blocks if b.element is Element.BODY]
            if not article.story or not parts:
                continue
            seen += 1
            assert parts == sorted(parts), article.story
            roles = [b.role for b in article.blocks if b.element is not Element.KICKER]
            assert roles[0] is BlockRole.HEADLINE, article.story
    assert seen > 30


def test_a_paragraph_over_two_pages_is_one_block() -> None:
    structure = made([head("a", 50), body("a", 0, 80)], [body("a", 0, 60), body("a", 1, 72)])
    ((section,),) = (structure.sections,)
    (article,) = section.articles
    assert article.headline == "Bridge shut"
    assert [(b.role.value, [s.page for s in b.spans]) for b in article.blocks] == [
        ("headline", [1]),
        ("paragraph", [1, 2]),
        ("paragraph", [2]),
    ]


def test_language_and_direction_come_from_the_story() -> None:
    structure = made([body("a", 0, 50), body("b", 0, 60)])
    blocks = list(structure.blocks())
    assert [block.language for block in blocks] == ["en-GB", "hi"]
    assert [direction_of(tag) for tag in ("en-GB", "ur-PK", "ar", "hi")] == [
        "ltr",
        "rtl",
        "rtl",
        "ltr",
    ]


def test_turn_lines_and_the_like_are_the_papers_in_any_story() -> None:
    lines = [
        run("Continued on page 5", 40, 70 + n, origin=Origin(element, "b"))
        for n, element in enumerate((Element.JUMP_LINE, Element.READ_ALSO))
    ]
    link = Link(Rect(0, 70, 5, 5), "On", 2, origin=Origin(Element.JUMP_LINE, "b"))
    blocks = list(made([body("b", 0, 50), *lines, link]).blocks())
    assert [block.language for block in blocks] == ["hi", "en-GB", "en-GB", "en-GB"]


def test_decoration_is_in_no_block_and_each_link_in_its_own() -> None:
    folio = run("3", 40, 20, origin=Origin(Element.FOLIO))
    links: list[Mark] = [
        Link(Rect(0, y, 5, 5), "On", 2, origin=Origin(Element.JUMP_LINE, "a")) for y in (1, 9)
    ]
    structure = made([folio, body("a", 0, 50), *links])
    assert [b.role for b in structure.blocks()] == [
        BlockRole.PARAGRAPH,
        BlockRole.LINK,
        BlockRole.LINK,
    ]
    assert structure.owners(1) == {1: 0, 2: 1, 3: 2}


def test_a_chart_says_its_words() -> None:
    origin = Origin(Element.CHART, "a")
    bar = Polygon(((0, 0), (1, 0), (1, 5)), origin, fill="accent")
    structure = made([run("Tolls, crowns", 40, 50, origin=origin), bar])
    (figure,) = structure.blocks()
    assert figure.alt == "Chart: Tolls, crowns"
    assert figure.spans[0].last == 2


def test_a_chart_says_what_the_editor_says_of_it() -> None:
    origin = Origin(Element.CHART, "a")
    facts = {"a": replace(FACTS["a"], chart="Tolls have doubled in ten years.")}
    pages = [page([run("Tolls, crowns", 40, 50, origin=origin)])]
    (figure,) = structure_of(pages, facts, "en-GB", WORDS).blocks()
    assert figure.alt == "Tolls have doubled in ten years."


def test_the_tag_tree_is_the_structure(sample: Issue, sample_pdf: Path) -> None:
    with pikepdf.open(sample_pdf) as pdf:
        found = []
        *read, _ways = pdf.Root.StructTreeRoot.K.K
        for sect in read:
            articles = [kid for kid in sect.K if kid.S == "/Art"]
            found.append((str(sect.get("/T", "")), [str(art.T) for art in articles]))
            assert all(art.P.objgen == sect.objgen for art in articles)
    wanted = [
        (section.name, [article.headline for article in section.articles if article.story])
        for section in sample.structure.sections
    ]
    assert found == wanted
    assert sum(len(articles) for _, articles in found) > 40


def test_the_papers_words_over_points_are_read_before_them() -> None:
    """“In short” is the title of the list, in the paper's language, and no point of it."""
    title = run("In short", 40, 120, origin=Origin(Element.POINTS_TITLE, "b"))
    points = [
        run("A point", 52, 140.0 + 20 * part, origin=Origin(Element.POINTS, "b", part))
        for part in range(2)
    ]
    marks: list[Mark] = [head("b", 40), body("b", 0, 80), title, *points]
    structure = made(marks)
    (article,) = (one for section in structure.sections for one in section.articles)
    group = [block for block in article.blocks if article.kind_of(block) is GroupKind.POINTS]
    roles = [(block.role, block.language) for block in group]
    assert roles == [(BlockRole.CAPTION, "en-GB"), *[(BlockRole.ASIDE, "hi")] * 2]
    with pikepdf.open(io.BytesIO(rendered([page(marks)]))) as pdf:
        found = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary))
        lists = [one for one in found if one.get("/S") == "/L"]
        assert [[str(kid.S) for kid in one.K] for one in lists] == [["/Caption", "/LI", "/LI"]]
