"""Jumps of pages: by their links, in no language."""

from __future__ import annotations

from dataclasses import replace

from epaper.geometry import Rect, Size
from epaper.page.jumps import (
    Jump,
    Unlinked,
    jumps_of,
    misprinted,
    one_way,
    stories_over_pages,
    unlinked,
    unsaid,
)
from epaper.page.marks import Element, GlyphRun, Link, Mark, Origin, Word
from epaper.page.page import Page
from epaper.page.structure import Article, Block, BlockRole, SectionContent, Span, Structure


def line(text: str, story: str = "bridge", y: float = 100.0, x: float = 20.0) -> GlyphRun:
    words = tuple(Word(word, (1,), (500,), (word,), 500) for word in text.split())
    return GlyphRun(x, y, "sans", 8.0, words, 2.0, Origin(Element.JUMP_LINE, story), width=100.0)


def link(goal: int, story: str = "bridge", y: float = 92.0) -> Link:
    return Link(Rect(20.0, y, 140.0, 11.0), "", goal, origin=Origin(Element.JUMP_LINE, story))


def page(number: int, *marks: Mark) -> Page:
    return Page(number, Size(400, 600), "City", marks)


def turned(number: int, goal: int, story: str = "bridge") -> Page:
    return page(number, line(f"siehe {goal}", story), link(goal, story))


def test_there_and_back() -> None:
    pages = [turned(1, 3), page(2), turned(3, 1)]
    jumps = jumps_of(pages)
    assert jumps == (Jump(1, 3, "bridge", "siehe 3"), Jump(3, 1, "bridge", "siehe 1"))
    assert one_way(jumps) == unsaid(jumps, {"bridge": (1, 3)}) == misprinted(jumps) == ()
    assert unlinked(pages) == ()


def test_a_jump_that_no_page_takes_up() -> None:
    jumps = jumps_of([turned(1, 3), turned(2, 1), page(3)])
    assert [(j.page, j.goal) for j in one_way(jumps)] == [(1, 3), (2, 1)]


def test_another_storys_jump_is_no_way_back() -> None:
    jumps = jumps_of([turned(1, 3, "bridge"), turned(3, 1, "market")])
    assert len(one_way(jumps)) == 2


def test_a_story_that_goes_on_in_silence() -> None:
    stories = {"bridge": (1, 3, 4)}
    jumps = jumps_of([turned(1, 3), turned(3, 1), page(4)])
    assert one_way(jumps) == ()
    assert unsaid(jumps, stories) == (Jump(3, 4, "bridge"), Jump(4, 3, "bridge"))


def test_a_line_that_names_another_page_than_its_link() -> None:
    jumps = jumps_of([page(1, line("siehe 5"), link(3)), turned(3, 1)])
    assert misprinted(jumps) == (Jump(1, 3, "bridge", "siehe 5"),)


def test_a_line_that_names_no_page_or_several() -> None:
    for text in ("siehe dort", "siehe 3 und 4"):
        (jump,) = jumps_of([page(1, line(text), link(3))])
        assert misprinted([jump]) == (jump,)


def test_digits_of_every_script_are_read() -> None:
    jumps = jumps_of([page(1, line("शेष पृष्ठ १२ पर"), link(12)), page(12, line("صفحہ ۱"), link(1))])
    assert misprinted(jumps) == one_way(jumps) == ()


def test_a_line_without_a_link_and_a_link_without_a_line() -> None:
    pages = [page(1, line("siehe 3")), page(3, link(1)), page(4, line("siehe 9"), link(9, y=300.0))]
    assert unlinked(pages) == (
        Unlinked(1, "bridge", "line"),
        Unlinked(3, "bridge", "link"),
        Unlinked(4, "bridge", "line"),
        Unlinked(4, "bridge", "link"),
    )


def test_a_line_of_several_runs_and_rows() -> None:
    seite = replace(line("Seite", y=108.0), space_after=True)
    rows = [line("siehe", y=100.0), seite, line("3", y=108.0, x=60.0)]
    wide = Link(Rect(20.0, 92.0, 140.0, 22.0), "", 3, origin=Origin(Element.JUMP_LINE, "bridge"))
    (jump,) = jumps_of([page(1, *rows, wide)])
    assert jump.text == "siehe Seite 3"


def test_marks_of_other_elements_are_no_jumps() -> None:
    other = Link(Rect(0, 0, 10, 10), "", 5, origin=Origin(Element.INSIDE, "bridge"))
    assert jumps_of([page(1, other)]) == ()


def test_stories_over_pages_by_structure() -> None:
    def article(slug: str, *pages: int) -> Article:
        spans = tuple(Span(number, 0, 1) for number in pages)
        return Article(slug, "", (Block(BlockRole.PARAGRAPH, Element.BODY, spans),))

    articles = (article("bridge", 3, 1), article("market", 2), article("", 1, 2))
    structure = Structure((SectionContent("City", articles),))
    assert stories_over_pages(structure) == {"bridge": (1, 3)}
