"""The bar at every width, in every language that the site has words for: nothing of it is cut."""

from __future__ import annotations

from typing import Any

import pytest
from window import Open, Window

from epaper.site.saying import phrases

LANGUAGES = sorted(phrases()["search_here"])
WIDTHS = [320, 390, 768, 1440]
ROW = 64  # px: what stands higher has a second row
SIGN = """
    const sign = document.querySelector(".bar").appendChild(document.createElement("span"));
    sign.className = "kept";
    sign.innerHTML = '<svg class="icon" viewBox="0 0 24 24"></svg>';
"""
SPEAK = """says => {
    const [front, contents, third] = document.querySelectorAll(".bar nav a");
    document.documentElement.lang = says.lang;
    document.documentElement.dir = says.lang === "ur" ? "rtl" : "ltr";
    front.textContent = says.front;
    contents.textContent = says.contents;
    if (third) third.textContent = third.rel ? says.first_page : `${says.page} 12`;
    document.querySelector(".find input").placeholder = says.search_here;
}"""
CUT = """() => {
    const bar = document.querySelector(".bar");
    const seen = one => one.checkVisibility({visibilityProperty: true});
    const parts = [...bar.querySelectorAll("a, button, input[type=search], .pick, .kept")];
    const shown = parts.filter(seen).map(one => [one, one.getBoundingClientRect()]);
    const found = [];
    for (const [one, box] of shown) {
        const told = one.outerHTML.slice(0, 80);
        if (box.left < -0.5 || box.right > innerWidth + 0.5) found.push(`outside: ${told}`);
        if (one.scrollWidth > one.clientWidth + 1 && !one.matches("input")) {
            found.push(`cut: ${told}`);
        }
        for (const [other, edge] of shown) {
            if (other === one || other.contains(one) || one.contains(other)) continue;
            const across = Math.min(box.right, edge.right) - Math.max(box.left, edge.left);
            const down = Math.min(box.bottom, edge.bottom) - Math.max(box.top, edge.top);
            if (across > 1 && down > 1) found.push(`over another: ${told}`);
        }
    }
    const field = bar.querySelector("input[type=search]");
    if (seen(field)) {
        const style = getComputedStyle(field);
        const pen = document.createElement("canvas").getContext("2d");
        pen.font = style.font;
        const room = field.clientWidth - parseFloat(style.paddingLeft)
            - parseFloat(style.paddingRight);
        const needs = pen.measureText(field.placeholder).width;
        if (needs > room) found.push(`placeholder: ${needs} in ${room}`);
    }
    return found;
}"""


def spoken(window: Window, language: str) -> None:
    says = {name: told[language] for name, told in phrases().items()}
    window.page.evaluate(SPEAK, {**says, "lang": language})


def height(window: Window) -> float:
    box = window.page.locator(".bar").bounding_box()
    assert box
    return float(box["height"])


def opened(window: Window, kind: str) -> Any:
    page = window.open("page-2.html" if kind == "page" else window.edition["stories"][0]["path"])
    if not page.locator(".bar .kept").count():
        page.evaluate(SIGN)
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_of_the_bar_is_cut(window: Open, width: int) -> None:
    desk = window(width, service_workers="block", may_fail=True)
    found: dict[tuple[str, str], list[str]] = {}
    for kind in ("page", "story"):
        page = opened(desk, kind)
        for language in LANGUAGES:
            spoken(desk, language)
            told = page.evaluate(CUT)
            if height(desk) > ROW and not (width == 768 and language == "ta"):  # long: two rows
                told.append(f"high: {height(desk)}")
            if told:
                found[kind, language] = told
    assert found == {}


@pytest.mark.parametrize("width", [320, 390, 768])
def test_a_button_opens_the_search_over_the_bar(window: Open, width: int) -> None:
    desk = window(width, service_workers="block", may_fail=True)
    _searches_over_the_bar(desk, "page", width)
    if width < 768:
        _searches_over_the_bar(desk, "story", width)
    else:  # there the bar of a story has room for the field
        assert opened(desk, "story").locator(".find input").is_visible()


def _searches_over_the_bar(desk: Window, kind: str, width: int) -> None:
    page = opened(desk, kind)
    assert page.locator(".find input").is_hidden()
    page.click(".bar .seek")
    box = page.locator(".find input").bounding_box()
    assert box
    assert box["width"] > width * 0.75
    assert page.evaluate("document.activeElement.name") == "q"
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        spoken(desk, language)
        if told := page.evaluate(CUT):
            found[language] = told
    assert found == {}
    assert desk.axe() == []
    page.keyboard.press("Escape")
    assert page.locator(".find input").is_hidden()
    assert page.evaluate("document.activeElement.matches('.seek')")
    page.click(".bar .seek")
    page.fill(".find input", "harbour")
    page.wait_for_selector(".found li")
    page.click(".find .shut")
    assert page.locator(".find input").is_hidden()
    assert page.locator(".found").is_hidden()


def test_without_scripts_the_field_has_a_row_of_its_own(window: Open) -> None:
    desk = window(320, java_script_enabled=False)
    desk.page.goto(desk.at("page-2.html"))
    box = desk.page.locator(".find input").bounding_box()
    assert box
    assert box["width"] > 280
    assert desk.page.locator(".bar .seek").count() == 0


def test_a_place_found_is_seen_under_the_list(window: Open) -> None:
    """On a phone the list would cover what it leads to."""
    phone = window(390)
    page = phone.open("page-2.html")
    page.click(".bar .seek")
    page.fill(".find input", "harbour")
    page.wait_for_selector(".found li")
    page.locator(".found .where a").last.click()
    page.wait_for_selector(".framed")
    assert page.locator(".found").is_hidden()
    assert page.locator(".sheet .hits i").count() > 0
    page.focus(".find input")
    page.wait_for_selector(".found", state="visible")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_that_is_shown_is_told_whole(window: Open, width: int) -> None:
    desk = window(width, service_workers="block", may_fail=True)
    page = desk.open("page-2.html")
    last = len(desk.edition["pages"])
    page.wait_for_function("() => document.querySelector('.picker').options[1].label.length > 6")
    told = page.locator(".picker + span").inner_text()
    assert told.startswith(f"2–3 / {last}" if width == 1440 else f"2 / {last}")
    assert "·" not in told.rstrip()[-2:]
    cut = """() => [...document.querySelectorAll(".pick, .pick *")]
        .filter(one => one.scrollWidth > one.clientWidth + 1 && !one.matches("select"))
        .map(one => one.outerHTML)"""
    assert page.evaluate(cut) == []
    page.select_option(".picker", "4")
    desk.turned(4)
    assert page.locator(".picker + span").inner_text().startswith(f"4 / {last}")
    page.focus(".picker")
    page.keyboard.press("Shift")  # who goes by keys sees where they are
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.picker + *')).outlineStyle")
        == "solid"
    )


@pytest.mark.parametrize("width", [390, 1440])
def test_arrows_stand_where_they_point(urdu_window: Open, window: Open, width: int) -> None:
    for opened_at, before_is_left in ((window, True), (urdu_window, False)):
        page = opened_at(width, service_workers="block", may_fail=True).open("page-2.html")
        previous = page.locator(".turn a[rel~=prev]").bounding_box()
        following = page.locator(".turn a[rel~=next]").bounding_box()
        assert previous
        assert following
        assert (previous["x"] < following["x"]) is before_is_left
        assert min(previous["x"], following["x"]) < 60
        assert max(previous["x"], following["x"]) > width - 120
