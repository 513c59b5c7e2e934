"""For every reader: widths, keys alone, dark, forced colours, and what axe-core finds."""

from __future__ import annotations

from typing import Literal

import pytest
from window import Open, Window

from epaper.site.saying import phrases
from epaper.words.reader import words_for

LANGUAGES = sorted(phrases()["search"])
KINDS = ["page", "story", "contents", "front", "archive"]
WIDTHS = [320, 390, 768, 1440]
Scheme = Literal["light", "dark"]


def show(window: Window, kind: str) -> None:
    if kind == "front":
        window.front()
    elif kind == "archive":
        window.front(f"archive/{window.edition['id'][:4]}.html")
    else:
        path = {"page": "page-2.html", "contents": "contents.html"}.get(kind)
        window.open(path or window.edition["stories"][0]["path"])


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_window(window: Open, width: int) -> None:
    desk = window(width)
    wide = "document.documentElement.scrollWidth - innerWidth"
    large = "document.documentElement.style.setProperty('--size', '2')"
    found: dict[str, list[int]] = {}
    for kind in KINDS:
        show(desk, kind)
        usual = desk.page.evaluate(wide)
        desk.page.evaluate(large)
        found[kind] = [usual, desk.page.evaluate(wide)]
    assert {kind: told for kind, told in found.items() if max(told) > 0} == {}


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_wider_from_the_right(urdu_window: Open, width: int) -> None:
    desk = urdu_window(width)
    found: dict[str, int] = {}
    for kind in KINDS:
        show(desk, kind)
        found[kind] = desk.page.evaluate("document.documentElement.scrollWidth")
    assert {kind: wide for kind, wide in found.items() if wide > width} == {}


def test_the_calendar_fits_in_every_language(window: Open) -> None:
    """Of names that cannot be cut, as of letters that join, the whole stands in its column."""
    desk = window(320, service_workers="block", may_fail=True)
    for kind in ("front", "archive"):
        show(desk, kind)
        for language in LANGUAGES:
            words = words_for(language)
            told = desk.page.evaluate(
                """names => {
                    document.querySelectorAll(".calendar th abbr").forEach((one, at) => {
                        one.textContent = names[at % 7];
                    });
                    const head = [...document.querySelectorAll(".calendar th")];
                    return [document.documentElement.scrollWidth, ...head
                        .filter(one => one.scrollWidth > one.clientWidth + 1)
                        .map(one => one.textContent)];
                }""",
                [short for _, short in words.weekday_columns],
            )
            assert told == [320], (kind, language)


def judged(window: Window, *schemes: Scheme) -> dict[tuple[str, str], list[str]]:
    """What axe-core finds, by the kind of page, in these colours of the device."""
    found: dict[tuple[str, str], list[str]] = {}
    for kind in KINDS:
        show(window, kind)
        for scheme in schemes:
            window.page.emulate_media(color_scheme=scheme)
            if told := window.axe():
                found[kind, scheme] = told
    return found


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(window: Open, width: int) -> None:
    assert judged(window(width), "light", "dark") == {}


def test_axe_finds_nothing_in_a_search(window: Open) -> None:
    desk = window(1440, color_scheme="dark")
    page = desk.open()
    page.fill(".find input[name=q]", desk.edition["stories"][0]["headline"][:12])
    page.wait_for_selector(".found li")
    assert desk.axe() == []


def test_axe_finds_nothing_from_the_right(urdu_window: Open) -> None:
    assert judged(urdu_window(390), "light") == {}


@pytest.mark.parametrize("width", [390, 1440])
def test_targets_are_large_enough(window: Open, width: int) -> None:
    least = 44 if width < 1000 else 24
    desk = window(width)
    for kind in ("page", "story"):
        show(desk, kind)
        small = desk.page.evaluate(
            """least => [...document.querySelectorAll("button, .bar nav a, select, input")]
                .filter(one => one.checkVisibility())
                .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
                .filter(([, box]) => box.width < least || box.height < least)
                .map(([told]) => told)""",
            least,
        )
        assert small == []


def test_a_paper_is_read_with_keys_alone(window: Open) -> None:
    desk = window(1440)
    page = desk.front()
    edition = desk.edition["id"]

    def tab_to(select: str) -> None:
        for _ in range(200):
            page.keyboard.press("Tab")
            if page.evaluate("select => document.activeElement.matches(select)", select):
                return
        pytest.fail(f"no way to {select} by Tab")

    tab_to(f"a[href*='{edition}']")
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-kind=page][data-ready]", state="attached")
    page.keyboard.press("PageDown")
    desk.turned(2, 3)
    tab_to(".sheet .ink a.head")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) != "none"
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-kind=article][data-ready]", state="attached")
    tab_to(".sizes button:not([aria-disabled=true])")
    assert page.evaluate(outline) != "none"
    page.keyboard.press("Enter")


def test_the_skip_link_goes_to_the_content(window: Open) -> None:
    desk = window(1440)
    page = desk.open(desk.edition["stories"][0]["path"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    box = page.locator(".skip").bounding_box()
    assert box
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "page"


def test_nothing_moves_for_those_who_ask_for_it(window: Open) -> None:
    desk = window(1440, reduced_motion="reduce")
    page = desk.open()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.sheet')).animationName") == "none"
    )


def test_forced_colours_keep_the_controls(window: Open) -> None:
    desk = window(1440, forced_colors="active")
    page = desk.open()
    border = "getComputedStyle(document.querySelector('.tool')).borderTopStyle"
    assert page.evaluate(border) == "solid"
