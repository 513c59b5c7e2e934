"""Leading by a paper's letters: layouts made for Latin are led out for others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from epaper.layout.design.leading import AIR, led_out
from epaper.layout.design.reader import Design, load_design
from epaper.resources import shipped
from epaper.typeset.fonts import FontBook


def load(name: str) -> Design:
    return load_design(shipped("layouts") / f"{name}.yaml")


@pytest.mark.parametrize("layout", ["broadsheet", "broadsheet-8", "tabloid", "evening"])
@pytest.mark.parametrize(("language", "face"), [("mr-IN", "devanagari"), ("bn", "bengali")])
def test_lines_keep_the_marks_of_the_face_that_stands_in_apart(
    layout: str, language: str, face: str, book: FontBook
) -> None:
    design = load(layout)
    body = led_out(design, book, language).styles["body"]
    letters = book.stand_in(book.member(design.styles["body"].face, False, False), body_of(face))
    metrics = book.metrics(letters or "")
    ink = (metrics.rise + metrics.drop) / metrics.units_per_em
    assert body.size == design.styles["body"].size
    assert body.leading >= body.size * (ink + AIR) - 1e-6


def body_of(face: str) -> str:
    return {"devanagari": "Deva", "bengali": "Beng"}[face]


def test_what_stood_on_the_grid_stands_on_it_still(book: FontBook) -> None:
    design = load("broadsheet")
    led = led_out(design, book, "mr-IN")
    grid, was = led.grid, design.grid
    assert grid.leading > was.leading
    assert grid.lines < was.lines
    assert grid.type_area.height == pytest.approx(grid.lines * grid.leading)
    assert was.type_area.height - grid.leading < grid.type_area.height <= was.type_area.height
    for name, style in led.styles.items():
        before = design.styles[name].leading / was.leading
        assert style.leading / grid.leading == pytest.approx(before), name


def test_a_nameplate_and_heads_of_sections_have_their_depth_still(book: FontBook) -> None:
    design = load("broadsheet")
    led = led_out(design, book, "hi")
    for lines, was in (
        (led.nameplate_lines, design.nameplate_lines),
        (led.skybox_lines, design.skybox_lines),
        (led.section_head_lines, design.section_head_lines),
    ):
        deep, before = lines * led.grid.leading, was * design.grid.leading
        assert before <= deep < before + led.grid.leading


@pytest.mark.parametrize(
    ("layout", "language"),
    [
        ("broadsheet", "en-GB"),  # Latin
        ("broadsheet", "ta"),  # whose marks take no more than Latin's ascenders
        ("hindi", "hi"),  # a dress of its own letters
        ("marathi", "mr"),
        ("urdu", "ur"),
        ("hindi", "en-GB"),
    ],
)
def test_a_layout_that_suits_its_letters_stays_as_it_is(
    layout: str, language: str, book: FontBook
) -> None:
    design = load(layout)
    assert led_out(design, book, language) is design


def test_a_face_that_nobody_has_is_told_elsewhere(book: FontBook) -> None:
    design = load("broadsheet")
    body = replace(design.styles["body"], face="none-such")
    wrong = replace(design, styles={**design.styles, "body": body})
    assert led_out(wrong, book, "hi") is wrong
