"""Whose an edition is, and which: zones of a day, a paper that was renamed, stories' addresses."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from changes import STORY, without
from sites import put

from epaper.archive.archive import Archive
from epaper.issue.issue import Issue
from epaper.model.edition import SitePlace
from epaper.page.structure import Structure
from epaper.site.publish import withdraw_edition
from epaper.site.settings import SiteSettings
from epaper.words.reader import words_for

DAY = "2026-01-01"
OLD, NEW = "The Tiny Paper", "The Larger Paper"


def shown(path: Path) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(path.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def index(site: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((site / "editions.json").read_text("utf-8"))
    return told


def labels(places: Iterable[lxml.html.HtmlElement]) -> list[str]:
    return [str(place.get("aria-label")) for place in places]


def renamed(issue: Issue, slug: str, to: str) -> Issue:
    """With another name of a story's file."""

    def own(origin: Any) -> Any:
        return replace(origin, story=to) if origin.story == slug else origin

    pages = tuple(
        replace(page, marks=tuple(replace(m, origin=own(m.origin)) for m in page.marks))
        for page in issue.pages
    )
    sections = tuple(
        replace(
            section,
            articles=tuple(
                replace(article, story=to) if article.story == slug else article
                for article in section.articles
            ),
        )
        for section in issue.structure.sections
    )
    stories = tuple(replace(s, slug=to) if s.slug == slug else s for s in issue.stories)
    return replace(issue, pages=pages, structure=Structure(sections), stories=stories)


# -- zones -----------------------------------------------------------------------------------------


def test_zones_of_a_day_are_told_apart(tiny: Issue, tmp_path: Path) -> None:
    site = tmp_path / "public"
    city = replace(tiny, name="City edition")
    put(city, site)
    put(replace(city, zone="North & Hills"), site)
    front = shown(site / "index.html")
    heads = [" ".join(head.text_content().split()) for head in front.iter("h2")]
    assert len(set(heads)) == len(heads)
    assert sum("North & Hills" in head for head in heads) == 1
    named = labels([*front.iter("section"), *front.iter("nav")])
    assert len(set(named)) == len(named)
    days = labels(link for cell in front.iter("td") for link in cell.iter("a"))
    assert len(days) == 2
    assert sum("North & Hills" in day for day in days) == 1
    title = shown(site / f"{DAY}-north-hills" / "page-1.html").findtext(".//title")
    assert "City edition, North & Hills" in str(title)


def test_a_zone_that_the_name_has_is_not_said_twice(tiny: Issue, tmp_path: Path) -> None:
    site = tmp_path / "public"
    put(replace(tiny, name="Hills edition", zone="hills"), site)
    front = (site / "index.html").read_text("utf-8")
    assert front.count("hills") == front.count("-hills")  # in addresses


def test_things_of_a_list_are_parted_as_the_language_does() -> None:
    assert words_for("ur").listed("مہتاب", "", "شہر") == "مہتاب، شہر"
    assert words_for("hi").listed("मेहताब", "शहर") == "मेहताब, शहर"


# -- a new name ------------------------------------------------------------------------------------


def under_its_new_name(issue: Issue, formerly: str = OLD) -> Issue:
    site = SitePlace(formerly=(formerly,) if formerly else ())
    return replace(issue, publication=replace(issue.publication, name=NEW, site=site))


def test_a_renamed_paper_takes_its_site_over(tiny: Issue, tmp_path: Path) -> None:
    """What was killed meanwhile is gone, and the day does not stand twice."""
    site = tmp_path / "public"
    put(replace(tiny, date=tiny.date.replace(day=2)), site)
    put(tiny, site)
    done = put(under_its_new_name(without(tiny, STORY)), site)
    assert (done.edition, done.gone) == (DAY, (STORY,))
    assert [one["id"] for one in index(site)["editions"]] == ["2026-01-02", DAY]
    front = shown(site / "index.html")
    assert front.findtext(".//h1") == NEW
    assert OLD not in (site / "index.html").read_text("utf-8")
    assert len(front.find_class("calendar")) == 1
    # an issue of before that day, once more: the front keeps the new name
    put(replace(tiny, date=tiny.date.replace(day=2)), site)
    assert shown(site / "index.html").findtext(".//h1") == NEW
    assert len(index(site)["editions"]) == 2


def test_a_paper_that_does_not_say_so_is_another_title(tiny: Issue, tmp_path: Path) -> None:
    site = tmp_path / "public"
    put(tiny, site)
    assert put(under_its_new_name(tiny, ""), site).edition == f"{DAY}-the-larger-paper"
    assert shown(site / "index.html").findtext(".//h1") == OLD


# -- addresses -------------------------------------------------------------------------------------


def test_an_address_never_becomes_another_storys(tiny: Issue, tmp_path: Path) -> None:
    site = tmp_path / "public"
    both = renamed(renamed(tiny, "tram", "two words"), "mill", "two-words")
    put(both, site)
    record = json.loads((site / DAY / "edition.json").read_text("utf-8"))
    folders = {one["story"]: one["slug"] for one in record["stories"]}
    assert (folders["two words"], folders["two-words"]) == ("two-words", "two-words-2")
    done = put(without(both, "two words"), site)
    assert done.gone == ("two-words",)
    assert 'data-kind="gone"' in (site / DAY / "two-words" / "index.html").read_text("utf-8")
    assert 'data-kind="article"' in (site / DAY / "two-words-2" / "index.html").read_text("utf-8")
    put(both, site)
    assert put(both, site).purge == ()
    record = json.loads((site / DAY / "edition.json").read_text("utf-8"))
    assert {one["story"]: one["slug"] for one in record["stories"]} == folders


# -- taken off -------------------------------------------------------------------------------------


@pytest.fixture
def two_days(tiny: Issue, tmp_path: Path) -> Path:
    site = tmp_path / "public"
    put(tiny, site)
    put(replace(tiny, date=tiny.date.replace(day=2)), site)
    return site


def led_to(site: Path) -> bool:
    """Whether anything of the house leads to the first day."""
    house = [site / "index.html", site / "feed.xml", site / "archive" / "2026.html"]
    texts = [path.read_text("utf-8") for path in (*house, site / "editions.json")]
    with Archive(site.parent / "public.db") as archive:
        return bool(archive.entries(DAY)) or any(DAY in text for text in texts)


def test_an_edition_is_withdrawn(two_days: Path, tiny: Issue) -> None:
    site = two_days
    assert led_to(site)
    addresses = {p.relative_to(site / DAY).as_posix() for p in (site / DAY).rglob("*.html")}
    done = withdraw_edition(site, SiteSettings(), lambda _: DAY)
    assert done.withdrawn
    assert not led_to(site)
    assert {p.relative_to(site / DAY).as_posix() for p in (site / DAY).rglob("*.html")} == addresses
    for path in addresses:
        page = shown(site / DAY / path)
        assert page.findtext(".//h1") == "This edition has been withdrawn", path
        assert (site / DAY / path).parent.joinpath(page.find(".//link").get("href")).exists()
    told = {path.removesuffix("index.html") for path in addresses}
    assert {f"{DAY}/{path}" for path in told} <= set(done.purge)
    record = json.loads((site / DAY / "edition.json").read_text("utf-8"))
    assert {"index.html", "page-1.html", f"{STORY}/"} <= {one["path"] for one in record["gone"]}
    later = json.loads((site / "2026-01-02" / "edition.json").read_text("utf-8"))
    assert all((site / path).is_file() for path in (*record["content"], *later["content"]))
    back = put(tiny, site)
    assert (back.new, back.gone) == (True, ())
    assert led_to(site)
    assert json.loads((site / DAY / "edition.json").read_text("utf-8"))["gone"] == []


def test_the_last_edition_can_go_too(tiny: Issue, tmp_path: Path) -> None:
    site = tmp_path / "public"
    put(tiny, site)
    withdraw_edition(site, SiteSettings(), lambda _: DAY)
    assert index(site)["editions"] == []
    assert shown(site / "index.html").findtext(".//h1") == OLD
    assert not list((site / "a").glob("*.webp"))


def test_a_folder_that_was_deleted_by_hand_is_led_to_no_more(two_days: Path, tiny: Issue) -> None:
    site = two_days
    shutil.rmtree(site / DAY)
    done = put(replace(tiny, date=tiny.date.replace(day=2)), site)
    assert not led_to(site)
    assert {f"{DAY}/", f"{DAY}/{STORY}/"} <= set(done.purge)
