"""Every word of the issue stands on the site, in the same letters and the same order, and the paper
itself speaks its language there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest

from epaper.issue.issue import Issue
from epaper.page.marks import Element
from epaper.page.structure import Article, Block, BlockRole
from epaper.site.article import LEFT_OUT
from epaper.site.reading import block_text, lines_of, text_of
from epaper.site.saying import phrases, voice_of
from epaper.site.zones import ink_of
from epaper.words.places import SHIPPED

LANGUAGES = sorted({path.stem.partition("-")[0] for path in SHIPPED.glob("*.yaml")})
SVG = "{http://www.w3.org/2000/svg}"


def edition(public: Path) -> Path:
    (found,) = public.glob("????-??-??")
    return found


def page(path: Path) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(path.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def stories(issue: Issue) -> Iterator[Article]:
    for section in issue.structure.sections:
        yield from (article for article in section.articles if article.story)


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_the_replica_has_every_letter_of_every_article(public: Path, sample: Issue) -> None:
    pages = {one.number: one for one in sample.pages}
    record = json.loads((edition(public) / "edition.json").read_text("utf-8"))
    checked = 0
    for number in pages:
        shown = page(edition(public) / f"page-{number}.html")
        groups = {g.get("data-story"): g for g in shown.iter("g") if g.get("class") == "story"}
        for article, told in zip(stories(sample), record["stories"], strict=True):
            if number not in article.pages:
                continue
            blocks = [lines_of(block, pages, number) for block in article.blocks]
            wanted = [flat(text_of(lines)) for lines in blocks if lines]
            found = [flat(text.text_content()) for text in groups[told["slug"]].iter("text")]
            assert found == wanted, (number, article.story)
            checked += len(wanted)
    assert checked > 400


def test_the_article_view_has_every_letter_once(public: Path, sample: Issue) -> None:
    pages = {one.number: one for one in sample.pages}
    record = json.loads((edition(public) / "edition.json").read_text("utf-8"))

    def wanted(block: Block) -> str:
        drawn = block.role is BlockRole.FIGURE  # its words are in the picture, and told by its alt
        dash = " —" if block.element is Element.DATELINE else ""  # the house's, as in print
        return "" if drawn or block.element in LEFT_OUT else flat(block_text(block, pages)) + dash

    for article, told in zip(stories(sample), record["stories"], strict=True):
        shown = page(edition(public) / told["path"] / "index.html")
        (story,) = shown.find_class("story")
        texts = sorted(filter(None, map(wanted, article.blocks)), key=len, reverse=True)
        for part in story.find_class("printed"):
            part.drop_tree()
        whole = "".join(flat(story.text_content()).split())
        for text in texts:
            squeezed = "".join(text.split())
            assert squeezed in whole, (article.story, text)
            whole = whole.replace(squeezed, "\n", 1)
        headline = "".join(article.headline.split())
        rest = "".join(whole.split()).replace(headline, "")
        assert rest == "", (article.story, rest)  # nothing is said that the issue does not say


def test_words_beside_each_other_are_parted(public: Path) -> None:
    bylines = [
        flat(byline.text_content())
        for path in edition(public).glob("*/index.html")
        for byline in page(path).find_class("byline")
    ]
    assert "Orla Wetherby City Correspondent" in bylines


def test_every_zone_covers_its_marks(public: Path, sample: Issue) -> None:
    record = json.loads((edition(public) / "edition.json").read_text("utf-8"))
    for one in sample.pages:
        shown = page(edition(public) / f"page-{one.number}.html")
        zones: dict[str, list[tuple[float, ...]]] = {}
        for zone in shown.find_class("zone"):
            shares = [float(v) / 100 for v in re.findall(r":([\d.-]+)%", zone.get("style"))]
            width, height = one.size.width, one.size.height
            left, top = shares[0] * width, shares[1] * height
            box = (left, top, left + shares[2] * width, top + shares[3] * height)
            zones.setdefault(zone.get("data-story"), []).append(box)
        for article, told in zip(stories(sample), record["stories"], strict=True):
            for block in article.blocks:
                for span in block.spans:
                    for mark in (
                        one.marks[span.first : span.last] if span.page == one.number else ()
                    ):
                        ink = ink_of(mark)
                        inside = any(
                            left - 0.05 <= ink.x
                            and top - 0.05 <= ink.y
                            and ink.right <= right + 0.05
                            and ink.bottom <= bottom + 0.05
                            for left, top, right, bottom in zones[told["slug"]]
                        )
                        assert inside, (article.story, ink)


def test_a_jumped_story_is_one_and_names_its_pages(public: Path) -> None:
    record = json.loads((edition(public) / "edition.json").read_text("utf-8"))
    jumped = [story for story in record["stories"] if len(story["pages"]) > 1]
    assert jumped
    for story in jumped:
        shown = page(edition(public) / story["path"] / "index.html")
        (printed,) = shown.find_class("printed")
        links = [link.get("href") for link in printed.iter("a")]
        assert links == [f"../page-{n}.html#{story['slug']}" for n in story["pages"]]
        assert "Continued on page" not in shown.find_class("story")[0].text_content()


def test_tables_are_tables_and_pictures_have_words(public: Path) -> None:
    table = page(edition(public) / "fish-auction-prices" / "index.html").find(".//table")
    assert table is not None
    assert {th.get("scope") for th in table.iter("th")} >= {"col"}
    for path in edition(public).rglob("*.html"):
        for image in page(path).iter("img"):
            assert image.get("alt") is not None
            assert image.get("width")


def test_headings_begin_with_one_h1(public: Path) -> None:
    for path in public.rglob("*.html"):
        assert len(list(page(path).iter("h1"))) == 1, path


@pytest.mark.parametrize("name", phrases())
def test_a_phrase_stands_in_every_language(name: str) -> None:
    told = phrases()[name]
    assert sorted(told) == LANGUAGES
    blocks = {"hi": 0x0900, "mr": 0x0900, "bn": 0x0980, "gu": 0x0A80, "ta": 0x0B80, "te": 0x0C00}
    for language, first in blocks.items():
        indic = [c for c in told[language] if 0x0900 <= ord(c) < 0x0D80]
        assert indic
        assert all(first <= ord(c) < first + 0x80 for c in indic), (name, language)


def test_a_language_without_phrases_has_english_ones() -> None:
    assert voice_of("en-IN").says["search"] == voice_of("en-GB").says["search"] == "Search"
    assert voice_of("ur").direction == "rtl"
