"""Which pages go into which file, and what it is called."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from press_samples import DATE, SHOP, SIZE, press_of, two_pages

from epaper.deliver.verify import verify
from epaper.geometry import Rect
from epaper.issue.issue import Issue
from epaper.model.edition import Section
from epaper.model.press import PressSettings, Standard
from epaper.page.gist import Gist, fold_rects, gist_of, panoramas
from epaper.page.marks import AdMark, Element, GlyphRun, Origin
from epaper.page.page import Page
from epaper.sinks.press.colour import SMALL, SMALLEST, for_press, press_paints
from epaper.sinks.press.groups import file_name, groups_of
from epaper.sinks.press.package import make_package

AD = Origin(Element.ADVERTISEMENT)


def half(number: int, booking: str = "P-1", clip: bool = True) -> AdMark:
    left = number % 2 == 0
    rect = Rect(20, 200, 560, 150) if left else Rect(-280, 200, 560, 150)
    shown = Rect(20, 200, 280, 150) if left else Rect(0, 200, 280, 150)
    return AdMark(rect, "a" * 64, booking, AD, clip=shown if clip else None)


def paper(sample: Issue, sections: str, **marks: AdMark) -> Issue:
    """A page a letter: N, W and S are sections, a point is a page of none; `p2` is on page 2."""
    names = {"N": "News", "W": "World & City", "S": "খেলা", ".": ""}
    pages = tuple(
        Page(n, SIZE, names[letter], (marks[f"p{n}"],) if f"p{n}" in marks else ())
        for n, letter in enumerate(sections, 1)
    )
    known = tuple(Section(names[letter]) for letter in "NWS")
    return replace(sample, pages=pages, sections=known)


def gists(issue: Issue) -> dict[int, Gist]:
    return {page.number: gist_of(page) for page in issue.pages}


def numbers(issue: Issue, **settings: Any) -> list[tuple[int, ...]]:
    return [group.numbers for group in groups_of(issue, replace(SHOP, **settings))]


def test_a_panorama_stands_where_the_layout_has_put_it(sample: Issue) -> None:
    issue = paper(sample, "NNNNNN", p2=half(2), p3=half(3))
    assert panoramas(gists(issue)) == (2,)
    assert numbers(issue) == [(1,), (2, 3), (4,), (5,), (6,)]
    assert numbers(issue, panoramas=False) == [(n,) for n in range(1, 7)]
    assert numbers(issue, colour_pages=(1, 2)) == [(n,) for n in range(1, 7)]
    apart = replace(SHOP, panoramas=False)
    folds = {group.numbers[0]: group.across for group in groups_of(issue, apart)}
    assert folds[2] == ((Rect(20, 200, 280, 150),),)
    assert folds[3] == ((Rect(0, 200, 280, 150),),)
    assert folds[1] == ((),)
    assert [group.across for group in groups_of(issue, SHOP)] == [((),)] * 5


def test_no_panorama(sample: Issue) -> None:
    for marks in (
        {"p2": half(2)},
        {"p2": half(2), "p3": half(3, "P-2")},
        {"p3": half(2), "p4": half(3)},
        {"p2": half(2, clip=False), "p3": half(3, clip=False)},
    ):
        issue = paper(sample, "NNNN", **marks)
        assert panoramas(gists(issue)) == ()
        assert all(fold_rects(number, g, ()) == () for number, g in gists(issue).items())


def test_a_file_a_section_by_its_name(sample: Issue) -> None:
    issue = paper(sample, "N.NWW.SN", p4=half(4), p5=half(5))
    by_section = replace(SHOP, one_file="section", file_name="{title}_{section}_v{version}.pdf")
    groups = groups_of(issue, by_section)
    assert [group.numbers for group in groups] == [(1, 2, 3, 8), (4, 5, 6), (7,)]
    assert len(groups[1].pages) == 2  # the panorama is one
    facts = {"colour": "CMYK", "version": 1}
    named = [file_name(issue, by_section, group, facts).split("_")[1] for group in groups]
    assert named == ["news", "world-city", "খেলা"]
    apart = [file_name(issue, SHOP, group, facts) for group in groups_of(issue, SHOP)]
    assert apart[1].split("_")[2] == "news002"
    slash = replace(SHOP, file_name="{edition}_{page}.pdf")
    north = replace(issue, zone="North/East")
    assert file_name(north, slash, groups[0], facts) == "North-East_1.pdf"
    paper_ = replace(issue.publication, name="দৈনিক", code="দৈ", slugs="ascii")
    local = replace(issue, publication=paper_, zone="উত্তর")
    groups = groups_of(local, by_section)
    named = [file_name(local, by_section, group, facts) for group in groups]
    assert named == ["dainik_news_v1.pdf", "dainik_world-city_v1.pdf", "dainik_khela_v1.pdf"]
    every = replace(SHOP, file_name="{code}_{edition}_{page}.pdf")
    assert file_name(local, every, groups[0], facts) == "dai_uttar_1.pdf"


def test_no_two_sections_share_a_file(sample: Issue) -> None:
    issue = replace(
        paper(sample, "NWN"), sections=(Section("News!"), Section("News"), Section("World & City"))
    )
    pages = tuple(
        replace(page, section=name)
        for page, name in zip(issue.pages, ("News!", "News", "News"), strict=True)
    )
    by_section = replace(SHOP, one_file="section", file_name="{section}_v{version}.pdf")
    groups = groups_of(replace(issue, pages=pages), by_section)
    assert [group.section for group in groups] == ["news", "news-2"]


def test_sections_apart_and_together_keep_their_versions_apart(
    sample: Issue, tmp_path: Path
) -> None:
    issue = two_pages(sample)
    alone = make_package(press_of(issue, tmp_path / "c"), tmp_path / "p")
    press = press_of(issue, tmp_path / "c", one_file="section")
    joined = make_package(press, tmp_path / "p")
    (entry,) = joined["files"]
    assert entry["pages"] == [1, 2]
    assert entry["name"] not in {file["name"] for file in alone["files"]}
    assert joined["withdrawn"] == sorted(file["name"] for file in alone["files"])
    assert verify([tmp_path / "p" / entry["name"]], DATE, joined) == ()
    again = make_package(press_of(issue, tmp_path / "c"), tmp_path / "p")
    names = [file["name"] for file in again["files"]]
    assert not {*names} & {file["name"] for file in alone["files"]}
    found = sorted(path.name for path in (tmp_path / "p").glob("*_v*.pdf"))
    assert found == sorted(names)


@pytest.fixture
def wide(sample: Issue) -> Issue:
    """Three pages; 2 and 3 under one advertisement, which is a picture of the sample's."""
    issue = two_pages(sample)
    (first, second) = issue.pages
    picture = next(asset for asset in sample.assets.values() if asset.name.endswith(".jpg"))
    third = replace(second, number=3)
    both = [
        replace(page, marks=(*page.marks, replace(half(page.number), asset=picture.sha256)))
        for page in (second, third)
    ]
    return replace(issue, pages=(first, *both, replace(first, number=4)))


def test_a_panorama_is_one_file_of_double_width_and_is_verified(
    wide: Issue, tmp_path: Path
) -> None:
    manifest = make_package(press_of(wide, tmp_path / "c", picture_ppi_error=0), tmp_path / "p")
    assert manifest["waiting"] == []
    entry = next(one for one in manifest["files"] if one["pages"] == [2, 3])
    assert entry["trim_mm"][0] == pytest.approx(2 * manifest["files"][0]["trim_mm"][0], abs=0.2)
    with pikepdf.open(tmp_path / "p" / entry["name"]) as pdf:
        assert [float(edge) for edge in pdf.pages[0].trimbox] == [0, 0, 600, 400]
    files = [tmp_path / "p" / one["name"] for one in manifest["files"]]
    assert verify(files, DATE, manifest) == ()


def test_type_too_small_for_two_inks_is_black(sample: Issue) -> None:
    line = two_pages(sample).pages[0].marks[0]
    assert isinstance(line, GlyphRun)
    sizes = {7.9: f"accent{SMALLEST}", 8: f"accent{SMALL}", 9.9: f"accent{SMALL}", 10: "accent"}
    for size, name in sizes.items():
        page = Page(1, SIZE, "", (replace(line, colour="accent", size=size),))
        shown = for_press(page, sample.colours, PressSettings()).marks[0]
        assert isinstance(shown, GlyphRun)
        assert shown.colour == name
    paints = press_paints(sample.colours, frozenset(sizes.values()), SHOP, colour=True)
    assert paints[f"accent{SMALLEST}"].fill.split()[2:5] == ["0", "0", "0"]


def test_x_1a_says_what_its_standard_has(sample: Issue, tmp_path: Path) -> None:
    press = press_of(two_pages(sample), tmp_path / "c", standard=Standard.X1A)
    press.write(press.issue.pages[:1], tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-1a:2003"
        assert "/GTS_PDFXConformance" not in pdf.docinfo
