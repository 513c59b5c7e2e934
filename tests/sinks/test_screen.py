"""The file as a whole: syntax, sameness, links, bookmarks, description, structure."""

import io
from pathlib import Path

import pikepdf
import pytest
from render_samples import issue_of, page, picture, picture_file, rendered, run

from epaper.errors import DesignError, OutputError
from epaper.geometry import Rect
from epaper.page.marks import Element, Fill, Link, Mark, Origin, Polygon, Rule
from epaper.page.page import OutlineEntry, Page
from epaper.page.style import Colour
from epaper.sinks.pdf.colour import screen_paint
from epaper.sinks.screen import print_screen


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def story(slug: str, y: float) -> list[Mark]:
    return [
        run("A headline", 40, y, "headline-bold", 20, 5, Origin(Element.HEADLINE, slug)),
        run("First line of a", 40, y + 20, origin=Origin(Element.BODY, slug, 0)),
        run("paragraph.", 40, y + 31, origin=Origin(Element.BODY, slug, 0)),
        run("Another.", 40, y + 42, origin=Origin(Element.BODY, slug, 1)),
    ]


def many_pages(tmp_path: Path, count: int = 30) -> list[Page]:
    path = picture_file(tmp_path / "fields.jpg")
    marks = [picture(path, Rect(40, 300, 200, 130)), Rule(40, 80, 360, 80, 0.5)]
    return [page([*story(f"s{n}", 120), *marks], n) for n in range(1, count + 1)]


def test_two_runs_and_any_number_of_jobs_make_the_same_bytes(tmp_path: Path) -> None:
    pages = many_pages(tmp_path)
    first = rendered(pages)
    assert rendered(pages) == first
    assert rendered(pages, jobs=2) == first


def test_the_file_is_sound(tmp_path: Path) -> None:
    with opened(rendered(many_pages(tmp_path, 3))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == 3
        first = pdf.pages[0]
        assert [float(edge) for edge in first.TrimBox] == [0, 0, 400, 600]
        assert first.MediaBox == first.TrimBox
        images = {tuple(page.Resources.XObject.keys()) for page in pdf.pages}
        assert len(images) == len(next(iter(images))) == 1  # the same picture once


def test_what_the_file_says_about_itself() -> None:
    with opened(rendered([page(story("a", 100), 5), page([], 6)])) as pdf:
        assert str(pdf.docinfo.Title) == "The Sample"
        assert str(pdf.docinfo.CreationDate) == "D:20261123000000Z"
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "The Sample"
            assert xmp["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert xmp["dc:creator"] == ["The Desk"]
        assert pdf.pages[0].label == "5"
        assert pdf.pages[1].label == "6"


def test_links_lead_to_the_page_and_height() -> None:
    rect = Rect(40, 100, 100, 20)
    inside = Link(rect, "Bridge, page 2", 2, 150)
    outside = Link(rect, "The site", uri="https://example.org/")
    nowhere = Link(rect, "Gone", 9)
    with opened(rendered([page([inside, outside, nowhere]), page(story("a", 100), 2)])) as pdf:
        first, second = pdf.pages[0].Annots
        assert first.Dest[0].objgen == pdf.pages[1].obj.objgen
        assert float(first.Dest[3]) == 450
        assert [float(edge) for edge in first.Rect] == [40, 480, 140, 500]
        assert [int(edge) for edge in first.Border] == [0, 0, 0]
        assert str(first.Contents) == "Bridge, page 2"
        assert str(second.A.URI) == "https://example.org/"


def test_bookmarks_nest() -> None:
    entries = [
        OutlineEntry("Page 1", 1, 0, 0),
        OutlineEntry("A headline", 1, 100, 1),
        OutlineEntry("Page 2", 2, 0, 0),
    ]
    with (
        opened(rendered([page(story("a", 100)), page([], 2)], entries)) as pdf,
        pdf.open_outline() as outline,
    ):
        assert [item.title for item in outline.root] == ["Page 1", "Page 2"]
        assert [item.title for item in outline.root[0].children] == ["A headline"]
        assert int(pdf.Root.Outlines.Count) == 2


def test_the_structure_follows_stories_over_pages() -> None:
    jumped = [run("Carried over.", 40, 100, origin=Origin(Element.BODY, "a", 1))]
    link = Link(Rect(40, 200, 100, 10), "To page 2", 2, origin=Origin(Element.JUMP_LINE, "a"))
    with opened(rendered([page([*story("a", 100), link]), page(jumped, 2, "World")])) as pdf:
        top = pdf.Root.StructTreeRoot.K
        assert top.S == "/Document"
        (section,) = top.K
        (article,) = section.K
        assert [str(kid.S) for kid in article.K] == ["/H1", "/P", "/P", "/P"]
        first, last = article.K[1], article.K[2]
        assert [int(kid) for kid in first.K] == [1]  # two lines, one piece
        assert int(last.K[0]) == 2
        assert last.K[1].Pg.objgen == pdf.pages[1].obj.objgen
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        assert numbers[1][2].objgen == last.objgen
        assert int(pdf.pages[0].Annots[0].StructParent) == 2
        (tagged,) = article.K[3].K
        assert tagged.S == "/Link"
        assert numbers[5].objgen == tagged.objgen


def test_vector_marks_are_drawn_from_the_bottom_left() -> None:
    marks = [
        Rule(10, 20, 110, 20, 0.5, dash=(1, 2)),
        Fill(Rect(10, 30, 50, 60), "white"),
        Polygon(((0, 0), (10, 0), (10, 10)), Origin(Element.CHART, "a"), "black", "white", 2),
    ]
    with opened(rendered([page(marks)])) as pdf:
        content = pdf.pages[0].Contents.read_bytes().decode().split("\n")
    assert "10 580 m 110 580 l S" in content
    assert "[1 2] 0 d" in content
    assert "10 510 50 60 re f" in content
    assert "0 600 m 10 600 l 10 590 l h B" in content


def test_colours_for_the_screen() -> None:
    assert screen_paint(Colour("black", (0, 0, 0, 1))).fill == "0 g"
    assert screen_paint(Colour("red", (0, 1, 1, 0))).fill == "1 0 0 rg"
    assert screen_paint(Colour("house", (0, 1, 1, 0), (0.8, 0.1, 0.1))).stroke == "0.8 0.1 0.1 RG"


def test_an_unknown_colour_is_named() -> None:
    with pytest.raises(DesignError, match="no colour called mauve"):
        rendered([page([Fill(Rect(0, 0, 1, 1), "mauve")])])


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "edition.pdf"
    assert print_screen(issue_of([page(story("a", 100))]), target) == ()
    assert target.stat().st_size > 1000
    assert [path.name for path in tmp_path.iterdir()] == ["edition.pdf"]
    with pytest.raises(OutputError, match=r"edition\.pdf cannot be written"):
        print_screen(issue_of([page(story("a", 100))]), tmp_path / "missing" / "edition.pdf")
    blocked = tmp_path / "folder"
    blocked.mkdir()
    with pytest.raises(OutputError):
        print_screen(issue_of([page(story("a", 100))]), blocked)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["edition.pdf", "folder"]
