"""The article view: size, theme, voice, sharing, the way on."""

from __future__ import annotations

import re
from typing import Any

import pytest
from window import Open

HTML = "text/html; charset=utf-8"
VOICE = """
    window.said = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, "speechSynthesis", { value: {
        getVoices: () => [{ lang: "en-GB", localService: true, name: "A voice" }],
        speak(one) { said.push(one); this.now = one; },
        cancel() { const one = this.now; this.now = null; if (one) setTimeout(() => one.onend()); },
    } });
"""
MARKED = "[...CSS.highlights.get('spoken')][0].toString()"


def test_the_size_of_text_is_kept(window: Open) -> None:
    desk = window(1440)
    stories = desk.edition["stories"]
    page = desk.open(stories[0]["path"])
    size = "parseFloat(getComputedStyle(document.querySelector('[data-part]')).fontSize)"
    before = page.evaluate(size)
    page.click(".sizes button >> nth=1")
    larger = page.evaluate(size)
    assert larger > before
    desk.open(stories[1]["path"])
    assert page.evaluate(size) == larger


def test_the_theme_is_kept_and_there_from_the_first(window: Open) -> None:
    desk = window(1440)
    stories = desk.edition["stories"]
    page = desk.open(stories[0]["path"])
    page.click(".themes [data-theme=dark]")
    assert page.locator(".themes [aria-pressed=true]").get_attribute("data-theme") == "dark"
    page.goto(desk.at(stories[1]["path"]), wait_until="commit")
    page.wait_for_selector("body", state="attached")  # before the module has run
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.wait_for_selector("html[data-ready]", state="attached")
    page.click(".themes [data-theme=as_device]")
    assert page.evaluate("document.documentElement.dataset.theme ?? ''") == ""


def test_a_story_is_read_aloud_sentence_by_sentence(window: Open) -> None:
    desk = window(1440)
    story = desk.edition["stories"][0]
    desk.page.add_init_script(VOICE)
    page = desk.open(story["path"])
    page.click(".tools button >> nth=0")
    assert page.evaluate(MARKED) == story["headline"]
    for _ in range(3):
        page.evaluate("speechSynthesis.now.onend()")
    here = page.evaluate(MARKED)
    pause = ".player button >> nth=1"
    page.click(pause)
    page.wait_for_timeout(50)  # what the voice tells of its end is not taken for the sentence's
    assert page.evaluate(MARKED) == here
    page.click(pause)
    assert page.evaluate("said.at(-1).text") == here
    page.click(".player button >> nth=2")
    assert page.evaluate(MARKED) != here
    page.click(".player button >> nth=0")
    assert page.evaluate(MARKED) == here
    spoken = page.evaluate("said.map(one => [one.text, one.lang])")
    assert all(lang for _, lang in spoken)
    page.click(".player button >> nth=3")
    assert page.locator(".player").is_hidden()
    assert page.evaluate("CSS.highlights.has('spoken')") is False


def test_all_of_a_story_is_read_and_once(window: Open) -> None:
    desk = window(1440)
    desk.page.add_init_script(VOICE)
    page = desk.open(desk.edition["stories"][0]["path"])
    page.click(".tools button >> nth=0")
    page.evaluate(
        """() => {
            for (let n = 0; n < 2000 && speechSynthesis.now; n += 1) speechSynthesis.now.onend();
        }"""
    )
    said = page.evaluate("said.map(one => one.text).join(' ')")
    parts = page.locator("[data-part]").all_inner_texts()
    plain = re.sub(r"\s+", " ", said)
    for part in parts:
        assert re.sub(r"\s+", " ", part).strip() in plain
    assert page.locator(".player").is_hidden()


VOICES = """
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    window.voices = [];
    window.speechSynthesis_ = Object.assign(new EventTarget(), {
        getVoices: () => voices, cancel() {}, speak(one) { this.now = one; },
    });
    Object.defineProperty(window, "speechSynthesis", { value: speechSynthesis_ });
"""


def test_no_voice_is_offered_where_there_is_none(window: Open) -> None:
    """Voices come late in some browsers; one of another language reads nobody this story."""
    desk = window(1440)
    desk.page.add_init_script(VOICES)
    page = desk.open(desk.edition["stories"][0]["path"])
    listen = page.locator(".tools button").filter(has_text="Listen")
    assert listen.is_hidden()
    come = """tag => {
        voices.push({ lang: tag, localService: true, name: "A voice" });
        speechSynthesis.dispatchEvent(new Event("voiceschanged"));
    }"""
    page.evaluate(come, "hi-IN")
    assert listen.is_hidden()
    page.evaluate(come, "en_GB")
    assert listen.is_visible()
    listen.click()
    page.evaluate("speechSynthesis.now.onerror({ error: 'synthesis-failed' })")
    assert page.locator(".player").is_hidden()
    assert listen.is_hidden()


def test_sharing_copies_the_address_where_nothing_shares(window: Open) -> None:
    desk = window(1440, permissions=["clipboard-read", "clipboard-write"])
    page = desk.open(desk.edition["stories"][0]["path"])
    page.evaluate("navigator.share = undefined")
    page.click(".tools button >> nth=1")
    page.wait_for_selector(".notice")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.evaluate(
        "document.querySelector('link[rel=canonical]')?.href ?? location.href"
    )


def test_arrows_go_to_the_stories_before_and_after(window: Open) -> None:
    desk = window(1440)
    first, second = [one["path"] for one in desk.edition["stories"]][:2]
    page = desk.open(first)
    page.keyboard.press("ArrowRight")
    page.wait_for_url(desk.at(second))
    page.wait_for_selector("html[data-ready]", state="attached")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(desk.at(first))


def test_on_paper_only_the_story_stands(window: Open) -> None:
    desk = window(1440)
    page = desk.open(desk.edition["stories"][0]["path"])
    page.emulate_media(media="print")
    assert page.locator("article.story h1").is_visible()
    for part in (".bar", ".tools", ".order"):
        assert not page.locator(part).first.is_visible()


@pytest.mark.parametrize("kind", ["page-2.html", "story", "contents.html", ""])
def test_without_scripts_all_can_be_read_and_followed(window: Open, kind: str) -> None:
    desk = window(390, java_script_enabled=False)
    path = desk.edition["stories"][0]["path"] if kind == "story" else kind
    page = desk.page
    page.goto(desk.at(path))
    shown = page.locator("main").bounding_box()
    assert shown
    assert shown["height"] > 200
    links = page.locator("a[href]").count()
    assert links > 2
    assert page.locator(".tools").count() == 0 or page.locator(".tools").is_hidden()


@pytest.mark.parametrize("signed_in", [True, False])
def test_who_is_signed_in_can_sign_out(window: Open, signed_in: bool) -> None:
    desk = window(390, service_workers="block", may_fail=True)
    story = desk.edition["stories"][0]
    file = desk.folder / desk.id / story["path"] / "index.html"
    page = desk.page
    asked: list[str] = []

    def access(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(json={"signed_in": signed_in, "passes": True})

    page.route("**/access", access)
    desk.open(story["path"])  # of a host that has no server behind it
    page.wait_for_timeout(300)
    assert asked == []
    text = file.read_text("utf-8")
    served = re.sub(r'(<form class="find"[^>]* action=")[^"]*', r"\1../../search", text)
    page.route(desk.at(story["path"]), lambda route: route.fulfill(body=served, content_type=HTML))
    desk.open(story["path"])
    page.wait_for_timeout(600)
    assert asked == [desk.site + "access"]
    out = page.locator("footer a.leave")
    assert out.count() == int(signed_in)
    if not signed_in:
        return
    assert out.inner_text() == "Sign out"
    assert out.get_attribute("href") == desk.site + "sign-out"
    assert desk.axe() == []
    desk.open(story["path"])  # once a visit is enough
    page.wait_for_selector("footer a.leave")
    assert len(asked) == 1
