"""Advertisements on pages one by one, and what is odd about their sizes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from epaper.geometry import Rect
from epaper.layout.design.reader import Design, load_design
from epaper.layout.edition.ad_size import odd_size, size_of, too_large
from epaper.layout.edition.dummy import make_dummy
from epaper.layout.edition.placed_ad import PlacedAd
from epaper.layout.edition.stacking import AdPage, stack_among, stack_late, stack_on, stack_panorama
from epaper.model.advertisement import NAMED_SIZES, AdFile, Advertisement
from epaper.resources import shipped
from epaper.units import mm

DESIGN = load_design(shipped("layouts") / "broadsheet.yaml")
GRID = DESIGN.grid
FILE = AdFile(Path("x.pdf"), "x.pdf", 300.0, 200.0)


def ad(booking: str = "B1", columns: int = 2, depth: float = 100, **more: object) -> Advertisement:
    return Advertisement(
        booking=booking,
        advertiser=f"Firm {booking}",
        file=FILE,
        columns=columns,
        depth=mm(depth),
        **more,  # type: ignore[arg-type]
    )


def pages(*numbers: int) -> dict[int, AdPage]:
    return {number: AdPage(number, (GRID.lines,) * GRID.columns) for number in numbers}


def test_a_page_with_one_more_is_another_page() -> None:
    before = pages(4, 5)
    after, why = stack_on(ad(page=4), before, None, DESIGN)
    assert why == ""
    assert before == pages(4, 5)
    (placed,) = after[4].ads
    assert placed.rect.bottom == pytest.approx(GRID.type_area.bottom)
    assert min(after[4].depths) == placed.line - GRID.gap
    assert after[4].taken == placed.columns * placed.lines
    assert after[5] is before[5]


@pytest.mark.parametrize(
    ("booked", "why"),
    [
        (ad(page=9), "it is booked for page 9, and the edition ends before that"),
        (ad("B2", page=4), "page 4 takes no advertisements"),
        (ad(page=1, depth=400), "page 1 is the front page and keeps room for news"),
        (ad(page=3, columns=6, depth=500), "page 3 has no room for it"),
        (ad(page=2), "page 2 is not printed in colour"),
    ],
)
def test_why_a_booked_page_does_not_take_it(booked: Advertisement, why: str) -> None:
    held = stack_on(ad("B0", page=3), pages(1, 2, 3, 5), None, DESIGN)[0]
    after, told = stack_on(booked, held, frozenset({1, 3}), DESIGN)
    assert told == why
    assert after == held


def test_the_least_taken_page_comes_first_then_the_farthest_from_others() -> None:
    held = stack_on(ad("B0", page=5), pages(4, 5, 6, 7, 8), None, DESIGN)[0]
    after, _ = stack_among(ad(), held, None, DESIGN)
    (number,) = (n for n, page in after.items() if page.ads and n != 5)
    assert number == 8


def test_the_first_pages_take_a_strip_or_what_is_booked() -> None:
    small, strip = ad(), replace(ad(), columns=0, depth=0.0, size="strip")
    assert stack_among(small, pages(2), None, DESIGN)[1] == (
        "pages up to 3 keep their room for news; page 2 takes it where it is booked, `page: 2`"
    )
    assert stack_among(strip, pages(2), None, DESIGN)[1] == ""
    assert stack_among(small, pages(2), frozenset({2}), DESIGN)[1] == ""


def test_the_reason_names_what_was_booked() -> None:
    booked = ad(section="Sport", colour="colour")
    assert stack_among(booked, pages(4), frozenset(), DESIGN)[1] == (
        "no colour page of Sport has room for it"
    )


def test_what_is_more_than_a_page_is_to_have_stands_alone_on_one() -> None:
    deep = ad(columns=GRID.columns - 1, depth=510)
    held = stack_on(ad("B0", page=5), pages(4, 5, 6), None, DESIGN)[0]
    after, why = stack_among(deep, held, None, DESIGN)
    assert why == ""
    assert sorted(len(page.ads) for page in after.values()) == [0, 1, 1]
    full = stack_among(replace(deep, booking="B8"), after, None, DESIGN)[0]
    assert stack_among(replace(deep, booking="B9"), full, None, DESIGN)[1] != ""


def test_the_papers_own_stand_late_or_not_at_all() -> None:
    own = ad(house=True)
    after = stack_late(own, pages(4, 6, 7), frozenset({4, 6, 7}), DESIGN)
    assert [number for number, page in after.items() if page.ads] == [6]
    assert stack_late(own, pages(4), frozenset(), DESIGN) == pages(4)


def test_a_panorama_stands_near_the_middle_on_two_facing_pages() -> None:
    wide = replace(ad(), size="panorama")
    after, why = stack_panorama(wide, pages(*range(1, 13)), DESIGN)
    halves = {n: page.ads[0].half for n, page in after.items() if page.ads}
    assert (halves, why) == ({6: "left", 7: "right"}, "")


def test_why_a_panorama_has_no_place() -> None:
    wide = replace(ad(), size="panorama")
    right = stack_panorama(replace(wide, page=5), pages(4, 5, 6), DESIGN)[1]
    assert "begins on a left-hand one" in right
    held = stack_on(ad("B0", page=5), pages(4, 5), None, DESIGN)[0]
    assert stack_panorama(wide, held, DESIGN)[1] == "no two facing pages are free for a panorama"


def test_solus_and_conflicts() -> None:
    held = stack_on(ad("B0", page=4), pages(4, 5), None, DESIGN)[0]
    alone = stack_on(ad(page=4, position="solus"), held, None, DESIGN)[1]
    assert alone == "it must stand alone on its page, or another does"
    rival = stack_on(ad(page=5, conflicts=("firm b0",)), held, None, DESIGN)[1]
    assert rival == "Firm B0 stands on the page or the facing one"


def test_an_outer_position_is_at_the_edge() -> None:
    for number, column in ((4, 0), (5, GRID.columns - 2)):
        after, _ = stack_on(ad(page=number, position="outer"), pages(number), None, DESIGN)
        assert after[number].ads[0].column == column


def test_a_colour_page_is_asked_for_whatever_the_section() -> None:
    booked = ad(page=4, colour="colour", section="Sport")
    reach = {"Sport": frozenset({4})}
    dummy = make_dummy([booked], 8, DESIGN, reach=reach, colour=(1, 8))
    assert [why for _, why in dummy.left] == ["page 4 is not printed in colour"]


# -- sizes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMED_SIZES)
@pytest.mark.parametrize("layout", ["broadsheet", "broadsheet-8", "berliner", "tabloid"])
def test_named_sizes_fit_the_page(name: str, layout: str) -> None:
    design = load_design(shipped("layouts") / f"{layout}.yaml")
    columns, lines = size_of(replace(ad(), size=name), design)
    assert 1 <= columns <= design.grid.columns
    assert 1 <= lines <= design.grid.lines


def test_a_depth_is_whole_lines() -> None:
    ten = replace(ad(), depth=10 * GRID.leading)
    assert size_of(ten, DESIGN) == (2, 10)
    assert size_of(replace(ten, depth=ten.depth + 0.1), DESIGN) == (2, 10)
    assert size_of(replace(ten, depth=ten.depth + GRID.leading / 2), DESIGN) == (2, 11)


def test_what_is_larger_than_the_page_is_told() -> None:
    assert too_large(ad(), DESIGN) == []
    (wide,) = too_large(ad(columns=9), DESIGN)
    assert "booked at 9 columns" in wide.message
    assert len(too_large(ad(depth=900), DESIGN)) == 1


def placed(file: AdFile, half: str = "") -> PlacedAd:
    rect = Rect(GRID.x(0), 0.0, 300.0, 200.0)
    return PlacedAd(replace(ad(), file=file), 0, 0, 2, 10, rect, half)


@pytest.mark.parametrize(
    ("file", "facts"),
    [
        (FILE, []),
        (replace(FILE, width=303.0), []),
        (replace(FILE, width=600.0, height=400.0), ["it is set at 50% and centred"]),
        (replace(FILE, width=200.0), ["it is centred"]),
        (replace(FILE, width=600.0, fault="broken"), []),
        (AdFile(Path("x.jpg"), "x.jpg", pixels=(3000, 2000)), []),
        (AdFile(Path("x.jpg"), "x.jpg", pixels=(2000, 2000)), ["has another shape"]),
        (AdFile(Path("x.jpg"), "x.jpg", pixels=(300, 200)), ["prints at 72 pixels an inch"]),
        (
            AdFile(Path("x.jpg"), "x.jpg", pixels=(200, 200)),
            ["pixels an inch", "has another shape"],
        ),
    ],
)
def test_odd_files_are_told(file: AdFile, facts: list[str]) -> None:
    findings = odd_size(placed(file), DESIGN)
    assert len(findings) == len(facts)
    assert all(fact in finding.message for fact, finding in zip(facts, findings, strict=True))


def test_a_panorama_runs_across_the_fold_and_is_told_once() -> None:
    across = GRID.trim.width - GRID.type_area.x + GRID.type_area.right
    whole = replace(FILE, width=across)
    assert odd_size(placed(whole, "left"), DESIGN) == []
    assert len(odd_size(placed(FILE, "left"), DESIGN)) == 1
    assert odd_size(placed(FILE, "right"), DESIGN) == []


def test_how_sharp_a_picture_must_be_is_the_layouts_to_say() -> None:
    coarse = AdFile(Path("x.jpg"), "x.jpg", pixels=(300, 200))
    lenient: Design = replace(DESIGN, weights=replace(DESIGN.weights, good_ppi=70.0))
    assert odd_size(placed(coarse), lenient) == []
