"""A phone: taps, swipes, two fingers, the walk along the legs."""

from __future__ import annotations

from window import Open, Window

MOST_LEGS = 40  # of a page


def middle(window: Window, locator: str) -> tuple[float, float]:
    box = window.page.locator(locator).first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def body_zone(window: Window) -> str:
    """A module of the page whose middle is no link."""
    slug = window.page.evaluate(
        """() => [...document.querySelectorAll('.zone')].find(zone => {
            const box = zone.getBoundingClientRect();
            const x = box.left + box.width / 2, y = box.top + box.height / 2;
            return zone.dataset.href && !document.elementFromPoint(x, y)?.closest('a');
        }).dataset.story"""
    )
    return f".zone[data-story='{slug}']"


def twice(window: Window, x: float, y: float) -> None:
    window.page.touchscreen.tap(x, y)
    window.page.touchscreen.tap(x, y)
    window.page.wait_for_selector(".walk:not([hidden])")


def touches(window: Window, *steps: list[tuple[float, float]]) -> None:
    """Fingers laid down, moved and lifted, as the browser's own protocol has them."""
    session = window.page.context.new_cdp_session(window.page)
    kinds = ["touchStart", *["touchMove"] * (len(steps) - 1)]
    for kind, points in zip(kinds, steps, strict=True):
        told = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_tap_on_a_story_opens_it(window: Open) -> None:
    phone = window(390)
    page = phone.open("page-2.html")
    zone = body_zone(phone)
    href = page.locator(zone).first.get_attribute("data-href")
    page.touchscreen.tap(*middle(phone, zone))
    page.wait_for_url(phone.at(str(href)))
    assert page.locator("article.story h1").count() == 1
    page.locator(".printed a").first.click()
    page.wait_for_selector(".framed")


def test_two_taps_lead_along_the_legs(window: Open) -> None:
    phone = window(390)
    page = phone.open("page-2.html")
    x, y = middle(phone, body_zone(phone))
    twice(phone, x, y)
    points = "document.querySelector('.sheet').getBoundingClientRect().width"
    points += " / document.querySelector('.sheet .ink').viewBox.baseVal.width"
    assert page.evaluate(points) > 1.2  # px for a point: text that can be read
    cut = page.evaluate(
        """() => {
            const { top, left, width } = document.querySelector("#page").getBoundingClientRect();
            return [...document.querySelectorAll(".ink text tspan")].filter(line => {
                const box = line.getBoundingClientRect();
                const here = box.left > left && box.right < left + width;
                return here && box.top < top - 4 && box.bottom > top + 9;
            }).map(line => line.textContent);
        }"""
    )
    assert cut == []  # the leg begins with a whole line
    count = page.locator(".walk .count").inner_text()
    page.locator(".walk button").nth(1).tap()
    assert page.locator(".walk .count").inner_text() != count
    page.locator(".walk button").nth(2).tap()
    page.wait_for_selector(".walk", state="hidden")
    assert page.locator(".desk.zoomed").count() == 0


def test_the_walk_goes_on_over_the_page(window: Open) -> None:
    phone = window(390)
    page = phone.open("page-2.html")
    twice(phone, *middle(phone, body_zone(phone)))
    for _ in range(MOST_LEGS):  # of this story and of those after it
        if phone.pages_shown != [2]:
            break
        page.locator(".walk button").nth(1).tap()
    phone.turned(3)
    page.wait_for_function(
        "() => document.querySelector('.walk .count').textContent.startsWith('1 /')"
    )


def test_a_swipe_turns(window: Open) -> None:
    phone = window(390)
    phone.open("page-2.html")
    touches(phone, [(300, 400)], [(260, 402)], [(200, 402)], [(120, 404)])
    phone.turned(3)
    touches(phone, [(120, 400)], [(160, 402)], [(220, 402)], [(300, 404)])
    phone.turned(2)


def test_a_swipe_turns_the_other_way_in_a_paper_from_the_right(urdu_window: Open) -> None:
    phone = urdu_window(390)
    phone.open("page-2.html")
    touches(phone, [(120, 400)], [(160, 402)], [(220, 402)], [(300, 404)])
    phone.turned(3)


def test_two_fingers_go_near(window: Open) -> None:
    phone = window(390)
    page = phone.open("page-2.html")
    apart = [[(195.0 - gap, 400.0), (195.0 + gap, 400.0)] for gap in (30, 50, 70, 90)]
    touches(phone, *apart)
    page.wait_for_selector(".desk.zoomed")
    width = page.evaluate("document.querySelector('.sheet').getBoundingClientRect().width")
    assert 900 < width < 1400
    assert phone.pages_shown == [2]


def test_a_swipe_on_a_story_goes_to_the_next(window: Open) -> None:
    phone = window(390)
    first, second = [one["path"] for one in phone.edition["stories"]][:2]
    page = phone.open(first)
    touches(phone, [(300, 400)], [(260, 402)], [(200, 402)], [(120, 404)])
    page.wait_for_url(phone.at(second))
