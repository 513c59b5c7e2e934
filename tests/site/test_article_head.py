"""What stands over a story: its headline, what belongs to it, the reader's tools, nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import lxml.html
import pytest

from epaper.issue.issue import Issue
from epaper.page.marks import Element
from epaper.site.article import HEAD


def article(path: Path) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8")
    (found,) = lxml.html.fromstring(path.read_bytes(), parser=parser).find_class("story")
    return found


def stories(public: Path) -> dict[str, lxml.html.HtmlElement]:
    (record,) = public.glob("????-??-??/edition.json")
    told = json.loads(record.read_text("utf-8"))["stories"]
    return {one["story"]: article(record.parent / one["path"] / "index.html") for one in told}


@pytest.fixture(scope="module")
def read(public: Path) -> dict[str, lxml.html.HtmlElement]:
    return stories(public)


def test_tools_stand_under_the_head_of_every_story(read: dict[str, lxml.html.HtmlElement]) -> None:
    assert {"first-league-table", "sport-fixtures", "market-prices"} <= set(read)
    for slug, story in read.items():
        kids = list(story)
        place = next(n for n, kid in enumerate(kids) if kid.get("class") == "tools")
        over = [kid for kid in kids[:place] if kid.tag != "h1"]
        assert [kid.tag for kid in kids[:place]].count("h1") == 1, slug
        assert all(kid.get("class") in HEAD for kid in over), slug
        assert kids[place + 1].get("class") not in HEAD, slug


def test_a_dateline_has_its_dash(read: dict[str, lxml.html.HtmlElement], sample: Issue) -> None:
    datelined = {
        article.story
        for section in sample.structure.sections
        for article in section.articles
        if any(block.element is Element.DATELINE for block in article.blocks)
    }
    assert len(datelined) > 3
    for slug in datelined:
        (place,) = read[slug].find_class("dateline")
        assert str(place.tail).startswith(" — "), slug


def test_stories_stand_in_the_order_of_reading(public: Path, sample: Issue) -> None:
    """The lead first; the front names every section, one within the pages of another too."""
    (record,) = public.glob("????-??-??/edition.json")
    told = json.loads(record.read_text("utf-8"))["stories"]
    assert told[0]["pages"][0] == 1
    assert told[0]["urgency"] == min(one["urgency"] for one in told)
    parser = lxml.html.HTMLParser(encoding="utf-8")
    contents = lxml.html.parse(str(record.parent / "contents.html"), parser=parser).getroot()
    heads = [head.text for head in contents.iter("h2")]
    names = [one.name for one in sample.sections if one.name in heads]
    assert heads == names
    front = lxml.html.parse(str(public / "index.html"), parser=parser).getroot()
    (list_,) = front.find_class("sections")
    links = {link.text: link.get("href") for link in list_.iter("a")}
    assert list(links) == names
    for name, link in links.items():
        first = [one["pages"][0] for one in told if one["section"] == name]
        own = [page.number for page in sample.pages if page.section == name]
        page = own[0] if own else min(first)
        assert str(link).endswith(f"/page-{page}.html"), name
