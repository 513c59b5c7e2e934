"""Text of a page in the browser: found, selected, copied, searched."""

from __future__ import annotations

import json
import re

from window import Open, Window


def long_word(window: Window) -> str:
    """A word that stands in a story of page 2, not in its headline."""
    story = next(one for one in texts(window) if one["page"] == 2)
    words = re.findall(r"\w{6,}", story["text"].removeprefix(story["headline"]))
    return str(words[5])


def texts(window: Window) -> list[dict[str, object]]:
    place = window.folder / window.edition["id"] / window.edition["search"]
    loaded: list[dict[str, object]] = json.loads(place.read_text("utf-8"))
    return loaded


def test_the_browser_finds_and_selects(window: Open) -> None:
    desk = window(1440)
    page = desk.open("page-2.html")
    word = long_word(desk)
    assert page.evaluate("word => window.find(word)", word)
    assert page.evaluate("getSelection().toString()") == word


def test_what_is_copied_has_whole_words(window: Open) -> None:
    desk = window(1440)
    page = desk.open("page-2.html")
    selected = page.evaluate(
        """() => {
            const told = {};
            for (const story of document.querySelectorAll(".ink g.story")) {
                const range = document.createRange();
                range.selectNodeContents(story);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                const slug = story.dataset.story;
                told[slug] = (told[slug] ?? "") + " " + getSelection().toString();
            }
            return told;
        }"""
    )
    known = {str(one["slug"]): str(one["text"]) + " " + str(one["headline"]) for one in texts(desk)}
    checked = 0
    for slug, text in selected.items():
        if slug not in known:
            continue
        words = set(re.findall(r"\w{4,}", known[slug]))
        copied = re.findall(r"\w{4,}", text)
        assert set(copied) - words <= page_words(copied, words)
        checked += len(copied)
    assert checked > 100


def page_words(copied: list[str], words: set[str]) -> set[str]:
    """What the paper itself puts beside a story: names of days, "page", "continued"."""
    return {
        word for word in copied if word.lower() in {"page", "from", "continued", "please", "turn"}
    } - words


def test_a_mouse_selects_text(window: Open) -> None:
    desk = window(1440)
    page = desk.open("page-2.html")
    for key in "++":
        page.keyboard.press(key)
    box = page.evaluate(
        """() => {
            const lines = [...document.querySelectorAll(".ink g.story text:not(a text) tspan")];
            const boxes = lines.map(line => line.getBoundingClientRect());
            const box = boxes.find(b => b.width > 80 && b.top > 120 && b.bottom < innerHeight - 60
                && b.left > 80 && b.right < innerWidth - 80);
            return [box.left, box.top, box.width, box.height];
        }"""
    )
    left, top, width, height = box
    page.mouse.move(left + 3, top + height / 2)
    page.mouse.down()
    page.mouse.move(left + width - 3, top + height / 2, steps=5)
    page.mouse.up()
    assert len(page.evaluate("getSelection().toString()").split()) >= 2


def test_a_search_lists_stories_and_marks_the_page(window: Open) -> None:
    desk = window(1440)
    page = desk.open("page-2.html")
    word = long_word(desk)
    page.fill(".find input[name=q]", word.upper())
    page.wait_for_selector(".found li mark")
    stories = [
        one for one in texts(desk) if word.lower() in f"{one['headline']} {one['text']}".lower()
    ]
    assert page.locator(".found li").count() == len(stories)
    assert page.locator(".found .status").inner_text() == f"Stories: {len(stories)}"
    hits = page.locator(".sheet .hits i").count()
    assert hits > 0
    page.locator(".found .where a").last.click()
    page.wait_for_selector(".framed")
    page.keyboard.press("Escape") if page.evaluate(
        "document.activeElement.closest('.found') !== null"
    ) else None
    page.focus(".find input[name=q]")
    page.keyboard.press("Escape")
    page.wait_for_selector(".found", state="hidden")
    assert page.locator(".hits i").count() == 0


def test_nothing_found_is_said(window: Open) -> None:
    desk = window(390)
    page = desk.open()
    page.click(".bar .seek")
    page.fill(".find input[name=q]", "zyzzyva")
    page.wait_for_function("() => document.querySelector('.found .status')?.textContent.length > 2")
    assert page.locator(".found li").count() == 0


def test_a_search_from_a_story_leads_to_others(window: Open) -> None:
    phone = window(390)
    page = phone.open(phone.edition["stories"][0]["path"])
    other = texts(phone)[-1]
    page.click(".bar .seek")
    page.fill(".find input[name=q]", str(other["headline"]))
    page.press(".find input[name=q]", "Enter")
    page.locator(f".found a.title[href*='{other['path']}']").first.click()
    page.wait_for_url(re.compile(re.escape(str(other["path"]))))


def test_urdu_is_found_with_letters_of_an_arabic_keyboard(urdu_window: Open) -> None:
    desk = urdu_window(1440)
    page = desk.open("page-2.html")
    word = next(
        w for one in texts(desk) for w in str(one["text"]).split() if "ی" in w and len(w) > 3
    )
    page.fill(".find input[name=q]", word.replace("ی", "ي").strip("۔،"))
    page.wait_for_selector(".found li mark")


def test_lines_of_a_story_stand_apart_where_it_is_found(window: Open) -> None:
    desk = window(1440, service_workers="block", may_fail=True)
    story = texts(desk)[0]
    told = {**story, "text": "A kicker\nThe headline zyzzyva\nIt ends here.\nAnd goes on"}
    desk.page.route(
        f"**/{str(desk.edition['search']).rpartition('/')[2]}",
        lambda route: route.fulfill(json=[told]),
    )
    page = desk.open("page-2.html")
    page.fill(".find input[name=q]", "zyzzyva")
    page.wait_for_selector(".found li mark")
    shown = page.locator(".found .lines").inner_text()
    assert shown == "A kicker · The headline zyzzyva · It ends here. And goes on…"
