"""What stays on a device, what goes from it, and that nothing goes from under a reader's eyes."""

from __future__ import annotations

import json
import shutil

import pytest
from loopback import REFUSED
from window import READY, Open, Window


@pytest.fixture
def window(new_window: Open) -> Open:
    """Of a device on which nothing was opened before."""
    return new_window


def kill(window: Window, slug: str) -> None:
    """The site as a publish without the story leaves it."""
    folder = window.folder / window.edition["id"]
    edition = window.edition
    path = next(one["path"] for one in edition["stories"] if one["slug"] == slug)
    edition["stories"] = [one for one in edition["stories"] if one["slug"] != slug]
    edition["gone"].append({"slug": slug, "path": path})
    edition["files"] = [one for one in edition["files"] if not one.startswith(path)]
    (folder / "edition.json").write_text(json.dumps(edition), "utf-8")
    (folder / path / "index.html").write_text(NOTICE, "utf-8")
    touch_index(window)


def touch_index(window: Window) -> None:
    index = json.loads((window.folder / "editions.json").read_text("utf-8"))
    index["editions"][0]["digest"] += "x"
    (window.folder / "editions.json").write_text(json.dumps(index), "utf-8")


NOTICE = "<!doctype html><html lang=en data-kind=gone><title>Gone</title><p>It is gone"
HELD = """async () => {
    const names = (await caches.keys()).filter(one => one.startsWith("epaper-e-"));
    const kept = await Promise.all(names.map(async one => (await caches.open(one)).keys()));
    return kept.flat().map(({url}) => url);
}"""


def kept(window: Window) -> None:
    window.page.wait_for_selector(".bar .kept", timeout=20_000)


def test_an_opened_edition_is_there_without_a_network(window: Open) -> None:
    desk = window(1440, may_fail=True)  # a size of a picture that is not kept is asked for in vain
    page = desk.open()
    kept(desk)
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector(READY, state="attached")
    page.keyboard.press("PageDown")
    desk.turned(2, 3)
    broken = "[...document.images].filter(one => one.complete && !one.naturalWidth).length"
    for story in desk.edition["stories"]:
        desk.open(story["path"])
        assert page.locator("h1").count() == 1
        page.wait_for_function(f"() => {broken} === 0")
    page.fill(".find input[name=q]", desk.edition["stories"][0]["headline"])
    page.wait_for_selector(".found li")
    desk.front()
    page.wait_for_selector(".shelf li")  # the worker is asked for what is kept
    assert page.locator(".shelf li").count() == 1


def test_what_is_not_kept_is_said_to_need_a_network(window: Open) -> None:
    desk = window(390, may_fail=True)
    page = desk.open()
    kept(desk)
    page.context.set_offline(True)
    page.goto(desk.site + "2020-01-01/")
    assert page.locator("h1").inner_text()
    assert page.locator("a").get_attribute("href") == desk.site


def test_the_front_and_the_year_are_there_without_a_network(window: Open) -> None:
    desk = window(390, may_fail=True)  # sizes of pictures as above
    page = desk.open()
    kept(desk)
    page.context.set_offline(True)
    desk.front()
    page.locator(".bar nav a").last.click()
    page.wait_for_selector("html[data-kind=archive][data-ready]", state="attached")
    assert page.locator(".calendar td a").count() == 1
    assert page.evaluate("document.fonts.size") > 0
    page.locator(".calendar td a").click()
    page.wait_for_selector("html[data-kind=page][data-ready]", state="attached")


def test_a_notice_looks_alike_with_and_without_a_network(window: Open) -> None:
    desk = window(390, may_fail=True, color_scheme="light")
    page = desk.open("contents.html")
    kept(desk)
    page.evaluate("localStorage.setItem('epaper.theme', 'dark')")
    face = """() => {
        const { fontFamily, color } = getComputedStyle(document.querySelector("h1"));
        return [fontFamily, color];
    }"""
    page.reload()
    online = page.evaluate(face)
    page.context.set_offline(True)
    page.goto(desk.site + "2020-01-01/")
    assert page.evaluate(face) == online


def test_an_answer_that_says_nothing_of_the_story_withdraws_nothing(own_window: Open) -> None:
    """The small server refuses whoever asks too often, or whose pass has run out."""
    desk = own_window(1440, may_fail=True)
    story = desk.edition["stories"][0]
    page = desk.open(story["path"])
    kept(desk)
    path = page.url.removeprefix(desk.site.rstrip("/"))
    for status in (429, 403):
        REFUSED[path] = [status]
        page.evaluate(
            """() => navigator.serviceWorker.dispatchEvent(
                new MessageEvent("message", { data: { kind: "changed" } }))"""
        )
        page.wait_for_timeout(400)
        assert REFUSED.pop(path) == []
        assert page.locator(".notice").count() == 0
    REFUSED[path] = [429]
    page.reload()  # what is kept stands in for a server that is too busy
    assert page.locator("article.story").count() == 1


def test_a_busy_server_is_waited_for(own_window: Open) -> None:
    desk = own_window(1440, may_fail=True)
    path = desk.at("contents.html").removeprefix(desk.site.rstrip("/"))
    REFUSED[path] = [429, 429]
    desk.open()
    kept(desk)
    assert REFUSED.pop(path) == []


def test_a_kept_edition_can_be_taken_off_the_device(window: Open) -> None:
    desk = window(390)
    page = desk.open()
    kept(desk)
    desk.front()
    page.click(".shelf button")
    page.wait_for_selector(".shelf", state="hidden")
    assert (
        page.evaluate(
            "caches.keys().then(names => names.filter(one => one.startsWith('epaper-e-')).length)"
        )
        == 0
    )


def test_a_gone_story_stays_while_it_is_read_and_is_gone_at_the_next_visit(
    own_window: Open,
) -> None:
    desk = own_window(1440, may_fail=True)
    story = desk.edition["stories"][-1]
    page = desk.open(story["path"])
    kept(desk)
    text = page.locator("article.story").inner_text()
    kill(desk, story["slug"])
    other = page.context.new_page()
    other.goto(desk.at("contents.html"))
    page.wait_for_selector(".notice[data-kind=changed]", timeout=20_000)
    assert page.locator("article.story").inner_text() == text
    # there is nothing to be shown in its place: on to the others
    assert page.locator(".notice button").first.inner_text() == "Contents"
    page.context.set_offline(True)
    page.reload()
    assert text[:40] not in page.content()
    held = page.evaluate(
        """async path => {
            for (const name of await caches.keys()) {
                const answer = await (await caches.open(name)).match(path);
                if (answer) return await answer.text();
            }
            return "";
        }""",
        desk.at(story["path"]),
    )
    assert story["headline"] not in held


@pytest.mark.parametrize("whole", [True, False])
def test_an_edition_that_was_taken_off_the_site_leaves_the_device(
    own_window: Open, whole: bool
) -> None:
    """By `epaper publish --withdraw`, or by a hand that deleted its folder."""
    desk = own_window(1440, may_fail=True)
    page = desk.open(desk.edition["stories"][0]["path"])
    kept(desk)
    text = page.locator("article.story").inner_text()
    folder, edition = desk.folder / desk.edition["id"], desk.edition
    if whole:
        gone = [{"slug": one["slug"], "path": one["path"]} for one in edition["stories"]]
        told = {**edition, "pages": [], "stories": [], "files": [], "gone": gone}
        (folder / "edition.json").write_text(json.dumps({**told, "withdrawn": True}), "utf-8")
        (folder / gone[0]["path"] / "index.html").write_text(NOTICE, "utf-8")
    else:
        shutil.rmtree(folder)
    index = json.loads((desk.folder / "editions.json").read_text("utf-8"))
    (desk.folder / "editions.json").write_text(json.dumps({**index, "editions": []}), "utf-8")
    other = page.context.new_page()
    other.goto(desk.site)
    page.wait_for_selector(".notice[data-kind=changed]", timeout=20_000)
    assert page.locator("article.story").inner_text() == text
    held = other.evaluate(HELD)
    assert [one for one in held if one.endswith(("edition.json", "page-1.html"))] == []


def test_a_page_that_was_replaced_comes_anew(own_window: Open) -> None:
    desk = own_window(768, may_fail=True)  # a size of a picture that is not kept
    page = desk.open("page-2.html")
    kept(desk)
    folder = desk.folder / desk.edition["id"]
    place = folder / "page-2.html"
    text = place.read_text("utf-8")
    at = text.index("<tspan", text.index("<text", text.index('class="story"')))
    end = text.index("</tspan>", at)
    place.write_text(text[:end] + " Corrected" + text[end:], "utf-8")
    edition = desk.edition
    edition["pages"][1]["label"] += " "
    (folder / "edition.json").write_text(json.dumps(edition), "utf-8")
    touch_index(desk)
    other = page.context.new_page()
    other.goto(desk.at("contents.html"))
    page.wait_for_selector(".notice[data-kind=changed]", timeout=20_000)
    other.wait_for_selector(".bar .kept", timeout=20_000)
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector(READY, state="attached")
    assert "Corrected" in page.locator(".ink").inner_html()
