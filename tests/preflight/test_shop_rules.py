"""What a shop would refuse of every paper is known before anything is set."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from epaper.geometry import Rect, Size
from epaper.layout.design.reader import read_design
from epaper.model.advertisement import AdFile, Advertisement
from epaper.model.edition import Edition, PageBudget, Publication
from epaper.model.finding import Finding, Severity
from epaper.model.press import PressSettings
from epaper.preflight.shops import Sheet, check_shop
from epaper.resources import shipped
from epaper.settings.notes import Notes
from epaper.sources.press import find_press
from epaper.units import mm
from epaper.words.reader import words_for

TRIM = Size(mm(350), mm(546))
SHEET = Sheet("broadsheet", TRIM, Rect(30, 40, TRIM.width - 60, TRIM.height - 80), {"body": 9})
SHOP = PressSettings(name="north", trim=TRIM, page_multiple=4)
BUDGET = PageBudget(8, 16, 4)


def told(
    settings: PressSettings = SHOP,
    sheet: Sheet = SHEET,
    pages: PageBudget = BUDGET,
    ads: Sequence[Advertisement] = (),
) -> list[tuple[str, Severity]]:
    edition = Edition(
        Publication("The Paper", "TP"),
        datetime.date(2026, 11, 23),
        (),
        (),
        pages=pages,
        advertisements=tuple(ads),
    )
    return [(f.rule, f.severity) for f in check_shop(settings, sheet, edition)]


def colour_ad(page: int) -> Advertisement:
    return Advertisement("A-1", "Firm", AdFile(Path("a.pdf"), "a.pdf"), page=page, colour="colour")


def test_a_shop_that_fits() -> None:
    assert told() == []
    assert told(replace(SHOP, trim=Size(TRIM.width + 0.9, TRIM.height))) == []


def test_what_every_page_would_wait_for_is_an_error() -> None:
    error = Severity.ERROR
    assert told(replace(SHOP, trim=Size(TRIM.width - 2, TRIM.height))) == [("press.trim", error)]
    assert told(replace(SHOP, type_to_trim=31)) == [("press.margin", error)]
    assert told(pages=PageBudget(10, 10, 2)) == [("press.multiple", error)]
    assert told(pages=PageBudget(9, 11, 12)) == [("press.multiple", error)]


def test_what_some_may_wait_for_is_a_warning() -> None:
    warning = Severity.WARNING
    assert told(pages=PageBudget(8, 16, 2)) == [("press.multiple", warning)]
    assert told(sheet=replace(SHEET, sizes={"agate": 5.5, "body": 9})) == [("press.type", warning)]
    black = replace(SHOP, colour_pages=(1, 8))
    assert told(black, ads=[colour_ad(2)]) == [("press.colour", warning)]
    assert told(black, ads=[colour_ad(8), colour_ad(0)]) == []


@pytest.mark.parametrize(
    ("layout", "shop"),
    [
        ("broadsheet", "indian-coldset-broadsheet"),
        ("broadsheet-8", "indian-coldset-broadsheet"),
        ("evening", "indian-coldset-broadsheet"),
        ("berliner", "berliner-europe"),
        ("tabloid", "digital-shortrun-tabloid"),
    ],
)
def test_the_shipped_shops_fit_the_shipped_layouts(layout: str, shop: str) -> None:
    notes = Notes("layout")
    design = read_design(shipped("layouts") / f"{layout}.yaml", notes, words_for("en"))
    assert design is not None
    sizes = {style.name: style.size for style in design.styles.values()}
    sheet = Sheet(design.name, design.grid.trim, design.grid.type_area, sizes)
    edition = Edition(Publication("P", "P"), datetime.date(2026, 1, 1), (), (), pages=BUDGET)
    found: list[Finding] = list(
        check_shop(find_press(shop, shipped("layouts") / "press"), sheet, edition)
    )
    assert found == []
