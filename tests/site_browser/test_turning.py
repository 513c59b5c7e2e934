"""Pages on the desk: which lie there, how they are turned, how near they are."""

from __future__ import annotations

import pytest
from window import Open, Window


def width_of_sheet(window: Window) -> float:
    width: float = window.page.evaluate(
        "document.querySelector('.sheet').getBoundingClientRect().width"
    )
    return width


def test_page_one_lies_alone_and_the_others_face_each_other(window: Open) -> None:
    desk = window(1440)
    page = desk.open()
    assert desk.pages_shown == [1]
    page.click(".turn a[rel~=next]")
    desk.turned(2, 3)
    assert page.url == desk.at("page-2.html")
    left, right = (sheet.bounding_box() for sheet in page.locator(".sheet").all())
    assert left
    assert right
    assert abs(left["x"] + left["width"] - right["x"]) < 2
    assert page.title() == page.evaluate(
        "fetch('page-2.html').then(a => a.text()).then(t => t.match(/<title>([^<]*)/)[1])"
    )


def test_a_tablet_shows_one_page(window: Open) -> None:
    tablet = window(768)
    page = tablet.open("page-2.html")
    assert tablet.pages_shown == [2]
    box = page.locator(".sheet").bounding_box()
    assert box
    assert box["width"] <= 768
    page.set_viewport_size({"width": 1440, "height": 900})
    tablet.turned(2, 3)


def test_keys_turn(window: Open) -> None:
    desk = window(1440)
    page = desk.open()
    last = len(desk.edition["pages"])
    for key, shown in [
        ("ArrowRight", [2, 3]),
        ("ArrowLeft", [1]),
        ("PageDown", [2, 3]),
        ("PageUp", [1]),
        ("End", [last] if last % 2 == 0 else [last - 1, last]),
        ("Home", [1]),
    ]:
        page.keyboard.press(key)
        desk.turned(*shown)
    page.keyboard.press("ArrowLeft")  # before the first there is nothing
    page.wait_for_timeout(100)
    assert desk.pages_shown == [1]


def test_back_and_on_go_through_the_pages_that_were_read(window: Open) -> None:
    desk = window(768)
    page = desk.open()
    page.keyboard.press("PageDown")
    desk.turned(2)
    page.keyboard.press("PageDown")
    desk.turned(3)
    page.go_back()
    desk.turned(2)
    assert page.url == desk.at("page-2.html")
    page.go_forward()
    desk.turned(3)
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    desk.turned(3)


def test_a_turn_is_told_and_has_the_focus(window: Open) -> None:
    desk = window(768)
    page = desk.open()
    page.keyboard.press("PageDown")
    desk.turned(2)
    page.wait_for_function(
        "() => document.querySelector('[aria-live=polite].unseen')?.textContent === document.title"
    )
    assert page.evaluate("document.activeElement.id") == "page"


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_the_heading_is_that_of_the_page_shown(window: Open, width: int) -> None:
    """And a reader who does not see the page is told once, not at every step on it."""
    desk = window(width, service_workers="block", may_fail=True)
    page = desk.open()
    page.evaluate(
        """() => {
            window.told = [];
            new MutationObserver(records => {
                const speaker = document.querySelector("p.unseen[aria-live=polite]");
                const heard = records.some(one => speaker?.contains(one.target));
                if (heard && speaker.textContent) told.push(speaker.textContent);
            }).observe(document.body, {childList: true, subtree: true, characterData: true});
        }"""
    )
    wanted = "fetch(location.href).then(a => a.text()).then(t => t.match(/<h1[^>]*>([^<]*)/)[1])"
    turned: list[str] = []
    for key in ("PageDown", "PageDown", "PageUp", "Home"):
        was = page.title()
        page.keyboard.press(key)
        page.wait_for_function("was => document.title !== was", arg=was)
        assert page.locator("h1").inner_text() == page.evaluate(wanted)
        turned.append(page.title())
    page.go_back()
    page.wait_for_function("was => document.title !== was", arg=turned[-1])
    turned.append(page.title())
    assert page.locator("h1").inner_text() == page.evaluate(wanted)
    page.wait_for_timeout(100)
    assert page.evaluate("told") == turned


def test_the_next_page_is_there_before_it_is_asked_for(window: Open) -> None:
    desk = window(768)
    page = desk.open()
    page.wait_for_function(
        "() => performance.getEntriesByName(new URL('page-2.html', location.href).href).length > 0"
    )


def test_the_list_of_pages_goes_straight_to_one(window: Open) -> None:
    desk = window(768)
    page = desk.open()
    page.select_option(".picker", "3")
    desk.turned(3)
    assert page.url == desk.at("page-3.html")


def test_an_address_with_a_story_frames_its_module(window: Open) -> None:
    desk = window(1440)
    story = next(one for one in desk.edition["stories"] if one["pages"] == [2])
    page = desk.open(f"page-2.html#{story['slug']}")
    assert (
        page.locator(".framed").count()
        == page.locator(f".zone[data-story='{story['slug']}']").count()
        > 0
    )


def test_a_link_on_a_page_to_another_turns_to_it(window: Open) -> None:
    desk = window(768)
    page = desk.open("page-1.html")
    link = page.locator(".ink a[href^='page-']:not([href^='page-1'])").first
    number = int(str(link.get_attribute("href")).partition("-")[2].partition(".")[0])
    link.focus()
    page.keyboard.press("Enter")
    desk.turned(number)
    page.wait_for_selector(".framed")
    assert page.evaluate("performance.getEntriesByType('navigation')[0].name").endswith(
        "page-1.html"
    )


def test_nearer_and_whole_again(window: Open) -> None:
    desk = window(1440)
    page = desk.open()
    whole = width_of_sheet(desk)
    for key in "++":
        page.keyboard.press(key)
    assert width_of_sheet(desk) > 1.8 * whole
    page.keyboard.press("-")
    page.keyboard.press("0")
    assert abs(width_of_sheet(desk) - whole) < 1
    page.click(".zooms button >> nth=2")
    assert width_of_sheet(desk) > 1.3 * whole
    page.click(".zooms button >> nth=1")
    assert abs(width_of_sheet(desk) - whole) < 1


def test_the_wheel_with_ctrl_goes_near_to_what_is_under_it(window: Open) -> None:
    desk = window(1440)
    page = desk.open()
    whole = width_of_sheet(desk)
    x, y = 720, 470  # about the middle: a page smaller than the desk stays there
    under = "([x, y]) => { const b = document.querySelector('.sheet').getBoundingClientRect();"
    under += " return [(x - b.left) / b.width, (y - b.top) / b.height]; }"
    before = page.evaluate(under, [x, y])
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    for _ in range(4):
        page.mouse.wheel(0, -60)
    page.keyboard.up("Control")
    page.wait_for_function(
        "whole => document.querySelector('.spread').style.transform === ''", arg=whole
    )
    page.wait_for_function(
        "whole => document.querySelector('.sheet').getBoundingClientRect().width > 1.5 * whole",
        arg=whole,
    )
    after = page.evaluate(under, [x, y])
    assert abs(before[0] - after[0]) < 0.02
    assert abs(before[1] - after[1]) < 0.02


def test_arrows_move_a_desk_that_is_near(window: Open) -> None:
    desk = window(1440)
    page = desk.open()
    for key in "++++":
        page.keyboard.press(key)
    before = page.evaluate("document.querySelector('#page').scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("was => document.querySelector('#page').scrollLeft > was", arg=before)
    assert desk.pages_shown == [1]


def test_a_mouse_on_bare_paper_moves_the_desk(window: Open) -> None:
    desk = window(1440)
    page = desk.open()
    for key in "+++":
        page.keyboard.press(key)
    x, y = page.evaluate(
        """() => {
            for (let y = 300; y < 700; y += 7) {
                for (let x = 200; x < 1200; x += 7) {
                    const there = document.elementFromPoint(x, y);
                    if (there.closest(".sheet") && !there.closest("text, a")) return [x, y];
                }
            }
        }"""
    )
    before = page.evaluate("document.querySelector('#page').scrollTop")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 100, steps=4)
    page.mouse.up()
    assert page.evaluate("document.querySelector('#page').scrollTop") >= before + 60


def test_a_paper_from_the_right_lies_and_turns_from_the_right(urdu_window: Open) -> None:
    desk = urdu_window(1440)
    page = desk.open()
    page.keyboard.press("ArrowLeft")
    desk.turned(2, 3)
    first, second = (sheet.bounding_box() for sheet in page.locator(".sheet").all())
    assert first
    assert second
    assert first["x"] > second["x"]
    following = page.locator(".turn a[rel~=prev]").bounding_box()
    assert following
    assert following["x"] > 700
    page.keyboard.press("ArrowRight")
    desk.turned(1)


@pytest.mark.parametrize("number", [1, 2])
def test_lines_end_where_they_are_printed_whichever_way_they_run(
    urdu_window: Open, number: int
) -> None:
    """Figures and names in Latin letters among them: on a page that runs to the left a browser
    would hang those at their other end."""
    page = urdu_window().open(f"page-{number}.html")
    page.evaluate("document.fonts.ready")
    lines = page.evaluate(
        """() => [...document.querySelectorAll(".ink tspan[textLength]")].map(line => {
            const boxes = Array.from({length: line.getNumberOfChars()}, (_, at) =>
                line.getExtentOfChar(at));
            return {
                left: Math.min(...boxes.map(box => box.x)),
                right: Math.max(...boxes.map(box => box.x + box.width)),
                x: +line.getAttribute("x"),
                wide: +line.getAttribute("textLength"),
                leftward: line.closest("text").getAttribute("direction") === "rtl",
                said: line.textContent,
            };
        })"""
    )
    assert any(line["leftward"] for line in lines)
    assert number == 1 or not all(line["leftward"] for line in lines)
    for line in lines:
        wanted = line["x"] - line["wide"] if line["leftward"] else line["x"]
        assert abs(line["left"] - wanted) < 0.3, line
        assert abs(line["right"] - wanted - line["wide"]) < 0.3, line
