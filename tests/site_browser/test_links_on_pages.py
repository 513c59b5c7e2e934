"""Links of a printed page, seen from afar: large enough for a mouse, none over another."""

from __future__ import annotations

from window import Open

LINKS = """() => [...document.querySelectorAll(".ink a")].flatMap((link, of) =>
    [...link.querySelectorAll(".link, text")].map(one => ({
        of, shape: one.matches(".link"), href: link.getAttribute("href"),
        box: one.getBoundingClientRect().toJSON(),
        reach: link.querySelector(".reach")?.getBoundingClientRect().toJSON(),
    })))"""
HIT = "([x, y]) => document.elementFromPoint(x, y)?.closest('a')?.getAttribute('href')"


def over(one: dict[str, float], other: dict[str, float]) -> tuple[float, float]:
    """By how much two boxes lie over each other, across and down."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    return across, min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])


def test_links_on_a_page_are_large_enough_to_be_met(window: Open) -> None:
    """24 px high where no other link stands so near, and never over another."""
    desk = window(1440)
    alone = 0
    for number in (1, 2, 4):
        page = desk.open(f"page-{number}.html")
        page.wait_for_selector(".ink .reach", state="attached")
        links = page.evaluate(LINKS)
        for one in links:
            own, reach = one["box"], one.get("reach")
            if not one["shape"] or own["height"] > 23:
                continue
            assert reach["height"] >= own["height"] - 0.1
            others = [other["box"] for other in links if other["of"] != one["of"]]
            for box in others:
                across, down = over(box, reach)
                assert across <= 0.5 or down <= 0.5, (one["href"], box)
            around = {**own, "top": own["top"] - 24, "bottom": own["bottom"] + 24}
            if not any(min(over(box, around)) > 0 for box in others):
                alone += 1
                assert reach["height"] >= 23.9
                x, y = reach["left"] + reach["width"] / 2, reach["top"] + 2
                assert page.evaluate(HIT, [x, y]) == one["href"]
    assert alone
    for key in "++++++":  # near, a link is met by itself
        page.keyboard.press(key)
    page.wait_for_function(
        """() => [...document.querySelectorAll(".ink a .link")].every(link =>
            link.getBoundingClientRect().height < 24 || !link.parentNode.querySelector(".reach"))"""
    )
