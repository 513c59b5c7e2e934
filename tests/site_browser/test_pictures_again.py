"""A picture that did not come is asked for again, once."""

from __future__ import annotations

from typing import Any

import pytest
from window import Open, Window


@pytest.fixture
def window(new_window: Open) -> Open:
    """Of a device on which nothing was opened before."""
    return new_window


PAUSE = 10_000  # ms, longer than that before the second time
SHOWN = "[...document.images].every(one => one.complete && one.naturalWidth > 0)"


def with_picture(window: Window) -> str:
    return next(
        str(one["path"])
        for one in window.edition["stories"]
        if "<picture" in (window.folder / window.id / one["path"] / "index.html").read_text("utf-8")
    )


def refusing(window: Window, times: int, status: int) -> list[str]:
    """Refuses the first requests for pictures; all that were asked for."""
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        if len(asked) > times:
            route.continue_()
        elif status:
            route.fulfill(status=status, headers={"retry-after": "1"})
        else:
            route.abort()

    for ending in ("avif", "webp", "jpg", "png"):
        window.page.route(f"**/a/*.{ending}", answer)
    return asked


def wait_for(window: Window, asked: list[str], count: int) -> None:
    for _ in range(50):
        if len(asked) >= count:
            return
        window.page.wait_for_timeout(50)
    pytest.fail(f"{len(asked)} requests, not {count}")


@pytest.mark.parametrize("status", [429, 0])
def test_it_comes_at_the_second_time(window: Open, status: int) -> None:
    desk = window(390, may_fail=True, service_workers="block")
    desk.page.clock.install()
    asked = refusing(desk, 2, status)  # the chosen size, and the one that offline copies keep
    page = desk.open(with_picture(desk))
    page.locator("article.story img").first.scroll_into_view_if_needed()
    wait_for(desk, asked, 2)
    page.clock.fast_forward(PAUSE)
    page.wait_for_function(f"() => {SHOWN}")
    assert asked[2] == asked[0]
    assert page.locator("article.story picture").first.locator("source").count() == 2


def test_it_is_not_asked_for_without_end(window: Open) -> None:
    desk = window(390, may_fail=True, service_workers="block")
    desk.page.clock.install()
    asked = refusing(desk, 99, 429)
    page = desk.open(with_picture(desk))
    page.locator("article.story img").first.scroll_into_view_if_needed()
    for count in (2, 4, 4):
        wait_for(desk, asked, count)
        page.clock.fast_forward(PAUSE)
    page.wait_for_timeout(300)
    assert len(asked) == 4
