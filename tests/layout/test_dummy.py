"""The dummy: advertisements keep apart, stand where they were booked, and leave rectangles to the
news.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from epaper.layout.design.reader import Design, load_design
from epaper.layout.edition.ad_size import size_of
from epaper.layout.edition.dummy import Dummy, make_dummy
from epaper.model.advertisement import AdFile, Advertisement
from epaper.resources import shipped
from epaper.units import mm

DESIGN = load_design(shipped("layouts") / "broadsheet.yaml")
FILE = AdFile(Path("x.pdf"), "x.pdf", fault="a test")


def ad(number: int, columns: int = 2, depth: float = 100, **more: object) -> Advertisement:
    return Advertisement(f"B{number}", f"Firm {number}", FILE, "", columns, mm(depth), **more)  # type: ignore[arg-type]


def page_of(dummy: Dummy, booking: str) -> list[int]:
    return [n for n, placed in dummy.pages.items() if any(p.ad.booking == booking for p in placed)]


sizes = st.tuples(st.integers(1, 6), st.sampled_from([50, 80, 120, 200, 250]))


@given(st.lists(sizes, min_size=1, max_size=25), st.integers(4, 24))
def test_advertisements_keep_apart_and_inside(
    given_sizes: list[tuple[int, int]], pages: int
) -> None:
    ads = [ad(n, *size) for n, size in enumerate(given_sizes)]
    dummy = make_dummy(ads, pages, DESIGN, barred=(2,))
    area = DESIGN.grid.type_area
    for number, placed in dummy.pages.items():
        assert number != 2
        for one in placed:
            assert area.contains(one.rect, 0.5)
            hole = dummy.hole(number, 0, DESIGN)
            assert all(
                hole.depths[c] <= one.line for c in range(one.column, one.column + one.columns)
            )
        for a, b in itertools.combinations(placed, 2):
            assert not a.rect.overlaps(b.rect, 0.5)
    found = [p.ad.booking for placed in dummy.pages.values() for p in placed] + [
        a.booking for a, _ in dummy.left
    ]
    assert sorted(found) == sorted(a.booking for a in ads)
    assert len(dummy.findings) >= len(dummy.left)


def test_stacked_from_the_outer_foot() -> None:
    dummy = make_dummy([ad(1, page=4), ad(2, page=5)], 8, DESIGN)
    left, right = dummy.pages[4][0], dummy.pages[5][0]
    assert left.column == 0
    assert right.column + right.columns == DESIGN.grid.columns
    assert left.rect.bottom == right.rect.bottom == DESIGN.grid.type_area.bottom


def test_what_was_booked_is_kept() -> None:
    ads = [
        ad(1, 3, 200, right_hand=True),
        replace(ad(2, 6, 500), page=5),
        ad(3, 2, 80, position="solus"),
        replace(ad(4), conflicts=("firm 5",), page=6),
        replace(ad(5), page=7),
        ad(6, 6, 40, page=1),
        replace(ad(7), columns=0, size="panorama"),
    ]
    dummy = make_dummy(ads, 16, DESIGN, barred=(2,))
    assert page_of(dummy, "B1")[0] % 2 == 1
    assert page_of(dummy, "B2") == [5]
    (solus,) = page_of(dummy, "B3")
    assert len(dummy.pages[solus]) == 1
    assert [why for a, why in dummy.left if a.booking == "B5"] == [
        "Firm 4 stands on the page or the facing one"
    ]
    assert page_of(dummy, "B6") == [1]
    left, right = page_of(dummy, "B7")
    assert (left % 2, right) == (0, left + 1)


def test_first_pages_stay_free_and_no_news_page_is_smothered() -> None:
    dummy = make_dummy([ad(n, 3, 240) for n in range(20)], 16, DESIGN, barred=(2,))
    assert not {1, 2, 3} & set(dummy.pages)
    room = DESIGN.grid.columns * DESIGN.grid.lines
    assert sum(map(len, dummy.pages.values())) + len(dummy.left) == 20
    assert len(dummy.pages) == 13
    for placed in dummy.pages.values():
        assert sum(p.columns * p.lines for p in placed) <= DESIGN.practice.most_ads * room


def test_topics_to_avoid_are_told() -> None:
    dummy = make_dummy([replace(ad(1), page=4, avoid=("air crash",))], 8, DESIGN)
    assert dummy.avoid(4) == frozenset({"air crash"})
    assert dummy.avoid(5) == frozenset()


def test_names_of_sizes() -> None:
    design: Design = DESIGN
    assert size_of(replace(ad(1), size="full page"), design) == (
        design.grid.columns,
        design.grid.lines,
    )
    assert size_of(replace(ad(1), size="quarter page"), design)[0] == design.grid.columns // 2
